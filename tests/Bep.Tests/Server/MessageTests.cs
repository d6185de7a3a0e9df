using System.Text.Json.Nodes;
using Bep.Tests.Git;

namespace Bep.Tests.Server;

/// <summary>The messages of commits, as editors open them from git's own folder.</summary>
public sealed class MessageTests
{
    private const string Complete = """{ "seriesNotifications": true }""";
    private const string Message = ".git/COMMIT_EDITMSG";

    [Fact]
    public async Task A_message_is_checked_completed_explained_and_fixed()
    {
        using var repository = Begin();
        await using var client = new EditorClient();
        await client.InitializeAsync([repository.Root], options: Complete);
        await client.CompleteAsync();
        var uri = UriOf(repository, Message);
        client.Open(uri, "BEP-1002 (update): Typos\n\n# Please enter\n");
        await client.UntilAsync(() =>
            client.Diagnostics.TryGetValue(uri, out var found)
            && found is [{ } one]
            && one["message"]!.GetValue<string>() == "BEP-1002 is new; the verb is `new`."
        );

        var actions = (
            await client.RequestAsync(
                "textDocument/codeAction",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = uri },
                    ["range"] = JsonNode.Parse("""{ "start": { "line": 0, "character": 12 }, "end": { "line": 0, "character": 12 } }"""),
                    ["context"] = JsonNode.Parse("""{ "diagnostics": [] }"""),
                }
            )
        ).AsArray();
        Assert.Equal("Change to `BEP-1002 (new): Night Shift`", actions[0]!["title"]!.GetValue<string>());
        Assert.Equal(uri, actions[0]!["edit"]!["documentChanges"]![0]!["textDocument"]!["uri"]!.GetValue<string>());
        Assert.DoesNotContain(actions, action => action!["title"]!.GetValue<string>().Contains("here", StringComparison.Ordinal));

        Assert.Contains(
            "**update**",
            (await client.RequestAsync("textDocument/hover", EditorClient.At(uri, 0, 12)))["contents"]!["value"]!.GetValue<string>()
        );
        Assert.Contains(
            "Night Shift",
            (await client.RequestAsync("textDocument/hover", EditorClient.At(uri, 0, 3)))["contents"]!["value"]!.GetValue<string>()
        );

        client.Change(uri, "\n\n# Please enter\n", 2);
        await client.ClearsAsync(uri, "change-title");
        var items = (await client.RequestAsync("textDocument/completion", EditorClient.At(uri, 0, 0)))["items"]!.AsArray();
        Assert.Equal("BEP-1002 (new): Night Shift", items[0]!["label"]!.GetValue<string>());

        client.Change(uri, "BEP-1002: Night Shift", 3);
        await client.FindsAsync(uri, "change-title");
        client.Close(uri);
        await client.ClearsAsync(uri, "change-title");
    }

    [Fact]
    public async Task What_is_typed_into_a_proposal_counts_for_its_title()
    {
        using var repository = Begin();
        await using var client = new EditorClient();
        await client.InitializeAsync([repository.Root], options: Complete);
        await client.CompleteAsync();
        // Until branches have been read there is nothing to compare with; a finding that needs them tells that they have been.
        var message = UriOf(repository, Message);
        client.Open(message, "BEP-1002 (update): Typos");
        await client.FindsAsync(message, "change-title");
        Assert.Equal(("BEP-1002 (new): Night Shift", "main"), await TitleAsync(client, repository));
        client.Open(UriOf(repository, "proposals/BEP-1002-night-shift.md"), TempFolder.Proposal("Day Shift"));
        Assert.Equal(("BEP-1002 (new): Day Shift", "main"), await TitleAsync(client, repository));
    }

    [Fact]
    public async Task A_message_of_a_worktree_is_about_the_worktree()
    {
        using var repository = Begin();
        repository.Commit("Draft");
        using var folder = new TempFolder();
        var root = folder.PathOf("tree");
        repository.Git("worktree", "add", "--quiet", root, "main");
        folder.Write("tree/proposals/BEP-1002-fog-horn.md", TempFolder.Proposal("Fog Horn"));
        await using var client = new EditorClient();
        await client.InitializeAsync([root], options: Complete);
        await client.CompleteAsync();
        var uri = UriOf(repository, ".git/worktrees/tree/COMMIT_EDITMSG");
        client.Open(uri, "BEP-1002 (update): Fog");
        await client.UntilAsync(() =>
            client.Diagnostics.TryGetValue(uri, out var found)
            && found is [{ } one]
            && one["message"]!.GetValue<string>().Contains("is new", StringComparison.Ordinal)
        );

        // The box above the changes of the worktree is another one, and the repository's own message does not belong to it.
        var box = Uri(Path.Join(root, ".git", "BOX_EDITMSG"));
        client.Open(box, "BEP-1002: Fog");
        await client.FindsAsync(box, "change-title");
        var other = UriOf(repository, Message);
        client.Open(other, "BEP-1002: Fog");
        await client.FindsAsync(other, "change-title");
    }

    [Fact]
    public async Task A_message_opened_by_itself_finds_the_series_of_its_repository()
    {
        using var repository = Begin();
        await using var client = await EditorClient.OpenAsync();
        var uri = UriOf(repository, Message);
        client.Open(uri, "BEP-1002 (update): Typos");
        await client.FindsAsync(uri, "change-title");
    }

    private static TempRepository Begin()
    {
        var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "night-shift");
        repository.Write("proposals/BEP-1002-night-shift.md", TempFolder.Proposal("Night Shift"));
        return repository;
    }

    private static async Task<(string? Title, string? Base)> TitleAsync(EditorClient client, TempRepository repository)
    {
        var answer = await client.RequestAsync("bep/changeTitle", new JsonObject { ["series"] = UriOf(repository, "proposals") });
        return (answer["title"]?.GetValue<string>(), answer["base"]?.GetValue<string>());
    }

    private static string UriOf(TempRepository repository, string path) => Uri(repository.PathOf(path));

    private static string Uri(string path) => Bep.Server.Protocol.Uris.Of(path);
}
