using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>A folder, and a client, full of what should not be there: the server says what it skips, and goes on.</summary>
public sealed class BadInputTests
{
    /// <summary>
    /// What stands among the proposals, how it is made there, and why it is skipped; null where it is read, or left alone without a word.
    /// </summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static (string Name, Action<TempFolder, string> Make, string? Reason)[] Strange() =>
        [
            ("BEP-1002-latin.md", Bytes([.. "# Caf"u8, 0xE9, .. "\n"u8]), "is not UTF-8 (byte 5)"),
            ("BEP-1003-empty.md", Text(""), null),
            (
                "BEP-1004-huge.md",
                Text(TempFolder.Proposal("Huge", body: string.Concat(Enumerable.Repeat("word ", 4 << 20)))),
                "is larger than 5 MiB"
            ),
            ("BEP-1005-folder.md", (folder, path) => folder.Write($"{path}/inside.md", "# Inside\n"), "is a folder"),
            ("BEP-1006-loop.md", LinkTo("proposals/BEP-1006-loop.md"), "is a link that leads nowhere"),
            ("BEP-1007-lost.md", LinkTo("proposals/nowhere.md"), "is a link that leads nowhere"),
            // Whether there is anything out there is not said.
            ("BEP-1008-outside.md", LinkTo("/etc/hostname"), "is a link out of the repository"),
            ("BEP-1016-outside.md", LinkTo("/no/such/file.md"), "is a link out of the repository"),
            ("circle", LinkTo("proposals"), null),
            ("alias.md", LinkTo("proposals/BEP-1001-tide-tables.md"), null),
            ("BEP-1009-half.md", Text("---\nAuthor: Ada Park\nStat"), null),
            ("BEP-1010-nul.md", Text(TempFolder.Proposal("Nul", body: "a\0b [x](no\0where.md) BEP-\0 1000\n")), null),
            ("BEP-1011-binary.md", Bytes([.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 31 % 128))]), null),
            ("BEP-1012-deep.md", Text(new string('>', 20_000) + new string('[', 20_000) + "\n"), null),
            ("BEP-1013-deep-yaml.md", Text("---\nAuthor: " + new string('[', 20_000) + "\n---\n# Deep\n"), null),
            ("BEP-1014-pipe.md", MakePipe, "is a pipe or a device, not a file"),
            ("BEP-1015-secret.md", MakeSecret, null),
            ("locked", (folder, path) => Directory.CreateDirectory(folder.PathOf(path), UnixFileMode.None), null),
            ("\r\n\t*?\"<>|.md", Text("# A name\n"), null),
        ];

    [SkippableFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task What_cannot_be_read_is_skipped_with_a_reason()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links, pipes and permissions are made with the tools of Unix.");
        using var folder = TempFolder.WithSeries();
        var good = folder.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        var strange = Strange();
        foreach (var (name, make, _) in strange)
            make(folder, $"proposals/{name}");

        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        await client.FindsAsync(good, "broken-link");
        await client.FindsAsync(folder.UriOf("proposals/BEP-1009-half.md"), "invalid-front-matter");
        await client.RequestAsync("textDocument/hover", EditorClient.At(good, 0, 0));

        var log = client
            .Received.Where(message => message["method"]?.GetValue<string>() == "window/logMessage")
            .Select(message => message["params"]!["message"]!.GetValue<string>())
            .ToArray();
        foreach (var (name, _, reason) in strange.Where(one => one.Reason is not null))
            Assert.Contains(log, line => line.EndsWith($"{name} {reason}; it is skipped.", StringComparison.Ordinal));
        // Root may read everything.
        if (Environment.UserName != "root")
            Assert.Contains(log, line => line.Contains("BEP-1015-secret.md cannot be read: "));
        Assert.DoesNotContain(client.Diagnostics.Keys, uri => uri.Contains("circle") || uri.Contains("alias") || uri.Contains("hostname"));
        Directory.Delete(folder.PathOf("proposals/locked"));
        Assert.Equal(0, await client.ShutDownAsync());
        Assert.Equal("", (await client.EndAsync()).Errors);
    }

    private static Action<TempFolder, string> Text(string text) => (folder, path) => folder.Write(path, text);

    private static Action<TempFolder, string> Bytes(byte[] bytes) => (folder, path) => folder.Write(path, bytes);

    // An absolute target stays as it is.
    private static Action<TempFolder, string> LinkTo(string target) =>
        (folder, path) => File.CreateSymbolicLink(folder.PathOf(path), folder.PathOf(target));

    private static void MakePipe(TempFolder folder, string path)
    {
        using var pipe = Process.Start("mkfifo", [folder.PathOf(path)]);
        pipe.WaitForExit();
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void MakeSecret(TempFolder folder, string path)
    {
        folder.Write(path, "# Secret\n");
        File.SetUnixFileMode(folder.PathOf(path), UnixFileMode.None);
    }

    [Fact]
    public async Task A_text_too_long_to_read_may_still_be_opened()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf("proposals/BEP-1001-tide-tables.md");
        client.Open(uri, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await client.FindsAsync(uri, "broken-link");
        client.Change(uri, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n" + new string('x', 20 << 20)), 2);
        await client.ClearsAsync(uri, "broken-link");
        Assert.Null(await client.RequestAsync("textDocument/hover", EditorClient.At(uri, 0, 0)));
        client.Change(uri, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"), 3);
        await client.FindsAsync(uri, "broken-link");
    }

    [Fact]
    public async Task A_byte_order_mark_moves_nothing()
    {
        using var folder = TempFolder.WithSeries();
        var uri = folder.Write("proposals/BEP-1001-tide-tables.md", [0xEF, 0xBB, 0xBF, .. "[x](nowhere.md)\n"u8]);
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(uri, "broken-link");
        var finding = client.Diagnostics[uri].Single(one => one!["code"]!.GetValue<string>() == "broken-link")!;
        Assert.Equal(4, finding["range"]!["start"]!["character"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("garbage without end or meaning\r\n\r\n")]
    [InlineData("Content-Length: 100000000\r\n\r\n")]
    [InlineData("Content-Length: 5\r\n\r\n{\"a\":")]
    [InlineData("Content-Length: 2\r\n\r\n[]")]
    [InlineData("Content-Length: 4\r\n\r\nnull")]
    [InlineData("Content-Length: 0\r\n\r\n")]
    [InlineData("Content-Length: 18\r\n\r\n{\"jsonrpc\": \"2.0\"}")]
    [InlineData("Content-Length: 38\r\n\r\n{\"id\":{},\"method\":\"textDocument/hover\"}")]
    [InlineData("Content-Length: 27\r\n\r\n{\"id\":1,\"method\":[\"hover\"]}")]
    [InlineData("Content-Length: 10\r\n\r\n{\"id\": 12}")]
    public async Task What_is_no_message_is_passed_over(string bytes)
    {
        await using var client = await EditorClient.OpenAsync();
        client.SendRaw(bytes);
        Assert.Empty((await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "" })).AsArray());
        Assert.Equal(0, await client.ShutDownAsync());
    }

    [Fact]
    public async Task A_message_too_long_goes_by()
    {
        // A client that can do nothing is asked nothing, and sends no answer in the middle of it.
        await using var client = new EditorClient();
        await client.InitializeAsync([], capabilities: "{}");
        const int length = 100 << 20;
        client.SendRaw($"Content-Length: {length}\r\n\r\n");
        var part = new string(' ', 1 << 20);
        for (var i = 0; i < length; i += part.Length)
            client.SendRaw(part);
        Assert.Empty((await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "" })).AsArray());
    }

    [Theory]
    [InlineData("textDocument/didOpen", """{ "textDocument": { "uri": "file:///x.md" } }""")]
    [InlineData("textDocument/didChange", """{ "textDocument": { "uri": "file:///x.md", "version": 1 }, "contentChanges": [] }""")]
    [InlineData("textDocument/didChange", """{ "textDocument": { "uri": 12 } }""")]
    [InlineData("textDocument/didClose", """{ "textDocument": { "uri": "file:///never/opened.md" } }""")]
    [InlineData("textDocument/didClose", "null")]
    [InlineData("workspace/didChangeWatchedFiles", """{ "changes": [{ "uri": "file:///%00", "type": 1 }, { "uri": "", "type": 9 }] }""")]
    [InlineData("workspace/didChangeWatchedFiles", """{ "changes": 1 }""")]
    [InlineData(
        "workspace/didChangeWorkspaceFolders",
        """{ "event": { "added": [{ "uri": "file:///no/such/folder", "name": "" }], "removed": [{ "uri": "x", "name": "" }] } }"""
    )]
    [InlineData("workspace/didChangeConfiguration", "{}")]
    [InlineData("$/cancelRequest", """{ "id": 4711 }""")]
    [InlineData("$/cancelRequest", """{ "id": null }""")]
    [InlineData("$/setTrace", """{ "value": "verbose" }""")]
    [InlineData("no/such/notification", "[1]")]
    public async Task A_notification_without_sense_changes_nothing(string method, string parameters)
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        client.Notify(method, JsonNode.Parse(parameters));
        var uri = folder.UriOf("proposals/BEP-1001-tide-tables.md");
        client.Open(uri, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await client.FindsAsync(uri, "broken-link");
        Assert.Equal(0, await client.ShutDownAsync());
        Assert.Equal("", (await client.EndAsync()).Errors);
    }

    [Fact]
    public async Task Places_outside_the_text_are_brought_to_its_edge()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf("proposals/BEP-1001-tide-tables.md");
        client.Open(uri, TempFolder.Proposal("Tide Tables", body: "🗼 BEP-1000\0"));
        foreach (var (line, character) in new[] { (int.MaxValue, int.MaxValue), (0, int.MaxValue), (8, 1), (8, 4000), (-1, -1) })
        {
            foreach (var method in new[] { "hover", "definition", "completion" })
                Assert.True((await client.AskAsync($"textDocument/{method}", EditorClient.At(uri, line, character))).ContainsKey("result"));
        }
    }

    [Theory]
    [InlineData(@"\ud83d\uddfc", @"\ud83d\uddfc")]
    [InlineData(@"\ud83d", @"\uFFFD")]
    [InlineData(@"\uDDFC\uD83D", @"\uFFFD\uFFFD")]
    [InlineData(@"\ud83d\ud83d\uddfc\uddfc", @"\uFFFD\ud83d\uddfc\uFFFD")]
    [InlineData(@"\\ud83d \\\ud83d \\\\ud83d", @"\\ud83d \\\uFFFD \\\\ud83d")]
    [InlineData(@"\u00e9 \ud7ff \ue000", @"\u00e9 \ud7ff \ue000")]
    [InlineData(@"\u", @"\u")]
    [InlineData(@"\ud8", @"\ud8")]
    [InlineData(@"\ud83d\u", @"\uFFFD\u")]
    public void Half_a_character_is_replaced(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        LoneSurrogates.Replace(bytes);
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\udc00\\ud800")]
    public async Task Half_a_character_is_no_reason_to_lose_a_text(string half)
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf("proposals/BEP-1001-tide-tables.md");
        client.Open(uri, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await client.FindsAsync(uri, "broken-link");
        client.Send(
            $$$"""
            {"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"{{{uri}}}","version":2},"contentChanges":[{"text":"# Tide {{{half}}} Tables\n"}]}}
            """
        );
        await client.ClearsAsync(uri, "broken-link");
        await client.FindsAsync(uri, "missing-front-matter");
    }
}
