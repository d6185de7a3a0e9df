using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>Each answer is about the text of its place in the stream, however long that of another document takes to read.</summary>
public sealed class OrderTests
{
    private const string Tides = "proposals/BEP-1001-tide-tables.md",
        Quiet = "proposals/BEP-1000-quiet-hours.md";

    [Fact]
    public async Task A_document_that_is_slow_to_read_holds_up_no_answer_about_another()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await ReadyAsync(folder);
        var (slow, other) = (folder.UriOf(Quiet), folder.UriOf(Tides));
        client.Open(
            slow,
            TempFolder.Proposal(
                "Quiet Hours",
                body: string.Concat(Enumerable.Repeat("Lamps, see [this](nowhere.md#x) and BEP-1001, *often*.\n\n", 60_000))
            )
        );
        var ofSlow = client.AskAsync("textDocument/foldingRange", About(slow), 1000);
        var hover = client.AskAsync("textDocument/hover", EditorClient.At(other, 8, 10), 1001);
        Assert.NotNull((await hover)["result"]);
        await ofSlow;
        var answers = client
            .Received.Where(message => message["method"] is null)
            .Select(message => message["id"]!.GetValue<int>())
            .ToList();
        Assert.True(answers.IndexOf(1001) < answers.IndexOf(1000), string.Join(", ", answers));
    }

    [Fact]
    public async Task A_request_between_two_keys_is_about_the_text_between_them()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await ReadyAsync(folder);
        var uri = folder.UriOf(Tides);
        client.Open(uri, TempFolder.Proposal("Title 0"));
        var asked = new List<Task<JsonObject>>();
        for (var version = 1; version <= 60; version++)
        {
            client.Change(uri, TempFolder.Proposal($"Title {version}"), version + 1);
            // Of most texts nobody wants to know anything.
            if (version % 3 == 0)
                asked.Add(client.AskAsync("textDocument/documentSymbol", About(uri)));
        }
        var titles = (await Task.WhenAll(asked)).Select(answer =>
            answer["result"]!
                .AsArray()
                .Select(symbol => symbol!["name"]!.GetValue<string>())
                .Single(name => name.StartsWith("Title", StringComparison.Ordinal))
        );
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"Title {i * 3}"), titles);
    }

    [Fact]
    public async Task An_edit_has_the_version_of_its_text()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = await ReadyAsync(folder);
        var (quiet, tides) = (folder.UriOf(Quiet), folder.UriOf(Tides));
        client.Open(quiet, TempFolder.Proposal("Quiet Hours", body: "## Why\n"));
        client.Open(tides, TempFolder.Proposal("Tide Tables", body: "[x](BEP-1000-quiet-hours.md#why)\n"));
        var asked = new List<(int Lines, Task<JsonObject> Answer)>();
        for (var lines = 0; lines < 20; lines++)
        {
            client.Change(
                tides,
                TempFolder.Proposal("Tide Tables", body: new string('\n', lines) + "[x](BEP-1000-quiet-hours.md#why)\n"),
                lines + 2
            );
            var rename = EditorClient.At(quiet, 8, 4);
            rename["newName"] = "Because";
            asked.Add((lines, client.AskAsync("textDocument/rename", rename)));
        }
        foreach (var (lines, answer) in asked)
        {
            var edit = (await answer)["result"]!["documentChanges"]!
                .AsArray()
                .Single(change => change!["textDocument"]!["uri"]!.GetValue<string>() == tides)!;
            Assert.Equal(lines + 2, edit["textDocument"]!["version"]!.GetValue<int>());
            Assert.All(edit["edits"]!.AsArray(), one => Assert.Equal(8 + lines, one!["range"]!["start"]!["line"]!.GetValue<int>()));
        }
    }

    [Fact]
    public async Task A_change_edits_a_document_once_under_one_name_for_the_second_edit_would_be_of_another_version()
    {
        using var folder = TempFolder.WithSeries();
        foreach (var name in new[] { "BEP-1001-notes.md", "kr/BEP-1001-notes.md", "kr/BEP-1001-wave.png" })
            folder.Write($"proposals/BEP-1001/{name}", "# BEP-1001: Notes\n\nOn BEP-1001.\n");
        await using var client = await ReadyAsync(folder);
        var rename = EditorClient.At(folder.UriOf(Quiet), 8, 2);
        client.Open(folder.UriOf(Quiet), TempFolder.Proposal("Quiet Hours", body: "BEP-1001\n"));
        rename["newName"] = "1051";
        var changes = (await client.RequestAsync("textDocument/rename", rename))["documentChanges"]!.AsArray();
        var edited = changes.Select(change => change!["textDocument"]?["uri"]!.GetValue<string>()).OfType<string>().ToList();
        Assert.Equal(edited.Distinct(), edited);
        Assert.Equal(
            ["BEP-1051", "BEP-1051-tide-tables.md", "BEP-1051-notes.md", "BEP-1051-notes.md", "BEP-1051-wave.png"],
            changes.Where(change => change!["kind"] is not null).Select(change => Path.GetFileName(change!["newUri"]!.GetValue<string>()))
        );
        // Files in the folder get their own names behind an edit.
        var parting = changes.Select(change => (string?)change!["kind"] ?? "edit").ToList();
        Assert.Contains("rename, rename, edit, rename", string.Join(", ", parting));
    }

    [Fact]
    public async Task What_is_closed_unsaved_is_edited_as_the_disk_has_it()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[x](BEP-1000-quiet-hours.md#why)\n"));
        await using var client = await ReadyAsync(folder);
        var (quiet, tides) = (folder.UriOf(Quiet), folder.UriOf(Tides));
        client.Open(quiet, TempFolder.Proposal("Quiet Hours", body: "## Why\n"));
        for (var version = 1; version <= 10; version++)
        {
            client.Open(tides, TempFolder.Proposal("Tide Tables", body: "\n\n\n[x](BEP-1000-quiet-hours.md#why)\n"));
            client.Close(tides);
            var rename = EditorClient.At(quiet, 8, 4);
            rename["newName"] = "Because";
            var edit = (await client.RequestAsync("textDocument/rename", rename))["documentChanges"]!
                .AsArray()
                .Single(change => change!["textDocument"]!["uri"]!.GetValue<string>() == tides)!;
            Assert.Null(edit["textDocument"]!["version"]);
            Assert.All(edit["edits"]!.AsArray(), one => Assert.Equal(8, one!["range"]!["start"]!["line"]!.GetValue<int>()));
        }
    }

    [Theory]
    [InlineData("Author: [Ada")]
    [InlineData("p: {\nH")]
    [InlineData("Author: \"Ada")]
    [InlineData("Author: &a *a")]
    [InlineData("? [")]
    public async Task A_half_typed_front_matter_costs_no_other_document_anything(string half)
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-1002-half.md", $"---\n{half}\n---\n# Half\n");
        folder.Write("proposals/.bep.yaml", $"rules: [\n{half}\n");
        var good = folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(good, "broken-link");
        var uri = folder.UriOf(Quiet);
        client.Open(uri, TempFolder.Proposal("Quiet Hours", body: "[x](nowhere.md)\n"));
        client.Change(uri, $"---\n{half}\n---\n# Quiet\n", 2);
        await client.AskAsync("textDocument/hover", EditorClient.At(uri, 3, 3));
        client.Change(uri, TempFolder.Proposal("Quiet Hours", body: "[x](nowhere.md)\n"), 3);
        await client.FindsAsync(uri, "broken-link");
        Assert.Equal(0, await client.ShutDownAsync());
    }

    private static async Task<EditorClient> ReadyAsync(TempFolder folder)
    {
        var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        return client;
    }

    private static JsonObject About(string uri) => new() { ["textDocument"] = new JsonObject { ["uri"] = uri } };
}
