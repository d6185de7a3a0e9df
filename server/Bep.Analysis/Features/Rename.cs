using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>What can get another name at the cursor.</summary>
/// <param name="Span">The name, where the cursor is.</param>
/// <param name="Text">What the author begins to edit.</param>
public sealed record RenameTarget(TextSpan Span, string Text);

/// <summary>
/// Another name for what the cursor is on: a proposal's number or title, wherever they stand, or a heading. All that depends on it follows.
/// </summary>
public static class Rename
{
    /// <summary>What can get another name at <paramref name="offset"/> of <paramref name="document"/>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="editorReadsMarkdown">True where the editor itself renames headings and files; numbers and titles remain.</param>
    public static Attempt<RenameTarget> Prepare(Series series, Document document, int offset, bool editorReadsMarkdown) =>
        Find(series, document, offset, editorReadsMarkdown) switch
        {
            null => default,
            Named.Number { Refusal: { } reason } => reason,
            var subject => subject.Target,
        };

    /// <summary>The change that gives what stands at <paramref name="offset"/> the name <paramref name="newName"/>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="newName">A number (<c>1055</c>, <c>BEP-1055</c>), a title, or a heading's Markdown.</param>
    /// <param name="editorReadsMarkdown">See <see cref="Prepare"/>.</param>
    public static Attempt<Change> To(Series series, Document document, int offset, string newName, bool editorReadsMarkdown)
    {
        newName = newName.Trim();
        switch (Find(series, document, offset, editorReadsMarkdown))
        {
            case Named.Number { Refusal: { } reason }:
                return reason;
            case Named.Number subject:
                return RefuseNumber(series, subject.Old, newName, out var number) is { } taken ? taken
                    : number == subject.Old ? new Change([])
                    : subject.Document is { } own ? Renumbering.Of(series, own, number)
                    : Renumbering.Of(series, subject.Row!, number);
            case Named.Title subject:
                var title = series.Convention.WithoutNumber(newName);
                return Retitling.Refuse(title) is { } noTitle ? noTitle
                    : subject.Document is { } titled ? Retitling.Of(series, titled, title)
                    : Retitling.Of(series, subject.Row!, title);
            case Named.Heading subject:
                if (Retitling.Refuse(newName) is { } noHeading)
                    return noHeading;
                var edits = new FileEdits();
                edits.Add(
                    subject.Document.Path,
                    new(subject.Section.TitleSpan, subject.Section.TitleSpan.IsEmpty ? $" {newName}" : newName)
                );
                Anchors.Follow(series, edits);
                return new Change([.. edits.ToChanges()]);
            default:
                return default;
        }
    }

    /// <summary>The change that gives the proposal <paramref name="document"/> the number that <paramref name="text"/> says.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">A proposal with a number.</param>
    /// <param name="text">The new number: <c>1055</c>, <c>BEP-1055</c>.</param>
    public static Attempt<Change> ToNumber(Series series, Document document, string text) =>
        RefuseNumber(series, document.Number!.Value, text.Trim(), out var number) is { } reason
            ? reason
            : Renumbering.Of(series, document, number);

    /// <summary>The number that an author writes as <c>1055</c> or <c>BEP-1055</c>; null for anything else.</summary>
    public static ProposalNumber? ReadNumber(Convention convention, string text)
    {
        text = text.Trim();
        var lead = convention
            .MentionLeads.OrderByDescending(lead => lead.Text.Length)
            .FirstOrDefault(lead => text.StartsWith(lead.Text, StringComparison.OrdinalIgnoreCase));
        var digits = text.AsSpan(lead?.Text.Length ?? 0).TrimStart("- ");
        var length = lead is null ? convention.DigitsIn(digits) : convention.AnyDigitsIn(digits);
        return length > 0 && length == digits.Length ? new(int.Parse(digits)) : null;
    }

    // Why `old` cannot become the number that is written; null where it can.
    private static LocalizableString? RefuseNumber(Series series, ProposalNumber old, string text, out ProposalNumber number)
    {
        var written = ReadNumber(series.Convention, text);
        number = written ?? default;
        return written is null
            ? $"`{text}` is not a number; for example: {series.Convention.Format(series.NextNumber)}."
            : Renumbering.Refuse(series, old, number);
    }

