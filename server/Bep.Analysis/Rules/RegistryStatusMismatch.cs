using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals whose status in the registry is not the one in the document.</summary>
public sealed class RegistryStatusMismatch() : RegistryMismatch(Severity.Error, $"status", $"Registry and document agree on the status.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Readers look at the registry to learn what is decided, authors change the document. When the two disagree, half of the people believe
            a proposal to be accepted that is not, or the other way round.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The document moved on",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                                                                             ^^^^^ Registry says Draft, BEP-1001-quiet-hours.md says Accepted.
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                        ^^^^^^^^ Registry says Draft, BEP-1001-quiet-hours.md says Accepted.
                ---
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                """
            ),
            new(
                "The two agree, remarks aside",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | **Draft** |
                | [1002](BEP-1002-night-shift.md) | Night Shift | Min Seo | ✅ Accepted (for the spring) |
                | [1003](BEP-1003-lanterns.md) | Lanterns | Min Seo | ~~Draft~~ Accepted |
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Accepted
                ---
                -- BEP-1003-lanterns.md --
                ---
                Status: Accepted
                ---
                """
            ),
            new(
                "A remark stays",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft, since May |
                                                                             ^^^^^ Registry says Draft, BEP-1001-quiet-hours.md says Accepted.
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                        ^^^^^^^^ Registry says Draft, BEP-1001-quiet-hours.md says Accepted.
                ---
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted, since May |
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                """
            ),
        ];

    // What is no status is another rule's business, on either side where it stands.
    /// <inheritdoc/>
    protected override Mismatch? Compare(Series series, RegistryRow row, Document proposal)
    {
        if (
            RegistryEdits.StatusOf(series.Convention, row) is not { } registered
            || proposal.Field(FieldRole.Status) is not { Value.Value: var status } field
        )
            return null;
        if (status == registered.Value || !series.Convention.Knows(status))
            return null;
        var takeDocument = new Fix(
            $"Change the registry to {status}",
            Change.Of(series.RegistryPath, new TextEdit(registered.Span, status))
        );
        var takeRow = new Fix(
            $"Change {proposal.Name} to {registered.Value}",
            Change.Of(proposal.Path, FieldEdits.SetValue(proposal, field, registered.Value))
        )
        {
            Uncovers = FieldEdits.AskedByStatus,
        };
        return new(
            registered.Span,
            field.Value.Span,
            $"Registry says {registered.Value}, {proposal.Name} says {status}.",
            series.Convention.Knows(registered.Value) ? [takeDocument, takeRow] : [takeDocument]
        );
    }
}
