using System.Collections.Immutable;
using Bep.Analysis.Branches;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>
/// Reads what all branches and worktrees of a repository have of one series. It takes a handful of git commands, however many branches
/// there are: all references at once, all commits that the base does not have at once, and each distinct tree and file once.
/// </summary>
static class BranchScan
{
    /// <summary>What the branches do with the numbers of <paramref name="series"/>. What cannot be read is said in the answer.</summary>
    /// <param name="files">The disk, on which other worktrees lie.</param>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series as it is read.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<BranchView> ReadAsync(IFiles files, string root, Series series, CancellationToken cancel)
    {
        try
        {
            return await ReadAllAsync(files, root, series, cancel).ConfigureAwait(false);
        }
        catch (GitException e)
        {
            return BranchView.None with { Problem = $"Other branches are not known: {e.Said}" };
        }
    }

    /// <summary>What there was of <paramref name="series"/> when the branch that is checked out left <paramref name="revision"/>.</summary>
    /// <exception cref="GitException">There is no such revision, nothing that the two have in common, or no repository.</exception>
    public static async Task<Baseline> ReadBaselineAsync(string root, Series series, string revision, CancellationToken cancel)
    {
        var commit = await Revision.ResolveAsync(root, revision, cancel).ConfigureAwait(false);
        var common = await GitProcess.TryAsync(root, ["merge-base", commit, "HEAD"], [], cancel).ConfigureAwait(false);
        if (common.Status != 0 || common.Text.Split('\n') is not [{ Length: > 0 } left, ..])
            throw new GitException($"`{revision}` and the working tree have no commit in common");
        await using var objects = new GitObjects(root, cancel);
        var commits = new CommitReader(objects, series);
        await commits.LoadAsync([left]).ConfigureAwait(false);
        var had = commits.FilesOf(left);
        var documents = await BaselineReader.ReadAsync(root, objects, series, left, cancel).ConfigureAwait(false);
        return BranchReader.Read(series, [new(revision, "", default, BranchRole.Base, had, had)], documents).Base!;
    }

    private static async Task<BranchView> ReadAllAsync(IFiles files, string root, Series series, CancellationToken cancel)
    {
        var named = series.Convention.BaseBranch;
        var referring = BranchReferences.ReadAsync(root, cancel);
        // The last line is missing before the first commit.
        string[] asked =
        [
            "rev-parse",
            "--git-common-dir",
            "--absolute-git-dir",
            "--is-shallow-repository",
            "--verify",
            "--quiet",
            "HEAD^{commit}",
        ];
        var about = (await GitProcess.TryAsync(root, asked, [], cancel).ConfigureAwait(false)).Text.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        var common = about is [var shared, ..] ? Path.GetFullPath(shared, root) : null;
        var listing = common is null ? "" : await Worktrees.ListAsync(files, root, common, cancel).ConfigureAwait(false);
        var references = await referring.ConfigureAwait(false);
        var worktrees = common is null ? [] : Worktrees.Read(files, root, common, series, listing);

        var head = about.ElementAtOrDefault(3);
        var known = references.FindBase(named);
        var tips = references
            .All.Select(one => one.Tip)
            .Concat(worktrees.Select(one => one.Head))
            .Append(head)
            .OfType<string>()
            .Where(tip => tip.Length > 0)
            .ToHashSet();
        var graph = await ForkGraph.ReadAsync(root, tips, known?.Tip ?? head, cancel).ConfigureAwait(false);
        var forks = tips.ToDictionary(tip => tip, graph.ForkOf);
        var left = head is null ? null : forks.GetValueOrDefault(head);
        await using var objects = new GitObjects(root, cancel);
        var documents = left is null ? [] : await BaselineReader.ReadAsync(root, objects, series, left, cancel).ConfigureAwait(false);
        var commits = new CommitReader(objects, series);
        var wanted = tips.Concat(forks.Values.OfType<string>()).ToHashSet();
        await commits.LoadAsync(wanted).ConfigureAwait(false);
        var had = await commits.FilesWithTitlesAsync(wanted).ConfigureAwait(false);
        // Only a partial clone may lack what its commits name.
        var incomplete =
            common is not null && IsPartial(files, common)
                ? await commits.FindIncompleteAsync(tips).ConfigureAwait(false)
                : ImmutableHashSet<string>.Empty;

        var states = ImmutableArray.CreateBuilder<BranchState>();
        var unread = 0;
        foreach (var group in references.All.GroupBy(one => one.Tip))
        {
            // Several names of one commit are one branch: the one that says most about it.
            var (one, role) = group
                .Select(one => (one, Role: RoleOf(one)))
                .OrderByDescending(one => one.Role == BranchRole.Base)
                .ThenByDescending(one => one.Role == BranchRole.Own)
                .ThenBy(one => one.one.IsPullRequest)
                .ThenBy(one => one.one.Name.Length)
                .First();
            var signature = commits.SignatureOf(one.Tip);
            if (signature is null || incomplete.Contains(one.Tip))
                unread += group.Count();
            if (signature is not var (author, date))
                continue;
            var fork = forks[role == BranchRole.Base && head is not null ? head : one.Tip];
            states.Add(
                new(one.ShortName, author, date, role, had[one.Tip], fork is null ? null : had[fork])
                {
                    Commit = one.Tip,
                    IsPublished = group.Any(name => name.IsPublished),
                }
            );
        }
        // What lies in another worktree is a later state of its branch, whatever the branch is.
        foreach (var worktree in worktrees)
        {
            if (worktree is not { Files: { } there, Head: { } at })
                continue;
            states.Add(
                new(
                    worktree.Name,
                    commits.SignatureOf(at)?.Author ?? "",
                    series.ExternalFacts.Today,
                    BranchRole.Other,
                    there,
                    forks[at] is { } fork ? had[fork] : null
                )
                {
                    Commit = at,
                }
            );
        }

        var view = BranchReader.Read(series, states.ToImmutable(), documents);
        return view with
        {
            Base = view.Base is { } read ? read with { Commit = left, HasNewCommits = head is not null && left != head } : null,
            Current = references.CheckedOut?.ShortName,
            Count = references.All.Length - unread + worktrees.Count(worktree => worktree.Branch is null),
            HasRemote = references.All.Any(one => one.Remote is not null),
            LastFetch = common is not null && about is [_, var own, ..] ? LastFetch.Of(files, common, own) : null,
            Problem =
                known is null && references.All.Length > 0 && named is not null ? (LocalizableString)$"There is no base branch {named}"
                : unread == 1 ? (LocalizableString)$"1 branch could not be read"
                : unread > 1 ? (LocalizableString)$"{unread} branches could not be read"
                : about is [_, _, "true", ..] ? (LocalizableString)$"This clone is shallow and may lack branches"
                : null,
        };

        BranchRole RoleOf(BranchReference one) =>
            one == known ? BranchRole.Base
            : references.IsOwn(one, known) ? BranchRole.Own
            : graph.IsMerged(one.Tip) ? BranchRole.Merged
            : BranchRole.Other;
    }

    // Such a clone marks the packs whose objects name others that the remote has kept.
    private static bool IsPartial(IFiles files, string common)
    {
        var packs = Path.Join(common, "objects", "pack");
        return files.IsFolder(packs) && files.List(packs).Any(entry => entry.Name.EndsWith(".promisor", StringComparison.Ordinal));
    }
}
