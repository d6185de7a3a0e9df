using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>Fixes as they reach the editor: which are offered to whom, and that the edits fit what the editor has.</summary>
public sealed class CodeActionTests
{
    private const string Tides = "proposals/BEP-1001-tide-tables.md",
        Registry = "proposals/README.md";
    private const string Literals =
        """ "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } } """;

    [Fact]
    public async Task A_fix_comes_with_its_finding_and_makes_it_go_away()
    {
        using var folder = Misspelt(out var text);
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf(Tides);
        client.Open(uri, text, 7);
        await client.FindsAsync(uri, "unknown-status");
        var actions = await ActionsAsync(client, uri, 2, 10);
        var fix = actions.First(action => action!["diagnostics"]?[0]!["code"]!.GetValue<string>() == "unknown-status")!;
        Assert.Equal("quickfix", fix["kind"]!.GetValue<string>());
        Assert.True(fix["isPreferred"]!.GetValue<bool>());
        var changed = fix["edit"]!["documentChanges"]!
            .AsArray()
            .Single(change => change!["textDocument"]!["uri"]!.GetValue<string>() == uri)!;
        Assert.Equal(7, changed["textDocument"]!["version"]!.GetValue<int>());
        client.Change(uri, Applied(text, changed["edits"]!.AsArray()), 8);
        await client.ClearsAsync(uri, "unknown-status");
    }

    [Fact]
    public async Task Of_a_file_that_is_not_open_there_is_no_version()
    {
        using var folder = TempFolder.WithSeries();
        var uri = folder.Write("proposals/BEP-1002-later.md", TempFolder.Proposal("Later"));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(uri, "unregistered-document");
        client.Open(uri, TempFolder.Proposal("Later"), 5);
        var edit = await EditOfRegistryAsync(5);
        Assert.True(edit["textDocument"]!.AsObject().ContainsKey("version"));
        Assert.Null(edit["textDocument"]!["version"]);

        client.Open(folder.UriOf(Registry), TempFolder.Registry(), 12);
        Assert.Equal(12, (await EditOfRegistryAsync(5))["textDocument"]!["version"]!.GetValue<int>());

        async Task<JsonNode> EditOfRegistryAsync(int line)
        {
            var actions = await client.RequestAsync("textDocument/codeAction", Ask(uri, 0, 0, line, 0));
            var fix = actions
                .AsArray()
                .First(action => action!["diagnostics"]?[0]!["code"]!.GetValue<string>() == "unregistered-document")!;
            return fix["edit"]!["documentChanges"]!
                .AsArray()
                .Single(change => change!["textDocument"]!["uri"]!.GetValue<string>() == folder.UriOf(Registry))!;
        }
    }

