using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// What a client and the server have to do with each other once they know each other: the state, and everything that changes it. Every
/// method is called on the loop, save where it says otherwise, and none waits for anything.
/// </summary>
sealed class Session : ILoaderEvents
{
    private readonly Connection _client;
    private readonly IFiles _files;
    private readonly IGit _git;
    private readonly Action<Action> _post;
    private readonly DiagnosticsPublisher _publisher;
    private readonly SeriesLoader _loader;
    private readonly WatchedFiles _watched;
    private readonly NonMarkdownRegistration _elsewhere;
    private readonly ReadingProgress _progress;
    private readonly Queue<Action> _waiting = [];
    private volatile bool _isInitialized;
    private readonly Queue<Action> _waitingForAll = [];
    private int _searches;
    private int _reads;
    private HashSet<LocalizableString> _problems = [];
    private readonly ConcurrentDictionary<SeriesLocation, RepositoryWatch> _repositories = [];
    private readonly Dictionary<SeriesLocation, string?> _knownIn = [];
    private GitConfiguration _configuration = GitConfiguration.None;

    /// <param name="client">The client.</param>
    /// <param name="files">The file system.</param>
    /// <param name="git">Asked for the author and for other branches.</param>
    /// <param name="post">Puts work on the loop, from any thread.</param>
    /// <param name="said">What the client said about itself.</param>
    public Session(Connection client, IFiles files, IGit git, Action<Action> post, InitializeParams said)
    {
        (_client, _files, _git, _post) = (client, files, git, post);
        State = new() { Client = new(said) };
        _publisher = new(client);
        _loader = new(files, this);
        _watched = new(client);
        _elsewhere = new(client);
        _progress = new(client, State.Client);
        OpenFolders(FoldersOf(said));
    }

    /// <summary>The one mutable cell.</summary>
    public ServerState State { get; private set; }

    private ExternalFacts Facts =>
        new(DateOnly.FromDateTime(DateTime.Now), _configuration.Author) { Remotes = _configuration.Remotes, SparseExclusions = _configuration.SparseExclusions };

    /// <summary>What is known around a series, on any thread.</summary>
    private ExternalFacts FactsOf(SeriesLocation place)
    {
        var here = Facts with { IsOutsideRepository = !_files.Exists(Path.Join(place.Root, ".git")) };
        return _repositories.GetValueOrDefault(place)?.Latest is { } known
            ? here with { Versions = known.Versions, Released = known.Released, History = known.History, Branches = known.Branches }
            : here;
    }

    /// <summary>The external facts of a series after its repository has been read once more. Called on any thread.</summary>
    public async Task<ExternalFacts> ReadAgainAsync(SeriesLocation place)
    {
        if (_repositories.TryGetValue(place, out var repository)) await repository.ReadAgainAsync().ConfigureAwait(false);
        return FactsOf(place);
    }

    public void Initialized()
    {
        // Before this, a client may not be ready to be asked for anything.
        _isInitialized = true;
        Watch();
        if (State.Client.RegistersConfiguration)
            Safely.Forget("registering", _client.AskOrLogAsync("client/registerCapability", new([new("configuration", "workspace/didChangeConfiguration")]), Json.Default.RegistrationParams));
        if (State.Client.HasConfiguration) AskForSettings();
    }

    /// <summary>
    /// Answers a request, as soon as the series of what is open have been looked at for the first time: an editor asks for outlines and the
    /// like the moment it opens a file, and does not ask again before the file changes.
    /// </summary>
    public void WhenSearched(Action answer)
    {
        if (_searches == 0) answer();
        else _waiting.Enqueue(answer);
    }

    /// <summary>Answers a request that may edit any document, as soon as all of them have been read: a link that nobody has seen would break.</summary>
    public void WhenRead(Action answer)
    {
        if (_reads == 0) answer();
        else _waitingForAll.Enqueue(answer);
    }

    private void Search(Action order)
    {
        _searches++;
        _reads++;
        order();
    }

    // Documents

    public void DidOpen(DidOpenParams parameters)
    {
        var (uri, version, text) = parameters.TextDocument;
        if (Uris.ToPath(uri) is not { } path) return;
        State = State with { ClientUris = State.ClientUris.SetItem(path, uri) };
        if (text.Length > TextFile.LargestSize) ((ILoaderEvents)this).Warn($"{path} is larger than {TextFile.LargestSize >> 20} MiB; it is skipped.");
        Edit(new(uri, path, version, new(text)));
        // Also in an opened folder, where it may lie deeper than series are looked for.
        if (State.SeriesAt(path) is null) Search(() => _loader.OpenAround(path, Facts));
    }

