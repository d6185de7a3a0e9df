using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Server.Files;

/// <summary>Finds the folders that hold a series of proposals.</summary>
public static class SeriesFinder
{
    /// <summary>How far below an opened folder a series is looked for: <c>docs/design/proposals</c>.</summary>
    private const int Depth = 3;

    /// <summary>Folders with what programs put there; whatever begins with a dot is left out as well.</summary>
    private static readonly HashSet<string> s_uncrawled = new(StringComparer.OrdinalIgnoreCase)
    {
        "node_modules", "bin", "obj", "dist", "build", "out", "target", "artifacts", "vendor", "venv", "__pycache__", "site-packages",
    };

    /// <summary>The series of an opened folder: the folder itself, or those below it, the nearest first. Links are not followed.</summary>
    public static IEnumerable<SeriesPlace> Below(IFiles files, string opened)
    {
        List<string> level = [opened];
        for (var depth = 0; depth <= Depth; depth++)
        {
            List<string> next = [];
            foreach (var folder in level)
            {
                var entries = Entries(files, folder);
                if (IsSeries(files, folder, entries))
                {
                    yield return At(RootOf(files, folder) ?? opened, folder);
                    continue;
                }
                next.AddRange(
                    from entry in entries
                    where entry is { IsFolder: true, IsLink: false } && IsCrawled(entry.Name)
                    let below = Path.Join(folder, entry.Name)
                    where !IsWorktree(files, below)
                    orderby entry.Name
                    select below);
            }
            level = next;
        }
    }

    /// <summary>The series that <paramref name="file"/> belongs to, for a file opened without its folder; null where there is none.</summary>
    public static SeriesPlace? Around(IFiles files, string file)
    {
        var folder = Path.GetDirectoryName(file);
        for (var depth = 0; folder is not null && depth <= Depth; depth++)
        {
            if (IsSeries(files, folder, Entries(files, folder))) return At(RootOf(files, folder) ?? folder, folder);
            folder = Path.GetDirectoryName(folder);
        }
        return null;
    }

    /// <summary>True where <paramref name="folder"/> holds documents of proposals or a registry.</summary>
    public static bool IsSeries(IFiles files, string folder) => IsSeries(files, folder, Entries(files, folder));

    /// <summary>True for folders whose files people wrote.</summary>
    public static bool IsCrawled(string name) => !name.StartsWith('.') && !s_uncrawled.Contains(name);

    /// <summary>True for the checkout of another branch or of a submodule: its proposals are those of another repository.</summary>
    public static bool IsWorktree(IFiles files, string folder)
    {
        var git = Path.Join(folder, ".git");
        return files.Exists(git) && !files.IsFolder(git);
    }

    private static bool IsSeries(IFiles files, string folder, IReadOnlyList<FileEntry> entries)
    {
        var convention = Convention.Default;
        if (entries.Any(entry => !entry.IsFolder && convention.TryReadFileName(entry.Name, out var number, out _) && number is not null)) return true;
        if (convention.RegistryFile is not { } name || !entries.Any(entry => !entry.IsFolder && entry.Name == name)) return false;
        var registry = TextFile.Read(files, Path.Join(folder, name)).Text;
        // Most folders have such a file; only one that speaks of numbers is worth parsing.
        return registry?.Content.Contains(Convention.NumberColumn, StringComparison.OrdinalIgnoreCase) == true
            && DocumentParser.Parse(name, registry, "", convention).Registry is not null;
    }

    /// <summary>The repository around <paramref name="folder"/>; null where there is none.</summary>
    private static string? RootOf(IFiles files, string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (files.Exists(Path.Join(at, ".git"))) return at;
        }
        return null;
    }

    private static SeriesPlace At(string root, string folder) =>
        new(root, Path.GetRelativePath(root, folder) is var path and not "." ? path.Replace(Path.DirectorySeparatorChar, '/') : "");

    private static IReadOnlyList<FileEntry> Entries(IFiles files, string folder)
    {
        try
        {
            return [.. files.List(folder)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
