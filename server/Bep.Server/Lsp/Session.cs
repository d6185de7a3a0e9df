using System.Collections.Immutable;
using System.Text.Json;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// What a client and the server have to do with each other once they know each other: everything that changes the state. Every method is
/// called on the loop, save where it says otherwise, and none waits for anything.
/// </summary>
sealed class Session : ILoaderEvents
{
    private readonly StateCell _cell;
    private readonly Connection _client;
    private readonly OpenTexts _texts;
    private readonly Repositories _repositories;
    private readonly SeriesLoader _loader;
    private readonly WatchedFiles _watched;
    private readonly NonMarkdownRegistration _nonMarkdown;
    private readonly FormattingRegistration _formatting;
    private readonly ReadingProgress _progress;
    private readonly Queue<Action> _waiting = [];
    private readonly Queue<Action> _waitingForAll = [];
    private volatile bool _isInitialized;
    private int _searches;
    private int _reads;
    private HashSet<LocalizableString> _problems = [];

    /// <param name="client">The client.</param>
    /// <param name="files">The file system.</param>
    /// <param name="git">Asked for the author and for other branches.</param>
    /// <param name="post">Puts work on the loop, from any thread.</param>
    /// <param name="said">What the client said about itself.</param>
    public Session(Connection client, IFiles files, IGit git, Action<Action> post, InitializeParams said)
    {
        _client = client;
        _cell = new(new(client, place => post(() => _repositories!.WantBaseline(place))), post) { State = new() { Client = new(said) } };
        _texts = new(_cell, files, Warn);
        _repositories = new(_cell, client, files, git);
        _cell.SeriesChanged += _repositories.Follow;
        _loader = new(files, this);
        _watched = new(client);
        _nonMarkdown = new(client);
        _formatting = new(client);
        _progress = new(client, State.Client);
        OpenFolders(said.Folders);
    }

    /// <summary>The state that holds now.</summary>
    public ServerState State
    {
        get => _cell.State;
        private set => _cell.State = value;
    }

    /// <summary>See <see cref="Repositories.ReadAgainAsync"/>.</summary>
    public Task<ExternalFacts> ReadAgainAsync(SeriesLocation place) => _repositories.ReadAgainAsync(place);

    public void Initialized()
    {
        // Before this, a client may not be ready to be asked for anything.
        _isInitialized = true;
        // Where no folder is open there is nothing to look through, and that is known at once.
        if (_searches == 0)
            State = State with { IsSearched = true };
        _cell.Publish();
        Watch();
        if (State.Client.RegistersConfiguration)
            Safely.Forget(
                "registering",
                _client.AskOrLogAsync(
                    "client/registerCapability",
                    new([new("configuration", "workspace/didChangeConfiguration")]),
                    Json.Default.RegistrationParams
                )
            );
        if (State.Client.HasConfiguration)
            AskForSettings();
    }

    /// <summary>
    /// Answers a request, as soon as the series of what is open have been looked at for the first time: an editor asks for outlines and the
    /// like the moment it opens a file, and does not ask again before the file changes.
    /// </summary>
    public void WhenSearched(Action answer)
    {
        if (_searches == 0)
            answer();
        else
            _waiting.Enqueue(answer);
    }

    /// <summary>
    /// Answers a request that may edit any document, as soon as all of them have been read: a link that nobody has seen would break.
    /// </summary>
    public void WhenRead(Action answer)
    {
        if (_reads == 0)
            answer();
        else
            _waitingForAll.Enqueue(answer);
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
        if (Uris.ToPath(uri) is not { } path)
            return;
        _texts.Open(new(uri, path, version, new(text)));
        StartupTrace.Mark("a document opened");
        // Also in an opened folder, where it may lie deeper than series are looked for.
        if (State.SeriesAt(path) is null)
            Search(() => _loader.OpenAround(path, _repositories.Facts));
    }

    public void DidChange(DidChangeParams parameters)
    {
        var (uri, version) = parameters.TextDocument;
        if (Uris.ToPath(uri) is not { } path || parameters.ContentChanges is not [.., var last])
            return;
        _texts.Change(new(State.ClientUris.GetValueOrDefault(path) ?? uri, path, version, new(last.Text)));
    }

    public void DidClose(TextDocumentParams parameters)
    {
        if (Uris.ToPath(parameters.TextDocument.Uri) is not { } path)
            return;
        State = State with { Open = State.Open.Remove(path) };
        if (State.SeriesAt(path) is { } loaded)
        {
            if (!IsOpened(loaded.Place))
            {
                Drop(loaded.Place);
                return;
            }
            _texts.Close(loaded, path);
        }
        Refresh([path]);
    }

    // Folders and files

    private void OpenFolders(IEnumerable<WorkspaceFolder> folders)
    {
        foreach (var uri in folders.Select(folder => folder.Uri))
        {
            if (Uris.ToPath(uri) is not { } folder || State.Folders.Contains(folder))
                continue;
            State = State with { Folders = State.Folders.Add(folder), ClientUris = State.ClientUris.SetItem(folder, uri.TrimEnd('/')) };
            Search(() => _loader.Open(folder, _repositories.Facts));
            _repositories.AskForConfiguration(folder);
        }
    }

