using System.Text.Json.Nodes;
using Bep.Tests.Cli;

namespace Bep.Tests.Server;

/// <summary>Files of the repository outside the series' folder, to which its documents link.</summary>
public sealed class OutsideTests
{
    private const string Quiet = "docs/proposals/BEP-1000-quiet-hours.md",
        Guide = "docs/guide.md";

    [Theory]
    [InlineData("../guide.md#old-lamps", null)]
    [InlineData("../guide.md#by-hand", null)]
    [InlineData("../guide.md#top", null)]
    [InlineData("../guide.md", null)]
    [InlineData("../../src/main.py#L12", null)]
    [InlineData("../../src/main.py#nowhere", null)]
    [InlineData("../guide.md#old-lamp", "guide.md has no heading for #old-lamp; did you mean #old-lamps?")]
    [InlineData("../guide.md#nowhere", "guide.md has no heading for #nowhere.")]
    public void A_heading_out_there_exists(string link, string? message)
    {
        using var folder = WithGuide($"[x]({link})\n");
        var run = Command.Run("check", folder.PathOf("docs/proposals"), "--format", "json");
        Assert.Equal(message is null ? [] : new[] { "broken-anchor" }, run.Rules);
        if (message is not null)
            Assert.Contains(message, JsonNode.Parse(run.Output)!["findings"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_becomes_of_it_while_the_editor_is_open_is_seen()
    {
        using var folder = WithGuide("[x](../guide.md#old-lamps) [y](../notes/plan.md) [z](../../src/main.py)\n");
        var (quiet, guide) = (folder.UriOf(Quiet), folder.UriOf(Guide));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.UntilAsync(() => client.RulesOf(quiet) is ["broken-link"]);

        // As its author saves it.
        client.Open(guide, File.ReadAllText(folder.PathOf(Guide)));
        folder.Write(Guide, "# Guide\n\n## New Lamps\n");
        client.Watched((guide, 2));
        await client.UntilAsync(() => client.RulesOf(quiet) is ["broken-anchor", "broken-link"]);
        client.Close(guide);
        File.Delete(folder.PathOf(Guide));
        client.Watched((guide, 3));
        await client.UntilAsync(() => client.RulesOf(quiet) is ["broken-link", "broken-link"]);
        folder.Write(Guide, "# Guide\n\n## Old Lamps\n");
        client.Watched((guide, 1));
        await client.UntilAsync(() => client.RulesOf(quiet) is ["broken-link"]);

        // Of a folder no more may be said than that it came or went.
        folder.Write("docs/notes/plan.md", "# Plan\n");
        client.Watched((folder.UriOf("docs/notes"), 1));
        await client.UntilAsync(() => client.RulesOf(quiet) is []);
        Directory.Delete(folder.PathOf("src"), recursive: true);
        client.Watched((folder.UriOf("src"), 3));
        await client.FindsAsync(quiet, "broken-link");
    }

    [Fact]
    public async Task A_link_leads_to_the_heading()
    {
        using var folder = WithGuide("[x](../guide.md#old-lamps)\n");
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        var line = File.ReadAllText(folder.PathOf(Quiet))
            .Split('\n')
            .ToList()
            .FindIndex(text => text.StartsWith("[x]", StringComparison.Ordinal));
        var target = (await client.RequestAsync("textDocument/definition", EditorClient.At(folder.UriOf(Quiet), line, 20)))[0]!;
        Assert.Equal(folder.UriOf(Guide), target["targetUri"]!.GetValue<string>());
        Assert.Equal(2, target["targetSelectionRange"]!["start"]!["line"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_editor_is_asked_to_watch_what_is_linked_out_there()
    {
        using var folder = WithGuide("[x](../guide.md) [y](../../src/a[1],b.py) [z](../notes.md)\n");
        var patterns = new TaskCompletionSource<string[]>();
        await using var client = new EditorClient
        {
            Answers = (method, given) =>
            {
                var watchers =
                    method == "client/registerCapability"
                        ? given!["registrations"]!.AsArray().SelectMany(one => one!["registerOptions"]?["watchers"]?.AsArray() ?? [])
                        : [];
                string[] all = [.. watchers.Select(one => one!["globPattern"]!).Select(one => $"{one["baseUri"]} {one["pattern"]}")];
                if (all.Any(pattern => pattern.Contains("guide")))
                    patterns.TrySetResult(all);
                return null;
            },
        };
        await client.InitializeAsync([folder.Root]);
        var watched = await patterns.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains($"{folder.UriOf("")} {{docs,src}}", watched);
        Assert.Contains($"{folder.UriOf("docs")} {{guide.md,notes.md}}", watched);
        Assert.Contains($"{folder.UriOf("src")} a?1??b.py", watched);
    }

    private static TempFolder WithGuide(string body)
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf(".git"));
        folder.Write("docs/proposals/README.md", TempFolder.Registry());
        folder.Write(Quiet, TempFolder.Proposal("Quiet Hours", body: body));
        folder.Write("docs/proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables"));
        folder.Write(Guide, "# Guide\n\n## Old Lamps\n\n<a id=\"by-hand\"></a>\n");
        folder.Write("src/main.py", "pass\n");
        return folder;
    }
}
