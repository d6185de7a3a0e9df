using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds where the series' template, registry file and configuration state different things about it.</summary>
public sealed class ConventionContradiction()
    : Rule(RuleGroup.Convention, Severity.Information, $"Template, registry file and configuration say the same about the series.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Authors learn the process from whichever file they read first. Where the template allows a status that the table of statuses does not
            have, half of them are wrong, and the checks can only follow one of the two: the template, and above it `.bep.yaml`.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A status that only the template has",
                """
                -- BEP-0000-template.md --
                ---
                # Status: Draft | Accepted | Superseded
                Status: Draft
                ---
                -- README.md --
                | Status | Description |
                ^^^^^^^^^^^^^^^^^^^^^^^^ The template has the statuses Superseded, and this table has not.
                |--------|-------------|
                | Draft | Being written. |
                | Accepted | To be built. |
                """
            ),
            new(
                "A step to a status that there is not",
                """
                -- README.md --
                | Status | Meaning |
                |--------|---------|
                | Draft | Being written. |
                | Accepted | To be built. |

                | From | To | When |
                ^^^^^^^^^^^^^^^^^^^^ This table has steps with Parked, which the statuses Draft, Accepted do not include.
                |------|----|------|
                | Draft | Accepted, Parked | The meeting says so. |
                """
            ),
            new(
                "A configuration that says otherwise",
                """
                -- BEP-0000-template.md --
                ---
                # Status: Draft | Accepted
                Status: Draft
                ---
                -- .bep.yaml --
                statuses: [Draft, Final]
                ^^^^^^^^ `statuses` is set to Draft, Final here; BEP-0000-template.md says Draft, Accepted.
                """
            ),
            new(
                "All three agree",
                """
                -- BEP-0000-template.md --
                ---
                # Status: Draft | Accepted
                Status: Draft
                ---
                -- README.md --
                | Status | Description |
                |--------|-------------|
                | **Draft** | Being written. |
                | `Accepted` | To be built. |
                -- .bep.yaml --
                statuses: [Draft, Accepted]
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        foreach (var (here, there, message) in series.Contradictions)
        {
            if (here.Path != document.Path)
                continue;
            yield return Report(document, here.Span, message) with
            {
                Related = [new(there.Path, there.Span, $"{Paths.Name(there.Path)} says it here.")],
            };
        }
    }
}