    public void DidChange(DidChangeParams parameters)
    {
        var (uri, version) = parameters.TextDocument;
        if (Uris.ToPath(uri) is not { } path || parameters.ContentChanges is not [.., var last]) return;
        Edit(new(State.ClientUris.GetValueOrDefault(path) ?? uri, path, version, new(last.Text)));
    }

    public void DidClose(TextDocumentParams parameters)
    {
        if (Uris.ToPath(parameters.TextDocument.Uri) is not { } path) return;
        State = State with { Open = State.Open.Remove(path) };
        if (State.SeriesAt(path) is { } loaded)
        {
            if (!IsOpened(loaded.Place))
            {
                Drop(loaded.Place);
                return;
            }
            // What is on the disk holds again, and may differ from what was typed.
            Await(loaded, path, loaded => ReadAgain(loaded, path));
        }
        Refresh([path]);
    }

    private void Edit(OpenDocument open)
    {
        State = State with { Open = State.Open.SetItem(open.Path, open) };
        if (State.SeriesAt(open.Path) is { } loaded) Read(loaded, open);
    }

    // An open text takes the place of what its file says, as soon as it is parsed.
    private void Read(LoadedSeries loaded, OpenDocument open)
    {
        if (loaded.Place.RelativeOf(open.Path) is { } path && (Listing.IsDocument(path) || DocumentParser.IsMessage(path))) Await(loaded, open.Path, loaded => Parse(loaded, path, open.Text));
    }

    private void Await(LoadedSeries loaded, string path, Func<LoadedSeries, FileUpdate> read)
    {
        var pending = new PendingText(
            path, State.Pending.GetValueOrDefault(path), () => Applied(loaded, path, read), (pending, update) => _post(() => Take(pending, update, loaded.Series.BaseConvention, read)));
        State = State with { Pending = State.Pending.SetItem(path, pending) };
    }

    // Off the loop. Whatever is wrong with a file costs that file alone.
    private static FileUpdate Applied(LoadedSeries loaded, string path, Func<LoadedSeries, FileUpdate> read) =>
        Safely.Try($"reading {path}", () => read(loaded).AppliedTo(loaded.Series), FileUpdate.Only(loaded.Place.RelativeOf(path)!));

    private void Take(PendingText pending, FileUpdate update, Convention basis, Func<LoadedSeries, FileUpdate> read)
    {
        // A newer text is on its way.
        if (State.Pending.GetValueOrDefault(pending.Path) != pending) return;
        // The configuration has changed meanwhile, and with it how the text is read; or this is one, with which everything is read again.
        if (State.SeriesAt(pending.Path) is { } loaded && !update.IsAppliedTo(loaded.Series) && (loaded.Series.BaseConvention != basis || update.Document?.Kind == DocumentKind.Configuration))
        {
            Await(loaded, pending.Path, read);
            return;
        }
        State = State.With(pending, update);
        if (State.SeriesAt(pending.Path) is { Place: var place }) _publisher.Update(State, place, [update.Path]);
    }

    // Likewise off the loop.
    private FileUpdate Parse(LoadedSeries loaded, string path, SourceText text)
    {
        var (place, series) = loaded;
        var (document, problem) = text.Length > TextFile.LargestSize ? default : SeriesReader.Parse(path, text, series.Folder, series.BaseConvention);
        if (problem is not null) ((ILoaderEvents)this).Warn($"{place.AbsoluteOf(path)} {problem}; it is skipped.");
        if (document is not null) return new(path, true, document, series.BaseConvention, SeriesReader.Linked(_files, place, document, series.Exists));
        // A message is no file of the series.
        return DocumentParser.IsMessage(path) ? FileUpdate.Gone(path) : FileUpdate.Only(path);
    }

    // Off the loop: what the disk says of a file that is no longer open.
    private FileUpdate ReadAgain(LoadedSeries loaded, string absolute)
    {
        var path = loaded.Place.RelativeOf(absolute)!;
        var files = Contained.In(_files, loaded.Place.Root);
        if (DocumentParser.IsMessage(path) || !files.Exists(absolute)) return FileUpdate.Gone(path);
        return Listing.IsDocument(path) && TextFile.Read(files, absolute).Text is { } text ? Parse(loaded, path, text) : FileUpdate.Only(path);
    }

    private void Replace(LoadedSeries loaded, IEnumerable<string> changed)
    {
        State = State.With(loaded);
        _publisher.Update(State, loaded.Place, changed);
    }

    // Folders and files

