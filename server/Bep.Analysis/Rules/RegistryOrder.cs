using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds registries whose rows are not in the order of their numbers.</summary>
public sealed class RegistryOrder()
    : Rule(RuleGroup.Registry, Severity.Warning, $"The registry's rows stand in the order of their numbers.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number is looked for where it belongs. One that stands elsewhere seems free, and the row above the last one no longer tells which
            number is next.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Two rows the wrong way round",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1003 | Lanterns | Min Seo | Draft |
                | 1002 | Night Shift | Min Seo | Draft |
                  ^^^^ BEP-1002 comes after BEP-1003.
                | _next_ | _(reserve your number here)_ | | |
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1002 | Night Shift | Min Seo | Draft |
                | 1003 | Lanterns | Min Seo | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "In order, with one number twice",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1001 | Night Shift | Min Seo | Draft |
                | 1002 | Lanterns | Min Seo | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "The newest first is an order too",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1003 | Lanterns | Min Seo | Draft |
                | 1002 | Night Shift | Min Seo | Draft |
                | 1001 | Quiet Hours | Ada Park | Draft |
                """
            ),
            new(
                "Each of several tables has its own order",
                """
                -- README.md --
                ## Open

                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1002 | Night Shift | Min Seo | Draft |
                | 1004 | Bells | Min Seo | Draft |

                ## Closed

                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1003 | Lanterns | Min Seo | Rejected |
                | 1001 | Quiet Hours | Ada Park | Rejected |
                  ^^^^ BEP-1001 comes after BEP-1003.
                """,
                """
                -- README.md --
                ## Open

                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1002 | Night Shift | Min Seo | Draft |
                | 1004 | Bells | Min Seo | Draft |

                ## Closed

                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Rejected |
                | 1003 | Lanterns | Min Seo | Rejected |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // In the middle of a merge nothing is in its place.
        if (document.Registry is not { } registry || registry.AllRows.Any(row => row.Kind == RowKind.ConflictMarker))
            return [];
        // Each table has an order of its own.
        return registry.Others.Select(other => other.Rows).Prepend(registry.Rows).SelectMany(rows => Check(document, series, rows));
    }

    private IEnumerable<Finding> Check(Document document, Series series, ImmutableArray<RegistryRow> all)
    {
        var rows = all.Where(row => row is { Number: not null, Kind: not RowKind.Next }).ToList();
        var falls = Enumerable
            .Range(1, Math.Max(0, rows.Count - 1))
            .Where(i => rows[i].Number!.Value.Value < rows[i - 1].Number!.Value.Value)
            .ToList();
        if (falls.Count == 0 || (rows.Count > 2 && falls.Count == rows.Count - 1))
            yield break;

        var (row, above) = (rows[falls[0]], rows[falls[0] - 1]);
        yield return Report(
            document,
            row.Link?.TextSpan ?? row.NumberCell!.Span,
            $"{series.Convention.Format(row.Number!.Value)} comes after {series.Convention.Format(above.Number!.Value)}.",
            new Fix($"Sort the registry", Change.Of(document.Path, [.. Sort(document, rows)]), isSafe: true)
        ) with
        {
            Related = [new(document.Path, above.Line, $"The row that should follow")],
        };
    }

    // Rows without a number stay where they are.
    private static IEnumerable<TextEdit> Sort(Document document, List<RegistryRow> rows)
    {
        var text = document.Text.Content;
        var sorted = rows.OrderBy(row => row.Number!.Value).ToList();
        return Enumerable
            .Range(0, rows.Count)
            .Where(i => rows[i] != sorted[i])
            .Select(i => new TextEdit(rows[i].Content, text[sorted[i].Content.Start..sorted[i].Content.End]));
    }
}
