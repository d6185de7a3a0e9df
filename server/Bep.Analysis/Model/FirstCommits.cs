using System.Collections.Immutable;

namespace Bep.Analysis.Model;

/// <summary>When files were committed for the first time, under whatever name they then had.</summary>
/// <param name="dates">The days on their authors' calendars, by the present path, relative to the root.</param>
public sealed class FirstCommits(ImmutableDictionary<string, DateOnly> dates) : IEquatable<FirstCommits>
{
    /// <summary>What is known where git is not there, was not asked yet, or does not have its whole history.</summary>
    public static FirstCommits Unknown { get; } = new(ImmutableDictionary<string, DateOnly>.Empty);

    private readonly Lazy<Dictionary<DateOnly, int>> _counts = new(() => dates.Values.GroupBy(date => date).ToDictionary(group => group.Key, group => group.Count()));

    private ImmutableDictionary<string, DateOnly> Dates => dates;

    /// <summary>The day on which the file at <paramref name="path"/> was committed first; null for one that is not committed, or of which that is not known.</summary>
    public DateOnly? Of(string path) => dates.TryGetValue(path, out var date) ? date : null;

    /// <summary>How many files came in on <paramref name="date"/>.</summary>
    public int CountOn(DateOnly date) => _counts.Value.GetValueOrDefault(date);

    /// <summary>The same days for the same files. Two that were read from one commit are one: nothing that happens at each key compares them all.</summary>
    public bool Equals(FirstCommits? other) =>
        ReferenceEquals(this, other) || (other is not null && dates.Count == other.Dates.Count && dates.All(entry => other.Of(entry.Key) == entry.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FirstCommits);

    /// <inheritdoc/>
    public override int GetHashCode() => dates.Count;
}
