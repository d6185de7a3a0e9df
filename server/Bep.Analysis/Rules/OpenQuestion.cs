using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds questions that are open in a proposal whose status says that none is, in series that state that.</summary>
public sealed class OpenQuestion()
    : Rule(
        RuleGroup.Lifecycle,
        Severity.Warning,
        $"Where the series asks for answers before a status is reached, no question is open in a proposal that has reached it."
    )
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A series that accepts proposals only when their questions are answered tells its readers that an accepted proposal is a decision. A
            question that is still in the list was either answered in a discussion that nobody will find again, or forgotten. The rule is silent
            unless the registry's file says so in a sentence of its own ("A proposal is accepted when its open questions are resolved.") or the
            configuration does, with `answered-statuses`; and it looks at lists only, whose items are not ticked, struck through or called resolved.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Accepted before all was answered",
                """
                -- README.md --
                # Proposals

                A proposal is accepted when its open questions are resolved.

                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                # Quiet Hours

                ## Open Questions

                - ~~Who has the key?~~
                - [x] Is there a bell?
                - **Resolved:** it rings at ten.
                - Who winds the clock?
                  ^^^^^^^^^^^^^^^^^^^^ This question is open, and the proposal is Accepted.
                """
            ),
            new(
                "A draft asks",
                """
                -- .bep.yaml --
                answered-statuses: [Accepted]
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---
                # Quiet Hours

                ## Open Questions

                - Who winds the clock?
                """
            ),
            new(
                "A series that does not say so",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                # Quiet Hours

                ## Open Questions

                - Who winds the clock?
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (
            document.Kind != DocumentKind.Proposal
            || document.Facts[FieldRole.Status] is not { } status
            || !series.Convention.AnsweredStatuses.Contains(status)
        )
            yield break;
        foreach (var question in OpenQuestions.In(document))
            if (question.Item is not null)
                yield return Report(document, question.Span, $"This question is open, and the proposal is {status}.");
    }
}
