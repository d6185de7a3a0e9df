using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>What is shown about the thing under the cursor.</summary>
/// <param name="Span">The thing.</param>
/// <param name="Markdown">Markdown without pictures and HTML, and without links save to a tracker's issue; text taken from files is escaped
/// in it.</param>
public sealed record Hover(TextSpan Span, LocalizableString Markdown)
{
    /// <summary>The document of the proposal whose card this is; null for anything else.</summary>
    public string? Proposal { get; init; }

    /// <summary>What there is to say at <paramref name="offset"/> of <paramref name="document"/>; null for nothing.</summary>
    public static Hover? At(Series series, Document document, int offset) =>
        document.Kind == DocumentKind.Configuration ? ConfigurationHover.At(series, document, offset)
        : document.Kind == DocumentKind.Message && MessageHover.At(series, document, offset) is { } verb ? verb
        : ConfigurationHover.OfSuppression(document, offset) is { } rule ? rule
        : Symbol.At(document, offset) is { } symbol && Of(series, document, symbol) is { } known ? known
        : Issues.At(series, document, offset) is { } issue ? new(issue.Span, $"**{issue.Key}**\n\n<{issue.Address}>")
        : null;

    /// <summary>
    /// What a card says in addition of the statuses that the proposal at <paramref name="path"/> had; null where it was never committed.
    /// </summary>
    public static LocalizableString? PastOf(Series series, string path, StatusHistory history) => ProposalCard.Past(series, path, history);

    /// <summary>The card of <paramref name="number"/>, for a mention anywhere; null where no row and no document has it.</summary>
    public static LocalizableString? Card(Series series, ProposalNumber number) => ProposalCard.Write(series, number);

    private static Hover? Of(Series series, Document document, Symbol symbol) =>
        ProposalOf(series, document, symbol) is var (number, path)
            ? ProposalCard.Write(series, number, path) is { } card
                ? new(symbol.Span, card) { Proposal = path ?? series.PathOf(number) }
                : null
            : Describe(series, document, symbol) is { } meaning
                ? new(symbol.Span, meaning)
                : null;

    // The proposal that is meant, and which of its documents; null where what is meant is no proposal, or is more than that.
    private static (ProposalNumber Number, string? Path)? ProposalOf(Series series, Document document, Symbol symbol) =>
        symbol switch
        {
            Symbol.Placeholder or Symbol.NextRow or Symbol.FieldName or Symbol.FieldValue or Symbol.Heading => null,
            Symbol.RowCell { Column: ColumnRole.Status, Row.Status: { } status } when Status(series, status.Bare) is not null => null,
            // Of several documents with one number, the one that is linked.
            Symbol.OfLink { Link.Path: { } path }
                when Subject.Of(series, document, symbol) is Subject.Proposal { Number: var number } && series.Exists(path) => (
                number,
                path
            ),
            // A proposal that names its own number means itself, whichever others have that number too.
            _ when Subject.Of(series, document, symbol) is Subject.Proposal { Number: var number } => (
                number,
                document.Kind == DocumentKind.Proposal && document.Number == number ? document.Path : null
            ),
            _ => null,
        };

    private static LocalizableString? Describe(Series series, Document document, Symbol symbol) =>
        symbol switch
        {
            Symbol.Placeholder => $"A number is still to be put in; the next one is **{series.Convention.Format(series.NextNumber)}**.",
            Symbol.NextRow => $"The next number is **{series.Convention.Format(series.NextNumber)}**.",
            Symbol.RowCell { Column: ColumnRole.Status, Row.Status: { } status } when Status(series, status.Bare) is { } meaning => meaning,
            Symbol.FieldName { Field.Name.Value: var name } => Field(series, name),
            Symbol.FieldValue { Field: { Role: FieldRole.Status, Value.Value: var status } } => Status(series, status)
                ?? Field(series, series.Convention.NameOf(FieldRole.Status)!),
            Symbol.FieldValue { Field.Name.Value: var name } => Field(series, name),
            Symbol.Heading => null,
            _ => Subject.Of(series, document, symbol) switch
            {
                Subject.Anchor { Path: var path, Fragment: var fragment } => Heading(series, path, fragment),
                Subject.File { Path: var path } => File(series, path),
                _ => null,
            },
        };

