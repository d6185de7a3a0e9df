using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>From `initialize` to the end of the process, and what is answered on the way whatever is asked.</summary>
public sealed class LifeCycleTests
{
    private const int InvalidRequest = -32600,
        MethodNotFound = -32601,
        InvalidParams = -32602,
        NotInitialized = -32002,
        Cancelled = -32800;

    /// <summary>What a server may offer, and the request that it then answers (LSP 3.17, ServerCapabilities).</summary>
    private static readonly Dictionary<string, string> s_providers = new()
    {
        ["completionProvider"] = "textDocument/completion",
        ["hoverProvider"] = "textDocument/hover",
        ["signatureHelpProvider"] = "textDocument/signatureHelp",
        ["declarationProvider"] = "textDocument/declaration",
        ["definitionProvider"] = "textDocument/definition",
        ["typeDefinitionProvider"] = "textDocument/typeDefinition",
        ["implementationProvider"] = "textDocument/implementation",
        ["referencesProvider"] = "textDocument/references",
        ["documentHighlightProvider"] = "textDocument/documentHighlight",
        ["documentSymbolProvider"] = "textDocument/documentSymbol",
        ["codeActionProvider"] = "textDocument/codeAction",
        ["codeLensProvider"] = "textDocument/codeLens",
        ["documentLinkProvider"] = "textDocument/documentLink",
        ["colorProvider"] = "textDocument/documentColor",
        ["documentFormattingProvider"] = "textDocument/formatting",
        ["renameProvider"] = "textDocument/rename",
        ["foldingRangeProvider"] = "textDocument/foldingRange",
        ["selectionRangeProvider"] = "textDocument/selectionRange",
        ["executeCommandProvider"] = "workspace/executeCommand",
        ["semanticTokensProvider"] = "textDocument/semanticTokens/full",
        ["inlayHintProvider"] = "textDocument/inlayHint",
        ["callHierarchyProvider"] = "textDocument/prepareCallHierarchy",
        ["typeHierarchyProvider"] = "textDocument/prepareTypeHierarchy",
        ["diagnosticProvider"] = "textDocument/diagnostic",
        ["workspaceSymbolProvider"] = "workspace/symbol",
    };

