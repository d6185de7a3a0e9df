namespace Bep.Server.Files;

/// <summary>
/// Tells where git keeps what belongs to one working tree: in the root's <c>.git</c>, or, for a worktree or a submodule, in a folder that a file
/// of that name leads to. Nothing in there is read but such a file.
/// </summary>
static class GitFolder
{
    private const string Name = ".git";

    // A path and the word in front of it.
    private const int LongestPointer = 4096;

    /// <summary>The folder that the file <c>.git</c> of <paramref name="root"/> leads to; null where there is no such file.</summary>
    public static string? Elsewhere(IFiles files, string root)
    {
        var file = Path.Join(root, Name);
        return files.Exists(file) && !files.IsFolder(file) ? Follow(files, file, "gitdir: ", root) : null;
    }

    /// <summary>The top folder of the working tree whose git folder <paramref name="git"/> is; null where that cannot be told.</summary>
    public static string? RootOf(IFiles files, string git) => Path.GetDirectoryName(
        Path.GetFileName(git) == Name ? git : Path.Join(git, "gitdir") is var file && files.Exists(file) ? Follow(files, file, "", git) : null);

    // A path on another machine is not asked for: to look there is to sign in there.
    private static string? Follow(IFiles files, string file, string prefix, string from)
    {
        try
        {
            if (files.Size(file) > LongestPointer || TextFile.Read(files, file).Text?.Content.Split('\n')[0].TrimEnd('\r') is not { } line || !line.StartsWith(prefix, StringComparison.Ordinal)) return null;
            var target = line[prefix.Length..];
            return target.Length == 0 || target.StartsWith("//", StringComparison.Ordinal) || target.StartsWith(@"\\", StringComparison.Ordinal) ? null : Path.GetFullPath(target, from);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