    private static Named? Find(Series series, Document document, int offset, bool editorReadsMarkdown)
    {
        switch (Symbol.At(document, offset))
        {
            case Symbol.Mention { Reference: var mention }:
                var linked = document.Links.LastOrDefault(link => link.TextSpan.Contains(mention.Span))?.Path;
                return OfNumber(
                    series,
                    mention.Number,
                    document.Number == mention.Number ? document.Path : linked,
                    new(mention.Span, series.Convention.Format(mention.Number))
                );
            case Symbol.RowCell { Column: ColumnRole.Number, Row: { Number: { } number } row } cell when cell.Span.Touches(offset):
                return OfNumber(series, number, row.Link?.Path, new(cell.Span, series.Convention.Digitize(number)), row);
            case Symbol.RowCell { Column: ColumnRole.Title, Row: { Kind: RowKind.Proposal } row } cell when cell.Span.Touches(offset):
                return new Named.Title(DocumentOf(series, row), row, new(cell.Span, cell.Row.Title!.Bare));
            case Symbol.OfLink { Part: LinkPart.Path, Link: { Path: { } path } link }:
                return InFileName(series, document, link, path, offset);
            case Symbol.OfLink { Part: LinkPart.Fragment, Link: { Path: { } path, Fragment: { } fragment } } part when !editorReadsMarkdown:
                return series.Find(path) is { } target && Subject.SectionOf(target, fragment) is { } heading
                    ? OfHeading(series, target, heading, part.Span)
                    : null;
            case Symbol.Heading { Section: var section }:
                var place = IsTitle(section) ? Retitling.SpanIn(series.Convention, document, section) : section.TitleSpan;
                return !place.Touches(offset) || (editorReadsMarkdown && !IsTitle(section))
                    ? null
                    : OfHeading(series, document, section, place);
            case Symbol.FieldValue { Field: { Role: FieldRole.Title } field } when document.Number is not null:
                return new Named.Title(document, null, new(field.Value.Span, field.Value.Value));
            case Symbol.FieldValue { Field: { Role: FieldRole.Number } field } when document.Number is { } own:
                return OfNumber(series, own, document.Path, new(field.Value.Span, series.Convention.Digitize(own)));
            default:
                return null;
        }

        bool IsTitle(Section section) => IsTitleOf(series, document, section);
    }

    private static bool IsTitleOf(Series series, Document document, Section section) =>
        document.Number is not null && section == document.TitleSection && series.Convention.NameOf(FieldRole.Title) is null;

    private static Named OfHeading(Series series, Document document, Section section, TextSpan span) =>
        IsTitleOf(series, document, section)
            ? new Named.Title(document, null, new(span, document.Text.Slice(Retitling.SpanIn(series.Convention, document, section))))
            : new Named.Heading(document, section, new(span, document.Text.Slice(section.TitleSpan)));

    private static Document? DocumentOf(Series series, RegistryRow row) =>
        series.Find(row.Link?.Path) is { Number: { } number } linked && number == row.Number ? linked
        : series.PathsOf(row.Number!.Value) is { Count: 1 } paths ? series.Find(paths[0])
        : null;

    // In the path of a link, the part that says the number.
    private static Named.Number? InFileName(Series series, Document document, Link link, string path, int offset)
    {
        if (series.Find(path)?.Number is not { } number)
            return null;
        var name = series.Convention.Format(number);
        var at = document.Text.Slice(link.PathSpan).LastIndexOf(name, StringComparison.Ordinal);
        if (at < 0)
            (name, at) = (
                series.Convention.Digitize(number),
                document.Text.Slice(link.PathSpan).LastIndexOf(series.Convention.Digitize(number), StringComparison.Ordinal)
            );
        var span = new TextSpan(link.PathSpan.Start + at, link.PathSpan.Start + at + name.Length);
        return at >= 0 && span.Touches(offset) ? OfNumber(series, number, path, new(span, name)) : null;
    }

    // Which of several documents or rows is meant, a link says; in mere text, nothing does.
    private static Named.Number OfNumber(Series series, ProposalNumber number, string? path, RenameTarget target, RegistryRow? row = null)
    {
        var name = series.Convention.Format(number);
        var paths = series.PathsOf(number);
        var own =
            path is not null && paths.Contains(path) ? path
            : paths.Count == 1 ? paths[0]
            : null;
        if (own is not null)
            return new(
                number,
                series.Find(own),
                null,
                series.Find(own) is null ? (LocalizableString)$"The proposals are still being read; try again in a moment." : null,
                target
            );
        if (paths.Count > 1)
            return new(number, null, null, $"{paths.Count} documents have {name}; rename it in the one that is meant.", target);
        var rows = series.RowsOf(number).ToList();
        row ??= rows is [var only] ? only : null;
        var refusal =
            row is not null ? null
            : rows.Count > 1 ? (LocalizableString)$"{rows.Count} rows have {name}; rename it in the one that is meant."
            : $"No row and no document has {name}.";
        return new(number, null, row, refusal, target);
    }

    /// <summary>What gets another name, and where.</summary>
    private abstract record Named(RenameTarget Target)
    {
        public sealed record Number(
            ProposalNumber Old,
            Document? Document,
            RegistryRow? Row,
            LocalizableString? Refusal,
            RenameTarget Target
        ) : Named(Target);

        public sealed record Title(Document? Document, RegistryRow? Row, RenameTarget Target) : Named(Target);

        public sealed record Heading(Document Document, Section Section, RenameTarget Target) : Named(Target);
    }
}
