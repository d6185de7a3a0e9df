using System.Collections.Immutable;

namespace Bep.Analysis.Model;

/// <summary>Which statuses the proposals of a series had, as they were committed.</summary>
/// <param name="statuses">By the present path of the document, relative to the root.</param>
public sealed class StatusHistory(ImmutableDictionary<string, ImmutableArray<DatedStatus>> statuses)
{
    /// <summary>What is known where git is not there, is not asked, or does not have its whole history.</summary>
    public static StatusHistory Unknown { get; } = new(ImmutableDictionary<string, ImmutableArray<DatedStatus>>.Empty);

    /// <summary>
    /// The statuses of the proposal at <paramref name="path"/>, the first one first, and behind them the one that it has in <paramref name="series"/>
    /// and in no commit yet. Empty for one that was never committed, or of which that is not known.
    /// </summary>
    public ImmutableArray<DatedStatus> Of(Series series, string path) =>
        statuses.GetValueOrDefault(path) is not { IsDefaultOrEmpty: false } known ? []
        : series.Find(path)?.Facts[FieldRole.Status] is { Length: > 0 } status && status != known[^1].Status ? known.Add(new(series.Surroundings.Today, status))
        : known;
}

/// <summary>A status that a proposal got.</summary>
/// <param name="Day">The day, on the calendar of who committed it.</param>
/// <param name="Status">The status, as it was written.</param>
public readonly record struct DatedStatus(DateOnly Day, string Status);
