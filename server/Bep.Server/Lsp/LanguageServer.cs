using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Lsp.Handlers;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// The language server: one <see cref="Loop"/>, on which messages are taken in the order in which they come. On it alone the
/// <see cref="Session"/> changes.
/// A notification changes the state at once; a request is bound to the state at its place in the stream and answered on the thread pool,
/// with exactly one response. Nothing on the loop waits for the disk, for git, for an answer or for the client.
/// </summary>
sealed class LanguageServer
{
    private readonly Connection _client;
    private readonly IFiles _files;
    private readonly StatusHistories _statuses = new();
    private IGit _git;
    private readonly Loop _loop = new();
    private readonly TaskCompletionSource<int> _ended = new();
    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> _running = new();
    private readonly Dictionary<string, Action<Message>> _notifications = [];
    private readonly Dictionary<string, Action<RequestId, Message>> _requests = [];

    // The loop's own.
    private Phase _phase = Phase.Uninitialized;
    private Session? _session;

    private LanguageServer(Connection client, IFiles files, IGit git) => (_client, _files, _git) = (client, files, git);

    private bool HasEnded => _ended.Task.IsCompleted;

    private enum Phase
    {
        Uninitialized,
        Running,
        ShutDown,
    }

    /// <summary>Serves until the client says `exit`, ends its stream, or dies.</summary>
    /// <returns>The exit status: 0 after `shutdown`, else 1.</returns>
    public static int Run(Stream input, Stream output, IFiles files, IGit git)
    {
        using var client = new Connection(output);
        var server = new LanguageServer(client, files, git);
        Safely.Start("receiver", () => server.Receive(input));
        return server._ended.Task.GetAwaiter().GetResult();
    }

    private void Receive(Stream input)
    {
        var end = "Standard input ended without `exit`.";
        try
        {
            var reader = new MessageReader(input, problem => _loop.Post(() => Malformed(problem)));
            while (reader.Read() is { } body)
            {
                try
                {
                    var message = Message.Parse(body);
                    _loop.Post(() => Dispatch(message));
                }
                catch (JsonException e)
                {
                    _loop.Post(() => Malformed($"A message could not be read: {e.Message}"));
                }
            }
        }
        catch (Exception e)
        {
            end = e.Message;
        }
        _loop.Post(() => End(end));
    }

    private void Malformed(string problem)
    {
        Console.Error.WriteLine($"bep: {problem}");
        _client.Fail(null, ErrorCode.ParseError, problem);
    }

    private void End(string reason)
    {
        if (HasEnded)
            return;
        if (_phase != Phase.ShutDown)
            Console.Error.WriteLine($"bep: {reason}");
        _ended.TrySetResult(_phase == Phase.ShutDown ? 0 : 1);
    }

    private void Dispatch(Message message)
    {
        switch (message)
        {
            case not null when HasEnded:
                break;
            case { Method: null, Id: not null }:
                _client.Answered(message);
                break;
            case { Method: null }:
                Malformed("A message has neither a method nor an id.");
                break;
            case { Id: { } id, Method: { } method }:
                DispatchRequest(id, method, message);
                break;
            case { Method: { } method }:
                DispatchNotification(method, message);
                break;
        }
    }

    private void DispatchRequest(RequestId id, string method, Message message)
    {
        if (_phase == Phase.ShutDown)
            _client.Fail(id, ErrorCode.InvalidRequest, "The server is shutting down.");
        else if (method == "initialize")
            Initialize(id, message);
        else if (_phase == Phase.Uninitialized)
            _client.Fail(id, ErrorCode.ServerNotInitialized, "The first request is `initialize`.");
        else if (method == "shutdown")
            ShutDown(id);
        else if (_requests.TryGetValue(method, out var answer))
            answer(id, message);
        else
            _client.Fail(id, ErrorCode.MethodNotFound, $"There is no method `{method}`.");
    }

