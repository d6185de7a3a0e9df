namespace Bep.Server.Files;

/// <summary>
/// The files of one repository, or of an opened folder without one, and nothing outside it. All links on the way to a file are followed,
/// and one that leads out is there as a link alone: what it leads to is neither read nor written, nor asked for whether it exists.
/// </summary>
public sealed class Contained : IFiles
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    private readonly IFiles _files;
    private readonly string _root;

    // The root with all links in its own path followed.
    private readonly Lazy<string> _real;

    private Contained(IFiles files, string root)
    {
        (_files, _root) = (files, root);
        _real = new(() => RealPath(files, root));
    }

    /// <summary>The part of <paramref name="files"/> that lies in the folder <paramref name="root"/>.</summary>
    public static Contained In(IFiles files, string root) => files is Contained same && same._root == root ? same : new(files, root);

    /// <summary>Where <paramref name="path"/> really lies; the path itself where a circle of links keeps that from being told.</summary>
    public static string RealPath(IFiles files, string path)
    {
        var top = Path.GetPathRoot(path);
        return top is { Length: > 0 } ? Walk(files, top, path[top.Length..], top, null, out _) ?? path : path;
    }

    /// <summary>
    /// Where <paramref name="path"/> really lies, as a path relative to the root in the middle's form; what lies there need not exist. Null
    /// for what is outside, and for a link in a circle.
    /// </summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="isOutside">True where it is outside of the root.</param>
    public string? Locate(string path, out bool isOutside) =>
        Resolve(path, out isOutside) is { } real
            ? real[_real.Value.Length..].Trim(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '/')
            : null;

    /// <summary>
    /// The absolute path of the entry <paramref name="path"/> itself: links on the way to it are followed, and it may be one. Null where
    /// the folder that holds it is outside.
    /// </summary>
    public string? Entry(string path) =>
        Resolve(Path.GetDirectoryName(path) ?? path, out _) is { } folder ? Path.Join(folder, Path.GetFileName(path)) : null;

    /// <summary>
    /// The absolute path of what <paramref name="path"/> means, with no link in it; null where that is outside, and for a link in a circle.
    /// </summary>
    public string? Resolve(string path) => Resolve(path, out _);

    /// <inheritdoc/>
    public IEnumerable<FileEntry> List(string folder)
    {
        if (Resolve(folder) is not { } real)
            throw new DirectoryNotFoundException($"{folder} is outside of {_root}");
        // Where a link leads that is outside is not told.
        return _files
            .List(real)
            .Select(entry =>
                entry is { IsLink: true, IsFolder: true } ? entry with { IsFolder = IsFolder(Path.Join(real, entry.Name)) } : entry
            );
    }

    /// <inheritdoc/>
    public bool Exists(string path) => Resolve(path) is { } real && _files.Exists(real);

    /// <inheritdoc/>
    public bool IsFolder(string path) => Resolve(path) is { } real && _files.IsFolder(real);

    /// <inheritdoc/>
    public byte[] Read(string path, int most) =>
        Resolve(path, out var isOutside) is { } real ? _files.Read(real, most)
        : isOutside ? throw new UnreadableException($"is a link out of the repository")
        : throw new UnreadableException($"is a link that leads nowhere");

    /// <inheritdoc/>
    public DateTimeOffset? LastWrite(string path) => Resolve(path) is { } real ? _files.LastWrite(real) : null;

    /// <inheritdoc/>
    public string? Link(string path) => Entry(path) is { } entry ? _files.Link(entry) : null;

    private string? Resolve(string path, out bool isOutside)
    {
        isOutside = false;
        // Nothing has such a name, and the system would take it for a shorter one.
        if (path.Contains('\0'))
            return null;
        foreach (var root in new[] { _root, _real.Value })
        {
            if (path == root)
                return _real.Value;
            if (IsBelow(root, path))
                return Walk(_files, _real.Value, path[root.Length..], _real.Value, _root, out isOutside);
        }
        isOutside = true;
        return null;
    }

    /// <summary>Goes from a folder part by part, and on where links lead.</summary>
    /// <param name="files">The whole disk.</param>
    /// <param name="at">Where to begin: a path without links.</param>
    /// <param name="path">What to go through, relative to that.</param>
    /// <param name="root">What may not be left, a path without links.</param>
    /// <param name="spelled">Another path of the root, in which links may name it; null where there is none.</param>
    /// <param name="isOutside">True where the root was left.</param>
    private static string? Walk(IFiles files, string at, string path, string root, string? spelled, out bool isOutside)
    {
        isOutside = false;
        var links = 0;
        var ahead = new Stack<string>();
        Push(path);
        while (ahead.TryPop(out var part))
        {
            if (part == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }
            var next = Path.Join(at, part);
            // What git keeps for itself is no part of the files, by whatever link.
            if (spelled is not null && links > 0 && part.Equals(".git", StringComparison.OrdinalIgnoreCase))
            {
                isOutside = true;
                return null;
            }
            if (at != root && !IsBelow(root, at))
            {
                // On the way out and back in, only the folders around the root are passed, and those are known.
                isOutside = next != root && !IsBelow(next, root);
                if (isOutside)
                    return null;
                at = next;
            }
            else if (files.Link(next) is not { } target)
            {
                at = next;
            }
            else if (++links > MostLinks)
            {
                return null;
            }
            else if (!Path.IsPathRooted(target))
            {
                Push(target);
            }
            else if (spelled is not null && (target == spelled || IsBelow(spelled, target)))
            {
                at = root;
                Push(target[spelled.Length..]);
            }
            else
            {
                at = Path.GetPathRoot(target)!;
                Push(target[at.Length..]);
            }
        }
        isOutside = at != root && !IsBelow(root, at);
        return isOutside ? null : at;

        void Push(string parts)
        {
            foreach (var part in parts.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse())
            {
                if (part is not ("" or "."))
                    ahead.Push(part);
            }
        }
    }

    private static bool IsBelow(string folder, string path) =>
        path.Length > folder.Length
        && path.StartsWith(folder, StringComparison.Ordinal)
        && (Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