    [Fact]
    public async Task A_client_without_document_changes_gets_plain_ones()
    {
        using var folder = Misspelt(out var text);
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], $$"""{ "textDocument": { {{Literals}} } }""");
        var uri = folder.UriOf(Tides);
        client.Open(uri, text);
        await client.FindsAsync(uri, "unknown-status");
        var fix = (await ActionsAsync(client, uri, 2, 10)).First(action =>
            action!["diagnostics"]?[0]!["code"]!.GetValue<string>() == "unknown-status"
        )!;
        Assert.False(fix["edit"]!.AsObject().ContainsKey("documentChanges"));
        Assert.Contains("Draft", fix["edit"]!["changes"]![uri]![0]!["newText"]!.GetValue<string>());
        Assert.False(fix.AsObject().ContainsKey("isPreferred"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_created_only_by_a_client_that_can(bool canCreate)
    {
        using var folder = TempFolder.WithSeries();
        File.Delete(folder.PathOf(Tides));
        folder.Write("proposals/BEP-0000-template.md", TempFolder.Proposal("Title"));
        await using var client = new EditorClient();
        var operations = canCreate ? """["create"]""" : "[]";
        await client.InitializeAsync(
            [folder.Root],
            $$"""
            { "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": {{operations}} } }, "textDocument": { {{Literals}} } }
            """
        );
        var uri = folder.UriOf(Registry);
        await client.FindsAsync(uri, "broken-registry-link");
        var actions = (await client.RequestAsync("textDocument/codeAction", Ask(uri, 5, 0, 6, 0))).AsArray();
        var creates = actions
            .Select(action => action!["edit"]!["documentChanges"]!.AsArray())
            .Where(changes => changes[0]!["kind"]?.GetValue<string>() == "create")
            .ToArray();
        if (!canCreate)
            Assert.Empty(creates);
        else
            Assert.Contains(creates, changes => AddressOf(changes[0]!) == folder.UriOf(Tides));
        // What is in the file comes after the file itself.
        Assert.All(creates, changes => Assert.Equal(AddressOf(changes[0]!), AddressOf(changes[1]!["textDocument"]!)));

        static string AddressOf(JsonNode change) => change["uri"]!.GetValue<string>();
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_offered()
    {
        using var folder = Misspelt(out var text);
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf(Tides);
        client.Open(uri, text);
        await client.FindsAsync(uri, "unknown-status");
        Assert.NotEmpty(await OnlyAsync("quickfix"));
        Assert.NotEmpty(await OnlyAsync(""));
        Assert.NotEmpty(await OnlyAsync("source", "quickfix"));
        foreach (var kind in new[] { "refactor.extract", "source.organizeImports", "quickfix.other", "quick", "notebook" })
            Assert.Empty(await OnlyAsync(kind));
        // A kind that is asked for limits what comes, whatever else there would be.
        foreach (var action in await OnlyAsync("quickfix"))
            Assert.Equal("quickfix", action!["kind"]!.GetValue<string>().Split('.')[0]);

        async Task<JsonArray> OnlyAsync(params string[] kinds)
        {
            var ask = Ask(uri, 2, 10, 2, 10);
            ask["context"]!["only"] = new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]);
            return (await client.RequestAsync("textDocument/codeAction", ask)).AsArray();
        }
    }

    [Theory]
    [InlineData("Block", Tides)]
    [InlineData("File", Tides)]
    [InlineData("Series", "proposals/.bep.yaml")]
    public async Task Ways_to_ignore_a_finding_are_one_choice_at_the_end_for_a_client_that_asks(string where, string changed)
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("Tide Tables", body: "After [BEP-1000](nowhere.md).\n");
        var uri = folder.Write(Tides, text);
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: """{ "commands": ["bep.ignore"] }""");
        client.Open(uri, text);
        await client.FindsAsync(uri, "broken-link");
        var line = Array.FindIndex(text.Split('\n'), line => line.Contains("nowhere", StringComparison.Ordinal));
        var last = (await ActionsAsync(client, uri, line, 20)).Last(action => action!["kind"]!.GetValue<string>() == "quickfix")!;
        Assert.Equal("Ignore…", last["title"]!.GetValue<string>());
        // Editors sort what belongs to a finding in front of what does not.
        Assert.False(last.AsObject().ContainsKey("diagnostics"));
        Assert.False(last.AsObject().ContainsKey("edit"));
        Assert.Equal("bep.ignore", last["command"]!["command"]!.GetValue<string>());
        var choices = last["command"]!["arguments"]!.AsArray();
        Assert.Equal(
            ["Ignore `broken-link` here", "Ignore `broken-link` in this file", "Switch off `broken-link` in .bep.yaml"],
            choices.Select(choice => choice!["title"]!.GetValue<string>())
        );

        JsonNode? edit = null,
            shown = null;
        client.Answers = (method, given) =>
        {
            if (method == "workspace/applyEdit")
                edit = given!["edit"];
            if (method == "window/showDocument")
                shown = given;
            return method == "workspace/applyEdit" ? new JsonObject { ["applied"] = true } : null;
        };
        var chosen = choices.Single(choice => choice!["where"]!.GetValue<string>() == where)!.DeepClone();
        await client.RequestAsync(
            "workspace/executeCommand",
            new JsonObject { ["command"] = "bep.server.ignore", ["arguments"] = new JsonArray(chosen) }
        );
        var written = edit!["documentChanges"]!.AsArray()[^1]!;
        Assert.Equal(folder.UriOf(changed), written["textDocument"]!["uri"]!.GetValue<string>());
        Assert.Contains("broken-link", written["edits"]![0]!["newText"]!.GetValue<string>());
        // What is written beside the cursor is seen anyway.
        Assert.Equal(where == "Series" ? folder.UriOf(changed) : null, shown?["uri"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_client_that_shows_documents_is_told_which_one_a_fix_makes_and_where_writing_starts()
    {
        using var folder = TempFolder.WithSeries();
        File.Delete(folder.PathOf(Tides));
        folder.Write("proposals/BEP-0000-template.md", TempFolder.Proposal("Title", body: "## Motivation\n\n## Design\n"));
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: """{ "commands": ["bep.showDocument"] }""");
        var uri = folder.UriOf(Registry);
        await client.FindsAsync(uri, "broken-registry-link");
        var made = (await client.RequestAsync("textDocument/codeAction", Ask(uri, 5, 0, 6, 0)))
            .AsArray()
            .First(action => action!["edit"]!["documentChanges"]![0]!["uri"]?.GetValue<string>() == folder.UriOf(Tides))!;
        var text = made["edit"]!["documentChanges"]![1]!["edits"]![0]!["newText"]!.GetValue<string>();
        var place = made["command"]!["arguments"]![0]!;
        Assert.Equal("bep.showDocument", made["command"]!["command"]!.GetValue<string>());
        Assert.Equal(folder.UriOf(Tides), place["uri"]!.GetValue<string>());
        var line = int.Parse(place["line"]!.GetValue<string>());
        Assert.Equal(["## Motivation", "", "", "", "## Design"], text.Split('\n')[(line - 2)..(line + 3)]);
    }

    [Fact]
    public async Task A_client_that_knows_commands_alone_is_given_nothing_it_cannot_carry_out()
    {
        using var folder = Misspelt(out var text);
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], "{}");
        var uri = folder.UriOf(Tides);
        client.Open(uri, text);
        await client.FindsAsync(uri, "unknown-status");
        Assert.Null((await client.AskAsync("textDocument/codeAction", Ask(uri, 2, 10, 2, 10)))["result"]);
    }

    [Theory]
    [InlineData("<!-- context-for-ai\ndetail-docs:\n  - a.md -->\n")]
    [InlineData("<!-- context-for-ai\ndetail-docs: [a.md]\nparent: BEP-1002\n")]
    [InlineData("<!-- context-for-ai\ndetail-docs: [\n-->\n")]
    public async Task A_malformed_comment_for_tools_takes_no_other_action_along(string comment)
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("Tide Tables", "Draft") + $"\n## Why BEP-1001\n\n{comment}";
        folder.Write(Tides, text);
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf(Tides);
        client.Open(uri, text);
        var lines = text.Split('\n');
        var titles = (await ActionsAsync(client, uri, Array.FindIndex(lines, line => line.StartsWith("# ", StringComparison.Ordinal)), 3))
            .Select(action => action!["title"]!.GetValue<string>())
            .ToList();
        Assert.Contains("Change the status to Rejected", titles);
        Assert.NotNull(
            await ActionsAsync(client, uri, Array.FindIndex(lines, line => line.StartsWith("## Why", StringComparison.Ordinal)), 3)
        );
    }

    private static TempFolder Misspelt(out string text)
    {
        var folder = TempFolder.WithSeries();
        text = TempFolder.Proposal("Tide Tables", "Drafft");
        folder.Write(Tides, text);
        return folder;
    }

    private static async Task<JsonArray> ActionsAsync(EditorClient client, string uri, int line, int character) =>
        (await client.RequestAsync("textDocument/codeAction", Ask(uri, line, character, line, character))).AsArray();

    private static JsonObject Ask(string uri, int line, int character, int endLine, int endCharacter) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["range"] = new JsonObject
            {
                ["start"] = new JsonObject { ["line"] = line, ["character"] = character },
                ["end"] = new JsonObject { ["line"] = endLine, ["character"] = endCharacter },
            },
            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
        };

    /// <summary>The text after edits, as an editor makes them: from the last to the first.</summary>
    private static string Applied(string text, JsonArray edits)
    {
        foreach (var edit in edits.OrderByDescending(edit => OffsetOf(edit!["range"]!["start"]!)))
        {
            var (start, end) = (OffsetOf(edit!["range"]!["start"]!), OffsetOf(edit["range"]!["end"]!));
            text = text[..start] + edit["newText"]!.GetValue<string>() + text[end..];
        }
        return text;

        int OffsetOf(JsonNode position) =>
            text.Split('\n').Take(position["line"]!.GetValue<int>()).Sum(line => line.Length + 1) + position["character"]!.GetValue<int>();
    }
}
