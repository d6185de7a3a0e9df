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
    public static ImmutableArray<string> AskedByStatus { get; } = ["missing-implemented-version", "missing-successor", "missing-target-version"];

    /// <summary>
    /// What <paramref name="field"/> of the proposal <paramref name="number"/> should say, as far as it is known: the row's status or the
    /// first one, the author at the keyboard unless the row names somebody else, today, the number itself. Empty for what is not known, and for other fields.
    /// </summary>
    public static string KnownValue(Series series, ProposalNumber? number, FieldDefinition field) => field.Role switch
    {
        FieldRole.Author => AuthorOf(series, number),
        FieldRole.Status => StatusOf(series, number),
        FieldRole.Created => Dates.Write(series.Surroundings.Today),
        FieldRole.Number when number is { } own => series.Convention.Digitize(own),
        _ => "",
    };

    /// <summary>The same for a document that is there: it was created when its file was committed first.</summary>
    public static string KnownValue(Series series, Document document, FieldDefinition field) =>
        field.Role == FieldRole.Created && series.Surroundings.History.FirstOf(document.Path) is { } date ? Dates.Write(date) : KnownValue(series, document.Number, field);

    /// <summary><c>Name: value</c>, without a blank at the end where there is no value.</summary>
    public static string Line(string name, string value) => value.Length == 0 ? $"{name}:" : $"{name}: {value}";

    /// <summary><paramref name="text"/> as a value in the front matter of <paramref name="document"/>: in quotes where YAML would take it for more than text.</summary>
    public static string Scalar(Document document, string text)
    {
        var isYaml = document.FrontMatter is not { } block || document.Text.Content[block.Span.Start] == '-';
        return !isYaml || (Plain().IsMatch(text) && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && text[^1] != ':')
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Gives <paramref name="field"/> another value; a comment behind it stays.</summary>
    public static TextEdit SetValue(Document document, Field field, string value)
    {
        var place = field.Value.Span;
        if (!place.IsEmpty) return new(place, value);
        var text = document.Text.Content;
        var lead = text[place.Start - 1] is ':' ? " " : "";
        var trail = place.Start < text.Length && text[place.Start] == '#' ? " " : "";
        return new(place, lead + value + trail);
    }

    /// <summary>Puts a line for <paramref name="name"/> where the template has the field: behind the last one there that comes before it.</summary>
    public static TextEdit Insert(Document document, FrontMatter block, Convention convention, string name, string value)
    {
        var before = convention.Fields.Select(field => field.Name).TakeWhile(other => other != name).ToHashSet();
        var previous = block.Fields.LastOrDefault(field => before.Contains(field.Name.Value));
        return TextEdit.Insert(previous?.Line.End ?? block.Content.Start, Line(name, value) + document.Text.NewLine);
    }

    // Where the registry names somebody else, the one at the keyboard is not the author; and whose address is unknown is not named in full.
    private static string AuthorOf(Series series, ProposalNumber? number)
    {
        if (Authors.Read(series.Surroundings.Author) is not [var atKeyboard, ..]) return "";
        var registered = (number is { } n ? series.RowsOf(n) : []).Select(row => Authors.Read(row.Author?.Text)).Where(authors => !authors.IsEmpty);
        return registered.All(authors => authors.Any(author => Authors.Compare(author, atKeyboard) == Likeness.Same)) ? series.Surroundings.Author! : "";
    }

    private static string StatusOf(Series series, ProposalNumber? number)
    {
        var row = number is { } n ? series.RowsOf(n).FirstOrDefault() : null;
        return row?.Status is { } cell && series.Convention.Knows(cell.Bare) ? cell.Bare : series.Convention.FirstStatus;
    }

    // Begins with a letter or digit: no mark of YAML's.
    [GeneratedRegex(@"^[\p{L}\p{Nd}]")]
    private static partial Regex Plain();
}
