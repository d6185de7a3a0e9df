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
        Assert.Equal("After [BEP-1000](BEP-1000-quiet-hours.md).", Assert.Single(referrer["places"]!.AsArray())!["text"]!.GetValue<string>());
    }

    private static string Describe(JsonNode? proposal) => $"{proposal!["id"]} {proposal["title"]} {proposal["status"]}";
}
