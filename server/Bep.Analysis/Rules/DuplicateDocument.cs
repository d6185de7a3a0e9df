using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds documents that have the number of another one.</summary>
public sealed class DuplicateDocument() : Rule(RuleGroup.Registry, Severity.Error, $"A number belongs to one document.")
{
    private const int MostRelated = 10;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number that two documents share names neither. The row of the registry says which of them has it by right; every other one needs a
            number of its own before people begin to refer to it.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The registry links the other one",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-night-shift.md --
                ---
                ^^^ BEP-1001 is the number of BEP-1001-quiet-hours.md too, which the registry links.
                Author: Min Seo (min@example.com)
                Status: Draft
                ---

                # BEP-1001: Night Shift
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | [1002](BEP-1002-night-shift.md) | Night Shift | Min Seo | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                -- BEP-1002-night-shift.md --
                ---
                Author: Min Seo (min@example.com)
                Status: Draft
                ---

                # BEP-1002: Night Shift
                """
            ),
            new(
                "The registry links mine, and the base branch has the other one",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-night-shift.md --
                ---
                ^^^ BEP-1001 is the number of BEP-1001-quiet-hours.md too, which the registry links.
                Author: Min Seo (min@example.com)
                Status: Draft
                ---

                # BEP-1001: Night Shift
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-night-shift.md) | Night Shift | Min Seo | Draft |
                -- main:BEP-1001-night-shift.md --
                # BEP-1001: Night Shift
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-night-shift.md) | Night Shift | Min Seo | Draft |
                | [1002](BEP-1002-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-night-shift.md --
                ---
                Author: Min Seo (min@example.com)
                Status: Draft
                ---

                # BEP-1001: Night Shift
                -- BEP-1002-quiet-hours.md --
                # BEP-1002: Quiet Hours
                """
            ),
            new(
                "Sub-documents may have the number of theirs",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1001/BEP-1001-decisions.md --
                # Decisions
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document is not { Kind: DocumentKind.Proposal, Number: { } number })
            yield break;
        var others = series.PathsOf(number).Remove(document.Path);
        if (others.IsEmpty)
            yield break;
        var linked = series.RowsOf(number).Select(row => row.Link?.Path).ToHashSet();
        if (linked.Contains(document.Path))
            yield break;

        var rightful = others.FirstOrDefault(linked.Contains);
        var (next, other) = (series.NextNumber, others is [var only] ? series.Find(only) : null);
        yield return Report(
            document,
            document.FirstLine,
            rightful is null
                ? (LocalizableString)$"{series.Convention.Format(number)} is the number of {Paths.Name(others[0])} too."
                : $"{series.Convention.Format(number)} is the number of {Paths.Name(rightful)} too, which the registry links.",
            Collision.Fixes(
                series,
                Collision.ClaimOf(series, document),
                () => Renumbering.Of(series, document, next),
                Collision.ClaimOf(series, other ?? document),
                other is null ? null : () => Collision.Yield(series, other, next)
            )
        ) with
        {
            Related =
            [
                .. others
                    .Take(MostRelated)
                    .Select(series.Find)
                    .OfType<Document>()
                    .Select(other => new RelatedPlace(other.Path, other.FirstLine, $"The other document")),
            ],
        };
    }
}