    private void OpenFolders(IEnumerable<WorkspaceFolder> folders)
    {
        foreach (var (uri, _) in folders)
        {
            if (Uris.ToPath(uri) is not { } folder || State.Folders.Contains(folder)) continue;
            State = State with { Folders = State.Folders.Add(folder), ClientUris = State.ClientUris.SetItem(folder, uri.TrimEnd('/')) };
            Search(() => _loader.Open(folder, Facts));
            AskForConfiguration(folder);
        }
    }

    public void DidChangeWorkspaceFolders(DidChangeFoldersParams parameters)
    {
        var removed = parameters.Event.Removed.Select(folder => Uris.ToPath(folder.Uri)).OfType<string>().ToHashSet();
        State = State with { Folders = State.Folders.RemoveAll(removed.Contains) };
        foreach (var (place, _) in State.Series)
        {
            if (!IsOpened(place)) Drop(place);
        }
        OpenFolders(parameters.Event.Added);
        Watch();
    }

    /// <summary>True where a folder around the series, or a file in it, is open.</summary>
    private bool IsOpened(SeriesLocation place) =>
        State.Folders.Any(folder => ServerState.IsIn(folder, place.Absolute)) || State.Open.Keys.Any(path => place.RelativeOf(path) is not null);

    private void Drop(SeriesLocation place)
    {
        _loader.Close(place);
        ((ILoaderEvents)this).Gone(place);
    }

    private void Watch()
    {
        if (_isInitialized) _watched.Update(State);
    }

    public void DidChangeWatchedFiles(DidChangeWatchedFilesParams parameters) =>
        Refresh([.. parameters.Changes.Select(change => Uris.ToPath(change.Uri)).OfType<string>()]);

    private void Refresh(ImmutableArray<string> paths) => _loader.Refresh(paths, State.Folders, Facts);

    void ILoaderEvents.Loaded(SeriesLocation place, Series series) => _post(() =>
    {
        if (!IsOpened(place))
        {
            // It was closed while it was being read.
            Drop(place);
            return;
        }
        if (series.IsComplete) WatchRepository(place, series);
        series = series.With(FactsOf(place));
        var now = new LoadedSeries(place, series);
        foreach (var open in State.Open.Values) Read(now, open);
        Replace(now, []);
        Watch();
    });

    void ILoaderEvents.Changed(SeriesLocation place, ImmutableArray<FileUpdate> updates) => _post(() =>
    {
        if (State.Series.FirstOrDefault(loaded => loaded.Place == place) is not { Series: var series }) return;
        foreach (var update in updates)
        {
            // A text that is open is what its author sees, whatever happens to the file.
            if (!State.Open.ContainsKey(place.AbsoluteOf(update.Path))) series = update.ApplyTo(series);
        }
        Replace(new(place, series), updates.Select(update => update.Path));
    });

    void ILoaderEvents.Searched() => _post(() =>
    {
        State = State with { IsSearched = true };
        _publisher.Update(State, null, []);
        _searches--;
        while (_searches == 0 && _waiting.TryDequeue(out var answer)) answer();
    });

    void ILoaderEvents.Finished() => _post(() =>
    {
        _reads--;
        while (_reads == 0 && _waitingForAll.TryDequeue(out var answer)) answer();
    });

    void ILoaderEvents.Gone(SeriesLocation place) => _post(() =>
    {
        if (_repositories.TryRemove(place, out var repository)) repository.Dispose();
        State = State with { Series = State.Series.RemoveAll(loaded => loaded.Place == place), Known = State.Known.Remove(place) };
        _knownIn.Remove(place);
        _publisher.Update(State, null, []);
        Watch();
    });

    void ILoaderEvents.Warn(LocalizableString message) => _client.Log(MessageType.Warning, State.Client.Localize(message));

    void ILoaderEvents.Progress(SeriesLocation place, int? done, int of)
    {
        if (_isInitialized && State.Client.ShowsProgress) _progress.Report(place, done, of);
    }

    // Settings and external facts

    public void DidChangeConfiguration(DidChangeConfigurationParams parameters)
    {
        if (State.Client.HasConfiguration) AskForSettings();
        else if (parameters.Settings.ValueKind == JsonValueKind.Object && parameters.Settings.TryGetProperty("bep", out var section)) Apply(section);
    }

    private void AskForSettings() => Safely.Forget("asking for settings", AskForSettingsAsync());

    private async Task AskForSettingsAsync()
    {
        var answer = await _client.AskOrLogAsync("workspace/configuration", new ConfigurationParams([new("bep")]), Json.Default.ConfigurationParams).ConfigureAwait(false);
        if (answer.IsEmpty) return;
        var sections = JsonSerializer.Deserialize(answer.Span, Json.Default.JsonElement);
        if (sections.ValueKind == JsonValueKind.Array && sections.GetArrayLength() > 0) _post(() => Apply(sections[0]));
    }

