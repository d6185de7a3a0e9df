using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals whose status in the registry is not the one in the document.</summary>
public sealed class RegistryStatusMismatch() : Rule(RuleGroup.Registry, Severity.Error, "Registry and document agree on the status.")
{
    /// <inheritdoc/>
    public override string Why => """
        Readers look at the registry to learn what is decided, authors change the document. When the two disagree, half of the people believe
        a proposal to be accepted that is not, or the other way round.
        """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
    [
        new("The document moved on",
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
            """),
        new("The two agree",
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--------|-------|--------|--------|
            | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | **Draft** |
            -- BEP-1001-quiet-hours.md --
            ---
            Status: Draft
            ---
            """),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Registry is { } registry) return registry.Rows.SelectMany(row => AtRow(document, series, row));
        return document is { Kind: DocumentKind.Proposal, Number: { } number } ? AtField(document, series, number) : [];
    }

    private IEnumerable<Finding> AtRow(Document document, Series series, RegistryRow row)
    {
        if (DocumentOf(series, row) is { } proposal && Disagree(series, row, proposal))
            yield return Explain(document, row.Status!.Span, series, row, proposal);
    }

    private IEnumerable<Finding> AtField(Document document, Series series, ProposalNumber number)
    {
        if (series.RowsOf(number).FirstOrDefault(row => DocumentOf(series, row)?.Path == document.Path && Disagree(series, row, document)) is { } row)
            yield return Explain(document, document.Field(FieldRole.Status)!.Value.Span, series, row, document) with { IsEcho = true };
    }

    // The document that a row is certainly for: the one it links, or the only one with its number. Two rows or documents of one number are
    // a fault of their own, in which nobody can say yet who disagrees with whom.
    private static Document? DocumentOf(Series series, RegistryRow row)
    {
        if (row is not { Kind: RowKind.Proposal, Number: { } number }) return null;
        var linked = series.Find(row.Link?.Path);
        if (linked is { Kind: DocumentKind.Proposal }) return series.RowsOf(number).Count(other => other.Link?.Path == linked.Path) == 1 ? linked : null;
        return series.RowsOf(number).Count() == 1 && series.PathsOf(number).Count == 1 ? series.DocumentOf(number) : null;
    }

    // What is no status is another rule's business, on either side where it stands.
    private static bool Disagree(Series series, RegistryRow row, Document proposal) =>
        row.Status is { Bare: { Length: > 0 } registered and not "-" } && proposal.Facts[FieldRole.Status] is { } status &&
        status != registered && series.Convention.Knows(status);

    private Finding Explain(Document document, Text.TextSpan span, Series series, RegistryRow row, Document proposal)
    {
        var field = proposal.Field(FieldRole.Status)!;
        var (registered, status) = (row.Status!, field.Value.Value);
        var takeDocument = new Fix($"Change the registry to {status}", Change.Of(series.RegistryPath, new Text.TextEdit(registered.Span, status)));
        var takeRow = new Fix($"Change {proposal.Name} to {registered.Bare}", Change.Of(proposal.Path, FieldEdits.SetValue(proposal, field, registered.Bare)));
        return Report(document, span, $"Registry says {registered.Bare}, {proposal.Name} says {status}.",
            series.Convention.Knows(registered.Bare) ? [takeDocument, takeRow] : [takeDocument]) with
        {
            Related =
            [
                document == proposal
                    ? new(series.RegistryPath, registered.Span, "The row in the registry")
                    : new(proposal.Path, field.Value.Span, "The status in the document"),
            ],
        };
    }
}
