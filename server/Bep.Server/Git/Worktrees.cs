using System.Collections.Immutable;
using Bep.Analysis.Branches;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Reads what lies in the other folders in which a repository is checked out, committed or not.</summary>
static class Worktrees
{
    /// <summary>
    /// What git says of all worktrees of the repository in <paramref name="root"/>, for <see cref="Read"/>; nothing where it does not tell.
    /// It is not asked where there is one alone: git keeps a folder for each of the others.
    /// </summary>
    /// <param name="files">The disk.</param>
    /// <param name="root">The top folder of the working tree that is asked about.</param>
    /// <param name="common">The folder in which git keeps what all worktrees share.</param>
    /// <param name="cancel">Ends the asking.</param>
    /// <exception cref="GitException">git is not there or does not answer.</exception>
    public static async Task<string> ListAsync(IFiles files, string root, string common, CancellationToken cancel) =>
        files.IsFolder(Path.Join(common, "worktrees"))
            ? (await GitProcess.TryAsync(root, ["worktree", "list", "--porcelain"], [], cancel).ConfigureAwait(false)).Text
            : "";

    /// <summary>
    /// The worktrees in <paramref name="listing"/> but the one in <paramref name="root"/>, and those that say themselves that they belong
    /// to the repository.
    /// </summary>
    /// <param name="files">The disk.</param>
    /// <param name="root">The top folder of the working tree that is asked about.</param>
    /// <param name="common">The folder in which git keeps what all worktrees share.</param>
    /// <param name="series">The series that they have too.</param>
    /// <param name="listing">What git says of them.</param>
    public static ImmutableArray<Worktree> Read(IFiles files, string root, string common, Series series, string listing)
    {
        var worktrees = ImmutableArray.CreateBuilder<Worktree>();
        foreach (var block in listing.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n');
            if (Value("worktree ") is not { } path || GitFolder.IsOnAnotherMachine(path))
                continue;
            if (lines.Contains("bare") || IsSame(path, root) || !GitFolder.IsOf(files, path, common))
                continue;
            worktrees.Add(new(path, Value("HEAD "), Value("branch "), FilesIn(files, new(Path.GetFullPath(path), series.Folder), series)));

            string? Value(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
        }
        return worktrees.ToImmutable();

        bool IsSame(string one, string other) => Contained.RealPath(files, Path.GetFullPath(one)) == Contained.RealPath(files, other);
    }

    private static BranchFiles? FilesIn(IFiles disk, SeriesLocation place, Series series)
    {
        var (registryPath, convention) = (series.RegistryPath, series.BaseConvention);
        try
        {
            var files = Contained.In(disk, place.Root);
            if (!files.IsFolder(place.Absolute))
                return null;
            var paths = In(place.Folder, 0).ToList();
            var registry =
                registryPath.Length > 0 && files.Exists(place.AbsoluteOf(registryPath))
                    ? TextFile.Read(files, place.AbsoluteOf(registryPath)).Text?.Content
                    : null;
            return new(registry, [.. paths]);

            IEnumerable<string> In(string folder, int depth)
            {
                foreach (var entry in files.List(place.AbsoluteOf(folder)))
                {
                    var path = Paths.Join(folder, entry.Name);
                    if (!entry.IsFolder)
                        yield return path;
                    else if (!entry.IsLink && depth < convention.FolderDepth && (depth > 0 || convention.IsFolderOfProposals(entry.Name)))
                        foreach (var inner in In(path, depth + 1))
                            yield return inner;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A folder in which the repository is checked out.</summary>
/// <param name="Folder">Its path.</param>
/// <param name="Head">Its commit; null before the first one.</param>
/// <param name="Branch">The whole name of its branch; null where it has none checked out.</param>
/// <param name="Files">What the folder has of the series; null where nothing of it can be read.</param>
sealed record Worktree(string Folder, string? Head, string? Branch, BranchFiles? Files)
{
    /// <summary>As a person calls it: by its branch, else by its folder.</summary>
    public string Name => Branch is { } branch ? branch[BranchReference.Heads.Length..] : $"worktree {Path.GetFileName(Folder)}";
}
