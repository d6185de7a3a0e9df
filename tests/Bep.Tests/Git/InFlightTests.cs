using System.Text.Json.Nodes;
using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>Proposals that only other branches have, as git has them: in the terminal and in the editor.</summary>
public sealed class InFlightTests
{
    private const string Registry = "proposals/README.md",
        Hours = "proposals/BEP-1000-quiet-hours.md",
        FogHorn = "proposals/BEP-1002-fog-horn.md";

    // In the terminal

    [Fact]
    public void The_list_names_them_with_their_branches()
    {
        using var repository = TempRepository.WithSeries();
        Propose(repository, "fog-horn", 1002, "Fog Horn", "Accepted");
        repository.Today = new(2026, 1, 12);
        repository.Git("checkout", "--quiet", "-b", "fog-signals");
        repository.Replace(FogHorn, "# Fog Horn", "# Fog Horn Signals");
        repository.Commit("Reword");
        repository.Git("checkout", "--quiet", "-b", "storm", "main");
        repository.Replace(Registry, "| _next_", "| 1003 | Storm Warnings | Min Seo | Draft |\n| _next_");
        repository.Commit("Reserve");
        repository.Git("checkout", "--quiet", "main");

        Assert.Equal(
            "BEP-1002  Accepted  Ada Park  fog-signals +1  Fog Horn Signals\nBEP-1003            Min Seo   storm           Storm Warnings\n",
            Command.Run("list", repository.Root, "--in-flight").Output
        );
        Assert.Equal(
            "number,title,status,authors,created,target-version,implemented-version,path,branches\r\n"
                + "BEP-1002,Fog Horn Signals,Accepted,Ada Park,2026-01-05,,,BEP-1002-fog-horn.md,fog-signals; fog-horn\r\n"
                + "BEP-1003,Storm Warnings,,Min Seo,,,,,storm\r\n",
            Command.Run("list", repository.Root, "--in-flight", "--format", "csv").Output
        );
        var json = Command.Run("list", repository.Root, "--in-flight", "--format", "json", "--status", "accepted").Json.AsArray();
        var only = Assert.Single(json)!;
        Assert.Equal(
            ("BEP-1002", "BEP-1002-fog-horn.md", "Fog Horn Signals"),
            (only["name"]!.GetValue<string>(), only["path"]!.GetValue<string>(), only["title"]!.GetValue<string>())
        );
        Assert.Equal(
            """[{"name":"fog-signals","author":"Ada Park","date":"2026-01-12"},{"name":"fog-horn","author":"Ada Park","date":"2026-01-10"}]""",
            only["branches"]!.ToJsonString()
        );
        // What is here says nothing of branches.
        Assert.All(Command.Run("list", repository.Root, "--format", "json").Json.AsArray(), entry =>
            Assert.False(entry!.AsObject().ContainsKey("branches"))
        );
    }

    [Fact]
    public void What_was_merged_squashed_or_checked_out_is_not_in_flight()
    {
        using var repository = TempRepository.WithSeries();
        foreach (
            var (branch, number, title) in new[]
            {
                ("merged", 1002, "Fog Horn"),
                ("squashed", 1003, "Storm Warnings"),
                ("mine", 1004, "Lamp Oil"),
            }
        )
            Propose(repository, branch, number, title);
        repository.Git("checkout", "--quiet", "main");
        repository.Git("merge", "--quiet", "--no-ff", "-m", "Merge", "merged");
        repository.Git("checkout", "--quiet", "squashed", "--", "proposals/BEP-1003-storm-warnings.md");
        repository.Commit("Storm Warnings, squashed");
        Assert.Equal(["BEP-1004 Lamp Oil on mine"], InFlight(repository));

        repository.Git("checkout", "--quiet", "mine");
        Assert.Equal(["BEP-1002 Fog Horn on main", "BEP-1003 Storm Warnings on main, squashed"], InFlight(repository));

        // The branch that has it is gone.
        repository.Git("checkout", "--quiet", "main");
        repository.Git("branch", "--quiet", "-D", "mine");
        Assert.Empty(InFlight(repository));
    }

