using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Branches;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Reads what commits have of one series. Each distinct tree and file is read once, however many commits have it.</summary>
/// <param name="objects">The repository's objects.</param>
/// <param name="series">The series as it is in the working tree.</param>
sealed class CommitReader(GitObjects objects, Series series)
{
    // As many titles as are read; a number that many documents want is decided by hand.
    private const int MostTitles = 2000;

    private readonly string _registryPath = series.RegistryPath;

    // What `oid` and `oid:path` are, and what is in the objects, by their names.
    private readonly Dictionary<string, GitObject?> _found = [];
    private readonly Dictionary<string, byte[]> _contents = [];

    // What each commit has in the place of the series' folder and of the registry.
    private readonly Dictionary<string, (GitObject? Folder, GitObject? Registry)> _commits = [];

    // What is in each tree that is the series' folder, and what commits with that folder and that registry have, by their names.
    private readonly Dictionary<string, ImmutableArray<TreeEntry>> _folders = [];
    private readonly Dictionary<(string? Folder, string? Registry), BranchFiles> _files = [];

    /// <summary>
    /// Reads <paramref name="commits"/>, with the names of the files in the series' folder and the registry. All other questions are about
    /// commits that were read.
    /// </summary>
    /// <exception cref="GitException">git does not tell what there is.</exception>
    public async Task LoadAsync(IReadOnlyCollection<string> commits)
    {
        await LoadObjectsAsync(commits).ConfigureAwait(false);
        var folders = await LoadObjectsAsync(commits.Select(commit => PlaceIn(commit, series.Folder))).ConfigureAwait(false);
        await LoadInnerAsync(folders).ConfigureAwait(false);
        // A registry in the series' folder is one of the entries of that; one elsewhere is looked for by its path.
        var isInside = Paths.Folder(_registryPath) == series.Folder;
        var registries = await LoadObjectsAsync(commits.Zip(folders, (commit, folder) => _registryPath.Length == 0 ? ""
                    : isInside ? EntriesOf(folder).FirstOrDefault(entry => entry.Path == _registryPath).Name ?? ""
                    : PlaceIn(commit, _registryPath)))
            .ConfigureAwait(false);
        foreach (var (commit, folder, registry) in commits.Zip(folders, registries))
            _commits[commit] = (folder, registry);
    }

