using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds accepted proposals whose version is out.</summary>
public sealed class OverdueTargetVersion()
    : Rule(RuleGroup.Lifecycle, Severity.Hint, $"A proposal that is accepted for a version is implemented when that version is out.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            When a version is released, what was planned for it has been made, has moved to a later version, or was given up. Somebody knows which,
            and the proposal should say it. Which versions are out is known from the repository's tags; where it has none, from its file `VERSION`.
            Release candidates are no releases, and of a patch on a line that later ones have left behind nobody can say whether it is still to come.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "25.12.0 is out",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Target-Version:
                Implemented-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Target-Version: 25.12.0
                                ^^^^^^^ `25.12.0` is out, and this proposal is still Accepted.
                Implemented-Version:
                ---
                # Quiet Hours
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Implemented |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Target-Version:
                Implemented-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Implemented
                Target-Version: 25.12.0
                Implemented-Version: 25.12.0
                ---
                # Quiet Hours
                """
            ),
            new(
                "A version that was passed over",
                """
                -- .bep.yaml --
                version-format: YY.Sprint.Patch
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Target-Version: 25.11.0
                                ^^^^^^^ `25.12.0` is out, and this proposal is still Accepted for `25.11.0`.
                ---
                """
            ),
            new(
                "Still to come, or done",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Target-Version: 25.12.1
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Implemented
                Target-Version: 25.12.0
                ---
                -- BEP-1003-fog-horn.md --
                ---
                Status: Accepted
                Target-Version: 26.1.0
                ---
                """
            ),
            new(
                "A patch that may yet come",
                """
                -- .bep.yaml --
                version-format: YY.Sprint.Patch
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Target-Version: 25.9.4
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (
            document.Kind != DocumentKind.Proposal
            || series.ExternalFacts.Released.Count == 0
            || document.Field(FieldRole.TargetVersion) is not { IsEmpty: false } field
        )
            yield break;
        if (document.Facts[FieldRole.Status] is not { } status || series.Convention.RoleOfStatus(status) != StatusRole.Accepted)
            yield break;
        if (ProductVersion.Read(field.Value.Value) is not { } planned || Versions.ReleaseOf(series, planned) is not var (release, has))
            yield break;

        var fixes =
            has
            && series.Convention.NameOf(StatusRole.Implemented) is { } implemented
            && StatusChange.To(series, document, implemented, new(release, null, null)).Value is { } change
                ? [new Fix($"Set {implemented} with {release}", change)]
                : ImmutableArray<Fix>.Empty;
        yield return Report(
            document,
            field.Value.Span,
            release == field.Value.Value
                ? (LocalizableString)$"`{release}` is out, and this proposal is still {status}."
                : $"`{release}` is out, and this proposal is still {status} for `{field.Value.Value}`.",
            fixes
        );
    }
}