    private void DispatchNotification(string method, Message message)
    {
        if (method == "exit")
            _ended.TrySetResult(_phase == Phase.ShutDown ? 0 : 1);
        else if (_phase == Phase.Running && _notifications.TryGetValue(method, out var apply))
            apply(message);
    }

    // The routing table. What a client may ask is offered in Capabilities. How a message is read is made with the first one of its kind.
    private void Route(Session session)
    {
        // Applied at once, on the loop. They alone change the session, beside what its readers of disk and settings post.
        OnNotification("initialized", session.Initialized);
        OnNotification("$/cancelRequest", Cancel, json => json.CancelParams);
        OnNotification("textDocument/didOpen", session.DidOpen, json => json.DidOpenParams);
        OnNotification("textDocument/didChange", session.DidChange, json => json.DidChangeParams);
        OnNotification("textDocument/didClose", session.DidClose, json => json.TextDocumentParams);
        OnNotification("workspace/didChangeWatchedFiles", session.DidChangeWatchedFiles, json => json.DidChangeWatchedFilesParams);
        OnNotification("workspace/didChangeConfiguration", session.DidChangeConfiguration, json => json.DidChangeConfigurationParams);
        OnNotification("workspace/didChangeWorkspaceFolders", session.DidChangeWorkspaceFolders, json => json.DidChangeFoldersParams);

        // Answered on the pool from the state at the request's place in the stream: what is about one document as soon as that one is read,
        // what edits or leads to several of them as soon as all are.
        OnRequest("textDocument/codeAction", CodeActionHandler.Answer, json => json.CodeActionParams, json => json.CodeActionArray);
        OnDocument("textDocument/completion", CompletionHandler.Answer, json => json.CompletionParams, json => json.CompletionList);
        OnDocument("completionItem/resolve", CompletionHandler.Resolve, json => json.LspCompletionItem, json => json.LspCompletionItem);
        OnRequest(
            "textDocument/definition",
            DefinitionHandler.Answer,
            json => json.TextDocumentPositionParams,
            json => json.LocationOrLinkArray
        );
        OnDocument(
            "textDocument/documentLink",
            DocumentLinkHandler.Answer,
            json => json.TextDocumentParams,
            json => json.LspDocumentLinkArray
        );
        OnDocument(
            "textDocument/documentSymbol",
            DocumentSymbolHandler.Answer,
            json => json.TextDocumentParams,
            json => json.LspSymbolArray
        );
        OnRequest("bep/proposals", ProposalsHandler.Answer, json => json.ProposalsParams, json => json.ProposalsResult);
        OnDocument("bep/steps", StepsHandler.Answer, json => json.TextDocumentParams, json => json.StepInfoArray);
        OnDocument("bep/nextStep", NextStepHandler.Answer, json => json.TextDocumentParams, json => json.NextStepInfo);
        OnDocument("bep/placesToFill", PlacesToFillHandler.Answer, json => json.TextDocumentParams, json => json.PlaceToFillInfoArray);
        OnRequest("bep/waysToFix", WaysToFixHandler.Answer, json => json.WaysToFixParams, json => json.WayToFixInfoArray);
        OnRequest(
            "bep/foldersToSetUp",
            (state, parameters, cancel) => FoldersToSetUpHandler.Answer(state, _files, parameters, cancel),
            json => json.FoldersToSetUpParams,
            json => json.FoldersToSetUpResult
        );
        OnRequest("bep/convention", ConventionHandler.Answer, json => json.ProposalsParams, json => json.ConventionFactInfoArray);
        OnRequest("bep/changeTitle", ChangeTitleHandler.Answer, json => json.ProposalsParams, json => json.ChangeTitleResult);
        OnRequest("bep/connections", ConnectionsHandler.Answer, json => json.TextDocumentParams, json => json.ConnectionsResult);
        OnDocument("textDocument/codeLens", CodeLensHandler.Answer, json => json.TextDocumentParams, json => json.LspCodeLensArray);
        OnDocument(
            "textDocument/documentHighlight",
            DocumentHighlightHandler.Answer,
            json => json.TextDocumentPositionParams,
            json => json.DocumentHighlightArray
        );
        OnDocument(
            "textDocument/foldingRange",
            FoldingRangeHandler.Answer,
            json => json.TextDocumentParams,
            json => json.FoldingRangeArray
        );
        OnDocument("textDocument/formatting", FormattingHandler.Answer, json => json.TextDocumentParams, json => json.LspTextEditArray);
        OnDocument(
            "textDocument/selectionRange",
            SelectionRangeHandler.Answer,
            json => json.SelectionRangeParams,
            json => json.LspSelectionRangeArray
        );
        OnDocument(
            "textDocument/semanticTokens/full",
            SemanticTokensHandler.Full,
            json => json.TextDocumentParams,
            json => json.SemanticTokens
        );
        OnDocument("textDocument/semanticTokens/range", SemanticTokensHandler.Range, json => json.RangeParams, json => json.SemanticTokens);
        OnDocument("textDocument/inlayHint", InlayHintHandler.Answer, json => json.RangeParams, json => json.LspInlayHintArray);
        OnRequest(
            "textDocument/prepareCallHierarchy",
            HierarchyHandler.Prepare,
            json => json.TextDocumentPositionParams,
            json => json.HierarchyItemArray
        );
        OnRequest("callHierarchy/incomingCalls", HierarchyHandler.Incoming, json => json.HierarchyParams, json => json.IncomingCallArray);
        OnRequest("callHierarchy/outgoingCalls", HierarchyHandler.Outgoing, json => json.HierarchyParams, json => json.OutgoingCallArray);
        OnRequest(
            "textDocument/prepareTypeHierarchy",
            HierarchyHandler.Prepare,
            json => json.TextDocumentPositionParams,
            json => json.HierarchyItemArray
        );
        OnRequest("typeHierarchy/supertypes", HierarchyHandler.Supertypes, json => json.HierarchyParams, json => json.HierarchyItemArray);
        OnRequest("typeHierarchy/subtypes", HierarchyHandler.Subtypes, json => json.HierarchyParams, json => json.HierarchyItemArray);
        OnDocument(
            "textDocument/prepareRename",
            RenameHandler.Prepare,
            json => json.TextDocumentPositionParams,
            json => json.PrepareRenameResult
        );
        OnWhole("textDocument/rename", RenameHandler.Answer, json => json.RenameParams, json => json.WorkspaceEdit);
        OnWhole("workspace/willRenameFiles", FileOperationsHandler.WillRename, json => json.RenameFilesParams, json => json.WorkspaceEdit);
        OnWhole("workspace/willDeleteFiles", FileOperationsHandler.WillDelete, json => json.DeleteFilesParams, json => json.WorkspaceEdit);
        OnRequest("workspace/symbol", WorkspaceSymbolHandler.Answer, json => json.WorkspaceSymbolParams, json => json.LspSymbolArray);

        // Likewise, but they ask git or the client before they answer.
        Respond(
            "textDocument/hover",
            session.WhenSearched,
            (state, _, parameters, cancel) =>
                HoverHandler.AnswerAsync(state, place => _statuses.SoonAsync(_git, place), parameters, cancel),
            parameters => parameters.TextDocument.Uri,
            json => json.TextDocumentPositionParams,
            json => json.LspHover
        );
        OnAsyncRequest(
            "textDocument/references",
            (state, client, parameters, cancel) => ReferencesHandler.AnswerAsync(state, _git, client, parameters, cancel),
            json => json.ReferenceParams,
            json => json.LocationArray
        );
        OnAsyncRequest(
            "bep/reservation",
            (state, _, parameters, cancel) => ReservationHandler.AnswerAsync(state, session.ReadAgainAsync, parameters, cancel),
            json => json.ReservationParams,
            json => json.ReservationInfo
        );
        OnAsyncRequest(
            "bep/statusHistory",
            (state, _, parameters, cancel) => StatusHistoryHandler.AnswerAsync(state, _git, parameters, cancel),
            json => json.StatusHistoryParams,
            json => json.StatusHistoryResult
        );
        OnAsyncRequest(
            "workspace/textDocumentContent",
            (state, _, parameters, cancel) => TextDocumentContentHandler.AnswerAsync(state, _git, parameters, cancel),
            json => json.TextDocumentContentParams,
            json => json.TextDocumentContentResult
        );
        Respond(
            "workspace/executeCommand",
            session.WhenRead,
            (state, client, parameters, cancel) => ExecuteCommandHandler.AnswerAsync(state, _files, client, parameters, cancel),
            _ => null,
            json => json.ExecuteCommandParams,
            json => json.CommandResult
        );
    }