    [Fact]
    public void A_pull_request_that_was_fetched_is_a_branch()
    {
        using var origin = new TempRepository("--bare");
        using var ada = TempRepository.CloneWithSeries(origin);
        Propose(ada, "fog-horn", 1002, "Fog Horn");
        ada.Git("push", "--quiet", "origin", "HEAD:refs/pull/12/head");
        // What it would be once it is merged is nobody's work.
        ada.Git("push", "--quiet", "origin", "HEAD~:refs/pull/12/merge");
        using var min = TempRepository.CloneOf(origin.Root);
        Assert.Empty(InFlight(min));
        min.Git("fetch", "--quiet", "origin", "+refs/pull/*/head:refs/pull/*/head");
        Assert.Equal(["BEP-1002 Fog Horn on pull request 12"], InFlight(min));
        Assert.Equal("BEP-1003\n", Command.Run("next", min.Root).Output);
        // Where its branch is known as well, that says more.
        ada.Git("push", "--quiet", "origin", "HEAD:refs/heads/signals/fog-horn");
        min.Git("fetch", "--quiet");
        Assert.Equal(["BEP-1002 Fog Horn on origin/signals/fog-horn"], InFlight(min));

        // On the branch that it is of, it is one's own.
        min.Git("fetch", "--quiet", "origin", "refs/pull/12/head:fog-horn");
        min.Git("checkout", "--quiet", "fog-horn");
        Assert.Empty(InFlight(min));
    }

    [Fact]
    public void Another_worktree_has_what_is_committed_there_and_what_is_not()
    {
        using var repository = TempRepository.WithSeries();
        using var elsewhere = new TempFolder();
        repository.Git("worktree", "add", "--quiet", "-b", "other", elsewhere.PathOf("tree"));
        elsewhere.Write("tree/proposals/BEP-1002-fog-horn.md", TempFolder.Proposal("Fog Horn"));
        var only = Assert.Single(Command.Run("list", repository.Root, "--in-flight", "--format", "json").Json.AsArray())!;
        Assert.Equal(
            ("fog horn", (string?)null, ""),
            (only["title"]!.GetValue<string>(), only["path"]?.GetValue<string>(), only["status"]!.GetValue<string>())
        );
    }

