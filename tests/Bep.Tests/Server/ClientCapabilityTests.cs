using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>What the server asks of a client, and how it does without: capabilities, settings, cancelled requests.</summary>
public sealed class ClientCapabilityTests
{
    private const int Cancelled = -32800;
    private const string Tides = "proposals/BEP-1001-tide-tables.md";

    /// <summary>
    /// What a client that can do nothing asks for, at the mention in a document that it has open, and what it must not get.
    /// </summary>
    private static readonly Dictionary<string, Action<JsonNode, string>> s_plainAnswers = new()
    {
        ["textDocument/hover"] = (hover, _) =>
        {
            Assert.Equal("plaintext", hover["contents"]!["kind"]!.GetValue<string>());
            Assert.DoesNotContain("**", hover["contents"]!["value"]!.GetValue<string>());
        },
        ["textDocument/definition"] = (places, uri) =>
        {
            Assert.Equal(
                uri.Replace("BEP-1001-tide-tables.md", "BEP-1000-quiet-hours.md", StringComparison.Ordinal),
                places[0]!["uri"]!.GetValue<string>()
            );
            Assert.False(places[0]!.AsObject().ContainsKey("targetUri"));
        },
        ["textDocument/documentSymbol"] = (symbols, uri) =>
        {
            Assert.All(symbols.AsArray(), symbol => Assert.Equal(uri, symbol!["location"]!["uri"]!.GetValue<string>()));
            Assert.All(symbols.AsArray(), symbol => Assert.False(symbol!.AsObject().ContainsKey("children")));
        },
        ["textDocument/completion"] = (list, _) =>
        {
            Assert.NotEmpty(list["items"]!.AsArray());
            Assert.All(list["items"]!.AsArray(), item => Assert.False(item!.AsObject().ContainsKey("insertTextFormat")));
        },
    };

