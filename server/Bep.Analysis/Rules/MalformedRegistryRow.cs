using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds rows of the registry that cannot be read.</summary>
public sealed class MalformedRegistryRow()
    : Rule(RuleGroup.Registry, Severity.Error, $"A row of the registry has a number and a cell for each column.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            GitHub shows a row with too few cells with the rest left blank, and drops what stands in a cell too many. What such a row reserves is
            then not what its author wrote.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Cells and numbers",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Draft |
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This row has 3 cells, the registry has 4 columns.
                | 10O2 | Night Shift | Ada Park | Draft |
                  ^^^^ `10O2` is not a number.
                | 1003 | Either \| Or | Ada Park | Draft |
                | | Nobody's | | |
                ^^^^^^^^^^^^^^^^^^ This row has no number.
                """
            ),
            new(
                "Text right below the table",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                Numbers are never
                ^^^^^^^^^^^^^^^^^ This line is a row of the registry, because no blank line stands above it.
                used again.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |

                Numbers are never
                used again.
                """
            ),
            new(
                "Skipped numbers and the next row",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | _(skipped)_ | | |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Registry is not { } registry)
            yield break;
        var columns = registry.Table.Header.Length;
        // Text right below a table is its last row, until a blank line comes between.
        var below = registry.Rows.Skip(registry.LastRow is { } last ? registry.Rows.IndexOf(last) + 1 : 0).ToList();
        foreach (var row in registry.Rows.Where(row => row.Kind == RowKind.Malformed).Except(below.Skip(1)))
        {
            if (row == below.FirstOrDefault())
                yield return Report(
                    document,
                    row.Content,
                    $"This line is a row of the registry, because no blank line stands above it.",
                    new Fix(
                        $"Put a blank line above it",
                        Change.Of(document.Path, TextEdit.Insert(row.Line.Start, registry.Table.Lead.TrimEnd() + document.Text.NewLine)),
                        isSafe: true
                    )
                );
            else if (row.Cells.Length != columns)
                yield return Report(
                    document,
                    row.Line,
                    row.Cells.Length == 1
                        ? (LocalizableString)$"This row has one cell, the registry has {columns} columns."
                        : $"This row has {row.Cells.Length} cells, the registry has {columns} columns."
                );
            else if (row.NumberCell is { Text.Length: > 0 } cell)
                yield return Report(document, cell.Span, $"`{cell.Text}` is not a number.");
            else
                yield return Report(document, row.Line, $"This row has no number.");
        }
    }
}
