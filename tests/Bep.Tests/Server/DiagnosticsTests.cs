using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>The life of a finding in the editor: it comes, moves, and goes with its cause.</summary>
public sealed class DiagnosticsTests
{
    private const string Quiet = "proposals/BEP-1000-quiet-hours.md",
        Tides = "proposals/BEP-1001-tide-tables.md",
        Registry = "proposals/README.md";

    [Fact]
    public async Task Files_that_nobody_opened_are_checked_too()
    {
        using var folder = TempFolder.WithSeries();
        var uri = folder.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables", body: "See [this](nowhere.md).\n"));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(uri, "broken-link");
        var finding = client.Diagnostics[uri].Single(one => one!["code"]!.GetValue<string>() == "broken-link")!;
        Assert.Equal("""{"start":{"line":8,"character":11},"end":{"line":8,"character":21}}""", finding["range"]!.ToJsonString());
        Assert.Equal("bep", finding["source"]!.GetValue<string>());
        Assert.EndsWith("/rules/broken-link.md", finding["codeDescription"]!["href"]!.GetValue<string>());
        Assert.True(File.Exists(Bep.Server.Protocol.Uris.ToPath(finding["codeDescription"]!["href"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_half_typed_list_is_found_at_the_start_and_while_it_is_typed()
    {
        using var folder = TempFolder.WithSeries();
        var uri = folder.Write(Tides, "---\nStatus: Draft\nAuthor: [Ada\nCreated: 2026-01-05\n---\n\n# BEP-1001: Tide Tables\n");
        var configuration = folder.Write("proposals/.bep.yaml", "rules: [\nH");
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(uri, "invalid-front-matter");
        await client.FindsAsync(configuration, "invalid-configuration");
        client.Open(uri, TempFolder.Proposal("Tide Tables"));
        await client.ClearsAsync(uri, "invalid-front-matter");
        client.Change(uri, "---\nStatus: Draft\np: {\nH", 2);
        await client.FindsAsync(uri, "invalid-front-matter");
    }

    [Fact]
    public async Task Findings_follow_what_is_typed()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf(Tides);
        client.Open(uri, TempFolder.Proposal("Tide Tables"), 3);
        client.Change(uri, TempFolder.Proposal("Tide Tables", body: "See [this](nowhere.md).\n"), 4);
        await client.FindsAsync(uri, "broken-link");
        client.Change(uri, TempFolder.Proposal("Tide Tables", body: "See\n[this](nowhere.md).\n"), 5);
        await client.UntilAsync(() => LineOf(client, uri, "broken-link") == 9);
        client.Change(uri, TempFolder.Proposal("Tide Tables"), 6);
        await client.ClearsAsync(uri, "broken-link");

        var versions = client
            .Received.Where(message =>
                message["params"]?["diagnostics"] is not null && message["params"]!["uri"]!.GetValue<string>() == uri
            )
            .Select(message => message["params"]!["version"]?.GetValue<int>())
            .ToArray();
        Assert.Equal(versions.Where(version => version is >= 4).Order().Distinct(), versions.Where(version => version is >= 4));
        Assert.Equal(6, versions[^1]);
    }

    [Fact]
    public async Task An_edit_changes_the_findings_of_those_who_refer_to_it()
    {
        using var folder = TempFolder.WithSeries();
        var (quiet, tides, registry) = (folder.UriOf(Quiet), folder.UriOf(Tides), folder.UriOf(Registry));
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "See [why](BEP-1000-quiet-hours.md#why).\n"));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(tides, "broken-anchor");
        client.Open(quiet, TempFolder.Proposal("Quiet Hours", body: "## Why\n\nBecause.\n"));
        await client.ClearsAsync(tides, "broken-anchor");
        client.Change(quiet, TempFolder.Proposal("Quiet Hours", "Accepted", "## Why\n\nBecause.\n"), 2);
        await client.FindsAsync(registry, "registry-status-mismatch");
        // A row of the same status, not saved either.
        client.Open(registry, TempFolder.Registry().Replace("| Draft |\n| [1001]", "| Accepted |\n| [1001]"));
        await client.ClearsAsync(registry, "registry-status-mismatch");
        await client.ClearsAsync(quiet, "registry-status-mismatch");
    }

    [Fact]
    public async Task A_disagreement_is_one_problem_at_the_row_and_a_mark_in_the_document()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Quiet, TempFolder.Proposal("Quiet Hours", "Accepted"));
        var (quiet, registry) = (folder.UriOf(Quiet), folder.UriOf(Registry));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(registry, "registry-status-mismatch");
        await client.FindsAsync(quiet, "registry-status-mismatch");
        Assert.Equal((1, quiet), Shown(registry));
        Assert.Equal((4, registry), Shown(quiet));

        // How bad it is, and where the other place is.
        (int, string) Shown(string uri)
        {
            var found = Assert.Single(client.Diagnostics[uri], one => one!["code"]!.GetValue<string>() == "registry-status-mismatch")!;
            var related = Assert.Single(found["relatedInformation"]!.AsArray())!;
            return (found["severity"]!.GetValue<int>(), related["location"]!["uri"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task An_open_document_whose_file_is_gone_counts_as_gone_until_it_is_written_again()
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("Fog Horn", body: "[x](nowhere.md)\n");
        var fog = folder.Write("proposals/BEP-1002-fog-horn.md", text);
        await using var client = await EditorClient.OpenAsync(folder.Root);
        client.Open(fog, text);
        await client.FindsAsync(fog, "unregistered-document");
        // Another branch is checked out, which has no such file; the editor goes on showing it.
        File.Delete(folder.PathOf("proposals/BEP-1002-fog-horn.md"));
        client.Watched((fog, 3));
        await client.UntilAsync(() => client.RulesOf(fog) is []);
        Assert.Empty((await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "Fog Horn" })).AsArray());
        // And back again.
        folder.Write("proposals/BEP-1002-fog-horn.md", text);
        client.Watched((fog, 1));
        await client.FindsAsync(fog, "unregistered-document");
        // What somebody types into it is theirs, file or not.
        File.Delete(folder.PathOf("proposals/BEP-1002-fog-horn.md"));
        client.Watched((fog, 3));
        await client.UntilAsync(() => client.RulesOf(fog) is []);
        client.Change(fog, text + "\nMore.\n", 2);
        await client.FindsAsync(fog, "unregistered-document");
    }

    [Fact]
    public async Task What_is_closed_unsaved_is_as_it_is_on_the_disk()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var (tides, draft) = (folder.UriOf(Tides), folder.UriOf("proposals/BEP-1002-not-saved.md"));
        client.Open(tides, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        client.Open(draft, TempFolder.Proposal("Not Saved"));
        await client.FindsAsync(tides, "broken-link");
        await client.FindsAsync(draft, "unregistered-document");
        client.Close(tides);
        client.Close(draft);
        await client.ClearsAsync(tides, "broken-link");
        await client.UntilAsync(() => client.RulesOf(draft) is []);
        var symbols = await client.RequestAsync("workspace/symbol", new JsonObject { ["query"] = "Not Saved" });
        Assert.Empty(symbols.AsArray());
    }

    [Fact]
    public async Task Findings_come_and_go_with_files_on_the_disk()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        client.Open(folder.UriOf(Quiet), TempFolder.Proposal("Quiet Hours", body: "[later](BEP-1002-later.md)\n"));
        await client.FindsAsync(folder.UriOf(Quiet), "broken-link");

        // Created: it is checked, and who links it is fixed.
        var created = folder.Write("proposals/BEP-1002-later.md", TempFolder.Proposal("Later"));
        client.Watched((created, 1));
        await client.FindsAsync(created, "unregistered-document");
        await client.ClearsAsync(folder.UriOf(Quiet), "broken-link");

        // Renamed.
        File.Move(folder.PathOf("proposals/BEP-1002-later.md"), folder.PathOf("proposals/BEP-1002-sooner.md"));
        var renamed = folder.UriOf("proposals/BEP-1002-sooner.md");
        client.Watched((created, 3), (renamed, 1));
        await client.FindsAsync(renamed, "unregistered-document");
        await client.UntilAsync(() => client.RulesOf(created) is []);
        await client.FindsAsync(folder.UriOf(Quiet), "broken-link");

        // Changed.
        folder.Write(Registry, TempFolder.Registry("| [1002](BEP-1002-sooner.md) | Later | Ada Park | Draft |"));
        client.Watched((folder.UriOf(Registry), 2));
        await client.ClearsAsync(renamed, "unregistered-document");

        // Deleted.
        File.Delete(folder.PathOf("proposals/BEP-1002-sooner.md"));
        client.Watched((renamed, 3));
        await client.FindsAsync(folder.UriOf(Registry), "broken-registry-link");
        await client.UntilAsync(() => client.RulesOf(renamed) is []);
    }

