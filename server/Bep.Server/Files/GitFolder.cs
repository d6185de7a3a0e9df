using System.Text;

namespace Bep.Server.Files;

/// <summary>
/// Tells where git keeps what belongs to one working tree: in the root's <c>.git</c>, or, for a worktree or a submodule, in a folder that a
/// file of that name leads to. Nothing in there is read but such a file.
/// </summary>
static class GitFolder
{
    private const string Name = ".git";

    // A path and the word in front of it.
    private const int LongestPointer = 4096;

    /// <summary>The folder that the file <c>.git</c> of <paramref name="root"/> leads to; null where there is no such file.</summary>
    public static string? Elsewhere(IFiles files, string root)
    {
        files = Contained.In(files, root);
        var file = Path.Join(root, Name);
        return files.Exists(file) && !files.IsFolder(file) ? Follow(files, file, "gitdir: ", root) : null;
    }

    /// <summary>The top folder of the working tree whose git folder <paramref name="git"/> is; null where that cannot be told.</summary>
    public static string? RootOf(IFiles files, string git)
    {
        if (Path.GetFileName(git) == Name)
            return Path.GetDirectoryName(git);
        var root = Path.GetDirectoryName(Follow(Contained.In(files, git), Path.Join(git, "gitdir"), "", git));
        // It says so itself: that a git folder names another one does not open that one to it.
        return root is not null && Elsewhere(files, root) is { } own && Contained.RealPath(files, own) == Contained.RealPath(files, git)
            ? root
            : null;
    }

    /// <summary>
    /// True where the working tree at <paramref name="root"/> is one of the repository that keeps everything in <paramref name="common"/>,
    /// and says so itself: that the repository names a folder does not open that folder to it.
    /// </summary>
    public static bool IsOf(IFiles files, string root, string common)
    {
        var own = Contained.RealPath(files, Elsewhere(files, root) ?? Path.Join(root, Name));
        var all = Contained.RealPath(files, common);
        return own == all || Path.GetDirectoryName(own) == Path.Join(all, "worktrees");
    }

    /// <summary>
    /// The folders in which the references of the working tree at <paramref name="root"/> lie, and whether they lie in folders below, too.
    /// </summary>
    public static IEnumerable<(string Folder, bool IsDeep)> OfReferences(IFiles files, string root)
    {
        var git = Path.Join(root, Name);
        if (files.Exists(git) && !files.IsFolder(git))
        {
            if (Elsewhere(files, root) is not { } folder)
                yield break;
            yield return (folder, false);
            git = Follow(Contained.In(files, folder), Path.Join(folder, "commondir"), "", folder) ?? folder;
        }
        yield return (git, false);
        yield return (Path.Join(git, "refs"), true);
    }

    /// <summary>True for a path that git names on another machine. It is not asked for: to look there is to sign in there.</summary>
    public static bool IsOnAnotherMachine(string path) =>
        path.StartsWith("//", StringComparison.Ordinal) || path.StartsWith(@"\\", StringComparison.Ordinal);

    private static string? Follow(IFiles files, string file, string prefix, string from)
    {
        try
        {
            var content = files.Read(file, LongestPointer + 1);
            if (
                content.Length > LongestPointer
                || Encoding.UTF8.GetString(content).Split('\n')[0].TrimEnd('\r') is not { } line
                || !line.StartsWith(prefix, StringComparison.Ordinal)
            )
                return null;
            var target = line[prefix.Length..];
            return target.Length == 0 || IsOnAnotherMachine(target) ? null : Path.GetFullPath(target, from);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
