using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace Bep.Tests.Server;

/// <summary>A small editor that talks to the real server process over its standard streams.</summary>
public sealed class EditorClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _server;
    private readonly FileStream _input;
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _asked = new();
    private readonly ConcurrentDictionary<string, Channel<JsonNode?>> _notifications = new();
    private volatile bool _isEnded;
    private int _lastId;

    // Its lines wait for whoever asks for them, as notifications do.
    private const string StandardError = "standard error";

    /// <param name="arguments">Arguments of the server beside the usual ones.</param>
    public EditorClient(params string[] arguments)
    {
        _server = Start(["lsp", "--stdio", .. arguments]);
        // .NET writes to a pipe as to a socket, and on a busy machine takes a long wait for the end of a connection although there is no
        // connection.
        var pipe = ((PipeStream)_server.StandardInput.BaseStream).SafePipeHandle;
        _input = new(new SafeFileHandle(pipe.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, bufferSize: 0);
        _reading = ReadAsync();
        _errors = ReadErrorsAsync();
    }

    /// <summary>What every message of the server is, in order.</summary>
    public ConcurrentQueue<JsonObject> Received { get; } = new();

    /// <summary>What <see cref="Answers"/> returns where the client is never to answer.</summary>
    public static JsonNode Silence { get; } = "no answer";

    /// <summary>Answers the server's own requests; by default with null.</summary>
    public Func<string, JsonNode?, JsonNode?> Answers { get; set; } = (_, _) => null;

    /// <summary>The last diagnostics of each file, by URI.</summary>
    public ConcurrentDictionary<string, JsonArray> Diagnostics { get; } = new();

    /// <summary>The server's process.</summary>
    public int ProcessId => _server.Id;

    public static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [ServerPath, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                Environment = { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["NO_COLOR"] = "" },
            }
        )!;

    public static string ServerPath => Path.Combine(AppContext.BaseDirectory, "bep.dll");

    /// <summary>A client that has opened <paramref name="folders"/> and can do everything.</summary>
    public static async Task<EditorClient> OpenAsync(params string[] folders)
    {
        var client = new EditorClient();
        await client.InitializeAsync(folders);
        return client;
    }

    /// <param name="folders">Absolute paths, or addresses in a spelling of the client's own.</param>
    /// <param name="capabilities">JSON; null for everything.</param>
    /// <param name="options">The initialization options as JSON.</param>
    /// <param name="parent">The process that the server ends with.</param>
    /// <param name="locale">The language of the editor.</param>
    public async Task<JsonNode> InitializeAsync(
        string[] folders,
        string? capabilities = null,
        string options = "{}",
        int? parent = null,
        string? locale = null
    )
    {
        var uris = folders.Select(folder =>
            (JsonNode)
                new JsonObject
                {
                    ["uri"] = folder.StartsWith("file:", StringComparison.Ordinal) ? folder : Bep.Server.Protocol.Uris.Of(folder),
                    ["name"] = "folder",
                }
        );
        var answer = await RequestAsync(
            "initialize",
            new JsonObject
            {
                ["processId"] = parent,
                ["locale"] = locale,
                ["workspaceFolders"] = new JsonArray([.. uris]),
                ["initializationOptions"] = JsonNode.Parse(options),
                ["capabilities"] = JsonNode.Parse(
                    capabilities
                        ?? """
                        {
                          "workspace": {
                            "applyEdit": true, "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true, "relativePatternSupport": true },
                            "fileOperations": { "willRename": true, "willDelete": true },
                            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] }
                          },
                          "textDocument": {
                            "hover": { "contentFormat": ["markdown", "plaintext"] }, "definition": { "linkSupport": true },
                            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true }, "rename": { "prepareSupport": true },
                            "publishDiagnostics": { "versionSupport": true, "relatedInformation": true, "codeDescriptionSupport": true },
                            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } }, "isPreferredSupport": true }
                          },
                          "window": { "workDoneProgress": true, "showDocument": { "support": true } }
                        }
                        """
                ),
            }
        );
        Notify("initialized", new JsonObject());
        return answer;
    }

    public void Open(string uri, string text, int version = 1) =>
        Notify(
            "textDocument/didOpen",
            new JsonObject
            {
                ["textDocument"] = new JsonObject
                {
                    ["uri"] = uri,
                    ["languageId"] = "markdown",
                    ["version"] = version,
                    ["text"] = text,
                },
            }
        );

    public void Change(string uri, string text, int version) =>
        Notify(
            "textDocument/didChange",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
                ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = text }),
            }
        );

    public void Close(string uri) =>
        Notify("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri } });

    /// <summary>Files were created (1), changed (2) or deleted (3).</summary>
    public void Watched(params (string Uri, int Type)[] events) =>
        Notify(
            "workspace/didChangeWatchedFiles",
            new JsonObject
            {
                ["changes"] = new JsonArray([.. events.Select(one => new JsonObject { ["uri"] = one.Uri, ["type"] = one.Type })]),
            }
        );

    public void ChangeFolders(string[] added, string[] removed)
    {
        Notify(
            "workspace/didChangeWorkspaceFolders",
            new JsonObject
            {
                ["event"] = new JsonObject { ["added"] = Folders(added), ["removed"] = Folders(removed) },
            }
        );

        static JsonArray Folders(string[] folders) =>
            new([.. folders.Select(folder => new JsonObject { ["uri"] = Bep.Server.Protocol.Uris.Of(folder), ["name"] = "folder" })]);
    }

    public static JsonObject At(string uri, int line, int character) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
        };

    /// <returns>The whole response, be it a result or an error.</returns>
    public Task<JsonObject> AskAsync(string method, JsonNode? parameters, JsonNode? id = null)
    {
        id ??= Interlocked.Increment(ref _lastId);
        var answered = _asked[id.ToJsonString()] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id.DeepClone(),
            ["method"] = method,
        };
        if (parameters is not null)
            message["params"] = parameters;
        Send(message.ToJsonString());
        return answered.Task.WaitAsync(s_patience);
    }

    /// <returns>The result.</returns>
    public async Task<JsonNode> RequestAsync(string method, JsonNode? parameters)
    {
        var answer = await AskAsync(method, parameters);
        Assert.False(answer.ContainsKey("error"), answer.ToJsonString());
        Assert.True(answer.ContainsKey("result"), "A result that is nothing is written as null.");
        return answer["result"]!;
    }

    public void Notify(string method, JsonNode? parameters) =>
        Send(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["method"] = method,
                ["params"] = parameters,
            }.ToJsonString()
        );

    public void Send(string json) => SendRaw($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public void SendRaw(string bytes)
    {
        lock (_server)
        {
            try
            {
                _input.Write(Encoding.UTF8.GetBytes(bytes));
            }
            catch (IOException e)
            {
                _server.WaitForExit(s_patience);
                throw new IOException(
                    $"The server does not listen any more{(_server.HasExited ? $", and ended with {_server.ExitCode}: {_errors.Result}" : "")}.",
                    e
                );
            }
        }
    }

    /// <summary>
    /// Takes notifications of one method in order until one is as wanted. Those of others wait for whoever asks for them: which of two
    /// comes first depends on how busy the machine is.
    /// </summary>
    public async Task<JsonNode> NextAsync(string method, Func<JsonNode, bool>? isWanted = null)
    {
        using var limit = new CancellationTokenSource(s_patience);
        var notifications = NotificationsOf(method);
        if (_isEnded)
            notifications.Writer.TryComplete();
        await foreach (var given in notifications.Reader.ReadAllAsync(limit.Token))
        {
            if (isWanted?.Invoke(given!) != false)
                return given!;
        }
        throw new InvalidOperationException("The server has ended: " + await _errors);
    }

    /// <summary>Waits until a line of standard error ends with <paramref name="words"/>.</summary>
    public Task SaysAsync(string words) =>
        NextAsync(StandardError, line => line.GetValue<string>().EndsWith(words, StringComparison.Ordinal));

    /// <summary>The rules that the last diagnostics of a file name.</summary>
    public string[] RulesOf(string uri) =>
        Diagnostics.TryGetValue(uri, out var last) ? [.. last.Select(diagnostic => diagnostic!["code"]!.GetValue<string>())] : [];

    /// <summary>Waits until the diagnostics of a file name a rule.</summary>
    public Task FindsAsync(string uri, string rule) => UntilAsync(() => RulesOf(uri).Contains(rule));

    /// <summary>Waits until the diagnostics of a file, which named a rule, do so no longer.</summary>
    public Task ClearsAsync(string uri, string rule) => UntilAsync(() => !RulesOf(uri).Contains(rule));

    /// <summary>Waits until the diagnostics received are as wanted.</summary>
    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
            await NextAsync("textDocument/publishDiagnostics");
    }

    /// <summary>Waits until every file has been read and checked; needs the option <c>seriesNotifications</c>.</summary>
    public Task<JsonNode> CompleteAsync() =>
        NextAsync("bep/series", given =>
            given["series"]!.AsArray() is { Count: > 0 } series && series.All(one => one!["complete"]!.GetValue<bool>())
        );

    private async Task<string> ReadErrorsAsync()
    {
        var errors = new StringBuilder();
        while (await _server.StandardError.ReadLineAsync() is { } line)
        {
            errors.Append(line).Append('\n');
            NotificationsOf(StandardError).Writer.TryWrite(line);
        }

        return errors.ToString();
    }

    /// <returns>The exit status and what was written to standard error.</returns>
    public async Task<(int Status, string Errors)> EndAsync(bool closesInput = false)
    {
        if (closesInput)
        {
            _input.Dispose();
            _server.StandardInput.Close();
        }

        using var limit = new CancellationTokenSource(s_patience);
        await _server.WaitForExitAsync(limit.Token);
        return (_server.ExitCode, await _errors);
    }

    public async Task<int> ShutDownAsync()
    {
        await RequestAsync("shutdown", null);
        Notify("exit", null);
        return (await EndAsync()).Status;
    }

    public async ValueTask DisposeAsync()
    {
        // With whatever it has started: its folders are removed next.
        if (!_server.HasExited)
            _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        await _reading;
        await _input.DisposeAsync();
        _server.Dispose();
    }

    private async Task ReadAsync()
    {
        var input = _server.StandardOutput.BaseStream;
        var header = new List<byte>();
        var one = new byte[1];
        while (await input.ReadAsync(one) == 1)
        {
            header.Add(one[0]);
            if (header is not [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
                continue;
            var text = Encoding.ASCII.GetString([.. header]);
            Assert.StartsWith("Content-Length: ", text);
            header.Clear();
            var body = new byte[int.Parse(text["Content-Length: ".Length..])];
            await input.ReadExactlyAsync(body);
            Take(JsonNode.Parse(body)!.AsObject());
        }
        _isEnded = true;
        foreach (var notifications in _notifications.Values)
            notifications.Writer.TryComplete();
        foreach (var asked in _asked.Values)
            asked.TrySetException(new InvalidOperationException("The server has ended."));
    }

    private void Take(JsonObject message)
    {
        Received.Enqueue(message);
        switch (message["method"]?.GetValue<string>(), message["id"])
        {
            case (null, { } id):
                if (_asked.TryGetValue(id.ToJsonString(), out var asked))
                    Assert.True(asked.TrySetResult(message), "A request has one response.");
                break;
            case ({ } method, { } id):
                try
                {
                    var answer = Answers(method, message["params"]);
                    if (answer != Silence)
                        Send(
                            new JsonObject
                            {
                                ["jsonrpc"] = "2.0",
                                ["id"] = id.DeepClone(),
                                ["result"] = answer,
                            }.ToJsonString()
                        );
                }
                catch (Exception e) when (e is IOException or ObjectDisposedException)
                {
                    // A server that asks and then ends needs no answer.
                }
                break;
            case ({ } method, null):
                if (method == "textDocument/publishDiagnostics")
                    Diagnostics[message["params"]!["uri"]!.GetValue<string>()] = message["params"]!["diagnostics"]!.AsArray();
                NotificationsOf(method).Writer.TryWrite(message["params"]);
                break;
            default:
                // The answer to what was no request has no number (JSON-RPC 2.0, 5).
                break;
        }
    }

    private Channel<JsonNode?> NotificationsOf(string method) => _notifications.GetOrAdd(method, _ => Channel.CreateUnbounded<JsonNode?>());
}
