using System.Collections.Immutable;

namespace Bep.Server.Git;

/// <summary>
/// The branches of a repository: its own ones, and those of its remotes, with the pull requests that were fetched, as they were at the last
/// fetch.
/// </summary>
sealed class BranchReferences
{
    // What `refs/remotes/origin/HEAD` and its like stand for.
    private readonly Dictionary<string, string> _targets;

    private BranchReferences(ImmutableArray<BranchReference> all, Dictionary<string, string> targets) =>
        (All, _targets, CheckedOut) = (all, targets, all.FirstOrDefault(one => one.IsCheckedOut));

    /// <summary>All of them.</summary>
    public ImmutableArray<BranchReference> All { get; }

    /// <summary>The branch that is checked out; null where none is, or where it has no commit yet.</summary>
    public BranchReference? CheckedOut { get; }

    /// <summary>Asks git for the references of the repository in <paramref name="root"/>.</summary>
    /// <exception cref="GitException">git does not tell them.</exception>
    public static async Task<BranchReferences> ReadAsync(string root, CancellationToken cancel)
    {
        var listing = await GitProcess
            .RunAsync(
                root,
                [
                    "for-each-ref",
                    "--format=%(refname)%00%(objectname)%00%(symref)%00%(upstream)%00%(HEAD)",
                    "refs/heads",
                    "refs/remotes",
                    $"{BranchReference.PullRequests}*{BranchReference.Head}",
                ],
                [],
                cancel
            )
            .ConfigureAwait(false);
        var all = ImmutableArray.CreateBuilder<BranchReference>();
        var targets = new Dictionary<string, string>();
        foreach (var line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\0') is not [var name, var tip, var target, var upstream, var head])
                continue;
            if (target.Length > 0)
                targets[name] = target;
            else
                all.Add(new(name, tip, upstream, head == "*"));
        }
        return new(all.ToImmutable(), targets);
    }

    /// <summary>
    /// The branch that all others lead to: the one that <paramref name="named"/> says; else the one that the remote's HEAD names, else
    /// <c>main</c>
    /// or <c>master</c>: there or, failing that, here. Null where there is none of them.
    /// </summary>
    public BranchReference? FindBase(string? named)
    {
        const string heads = BranchReference.Heads,
            remotes = BranchReference.Remotes;
        var byName = All.ToDictionary(one => one.Name);
        var known = All.Select(one => one.Remote).OfType<string>().Distinct().OrderByDescending(remote => remote == "origin").ToList();
        string[] usual = ["main", "master"];
        var names = named is not null
            ? known.Select(remote => $"{remotes}{remote}/{named}").Append($"{remotes}{named}").Append($"{heads}{named}")
            : known
                .Select(remote => _targets.GetValueOrDefault($"{remotes}{remote}/HEAD"))
                .Concat(known.SelectMany(remote => usual.Select(name => $"{remotes}{remote}/{name}")))
                .Concat(usual.Select(name => $"{heads}{name}"));
        return names.Select(name => name is null ? null : byName.GetValueOrDefault(name)).FirstOrDefault(one => one is not null);
    }

    /// <summary>
    /// True for the branch that is checked out, and for where it is pushed to: as it is set, else its name at the remote of
    /// <paramref name="known"/>, the base branch.
    /// </summary>
    public bool IsOwn(BranchReference one, BranchReference? known)
    {
        if (one.IsCheckedOut)
            return true;
        if (CheckedOut is not { } own)
            return false;
        return own.Upstream == one.Name
            || (
                own.Upstream.Length == 0 && known?.Remote is { } remote && one.Name == $"{BranchReference.Remotes}{remote}/{own.ShortName}"
            );
    }
}

/// <summary>The reference of a branch.</summary>
/// <param name="Name">
/// Its whole name: <c>refs/heads/main</c>, <c>refs/remotes/origin/main</c>, <c>refs/pull/123/head</c>.
/// </param>
/// <param name="Tip">Its commit.</param>
/// <param name="Upstream">The whole name of the branch that it follows; empty for none.</param>
/// <param name="IsCheckedOut">True for the branch of the working tree.</param>
sealed record BranchReference(string Name, string Tip, string Upstream, bool IsCheckedOut)
{
    /// <summary>What the names of the repository's own branches begin with.</summary>
    public const string Heads = "refs/heads/";

    /// <summary>What the names of its remotes' branches begin with.</summary>
    public const string Remotes = "refs/remotes/";

    /// <summary>What GitHub has the names of pull requests' branches begin with.</summary>
    public const string PullRequests = "refs/pull/";

    /// <summary>What they end with; what they would be once merged is no work of anybody's.</summary>
    public const string Head = "/head";

    /// <summary>The remote that has the branch; null for one of the repository's own, and for a pull request.</summary>
    public string? Remote => Name.StartsWith(Remotes, StringComparison.Ordinal) ? Name[Remotes.Length..].Split('/', 2)[0] : null;

    /// <summary>True for a pull request: where its branch is known too, that says more.</summary>
    public bool IsPullRequest => Name.StartsWith(PullRequests, StringComparison.Ordinal);

    /// <summary>True where others can have seen it.</summary>
    public bool IsPublished => !Name.StartsWith(Heads, StringComparison.Ordinal);

    /// <summary>As git shows it: <c>main</c>, <c>origin/main</c>; of a pull request, <c>pull request 123</c>.</summary>
    public string ShortName =>
        Name.StartsWith(Heads, StringComparison.Ordinal) ? Name[Heads.Length..]
        : IsPullRequest ? $"pull request {Name[PullRequests.Length..^Head.Length]}"
        : Name[Remotes.Length..];
}
