using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals that were planned before they were written, or done before they were planned.</summary>
public sealed class VersionOrder()
    : Rule(RuleGroup.Lifecycle, Severity.Warning, $"A proposal is written, planned and implemented in versions that follow each other.")
{
    private static readonly ImmutableArray<FieldRole> s_order =
    [
        FieldRole.CreatedVersion,
        FieldRole.TargetVersion,
        FieldRole.ImplementedVersion,
    ];

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Nothing is released in a version that is older than its proposal, and a plan that was overtaken no longer is one. One of the two
            versions is a slip, or was forgotten when the plan changed.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Planned for the past",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created-Version: 26.1.0
                Target-Version: 25.2.0
                                ^^^^^^ `Target-Version` 25.2.0 comes before `Created-Version` 26.1.0.
                Implemented-Version: 26.3.0
                ---
                """
            ),
            new(
                "Done before it was written",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created-Version: 26.10.0
                Target-Version:
                Implemented-Version: 26.9.1
                                     ^^^^^^ `Implemented-Version` 26.9.1 comes before `Created-Version` 26.10.0.
                ---
                """
            ),
            new(
                "All in one version, less exact in places",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created-Version: 25.9.2
                Target-Version: 25.9 LTS
                Implemented-Version: 25.9.3rc1
                ---
                -- BEP-1002-night-shift.md --
                ---
                Created-Version: 26.1.0
                Target-Version: the one after the next
                Implemented-Version: 26.3.0
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal)
            yield break;
        (Field Field, ProductVersion Version)? last = null;
        foreach (var role in s_order)
        {
            if (document.Field(role) is not { } field || ProductVersion.Read(field.Value.Value) is not { } version)
                continue;
            if (last is { } earlier && earlier.Version.IsAfter(version))
            {
                yield return Report(
                    document,
                    field.Value.Span,
                    $"`{field.Name.Value}` {field.Value.Value} comes before `{earlier.Field.Name.Value}` {earlier.Field.Value.Value}."
                ) with
                {
                    Related = [new(document.Path, earlier.Field.Value.Span, $"The other version")],
                };
            }

            last = (field, version);
        }
    }
}
