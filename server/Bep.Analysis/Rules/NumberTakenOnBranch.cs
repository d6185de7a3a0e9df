using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds numbers that another branch gives to another proposal.</summary>
public sealed class NumberTakenOnBranch() : Rule(RuleGroup.Registry, Severity.Warning, $"A number belongs to one proposal on all branches.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Two branches that never met can take the same number, and git stops neither of them: the rows stand in different places, or the second
            one is put in after a rebase without a look at the first. Whoever is merged last has to renumber a proposal that others refer to by
            then. A branch that is merged, and one that has the same proposal under an older title or number, is no conflict. A number that the base
            branch has by now belongs to it: there the finding only tells its author of the other branch.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Somebody else has reserved it",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | Ada Park | Draft |
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                   ^^^^ BEP-1001 is `Night Shift` on branch night-shift (Min Seo, 2026-01-10).
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                ---
                ^^^ BEP-1001 is `Night Shift` on branch night-shift (Min Seo, 2026-01-10).
                Author: Ada Park (ada@example.com)
                ---

                # BEP-1001: Quiet Hours
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- night-shift:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | Ada Park | Draft |
                | 1001 | Night Shift | Min Seo | Draft |
                | 1002 | Lighthouse API | Min Seo | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | Ada Park | Draft |
                | [1003](BEP-1003-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1003-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                ---

                # BEP-1003: Quiet Hours
                """
            ),
            new(
                "The other branch has to give way",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                  ^^^^ BEP-1001 is also `Night Shift` on branch night-shift (Min Seo, 2026-01-10), which has to take another number.
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                -- night-shift:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Night Shift | Min Seo | Draft |
                """
            ),
            new(
                "The same proposal, before it was reworded or renumbered",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours for Lighthouses | Ada Park | Draft |
                | 1002 | Fog Horn | Ada Park | Draft |
                | 1003 | Night Shift | Min Seo | Draft |
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours for Lighthouses | Ada Park | Draft |
                | 1002 | Fog Horn | Ada Park | Draft |
                | 1003 | Night Shift | Min Seo | Draft |
                -- quiet-hours:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Hours of Quiet | Ada Park | Draft |
                -- night-shift:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1002 | Night Shift | Min Seo | Draft |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (series.ExternalFacts.Branches.Branches.Count == 0)
            yield break;
        foreach (var row in document.Registry?.AllRows ?? [])
        {
            if (row is not { Kind: RowKind.Proposal, Number: { } number })
                continue;
            var claim = Claims.Of(row, row.Link?.Path ?? series.PathOf(number));
            if (Judge(document, series, row.Link?.TextSpan ?? row.NumberCell!.Span, claim, row) is { } finding)
                yield return finding;
        }

        if (document is not { Kind: DocumentKind.Proposal, Number: { } own } || series.PathOf(own) != document.Path)
            yield break;
        var its = series.RowsOf(own).FirstOrDefault();
        if (Judge(document, series, document.FirstLine, Claims.Of(series, own), its) is { } found)
            yield return found with
            {
                IsMirroredElsewhere = its is not null,
            };
    }

    private Finding? Judge(Document document, Series series, TextSpan span, NumberClaim mine, RegistryRow? row)
    {
        var (convention, branches) = (series.Convention, series.ExternalFacts.Branches);
        var rivals = branches.ConflictsWith(mine, convention).DistinctBy(rival => rival.Branch.Name).ToImmutableArray();
        if (rivals.IsEmpty)
            return null;
        var (branch, claim) = rivals[0];
        var first = branch.IsBase ? LocalizableString.Of(branch.Name) : $"branch {branch.Name} ({Signature(branch)})";
        LocalizableString where = rivals.Length switch
        {
            1 => first,
            2 => $"{first} and on another branch",
            _ => $"{first} and on {rivals.Length - 1} other branches",
        };
        var (number, isNamed) = (convention.Format(mine.Number), claim.Name.Length > 0);
        if (branches.Base?.Claims.Any(known => known.Number == mine.Number && known.IsSameAs(mine, convention)) == true)
        {
            return Report(
                document,
                span,
                isNamed
                    ? (LocalizableString)$"{number} is also `{claim.Name}` on {where}, which has to take another number."
                    : $"{number} is also reserved on {where}, which has to take another number."
            ) with
            {
                Severity = Severity.Information,
            };
        }

        var next = series.NextNumber;
        var own = series.Find(mine.Path);
        Func<Change>? change =
            own?.Number == mine.Number ? () => Collision.Yield(series, own, next)
            : row is not null ? () => RegistryEdits.Renumber(series.RegistryDocument, series, row, next)
            : null;
        return Report(
            document,
            span,
            isNamed ? (LocalizableString)$"{number} is `{claim.Name}` on {where}." : $"{number} is reserved on {where}.",
            change is null ? [] : [new Fix($"Renumber this one to {convention.Format(next)}", change)]
        );
    }

    private static string Signature(Branch branch) =>
        branch.Author.Length > 0 ? $"{branch.Author}, {branch.Date:yyyy-MM-dd}" : $"{branch.Date:yyyy-MM-dd}";
}
