using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds git's conflict markers in the registry.</summary>
public sealed class RegistryConflict() : Rule(RuleGroup.Registry, Severity.Error, $"The registry has no unresolved merge conflict.")
{
    // In the middle of a merge nothing is in its place, and nobody says so.
    private static readonly ImmutableArray<string> s_hidden = ["next-row", "registry-gap", "registry-order"];

    private static readonly ImmutableArray<string> s_given = [.. s_hidden, "registry-title-mismatch", "unregistered-document"];

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Two branches have put rows in the same place, most often because both have reserved the same number. Neither row is wrong: both stay, and
            the one that the base branch does not have yet takes the next number, with its document and all that refers to it; of two that it does not
            have, the one that no remote has. To keep only one side would lose somebody's reservation.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Both sides have reserved a number",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | Ada Park | Draft |
                <<<<<<< HEAD
                ^^^^^^^^^^^^ The registry has an unresolved merge conflict: HEAD and fog-horn have rows in the same place.
                | 1001 | Night Shift | Min Seo | Draft |
                =======
                | [1001](BEP-1001-fog-horn.md) | Fog Horn | Ada Park | Draft |
                >>>>>>> fog-horn
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-fog-horn.md --
                # BEP-1001: Fog Horn
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | Ada Park | Draft |
                | 1001 | Night Shift | Min Seo | Draft |
                | [1002](BEP-1002-fog-horn.md) | Fog Horn | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1002-fog-horn.md --
                # BEP-1002: Fog Horn
                """
            ),
            new(
                "Two places, with the lines before both in between",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                <<<<<<< ours
                ^^^^^^^^^^^^ The registry has 2 unresolved merge conflicts: ours and theirs have rows in the same places.
                | 1000 | Lanterns | Ada Park | Accepted |
                ||||||| before
                | 1000 | Lanterns | Ada Park | Draft |
                =======
                | 1000 | Lanterns | Ada Park | Draft |
                >>>>>>> theirs
                | 1001 | Quiet Hours | Ada Park | Draft |
                <<<<<<< ours
                | 1002 | Night Shift | Min Seo | Draft |
                | _next_ | _(reserve your number here)_ | | |
                ||||||| before
                | _next_ | _(reserve your number here)_ | | |
                =======
                | 1002 | Fog Horn | Ada Park | Draft |
                | 1003 | Storm Warnings | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                >>>>>>> theirs
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | Ada Park | Accepted |
                | 1001 | Quiet Hours | Ada Park | Draft |
                | 1002 | Night Shift | Min Seo | Draft |
                | 1003 | Storm Warnings | Ada Park | Draft |
                | 1004 | Fog Horn | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "What the base branch has keeps its number",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                <<<<<<< HEAD
                ^^^^^^^^^^^^ The registry has an unresolved merge conflict: HEAD and main have rows in the same place.
                | 1001 | Fog Horn | Ada Park | Draft |
                =======
                | 1001 | Night Shift | Min Seo | Draft |
                >>>>>>> main
                | _next_ | _(reserve your number here)_ | | |
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Night Shift | Min Seo | Draft |
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Night Shift | Min Seo | Draft |
                | 1002 | Fog Horn | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "No conflict",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Night Shift | Min Seo | Draft |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (
            document.Registry is not { } registry
            || registry.Rows.FirstOrDefault(row => row.Kind == RowKind.ConflictMarker) is not { } marker
        )
            yield break;
        if (ConflictedRegistry.Read(document, registry) is not { } conflict)
        {
            yield return Report(document, marker.Line, $"The registry has a merge conflict whose markers are incomplete.");
            yield break;
        }

        var message =
            conflict.Count == 1
                ? (LocalizableString)
                    $"The registry has an unresolved merge conflict: {conflict.Ours} and {conflict.Theirs} have rows in the same place."
                : $"The registry has {conflict.Count} unresolved merge conflicts: {conflict.Ours} and {conflict.Theirs} have rows in the same places.";
        var fixes = ImmutableArray.CreateBuilder<Fix>();
        foreach (var (title, both) in conflict.KeepBoth(series))
            fixes.Add(new(title, both) { Uncovers = s_hidden });
        // Who keeps one side alone gives up the rows of the other one.
        fixes.Add(new($"Keep only {conflict.Ours}", conflict.KeepOurs) { Uncovers = s_given });
        fixes.Add(new($"Keep only {conflict.Theirs}", conflict.KeepTheirs) { Uncovers = s_given });
        yield return Report(document, marker.Line, message, fixes.ToImmutable());
    }
}