    [Fact]
    public async Task A_client_that_can_do_nothing_is_asked_for_nothing_and_still_served()
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("Tide Tables", body: "After BEP-1000, [x](nowhere.md).\n");
        var uri = folder.Write(Tides, text);
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], "{}");
        client.Open(uri, text, 4);
        await client.FindsAsync(uri, "broken-link");
        Assert.All(client.Received.Select(message => message["params"]).Where(given => given?["diagnostics"] is not null), given =>
            ArePlain(given!.AsObject())
        );

        foreach (var (method, isPlain) in s_plainAnswers)
            isPlain(await client.RequestAsync(method, EditorClient.At(uri, 8, 10)), uri);
        var made = await client.AskAsync("workspace/executeCommand", NewProposal());
        Assert.Equal("This editor does not let a server create files or edit them.", made["error"]!["message"]!.GetValue<string>());
        Assert.DoesNotContain(client.Received, message => message["method"] is not null && message["id"] is not null);

        static void ArePlain(JsonObject published)
        {
            Assert.False(published.ContainsKey("version"));
            Assert.All(published["diagnostics"]!.AsArray(), finding => Assert.False(finding!.AsObject().ContainsKey("relatedInformation")));
            Assert.All(published["diagnostics"]!.AsArray(), finding => Assert.False(finding!.AsObject().ContainsKey("codeDescription")));
        }
    }

    [Fact]
    public async Task What_a_client_cannot_do_is_not_offered_to_it()
    {
        await using var poor = new EditorClient();
        var offered = (await poor.InitializeAsync([], "{}"))["capabilities"]!;
        Assert.False(offered["codeActionProvider"]!.GetValue<bool>());
        Assert.True(offered["renameProvider"]!.GetValue<bool>());
        Assert.False(offered["workspace"]!.AsObject().ContainsKey("fileOperations"));

        await using var rich = new EditorClient();
        offered = (
            await rich.InitializeAsync(
                [],
                """
                {
                  "workspace": { "fileOperations": { "willRename": true, "willDelete": true } },
                  "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } }, "rename": { "prepareSupport": true } }
                }
                """
            )
        )["capabilities"]!;
        Assert.Contains("quickfix", offered["codeActionProvider"]!["codeActionKinds"]!.AsArray().Select(kind => kind!.GetValue<string>()));
        Assert.True(offered["renameProvider"]!["prepareProvider"]!.GetValue<bool>());
        Assert.NotEmpty(offered["workspace"]!["fileOperations"]!["willRename"]!["filters"]!.AsArray());
        Assert.NotEmpty(offered["workspace"]!["fileOperations"]!["willDelete"]!["filters"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_is_asked_of_a_client_that_is_not_initialized_yet()
    {
        using var folder = TempFolder.WithSeries();
        for (var i = 0; i < 300; i++)
            folder.Write($"proposals/notes/{i}.md", "# Note\n");
        await using var client = new EditorClient();
        await client.RequestAsync(
            "initialize",
            new JsonObject
            {
                ["rootUri"] = folder.UriOf(""),
                ["capabilities"] = JsonNode.Parse(
                    """
                    {
                      "workspace": { "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true } },
                      "window": { "workDoneProgress": true }
                    }
                    """
                ),
                ["initializationOptions"] = new JsonObject { ["seriesNotifications"] = true },
            }
        );
        await client.CompleteAsync();
        Assert.DoesNotContain(client.Received, message => message["method"] is not null && message["id"] is not null);
        client.Notify("initialized", new JsonObject());
        await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "" });
        Assert.Equal(
            ["client/registerCapability", "workspace/configuration"],
            client
                .Received.Where(message => message["method"] is not null && message["id"] is not null)
                .Select(message => message["method"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_cancelled_request_is_answered_at_once_and_what_it_asked_is_withdrawn()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        var asked = new TaskCompletionSource();
        client.Answers = (method, _) =>
        {
            if (method != "workspace/applyEdit")
                return null;
            asked.SetResult();
            return EditorClient.Silence;
        };
        await client.InitializeAsync([folder.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        // It would wait for ever: the client never says whether it made the edit.
        var answer = client.AskAsync("workspace/executeCommand", NewProposal(), "slow");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        client.Notify("$/cancelRequest", new JsonObject { ["id"] = "slow" });
        Assert.Equal(Cancelled, (await answer)["error"]!["code"]!.GetValue<int>());
        var request = client.Received.Single(message => message["method"]?.GetValue<string>() == "workspace/applyEdit");
        var withdrawn = await client.NextAsync("$/cancelRequest");
        Assert.Equal(request["id"]!.ToJsonString(), withdrawn["id"]!.ToJsonString());
        Assert.Equal(0, await client.ShutDownAsync());
        Assert.Single(client.Received, message => message["id"]?.ToJsonString() == "\"slow\"");
    }

    [Fact]
    public async Task Two_requests_of_one_id_are_not_mixed_up()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        client.Answers = (method, _) => method == "workspace/applyEdit" ? EditorClient.Silence : null;
        await client.InitializeAsync([folder.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        _ = client.AskAsync("workspace/executeCommand", NewProposal(), "same");
        var second = await client.AskAsync("workspace/symbol", new JsonObject { ["query"] = "x" }, "same");
        Assert.Equal(-32600, second["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Settings_hold_at_once_and_what_is_wrong_with_them_is_said_once()
    {
        using var folder = TempFolder.WithSeries();
        var uri = folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await using var client = new EditorClient();
        var settings = """{ "rules": { "broken-link": "hint", "no-such-rule": "off", "broken-anchor": "fatal" } }""";
        client.Answers = (method, _) => method == "workspace/configuration" ? new JsonArray(JsonNode.Parse(settings)) : null;
        await client.InitializeAsync([folder.Root]);
        await client.UntilAsync(() => SeverityOf("broken-link") == 4);
        settings = settings.Replace("\"hint\"", "\"off\"");
        client.Notify("workspace/didChangeConfiguration", new JsonObject { ["settings"] = null });
        await client.ClearsAsync(uri, "broken-link");
        settings = "{}";
        client.Notify("workspace/didChangeConfiguration", new JsonObject { ["settings"] = null });
        await client.UntilAsync(() => SeverityOf("broken-link") == 1);

        var said = client
            .Received.Where(message => message["method"]?.GetValue<string>() == "window/logMessage")
            .Select(message => message["params"]!["message"]!.GetValue<string>())
            .Where(message => message.Contains("bep.rules"))
            .Order()
            .ToArray();
        Assert.Equal(2, said.Length);
        Assert.Contains("`broken-anchor` the severity `fatal`", said[0]);
        Assert.Contains("`no-such-rule`", said[1]);

        int? SeverityOf(string rule) =>
            client
                .Diagnostics.GetValueOrDefault(uri, [])
                .FirstOrDefault(one => one!["code"]!.GetValue<string>() == rule)
                ?["severity"]!.GetValue<int>();
    }

    [Theory]
    [InlineData("""{ "bep": { "rules": { "broken-link": "off" } } }""", true)]
    [InlineData("""{ "bep": { "rules": [] } }""", false)]
    [InlineData("""{ "bep": null }""", false)]
    [InlineData("""{ "bep": 1 }""", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public async Task A_client_that_cannot_be_asked_sends_its_settings(string settings, bool isOff)
    {
        using var folder = TempFolder.WithSeries();
        var uri = folder.Write(Tides, TempFolder.Proposal("Tide Tables", "Drafft", "[x](nowhere.md)\n"));
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], "{}");
        await client.FindsAsync(uri, "broken-link");
        client.Notify("workspace/didChangeConfiguration", new JsonObject { ["settings"] = JsonNode.Parse(settings) });
        client.Open(uri, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await client.ClearsAsync(uri, "unknown-status");
        Assert.Equal(!isOff, client.RulesOf(uri).Contains("broken-link"));
    }

    private static JsonObject NewProposal() =>
        new() { ["command"] = "bep.server.newProposal", ["arguments"] = new JsonArray(new JsonObject { ["title"] = "A Title" }) };
}
