using System.Text.Json.Nodes;

namespace Bep.Tests.Server;

/// <summary>What an editor's views of proposals are told, and when.</summary>
public sealed class ProposalsTests
{
    private const string WantsSeries = """{ "seriesNotifications": true }""";

    [Fact]
    public async Task The_proposals_are_told_on_request_and_only_their_changes_are_announced()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: WantsSeries);
        await client.CompleteAsync();
        var series = new JsonObject { ["series"] = folder.UriOf("proposals") };

        var told = await client.RequestAsync("bep/proposals", series.DeepClone());
        Assert.Equal(["BEP-1000 Quiet Hours Draft", "BEP-1001 Tide Tables Draft"], told["proposals"]!.AsArray().Select(Describe));
        Assert.Equal(["Accepted", "Rejected"], told["statuses"]![0]!["next"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(["BEP-1000"], told["proposals"]![1]!["refersTo"]!.AsArray().Select(id => id!.GetValue<string>()));

        var uri = folder.UriOf("proposals/BEP-1000-quiet-hours.md");
        client.Open(uri, TempFolder.Proposal("Quiet Hours"));
        client.Change(uri, TempFolder.Proposal("Quiet Hours", body: "More words.\n"), 2);
        client.Change(uri, TempFolder.Proposal("Quiet Hours", status: "Accepted"), 3);
        await client.NextAsync("bep/proposalsChanged", given => given["series"]!.GetValue<string>() == folder.UriOf("proposals"));
        told = await client.RequestAsync("bep/proposals", series.DeepClone());
        Assert.Equal("BEP-1000 Quiet Hours Accepted", Describe(told["proposals"]![0]));
    }

    [Fact]
    public async Task The_connections_of_a_document_have_the_lines_in_which_they_stand()
    {
        using var folder = TempFolder.WithSeries();
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: WantsSeries);
        await client.CompleteAsync();
        var told = await client.RequestAsync("bep/connections", EditorClient.At(folder.UriOf("proposals/BEP-1000-quiet-hours.md"), 0, 0));
        Assert.Empty(told["refersTo"]!.AsArray());
        var referrer = Assert.Single(told["referredToBy"]!.AsArray())!;
        Assert.Equal("BEP-1001 Tide Tables Draft", Describe(referrer));
        Assert.Equal(
            "After [BEP-1000](BEP-1000-quiet-hours.md).",
            Assert.Single(referrer["places"]!.AsArray())!["text"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task The_convention_says_where_it_is_stated()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/.bep.yaml", "prefix: BEP\nline-limits: { single: 400 }\n");
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: WantsSeries);
        await client.CompleteAsync();
        var facts = (await client.RequestAsync("bep/convention", new JsonObject { ["series"] = folder.UriOf("proposals") })).AsArray();
        var prefix = facts.Single(fact => fact!["name"]!.GetValue<string>() == "prefix")!;
        Assert.Equal("BEP", prefix["value"]!.GetValue<string>());
        Assert.Equal(folder.UriOf("proposals/.bep.yaml"), prefix["uri"]!.GetValue<string>());
        Assert.Null(facts.Single(fact => fact!["name"]!.GetValue<string>() == "first-number")!["uri"]);
    }

    [Fact]
    public async Task The_next_statuses_are_told_with_what_they_ask_for()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-0000-template.md", "---\nAuthor: Your Name\nStatus: Draft\nTarget-Version:\n---\n\n# Title\n");
        folder.Write("VERSION", "26.1.0\n");
        var overdue = folder.Write(
            "proposals/BEP-1001-tide-tables.md",
            "---\nAuthor: Ada Park\nStatus: Accepted\nTarget-Version: 26.1.0\n---\n\n# Tide Tables\n"
        );
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], options: WantsSeries);
        // What is released is read after the series.
        await client.FindsAsync(overdue, "overdue-target-version");
        var steps = await client.RequestAsync("bep/steps", EditorClient.At(folder.UriOf("proposals/BEP-1000-quiet-hours.md"), 0, 0));
        Assert.Equal(
            ["""{"status":"Accepted","version":"Target-Version","versions":["26.1.0"]}""", """{"status":"Rejected"}"""],
            steps.AsArray().Select(step => step!.ToJsonString())
        );
    }

    [Theory]
    [InlineData(true, "Ada Park (ada@example.com)")]
    [InlineData(false, "Your Name")]
    public async Task Git_is_asked_for_the_author_only_in_a_trusted_folder(bool trusted, string author)
    {
        using var folder = TempFolder.WithSeries();
        foreach (
            string[] arguments in new string[][]
            {
                ["init", "--quiet"],
                ["config", "user.name", "Ada Park"],
                ["config", "user.email", "ada@example.com"],
            }
        )
        {
            using var git = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("git", ["-C", folder.Root, .. arguments])
            )!;
            await git.WaitForExitAsync();
            Assert.Equal(0, git.ExitCode);
        }
        folder.Write(
            "proposals/BEP-0000-template.md",
            TempFolder.Proposal("Title").Replace("Ada Park (ada@example.com)", "Your Name", StringComparison.Ordinal)
        );
        await using var client = new EditorClient();
        var applied = "";
        client.Answers = (method, given) =>
        {
            if (method != "workspace/applyEdit")
                return null;
            applied = given!.ToJsonString();
            return new JsonObject { ["applied"] = true };
        };
        await client.InitializeAsync(
            [folder.Root],
            options: $$"""{ "seriesNotifications": true, "trusted": {{(trusted ? "true" : "false")}} }"""
        );
        await client.CompleteAsync();
        var argument = new JsonObject { ["series"] = folder.UriOf("proposals"), ["title"] = "Fog Horn" };
        var command = new JsonObject { ["command"] = "bep.server.newProposal", ["arguments"] = new JsonArray(argument) };
        // The author is asked for in the background; until git has answered, the template's stays.
        while (!applied.Contains(author, StringComparison.Ordinal))
            await client.RequestAsync("workspace/executeCommand", command.DeepClone());
        Assert.Contains($"Author: {author}", applied);
        if (!trusted)
            Assert.DoesNotContain("Ada Park (ada", applied);
    }

    [Fact]
    public async Task A_reserved_number_gets_its_document()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/README.md", TempFolder.Registry("| 1002 | Fog Horn | Ada Park | Draft |"));
        folder.Write("proposals/BEP-0000-template.md", TempFolder.Proposal("Title"));
        await using var client = new EditorClient();
        JsonNode? applied = null;
        client.Answers = (method, given) =>
        {
            if (method != "workspace/applyEdit")
                return null;
            applied = given!.DeepClone();
            return new JsonObject { ["applied"] = true };
        };
        await client.InitializeAsync([folder.Root], options: WantsSeries);
        await client.CompleteAsync();
        var argument = new JsonObject { ["series"] = folder.UriOf("proposals"), ["number"] = "BEP-1002" };
        var command = new JsonObject { ["command"] = "bep.server.createDocument", ["arguments"] = new JsonArray(argument) };
        var made = await client.RequestAsync("workspace/executeCommand", command);
        Assert.Equal(folder.UriOf("proposals/BEP-1002-fog-horn.md"), made["uri"]!.GetValue<string>());
        Assert.Contains("# Fog Horn", applied!.ToJsonString());
    }

    private static string Describe(JsonNode? proposal) => $"{proposal!["id"]} {proposal["title"]} {proposal["status"]}";
}
