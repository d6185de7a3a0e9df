using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>The list of a series' proposals, and when it is another one.</summary>
public sealed class ProposalListTests
{
    private const string Notation = """
        -- README.md --
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md) | Lamps | Ada | Accepted |
        | 1001 | Fog Horn | Mina Park | Draft |
        | 1002 | _(skipped)_ | | |
        | 1003 | Buoys | - | Draft |
        | 1003 | Bells | - | Draft |
        | _next_ | | | |
        -- BEP-1000-lamps.md --
        ---
        Author: Ada Park (ada@example.com), Ben
        Status: Superseded
        Created: 2026-01-02
        Target-Version: 26.2
        Superseded-By: BEP-1003
        ---
        # BEP-1000: Lamps
        See [the horn](BEP-1001-horn.md), BEP-1000 and `BEP-1001`.
        -- BEP-1000/detail.md --
        # Wicks
        As in BEP-1004.
        -- BEP-1003-buoys.md --
        # Buoys
        -- BEP-1004-b.md --
        # One
        -- BEP-1004-a.md --
        # Other
        -- BEP-XXXX-draft.md --
        # Draft
        """;

    [Fact]
    public void A_list_has_documents_by_number_then_reserved_rows_and_unnumbered_drafts() =>
        Assert.Equal(
            [
                "1000 BEP-1000-lamps.md Lamps",
                "1001 (reserved) Fog Horn",
                "1003 BEP-1003-buoys.md Buoys",
                "1003 (reserved) Bells",
                "1004 BEP-1004-a.md Other",
                "1004 BEP-1004-b.md One",
                " BEP-XXXX-draft.md Draft",
            ],
            ProposalList.Of(Read()).Select(entry => $"{entry.Number} {entry.Path ?? "(reserved)"} {entry.Title}")
        );

    [Fact]
    public void An_entry_says_what_the_document_says_of_itself()
    {
        var lamps = ProposalList.Of(Read())[0];
        Assert.Equal("Superseded", lamps.Status);
        Assert.Equal(["Ada Park", "Ben"], lamps.Authors);
        Assert.Equal("2026-01-02", lamps.Created);
        Assert.Equal("26.2", lamps.TargetVersion);
        Assert.Equal(new ProposalNumber(1003), lamps.Successor);
        Assert.Equal([new(1001), new(1003), new(1004)], lamps.RefersTo);
        Assert.Equal([new("BEP-1000/detail.md", "Wicks")], lamps.Parts);
        Assert.True(lamps.IsRegistered);
        Assert.Null(lamps.Row);
    }

    [Fact]
    public void A_reserved_number_says_what_its_row_says()
    {
        var series = Read();
        var horn = ProposalList.Of(series)[1];
        Assert.Equal(["Mina Park"], horn.Authors);
        Assert.Equal("Draft", horn.Status);
        Assert.Equal("| 1001 | Fog Horn | Mina Park | Draft |", series.RegistryDocument.Text.Slice(horn.Row!.Value));
    }

    [Theory]
    [InlineData("Lamps are", true)]
    [InlineData("See BEP-1000", true)]
    [InlineData("See BEP-1009", false)]
    [InlineData("# Another title", false)]
    public void The_list_stays_the_same_while_nothing_in_it_changes(string added, bool same)
    {
        var before = Read();
        var path = added.StartsWith('#') ? "BEP-1004-a.md" : "BEP-1000-lamps.md";
        var text = before.Find(path)!.Text.Content;
        var after = before.With(
            DocumentParser.Parse(path, new(added.StartsWith('#') ? added : $"{text}\n{added}\n"), "", before.BaseConvention)
        );
        Assert.Equal(same, ProposalList.IsSame(before, after, [path]));
        Assert.Equal(same, ProposalList.Of(before).SequenceEqual(ProposalList.Of(after)));
    }

    [Fact]
    public void The_list_is_another_one_when_a_file_goes()
    {
        var before = Read();
        Assert.False(ProposalList.IsSame(before, before.Without("BEP-1003-buoys.md"), ["BEP-1003-buoys.md"]));
    }

    [Fact]
    public void Connections_lead_both_ways_and_count_a_link_once()
    {
        var series = Fixture
            .Read(
                """
                -- README.md --
                BEP-1000 is here.
                -- BEP-1000-lamps.md --
                # BEP-1000: Lamps
                See [BEP-1001](BEP-1001-horn.md), `BEP-1001` and [there](BEP-1001-horn.md#x).
                -- BEP-1000/detail.md --
                BEP-1001 and BEP-1000.
                -- BEP-1001-horn.md --
                # Horn
                [Lamps](BEP-1000-lamps.md) and BEP-1009.
                """
            )
            .ToSeries();
        var lamps = Connections.Of(series, "BEP-1000/detail.md")!;
        Assert.Equal("BEP-1000-lamps.md", lamps.Path);
        Assert.Equal(["1001: BEP-1001, there, BEP-1001"], lamps.RefersTo.Select(Describe));
        Assert.Equal(["1001: Lamps"], lamps.ReferredToBy.Select(Describe));
        var horn = Connections.Of(series, "BEP-1001-horn.md")!;
        Assert.Equal(["1000: Lamps", "1009: BEP-1009"], horn.RefersTo.Select(Describe));
        Assert.Equal(["1000: BEP-1001, there, BEP-1001"], horn.ReferredToBy.Select(Describe));
        Assert.Null(Connections.Of(series, "README.md"));

        string Describe(ConnectedProposal connection) =>
            $"{connection.Number}: {string.Join(", ", connection.Places.Select(place => series.Find(place.Path)!.Text.Slice(place.NameSpan)))}";
    }

    private static Series Read() => Fixture.Read(Notation).ToSeries();
}