    private void OnNotification(string method, Action apply) => _notifications.Add(method, _ => apply());

    private void OnNotification<T>(string method, Action<T> apply, Func<Json, JsonTypeInfo<T>> type) =>
        _notifications.Add(method, message =>
        {
            try
            {
                apply(Read(message.Params, type(Json.Default)));
            }
            catch (JsonException e)
            {
                _client.Log(MessageType.Error, $"{method}: {e.Message}");
            }
        });

    private void OnRequest<TParams, TResult>(
        string method,
        Func<ServerState, TParams, CancellationToken, TResult?> answer,
        Func<Json, JsonTypeInfo<TParams>> parametersType,
        Func<Json, JsonTypeInfo<TResult>> resultType
    ) =>
        Respond(
            method,
            _session!.WhenSearched,
            (state, _, parameters, cancel) => Task.FromResult(answer(state, parameters, cancel)),
            _ => null,
            parametersType,
            resultType
        );

    // What changes several documents has to have seen them all.
    private void OnWhole<TParams, TResult>(
        string method,
        Func<ServerState, TParams, CancellationToken, TResult?> answer,
        Func<Json, JsonTypeInfo<TParams>> parametersType,
        Func<Json, JsonTypeInfo<TResult>> resultType
    ) =>
        Respond(
            method,
            _session!.WhenRead,
            (state, _, parameters, cancel) => Task.FromResult(answer(state, parameters, cancel)),
            _ => null,
            parametersType,
            resultType
        );