    // Of a document its title, of a picture or another file its name, and who shows it.
    private static LocalizableString? File(Series series, string path)
    {
        if (series.Find(path)?.Facts.Title is { } title)
            return (LocalizableString)$"**{PlainMarkdown.Escape(title)}**";
        if (!series.Exists(path))
            return null;
        var name = $"**{PlainMarkdown.Escape(Paths.Name(path))}**";
        var referrers = series.ReferrersOf(path).Where(referrer => referrer != path).Order(StringComparer.Ordinal).ToList();
        return referrers.Count switch
        {
            0 => LocalizableString.Of(name),
            1 => $"{name}\n\nLinked by {PlainMarkdown.Escape(Paths.Name(referrers[0]))}.",
            var count => $"{name}\n\nLinked by {count} documents.",
        };
    }

    private static LocalizableString? Heading(Series series, string path, string fragment)
    {
        if (series.Find(path) is not { } target || Subject.SectionOf(target, fragment) is not { } section)
            return null;
        var document =
            target.Facts.Title is not null && section != target.TitleSection ? $"{PlainMarkdown.Escape(Titles.Of(series, path))} › " : "";
        var excerpt = ProposalCard.Excerpt(target, section);
        return $"{document}**{PlainMarkdown.Escape(section.Title)}**{(excerpt is null ? "" : "\n\n" + excerpt)}";
    }

    private static LocalizableString? Status(Series series, string name) =>
        series.Convention.Statuses.FirstOrDefault(status => status.Name == name) is { } status
            ? Define(status.Name, status.Description)
            : null;

    private static readonly DateOnly s_example = new(2026, 1, 5);
    private static readonly ValueFormat s_usualDate = new ValueFormat.Date(DateForm.Iso);

    private static LocalizableString? Field(Series series, string name)
    {
        var convention = series.Convention;
        var description = convention.KnownFields.FirstOrDefault(field => field.Name == name)?.Description;
        var bold = $"**{PlainMarkdown.Escape(name)}**";
        return (convention.RoleOf(name), convention.FormatOf(name)) switch
        {
            (FieldRole.Status, _) => $"{Define(name, description) ?? (LocalizableString)$"**{name}**"}\n\n{Statuses(series)}",
            (FieldRole.Author, ValueFormat.People { Form: AuthorForm.Email }) => Define(name, description)
                ?? (LocalizableString)$"**{PlainMarkdown.Escape(name)}**: Full Name (email), several separated by commas",
            (FieldRole.Created, var format) when format is null || format == s_usualDate => Define(name, description)
                ?? (
                    format is null
                        ? (LocalizableString)$"**{PlainMarkdown.Escape(name)}**: the date of the first draft"
                        : $"**{PlainMarkdown.Escape(name)}**: the date of the first draft, as year-month-day"
                ),
            (_, { } format) when Say(format) is { } words => Define(name, description) is { } meaning
                ? $"{meaning}\n\n{words}"
                : (LocalizableString)$"{LocalizableString.Of(bold)}: {words}",
            _ => Define(name, description),
        };
    }

    // How a value is written; null where anyhow.
    private static LocalizableString? Say(ValueFormat format) =>
        format switch
        {
            ValueFormat.Date { Form: var form } => (LocalizableString)$"a date, as {form.Write(s_example)}",
            ValueFormat.OneOf { Values: var values } => $"one of {PlainMarkdown.Escape(string.Join(", ", values))}",
            ValueFormat.People { Form: AuthorForm.Email } => $"Full Name (email), several separated by commas",
            ValueFormat.People => $"@handle, Name (@handle) or Name \\<email\\>, several separated by commas",
            ValueFormat.Numbers => $"numbers of proposals, several separated by commas",
            _ => null,
        };

    private static LocalizableString Statuses(Series series) =>
        LocalizableString.Join(
            "\n",
            series.Convention.Statuses.Select(status =>
                (LocalizableString)
                    $"- {Define(status.Name, status.Description) ?? (LocalizableString)$"**{PlainMarkdown.Escape(status.Name)}**"}"
            )
        );

    // The series' own words are Markdown; they are shown as a reader of that file sees them.
    internal static LocalizableString? Define(string name, string? meaning) =>
        meaning is null || DocumentParser.FirstParagraph(meaning) is not { } words
            ? null
            : (LocalizableString)$"**{PlainMarkdown.Escape(name)}**: {PlainMarkdown.Escape(words)}";
}
