using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds numbers that two rows of the registry reserve.</summary>
public sealed class DuplicateNumber() : Rule(RuleGroup.Registry, Severity.Error, $"A number is reserved once.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number that two proposals share names neither: every reference to it has two meanings. It happens when rows are added on two
            branches that never met, and is cheapest to fix while the later proposal is young. Where one of the two is on the base branch, it is the
            other one that has to yield.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Two proposals, one number",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | [1001](BEP-1001-night-shift.md) | Night Shift | Min Seo | Draft |
                   ^^^^ BEP-1001 is reserved in an earlier row already, for `Quiet Hours`.
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-night-shift.md --
                # BEP-1001: Night Shift
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                See the [night shift](BEP-1001-night-shift.md).
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | [1002](BEP-1002-night-shift.md) | Night Shift | Min Seo | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                See the [night shift](BEP-1002-night-shift.md).
                -- BEP-1002-night-shift.md --
                # BEP-1002: Night Shift
                """
            ),
            new(
                "After a rebase it is mine that yields",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1001 | Night Shift | Min Seo | Draft |
                  ^^^^ BEP-1001 is reserved in an earlier row already, for `Quiet Hours`.
                | _next_ | _(reserve your number here)_ | | |
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Night Shift | Min Seo | Draft |
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Night Shift | Min Seo | Draft |
                | 1002 | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "The same row twice",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1001 | Quiet Hours | Ada Park | Draft |
                  ^^^^ BEP-1001 is reserved in an earlier row already, for `Quiet Hours`.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                """
            ),
            new(
                "A number for each",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1002 | Night Shift | Min Seo | Draft |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Registry is not { } registry)
            yield break;
        var first = new Dictionary<ProposalNumber, RegistryRow>();
        foreach (var row in registry.AllRows.OrderBy(row => row.Line.Start))
        {
            if (row.Number is not { } number || first.TryAdd(number, row))
                continue;
            var earlier = first[number];
            yield return Report(
                document,
                row.Link?.TextSpan ?? row.NumberCell!.Span,
                $"{series.Convention.Format(number)} is reserved in an earlier row already, for `{earlier.Title?.Text}`.",
                FixesFor(document, series, earlier, row)
            ) with
            {
                Related = [new(document.Path, earlier.Line, $"The earlier row")],
            };
        }
    }

    private static ImmutableArray<Fix> FixesFor(Document document, Series series, RegistryRow earlier, RegistryRow row)
    {
        if (earlier.Title?.Text == row.Title?.Text && earlier.Link?.Path == row.Link?.Path)
            return [new($"Remove this repetition", RegistryEdits.Remove(document, row))];
        // Of two rows for one document the earlier one may be as right as the other.
        Func<Change>? other = earlier.Link?.Path is { } path && path == row.Link?.Path ? null : () => Renumber(earlier, row);
        return Collision.Fixes(series, Claims.Of(row), () => Renumber(row, earlier), Claims.Of(earlier), other);

        Change Renumber(RegistryRow one, RegistryRow other) =>
            one.Link?.Path is { } path && path != other.Link?.Path && series.Find(path) is { } own && own.Number == one.Number
                ? Renumbering.Of(series, own, series.NextNumber)
                : RegistryEdits.Renumber(document, series, one, series.NextNumber);
    }
}
