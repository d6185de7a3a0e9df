using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds versions that are written otherwise than the series asks.</summary>
public sealed partial class VersionFormat()
    : Rule(RuleGroup.FrontMatter, Severity.Warning, $"Versions are written in the form that the series states.")
{
    private static readonly ImmutableArray<FieldRole> s_roles =
    [
        FieldRole.CreatedVersion,
        FieldRole.TargetVersion,
        FieldRole.ImplementedVersion,
    ];

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Whether a proposal is overdue, and which release has it, is worked out from its versions. `soon` and `the next release` mean nothing a
            month later; a field may stay empty until its version is known.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Words, and a year too long",
                """
                -- README.md --
                **Version Format**: `YY.Sprint.Patch`, for example `26.1.0`
                -- BEP-1001-quiet-hours.md --
                ---
                Created-Version: 2026.1.0
                                 ^^^^^^^^ `2026.1.0` is not a version of the form `YY.Sprint.Patch`.
                Target-Version: next spring
                                ^^^^^^^^^^^ `next spring` is not a version of the form `YY.Sprint.Patch`.
                ---
                """
            ),
            new(
                "A letter in front",
                """
                -- README.md --
                Version format: `YY.Sprint.Patch`
                -- BEP-1001-quiet-hours.md --
                ---
                Created-Version: v26.1.0
                                 ^^^^^^^ `v26.1.0` is not a version of the form `YY.Sprint.Patch`.
                ---
                """,
                """
                -- README.md --
                Version format: `YY.Sprint.Patch`
                -- BEP-1001-quiet-hours.md --
                ---
                Created-Version: 26.1.0
                ---
                """
            ),
            new(
                "Shorter ones, candidates, long-term support, several, and none yet",
                """
                -- README.md --
                Version format: `YY.Sprint.Patch`
                -- BEP-1001-quiet-hours.md --
                ---
                Created-Version: 25.9
                Target-Version: 25.9 LTS
                Implemented-Version: 26.8.0rc1, 25.9.4 (backport)
                ---
                -- BEP-1002-night-shift.md --
                ---
                Created-Version: "26.1"
                Target-Version:
                ---
                """
            ),
            new(
                "A series that states no form",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Target-Version: next spring
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // A form that is not made of parts with dots between them says nothing about digits.
        if (
            document.Kind != DocumentKind.Proposal
            || series.Convention.VersionFormat is not { } format
            || !format.Contains('.', StringComparison.Ordinal)
        )
            yield break;
        foreach (var role in s_roles)
        {
            if (document.Field(role) is not { IsEmpty: false } field || field.Value.Value == "-")
                continue;
            var value = field.Value.Value;
            var versions = Remark().Replace(value, "").Split([',', '/'], StringSplitOptions.TrimEntries);
            if (versions.All(version => IsInForm(version, format)))
                continue;
            var bare = value.TrimStart('v', 'V');
            yield return Report(
                document,
                field.Value.Span,
                $"`{value}` is not a version of the form `{format}`.",
                IsInForm(bare, format)
                    ?
                    [
                        new Fix($"Change to {bare}", Change.Of(document.Path, FieldEdits.SetValue(document, field, bare)), isSafe: true)
                        {
                            Uncovers = ["implausible-created-date", "version-order"],
                        },
                    ]
                    : []
            );
        }
    }

    private static bool IsInForm(string version, string format)
    {
        if (ProductVersion.Read(version) is not { } read || !char.IsAsciiDigit(version[0]))
            return false;
        var parts = format.Split('.');
        return read.Parts.Count <= Math.Max(parts.Length, 2)
            && (parts[0] != "YY" || read.Parts[0] is >= 10 and <= 99)
            && (parts[0] != "YYYY" || read.Parts[0] is >= 1000);
    }

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Remark();
}
