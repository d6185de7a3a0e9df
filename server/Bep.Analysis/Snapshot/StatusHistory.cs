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

    /// <summary>
    /// The statuses of the proposal at <paramref name="path"/>, the first one first, and after them the one that it has in
    /// <paramref name="series"/> and in no commit yet. Empty for one that was never committed.
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
public readonly record struct DatedStatus(DateOnly? Day, string Status)
{
    /// <summary>The commit that says it; null where none does yet.</summary>
    public StatusCommit? Commit { get; init; }
}

/// <summary>The commit with which a proposal got a status.</summary>
/// <param name="Name">Its hash.</param>
/// <param name="Author">The author's name.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Path">What the document was called in it, relative to the root.</param>
/// <param name="Before">What it was called before; null where it came with this commit.</param>
public sealed record StatusCommit(string Name, string Author, string Subject, string Path, string? Before);
