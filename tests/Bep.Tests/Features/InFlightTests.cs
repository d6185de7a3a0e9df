using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>What is known of proposals that only other branches have: which they are, and what an author who names one is offered.</summary>
public sealed class InFlightTests
{
    private const string Here = """
        -- README.md --
        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1000](BEP-1000-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
        -- BEP-1000-quiet-hours.md --
        ---
        Author: Ada Park (ada@example.com)
        Status: Draft
        ---
        # Quiet Hours
        """;

    private const string FogHorn = """
        -- fog-horn:README.md --
        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1000](BEP-1000-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
        | [1002](BEP-1002-fog-horn.md) | Fog Horn | Min Seo | Draft |
        -- fog-horn:BEP-1002-fog-horn.md --
        ---
        Author: Min Seo (min@example.com)
        Status: Accepted
        Created: 2026-01-04
        ---
        # BEP-1002: Fog Horn
        """;

    // Which they are

    [Fact]
    public void A_document_says_more_than_a_row()
    {
        var proposal = Assert.Single(In(Here, FogHorn));
        var entry = proposal.Entry;
        Assert.Equal(
            (1002, "BEP-1002-fog-horn.md", "Fog Horn", "Accepted", "Min Seo", "2026-01-04", "fog-horn"),
            (
                entry.Number!.Value.Value,
                entry.Path,
                entry.Title,
                entry.Status,
                string.Join(", ", entry.Authors),
                entry.Created,
                proposal.Source?.Name
            )
        );
    }

    [Theory]
    // A row reserves its number, or there is a document alone.
    [InlineData("1003 Storm Warnings on storm", "-- storm:README.md --\n{0}| 1003 | Storm Warnings | Min Seo | Draft |")]
    [InlineData("1003 storm warnings on storm", "-- storm:BEP-1003-storm-warnings.md --\nText.")]
    [InlineData("1003 storm on storm", "-- storm:BEP-1003-storm.md --\n# Title")]
    // One proposal on several branches, and several of one number.
    [InlineData(
        "1003 Storm Warning Signals on first, second",
        "-- first:BEP-1003-storm-warnings.md --\n# Storm Warning Signals\n-- second:BEP-1003-storm-warnings.md --\n# Storm Warnings"
    )]
    [InlineData(
        "1003 Storm Warnings on first, second",
        "-- first:README.md --\n{0}| 1003 | Storm Warnings | Min Seo | Draft |\n-- second:BEP-1003-storm-warnings.md --\n# Storm Warnings"
    )]
    [InlineData(
        "1003 Lamp Oil on first; 1003 Storm Warnings on second",
        "-- first:BEP-1003-lamp-oil.md --\n# Lamp Oil\n-- second:BEP-1003-storm-warnings.md --\n# Storm Warnings"
    )]
    [InlineData("1000 Night Shift on night", "-- night:BEP-1000-night-shift.md --\n# Night Shift")]
    // What is here, as it is called now.
    [InlineData("", "-- old:BEP-1000-quiet-hours.md --\n# Hours of Quiet")]
    [InlineData("", "-- old:README.md --\n{0}| 1000 | Quiet Hours in Harbours | Ada Park | Draft |")]
    [InlineData("", "-- old:BEP-1007-quiet-hours.md --\n# Quiet Hours")]
    [InlineData(
        "1008 Storm Warnings on main",
        "-- main:BEP-1008-storm-warnings.md --\n# Storm Warnings\n-- old:BEP-1003-storm-warnings.md --\n# Storm Warnings"
    )]
    [InlineData("", "-- example:BEP-9999-an-example.md --\n# An Example")]
    public void Each_proposal_that_is_not_here_is_in_flight_once(string expected, string branches)
    {
        const string rows = "| Number | Title | Author | Status |\n|--|--|--|--|\n";
        var found = In(Here, branches.Replace("{0}", rows, StringComparison.Ordinal))
            .Select(one =>
                $"{one.Entry.Number!.Value.Value} {one.Entry.Title} on {string.Join(", ", one.Branches.Select(branch => branch.Name))}"
            );
        Assert.Equal(expected, string.Join("; ", found));
    }

    // Reading

    [Fact]
    public void A_card_says_that_it_is_only_there()
    {
        const string card = "**BEP-1002** Fog Horn\n\nAccepted · Min Seo · 2026-01-04\n\nOnly on branch fog-horn (Min Seo, 2026-01-10).";
        Expect.Hover($"{Here}\n\nAfter BEP-10$002.\n{FogHorn}", card);
        Expect.Hover($"{Here}\n\nAfter [the horn](BEP-1002-f$0og-horn.md).\n{FogHorn}", card);
        Expect.Hover(
            $"{Here}\n\nAfter BEP-10$003.\n-- a:BEP-1003-storm.md --\n# Storm\n-- b:BEP-1003-storm.md --\n# Storm\n-- c:BEP-1003-lamp-oil.md --\n# Lamp Oil",
            "**BEP-1003** Storm\n\nOnly on branch a (Min Seo, 2026-01-10) and another branch.\n\n**BEP-1003** Lamp Oil\n\nOnly on branch c (Min Seo, 2026-01-10)."
        );
    }

