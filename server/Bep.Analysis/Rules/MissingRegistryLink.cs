using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds rows of the registry that do not link the document they are for.</summary>
public sealed class MissingRegistryLink() : Rule(RuleGroup.Registry, Severity.Warning, $"A row of the registry links its document.")
{
    private const int MostFixes = 10;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The registry is the series' table of contents. A row without a link looks like a number that is reserved and not yet written about,
            and where two documents have the number, only the link says which is meant.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The document was written, the row forgotten",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1000](BEP-1000-tides.md) | Tides | Ada Park | Draft |
                | 1001 | Quiet Hours | Ada Park | Draft |
                  ^^^^ The row does not link BEP-1001-quiet-hours.md.
                -- BEP-1000-tides.md --
                # Tides
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1000](BEP-1000-tides.md) | Tides | Ada Park | Draft |
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1000-tides.md --
                # Tides
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """
            ),
            new(
                "A registry that links nothing",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """
            ),
            new(
                "A number that was given twice",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | 1001 | Tides | Bo Quill | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """
            ),
            new(
                "Reserved ahead of its document",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // A registry that names its numbers plainly throughout has another form, which is no fault.
        if (document.Registry is not { } registry || registry.AllRows.All(row => row.Link is null))
            yield break;
        foreach (var row in registry.AllRows)
        {
            if (row is not { Kind: RowKind.Proposal, Link: null, Number: { } number })
                continue;
            // What another row of the number links is that row's document.
            var paths = series.PathsOf(number).Where(path => !registry.RowsOf(number, path).Any()).ToList();
            if (paths.Count == 0)
                continue;
            yield return Report(
                document,
                row.NumberCell!.Span,
                $"The row does not link {Paths.Name(paths[0])}.",
                [
                    .. paths
                        .Take(MostFixes)
                        .Select(path =>
                            RegistryEdits.Link(document, series, row, path, isSafe: paths.Count == 1 && series.RowsOf(number).Count() == 1)
                        ),
                ]
            );
        }
    }
}
