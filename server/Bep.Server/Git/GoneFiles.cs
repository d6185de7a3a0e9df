using Bep.Analysis.Model;

namespace Bep.Server.Git;

/// <summary>Reads which files a repository once had: one walk through the commits that remove or rename some.</summary>
static class GoneFiles
{
    // The newest ones; more than a proposal names are only there in repositories of generated files.
    private const int MostFiles = 100_000;

    // Of a file that was renamed again and again.
    private const int MostRenames = 50;

    /// <summary>The files and folders that are gone.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="head">The commit to begin with; all of its history is there.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">git does not tell it.</exception>
    public static async Task<GonePaths> ReadAsync(string root, string head, CancellationToken cancel)
    {
        // What is tracked now, committed or not.
        var listing = GitProcess.RunAsync(root, ["ls-files", "-z", "--full-name", "--", ":(top)"], [], cancel);
        // A rename is one where nine tenths of the content are the same; nothing is compared with more than so many others. Of an empty file
        // (`__init__.py`) each new empty file would be the new name.
        string[] arguments =
        [
            "log",
            "-z",
            "--format=",
            "--name-status",
            "--diff-filter=DR",
            "--find-renames=90%",
            "--no-rename-empty",
            "-l200",
            "--no-merges",
            "--no-ext-diff",
            "--no-textconv",
            "--no-show-signature",
            "--no-color",
            "--end-of-options",
            head,
        ];
        var log = await GitProcess.RunAsync(root, arguments, [], cancel).ConfigureAwait(false);
        var existing = new HashSet<string>(
            (await listing.ConfigureAwait(false)).Split('\0', StringSplitOptions.RemoveEmptyEntries).SelectMany(Paths.WithFolders),
            StringComparer.Ordinal
        );
        var files = Parse(log);
        var now = new Dictionary<string, string?>();
        foreach (var path in files.Keys)
            now[path] = Follow(files, existing, path);
        return new(now, existing.Contains);
    }

    // `D NUL path NUL`, `R095 NUL path NUL new path NUL`: the last thing that became of a path comes first.
    private static Dictionary<string, string?> Parse(string log)
    {
        var files = new Dictionary<string, string?>();
        var words = log.Split('\0');
        for (var i = 0; i + 1 < words.Length && files.Count < MostFiles; i++)
        {
            var kind = words[i].TrimStart('\n');
            if (kind == "D")
                files.TryAdd(words[++i], null);
            else if (kind is ['R', ..] && i + 2 < words.Length)
                files.TryAdd(words[++i], words[++i]);
        }

        return files;
    }

    private static string? Follow(Dictionary<string, string?> files, HashSet<string> existing, string path)
    {
        var at = files[path];
        for (var i = 0; i < MostRenames && at is not null && !existing.Contains(at); i++)
            at = files.GetValueOrDefault(at);
        return at is not null && existing.Contains(at) ? at : null;
    }
}
