using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>Folders of numbered documents that nobody has configured: they are found, and set up by one edit.</summary>
public sealed class SetupTests
{
    private const string Decision = "# {0}\n\nDate: 2025-03-01\n\n## Status\n\nAccepted\n\n## Context\n\nWords.\n";

    private static void WriteDecisions(TempFolder folder, string path, int count = 3, string form = "0000")
    {
        for (var number = 1; number <= count; number++)
        {
            var digits = number.ToString(form, System.Globalization.CultureInfo.InvariantCulture);
            folder.Write(
                $"{path}/{digits}-turn-{number}.md",
                Decision.Replace("{0}", $"{number}. Turn {number}", StringComparison.Ordinal)
            );
        }
    }

    private static async Task<(string[] Folders, JsonNode All)> AskAsync(EditorClient client, string? folder = null)
    {
        var told = await client.RequestAsync(
            "bep/foldersToSetUp",
            folder is null ? new JsonObject() : new JsonObject { ["folder"] = folder }
        );
        return ([.. told["folders"]!.AsArray().Select(one => $"{one!["uri"]} {one["new"]}")], told);
    }

    private static async Task<(EditorClient Client, List<JsonNode> Applied)> OpenAsync(TempFolder folder)
    {
        var client = new EditorClient();
        List<JsonNode> applied = [];
        client.Answers = (method, given) =>
        {
            if (method != "workspace/applyEdit")
                return null;
            applied.Add(given!.DeepClone());
            return new JsonObject { ["applied"] = true };
        };
        await client.InitializeAsync([folder.Root]);
        return (client, applied);
    }

    private static JsonObject Initialize(string folder, string? preset = null)
    {
        var argument = new JsonObject { ["series"] = folder };
        if (preset is not null)
            argument["preset"] = preset;
        return new() { ["command"] = "bep.server.initialize", ["arguments"] = new JsonArray(argument) };
    }

    [Fact]
    public async Task Folders_of_numbered_documents_are_found_those_with_most_of_them_first()
    {
        using var folder = new TempFolder();
        WriteDecisions(folder, "docs/adr");
        WriteDecisions(folder, "design/notes", count: 4);
        // Chapters, days, too few, what programs put there, and what is said already.
        WriteDecisions(folder, "book", form: "00");
        WriteDecisions(folder, "diary", form: "2025-01-00");
        WriteDecisions(folder, "few", count: 2);
        WriteDecisions(folder, "node_modules/some/adr");
        WriteDecisions(folder, "said");
        folder.Write(
            "said/.bep.yaml",
            "prefix: ADR\nfile-names: \"{number}-{slug}.md\"\nfirst-number: 1\nregistry: none\ntemplate: none\n"
        );
        var (client, _) = await OpenAsync(folder);
        await using var _1 = client;
        var (folders, all) = await AskAsync(client);
        Assert.Equal([$"{folder.UriOf("design/notes")} false", $"{folder.UriOf("docs/adr")} false"], folders);
        Assert.Equal(
            ["bep", "eip", "madr", "nygard", "rfc"],
            all["presets"]!.AsArray().Select(preset => preset!["name"]!.GetValue<string>())
        );
        Assert.All(all["presets"]!.AsArray(), preset => Assert.EndsWith(".", preset!["description"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_folder_is_set_up_by_one_edit_after_which_it_is_a_series()
    {
        using var folder = new TempFolder();
        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        WriteDecisions(folder, "docs/adr");
        var (client, applied) = await OpenAsync(folder);
        await using var _ = client;
        var result = await client.RequestAsync("workspace/executeCommand", Initialize(folder.UriOf("docs/adr")));
        Assert.Equal(folder.UriOf("docs/adr/.bep.yaml"), result["uri"]!.GetValue<string>());
        var changes = Assert.Single(applied)["edit"]!["documentChanges"]!.AsArray();
        Assert.Equal(["create", null], changes.Select(change => change!["kind"]?.GetValue<string>()));
        var text = changes[1]!["edits"]![0]!["newText"]!.GetValue<string>();
        Assert.Contains("front-matter: sections # 3 of 3 documents", text);

        folder.Write("docs/adr/.bep.yaml", text);
        client.Watched((folder.UriOf("docs/adr/.bep.yaml"), 1));
        var uri = folder.UriOf("docs/adr/0002-turn-2.md");
        folder.Write("docs/adr/0002-turn-2.md", Decision.Replace("{0}", "2. Turn", StringComparison.Ordinal) + "\nSee ADR-0009.\n");
        client.Watched((uri, 2));
        await client.FindsAsync(uri, "unknown-reference");
        Assert.Empty((await AskAsync(client)).Folders);
    }

    [Theory]
    [InlineData("madr", ".bep.yaml template.md")]
    [InlineData("bep", ".bep.yaml BEP-0000-template.md README.md")]
    public async Task A_folder_without_numbers_is_started_from_a_preset(string preset, string files)
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "# Harbour\n");
        var (client, applied) = await OpenAsync(folder);
        await using var _ = client;
        Assert.Empty((await AskAsync(client)).Folders);
        Assert.Equal([$"{folder.UriOf("docs/adr")} true"], (await AskAsync(client, folder.UriOf("docs/adr"))).Folders);
        await client.RequestAsync("workspace/executeCommand", Initialize(folder.UriOf("docs/adr"), preset));
        Assert.Equal(
            files.Split(' ').Select(file => folder.UriOf($"docs/adr/{file}")),
            Assert.Single(applied)["edit"]!["documentChanges"]!
                .AsArray()
                .Select(change => change!["uri"]?.GetValue<string>())
                .OfType<string>()
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("docs/adr", "madr", "there is no need of a preset")]
    [InlineData("docs/adr", "other", "There is no preset `other`")]
    [InlineData("../elsewhere", null, "Say which folder is meant")]
    [InlineData("docs/adr/../../../elsewhere", null, "Say which folder is meant")]
    [InlineData("said", null, "says already how the series is written")]
    public async Task What_cannot_be_set_up_is_said(string path, string? preset, string reason)
    {
        using var folder = new TempFolder();
        WriteDecisions(folder, "docs/adr");
        folder.Write("said/.bep.yaml", "prefix: ADR\n");
        var (client, applied) = await OpenAsync(folder);
        await using var _ = client;
        var uri = $"{folder.UriOf("docs")[..^"docs".Length]}{path}";
        var answer = await client.AskAsync("workspace/executeCommand", Initialize(uri, preset));
        Assert.Contains(reason, answer["error"]!["message"]!.GetValue<string>());
        Assert.Empty(applied);
        if (preset is null)
            Assert.Empty((await AskAsync(client, uri)).Folders);
    }
}