    private void OnDocument<TParams, TResult>(
        string method,
        Func<ServerState, TParams, CancellationToken, TResult?> answer,
        Func<Json, JsonTypeInfo<TParams>> parametersType,
        Func<Json, JsonTypeInfo<TResult>> resultType
    )
        where TParams : IDocumentParams =>
        Respond(
            method,
            _session!.WhenSearched,
            (state, _, parameters, cancel) => Task.FromResult(answer(state, parameters, cancel)),
            parameters => parameters.DocumentUri ?? "",
            parametersType,
            resultType
        );

    private void OnAsyncRequest<TParams, TResult>(
        string method,
        Func<ServerState, Connection, TParams, CancellationToken, Task<TResult?>> answer,
        Func<Json, JsonTypeInfo<TParams>> parametersType,
        Func<Json, JsonTypeInfo<TResult>> resultType
    ) => Respond(method, _session!.WhenSearched, answer, _ => null, parametersType, resultType);

    /// <param name="method">What is asked.</param>
    /// <param name="when">Calls what answers, as soon as enough has been read.</param>
    /// <param name="answer">Answers it.</param>
    /// <param name="documentOf">The address of the document whose newest text the answer needs; null where it needs all of them.</param>
    /// <param name="parametersType">How the parameters are read.</param>
    /// <param name="resultType">How the result is written.</param>
    private void Respond<TParams, TResult>(
        string method,
        Action<Action> when,
        Func<ServerState, Connection, TParams, CancellationToken, Task<TResult?>> answer,
        Func<TParams, string?> documentOf,
        Func<Json, JsonTypeInfo<TParams>> parametersType,
        Func<Json, JsonTypeInfo<TResult>> resultType
    ) => _requests.Add(method, (id, message) =>
        {
            var running = new CancellationTokenSource();
            if (!_running.TryAdd(id, running))
            {
                _client.Fail(id, ErrorCode.InvalidRequest, $"The request {id} is still being answered.");
                return;
            }
            when(() =>
            {
                var state = _session!.State;
                foreach (var pending in state.Pending.Values)
                    pending.Want();
                Safely.Run(method, () => RespondAsync(state));
            });

            // The one place where a request becomes a response, whatever happens, unless it is cancelled first.
            async Task RespondAsync(ServerState state)
            {
                ReadOnlyMemory<byte> response;
                try
                {
                    var parameters = Read(message.Params, parametersType(Json.Default));
                    var settled = await state.SettledAsync(documentOf(parameters), running.Token).ConfigureAwait(false);
                    response = Connection.Response(
                        id,
                        await answer(settled, _client, parameters, running.Token).ConfigureAwait(false),
                        resultType(Json.Default)
                    );
                }
                catch (OperationCanceledException) when (running.IsCancellationRequested)
                {
                    return;
                }
                catch (JsonException e)
                {
                    response = Connection.Failure(id, ErrorCode.InvalidParams, e.Message);
                }
                catch (RequestException e)
                {
                    response = Connection.Failure(id, e.Code, state.Client.Localize(e.Reason));
                }
                catch (Exception e)
                {
                    Safely.Report(method, e);
                    response = Connection.Failure(id, ErrorCode.InternalError, $"{method} failed: {e.Message}");
                }
                finally
                {
                    foreach (var pending in state.Pending.Values)
                        pending.Release();
                }
                if (_running.TryRemove(KeyValuePair.Create(id, running)))
                    _client.Send(response);
            }
        });

