using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds statuses that a branch reached by a step that the lifecycle does not have.</summary>
public sealed class StatusTransition() : Rule(RuleGroup.Lifecycle, Severity.Error, $"A proposal's status changes by the lifecycle's steps.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override FarFacts Asks => FarFacts.Mentions;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Each step of the lifecycle is a decision that somebody made: a draft that is suddenly implemented was never accepted, and what was rejected
            does not come back without a new proposal. The status is compared with the one that the document had where the branch left the base.
            What released code follows ([status-evidence](status-evidence.md)) may be implemented at once: the steps in between are long over.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Implemented before it was accepted",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Implemented |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Implemented
                        ^^^^^^^^^^^ `Draft` does not lead to `Implemented`, but to `Accepted` or `Rejected`.
                Created: 2026-01-05
                ---
                # Quiet Hours
                -- main:BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-05
                ---
                # Quiet Hours
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-05
                ---
                # Quiet Hours
                """
            ),
            new(
                "A step of the lifecycle",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Accepted
                Created: 2026-01-05
                ---
                # Quiet Hours
                -- main:BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-05
                ---
                # Quiet Hours
                """
            ),
            new(
                "A status that the registry file's table leaves out",
                """
                -- README.md --
                | From | To |
                |------|----|
                | Draft | Accepted or Rejected |
                | Accepted | Implemented or Rejected |
                -- BEP-0000-template.md --
                ---
                # Status: Draft | Accepted | Implemented | Rejected | Superseded
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Superseded
                ---
                -- BEP-1002-lanterns.md --
                ---
                Status: Superseded
                        ^^^^^^^^^^ `Rejected` does not lead to `Superseded`: it is the last one.
                ---
                -- main:BEP-1001-quiet-hours.md --
                ---
                Status: Implemented
                ---
                -- main:BEP-1002-lanterns.md --
                ---
                Status: Rejected
                ---
                """
            ),
            new(
                "Released long ago",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Implemented
                ---
                -- main:BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---
                -- 25.12.0:src/lamp.py --
                # Lamps rest at night (BEP-1001).
                off = range(22, 6)  # see BEP-1001
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.Field(FieldRole.Status) is not { IsEmpty: false, Value: var status })
            yield break;
        if (series.ExternalFacts.Branches.Base?.Find(document.Path)?.Facts[FieldRole.Status] is not { } before || before == status.Value)
            yield break;
        var convention = series.Convention;
        if (!convention.Knows(status.Value) || !IsKnown(convention, before) || convention.NextOf(before).Contains(status.Value))
            yield break;
        // A table that leaves a status out altogether does not forbid what usually leads there.
        if (!IsKnown(convention, status.Value) && Convention.Default.NextOf(before).Contains(status.Value))
            yield break;

        // What is in released code has been agreed on, whoever wrote that down.
        if (
            convention.RoleOfStatus(status.Value) == StatusRole.Implemented
            && document.Number is { } number
            && series.ExternalFacts.Mentions.Of(number) is { AreCode: true }
            && !convention.IsSettled(before)
            && convention.LeadsTo(before, status.Value)
        )
            yield break;

        string[] next = [.. convention.NextOf(before)];
        if (series.ExternalFacts.Practice.CountOf(before, status.Value) is >= Practised and var count)
        {
            yield return Report(
                document,
                status.Span,
                $"By the lifecycle `{before}` does not lead to `{status.Value}`, but {count} proposals have taken this step."
            ) with
            {
                // It is made one milder in a proposal that is settled, as if it had been so for long.
                Severity = convention.IsMildWhenSettled && convention.IsSettled(status.Value) ? Severity.Warning : Severity.Information,
            };
            yield break;
        }

        yield return Report(
            document,
            status.Span,
            next.Length > 0
                ? (LocalizableString)
                    $"`{before}` does not lead to `{status.Value}`, but to {LocalizableString.Or([.. next.Select(name => $"`{name}`")])}."
                : $"`{before}` does not lead to `{status.Value}`: it is the last one.",
            [
                new Fix($"Restore `{before}`", Set(document, series, before)) { Uncovers = FieldEdits.AskedByStatus },
                .. next.Select(name => new Fix($"Change to `{name}`", Set(document, series, name)) { Uncovers = FieldEdits.AskedByStatus }),
            ]
        );
    }

    // What was done once may have been a slip.
    private const int Practised = 2;

    // Only of statuses that the lifecycle speaks of is it known where they lead.
    private static bool IsKnown(Convention convention, string status) =>
        convention.Transitions.Any(step => step.From == status || step.To == status);

    // In the row too, where it says the same.
    private static Change Set(Document document, Series series, string status)
    {
        var field = document.Field(FieldRole.Status)!;
        var change = Change.Of(document.Path, FieldEdits.SetValue(document, field, status));
        var row = series
            .RowsOf(document.Number ?? default)
            .FirstOrDefault(row =>
                row.Link?.Path == document.Path || (row.Link is null && series.PathOf(row.Number!.Value) == document.Path)
            );
        return row?.Status is { } cell && cell.Bare == field.Value.Value
            ? change.And(
                Change.Of(series.RegistryPath, new TextEdit(cell.Span, cell.Text.Replace(cell.Bare, status, StringComparison.Ordinal)))
            )
            : change;
    }
}
