using System.Collections.Immutable;

namespace Bep.Analysis.Model;

/// <summary>When files were committed, under whatever name they then had.</summary>
/// <param name="commits">By the present path, relative to the root.</param>
public sealed class FileHistory(ImmutableDictionary<string, FileCommits> commits) : IEquatable<FileHistory>
{
    /// <summary>What is known where git is not there, was not asked yet, or does not have its whole history.</summary>
    public static FileHistory Unknown { get; } = new(ImmutableDictionary<string, FileCommits>.Empty);

    /// <summary>Where more files than this come in on one day, they come from somewhere else, where they may have been for years.</summary>
    public const int MostAtOnce = 2;

    private readonly Lazy<Dictionary<DateOnly, int>> _counts = new(() =>
        commits
            .Values.Where(known => known.First is not null)
            .GroupBy(known => known.First!.Value)
            .ToDictionary(group => group.Key, group => group.Count())
    );

    private ImmutableDictionary<string, FileCommits> Commits => commits;

    /// <summary>
    /// The day on which the file at <paramref name="path"/> was committed first; null for one that is not committed, or of which that is
    /// not known.
    /// </summary>
    public DateOnly? FirstOf(string path) => commits.TryGetValue(path, out var known) ? known.First : null;

    /// <summary>True where it is known that the file at <paramref name="path"/> is not committed yet.</summary>
    public bool Lacks(string path) => !ReferenceEquals(this, Unknown) && FirstOf(path) is null;

    /// <summary>
    /// When the last commit of the file at <paramref name="path"/> was made; null for one that is not committed, or of which that is not
    /// known.
    /// </summary>
    public DateTimeOffset? LastOf(string path) => commits.TryGetValue(path, out var known) ? known.Last : null;

    /// <summary>How many files came in on <paramref name="date"/>.</summary>
    public int CountOn(DateOnly date) => _counts.Value.GetValueOrDefault(date);

    /// <summary>
    /// The same commits for the same files. Two that were read from one commit are one: nothing that happens at each key compares them all.
    /// </summary>
    public bool Equals(FileHistory? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && commits.Count == other.Commits.Count
            && commits.All(entry => other.Commits.TryGetValue(entry.Key, out var known) && known == entry.Value)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileHistory);

    /// <inheritdoc/>
    public override int GetHashCode() => commits.Count;
}

/// <summary>The first and the last commit of a file.</summary>
/// <param name="First">The day on its author's calendar; null where it is not known how the file came.</param>
/// <param name="Last">When its author made it.</param>
public readonly record struct FileCommits(DateOnly? First, DateTimeOffset Last);
