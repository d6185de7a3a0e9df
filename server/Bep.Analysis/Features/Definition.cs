using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Where the thing under the cursor comes from.</summary>
/// <param name="Origin">The thing.</param>
/// <param name="Targets">Where to go; at least one place.</param>
public sealed record Definition(TextSpan Origin, ImmutableArray<NavigationTarget> Targets)
{
    /// <summary>Where <paramref name="offset"/> of <paramref name="document"/> leads; null for nowhere.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="editorReadsMarkdown">
    /// True where the editor itself follows Markdown's links and knows headings, so that a second answer would only get in the way.
    /// Mentions, rows, fields and placeholders are answered here in any case.
    /// </param>
    public static Definition? At(Series series, Document document, int offset, bool editorReadsMarkdown)
    {
        var symbol = Symbol.At(document, offset);
        if (symbol is null || (editorReadsMarkdown && symbol is Symbol.Label or Symbol.Heading))
            return null;
        // No editor knows what lies on another branch.
        if (editorReadsMarkdown && symbol is Symbol.OfLink { Link.Path: var path } && (path is null || series.Exists(path)))
            return null;
        var targets = Follow(series, document, symbol).ToImmutableArray();
        return targets.IsEmpty ? null : new(symbol.Span, targets);
    }

    /// <summary>
    /// Where a mention of <paramref name="number"/> leads, for one that stands anywhere; nowhere where no row and no document has it, here or
    /// on another branch.
    /// </summary>
    public static ImmutableArray<NavigationTarget> Of(Series series, ProposalNumber number) =>
        [.. Proposal(series, number, series.PathOf(number))];

    private static IEnumerable<NavigationTarget> Follow(Series series, Document document, Symbol symbol) =>
        symbol switch
        {
            // In its own document, a number leads to where it was reserved.
            Symbol.Mention { Reference.Number: var number } when number == document.Number => Rows(series, number),
            Symbol.Mention { Reference.Number: var number } => Proposal(series, number, series.PathOf(number)),
            Symbol.RowCell cell => FromRow(series, cell),
            Symbol.Placeholder => series
                .Registry?.Rows.Where(row => row.Kind == RowKind.Next)
                .Take(1)
                .Select(row => NavigationTarget.OfRow(series, row))
                ?? [],
            Symbol.FieldName { Field: var field } => FromField(series, document, field),
            Symbol.FieldValue { Field: var field } => FromField(series, document, field),
            Symbol.Heading { Section: var section } when section == document.TitleSection && document.Number is { } number => Rows(
                series,
                number
            ),
            Symbol.OfLink { Link: var link } => FromLink(series, link),
            Symbol.Label { Definition: var definition } => [new(document.Path, definition.Span, definition.TextSpan)],
            _ => [],
        };

    private static IEnumerable<NavigationTarget> Proposal(Series series, ProposalNumber number, string? path) =>
        path is not null ? [NavigationTarget.OfFile(series, path)]
        : series.RowsOf(number).Any() ? Rows(series, number)
        : ProposalsInFlight
            .With(series, number)
            .Where(proposal => proposal.Source is not null)
            .Select(proposal => NavigationTarget.OnBranch(proposal.Source!, proposal.Entry.Path!));

    private static IEnumerable<NavigationTarget> Rows(Series series, ProposalNumber number) =>
        series.RowsOf(number).Select(row => NavigationTarget.OfRow(series, row));

    // A cell leads to what the document says of the same thing.
    private static IEnumerable<NavigationTarget> FromRow(Series series, Symbol.RowCell cell)
    {
        var path = cell.Row.Link?.Path is { } linked && series.Exists(linked) ? linked : series.PathOf(cell.Row.Number!.Value);
        if (path is null)
            return [];
        return FieldOf(series.Find(path), cell) is { } field
            ? [new(path, field.Line, field.Value.Span)]
            : [NavigationTarget.OfFile(series, path)];
    }

    private static Field? FieldOf(Document? document, Symbol.RowCell cell) =>
        cell.Column switch
        {
            ColumnRole.Number => document?.Field(FieldRole.Number),
            ColumnRole.Title => document?.Field(FieldRole.Title),
            ColumnRole.Author => document?.Field(FieldRole.Author),
            ColumnRole.Status => document?.Field(FieldRole.Status),
            _ => document?.Field(cell.Name),
        };

    private static int ColumnOf(Registry? registry, Field field) =>
        registry is null
            ? -1
            : field.Role switch
            {
                FieldRole.Number => registry.Columns.Number,
                FieldRole.Title => registry.Columns.Title,
                FieldRole.Author => registry.Columns.Author,
                FieldRole.Status => registry.Columns.Status,
                _ => registry.Table.Column(field.Name.Value),
            };

    // A field leads to the same thing in the registry; one that the registry does not have, to the template.
    private static IEnumerable<NavigationTarget> FromField(Series series, Document document, Field field)
    {
        var column = ColumnOf(series.Registry, field);
        if (column >= 0 && document.Number is { } number)
            return series
                .RowsOf(number)
                .Select(row => NavigationTarget.OfRow(series, row, column < row.Cells.Length ? row.Cells[column] : null));
        return series.Template is { } template && template.Path != document.Path && template.Field(field.Name.Value) is { } original
            ? [new(template.Path, original.Line, original.Name.Span)]
            : [];
    }

    private static IEnumerable<NavigationTarget> FromLink(Series series, Link link)
    {
        if (link.Path is not { } path)
            return [];
        if (!series.Exists(path))
            return series.ExternalFacts.Branches.BranchWith(path) is { } branch ? [NavigationTarget.OnBranch(branch, path)] : [];
        return link.Fragment is { } fragment && Subject.SectionOf(series.FindLinked(path), fragment) is { } section
            ? [NavigationTarget.OfSection(path, section)]
            : [NavigationTarget.OfFile(series, path)];
    }
}
