using System.Collections.Frozen;

namespace Bep.Analysis.Model;

/// <summary>The files and folders that a repository once had. Two that were read from one commit are one.</summary>
public sealed class GonePaths
{
    private readonly FrozenDictionary<string, string?> _paths;

    /// <param name="files">The files by their paths, relative to the root, and where git has them now; null for those that were removed.</param>
    /// <param name="exists">True where there is a file or folder with a path today.</param>
    public GonePaths(IReadOnlyDictionary<string, string?> files, Func<string, bool> exists)
    {
        var paths = new Dictionary<string, string?>();
        foreach (var (path, now) in files)
        {
            if (exists(path))
                continue;
            paths[path] = now is not null && exists(now) ? now : null;
            for (var folder = Model.Paths.Folder(path); folder.Length > 0 && !exists(folder); folder = Model.Paths.Folder(folder))
                paths.TryAdd(folder, null);
        }

        _paths = paths.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>What is known where git is not there, was not asked yet, or does not have its whole history.</summary>
    public static GonePaths Unknown { get; } = new(new Dictionary<string, string?>(), _ => true);

    /// <summary>True where there was once something at <paramref name="path"/> and is no more.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="now">What git has renamed it to, which is there; null where it was removed, or changed so much that nobody knows.</param>
    public bool Has(string path, out string? now) => _paths.TryGetValue(path, out now);
}
