using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Lsp.Handlers;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// The language server: one loop that takes messages in the order in which they come. It alone replaces <see cref="ServerState"/>.
/// A notification changes the state at once; a request is bound to the state at its place in the stream and answered on the thread pool,
/// with exactly one response. Nothing on the loop waits for the disk, for git, for an answer or for the client.
/// </summary>
sealed class LanguageServer : ILoaderEvents
{
    private readonly IGit _git;
    private readonly IFiles _files;
    private readonly Connection _client;
    private readonly BlockingCollection<Action> _inbox = [];
    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> _running = new();

    // The rest is the loop's own.
    private ServerState _state = new();
    private Phase _phase = Phase.Fresh;
    private int? _status;
    private string? _author;
    private Dictionary<string, Action<Message>> _notifications = [];
    private Dictionary<string, Action<RequestId, Message>> _requests = [];
    private DiagnosticsPublisher? _publisher;
    private SeriesLoader? _loader;
    private WatchedFiles? _watched;
    private ReadingProgress? _progress;

    private LanguageServer(Connection client, IFiles files, IGit git) => (_client, _files, _git) = (client, files, git);

    private enum Phase
    {
        Fresh,
        Running,
        ShutDown,
    }

    /// <summary>Serves until the client says `exit`, ends its stream, or dies.</summary>
    /// <returns>The exit status: 0 after `shutdown`, else 1.</returns>
    public static int Run(Stream input, Stream output, IFiles files, IGit git)
    {
        using var client = new Connection(output);
        var server = new LanguageServer(client, files, git);
        new Thread(() => server.Receive(input)) { IsBackground = true, Name = "receiver" }.Start();
        return server.Loop();
    }

    private int Loop()
    {
        while (_status is null)
        {
            var work = _inbox.Take();
            try
            {
                work();
            }
            catch (Exception e)
            {
                Failed("the loop", e);
            }
        }
        return _status.Value;
    }

