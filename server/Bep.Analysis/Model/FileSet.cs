using System.Collections.Immutable;

namespace Bep.Analysis.Model;

/// <summary>Which files and folders exist, by path and by name.</summary>
public sealed class FileSet
{
    private ILookup<string, string>? _byName;
    private ILookup<string, string>? _byFolder;

    private FileSet(ImmutableHashSet<string> paths) => Paths = paths;

    /// <summary>Nothing.</summary>
    public static FileSet Empty { get; } = Of([]);

    /// <summary>All paths, relative to the root, in no order.</summary>
    public ImmutableHashSet<string> Paths { get; }

    // Worked out when somebody looks for a lost file, then kept until a file comes or goes.
    private ILookup<string, string> ByName => _byName ??= Paths.ToLookup(Model.Paths.Name, StringComparer.OrdinalIgnoreCase);

    // Likewise.
    private ILookup<string, string> ByFolder =>
        _byFolder ??= Paths.Where(path => path.Length > 0).ToLookup(Model.Paths.Folder, Model.Paths.Comparer);

    /// <summary>A set of <paramref name="paths"/>.</summary>
    public static FileSet Of(IEnumerable<string> paths) => new(paths.ToImmutableHashSet(Model.Paths.Comparer));

    /// <summary>True where <paramref name="path"/> exists.</summary>
    public bool Contains(string path) => Paths.Contains(path);

    /// <summary>The files and folders called <paramref name="name"/>, letter case aside, in whatever folder.</summary>
    public IEnumerable<string> Named(string name) => ByName[name];

    /// <summary>The files and folders that lie in <paramref name="folder"/> itself, in no order; none for a file.</summary>
    public IEnumerable<string> In(string folder) => ByFolder[folder];

    /// <summary>
    /// The files that lie in <paramref name="folder"/> at any depth, in no order; what holds something is a folder and not among them.
    /// </summary>
    public IEnumerable<string> FilesBelow(string folder) =>
        In(folder).SelectMany(path => ByFolder.Contains(path) ? FilesBelow(path) : [path]);

    /// <summary>This set and <paramref name="path"/>.</summary>
    public FileSet Add(string path) => Paths.Contains(path) ? this : new(Paths.Add(path));

    /// <summary>This set without <paramref name="path"/>.</summary>
    public FileSet Remove(string path) => Paths.Contains(path) ? new(Paths.Remove(path)) : this;
}
