using System.Text.Json.Nodes;
using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Features;

/// <summary>Features as an editor gets them: asked and answered over the protocol.</summary>
public sealed class ProtocolTests
{
    private const int RequestFailed = -32803;
    private const string Hours = "proposals/BEP-1000-quiet-hours.md",
        Tides = "proposals/BEP-1001-tide-tables.md",
        Registry = "proposals/README.md";
    private const string Complete = """{ "seriesNotifications": true }""";

    [Fact]
    public async Task The_registry_alone_is_formatted_and_no_row_moves()
    {
        using var folder = TempFolder.WithSeries();
        const string capabilities = """
            { "textDocument": { "formatting": { "dynamicRegistration": true } }, "workspace": { "workspaceEdit": { "documentChanges": true } } }
            """;
        await using var client = new EditorClient();
        var answer = await client.InitializeAsync([folder.Root], options: Complete, capabilities: capabilities);
        Assert.False(answer["capabilities"]!["documentFormattingProvider"]!.GetValue<bool>());
        await client.CompleteAsync();
        Assert.Null(await client.RequestAsync("textDocument/formatting", About(Hours)));
        var text = TempFolder.Registry("| 1003 | Fog | Ada Park | Draft |", "| 1002 | Buoys | Ada Park | Draft |");
        client.Open(folder.UriOf(Registry), text);
        var edits = (await client.RequestAsync("textDocument/formatting", About(Registry)))!.AsArray();
        var lines = text.Split('\n');
        foreach (var edit in edits)
        {
            var line = edit!["range"]!["start"]!["line"]!.GetValue<int>();
            Assert.Equal(
                [line, 0, lines[line].Length],
                [.. new[] { ("end", "line"), ("start", "character"), ("end", "character") }.Select(At)]
            );
            lines[line] = edit["newText"]!.GetValue<string>();

            int At((string Place, string Unit) at) => edit["range"]![at.Place]![at.Unit]!.GetValue<int>();
        }
        var table = lines.Where(line => line.StartsWith('|')).ToList();
        Assert.All(table, row => Assert.Equal(table[0].Length, row.Length));
        Assert.Equal(
            ["1000", "1001", "1003", "1002"],
            table.SelectMany(row => Enumerable.Range(1000, 4).Select(n => $"{n}").Where(row[..8].Contains))
        );

        var registered = Assert.Single(client.Received, message =>
            message.ToJsonString().Contains("textDocument/formatting") && message["method"] is not null
        );
        Assert.Equal(
            folder.PathOf(Registry),
            registered["params"]!["registrations"]![0]!["registerOptions"]!["documentSelector"]![0]!["pattern"]!.GetValue<string>()
        );

        JsonObject About(string path) => new() { ["textDocument"] = new JsonObject { ["uri"] = folder.UriOf(path) } };
    }