    private static T Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type) =>
        (json.IsEmpty ? default : JsonSerializer.Deserialize(json.Span, type)) ?? throw new JsonException("The parameters are missing.");

    // Life cycle

    private void Initialize(RequestId id, Message message)
    {
        if (_phase != Phase.Uninitialized)
        {
            _client.Fail(id, ErrorCode.InvalidRequest, "The server is initialized already.");
            return;
        }
        if (message.Params.IsEmpty || message.Params.Span[0] != '{')
        {
            _client.Fail(id, ErrorCode.InvalidParams, "The parameters of `initialize` are an object.");
            return;
        }

        // The editor waits for this answer; what it has said is looked at after.
        StartupTrace.Mark("`initialize` read");
        _client.RespondWith(id, Encoding.UTF8.GetBytes(Capabilities.Json(message.Params.Span)));
        StartupTrace.Mark("`initialize` answered");
        _phase = Phase.Running;

        Warmup.Begin();
        Begin(message);
    }

    private void Begin(Message initialize)
    {
        var said = new InitializeParams(initialize.Params);
        if (said.IsFalse("initializationOptions", "trusted"))
            _git = new NoGit();
        _session = new(_client, _files, _git, _loop.Post, said);
        Route(_session);
        StartupTrace.Mark("the client's capabilities read");
        if (said.ProcessId is { } parent)
            EndWith(parent);
    }

    private void ShutDown(RequestId id)
    {
        _phase = Phase.ShutDown;
        _client.RespondWith(id, "null"u8);
    }

    private void EndWith(int parent)
    {
        Process process;
        try
        {
            process = Process.GetProcessById(parent);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It may not be watched, or not even be seen from here, as from a container. The end of standard input will do.
            return;
        }

        Safely.Start("parent", () =>
        {
            using (process)
            {
                try
                {
                    process.WaitForExit();
                }
                catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    return;
                }
            }

            _loop.Post(() => End("The parent process has ended."));
        });
    }

    private void Cancel(CancelParams parameters)
    {
        var id = new RequestId(parameters.Id.GetRawText());
        if (!_running.TryRemove(id, out var running))
            return;
        // Who takes a request out of the list answers it: here at once, however long the answer is still in the works.
        _client.Fail(id, ErrorCode.RequestCancelled, "Cancelled.");
        running.Cancel();
    }
}