    private void Apply(JsonElement section)
    {
        HashSet<LocalizableString> problems = [];
        State = State with { Settings = Settings.Read(section, problem => problems.Add(problem)) };
        // An editor sends all settings whenever one of them changes: what has been said need not be said again.
        foreach (var problem in problems.Except(_problems)) _client.Log(MessageType.Warning, State.Client.Localize(problem));
        _problems = problems;
        _elsewhere.Update(State);
        ReadKnown();
        _publisher.Update(State, null, []);
    }

    private void AskForConfiguration(string folder) => Safely.Run("reading git's configuration", async () =>
    {
        var configuration = await _git.ConfigurationAsync(folder, CancellationToken.None).ConfigureAwait(false);
        _post(() =>
        {
            var before = Facts;
            _configuration = new(_configuration.Author ?? configuration.Author, _configuration.Remotes.Union(configuration.Remotes).ToEquatableArray())
            {
                SparseExclusions = configuration.SparseExclusions.Paths.IsEmpty ? _configuration.SparseExclusions : FileSet.Of(_configuration.SparseExclusions.Paths.Union(configuration.SparseExclusions.Paths)),
            };
            if (Facts == before) return;
            foreach (var (place, series) in State.Series) Replace(new(place, series.With(FactsOf(place))), []);
        });
    });

    // The series stands for what its documents said when it was loaded; what has changed since is read from git.
    private void WatchRepository(SeriesLocation place, Series series)
    {
        if (_repositories.ContainsKey(place)) return;
        LocalizableString? said = null;
        var watch = new RepositoryWatch(ReadAsync, () => _post(() =>
        {
            if (State.Series.FirstOrDefault(loaded => loaded.Place == place) is { Series: var now }) Replace(new(place, now.With(FactsOf(place))), []);
            ReadKnown();
        }));
        _repositories[place] = watch;
        watch.Start(_files, place.Root);

        async Task<ExternalFacts> ReadAsync(CancellationToken cancel)
        {
            var read = await RepositoryReader.ReadAsync(_files, _git, place, series, cancel).ConfigureAwait(false);
            // A folder without a repository has no other branches that anybody could miss.
            if (read.Branches.Problem is { } problem && !problem.Equals(said) && _files.Exists(Path.Join(place.Root, ".git"))) _client.Log(MessageType.Warning, State.Client.Localize($"{place.Name}: {problem}."));
            said = read.Branches.Problem;
            return read;
        }
    }

    // Where the person wants to see only what is new, somebody has to know what is not.
    private void ReadKnown()
    {
        if (State.Settings?.ShowsOnlyNew != true)
        {
            State = State with { Known = State.Known.Clear() };
            _knownIn.Clear();
            return;
        }
        foreach (var (place, series) in State.Series)
        {
            if (_repositories.GetValueOrDefault(place)?.Latest is not { Branches.Base: var known }) continue;
            if (_knownIn.TryGetValue(place, out var last) && last == known?.Commit) continue;
            _knownIn[place] = known?.Commit;
            Safely.Run("comparing with the base branch", () => ReadKnownAsync(place, series.ExternalFacts, known?.Commit));
        }
    }

    private async Task ReadKnownAsync(SeriesLocation place, ExternalFacts externalFacts, string? commit)
    {
        var known = BaselineFindings.None;
        try
        {
            if (commit is not null) known = await RepositoryReader.KnownAsync(_git, place, externalFacts, commit, CancellationToken.None).ConfigureAwait(false);
            else _client.Log(MessageType.Warning, State.Client.Localize($"{place.Name} has no base branch to compare with: all findings are shown."));
        }
        catch (GitException e)
        {
            _client.Log(MessageType.Warning, State.Client.Localize($"{place.Name} cannot be compared with its base branch, all findings are shown: {e.Said}."));
        }
        catch (Exception e)
        {
            Safely.Report("comparing with the base branch", e);
        }
        _post(() =>
        {
            if (!_knownIn.TryGetValue(place, out var last) || last != commit) return;
            State = State with { Known = State.Known.SetItem(place, known) };
            _publisher.Update(State, null, []);
        });
    }

    private static WorkspaceFolder[] FoldersOf(InitializeParams said) => said switch
    {
        { WorkspaceFolders: { } folders } => [.. folders.Where(folder => folder is { Uri: not null })],
        { RootUri: { } uri } => [new(uri)],
        { RootPath: { } path } => [new(Uris.Of(Path.GetFullPath(path)))],
        _ => [],
    };
}
