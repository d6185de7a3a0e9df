using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bep.Analysis.Branches;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>
/// Reads what all branches and worktrees of a repository have of one series. It takes a handful of git commands, however many branches there
/// are: all references at once, all commits that the base does not have at once, and each distinct tree and file once.
/// </summary>
sealed class BranchScan
{
    private const string Heads = "refs/heads/", Remotes = "refs/remotes/";

    private readonly IFiles _files;
    private readonly string _root;
    private readonly Series _series;
    private readonly CancellationToken _cancel;

    // What `oid:path` is, and what is in it.
    private readonly Dictionary<string, GitObject?> _found = [];
    private readonly Dictionary<string, byte[]> _contents = [];

    // As many titles as a scan reads; a number that many documents want is decided by hand.
    private const int MostTitles = 2000;

    // What is in a tree, by its name: most branches have the one of another.
    private readonly Dictionary<string, BranchFiles> _folders = [];

    private BranchScan(IFiles files, string root, Series series, CancellationToken cancel) => (_files, _root, _series, _cancel) = (files, root, series, cancel);

    /// <summary>What the branches do with the numbers of <paramref name="series"/>. What cannot be read is said in the answer.</summary>
    /// <param name="files">The disk, on which other worktrees lie.</param>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series as it is read.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<BranchView> ReadAsync(IFiles files, string root, Series series, CancellationToken cancel)
    {
        try
        {
            return await new BranchScan(files, root, series, cancel).ReadAsync().ConfigureAwait(false);
        }
        catch (GitException e)
        {
            return BranchView.None with { Problem = $"Other branches are not known: {e.Said}" };
        }
    }

    /// <summary>What there was of <paramref name="series"/> when the branch that is checked out left <paramref name="revision"/>.</summary>
    /// <exception cref="GitException">There is no such revision, nothing that the two have in common, or no repository.</exception>
    public static async Task<Baseline> ReadBaselineAsync(IFiles files, string root, Series series, string revision, CancellationToken cancel)
    {
        var scan = new BranchScan(files, root, series, cancel);
        var commit = await Revision.ResolveAsync(root, revision, cancel).ConfigureAwait(false);
        var left = await scan.OneLineAsync("merge-base", commit, "HEAD").ConfigureAwait(false) ?? throw new GitException($"`{revision}` and the working tree have no commit in common");
        await scan.FindAsync([left]).ConfigureAwait(false);
        await scan.LoadAsync().ConfigureAwait(false);
        var had = scan.FilesOf(left);
        var documents = await scan.DocumentsAsync(left).ConfigureAwait(false);
        return BranchReader.Read(series, [new(revision, "", default, BranchRole.Base, had, had)], documents).Base!;
    }

    private string RegistryPath => _series.RegistryPath;