    public void DidChangeWorkspaceFolders(DidChangeFoldersParams parameters)
    {
        var removed = parameters.Event.Removed.Select(folder => Uris.ToPath(folder.Uri)).OfType<string>().ToHashSet();
        State = State with { Folders = State.Folders.RemoveAll(removed.Contains) };
        foreach (var (place, _) in State.Checked)
        {
            if (!IsOpened(place))
                Drop(place);
        }
        OpenFolders(parameters.Event.Added);
        Watch();
    }

    /// <summary>True where a folder around the series, or a file in it, is open.</summary>
    private bool IsOpened(SeriesLocation place) =>
        State.Folders.Any(folder =>
            ServerState.IsIn(folder, place.Absolute) || (place.IsConfigurationOnly && ServerState.IsIn(place.Absolute, folder))
        ) || State.Open.Keys.Any(path => place.RelativeOf(path) is not null);

    private void Drop(SeriesLocation place)
    {
        _loader.Close(place);
        ((ILoaderEvents)this).Gone(place);
    }

    private void Watch()
    {
        if (!_isInitialized)
            return;
        _watched.Update(State);
        _formatting.Update(State);
    }

    public void DidChangeWatchedFiles(DidChangeWatchedFilesParams parameters)
    {
        ImmutableArray<string> paths = [.. parameters.Changes.Select(change => Uris.ToPath(change.Uri)).OfType<string>()];
        _texts.Compare(paths);
        Refresh(paths);
    }

    private void Refresh(ImmutableArray<string> paths) => _loader.Refresh(paths, State, _repositories.Facts);

    void ILoaderEvents.Loaded(SeriesLocation place, Series series)
    {
        _repositories.LookAround(place);
        _cell.Post(() => Take(place, series));
    }

    private void Take(SeriesLocation place, Series series)
    {
        if (!IsOpened(place))
        {
            // It was closed while it was being read.
            Drop(place);
            return;
        }
        if (series.IsComplete && !place.IsConfigurationOnly)
            _repositories.Watch(place, series);
        var now = new LoadedSeries(place, series.With(_repositories.FactsOf(place)));
        _texts.ReadAll(now);
        // What was read before it may have gone unseen since: nothing is known of what differs.
        _cell.Replace(now, (string?)null);
        Watch();
    }

    void ILoaderEvents.Changed(SeriesLocation place, ImmutableArray<FileUpdate> updates) =>
        _cell.Post(() =>
        {
            if (State.Checked.FirstOrDefault(loaded => loaded.Place == place) is not { Series: var series })
                return;
            foreach (var update in updates)
            {
                // A text of the series that is open is what its author sees, whatever happens to the file.
                var absolute = place.AbsoluteOf(update.Path);
                if (!State.Open.ContainsKey(absolute) || place.RelativeOf(absolute) is null)
                    series = update.ApplyTo(series);
            }
            var now = new LoadedSeries(place, series);
            _cell.Replace(now, updates.Select(update => update.Path));
            _texts.ReadClosedAgain(now, updates.Select(update => place.AbsoluteOf(update.Path)));
            Watch();
        });

    void ILoaderEvents.Searched() =>
        _cell.Post(() =>
        {
            State = State with { IsSearched = true };
            _cell.Publish();
            _searches--;
            while (_searches == 0 && _waiting.TryDequeue(out var answer))
                answer();
        });

    void ILoaderEvents.Finished() =>
        _cell.Post(() =>
        {
            _reads--;
            while (_reads == 0 && _waitingForAll.TryDequeue(out var answer))
                answer();
        });

    void ILoaderEvents.Gone(SeriesLocation place) =>
        _cell.Post(() =>
        {
            _repositories.Forget(place);
            State = State.Without(place) with { Baseline = State.Baseline.Remove(place) };
            _cell.Publish();
            Watch();
        });

    public void Warn(LocalizableString message) => _client.Log(MessageType.Warning, State.Client.Localize(message));

    void ILoaderEvents.Progress(SeriesLocation place, int? done, int of)
    {
        if (_isInitialized && State.Client.ShowsProgress)
            _progress.Report(place, done, of);
    }

    // Settings

    public void DidChangeConfiguration(DidChangeConfigurationParams parameters)
    {
        if (State.Client.HasConfiguration)
            AskForSettings();
        else if (parameters.Settings.ValueKind == JsonValueKind.Object && parameters.Settings.TryGetProperty("bep", out var section))
            Apply(section);
    }

    private void AskForSettings() => Safely.Forget("asking for settings", AskForSettingsAsync());

    private async Task AskForSettingsAsync()
    {
        var answer = await _client
            .AskOrLogAsync("workspace/configuration", new ConfigurationParams([new("bep")]), Json.Default.ConfigurationParams)
            .ConfigureAwait(false);
        if (answer.IsEmpty)
            return;
        var sections = JsonSerializer.Deserialize(answer.Span, Json.Default.JsonElement);
        if (sections.ValueKind == JsonValueKind.Array && sections.GetArrayLength() > 0)
            _cell.Post(() => Apply(sections[0]));
    }

    private void Apply(JsonElement section)
    {
        HashSet<LocalizableString> problems = [];
        State = State with { Settings = Settings.Read(section, problem => problems.Add(problem)) };
        // An editor sends all settings whenever one of them changes: what has been said need not be said again.
        foreach (var problem in problems.Except(_problems))
            _client.Log(MessageType.Warning, State.Client.Localize(problem));
        _problems = problems;
        _nonMarkdown.Update(State);
        foreach (var (place, _) in State.Series)
            _repositories.Follow(place);
        _cell.Publish();
    }
}
