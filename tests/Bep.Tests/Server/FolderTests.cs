using System.Text;
using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>Which series are found, and how their files are called.</summary>
public sealed class FolderTests
{
    [Fact]
    public async Task Series_come_and_go_with_their_folders()
    {
        using var harbor = Faulty("harbor");
        using var island = Faulty("island");
        var (first, second) = (harbor.UriOf("docs/proposals/BEP-1001-harbor.md"), island.UriOf("docs/proposals/BEP-1001-island.md"));
        await using var client = await EditorClient.OpenAsync(harbor.Root);
        await client.FindsAsync(first, "broken-link");
        Assert.False(client.Diagnostics.ContainsKey(second));

        client.ChangeFolders([island.Root], []);
        await client.FindsAsync(second, "broken-link");
        // Each is a series of its own: the number that both have is no duplicate.
        Assert.DoesNotContain("duplicate-number", client.Diagnostics.Keys.SelectMany(client.RulesOf));
        Assert.DoesNotContain("duplicate-document", client.Diagnostics.Keys.SelectMany(client.RulesOf));
        var symbols = (await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "1001" })).AsArray();
        Assert.Equal(
            2,
            symbols
                .Select(symbol => symbol!["location"]!["uri"]!.GetValue<string>())
                .Where(uri => uri == first || uri == second)
                .Distinct()
                .Count()
        );

        client.ChangeFolders([], [harbor.Root]);
        await client.UntilAsync(() => client.RulesOf(first) is []);
        Assert.Contains("broken-link", client.RulesOf(second));
        Assert.Null(await client.RequestAsync("textDocument/hover", EditorClient.At(first, 8, 6)));
    }

    [Fact]
    public async Task Where_no_folder_is_open_there_is_no_series_and_that_is_said()
    {
        await using var client = new EditorClient();
        await client.InitializeAsync([], options: """{ "seriesNotifications": true }""");
        Assert.Empty((await client.NextAsync("bep/series"))["series"]!.AsArray());

        using var folder = TempFolder.WithSeries();
        client.ChangeFolders([folder.Root], []);
        await client.NextAsync("bep/series", given => given["series"]!.AsArray() is [{ } one] && one["complete"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Several_series_in_one_folder_are_kept_apart()
    {
        using var folder = Faulty("harbor");
        folder.Write("island/proposals/README.md", TempFolder.Registry());
        var other = folder.Write("island/proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Night", body: "[x](nowhere.md)\n"));
        folder.Write("node_modules/pack/proposals/BEP-1000-theirs.md", "[x](nowhere.md)\n");
        folder.Write("a/b/c/d/proposals/BEP-1000-too-deep.md", "[x](nowhere.md)\n");
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: """{ "seriesNotifications": true }""");
        var series = (
            await client.NextAsync("bep/series", given => given["series"]!.AsArray() is [{ } a, { } b] && IsComplete(a) && IsComplete(b))
        )["series"]!.AsArray();
        Assert.Equal(
            [folder.UriOf("docs/proposals"), folder.UriOf("island/proposals")],
            series.Select(one => one!["folder"]!.GetValue<string>())
        );
        await client.FindsAsync(other, "broken-link");
        Assert.DoesNotContain(client.Diagnostics.Keys, uri => uri.Contains("theirs") || uri.Contains("too-deep"));

        var answer = await client.AskAsync(
            "workspace/executeCommand",
            new JsonObject
            {
                ["command"] = "bep.server.reserveNumber",
                ["arguments"] = new JsonArray(new JsonObject { ["title"] = "A Title" }),
            }
        );
        Assert.StartsWith("There are several series; say which: ", answer["error"]!["message"]!.GetValue<string>());

        static bool IsComplete(JsonNode one) => one["complete"]!.GetValue<bool>();
    }

    [Fact]
    public async Task Series_of_one_name_are_called_by_their_repositories_too()
    {
        using var folder = new TempFolder();
        folder.Write("harbor/proposals/README.md", TempFolder.Registry());
        folder.Write("island/proposals/.bep.yaml", "registry: none\n");
        folder.Write("island/proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        await using var client = new EditorClient();
        await client.InitializeAsync(
            [Path.Join(folder.Root, "harbor"), Path.Join(folder.Root, "island")],
            options: """{ "seriesNotifications": true }"""
        );
        var series = (
            await client.NextAsync("bep/series", given => given["series"]!.AsArray() is [_, { } last] && last["complete"]!.GetValue<bool>())
        )["series"]!.AsArray();
        Assert.Equal(["harbor/proposals", "island/proposals"], series.Select(one => one!["name"]!.GetValue<string>()));
        Assert.Null(series[1]!["registry"]);
        var list = await client.RequestAsync("bep/proposals", new JsonObject { ["series"] = folder.UriOf("island/proposals") });
        Assert.True(list["proposals"]![0]!["registered"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_folder_opened_twice_over_is_read_once()
    {
        using var folder = Faulty("harbor");
        var uri = folder.UriOf("docs/proposals/BEP-1001-harbor.md");
        await using var client = await EditorClient.OpenAsync(folder.PathOf("docs/proposals"), folder.Root);
        await client.FindsAsync(uri, "broken-link");
        var symbols = (await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "harbor" })).AsArray();
        Assert.Single(symbols, symbol => symbol!["location"]!["uri"]!.GetValue<string>() == uri);
        // What is still open is still checked.
        client.ChangeFolders([], [folder.Root]);
        client.Open(uri, TempFolder.Proposal("Harbor", body: "[x](nowhere.md) [y](nowhere-else.md)\n"));
        await client.UntilAsync(() => client.RulesOf(uri).Count(rule => rule == "broken-link") == 2);
    }

    [Fact]
    public async Task A_file_opened_without_its_folder_brings_its_series_along()
    {
        using var folder = Faulty("harbor");
        var (uri, other) = (folder.UriOf("docs/proposals/BEP-1001-harbor.md"), folder.UriOf("docs/proposals/BEP-1000-quiet-hours.md"));
        await using var client = await EditorClient.OpenAsync();
        client.Open(other, TempFolder.Proposal("Quiet Hours", body: "[x](nowhere.md)\n"));
        await client.FindsAsync(uri, "broken-link");
        await client.FindsAsync(other, "broken-link");
        client.Close(other);
        await client.UntilAsync(() => client.RulesOf(uri) is [] && client.RulesOf(other) is []);
        // And again, in the end with its folder.
        client.Open(other, TempFolder.Proposal("Quiet Hours"));
        await client.FindsAsync(uri, "broken-link");
        client.ChangeFolders([folder.Root], []);
        client.Close(other);
        client.Open(uri, TempFolder.Proposal("Harbor"));
        await client.ClearsAsync(uri, "broken-link");
        client.Close(uri);
        await client.FindsAsync(uri, "broken-link");
    }

    [Fact]
    public async Task What_is_asked_while_a_folder_is_searched_is_answered_from_what_is_found()
    {
        using var folder = Faulty("harbor");
        for (var i = 0; i < 200; i++)
            folder.Write($"sources/{i}/README.md", "# Number\n");
        var uri = folder.UriOf("docs/proposals/BEP-1001-harbor.md");
        await using var client = await EditorClient.OpenAsync(folder.Root);
        // All in one go, as editors do.
        client.Open(uri, TempFolder.Proposal("Harbor"));
        var symbols = await client.RequestAsync(
            "textDocument/documentSymbol",
            new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri } }
        );
        Assert.NotEmpty(symbols.AsArray());
    }

    [Fact]
    public async Task A_series_may_begin_after_its_folder_was_opened()
    {
        using var folder = new TempFolder();
        folder.Write("src/main.py", "");
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.Write("proposals/BEP-1000-first.md", TempFolder.Proposal("First", body: "[x](nowhere.md)\n"));
        client.Watched((uri, 1));
        await client.FindsAsync(uri, "broken-link");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space")]
    [InlineData("한글 폴더")]
    [InlineData("100% #1 [a] (b) é+&=;,@!")]
    public async Task Addresses_are_read_in_every_spelling_and_written_in_the_clients(string name)
    {
        using var folder = new TempFolder();
        folder.Write($"{name}/proposals/README.md", TempFolder.Registry());
        var body = TempFolder.Proposal("Quiet Hours", body: "[x](nowhere.md) and BEP-1001.\n");
        folder.Write($"{name}/proposals/BEP-1000-조용한 시간.md", body);
        folder.Write($"{name}/proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        var root = folder.PathOf(name);
        foreach (var spell in new Func<string, string>[] { Escaped, Sparsely, EveryByte })
        {
            await using var client = new EditorClient();
            await client.InitializeAsync([spell(root)]);
            var (quiet, tides) = (spell($"{root}/proposals/BEP-1000-조용한 시간.md"), spell(root) + "/proposals/BEP-1001-tide-tables.md");
            client.Open(quiet, body);
            await client.FindsAsync(quiet, "broken-link");
            // A file that the client never named is called as the client would.
            await client.FindsAsync(tides, "broken-link");
            var target = (await client.RequestAsync("textDocument/definition", EditorClient.At(quiet, 8, 24))).AsArray();
            Assert.Contains(target, place => place!["targetUri"]!.GetValue<string>() == tides);
            Assert.All(client.Diagnostics.Keys, uri => Assert.StartsWith(spell(root), uri));
        }
    }

    [Fact]
    public async Task A_file_name_in_decomposed_Hangul_is_the_one_that_a_link_means()
    {
        using var folder = TempFolder.WithSeries();
        var (composed, decomposed) = ("조류", "\u110C\u1169\u1105\u1172");
        folder.Write($"proposals/BEP-1001/{decomposed}.png", "");
        var uri = folder.UriOf("proposals/BEP-1001-tide-tables.md");
        await using var client = await EditorClient.OpenAsync(folder.Root);
        client.Open(
            uri,
            TempFolder.Proposal(
                "Tide Tables",
                body: $"![a](BEP-1001/{composed}.png) ![b](BEP-1001/{decomposed}.png) ![c](BEP-1001/조수.png)\n"
            )
        );
        await client.FindsAsync(uri, "broken-link");
        Assert.Single(client.RulesOf(uri), "broken-link");
    }

    [Fact]
    public async Task The_editor_is_asked_to_watch_what_is_read()
    {
        using var folder = Faulty("harbor");
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(folder.UriOf("docs/proposals/BEP-1001-harbor.md"), "broken-link");
        await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "" });
        var watchers = client.Received.Last(message =>
            message["method"]?.GetValue<string>() == "client/registerCapability"
            && message["params"]!.ToJsonString().Contains("didChangeWatchedFiles")
        )["params"]!["registrations"]![0]!["registerOptions"]!["watchers"]!.AsArray();
        Assert.Equal(
            [$"{folder.UriOf("")} " + "**/{*.md,.bep.yaml}", $"{folder.UriOf("docs/proposals")} **/*", $"{folder.UriOf("docs")} proposals"],
            watchers.Select(watcher => $"{watcher!["globPattern"]!["baseUri"]} {watcher["globPattern"]!["pattern"]}")
        );

        // From the first time on, somebody watches: what changes while that is replaced is not missed.
        using var island = Faulty("island");
        client.ChangeFolders([island.Root], []);
        await client.FindsAsync(island.UriOf("docs/proposals/BEP-1001-island.md"), "broken-link");
        var registered = new HashSet<string>();
        foreach (var message in client.Received.Where(message => message.ToJsonString().Contains("didChangeWatchedFiles")))
        {
            var isNew = message["method"]!.GetValue<string>() == "client/registerCapability";
            var id = message["params"]![isNew ? "registrations" : "unregisterations"]![0]!["id"]!.GetValue<string>();
            Assert.True(isNew ? registered.Add(id) : registered.Remove(id));
            Assert.NotEmpty(registered);
        }
        Assert.Contains(client.Received, message => message["method"]?.GetValue<string>() == "client/unregisterCapability");
    }

    private static TempFolder Faulty(string name)
    {
        var folder = new TempFolder();
        folder.Write("docs/proposals/README.md", TempFolder.Registry());
        folder.Write("docs/proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        folder.Write($"docs/proposals/BEP-1001-{name}.md", TempFolder.Proposal(name, body: "[x](nowhere.md)\n"));
        return folder;
    }

    private static string Escaped(string path) => "file://" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Sparsely(string path) =>
        "file://" + path.Replace("%", "%25", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);

    private static string EveryByte(string path) =>
        "file://" + string.Concat(Encoding.UTF8.GetBytes(path).Select(one => one == '/' ? "/" : $"%{one:x2}"));

    [Fact]
    public async Task A_series_that_lies_deep_in_an_opened_folder_is_found_with_its_file()
    {
        using var folder = new TempFolder();
        const string Deep = "a/b/c/d/e/proposals/BEP-1001-tide-tables.md";
        folder.Write("a/b/c/d/e/proposals/README.md", TempFolder.Registry("| [1001](BEP-1001-tide-tables.md) | Tide Tables | - | Draft |"));
        folder.Write(Deep, TempFolder.Proposal("Tide Tables"));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        client.Open(folder.UriOf(Deep), TempFolder.Proposal("Tide Tables"));
        Assert.NotEmpty((await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "tide" })).AsArray());
    }

    [Fact]
    public async Task A_configuration_at_fault_that_names_no_series_is_shown_until_it_names_one()
    {
        const string AtFault = "folder: docs/rfcs\nprefix: [\n";
        const string Right = "folder: docs/rfcs\nprefix: RFC\n";
        using var folder = new TempFolder();
        var configuration = folder.Write(".bep.yaml", AtFault);
        folder.Write("README.md", "# Notes\n\n[x](nowhere.md)\n");
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: """{ "seriesNotifications": true }""");
        await client.FindsAsync(configuration, "invalid-configuration");
        // Nobody said that what else lies there is a series.
        Assert.Empty((await client.NextAsync("bep/series"))["series"]!.AsArray());
        Assert.Equal([configuration], client.Diagnostics.Keys);

        client.Open(configuration, AtFault);
        client.Change(configuration, Right, 2);
        await client.ClearsAsync(configuration, "invalid-configuration");
        client.Change(configuration, AtFault, 3);
        await client.FindsAsync(configuration, "invalid-configuration");
        client.Close(configuration);
        await client.FindsAsync(configuration, "invalid-configuration");

        folder.Write(".bep.yaml", Right);
        var proposal = folder.Write("docs/rfcs/RFC-1001-tides.md", "# RFC-1001: Tides\n\n[x](nowhere.md)\n");
        client.Watched((configuration, 2), (proposal, 1));
        await client.FindsAsync(proposal, "broken-link");
        await client.ClearsAsync(configuration, "invalid-configuration");
        Assert.DoesNotContain(folder.UriOf("README.md"), client.Diagnostics.Keys);

        // And back: what the configuration named is not known any more.
        folder.Write(".bep.yaml", AtFault);
        client.Watched((configuration, 2));
        await client.FindsAsync(configuration, "invalid-configuration");
        await client.ClearsAsync(proposal, "broken-link");
    }
}
