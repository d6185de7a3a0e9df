using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Edits of front matter fields, and the values to put there.</summary>
internal static partial class FieldEdits
{
    /// <summary>The rules that find what a status asks for: whoever writes one has to say the rest.</summary>
    public static ImmutableArray<string> AskedByStatus { get; } =
    ["missing-implemented-version", "missing-successor", "missing-target-version"];

    /// <summary>
    /// What <paramref name="field"/> of the proposal <paramref name="number"/> should say, as far as it is known: the row's status or the
    /// first one, the author at the keyboard unless the row names somebody else, today, the number itself. Empty for what is not known, and
    /// for other fields.
    /// </summary>
    public static string KnownValue(Series series, ProposalNumber? number, FieldDefinition field) =>
        field.Role switch
        {
            FieldRole.Author => AuthorOf(series, number),
            FieldRole.Status => StatusOf(series, number),
            FieldRole.Created => Dates.Write(series.ExternalFacts.Today),
            FieldRole.Number when number is { } own => series.Convention.Digitize(own),
            _ => "",
        };

    /// <summary>The same for a document that is there: it was created when its file was committed first.</summary>
    public static string KnownValue(Series series, Document document, FieldDefinition field) =>
        field.Role == FieldRole.Created && series.ExternalFacts.History.FirstOf(document.Path) is { } date
            ? Dates.Write(date)
            : KnownValue(series, document.Number, field);

    /// <summary><c>Name: value</c>, without a blank at the end where there is no value.</summary>
    public static string Line(string name, string value) => value.Length == 0 ? $"{name}:" : $"{name}: {value}";

    /// <summary>
    /// <paramref name="text"/> as a value in the front matter of <paramref name="document"/>: in quotes where YAML would take it for more
    /// than text.
    /// </summary>
    public static string Scalar(Document document, string text) => !IsYaml(document) ? text : Scalar(text, quote: null, isInList: false);

    /// <summary>
    /// Makes <paramref name="field"/> say <paramref name="text"/>, as it is written: in quotes what was in quotes, a list what was a list,
    /// with its anchor or tag. A comment after it stays.
    /// </summary>
    public static TextEdit SetValue(Document document, Field field, string text)
    {
        var place = field.Value.Span;
        var content = document.Text.Content;
        if (place.IsEmpty)
        {
            var lead = content[place.Start - 1] is ':' ? " " : "";
            var trail = place.Start < content.Length && content[place.Start] == '#' ? " " : "";
            return new(place, lead + Scalar(document, text) + trail);
        }

        if (!IsYaml(document))
            return new(place, text);
        var properties = Properties().Match(content, place.Start, place.Length).Length;
        place = place with { Start = place.Start + properties };
        var written = content[place.Start..place.End];
        string[] parts = field.Role is FieldRole.Author or FieldRole.Successor ? text.Split(", ") : [text];
        if (written is ['[', .., ']'])
            return new(place, $"[{string.Join(", ", parts.Select(part => Scalar(part, QuoteOf(written.AsSpan(1)), isInList: true)))}]");
        if (written is ['-', ' ' or '\t' or '\r' or '\n', ..])
        {
            var line = document.Text.LineSpan(document.Text.LineAt(place.Start));
            var indent = document.Text.NewLine + new string(' ', place.Start - line.Start);
            return new(place, string.Join(indent, parts.Select(part => "- " + Scalar(part, QuoteOf(written.AsSpan(1)), isInList: false))));
        }

        return new(place, Scalar(text, QuoteOf(written), isInList: false));
    }

    private static bool IsYaml(Document document) =>
        document.FrontMatter is not { } block || document.Text.Content[block.Span.Start] == '-';

    private static char? QuoteOf(ReadOnlySpan<char> written) => written.TrimStart() is [var first and ('"' or '\''), ..] ? first : null;

    // YAML 1.2.2, 7.3.
    private static string Scalar(string text, char? quote, bool isInList)
    {
        var isPlain =
            Plain().IsMatch(text)
            && !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal)
            && text[^1] is not ':' and not ' '
            && !(isInList && text.AsSpan().ContainsAny("[]{},"));
        return quote switch
        {
            '\'' => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            null when isPlain => text,
            _ => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        };
    }

    /// <summary>
    /// What the field for <paramref name="role"/>, <paramref name="name"/> by default, is called here: what the template says, else what
    /// most proposals that have it say.
    /// </summary>
    public static string SpellingOf(Series series, FieldRole role, string name) =>
        series.Convention.Fields.Any(field => field.Name == name)
            ? name
            : series
                .Documents.Values.Where(document => document.Kind == DocumentKind.Proposal)
                .SelectMany(document => document.Facts.Fields)
                .Where(field => field.Role == role)
                .GroupBy(field => field.Name)
                .OrderByDescending(same => same.Count())
                .ThenBy(same => same.Key, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.Key
                ?? name;

    /// <summary>
    /// Puts a line for <paramref name="name"/> where the template has the field: after the last one there that comes before it.
    /// </summary>
    public static TextEdit Insert(Document document, FrontMatter block, Convention convention, string name, string value)
    {
        var before = convention.Fields.Select(field => field.Name).TakeWhile(other => other != name).ToList();
        var previous = block.Fields.LastOrDefault(field => before.Exists(other => Convention.IsSameName(other, field.Name.Value)));
        return TextEdit.Insert(previous?.Line.End ?? block.Content.Start, Line(name, value) + document.Text.NewLine);
    }

    // Where the registry names somebody else, the one at the keyboard is not the author; and whose address is unknown is not named in full.
    private static string AuthorOf(Series series, ProposalNumber? number)
    {
        if (Authors.Read(series.ExternalFacts.Author) is not [var atKeyboard, ..])
            return "";
        var registered = (number is { } n ? series.RowsOf(n) : [])
            .Select(row => Authors.Read(row.Author?.Text))
            .Where(authors => !authors.IsEmpty);
        return registered.All(authors => authors.Any(author => Authors.Compare(author, atKeyboard) == Likeness.Same))
            ? series.ExternalFacts.Author!
            : "";
    }

    private static string StatusOf(Series series, ProposalNumber? number)
    {
        var row = number is { } n ? series.RowsOf(n).FirstOrDefault() : null;
        return row?.Status is { } cell && series.Convention.Knows(cell.Bare) ? cell.Bare : series.Convention.FirstStatus;
    }

    // An anchor, a tag.
    [GeneratedRegex(@"\G(?:[&!]\S*\s+)*")]
    private static partial Regex Properties();

    // Begins with a letter or digit: no mark of YAML's.
    [GeneratedRegex(@"^[\p{L}\p{Nd}]")]
    private static partial Regex Plain();
}
