using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds implemented proposals that do not say which version has them.</summary>
public sealed class MissingImplementedVersion()
    : MissingVersion(
        StatusRole.Implemented,
        FieldRole.ImplementedVersion,
        $"A proposal that is implemented says in which version.",
        $"which version has it"
    )
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Whoever reads an implemented proposal wants to know whether the installation in front of them has it. The version is known on the day
            of the release, and laborious to find out a year later.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Implemented in no version",
                """
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Implemented-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Implemented
                Implemented-Version:
                ^^^^^^^^^^^^^^^^^^^ This proposal is Implemented, but has no `Implemented-Version` that says which version has it.
                ---
                """
            ),
            new(
                "An accepted proposal is in no version yet",
                """
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Implemented-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Implemented-Version:
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Implemented
                Implemented-Version: 26.2.0
                ---
                """
            ),
            new(
                "A lone dash is not YAML, which is said already",
                """
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Implemented-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Implemented
                Implemented-Version: -
                ---
                """
            ),
        ];
}
