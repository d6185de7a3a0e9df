using System.Collections.Concurrent;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Server.Git;

namespace Bep.Server.Lsp;

/// <summary>
/// The statuses that the proposals of each series had, for cards: read once, when the first card wants them, and again after commits. A
/// history is long, and git may be slow: a card waits for a moment, and what is read after that is there for the next one.
/// </summary>
sealed class StatusHistories
{
    // Shorter than what anybody takes for a delay.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<SeriesLocation, Reading> _readings = new();

    /// <summary>What is known of a series as soon as it has been read; null where that takes longer, or nothing is.</summary>
    public async Task<StatusHistory?> SoonAsync(IGit git, LoadedSeries loaded)
    {
        var commits = loaded.Series.ExternalFacts.History;
        if (ReferenceEquals(commits, FileHistory.Unknown))
            return null;
        var reading = _readings.AddOrUpdate(loaded.Place, Begin, (place, last) =>
            ReferenceEquals(last.Commits, commits) ? last : Begin(place)
        );
        await Task.WhenAny(reading.Statuses.Value, reading.Patience.Value).ConfigureAwait(false);
        return reading.Statuses.Value.IsCompleted ? await reading.Statuses.Value.ConfigureAwait(false) : null;

        Reading Begin(SeriesLocation place) =>
            new(
                commits,
                new(() => Safely.TryAsync("reading the statuses of proposals", () => ReadAsync(git, place, loaded.Series), null)),
                new(() => Task.Delay(s_patience))
            );
    }

    private static async Task<StatusHistory?> ReadAsync(IGit git, SeriesLocation place, Series series)
    {
        try
        {
            return await git.StatusesAsync(place.Root, series, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GitException)
        {
            // Who wants to know why asks for the history itself.
            return null;
        }
    }

    /// <summary>A question to git.</summary>
    /// <param name="Commits">Those that it is about.</param>
    /// <param name="Statuses">The answer, asked for by whoever needs it first.</param>
    /// <param name="Patience">Ends when no card waits for it any longer, however many were asked for meanwhile.</param>
    private sealed record Reading(FileHistory Commits, Lazy<Task<StatusHistory?>> Statuses, Lazy<Task> Patience);
}
