using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals that were written tomorrow.</summary>
public sealed class FutureDate() : Rule(RuleGroup.FrontMatter, Severity.Warning, $"A proposal was not created after today.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A date in the future is a slip: next year's number too early, or two digits swapped. The order in which proposals were made is read
            from these dates. One day ahead may be another time zone.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "On 15 January 2026",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-10-05
                         ^^^^^^^^^^ `2026-10-05` is in the future.
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-01-15
                ---
                """
            ),
            new(
                "It is tomorrow in Seoul already",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-01-16
                ---
                """
            ),
            new(
                "What is no date is another rule's business",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: Someday
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (
            document.Kind != DocumentKind.Proposal
            || document.Field(FieldRole.Created) is not { } field
            || series.Convention.DateForm.Read(field.Value.Value) is not { } created
        )
            yield break;
        var (form, today) = (series.Convention.DateForm, series.ExternalFacts.Today);
        if (created <= today.AddDays(1))
            yield break;
        yield return Report(
            document,
            field.Value.Span,
            $"`{form.Write(created)}` is in the future.",
            new Fix(
                $"Change to today, {form.Write(today)}",
                Change.Of(document.Path, FieldEdits.SetValue(document, field, form.Write(today)))
            )
        );
    }
}