    /// <summary>Who made <paramref name="commit"/> and when, as far as it says that; null where it could not be read.</summary>
    public (string Author, DateOnly Date)? SignatureOf(string commit)
    {
        if (!_contents.TryGetValue(commit, out var content))
            return null;
        var line = Encoding.UTF8.GetString(content).Split('\n').FirstOrDefault(line => line.StartsWith("author ", StringComparison.Ordinal))
            ?? "";
        var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.LastIndexOf('>'));
        if (open < 0 || close < open)
            return ("", default);
        // Zero stands for a time that was not known.
        var date =
            GitTime.Read(line[(close + 1)..].Trim().Split(' ')[0]) is { } time && time > DateTimeOffset.UnixEpoch
                ? DateOnly.FromDateTime(time.LocalDateTime)
                : default;
        return (line["author ".Length..open].Trim(), date);
    }

    /// <summary>What <paramref name="commit"/> has of the series.</summary>
    public BranchFiles FilesOf(string commit)
    {
        var key = KeyOf(commit);
        if (_files.TryGetValue(key, out var known))
            return known;
        var registry =
            _commits[commit].Registry is { Type: "blob", Name: var blob } && _contents.TryGetValue(blob, out var content)
                ? TextFile.Of(content).Text?.Content
                : null;
        return _files[key] = new(
            registry,
            [.. EntriesOf(_commits[commit].Folder).Where(entry => !entry.IsFolder).Select(entry => entry.Path)]
        );
    }

    /// <summary>
    /// What each of <paramref name="commits"/> has of the series. Where a number has documents of several names, with their titles, which
    /// say whether they are one: a branch that was squashed into the base has no commit of it.
    /// </summary>
    /// <exception cref="GitException">git does not tell what there is.</exception>
    public async Task<IReadOnlyDictionary<string, BranchFiles>> FilesWithTitlesAsync(IEnumerable<string> commits)
    {
        // Most commits have the files of another.
        var groups = commits.GroupBy(KeyOf).ToList();
        var paths = PathsOfOneNumber(groups.SelectMany(same => FilesOf(same.First()).Paths));
        var titles = await TitlesOfAsync(
                groups.SelectMany(same => Documents(same.First())).Select(entry => entry.Name).Distinct().Take(MostTitles)
            )
            .ConfigureAwait(false);
        var files = new Dictionary<string, BranchFiles>();
        foreach (var same in groups)
        {
            var own = Documents(same.First())
                .Where(entry => titles.ContainsKey(entry.Name))
                .ToImmutableDictionary(entry => entry.Path, entry => titles[entry.Name]);
            var titled = FilesOf(same.First()) with { Titles = own };
            foreach (var commit in same)
                files.Add(commit, titled);
        }
        return files;

        IEnumerable<TreeEntry> Documents(string commit) =>
            paths.Count == 0 ? [] : EntriesOf(_commits[commit].Folder).Where(entry => !entry.IsFolder && paths.Contains(entry.Path));
    }

    /// <summary>Those of <paramref name="commits"/> of which a partial clone lacks the folder or the registry.</summary>
    /// <exception cref="GitException">git does not tell what there is.</exception>
    public async Task<IReadOnlySet<string>> FindIncompleteAsync(IReadOnlyCollection<string> commits)
    {
        await LoadObjectsAsync(
                commits.Where(IsIncomplete).SelectMany(commit => FoldersAround(series.Folder).Select(folder => PlaceIn(commit, folder)))
            )
            .ConfigureAwait(false);
        return commits.Where(IsIncomplete).ToHashSet();

        static IEnumerable<string> FoldersAround(string folder)
        {
            while (folder.Length > 0)
                yield return folder = Paths.Folder(folder);
        }
    }

    // Where the commit's tree is known, git need not look for that as well. Empty where there is no such commit.
    private string PlaceIn(string commit, string path) =>
        _found.GetValueOrDefault(commit) is null ? ""
        : _contents.TryGetValue(commit, out var content) && content.AsSpan().StartsWith("tree "u8)
            ? $"{Encoding.ASCII.GetString(content, "tree ".Length, commit.Length)}:{path}"
        : $"{commit}:{path}";

    // Commits of one key have the same files. A registry beside the folder may differ where the folder does not.
    private (string? Folder, string? Registry) KeyOf(string commit) => (_commits[commit].Folder?.Name, _commits[commit].Registry?.Name);

    // What each of the names is.
    private async Task<IReadOnlyList<GitObject?>> LoadObjectsAsync(IEnumerable<string> names)
    {
        var all = names.ToList();
        var unknown = all.Where(name => name.Length > 0 && !_found.ContainsKey(name)).Distinct().ToList();
        var found = await objects.FindAsync(unknown).ConfigureAwait(false);
        for (var i = 0; i < unknown.Count; i++)
            _found[unknown[i]] = found[i];
        var missing = found.OfType<GitObject>().Where(one => !_contents.ContainsKey(one.Name));
        foreach (var (name, content) in await objects.ReadAsync(missing).ConfigureAwait(false))
            _contents[name] = content;
        return [.. all.Select(name => _found.GetValueOrDefault(name))];
    }

    // The folders in which proposals lie, where they lie in some.
    private async Task LoadInnerAsync(IEnumerable<GitObject?> folders)
    {
        var level = folders.OfType<GitObject>().Select(folder => folder.Name).ToHashSet();
        for (var depth = 0; depth < series.BaseConvention.FolderDepth; depth++)
        {
            level =
            [
                .. level.SelectMany(tree => EntriesIn(tree, "")).Where(entry => HoldsProposals(entry, depth)).Select(entry => entry.Name),
            ];
            await LoadObjectsAsync(level).ConfigureAwait(false);
        }
    }

    private bool HoldsProposals(TreeEntry entry, int depth) =>
        entry.IsFolder && (depth > 0 || series.BaseConvention.IsFolderOfProposals(Paths.Name(entry.Path)));

    private ImmutableArray<TreeEntry> EntriesOf(GitObject? folder)
    {
        if (folder is not { Type: "tree", Name: var tree } || !_contents.ContainsKey(tree))
            return [];
        if (!_folders.TryGetValue(tree, out var known))
            _folders[tree] = known = [.. WithInner(tree, series.Folder, 0)];
        return known;
    }

    private IEnumerable<TreeEntry> WithInner(string tree, string path, int depth)
    {
        foreach (var entry in EntriesIn(tree, path))
        {
            yield return entry;
            if (depth == series.BaseConvention.FolderDepth || !HoldsProposals(entry, depth))
                continue;
            foreach (var inner in WithInner(entry.Name, entry.Path, depth + 1))
                yield return inner;
        }
    }

    private IEnumerable<TreeEntry> EntriesIn(string tree, string path) =>
        _contents.TryGetValue(tree, out var content) ? TreeEntry.InTree(content, tree.Length / 2, path) : [];

    private bool IsIncomplete(string commit) =>
        (_commits[commit].Folder is null && !IsOlderThanFolder(commit))
        || (_commits[commit].Registry is null && EntriesOf(_commits[commit].Folder).Any(entry => entry.Path == _registryPath));

    // A commit without the folder lacks nothing where the folder around it is here and has none of that name.
    private bool IsOlderThanFolder(string commit)
    {
        for (var path = series.Folder; path.Length > 0; path = Paths.Folder(path))
        {
            if (
                _found.GetValueOrDefault(PlaceIn(commit, Paths.Folder(path))) is { Type: "tree", Name: var tree }
                && _contents.TryGetValue(tree, out var content)
            )
                return !TreeEntry.InTree(content, tree.Length / 2, "").Any(entry => entry.Path == Paths.Name(path));
        }
        return false;
    }

    // The documents, here and in what was read, of each number that has documents of several names.
    private HashSet<string> PathsOfOneNumber(IEnumerable<string> paths) =>
        (
            from path in paths.Distinct()
            let number = DocumentParser.Classify(path, series.Folder, series.BaseConvention).Number
            where number is not null
            group path by number.Value into same
            let names = same.Concat(series.PathsOf(same.Key)).Distinct().ToList()
            where names.Count > 1
            from name in names
            select name
        ).ToHashSet();

    private async Task<Dictionary<string, string>> TitlesOfAsync(IEnumerable<string> blobs)
    {
        var titles = new Dictionary<string, string>();
        foreach (var (name, text) in await objects.ReadTextsAsync(blobs).ConfigureAwait(false))
        {
            if (
                Safely.Try(
                    $"reading the title in {name}",
                    () =>
                        DocumentParser.Parse(Paths.Join(series.Folder, "title.md"), text, series.Folder, series.BaseConvention).Facts.Title,
                    null
                ) is
                { Length: > 0 } title
            )
                titles[name] = title;
        }
        return titles;
    }
}
