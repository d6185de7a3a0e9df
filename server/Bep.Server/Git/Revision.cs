using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>
/// The files of one revision of a repository, as a file system to read a series from: what <see cref="SeriesReader"/> does with a disk it
/// does with the past. Links are known, and lead to themselves: nowhere.
/// </summary>
public sealed class Revision : IFiles
{
    private readonly string _root;
    private readonly Dictionary<string, List<FileEntry>> _folders;
    private readonly Dictionary<string, string> _blobs;
    private readonly Dictionary<string, GitObject> _objects = [];
    private readonly Dictionary<string, byte[]> _contents = [];

    private Revision(string root, Dictionary<string, List<FileEntry>> folders, Dictionary<string, string> blobs) =>
        (_root, _folders, _blobs) = (root, folders, blobs);

    /// <summary>The revision <paramref name="name"/> of the repository in <paramref name="root"/>.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="name">As a person names it: <c>main</c>, <c>HEAD~3</c>, a hash.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no such revision, or no repository.</exception>
    public static async Task<Revision> ReadAsync(string root, string name, CancellationToken cancel)
    {
        var commit = await ResolveAsync(root, name, cancel).ConfigureAwait(false);
        var listing = await GitProcess
            .RunAsync(root, ["ls-tree", "-r", "-t", "-z", "--full-tree", commit], [], cancel)
            .ConfigureAwait(false);
        var folders = new Dictionary<string, List<FileEntry>>(StringComparer.Ordinal) { [root] = [] };
        var blobs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in TreeEntry.InListing(listing))
        {
            var path = Path.Join(root, entry.Path);
            if (entry.IsFolder)
                folders.Add(path, []);
            else if (!entry.IsLink)
                blobs.Add(path, entry.Name);
            folders[Path.GetDirectoryName(path)!].Add(new(Path.GetFileName(path), entry.IsFolder, entry.IsLink));
        }

        var revision = new Revision(root, folders, blobs);
        // Everything that is likely to be read is read at once.
        await revision.LoadAsync(blobs.Keys.Where(IsText), cancel).ConfigureAwait(false);
        return revision;
    }

    /// <inheritdoc/>
    public IEnumerable<FileEntry> List(string folder) =>
        _folders.TryGetValue(folder, out var entries) ? entries : throw new DirectoryNotFoundException(folder);

    /// <inheritdoc/>
    public bool Exists(string path) =>
        _blobs.ContainsKey(path)
        || _folders.ContainsKey(path)
        || (
            _folders.TryGetValue(Path.GetDirectoryName(path) ?? "", out var entries)
            && entries.Exists(entry => entry.Name == Path.GetFileName(path))
        );

    /// <inheritdoc/>
    public bool IsFolder(string path) => _folders.ContainsKey(path);

    /// <inheritdoc/>
    public byte[] Read(string path, int most) =>
        !_objects.TryGetValue(path, out var known) ? throw new FileNotFoundException(path)
        : _contents.TryGetValue(known.Name, out var content) ? content[..Math.Min(content.Length, most)]
        // One that is longer than anything that is read was not asked for.
        : known.Size > TextFile.LargestSize ? new byte[(int)Math.Min(known.Size, most)]
        : throw new FileNotFoundException(path);

    /// <inheritdoc/>
    public DateTimeOffset? LastWrite(string path) => null;

    /// <inheritdoc/>
    public string? Link(string path) =>
        _folders.TryGetValue(Path.GetDirectoryName(path) ?? "", out var entries)
        && Path.GetFileName(path) is var name
        && entries.Exists(entry => entry.IsLink && entry.Name == name)
            ? name
            : null;

    private static bool IsText(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The hash of the commit that a person names.</summary>
    /// <exception cref="GitException">There is no such revision, or no repository.</exception>
    public static async Task<string> ResolveAsync(string root, string name, CancellationToken cancel)
    {
        try
        {
            // What begins with a dash would be an option.
            return (
                await GitProcess
                    .RunAsync(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}"], [], cancel)
                    .ConfigureAwait(false)
            ).Trim();
        }
        catch (GitException e) when (e.Message.StartsWith("git ended", StringComparison.Ordinal))
        {
            throw new GitException($"`{name}` is not a revision of {root}");
        }
    }

    private async Task LoadAsync(IEnumerable<string> paths, CancellationToken cancel)
    {
        var wanted = paths.ToList();
        await using var objects = new GitObjects(_root, cancel);
        var found = await objects.FindAsync([.. wanted.Select(path => _blobs[path])]).ConfigureAwait(false);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (found[i] is { } one)
                _objects.Add(wanted[i], one);
        }
        foreach (var (name, content) in await objects.ReadAsync(_objects.Values).ConfigureAwait(false))
            _contents.Add(name, content);
    }
}
