using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds file names whose slug is not in lower case with hyphens, in a series where most are.</summary>
public sealed class FileSlug()
    : Rule(
        RuleGroup.Structure,
        Severity.Information,
        $"A file's slug is written as most slugs of the series are, in lower case with hyphens."
    )
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A file name is typed into links by hand. Where all names follow one pattern they can be guessed; where some have capitals, links break on
            one file system that work on another. A series that mixes its forms anyhow is left in peace.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Capitals and an underscore",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1002](BEP-1002-Night_Shift.md) | Night Shift | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-Night_Shift.md --
                # Night Shift
                ^^^^^^^^^^^^^ The slug `Night_Shift` is not in lower case with hyphens, as most are; `night-shift` would be.
                -- BEP-1003-lanterns.md --
                # Lanterns
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1002](BEP-1002-night-shift.md) | Night Shift | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- BEP-1003-lanterns.md --
                # Lanterns
                """
            ),
            new(
                "Its supporting directory goes with it",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-Roles.md --
                ![Who may what](BEP-1002-Roles/roles.png)
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The slug `Roles` is not in lower case with hyphens, as most are; `roles` would be.
                -- BEP-1002-Roles/roles.png --
                -- BEP-1003-lanterns.md --
                # Lanterns
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-roles.md --
                ![Who may what](BEP-1002-roles/roles.png)
                -- BEP-1002-roles/roles.png --
                -- BEP-1003-lanterns.md --
                # Lanterns
                """
            ),
            new(
                "A series without such a habit",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-Night-Shift.md --
                # Night Shift
                """
            ),
            new(
                "Digits, dots and other scripts",
                """
                -- BEP-1001-quiet-hours-2.1.md --
                # Quiet Hours
                -- BEP-1002-야간-근무.md --
                # Night Shift
                """
            ),
            new(
                "A name that is written in capitals",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-RBAC-for-GraphQL.md --
                # RBAC for GraphQL
                -- BEP-1003-lanterns.md --
                # Lanterns
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document is not { Kind: DocumentKind.Proposal, Number: { } number } || !series.HasKebabSlugs)
            yield break;
        if (!series.Convention.TryReadPath(series.Folder, document.Path, out _, out var slug) || Slug.IsKebab(slug))
            yield break;
        var kebab = ToKebab(slug);
        yield return Report(
            document,
            document.FirstLine,
            $"The slug `{slug}` is not in lower case with hyphens, as most are; `{kebab}` would be.",
            kebab.Length > 0 && Retitling.WithSlug(series, document, number, slug, kebab) is { } fix ? [fix] : []
        );
    }

    private static string ToKebab(string slug)
    {
        var kebab = new StringBuilder(slug.Length);
        foreach (var rune in slug.EnumerateRunes())
        {
            if (rune.Value is not ('_' or '-') && !Rune.IsWhiteSpace(rune))
                kebab.Append(Rune.ToLowerInvariant(rune));
            else if (kebab.Length > 0 && kebab[^1] != '-')
                kebab.Append('-');
        }

        return kebab.ToString().TrimEnd('-');
    }
}