    private async Task<BranchView> ReadAsync()
    {
        var listing = LinesAsync("for-each-ref", "--format=%(refname)%00%(objectname)%00%(symref)%00%(upstream)%00%(HEAD)", "refs/heads", "refs/remotes");
        var worktreeListing = GitProcess.TryAsync(_root, ["worktree", "list", "--porcelain"], [], _cancel);
        // The last line is missing before the first commit.
        var about = Lines((await GitProcess.TryAsync(_root, ["rev-parse", "--git-common-dir", "--absolute-git-dir", "--is-shallow-repository", "--verify", "--quiet", "HEAD^{commit}"], [], _cancel).ConfigureAwait(false)).Output);
        var refs = ReadRefs(await listing.ConfigureAwait(false), out var symbolic);
        var worktrees = about is [var folder, ..] ? ReadWorktrees(Encoding.UTF8.GetString((await worktreeListing.ConfigureAwait(false)).Output), Path.GetFullPath(folder, _root)) : [];

        var head = about.ElementAtOrDefault(3);
        var own = refs.FirstOrDefault(one => one.IsHead);
        var known = ChooseBase(refs, symbolic, _series.Convention.BaseBranch);
        var tips = refs.Select(one => one.Tip).Concat(worktrees.Select(one => one.Head)).Append(head).OfType<string>().Where(tip => tip.Length > 0).ToHashSet();
        var graph = await GraphAsync(tips, known?.Tip ?? head).ConfigureAwait(false);
        var forks = tips.ToDictionary(tip => tip, tip => ForkOf(graph, tip));
        await FindAsync(tips.Concat(forks.Values.OfType<string>())).ConfigureAwait(false);
        var left = head is null ? null : forks.GetValueOrDefault(head);
        var documents = left is null ? Task.FromResult<IEnumerable<BaselineDocument>>([]) : DocumentsAsync(left);
        await LoadAsync().ConfigureAwait(false);

        var snapshots = tips.Concat(forks.Values.OfType<string>()).Distinct().ToDictionary(commit => commit, FilesOf);
        await ReadTitlesAsync(snapshots).ConfigureAwait(false);
        var states = ImmutableArray.CreateBuilder<BranchState>();
        var unread = 0;
        // Only a partial clone may lack what its commits name.
        var isPartial = about is [var common, ..] && IsPartial(Path.Join(Path.GetFullPath(common, _root), "objects", "pack"));
        if (isPartial) await FindParentsAsync(tips.Where(IsIncomplete)).ConfigureAwait(false);
        foreach (var group in refs.GroupBy(one => one.Tip))
        {
            // Several names of one commit are one branch: the one that says most about it.
            var (one, role) = group.Select(one => (one, Role: RoleOf(one, own, known, graph)))
                .OrderByDescending(one => one.Role == BranchRole.Base).ThenByDescending(one => one.Role == BranchRole.Own).ThenBy(one => one.one.Name.Length).First();
            if (!_contents.TryGetValue(one.Tip, out var commit))
            {
                unread += group.Count();
                continue;
            }
            if (isPartial && IsIncomplete(one.Tip)) unread += group.Count();
            var (author, date) = SignatureOf(commit);
            var fork = forks[role == BranchRole.Base && head is not null ? head : one.Tip];
            states.Add(new(one.ShortName, author, date, role, snapshots[one.Tip], fork is null ? null : snapshots.GetValueOrDefault(fork)));
        }
        // What lies in another worktree is a later state of its branch, whatever the branch is.
        foreach (var worktree in worktrees)
        {
            if (worktree is not { Files: { } there, Head: { } at }) continue;
            var name = worktree.Branch is { } branch ? branch[Heads.Length..] : $"worktree {Path.GetFileName(worktree.Path)}";
            var author = _contents.TryGetValue(at, out var commit) ? SignatureOf(commit).Author : "";
            states.Add(new(name, author, _series.ExternalFacts.Today, BranchRole.Other, there, forks[at] is { } fork ? snapshots.GetValueOrDefault(fork) : null));
        }

        var view = BranchReader.Read(_series, states.ToImmutable(), await documents.ConfigureAwait(false));
        return view with
        {
            Base = view.Base is { } read ? read with { Commit = left, HasNewCommits = head is not null && left != head } : null,
            Current = own?.ShortName,
            Count = refs.Length - unread + worktrees.Count(worktree => worktree.Branch is null),
            HasRemote = refs.Any(one => one.Name.StartsWith(Remotes, StringComparison.Ordinal)),
            LastFetch = LastFetch(about),
            Problem = known is null && refs.Length > 0 && _series.Convention.BaseBranch is { } named ? (LocalizableString)$"There is no base branch {named}"
                : unread == 1 ? (LocalizableString)$"1 branch could not be read"
                : unread > 1 ? (LocalizableString)$"{unread} branches could not be read"
                : about is [_, _, "true", ..] ? (LocalizableString)$"This clone is shallow and may lack branches"
                : null,
        };
    }

    // References

    private static ImmutableArray<Ref> ReadRefs(ImmutableArray<string> lines, out Dictionary<string, string> symbolic)
    {
        var refs = ImmutableArray.CreateBuilder<Ref>(lines.Length);
        symbolic = [];
        foreach (var line in lines)
        {
            if (line.Split('\0') is not [var name, var tip, var target, var upstream, var isHead]) continue;
            if (target.Length > 0) symbolic[name] = target;
            else refs.Add(new(name, tip, upstream, isHead == "*"));
        }
        return refs.ToImmutable();
    }

