using System.Collections.Immutable;
using Bep.Analysis.Model;

namespace Bep.Analysis.Branches;

/// <summary>A branch as it was read.</summary>
/// <param name="Name">See <see cref="Branch.Name"/>.</param>
/// <param name="Author">See <see cref="Branch.Author"/>.</param>
/// <param name="Date">See <see cref="Branch.Date"/>.</param>
/// <param name="Role">What it is to the working tree.</param>
/// <param name="Tip">What it has.</param>
/// <param name="Fork">
/// What the base had when the branch left it; for the base itself, when the working tree's branch left it. Null where the two have no
/// commit in common, or it could not be read.
/// </param>
public sealed record BranchState(string Name, string Author, DateOnly Date, BranchRole Role, BranchFiles Tip, BranchFiles? Fork)
{
    /// <summary>See <see cref="Branch.Commit"/>.</summary>
    public string? Commit { get; init; }

    /// <summary>True where a remote has it: others can have seen it.</summary>
    public bool IsPublished { get; init; }
}

/// <summary>What a branch is to the working tree.</summary>
public enum BranchRole
{
    /// <summary>Somebody's work that the base does not have yet.</summary>
    Other,

    /// <summary>The branch that all others lead to.</summary>
    Base,

    /// <summary>The branch that is checked out, or where it is pushed to: an earlier state of what lies in the working tree.</summary>
    Own,

    /// <summary>A branch whose commits the base has.</summary>
    Merged,
}

/// <summary>The part of a branch's files that has numbers.</summary>
/// <param name="Registry">The text of the registry's file; null where there is none.</param>
/// <param name="Paths">The files right in the series' folder, relative to the root.</param>
public sealed record BranchFiles(string? Registry, ImmutableArray<string> Paths)
{
    /// <summary>
    /// The titles of some of the files, by path: of those that say by themselves whether they are another branch's proposal.
    /// </summary>
    public ImmutableDictionary<string, string> Titles { get; init; } = ImmutableDictionary<string, string>.Empty;
}
