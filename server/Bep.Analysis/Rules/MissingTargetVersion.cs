using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds accepted proposals that are planned for no version.</summary>
public sealed class MissingTargetVersion()
    : MissingVersion(
        StatusRole.Accepted,
        FieldRole.TargetVersion,
        $"A proposal that is accepted says for which version.",
        $"for which version it is planned"
    )
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            To accept a proposal is to plan it for a release. Without the version nobody knows when to expect it, and nothing reminds of it when
            the release has come.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Accepted for no version",
                """
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Target-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Target-Version:
                ^^^^^^^^^^^^^^ This proposal is Accepted, but has no `Target-Version` that says for which version it is planned.
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Accepted
                        ^^^^^^^^ This proposal is Accepted, but has no `Target-Version` that says for which version it is planned.
                ---
                """
            ),
            new(
                "A draft is not planned yet",
                """
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Target-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                Target-Version:
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Accepted
                Target-Version: 26.2.0
                ---
                """
            ),
            new(
                "A series that does not speak of versions",
                """
                -- BEP-0000-template.md --
                ---
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                """
            ),
        ];
}
