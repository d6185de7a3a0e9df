using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Edits;

/// <summary>
/// Two proposals with one number, brought together by a merge or a rebase: either can take the next one. The base branch's is there to
/// stay, and others refer to it by now, as they may to what a remote has; so it is the one that only the working tree has that takes another
/// number first.
/// </summary>
internal static class Collision
{
    /// <summary>The ways out of it, the likelier one first; a way is null where it cannot be gone.</summary>
    /// <param name="series">The series.</param>
    /// <param name="later">The one that was found to have the number of another one.</param>
    /// <param name="laterChange">What gives it another number.</param>
    /// <param name="earlier">The other one.</param>
    /// <param name="earlierChange">What gives the other one another number.</param>
    public static ImmutableArray<Fix> Fixes(
        Series series,
        NumberClaim later,
        Func<Change> laterChange,
        NumberClaim earlier,
        Func<Change>? earlierChange
    )
    {
        var next = series.Convention.Format(series.NextNumber);
        var branches = series.ExternalFacts.Branches;
        var (laterIs, earlierIs) = (branches.PublicityOf(later, series.Convention), branches.PublicityOf(earlier, series.Convention));
        var renumberLater = new Fix($"Renumber this one to {next}", laterChange);
        if (earlierChange is null)
            return [renumberLater];
        var renumberEarlier = new Fix($"Renumber `{earlier.Name}` to {next}", earlierChange);
        if (laterIs == earlierIs)
            return [renumberLater, renumberEarlier];
        if (laterIs < Publicity.Base && earlierIs < Publicity.Base)
            return laterIs > earlierIs
                ? [renumberEarlier with { Title = $"Renumber `{earlier.Name}`, which nobody else has yet, to {next}" }, renumberLater]
                : [renumberLater with { Title = $"Renumber this one, which nobody else has yet, to {next}" }, renumberEarlier];
        var known = branches.Base!.Name;
        return laterIs > earlierIs
            ? [renumberEarlier with { Title = $"Renumber `{earlier.Name}`, which {known} does not have, to {next}" }, renumberLater]
            : [renumberLater with { Title = $"Renumber this one, which {known} does not have, to {next}" }, renumberEarlier];
    }

    /// <summary>
    /// The change that gives <paramref name="document"/> another number, and its old row to the one that stays, where that has none of its
    /// own.
    /// </summary>
    public static Change Yield(Series series, Document document, ProposalNumber next)
    {
        var change = Renumbering.Of(series, document, next);
        if (document.Number is not { } number || series.PathsOf(number).Remove(document.Path) is not [var stays])
            return change;
        var after = series.Apply(change);
        if (after.Registry is not { } registry || after.RowsOf(number).Any() || after.Find(stays) is not { } now)
            return change;
        after = after.Apply(Change.Of(after.RegistryPath, RegistryEdits.Insert(after, registry, number, stays, now.Facts)));
        return ChangeApplier.Difference(series, after, [.. change.Files.OfType<FileChange.Rename>()]);
    }

    /// <summary>The proposal of <paramref name="document"/> as its own row says; as it says itself where it has none.</summary>
    public static NumberClaim ClaimOf(Series series, Document document) =>
        Rows.Of(series, document.Path, document.Number!.Value) is { } row
            ? Claims.Of(row, document.Path)
            : new(document.Number.Value, document.Facts.Title, document.Facts[FieldRole.Author], document.Path);
}