    [Fact]
    public void A_text_that_is_none_and_one_that_is_long_cost_themselves_alone()
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "odd");
        repository.Write("proposals/BEP-1002-picture.md", "\0\u0001");
        repository.Write("proposals/BEP-1003-long.md", TempFolder.Proposal("Long", "Accepted", new string('x', 100_000)));
        repository.Write("proposals/BEP-1004-line.md", new string('x', 100_000));
        repository.Commit("Odd ones");
        repository.Git("checkout", "--quiet", "main");
        Assert.Equal(["BEP-1002 picture on odd", "BEP-1003 Long on odd", "BEP-1004 line on odd"], InFlight(repository));
    }

    // In the editor

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_view_is_told_of_them_and_reads_them(bool asksForContents)
    {
        using var repository = TempRepository.WithSeries();
        await using var client = new EditorClient();
        await client.InitializeAsync(
            [repository.Root],
            $$"""{ "workspace": { {{(asksForContents ? """ "textDocumentContent": { "dynamicRegistration": true } """ : "")}} } }""",
            """{ "seriesNotifications": true }"""
        );
        await client.CompleteAsync();
        Assert.Empty((await ProposalsAsync(client, repository))["inFlight"]!.AsArray());

        Propose(repository, "fog/horn", 1002, "Fog Horn");
        repository.Git("checkout", "--quiet", "main");
        var told = (await UntilInFlightAsync(client, repository, "Fog Horn")).AsObject();
        var uri = $"bep-branch{Of(repository, FogHorn)[4..]}?fog%2Fhorn";
        Assert.Equal(asksForContents ? uri : null, told.Remove("uri", out var address) ? address!.GetValue<string>() : null);
        Assert.Equal(
            """{"id":"BEP-1002","number":"1002","title":"Fog Horn","status":"Draft","category":"draft","authors":["Ada Park"],"created":"2026-01-05","targetVersion":"","branches":[{"name":"fog/horn","author":"Ada Park","date":"2026-01-10"}]}""",
            told.ToJsonString()
        );
        if (!asksForContents)
            return;

        Assert.Contains("# Fog Horn", await ReadAsync());
        // A new commit of the branch changes what is read, and what is told.
        repository.Git("checkout", "--quiet", "fog/horn");
        repository.Replace(FogHorn, "# Fog Horn", "# Fog Signals");
        repository.Commit("Reword");
        repository.Git("checkout", "--quiet", "main");
        await UntilInFlightAsync(client, repository, "Fog Signals");
        Assert.Contains("# Fog Signals", await ReadAsync());

        async Task<string> ReadAsync() =>
            (await client.RequestAsync("workspace/textDocumentContent", new JsonObject { ["uri"] = uri }))["text"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_mention_of_one_has_a_card_and_is_completed()
    {
        using var repository = TempRepository.WithSeries();
        Propose(repository, "fog-horn", 1002, "Fog Horn");
        repository.Git("checkout", "--quiet", "main");
        await using var client = new EditorClient();
        await client.InitializeAsync([repository.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        await UntilInFlightAsync(client, repository, "Fog Horn");
        var hours = Of(repository, Hours);
        var text = TempFolder.Proposal("Quiet Hours", body: "After BEP-1002\n");
        client.Open(hours, text);
        var line = text.Split('\n').ToList().FindIndex(line => line.StartsWith("After", StringComparison.Ordinal));
        var card = await client.RequestAsync("textDocument/hover", EditorClient.At(hours, line, 10));
        Assert.Contains("Only on branch fog-horn (Ada Park, 2026-01-10).", card["contents"]!.ToJsonString());
        var items = (await client.RequestAsync("textDocument/completion", EditorClient.At(hours, line, 14)))["items"]!.AsArray();
        var item = Assert.Single(items, item => item!["label"]!.GetValue<string>() == "BEP-1002 Fog Horn · fog-horn")!;
        Assert.Equal("BEP-1002", item["textEdit"]!["newText"]!.GetValue<string>());
        var resolved = await client.RequestAsync("completionItem/resolve", item.DeepClone());
        Assert.Contains("Only on branch fog-horn", resolved["documentation"]!.ToJsonString());
    }

    // Helpers

    /// <summary>Leaves the repository on a branch from main with one more proposal, committed.</summary>
    private static void Propose(TempRepository repository, string branch, int number, string title, string status = "Draft")
    {
        repository.Git("checkout", "--quiet", "-b", branch, "main");
        var slug = title.ToLowerInvariant().Replace(' ', '-');
        repository.Write($"proposals/BEP-{number}-{slug}.md", TempFolder.Proposal(title, status));
        repository.Commit($"Propose {number}");
    }

    private static string[] InFlight(TempRepository repository) =>
        [
            .. Command
                .Run("list", repository.Root, "--in-flight", "--format", "json")
                .Json.AsArray()
                .Select(entry =>
                    $"{entry!["name"]} {entry["title"]} on {string.Join(", ", entry["branches"]!.AsArray().Select(branch => branch!["name"]!.GetValue<string>()))}"
                ),
        ];

    private static async Task<JsonNode> ProposalsAsync(EditorClient client, TempRepository repository) =>
        await client.RequestAsync("bep/proposals", new JsonObject { ["series"] = Of(repository, "proposals") });

    /// <summary>Asks again with each change until the one proposal in flight has this title.</summary>
    private static async Task<JsonNode> UntilInFlightAsync(EditorClient client, TempRepository repository, string title)
    {
        while (true)
        {
            var told = (await ProposalsAsync(client, repository))["inFlight"]!.AsArray();
            if (told.Count == 1 && told[0]!["title"]!.GetValue<string>() == title)
                return told[0]!;
            await client.NextAsync("bep/proposalsChanged");
        }
    }

    private static string Of(TempRepository repository, string path) => Bep.Server.Protocol.Uris.Of(repository.PathOf(path));
}