    [Fact]
    public async Task The_server_starts_and_ends_as_the_protocol_says()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        var answer = await client.InitializeAsync([folder.Root]);
        Assert.Equal("bep", answer["serverInfo"]!["name"]!.GetValue<string>());
        Assert.Equal("utf-16", answer["capabilities"]!["positionEncoding"]!.GetValue<string>());
        Assert.Equal(0, await client.ShutDownAsync());
        Assert.Equal("", (await client.EndAsync()).Errors);
    }

    [Fact]
    public async Task A_start_says_what_it_spends_its_time_on_where_it_is_asked_to()
    {
        using var folder = TempFolder.WithSeries();
        var uri = folder.Write("proposals/BEP-1001-tide-tables.md", "---\nStatus: Draft\n---\n\n# BEP-1001: Tide Tables\n");
        await using var client = new EditorClient("--trace-startup");
        await client.InitializeAsync([folder.Root]);
        client.Open(uri, "---\nStatus: Draft\n---\n\n# BEP-1001: Tide Tables\n\nSee [this](nowhere.md).\n");
        await client.FindsAsync(uri, "broken-link");
        Assert.Equal(0, await client.ShutDownAsync());
        var steps = (await client.EndAsync()).Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(steps, step => Assert.Matches(@"^bep: +\d+\.\d ms  \S", step));
        string[] names = [.. steps.Select(step => step[(step.IndexOf("ms", StringComparison.Ordinal) + 4)..])];
        Assert.Equal(names.Distinct(), names);
        foreach (var wanted in new[] { "`initialize` answered", "its files listed", "a document opened", "the open document parsed" })
            Assert.Contains(wanted, names);
    }

    [Fact]
    public async Task What_reading_a_series_took_is_given_back_in_the_first_silence()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient("--trace-startup");
        await client.InitializeAsync([folder.Root]);
        await client.SaysAsync("all documents checked");
        await client.SaysAsync("the memory that reading took given back");
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task Requests_before_initialize_and_after_shutdown_are_refused()
    {
        await using var client = new EditorClient();
        Assert.Equal(NotInitialized, CodeOf(await client.AskAsync("textDocument/hover", EditorClient.At("file:///x.md", 0, 0))));
        await client.InitializeAsync([]);
        Assert.Equal(InvalidRequest, CodeOf(await client.AskAsync("initialize", new JsonObject())));
        await client.RequestAsync("shutdown", null);
        Assert.Equal(InvalidRequest, CodeOf(await client.AskAsync("textDocument/hover", EditorClient.At("file:///x.md", 0, 0))));
        client.Notify("exit", null);
        Assert.Equal(0, (await client.EndAsync()).Status);
    }

    [Fact]
    public async Task Exit_without_shutdown_is_a_failure()
    {
        await using var client = await EditorClient.OpenAsync();
        client.Notify("exit", null);
        Assert.Equal(1, (await client.EndAsync()).Status);
    }

    [Fact]
    public async Task The_server_ends_with_its_standard_input()
    {
        await using var client = await EditorClient.OpenAsync();
        var (status, errors) = await client.EndAsync(closesInput: true);
        Assert.Equal(1, status);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_server_ends_with_its_parent()
    {
        using var parent = EditorClient.Start("lsp");
        await using var client = new EditorClient();
        await client.InitializeAsync([], parent: parent.Id);
        // Answered after it has looked for its parent.
        await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "" });
        parent.Kill();
        await parent.WaitForExitAsync();
        Assert.Equal(1, (await client.EndAsync()).Status);
    }

    [Fact]
    public async Task A_parent_that_cannot_be_seen_leaves_the_server_to_its_standard_input()
    {
        // From a container, the editor's process looks as one that is gone.
        using var parent = EditorClient.Start("--version");
        await parent.WaitForExitAsync();
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], parent: parent.Id);
        for (var i = 0; i < 20; i++)
            Assert.NotNull(await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "quiet" }));
        Assert.Equal(1, (await client.EndAsync(closesInput: true)).Status);
    }

    [Theory]
    [InlineData("initializationOptions", "[]")]
    [InlineData("initializationOptions", "{ \"commands\": [1], \"markdownLanguageFeatures\": null, \"seriesNotifications\": \"yes\" }")]
    [InlineData("processId", "\"12\"")]
    [InlineData("locale", "7")]
    [InlineData("rootUri", "{}")]
    [InlineData("workspace", "[]")]
    [InlineData("window", "true")]
    [InlineData(
        "textDocument",
        "{ \"hover\": { \"contentFormat\": \"markdown\" }, \"definition\": [], \"completion\": null, \"codeAction\": 1 }"
    )]
    public async Task An_odd_member_is_left_out_and_nothing_else(string name, string value)
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        var said = new JsonObject
        {
            ["processId"] = null,
            ["workspaceFolders"] = new JsonArray(
                null,
                new JsonObject { ["uri"] = 5 },
                new JsonObject { ["uri"] = Bep.Server.Protocol.Uris.Of(folder.Root), ["name"] = 3 }
            ),
            ["capabilities"] = JsonNode.Parse(
                """{ "workspace": { "workspaceEdit": { "documentChanges": null, "resourceOperations": ["rename"] } }, "textDocument": { "publishDiagnostics": { "versionSupport": true } } }"""
            ),
        };
        (name is "workspace" or "window" or "textDocument" ? (JsonObject)said["capabilities"]! : said)[name] = JsonNode.Parse(value);
        Assert.NotNull(await client.RequestAsync("initialize", said));
        client.Notify("initialized", new JsonObject());
        Assert.NotEmpty((await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "quiet" })).AsArray());
        await client.ShutDownAsync();
    }

    [Fact]
    public async Task Ids_are_echoed_as_they_are_sent()
    {
        await using var client = await EditorClient.OpenAsync();
        foreach (var id in new JsonNode[] { "한글 \"id\"", -3, 9007199254740993L })
        {
            var answer = await client.AskAsync("workspace/symbol", new JsonObject { ["query"] = "x" }, id);
            Assert.True(answer.ContainsKey("result"), answer.ToJsonString());
        }
    }

    [Theory]
    [InlineData("no/such/method", "{}", MethodNotFound)]
    [InlineData("$/noSuchRequest", "{}", MethodNotFound)]
    [InlineData("textDocument/hover", null, InvalidParams)]
    [InlineData("textDocument/hover", "[]", InvalidParams)]
    [InlineData("textDocument/hover", """{ "textDocument": {}, "position": { "line": 0, "character": 0 } }""", InvalidParams)]
    [InlineData(
        "textDocument/hover",
        """{ "textDocument": { "uri": "file:///x.md" }, "position": { "line": "a", "character": 0 } }""",
        InvalidParams
    )]
    public async Task What_cannot_be_answered_is_refused_with_the_right_code(string method, string? parameters, int code)
    {
        await using var client = await EditorClient.OpenAsync();
        Assert.Equal(code, CodeOf(await client.AskAsync(method, parameters is null ? null : JsonNode.Parse(parameters))));
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task Nothing_is_a_result()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        foreach (var uri in new[] { "untitled:Untitled-1", "file:///no/such/file.md", folder.UriOf("src/main.py"), "not a uri" })
        {
            var answer = await client.AskAsync("textDocument/hover", EditorClient.At(uri, 5, 5));
            Assert.True(answer.ContainsKey("result"));
            Assert.Null(answer["result"]);
        }
    }

    [Fact]
    public async Task A_cancelled_request_has_exactly_one_response()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var answers = Enumerable
            .Range(1, 200)
            .Select(i =>
            {
                var answer = client.AskAsync("workspace/symbol", new JsonObject { ["query"] = "e" }, $"c{i}");
                client.Notify("$/cancelRequest", new JsonObject { ["id"] = $"c{i}" });
                return answer;
            })
            .ToArray();
        foreach (var answer in await Task.WhenAll(answers))
            Assert.True(answer.ContainsKey("result") || CodeOf(answer) == Cancelled);
        Assert.Equal(0, await client.ShutDownAsync());
        Assert.Equal(
            200,
            client.Received.Count(message => message["id"]?.ToJsonString().StartsWith("\"c", StringComparison.Ordinal) == true)
        );
    }

    [Fact]
    public async Task What_is_offered_is_answered_and_nothing_else()
    {
        await using var client = new EditorClient();
        var capabilities = (await client.InitializeAsync([]))["capabilities"]!.AsObject();
        foreach (var (provider, method) in s_providers)
        {
            var isAnswered = await IsAnsweredAsync(client, method);
            Assert.True(
                capabilities.ContainsKey(provider) == isAnswered,
                $"{provider} is {(isAnswered ? "answered, not offered" : "offered, not answered")}"
            );
        }

        Assert.Empty(
            capabilities
                .Select(capability => capability.Key)
                .Except([.. s_providers.Keys, "positionEncoding", "textDocumentSync", "workspace"])
        );
    }

    [Theory]
    [InlineData("willCreate")]
    [InlineData("willRename")]
    [InlineData("willDelete")]
    public async Task What_is_offered_before_files_change_is_answered_and_nothing_else(string operation)
    {
        await using var client = new EditorClient();
        var offered = (await client.InitializeAsync([]))["capabilities"]!["workspace"]!["fileOperations"]!.AsObject();
        Assert.Equal(offered.ContainsKey(operation), await IsAnsweredAsync(client, $"workspace/{operation}Files"));
    }

    [Fact]
    public async Task Each_command_that_is_offered_is_known()
    {
        await using var client = new EditorClient();
        foreach (var command in (await client.InitializeAsync([]))["capabilities"]!["executeCommandProvider"]!["commands"]!.AsArray())
        {
            var answer = await client.AskAsync(
                "workspace/executeCommand",
                new JsonObject
                {
                    ["command"] = command!.DeepClone(),
                    ["arguments"] = new JsonArray(new JsonObject { ["title"] = "A Title" }),
                }
            );
            // One makes a series where there is none yet.
            var reason =
                command.GetValue<string>() == "bep.server.initialize"
                    ? "Say which folder is meant, in one that is open."
                    : "No series of proposals is open.";
            Assert.Equal(reason, answer["error"]!["message"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task An_editor_with_an_outline_of_its_own_is_offered_none()
    {
        await using var client = new EditorClient();
        var answer = await client.InitializeAsync([], options: """{ "markdownLanguageFeatures": true }""");
        Assert.False(answer["capabilities"]!["documentSymbolProvider"]!.GetValue<bool>());
    }

    private static async Task<bool> IsAnsweredAsync(EditorClient client, string method) =>
        CodeOf(await client.AskAsync(method, null)) != MethodNotFound;

    private static int? CodeOf(JsonObject answer) => answer["error"]?["code"]!.GetValue<int>();
}