    [Fact]
    public async Task A_deleted_folder_takes_everything_in_it_along()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-1001/note.md", "[x](nowhere.md)\n");
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[x](BEP-1001/note.md)\n"));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var note = folder.UriOf("proposals/BEP-1001/note.md");
        await client.FindsAsync(note, "broken-link");
        Directory.Delete(folder.PathOf("proposals/BEP-1001"), recursive: true);
        client.Watched((folder.UriOf("proposals/BEP-1001"), 3));
        await client.ClearsAsync(note, "broken-link");
        await client.FindsAsync(folder.UriOf(Tides), "broken-link");

        Directory.Delete(folder.PathOf("proposals"), recursive: true);
        client.Watched((folder.UriOf("proposals"), 3));
        await client.UntilAsync(() => client.Diagnostics.Values.All(diagnostics => diagnostics.Count == 0));
    }

    [Fact]
    public async Task What_is_open_wins_over_the_disk()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var (quiet, tides) = (folder.UriOf(Quiet), folder.UriOf(Tides));
        client.Open(quiet, TempFolder.Proposal("Quiet Hours", body: "[typed](nowhere.md)\n"));
        await client.FindsAsync(quiet, "broken-link");
        folder.Write(Quiet, TempFolder.Proposal("Quiet Hours"));
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[saved](nowhere.md)\n"));
        client.Watched((quiet, 2), (tides, 2));
        await client.FindsAsync(tides, "broken-link");
        Assert.Contains("broken-link", client.RulesOf(quiet));
        // Even a file that is gone stays as long as somebody looks at it.
        File.Delete(folder.PathOf(Quiet));
        folder.Write(Tides, TempFolder.Proposal("Tide Tables"));
        client.Watched((quiet, 3), (tides, 2));
        await client.ClearsAsync(tides, "broken-link");
        Assert.Contains("broken-link", client.RulesOf(quiet));
        client.Close(quiet);
        await client.UntilAsync(() => client.RulesOf(quiet) is []);
    }

    [Fact]
    public async Task What_the_editor_has_is_not_sent_again()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var uri = folder.UriOf(Tides);
        client.Open(uri, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await client.FindsAsync(uri, "broken-link");
        var before = Published();
        for (var version = 2; version < 20; version++)
        {
            client.Change(uri, TempFolder.Proposal("Tide Tables", body: $"[x](nowhere.md)\n\n{version}\n"), version);
            await client.RequestAsync("textDocument/hover", EditorClient.At(uri, 0, 0));
        }
        client.Change(uri, TempFolder.Proposal("Tide Tables"), 20);
        await client.ClearsAsync(uri, "broken-link");
        Assert.Equal(before + 1, Published());

        int Published() =>
            client.Received.Count(message =>
                message["params"]?["diagnostics"] is not null && message["params"]!["uri"]!.GetValue<string>() == uri
            );
    }

    private static int? LineOf(EditorClient client, string uri, string rule) =>
        client
            .Diagnostics.GetValueOrDefault(uri, [])
            .FirstOrDefault(one => one!["code"]!.GetValue<string>() == rule)
            ?["range"]!["start"]!["line"]!.GetValue<int>();
}