    [Fact]
    public async Task A_number_changes_in_one_edit_with_the_versions_of_what_is_open()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: Complete);
        await client.CompleteAsync();
        client.Open(folder.UriOf(Hours), TempFolder.Proposal("BEP-1000: Quiet Hours"), 7);

        var prepared = await client.RequestAsync("textDocument/prepareRename", EditorClient.At(folder.UriOf(Hours), 6, 5));
        Assert.Equal("BEP-1000", prepared["placeholder"]!.GetValue<string>());
        var refused = await client.AskAsync("textDocument/rename", Renaming(folder.UriOf(Hours), 6, 5, "1001"));
        Assert.Equal(RequestFailed, refused["error"]!["code"]!.GetValue<int>());
        Assert.Equal($"BEP-1001 is taken: {Tides} has it.", refused["error"]!["message"]!.GetValue<string>());

        var changes = (await client.RequestAsync("textDocument/rename", Renaming(folder.UriOf(Hours), 6, 5, "BEP-1010")))[
            "documentChanges"
        ]!.AsArray();
        var edits = changes
            .Where(change => change!["textDocument"] is not null)
            .ToDictionary(
                change => change!["textDocument"]!["uri"]!.GetValue<string>(),
                change => change!["textDocument"]!["version"]?.GetValue<int>()
            );
        Assert.Equal(7, edits[folder.UriOf(Hours)]);
        Assert.Null(edits[folder.UriOf(Tides)]);
        Assert.Null(edits[folder.UriOf(Registry)]);
        var last = changes[^1]!;
        Assert.Equal("rename", last["kind"]!.GetValue<string>());
        Assert.Equal(folder.UriOf("proposals/BEP-1010-quiet-hours.md"), last["newUri"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_moves_with_its_folder_and_by_its_own_name_does_so_in_two_steps()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-1000/BEP-1000-owls.md", "# Owls of BEP-1000\n");
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: Complete);
        await client.CompleteAsync();
        client.Open(folder.UriOf(Hours), TempFolder.Proposal("BEP-1000: Quiet Hours"));
        var changes = (await client.RequestAsync("textDocument/rename", Renaming(folder.UriOf(Hours), 6, 5, "1010")))[
            "documentChanges"
        ]!.AsArray();
        Assert.Equal(
            ["rename BEP-1000", "rename BEP-1000-quiet-hours.md", "edit BEP-1010-quiet-hours.md ", "rename BEP-1000-owls.md"],
            changes.Select(Say).SkipWhile(said => !said.StartsWith("rename", StringComparison.Ordinal))
        );

        static string Say(JsonNode? change) =>
            change!["oldUri"] is { } renamed
                ? $"rename {Path.GetFileName(renamed.GetValue<string>())}"
                : $"edit {Path.GetFileName(change["textDocument"]!["uri"]!.GetValue<string>())} {change["edits"]![0]!["newText"]}";
    }

    [Fact]
    public async Task Files_that_are_moved_or_deleted_take_links_and_rows_along()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: Complete);
        await client.CompleteAsync();

        var moved = await client.RequestAsync(
            "workspace/willRenameFiles",
            new JsonObject
            {
                ["files"] = new JsonArray(
                    new JsonObject { ["oldUri"] = folder.UriOf(Hours), ["newUri"] = folder.UriOf("proposals/BEP-1000-silence.md") }
                ),
            }
        );
        Assert.Equal(
            [folder.UriOf(Tides), folder.UriOf(Registry)],
            moved["documentChanges"]!.AsArray().Select(edit => edit!["textDocument"]!["uri"]!.GetValue<string>())
        );
        Assert.All(moved["documentChanges"]!.AsArray(), edit =>
            Assert.Equal("BEP-1000-silence.md", Assert.Single(edit!["edits"]!.AsArray())!["newText"]!.GetValue<string>())
        );

        var deleted = await client.RequestAsync(
            "workspace/willDeleteFiles",
            new JsonObject { ["files"] = new JsonArray(new JsonObject { ["uri"] = folder.UriOf("proposals") }) }
        );
        Assert.Null(deleted);
        deleted = await client.RequestAsync(
            "workspace/willDeleteFiles",
            new JsonObject { ["files"] = new JsonArray(new JsonObject { ["uri"] = folder.UriOf(Hours) }) }
        );
        Assert.Equal("1000", deleted["documentChanges"]![0]!["edits"]![0]!["newText"]!.GetValue<string>());

        var elsewhere = await client.RequestAsync(
            "workspace/willRenameFiles",
            new JsonObject
            {
                ["files"] = new JsonArray(new JsonObject { ["oldUri"] = folder.UriOf("a.txt"), ["newUri"] = folder.UriOf("b.txt") }),
            }
        );
        Assert.Null(elsewhere);
    }

    [Fact]
    public async Task A_file_that_is_moved_before_all_have_been_read_takes_every_link_along()
    {
        using var folder = TempFolder.WithSeries();
        for (var i = 2000; i < 4000; i++)
            folder.Write($"proposals/BEP-{i}-x.md", $"# X\n\n[a](BEP-1000-quiet-hours.md)\n");
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root]);
        var moved = await client.RequestAsync(
            "workspace/willRenameFiles",
            new JsonObject
            {
                ["files"] = new JsonArray(
                    new JsonObject { ["oldUri"] = folder.UriOf(Hours), ["newUri"] = folder.UriOf("proposals/BEP-1000-silence.md") }
                ),
            }
        );
        var files = moved["documentChanges"]!.AsArray().Select(edit => edit!["textDocument"]!["uri"]!.GetValue<string>()).ToHashSet();
        Assert.Contains(folder.UriOf(Registry), files);
        Assert.Equal(2000, files.Count(file => file.EndsWith("-x.md", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_command_changes_a_status_through_the_client()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        JsonNode? asked = null;
        client.Answers = (method, given) =>
        {
            if (method == "workspace/applyEdit")
                asked = given!.DeepClone();
            return method == "workspace/applyEdit" ? new JsonObject { ["applied"] = true } : null;
        };
        await client.InitializeAsync([folder.Root], options: Complete);
        await client.CompleteAsync();

        var answer = await client.RequestAsync(
            "workspace/executeCommand",
            Command("changeStatus", new JsonObject { ["uri"] = folder.UriOf(Hours), ["status"] = "Rejected" })
        );
        Assert.Equal("BEP-1000", answer["number"]!.GetValue<string>());
        Assert.Equal("Change the status to Rejected", asked!["label"]!.GetValue<string>());
        Assert.Equal(2, asked["edit"]!["documentChanges"]!.AsArray().Count);

        var refused = await client.AskAsync(
            "workspace/executeCommand",
            Command(
                "changeStatus",
                new JsonObject
                {
                    ["uri"] = folder.UriOf(Registry),
                    ["number"] = "1000",
                    ["status"] = "Superseded",
                }
            )
        );
        Assert.Equal(
            "Superseded asks for a Superseded-By; say which proposal takes this one's place.",
            refused["error"]!["message"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task Several_statuses_change_in_one_edit_or_none_does()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        var edits = new List<JsonNode>();
        client.Answers = (method, given) =>
        {
            if (method == "workspace/applyEdit")
                edits.Add(given!.DeepClone());
            return method == "workspace/applyEdit" ? new JsonObject { ["applied"] = true } : null;
        };
        await client.InitializeAsync([folder.Root], options: Complete);
        await client.CompleteAsync();

        await client.RequestAsync("workspace/executeCommand", Command("changeStatus", All("Rejected")));
        var changes = Assert.Single(edits)["edit"]!["documentChanges"]!.AsArray();
        Assert.Equal(
            new[] { folder.UriOf(Hours), folder.UriOf(Tides), folder.UriOf(Registry) }.Order(StringComparer.Ordinal),
            changes.Select(change => change!["textDocument"]!["uri"]!.GetValue<string>()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            2,
            changes.Single(change => change!["textDocument"]!["uri"]!.GetValue<string>() == folder.UriOf(Registry))!["edits"]!
                .AsArray()
                .Count
        );

        var refused = await client.AskAsync("workspace/executeCommand", Command("changeStatus", All("Draft")));
        Assert.Equal(
            "BEP-1000-quiet-hours.md is already Draft. BEP-1001-tide-tables.md is already Draft.",
            refused["error"]!["message"]!.GetValue<string>()
        );
        Assert.Single(edits);

        JsonObject All(string status) => new() { ["uris"] = new JsonArray(folder.UriOf(Hours), folder.UriOf(Tides)), ["status"] = status };
    }

    [Fact]
    public async Task What_only_a_client_can_ask_its_author_is_offered_to_a_client_that_can()
    {
        using var folder = TempFolder.WithSeries();
        foreach (
            var (options, lenses) in new[]
            {
                (Complete, 0),
                ("""{ "seriesNotifications": true, "commands": ["bep.showReferences", "bep.changeStatus"] }""", 2),
            }
        )
        {
            await using var client = new EditorClient();
            await client.InitializeAsync([folder.Root], options: options);
            await client.CompleteAsync();
            var answer = await client.RequestAsync(
                "textDocument/codeLens",
                new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = folder.UriOf(Hours) } }
            );
            Assert.Equal(lenses, answer.AsArray().Count);
        }
    }

    [Fact]
    public async Task Who_refers_to_whom_and_how_it_is_coloured_comes_as_the_protocol_says()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: Complete);
        await client.CompleteAsync();

        var item = (await client.RequestAsync("textDocument/prepareCallHierarchy", EditorClient.At(folder.UriOf(Hours), 6, 4)))[0]!;
        Assert.Equal("BEP-1000: Quiet Hours", item["name"]!.GetValue<string>());
        var call = Assert.Single(
            (await client.RequestAsync("callHierarchy/incomingCalls", new JsonObject { ["item"] = item.DeepClone() })).AsArray()
        )!;
        Assert.Equal(folder.UriOf(Tides), call["from"]!["uri"]!.GetValue<string>());
        Assert.Equal(8, call["fromRanges"]![0]!["start"]!["line"]!.GetValue<int>());

        var tokens = await client.RequestAsync(
            "textDocument/semanticTokens/full",
            new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = folder.UriOf(Tides) } }
        );
        Assert.Equal([8, 7, 8, 0, 0], tokens["data"]!.AsArray().Select(number => number!.GetValue<int>()));
        var selection = (
            await client.RequestAsync(
                "textDocument/selectionRange",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = folder.UriOf(Tides) },
                    ["positions"] = new JsonArray(new JsonObject { ["line"] = 8, ["character"] = 8 }),
                }
            )
        )[0]!;
        Assert.NotNull(selection["parent"]!["parent"]);
    }

    [Fact]
    public async Task Mentions_in_other_tracked_files_count_for_those_who_want_that()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("src/hours.py", "# see BEP-1000 and BEP-1000\nx = 'BEP-10000'\n");
        repository.Write("src/picture.bin", "\0BEP-1000\n");
        repository.Commit("Code");
        repository.Write("src/untracked.py", "# BEP-1000\n");
        var code = Bep.Server.Protocol.Uris.Of(repository.PathOf("src/hours.py"));
        var hours = Bep.Server.Protocol.Uris.Of(repository.PathOf(Hours));

        foreach (var isWanted in new[] { false, true })
        {
            await using var client = new EditorClient();
            await client.InitializeAsync([repository.Root], """{ "textDocument": { "definition": { "linkSupport": true } } }""", Complete);
            await client.CompleteAsync();
            client.Notify(
                "workspace/didChangeConfiguration",
                JsonNode.Parse($$"""{ "settings": { "bep": { "references": { "everywhere": {{(isWanted ? "true" : "false")}} } } } }""")
            );
            client.Open(code, "\n# see BEP-1000\n");

            var found = (await client.RequestAsync("textDocument/references", References(hours, 6, 4))).AsArray();
            // What is open counts as it is typed, not as it is stored.
            Assert.Equal(
                isWanted ? 1 : 0,
                found.Count(place => place!["uri"]!.GetValue<string>() == code && place["range"]!["start"]!["line"]!.GetValue<int>() == 1)
            );
            Assert.All(found, place => Assert.DoesNotContain("untracked", place!["uri"]!.GetValue<string>(), StringComparison.Ordinal));
            Assert.All(found, place => Assert.DoesNotContain("picture", place!["uri"]!.GetValue<string>(), StringComparison.Ordinal));

            var hover = await client.RequestAsync("textDocument/hover", EditorClient.At(code, 1, 8));
            Assert.Equal(isWanted, hover is not null);
            var target = await client.RequestAsync("textDocument/definition", EditorClient.At(code, 1, 8));
            Assert.Equal(isWanted ? hours : null, target?[0]!["targetUri"]!.GetValue<string>());
            var links = await client.RequestAsync(
                "textDocument/documentLink",
                new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = code } }
            );
            Assert.Equal(isWanted ? 1 : 0, links?.AsArray().Count ?? 0);
            if (!isWanted)
                continue;

            client.Close(code);
            found = (await client.RequestAsync("textDocument/references", References(hours, 6, 4))).AsArray();
            Assert.Equal(
                2,
                found.Count(place => place!["uri"]!.GetValue<string>() == code && place["range"]!["start"]!["line"]!.GetValue<int>() == 0)
            );
        }
    }

    [Fact]
    public async Task What_the_series_has_is_told_before_the_repository_is_searched()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("hours.py", "# see BEP-1000\n");
        repository.Commit("Code");
        await using var client = new EditorClient();
        await client.InitializeAsync([repository.Root], "{}", Complete);
        await client.CompleteAsync();
        client.Notify(
            "workspace/didChangeConfiguration",
            JsonNode.Parse("""{ "settings": { "bep": { "references": { "everywhere": true } } } }""")
        );

        var given = References(Bep.Server.Protocol.Uris.Of(repository.PathOf(Hours)), 6, 4);
        var whole = (await client.RequestAsync("textDocument/references", given.DeepClone())).AsArray();
        (given["partialResultToken"], given["workDoneToken"]) = ("part", 7);
        Assert.Empty((await client.RequestAsync("textDocument/references", given)).AsArray());
        var told = client
            .Received.Where(message => message["method"]?.GetValue<string>() == "$/progress")
            .Select(message => message["params"]!)
            .ToList();
        Assert.Equal(
            ["begin", "end"],
            told.Where(one => one["token"]!.ToJsonString() == "7").Select(one => one["value"]!["kind"]!.GetValue<string>())
        );
        var parts = told.Where(one => one["token"]!.ToJsonString() == "\"part\"").Select(one => one["value"]!.AsArray()).ToList();
        Assert.Equal(2, parts.Count);
        Assert.DoesNotContain("hours.py", parts[0].ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(whole.Select(place => place!.ToJsonString()), parts.SelectMany(part => part).Select(place => place!.ToJsonString()));
    }

    private static JsonObject Renaming(string uri, int line, int character, string newName)
    {
        var given = EditorClient.At(uri, line, character);
        given["newName"] = newName;
        return given;
    }

    private static JsonObject References(string uri, int line, int character)
    {
        var given = EditorClient.At(uri, line, character);
        given["context"] = new JsonObject { ["includeDeclaration"] = false };
        return given;
    }

    private static JsonObject Command(string name, JsonObject argument) =>
        new() { ["command"] = $"bep.server.{name}", ["arguments"] = new JsonArray(argument) };
}
