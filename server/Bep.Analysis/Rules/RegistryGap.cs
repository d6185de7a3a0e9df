using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds numbers that the registry leaves out without a word.</summary>
public sealed class RegistryGap() : Rule(RuleGroup.Registry, Severity.Hint, $"A number that is skipped has a row that says so.")
{
    // A longer gap is no oversight: a series that goes on at the next hundred.
    private const int LongestGap = 9;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number that is simply not there seems free to whoever looks for one, and forgotten to whoever reads the list. Where it once belonged
            to a proposal that was withdrawn, old branches and discussions still mean that one by it.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A number is left out",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1003 | Lanterns | Min Seo | Draft |
                  ^^^^ BEP-1002 is skipped without a row that says so.
                | _next_ | _(reserve your number here)_ | | |
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1002 | _(skipped)_ | | |
                | 1003 | Lanterns | Min Seo | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "Several in a row",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1004 | Lanterns | Min Seo | Draft |
                  ^^^^ BEP-1002 and BEP-1003 are skipped without rows that say so.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1002 | _(skipped)_ | | |
                | 1003 | _(skipped)_ | | |
                | 1004 | Lanterns | Min Seo | Draft |
                """
            ),
            new(
                "Said, or not a gap at all",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1002 | _(skipped)_ | | |
                | 1004 | Lanterns | Min Seo | Draft |
                | 1100 | The Next Hundred | Min Seo | Draft |
                -- BEP-1003-night-shift.md --
                # A document without a row is another rule's business
                """
            ),
            new(
                "A series without a row for the next number",
                """
                -- .bep.yaml --
                next-row: none
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1004 | Lanterns | Min Seo | Draft |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // Where no row says which number is next, numbers come from elsewhere.
        if (
            series.Convention.NextMarker is null
            || document.Registry is not { } registry
            || registry.Rows.Any(row => row.Kind == RowKind.ConflictMarker)
        )
            yield break;
        RegistryRow? last = null;
        foreach (
            var row in registry.Rows.Where(row => row is { Number: not null, Kind: not RowKind.Next }).OrderBy(row => row.Number!.Value)
        )
        {
            var (from, to) = (last?.Number?.Value + 1 ?? row.Number!.Value.Value, row.Number!.Value.Value);
            last = row;
            if (to - from is <= 0 or > LongestGap)
                continue;
            var skipped = Enumerable
                .Range(from, to - from)
                .Select(value => new ProposalNumber(value))
                .Where(number =>
                    series.PathsOf(number).IsEmpty && !series.RowsOf(number).Any() && !series.ExternalFacts.Branches.Has(number)
                )
                .ToList();
            if (skipped.Count == 0)
                continue;

            var names = skipped.Select(series.Convention.Format).ToList();
            var lines = skipped.Select(number =>
                registry.Table.Lead + RegistryEdits.SkippedRow(registry, series.Convention, number) + document.Text.NewLine
            );
            yield return Report(
                document,
                row.Link?.TextSpan ?? row.NumberCell!.Span,
                names is [var name]
                    ? (LocalizableString)$"{name} is skipped without a row that says so."
                    : $"{LocalizableString.And(names)} are skipped without rows that say so.",
                new Fix(
                    names is [var only] ? (LocalizableString)$"Insert a row for {only}" : $"Insert rows for them",
                    Change.Of(document.Path, TextEdit.Insert(row.Line.Start, string.Concat(lines)))
                )
            );
        }
    }
}