    // The one that the series names; else the one that the remote's HEAD names, else `main` or `master`: there or, failing that, here.
    private static Ref? ChooseBase(ImmutableArray<Ref> refs, Dictionary<string, string> symbolic, string? named)
    {
        var byName = refs.ToDictionary(one => one.Name);
        var remotes = refs.Select(one => one.Remote).OfType<string>().Distinct().OrderByDescending(remote => remote == "origin").ToList();
        string[] usual = ["main", "master"];
        var names = named is not null
            ? remotes.Select(remote => $"{Remotes}{remote}/{named}").Append($"{Remotes}{named}").Append($"{Heads}{named}")
            : remotes.Select(remote => symbolic.GetValueOrDefault($"{Remotes}{remote}/HEAD"))
                .Concat(remotes.SelectMany(remote => usual.Select(name => $"{Remotes}{remote}/{name}")))
                .Concat(usual.Select(name => $"{Heads}{name}"));
        return names.Select(name => name is null ? null : byName.GetValueOrDefault(name)).FirstOrDefault(one => one is not null);
    }

    private static BranchRole RoleOf(Ref one, Ref? own, Ref? known, Graph graph)
    {
        if (one == known) return BranchRole.Base;
        if (one.IsHead || (own is not null && (own.Upstream == one.Name || (own.Upstream.Length == 0 && known?.Remote is { } remote && one.Name == $"{Remotes}{remote}/{own.ShortName}"))))
            return BranchRole.Own;
        return graph.IsComplete && !graph.Parents.ContainsKey(one.Tip) ? BranchRole.Merged : BranchRole.Other;
    }

    // Commits

    // Every commit that the base does not have, with its parents, and of those that it has the ones at the edge, with their dates.
    private async Task<Graph> GraphAsync(HashSet<string> tips, string? known)
    {
        if (known is null || tips.Count == 0) return new([], [], IsComplete: false);
        var input = Encoding.ASCII.GetBytes(string.Concat(tips.Select(tip => $"{tip}\n")) + $"^{known}\n");
        var answer = await GitProcess.TryAsync(_root, ["rev-list", "--parents", "--boundary", "--timestamp", "--ignore-missing", "--stdin"], input, _cancel).ConfigureAwait(false);
        var parents = new Dictionary<string, string[]>();
        var edge = new Dictionary<string, long>();
        foreach (var line in Lines(answer.Output))
        {
            var words = line.Split(' ');
            if (words[1][0] == '-') edge[words[1][1..]] = long.Parse(words[0], CultureInfo.InvariantCulture);
            else parents[words[1]] = words[2..];
        }
        return new(parents, edge, answer.Status == 0);
    }