    private void Receive(Stream input)
    {
        var end = "Standard input ended without `exit`.";
        try
        {
            var reader = new MessageReader(input, problem => _inbox.Add(() => Malformed(problem)));
            while (reader.Read() is { } body)
            {
                try
                {
                    var message = Message.Parse(body);
                    _inbox.Add(() => Dispatch(message));
                }
                catch (JsonException e)
                {
                    _inbox.Add(() => Malformed($"A message could not be read: {e.Message}"));
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            end = e.Message;
        }
        _inbox.Add(() => End(end));
    }

    private void Malformed(string problem)
    {
        Console.Error.WriteLine($"bep: {problem}");
        _client.Fail(null, ErrorCode.ParseError, problem);
    }

    private void End(string reason)
    {
        if (_phase != Phase.ShutDown) Console.Error.WriteLine($"bep: {reason}");
        _status = _phase == Phase.ShutDown ? 0 : 1;
    }

    private void Dispatch(Message message)
    {
        switch (message)
        {
            case { Method: null, Id: not null }: _client.Answered(message); break;
            case { Method: null }: Malformed("A message has neither a method nor an id."); break;
            case { Id: { } id, Method: { } method }: DispatchRequest(id, method, message); break;
            case { Method: { } method }: DispatchNotification(method, message); break;
        }
    }

    private void DispatchRequest(RequestId id, string method, Message message)
    {
        if (_phase == Phase.ShutDown) _client.Fail(id, ErrorCode.InvalidRequest, "The server is shutting down.");
        else if (method == "initialize") Initialize(id, message);
        else if (_phase == Phase.Fresh) _client.Fail(id, ErrorCode.ServerNotInitialized, "The first request is `initialize`.");
        else if (method == "shutdown") ShutDown(id);
        else if (_requests.TryGetValue(method, out var answer)) answer(id, message);
        else _client.Fail(id, ErrorCode.MethodNotFound, $"There is no method `{method}`.");
    }

    private void DispatchNotification(string method, Message message)
    {
        if (method == "exit") _status = _phase == Phase.ShutDown ? 0 : 1;
        else if (_phase == Phase.Running && _notifications.TryGetValue(method, out var apply)) apply(message);
    }

    // The routing table. What a client may ask is offered in Capabilities.
    private void Route()
    {
        // Applied at once, on the loop. These are the only writers of the state, with the loader's events below.
        OnNotification("initialized", Initialized);
        OnNotification("$/cancelRequest", Cancel, Json.Default.CancelParams);
        OnNotification("textDocument/didOpen", DidOpen, Json.Default.DidOpenParams);
        OnNotification("textDocument/didChange", DidChange, Json.Default.DidChangeParams);
        OnNotification("textDocument/didClose", DidClose, Json.Default.TextDocumentParams);
        OnNotification("workspace/didChangeWatchedFiles", DidChangeWatchedFiles, Json.Default.DidChangeWatchedFilesParams);
        OnNotification("workspace/didChangeConfiguration", DidChangeConfiguration, Json.Default.DidChangeConfigurationParams);
        OnNotification("workspace/didChangeWorkspaceFolders", DidChangeWorkspaceFolders, Json.Default.DidChangeFoldersParams);

        // Answered on the pool from the state at the request's place in the stream.
        OnRequest("textDocument/codeAction", CodeActionHandler.Answer, Json.Default.CodeActionParams, Json.Default.CodeActionArray);
        OnRequest("textDocument/completion", CompletionHandler.Answer, Json.Default.TextDocumentPositionParams, Json.Default.CompletionList);
        OnRequest("completionItem/resolve", CompletionHandler.Resolve, Json.Default.LspCompletionItem, Json.Default.LspCompletionItem);
        OnRequest("textDocument/definition", DefinitionHandler.Answer, Json.Default.TextDocumentPositionParams, Json.Default.TargetArray);
        OnRequest("textDocument/documentLink", DocumentLinkHandler.Answer, Json.Default.TextDocumentParams, Json.Default.LspDocumentLinkArray);
        OnRequest("textDocument/documentSymbol", DocumentSymbolHandler.Answer, Json.Default.TextDocumentParams, Json.Default.LspSymbolArray);
        OnRequest("textDocument/hover", HoverHandler.Answer, Json.Default.TextDocumentPositionParams, Json.Default.LspHover);
        OnRequest("textDocument/references", ReferencesHandler.Answer, Json.Default.ReferenceParams, Json.Default.LocationArray);
        OnRequest("workspace/symbol", WorkspaceSymbolHandler.Answer, Json.Default.WorkspaceSymbolParams, Json.Default.LspSymbolArray);

        // Likewise, but they ask the client to do something before they answer.
        OnConversation("workspace/executeCommand", ExecuteCommandHandler.AnswerAsync, Json.Default.ExecuteCommandParams, Json.Default.NewProposalResult);
    }

    private void OnNotification(string method, Action apply) => _notifications.Add(method, _ => apply());

    private void OnNotification<T>(string method, Action<T> apply, JsonTypeInfo<T> type) => _notifications.Add(method, message =>
    {
        try
        {
            apply(Read(message.Params, type));
        }
        catch (JsonException e)
        {
            _client.Log(MessageType.Error, $"{method}: {e.Message}");
        }
    });

    private void OnRequest<TParams, TResult>(
        string method, Func<ServerState, TParams, CancellationToken, TResult?> answer, JsonTypeInfo<TParams> parameters, JsonTypeInfo<TResult> result) =>
        OnConversation(method, (state, _, given, cancel) => Task.FromResult(answer(state, given, cancel)), parameters, result);

    private void OnConversation<TParams, TResult>(
        string method, Func<ServerState, Connection, TParams, CancellationToken, Task<TResult?>> answer, JsonTypeInfo<TParams> parameters,
        JsonTypeInfo<TResult> result) => _requests.Add(method, (id, message) =>
    {
        var state = _state;
        var cancel = new CancellationTokenSource();
        _running[id] = cancel;
        ThreadPool.UnsafeQueueUserWorkItem(async _ => await RespondAsync().ConfigureAwait(false), null);

        // The one place where a request becomes a response, whatever happens.
        async Task RespondAsync()
        {
            try
            {
                cancel.Token.ThrowIfCancellationRequested();
                var answered = await answer(state, _client, Read(message.Params, parameters), cancel.Token).ConfigureAwait(false);
                _client.Respond(id, answered!, result);
            }
            catch (OperationCanceledException)
            {
                _client.Fail(id, ErrorCode.RequestCancelled, "Cancelled.");
            }
            catch (JsonException e)
            {
                _client.Fail(id, ErrorCode.InvalidParams, e.Message);
            }
            catch (RequestException e)
            {
                _client.Fail(id, e.Code, e.Message);
            }
            catch (Exception e)
            {
                Failed(method, e);
                _client.Fail(id, ErrorCode.InternalError, $"{method} failed: {e.Message}");
            }
            _running.TryRemove(id, out var _);
        }
    });

    private static T Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type) =>
        (json.IsEmpty ? default : JsonSerializer.Deserialize(json.Span, type)) ?? throw new JsonException("The parameters are missing.");

    // Life cycle

    private void Initialize(RequestId id, Message message)
    {
        if (_phase != Phase.Fresh)
        {
            _client.Fail(id, ErrorCode.InvalidRequest, "The server is initialized already.");
            return;
        }
        if (message.Params.IsEmpty || message.Params.Span[0] != '{')
        {
            _client.Fail(id, ErrorCode.InvalidParams, "The parameters of `initialize` are an object.");
            return;
        }

        // The editor waits for this answer, and reading the parameters into records takes longer than all else up to here: answer first.
        var hasMarkdownFeatures = Message.IsTrue(message.Params.Span, "initializationOptions"u8, "markdownLanguageFeatures"u8);
        _client.RespondWith(id, Encoding.UTF8.GetBytes(Capabilities.Json(hasMarkdownFeatures)));
        _phase = Phase.Running;

        InitializeParams said;
        try
        {
            said = Read(message.Params, Json.Default.InitializeParams);
        }
        catch (JsonException e)
        {
            _client.Log(MessageType.Error, $"initialize: {e.Message}");
            said = new();
        }
        Route();
        _state = _state with { Client = new(said) };
        _publisher = new(_client, Failed);
        _loader = new(_files, this);
        _watched = new(_client);
        _progress = new(_client);
        OpenFolders(FoldersOf(said));
        if (said.ProcessId is { } parent) EndWith(parent);
    }

    private static IEnumerable<string> FoldersOf(InitializeParams said) => said switch
    {
        { WorkspaceFolders: { } folders } => folders.Select(folder => Uris.ToPath(folder.Uri)).OfType<string>(),
        { RootUri: { } uri } => Uris.ToPath(uri) is { } path ? [path] : [],
        { RootPath: { } path } => [Path.GetFullPath(path)],
        _ => [],
    };

    private void Initialized()
    {
        var client = _state.Client;
        _watched!.Update(_state);
        if (client.RegistersConfiguration)
            _ = Ask("client/registerCapability", new RegistrationParams([new("configuration", "workspace/didChangeConfiguration")]), Json.Default.RegistrationParams);
        if (client.HasConfiguration) AskForSettings();
    }

    private void ShutDown(RequestId id)
    {
        _phase = Phase.ShutDown;
        _client.RespondWith(id, "null"u8);
    }

    private void EndWith(int parent) => new Thread(() =>
    {
        try
        {
            using var process = Process.GetProcessById(parent);
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It may not be watched. The end of standard input will do.
            return;
        }
        _inbox.Add(() => End("The parent process has ended."));
    })
    { IsBackground = true, Name = "parent" }.Start();

    private void Cancel(CancelParams given)
    {
        if (_running.TryGetValue(new(given.Id.GetRawText()), out var running)) running.Cancel();
    }

    // Documents

    private void DidOpen(DidOpenParams given)
    {
        var (uri, version, text) = given.TextDocument;
        if (Uris.ToPath(uri) is not { } path) return;
        _state = _state with { Spellings = _state.Spellings.SetItem(path, uri) };
        Edit(new(uri, path, version, new(text)));
        if (_state.SeriesAt(path) is null && _state.Folders.All(folder => !IsIn(folder, path))) _loader!.OpenAround(path, Surroundings);
    }

    private void DidChange(DidChangeParams given)
    {
        var (uri, version) = given.TextDocument;
        if (Uris.ToPath(uri) is not { } path || given.ContentChanges is not [.., var last]) return;
        Edit(new(_state.Spellings.GetValueOrDefault(path) ?? uri, path, version, new(last.Text)));
    }

    private void DidClose(TextDocumentParams given)
    {
        if (Uris.ToPath(given.TextDocument.Uri) is not { } path) return;
        _state = _state with { Open = _state.Open.Remove(path) };
        // What is on the disk holds again, and may differ from what was typed.
        Refresh([path]);
    }

    private void Edit(OpenDocument open)
    {
        _state = _state with { Open = _state.Open.SetItem(open.Path, open) };
        if (_state.SeriesAt(open.Path) is not { } loaded) return;
        var series = WithOpen(loaded.Place, loaded.Series, open);
        if (series != loaded.Series) Replace(new(loaded.Place, series), [loaded.Place.RelativeOf(open.Path)!]);
    }

    /// <summary>The series with an open text in it; the same series where the file is no document.</summary>
    private Series WithOpen(SeriesPlace place, Series series, OpenDocument open)
    {
        if (place.RelativeOf(open.Path) is not { } path || !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)) return series;
        var document = DocumentParser.Parse(path, open.Text, series.Folder, series.Basis);
        return SeriesReader.WithLinked(_files, place, series.With(document), document);
    }

