using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals whose successor cannot be one.</summary>
public sealed class InvalidSuccessor()
    : Rule(RuleGroup.Lifecycle, Severity.Error, $"A proposal's successor exists, and is not the proposal itself.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets | Reach.Successors;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Following the successors, a reader wants to arrive at what counts today. A number that nobody has, or a way that leads round in a
            circle, arrives nowhere.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Itself, or nobody",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1001
                               ^^^^^^^^ BEP-1001 cannot take its own place.
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1020
                               ^^^^^^^^ No proposal has the number BEP-1020, which is to take this one's place.
                ---
                """
            ),
            new(
                "In a circle",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1002
                               ^^^^^^^^ BEP-1002 was in its turn superseded by this proposal: the way leads round in a circle.
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1003
                               ^^^^^^^^ BEP-1003 was in its turn superseded by this proposal: the way leads round in a circle.
                ---
                -- BEP-1003-lanterns.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1001
                               ^^^^^^^^ BEP-1001 was in its turn superseded by this proposal: the way leads round in a circle.
                ---
                """
            ),
            new(
                "One after the other, the last one reserved",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1003 | Lanterns | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                Superseded-By: "[BEP-1002](BEP-1002-night-shift.md)"
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Superseded
                Superseded-By: BEP-1003
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal)
            yield break;
        var seen = new HashSet<ProposalNumber>();
        foreach (var reference in document.Successors)
        {
            var name = series.Convention.Format(reference.Number);
            if (!series.Knows(reference.Number))
                yield return Report(document, reference.Span, $"No proposal has the number {name}, which is to take this one's place.");
            else if (reference.Number == document.Number)
                yield return Report(document, reference.Span, $"{name} cannot take its own place.");
            else if (document.Number is { } number && Successors.LeadTo(series, reference.Number, number, seen))
                yield return Report(
                    document,
                    reference.Span,
                    $"{name} was in its turn superseded by this proposal: the way leads round in a circle."
                );
        }
    }
}
