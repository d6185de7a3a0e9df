using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Edits of front matter fields, and the values to put there.</summary>
internal static class FieldEdits
{
    /// <summary>The rules that find what a status asks for: whoever writes one has to say the rest.</summary>
    public static ImmutableArray<string> AskedByStatus { get; } =
    ["empty-field", "missing-field", "missing-implemented-version", "missing-successor", "missing-target-version"];

    /// <summary>
    /// What <paramref name="field"/> of the proposal <paramref name="number"/> should say, as far as it is known: the row's status or the
    /// first one, the author at the keyboard unless the row names somebody else, today, the number itself. Empty for what is not known, and
    /// for other fields.
    /// </summary>
    public static string KnownValue(Series series, ProposalNumber? number, FieldDefinition field) =>
        field.Role switch
        {
            FieldRole.Author => AuthorOf(series, number, field.Name),
            FieldRole.Status => StatusOf(series, number),
            FieldRole.Created => series.Convention.DateForm.Write(series.ExternalFacts.Today),
            FieldRole.Number when number is { } own => series.Convention.Digitize(own),
            _ => "",
        };

    /// <summary>The same for a document that is there: it was created when its file was committed first.</summary>
    public static string KnownValue(Series series, Document document, FieldDefinition field) =>
        field.Role == FieldRole.Created && series.ExternalFacts.History.FirstOf(document.Path) is { } date
            ? series.Convention.DateForm.Write(date)
            : KnownValue(series, document.Number, field);

    /// <summary>
    /// What <paramref name="field"/>, which a status asks for, says when <paramref name="document"/> is given that status today: the date, where
    /// it is one, else what is known of it.
    /// </summary>
    public static string ValueAsked(Series series, Document document, FieldDefinition field) =>
        field.Role != FieldRole.Created && series.Convention.FormatOf(field.Name) is ValueFormat.Date { Form: var form }
            ? form.Write(series.ExternalFacts.Today)
            : KnownValue(series, document, field);

    /// <summary>The author at the keyboard, as <paramref name="field"/> names authors; null where nobody is known.</summary>
    public static string? AuthorAtKeyboard(Series series, string field) =>
        series.Convention.FormatOf(field) is ValueFormat.People { Form: AuthorForm.Handle }
        && Authors.Read(series.ExternalFacts.Author) is [var author]
            ? author.Write(AuthorForm.Handle)
            : series.ExternalFacts.Author;

    /// <summary><c>Name: value</c>, as fixes and completion show a field.</summary>
    public static string Line(string name, string value) => YamlForm.Line(name, value);

    /// <summary><paramref name="text"/> as a value among the fields of <paramref name="document"/>.</summary>
    public static string Scalar(Document document, string text) => FormOf(document).Scalar(text);

    /// <summary>
    /// Makes <paramref name="field"/> say <paramref name="text"/>, as it is written. What a status says beyond itself is about the status that
    /// it was.
    /// </summary>
    public static TextEdit SetValue(Document document, Field field, string text)
    {
        var form = FormOf(document);
        if (field.Value.Span.IsEmpty)
            return form.Fill(document.Text, field, text);
        var edit = form.Replace(document.Text, field, text);
        return field.Remark is { } remark && remark.Start >= edit.Span.End && field.Value.Value != text
            ? edit with
            {
                Span = edit.Span with { End = remark.End },
            }
            : edit;
    }

    /// <summary>Spells the status in <paramref name="field"/> as <paramref name="text"/>; what it says beyond itself stays.</summary>
    public static TextEdit Respell(Document document, Field field, string text)
    {
        if (field.Remark is null)
            return SetValue(document, field, text);
        var at = field.Value.Span.Start + (field.Remark == field.Value.Span ? 1 : 0);
        return new(new(at, at + field.Value.Value.Length), text);
    }

    private static FieldForm FormOf(Document document) => FieldForm.Of(document.FrontMatter?.Form ?? FrontMatterForm.Yaml);

    /// <summary>
    /// What the field for <paramref name="role"/>, <paramref name="name"/> by default, is called here: what the template says, else what
    /// most proposals that have it say.
    /// </summary>
    public static string SpellingOf(Series series, FieldRole role, string name) =>
        series.Convention.KnownFields.Any(field => field.Name == name)
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
        var before = convention.KnownFields.Select(field => field.Name).TakeWhile(other => other != name).ToList();
        var previous = block.Fields.LastOrDefault(field => before.Exists(other => Convention.IsSameName(other, field.Name.Value)));
        return FieldForm.Of(block.Form).Insert(document.Text, block, previous, name, value);
    }

    // Where the registry names somebody else, the one at the keyboard is not the author; and whose address is unknown is not named in full.
    private static string AuthorOf(Series series, ProposalNumber? number, string field)
    {
        if (Authors.Read(series.ExternalFacts.Author) is not [var atKeyboard, ..])
            return "";
        var registered = (number is { } n ? series.RowsOf(n) : [])
            .Select(row => Authors.Read(row.Author?.Text))
            .Where(authors => !authors.IsEmpty);
        return registered.All(authors => authors.Any(author => Authors.Compare(author, atKeyboard) == Likeness.Same))
            ? AuthorAtKeyboard(series, field)!
            : "";
    }

    private static string StatusOf(Series series, ProposalNumber? number)
    {
        var row = number is { } n ? series.RowsOf(n).FirstOrDefault() : null;
        return row?.Status is { } cell && series.Convention.Knows(cell.Bare) ? cell.Bare : series.Convention.FirstStatus;
    }
}