    private void Replace(LoadedSeries loaded, IEnumerable<string> changed)
    {
        _state = _state.With(loaded);
        _publisher!.Update(_state, loaded.Place, changed);
    }

    // Folders and files

    private Surroundings Surroundings => new(DateOnly.FromDateTime(DateTime.Now), _author);

    private void OpenFolders(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            if (_state.Folders.Contains(folder)) continue;
            _state = _state with { Folders = _state.Folders.Add(folder) };
            _loader!.Open(folder, Surroundings);
            if (_author is null) AskForAuthor(folder);
        }
    }

    private void DidChangeWorkspaceFolders(DidChangeFoldersParams given)
    {
        var removed = given.Event.Removed.Select(folder => Uris.ToPath(folder.Uri)).OfType<string>().ToHashSet();
        _state = _state with { Folders = _state.Folders.RemoveAll(removed.Contains) };
        foreach (var (place, _) in _state.Series)
        {
            if (removed.Any(folder => IsIn(folder, place.Absolute)) && !_state.Folders.Any(folder => IsIn(folder, place.Absolute)))
            {
                _loader!.Close(place);
                ((ILoaderEvents)this).Gone(place);
            }
        }
        OpenFolders(given.Event.Added.Select(folder => Uris.ToPath(folder.Uri)).OfType<string>());
        _watched!.Update(_state);
    }

    private static bool IsIn(string folder, string path) =>
        path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void DidChangeWatchedFiles(DidChangeWatchedFilesParams given) =>
        Refresh([.. given.Changes.Select(change => Uris.ToPath(change.Uri)).OfType<string>()]);

    private void Refresh(ImmutableArray<string> paths) => _loader!.Refresh(paths, _state.Folders, Surroundings);

    void ILoaderEvents.Loaded(SeriesPlace place, Series series) => _inbox.Add(() =>
    {
        series = series.With(Surroundings);
        foreach (var open in _state.Open.Values) series = WithOpen(place, series, open);
        Replace(new(place, series), []);
        _watched!.Update(_state);
    });

    void ILoaderEvents.Changed(SeriesPlace place, ImmutableArray<FileUpdate> updates) => _inbox.Add(() =>
    {
        if (_state.Series.FirstOrDefault(loaded => loaded.Place == place) is not { Series: var series }) return;
        foreach (var (path, exists, document) in updates)
        {
            // A text that is open is what its author sees, whatever happens to the file.
            if (_state.Open.ContainsKey(place.AbsoluteOf(path))) continue;
            series = (exists, document) switch
            {
                (false, _) => series.Without(path),
                (true, null) => (series.Find(path) is null ? series : series.Without(path)).WithFile(path),
                _ => SeriesReader.WithLinked(_files, place, series.With(document), document),
            };
        }
        Replace(new(place, series), updates.Select(update => update.Path));
    });

    void ILoaderEvents.Searched() => _inbox.Add(() =>
    {
        _state = _state with { IsSearched = true };
        _publisher!.Update(_state, null, []);
    });

    void ILoaderEvents.Gone(SeriesPlace place) => _inbox.Add(() =>
    {
        _state = _state with { Series = _state.Series.RemoveAll(loaded => loaded.Place == place) };
        _publisher!.Update(_state, null, []);
        _watched!.Update(_state);
    });

    void ILoaderEvents.Warn(string message) => _client.Log(MessageType.Warning, message);

    void ILoaderEvents.Progress(SeriesPlace place, int? done, int of)
    {
        if (_state.Client.ShowsProgress) _progress!.Report(place, done, of);
    }

    // Settings and surroundings

    private void DidChangeConfiguration(DidChangeConfigurationParams given)
    {
        if (_state.Client.HasConfiguration) AskForSettings();
        else if (given.Settings.ValueKind == JsonValueKind.Object && given.Settings.TryGetProperty("bep", out var section)) Apply(section);
    }

    private async void AskForSettings()
    {
        var answer = await Ask("workspace/configuration", new ConfigurationParams([new("bep")]), Json.Default.ConfigurationParams).ConfigureAwait(false);
        if (answer.IsEmpty) return;
        var sections = JsonSerializer.Deserialize(answer.Span, Json.Default.JsonElement);
        if (sections.ValueKind == JsonValueKind.Array && sections.GetArrayLength() > 0) _inbox.Add(() => Apply(sections[0]));
    }

    private void Apply(JsonElement section)
    {
        _state = _state with { Settings = Settings.Read(section, problem => _client.Log(MessageType.Warning, problem)) };
        _publisher!.Update(_state, null, []);
    }

    private async void AskForAuthor(string folder)
    {
        var author = await Task.Run(() => _git.AuthorAsync(folder, CancellationToken.None)).ConfigureAwait(false);
        if (author is null) return;
        _inbox.Add(() =>
        {
            _author = author;
            foreach (var (place, series) in _state.Series) Replace(new(place, series.With(Surroundings)), []);
        });
    }

    /// <summary>Asks the client for something that we can do without.</summary>
    private async Task<ReadOnlyMemory<byte>> Ask<T>(string method, T parameters, JsonTypeInfo<T> type)
    {
        try
        {
            return await _client.Ask(method, parameters, type, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RequestException e)
        {
            _client.Log(MessageType.Warning, e.Message);
        }
        return default;
    }

    /// <summary>A bug of ours: the crash report goes where crashes go.</summary>
    private static void Failed(string doing, Exception e) => Console.Error.WriteLine($"bep: {doing}: {e}");
}