    // The latest commit of the base that the branch has; the tip itself where the base has it.
    private static string? ForkOf(Graph graph, string tip)
    {
        if (!graph.IsComplete) return null;
        string? best = null;
        var seen = new HashSet<string> { tip };
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var commit))
        {
            if (graph.Parents.TryGetValue(commit, out var parents))
            {
                foreach (var parent in parents.Where(seen.Add)) next.Enqueue(parent);
            }
            else if (graph.Edge.TryGetValue(commit, out var time) ? best is null || time > graph.Edge.GetValueOrDefault(best) : commit == tip)
            {
                best = commit;
            }
        }
        return best;
    }

    private static (string Author, DateOnly Date) SignatureOf(byte[] commit)
    {
        var line = Lines(commit).FirstOrDefault(line => line.StartsWith("author ", StringComparison.Ordinal)) ?? "";
        var (open, close) = (line.IndexOf('<', StringComparison.Ordinal), line.LastIndexOf('>'));
        if (open < 0 || close < open) return ("", default);
        var date = long.TryParse(line[(close + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253402300800
            ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).LocalDateTime)
            : default;
        return (line["author ".Length..open].Trim(), date);
    }

    // Trees and files

    private string FolderIn(string commit) => $"{commit}:{_series.Folder}";

    private string RegistryIn(string commit) => $"{commit}:{RegistryPath}";

    private async Task FindAsync(IEnumerable<string> commits)
    {
        var names = commits.SelectMany(commit => RegistryPath.Length > 0 ? [commit, FolderIn(commit), RegistryIn(commit)] : new[] { commit, FolderIn(commit) })
            .Where(name => !_found.ContainsKey(name)).Distinct().ToList();
        var found = await GitObjects.FindAsync(_root, names, _cancel).ConfigureAwait(false);
        for (var i = 0; i < names.Count; i++) _found[names[i]] = found[i];
    }

    private async Task LoadAsync()
    {
        var wanted = _found.Values.OfType<GitObject>().Where(one => one.Size <= TextFile.LargestSize);
        foreach (var (name, content) in await GitObjects.ReadAsync(_root, wanted, _cancel).ConfigureAwait(false)) _contents[name] = content;
    }

    private bool IsPartial(string packs) => _files.IsFolder(packs) && _files.List(packs).Any(entry => entry.Name.EndsWith(".promisor", StringComparison.Ordinal));

    private bool IsIncomplete(string commit) => (_found.GetValueOrDefault(FolderIn(commit)) is null && !IsOlderThanFolder(commit)) ||
        (_found.GetValueOrDefault(RegistryIn(commit)) is null && EntriesOf(commit).Any(entry => entry.Path == RegistryPath));

    // A commit without the folder lacks nothing where the folder around it is here and has none of that name.
    private bool IsOlderThanFolder(string commit)
    {
        for (var path = _series.Folder; path.Length > 0; path = Paths.Folder(path))
        {
            if (_found.GetValueOrDefault($"{commit}:{Paths.Folder(path)}") is { Type: "tree", Name: var tree } && _contents.TryGetValue(tree, out var content))
                return !Entries(content, tree.Length / 2, "").Any(entry => entry.Path == Paths.Name(path));
        }
        return false;
    }

    private async Task FindParentsAsync(IEnumerable<string> commits)
    {
        var names = commits.SelectMany(commit => ParentsOf(_series.Folder).Select(folder => $"{commit}:{folder}")).Where(name => !_found.ContainsKey(name)).Distinct().ToList();
        var found = await GitObjects.FindAsync(_root, names, _cancel).ConfigureAwait(false);
        for (var i = 0; i < names.Count; i++) _found[names[i]] = found[i];
        await LoadAsync().ConfigureAwait(false);

        static IEnumerable<string> ParentsOf(string folder)
        {
            while (folder.Length > 0) yield return folder = Paths.Folder(folder);
        }
    }

    // Where a number has documents of several names, their titles say whether they are one: a branch that was squashed into the base has no
    // commit of it.
    private async Task ReadTitlesAsync(Dictionary<string, BranchFiles> snapshots)
    {
        // Most commits have the files of another.
        var commits = new Dictionary<BranchFiles, List<string>>(ReferenceEqualityComparer.Instance);
        foreach (var (commit, files) in snapshots)
        {
            if (commits.TryGetValue(files, out var same)) same.Add(commit);
            else commits.Add(files, [commit]);
        }
        var paths =
            (from files in commits.Keys
             from path in files.Paths
             let number = DocumentParser.Classify(path, _series.Folder, _series.BaseConvention).Number
             where number is not null
             group path by number.Value into same
             let names = same.Concat(_series.PathsOf(same.Key)).Distinct().ToList()
             where names.Count > 1
             from name in names
             select name).ToHashSet();
        if (paths.Count == 0) return;
        var blobs = (from same in commits.Values from entry in EntriesOf(same[0]) where !entry.IsFolder && paths.Contains(entry.Path) select entry.Oid).Distinct().Take(MostTitles).ToArray();
        var found = await GitObjects.FindAsync(_root, blobs, _cancel).ConfigureAwait(false);
        var titles = new Dictionary<string, string>();
        foreach (var (name, content) in await GitObjects.ReadAsync(_root, found.OfType<GitObject>().Where(one => one.Size <= TextFile.LargestSize), _cancel).ConfigureAwait(false))
        {
            if (TextFile.Of(content).Text is { } text && Safely.Try($"reading the title in {name}", () => DocumentParser.Parse(Paths.Join(_series.Folder, "title.md"), text, _series.Folder, _series.BaseConvention).Facts.Title, null) is { Length: > 0 } title) titles[name] = title;
        }
        foreach (var (files, same) in commits)
        {
            var own = EntriesOf(same[0]).Where(entry => paths.Contains(entry.Path) && titles.ContainsKey(entry.Oid)).ToImmutableDictionary(entry => entry.Path, entry => titles[entry.Oid]);
            if (own.IsEmpty) continue;
            var titled = files with { Titles = own };
            foreach (var commit in same) snapshots[commit] = titled;
        }
    }

    private BranchFiles FilesOf(string commit)
    {
        // A registry beside the folder may differ where the folder does not.
        var key = $"{_found.GetValueOrDefault(FolderIn(commit))?.Name} {_found.GetValueOrDefault(RegistryIn(commit))?.Name}";
        return _folders.TryGetValue(key, out var known) ? known : _folders[key] = ReadFiles(commit);
    }

    private BranchFiles ReadFiles(string commit)
    {
        var registry = RegistryPath.Length > 0 && _found.GetValueOrDefault(RegistryIn(commit)) is { Type: "blob", Name: var blob } && _contents.TryGetValue(blob, out var content)
            ? TextOf(content)
            : null;
        return new(registry, [.. EntriesOf(commit).Where(entry => !entry.IsFolder).Select(entry => entry.Path)]);
    }

    private IEnumerable<(string Path, string Oid, bool IsFolder)> EntriesOf(string commit) =>
        _found.GetValueOrDefault(FolderIn(commit)) is { Type: "tree", Name: var tree } && _contents.TryGetValue(tree, out var content) ? Entries(content, tree.Length / 2, _series.Folder) : [];

    // `mode name`, a zero byte and the hash in bytes: one after the other.
    private static IEnumerable<(string Path, string Oid, bool IsFolder)> Entries(byte[] content, int hash, string folder)
    {
        for (var at = 0; at < content.Length;)
        {
            var zero = Array.IndexOf(content, (byte)0, at);
            if (zero < 0 || zero + hash >= content.Length + 1) yield break;
            var entry = Encoding.UTF8.GetString(content, at, zero - at);
            var blank = entry.IndexOf(' ', StringComparison.Ordinal);
            yield return (Paths.Join(folder, entry[(blank + 1)..]), Convert.ToHexStringLower(content.AsSpan(zero + 1, hash)), entry.StartsWith('4') || entry.StartsWith("16", StringComparison.Ordinal));
            at = zero + 1 + hash;
        }
    }

    // What the series' documents said at a commit. Most of them are what they are now, and need not be read.
    private async Task<IEnumerable<BaselineDocument>> DocumentsAsync(string commit)
    {
        // `mode type oid<tab>path`
        string[] arguments = ["ls-tree", "-r", "-z", "--full-tree", commit, "--", .. _series.Folder.Length > 0 ? [_series.Folder + "/"] : (string[])[]];
        var entries =
            from line in Encoding.UTF8.GetString(await GitProcess.RunAsync(_root, arguments, [], _cancel).ConfigureAwait(false)).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            let tab = line.IndexOf('\t', StringComparison.Ordinal)
            let path = line[(tab + 1)..]
            where path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && line.StartsWith("100", StringComparison.Ordinal)
            where DocumentParser.Classify(path, _series.Folder, _series.BaseConvention).Kind is DocumentKind.Proposal or DocumentKind.Supporting
            select (Path: path, Oid: line[(line.LastIndexOf(' ', tab) + 1)..tab]);
        var documents = new List<BaselineDocument>();
        var changed = new List<(string Path, string Oid)>();
        foreach (var (path, oid) in entries)
        {
            if (_series.Find(path) is { } now && HashOf(now.Text, oid.Length) == oid) documents.Add(BaselineDocument.Of(now));
            else changed.Add((path, oid));
        }
        var found = await GitObjects.FindAsync(_root, [.. changed.Select(one => one.Oid)], _cancel).ConfigureAwait(false);
        var contents = await GitObjects.ReadAsync(_root, found.OfType<GitObject>().Where(one => one.Size <= TextFile.LargestSize), _cancel).ConfigureAwait(false);
        foreach (var (path, oid) in changed)
        {
            if (contents.TryGetValue(oid, out var content) && TextOf(content) is { } text && SeriesReader.Parse(path, new(text), _series.Folder, _series.BaseConvention).Document is { } then)
                documents.Add(BaselineDocument.Of(then));
        }
        return documents;
    }

    private static string HashOf(SourceText text, int length)
    {
        var content = Encoding.UTF8.GetBytes(text.Content);
        byte[] blob = [.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content];
        // What git calls a file by; nothing is kept secret by it.
#pragma warning disable CA5350
        return Convert.ToHexStringLower(length == 40 ? SHA1.HashData(blob) : SHA256.HashData(blob));
#pragma warning restore CA5350
    }

    private static string? TextOf(byte[] content) => TextFile.Of(content).Text?.Content;

    // Worktrees

    private ImmutableArray<Worktree> ReadWorktrees(string porcelain, string common)
    {
        var worktrees = ImmutableArray.CreateBuilder<Worktree>();
        foreach (var block in porcelain.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n');
            var path = Value("worktree ");
            // A path on another machine is not asked for: to look there is to sign in there.
            if (path is null || path.StartsWith("//", StringComparison.Ordinal) || path.StartsWith(@"\\", StringComparison.Ordinal)) continue;
            if (lines.Contains("bare") || IsHere(path) || !GitFolder.IsOf(_files, path, common)) continue;
            worktrees.Add(new(path, Value("HEAD "), Value("branch "), FilesIn(new SeriesLocation(Path.GetFullPath(path), _series.Folder))));

            string? Value(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
        }
        return worktrees.ToImmutable();
    }

    private bool IsHere(string path) =>
        Contained.RealPath(_files, Path.GetFullPath(path)) == Contained.RealPath(_files, _root);

    // What lies in another worktree, committed or not; null where nothing does.
    private BranchFiles? FilesIn(SeriesLocation place)
    {
        try
        {
            var files = Contained.In(_files, place.Root);
            if (!files.IsFolder(place.Absolute)) return null;
            var paths = files.List(place.Absolute).Where(entry => !entry.IsFolder).Select(entry => Paths.Join(place.Folder, entry.Name));
            var registry = RegistryPath.Length > 0 && files.Exists(place.AbsoluteOf(RegistryPath)) ? TextFile.Read(files, place.AbsoluteOf(RegistryPath)).Text?.Content : null;
            return new(registry, [.. paths]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The last fetch leaves a file behind; before the first one, cloning leaves a line in the log.
    private DateTimeOffset? LastFetch(ImmutableArray<string> about)
    {
        if (about is not [var common, var own, ..]) return null;
        var times = new[] { Path.GetFullPath(common, _root), own }.Select(folder => Path.Join(folder, "FETCH_HEAD")).Where(File.Exists).Select(file => (DateTimeOffset?)File.GetLastWriteTime(file));
        return times.Max() ?? CloneTime(Path.GetFullPath(common, _root));
    }

    private DateTimeOffset? CloneTime(string folder)
    {
        // One line of it.
        const int most = 4096;
        var log = Path.Join(folder, "logs", "HEAD");
        string first;
        try
        {
            first = Encoding.UTF8.GetString(Contained.In(_files, folder).Read(log, most)).Split('\n')[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        var tab = first.IndexOf("\tclone: from", StringComparison.Ordinal);
        return tab > 0 && first[..tab].Split(' ') is [.., var seconds, _] && long.TryParse(seconds, CultureInfo.InvariantCulture, out var time) ? DateTimeOffset.FromUnixTimeSeconds(time) : null;
    }

    // Lines

    private async Task<string?> OneLineAsync(params string[] arguments)
    {
        var answer = await GitProcess.TryAsync(_root, arguments, [], _cancel).ConfigureAwait(false);
        return answer.Status == 0 ? Lines(answer.Output).FirstOrDefault() : null;
    }

    private async Task<ImmutableArray<string>> LinesAsync(params string[] arguments) =>
        Lines(await GitProcess.RunAsync(_root, arguments, [], _cancel).ConfigureAwait(false));

    private static ImmutableArray<string> Lines(byte[] output) => [.. Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A branch's reference.</summary>
    private sealed record Ref(string Name, string Tip, string Upstream, bool IsHead)
    {
        public string? Remote => Name.StartsWith(Remotes, StringComparison.Ordinal) ? Name[Remotes.Length..].Split('/', 2)[0] : null;

        public string ShortName => Name.StartsWith(Heads, StringComparison.Ordinal) ? Name[Heads.Length..] : Name[Remotes.Length..];
    }

    /// <summary>Another folder in which the repository is checked out.</summary>
    /// <param name="Path">Where it lies.</param>
    /// <param name="Head">Its commit; null before the first one.</param>
    /// <param name="Branch">The reference of its branch; null where it has none checked out.</param>
    /// <param name="Files">What lies there; null where nothing does.</param>
    private sealed record Worktree(string Path, string? Head, string? Branch, BranchFiles? Files);

    /// <summary>The commits that the base does not have, and those at which they leave it.</summary>
    private sealed record Graph(Dictionary<string, string[]> Parents, Dictionary<string, long> Edge, bool IsComplete);
}