    [Fact]
    public void A_mention_leads_to_the_branch_that_has_the_document()
    {
        var series = SeriesOf(
            Here,
            "-- first:README.md --\n| Number | Title |\n|--|--|\n| [1002](BEP-1002-fog-horn.md) | Fog Horn |",
            "-- second:BEP-1002-fog-horn.md --\n# Fog Horn",
            "-- third:README.md --\n| Number | Title |\n|--|--|\n| 1004 | Lamp Oil |"
        );
        var target = Assert.Single(Definition.Of(series, new(1002)));
        Assert.Equal(("BEP-1002-fog-horn.md", "second"), (target.Path, target.Branch));
        Assert.Empty(Definition.Of(series, new(1004)));
    }

    // Writing

    [Theory]
    [InlineData("After BEP-$0", "After BEP-1002")]
    [InlineData("After BEP-10$0", "After BEP-1002")]
    [InlineData("After bep-fog$0", "After BEP-1002")]
    [InlineData("After [Fog$0]", "After BEP-1002")]
    [InlineData("After [BEP-1002$0", "After BEP-1002")]
    [InlineData("After [the horn]($0)", "After the horn (BEP-1002)")]
    [InlineData("After [the horn](BEP-10$0)", "After the horn (BEP-1002)")]
    [InlineData("After [the horn](BEP-10$0", "After the horn (BEP-1002)")]
    [InlineData("After [BEP-1002](Fog$0)", "After BEP-1002")]
    [InlineData("After [](BEP-10$0)", "After BEP-1002")]
    public void What_is_put_in_is_a_mention_and_no_link(string typed, string expected)
    {
        const string label = "BEP-1002 Fog Horn · fog-horn";
        Expect.Completed($"{Here}\n\n{typed}\n{FogHorn}", label, expected);
        // The checker agrees: it says where the proposal is, and that is all.
        var series = SeriesOf($"{Here}\n\n{expected}", FogHorn);
        var start = series.Find("BEP-1000-quiet-hours.md")!.Text.Content.IndexOf("After", StringComparison.Ordinal);
        var findings = RuleBook.Default.CheckAll(series).Where(finding => finding.Path == "BEP-1000-quiet-hours.md").ToList();
        Assert.DoesNotContain(findings, finding => finding.Severity is Severity.Error or Severity.Warning && finding.Span.Start >= start);
        Assert.Contains(findings, finding => finding.Message.ToString() == "BEP-1002 is `Fog Horn` on branch fog-horn.");
    }

    [Fact]
    public void What_is_here_comes_first_and_the_branch_is_said()
    {
        var branches = $"{FogHorn}\n-- storm:BEP-1003-storm.md --\n# Storm";
        Expect.Completion(
            $"-- notes.md --\nAfter BEP-$0\n{Here}\n{branches}",
            "BEP-1000 Quiet Hours | Draft",
            "BEP-1003 Storm · storm",
            "BEP-1002 Fog Horn · fog-horn | Accepted"
        );
        Expect.Completion(
            $"-- notes.md --\nAfter [Ho$0]\n{Here}\n{branches}",
            "BEP-1000 Quiet Hours | Draft",
            "BEP-1002 Fog Horn · fog-horn | Accepted"
        );
        Expect.Completion(
            $"-- notes.md --\nAfter [x](BEP-10$0)\n{Here}\n{branches}",
            editorReadsMarkdown: true,
            "BEP-1000 Quiet Hours | BEP-1000-quiet-hours.md",
            "BEP-1003 Storm · storm",
            "BEP-1002 Fog Horn · fog-horn | Accepted"
        );
    }

    [Theory]
    // A picture, a definition and a target in brackets have no words that could stay.
    [InlineData("-- notes.md --\n![x](BEP-1002$0)")]
    [InlineData("-- notes.md --\n[x]: BEP-1002$0")]
    [InlineData("-- notes.md --\n[x](<BEP-1002$0>)")]
    [InlineData("-- notes.md --\n[x](./BEP-1002$0)")]
    // A title has its own number, and a field or a row names what is here.
    [InlineData("-- BEP-1001-lamps.md --\n# BEP-1002$0")]
    [InlineData("-- BEP-1001-lamps.md --\n---\nStatus: Superseded\nSuperseded-By: BEP-1002$0\n---\n")]
    [InlineData("-- README.md --\n| Number | Title |\n|--|--|\n| BEP-$0 | Lamps |")]
    [InlineData("-- README.md --\n| Number | Title |\n|--|--|\n| [1003](BEP-10$0) | Lamps |")]
    public void Where_only_a_link_or_what_is_here_can_stand_it_is_not_offered(string text) => Expect.Completion($"{text}\n{FogHorn}");

    [Fact]
    public void An_editor_that_only_goes_on_with_what_was_typed_gets_mentions_alone()
    {
        foreach (var (typed, isOffered) in new[] { ("BEP-10", true), ("[Fog", false), ("[x](BEP-10", false) })
        {
            var series = SeriesOf($"-- notes.md --\n{typed}", FogHorn);
            var completion = Completion.At(
                series,
                series.Find("notes.md")!,
                typed.Length,
                editorReadsMarkdown: false,
                replacesTyped: false
            );
            Assert.Equal(isOffered, completion.Items.Any(item => item.Label.EndsWith("fog-horn", StringComparison.Ordinal)));
        }
    }

    private static ImmutableArray<ProposalInFlight> In(params string[] notation) => ProposalsInFlight.Of(SeriesOf(notation));

    private static Series SeriesOf(params string[] notation) => Fixture.Read(string.Join('\n', notation)).ToSeries();
}
