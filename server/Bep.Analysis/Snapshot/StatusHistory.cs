using System.Collections.Immutable;
using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>Which statuses the proposals of a series had, as they were committed.</summary>
/// <param name="statuses">By the present path of the document, relative to the root; the first one first, each with its day.</param>
public sealed class StatusHistory(ImmutableDictionary<string, ImmutableArray<DatedStatus>> statuses)
{
    private readonly Lazy<HashSet<DateOnly?>> _imports = new(() =>
        statuses
            .Values.GroupBy(known => known[0].Day)
            .Where(those => those.Count() > FileHistory.MostAtOnce)
            .Select(those => those.Key)
            .ToHashSet()
    );

    /// <summary>What is known where git is not there, is not asked, or does not have its whole history.</summary>
    public static StatusHistory Unknown { get; } = new(ImmutableDictionary<string, ImmutableArray<DatedStatus>>.Empty);

    /// <summary>
    /// The statuses of the proposal at <paramref name="path"/>, the first one first, and after them the one that it has in
    /// <paramref name="series"/>
    /// and in no commit yet. Empty for one that was never committed, or of which that is not known.
    /// </summary>
    public IEnumerable<DatedStatus> Of(Series series, string path)
    {
        if (!statuses.TryGetValue(path, out var known))
            yield break;
        yield return _imports.Value.Contains(known[0].Day) ? known[0] with { Day = null } : known[0];
        foreach (var later in known.Skip(1))
            yield return later;
        if (series.Find(path)?.Facts[FieldRole.Status] is { Length: > 0 } now && now != known[^1].Status)
            yield return new(series.ExternalFacts.Today, now);
    }
}

/// <summary>A status that a proposal got.</summary>
/// <param name="Day">The day, on the calendar of who committed it; null where it had the status before it came into the repository.</param>
/// <param name="Status">The status, as it was written.</param>
public readonly record struct DatedStatus(DateOnly? Day, string Status);
