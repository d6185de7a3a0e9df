using Bep.Analysis.Features;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;

namespace Bep.Tests.Features;

/// <summary>What a proposal is called while its heading is still the template's.</summary>
public sealed class TitleTests
{
    private const string Notation = """
        -- README.md --
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md) | Lamps of the Pier | - | Draft |
        | 1001 | - | - | Draft |
        -- BEP-0000-template.md --
        # The Title
        -- BEP-1000-lamps.md --
        # The Title
        ## Why
        -- BEP-1001-fog-horn.md --
        # The Title
        -- BEP-1002-buoys.md --
        # Title

        """;

    [Fact]
    public void Lists_and_searches_show_what_its_row_calls_it()
    {
        var series = Fixture.Read(Notation).ToSeries();
        Assert.Equal(["Lamps of the Pier", "fog horn", "Title"], ProposalList.Of(series).Select(entry => entry.Title));
        Assert.Equal("BEP-1000: Lamps of the Pier", Assert.Single(WorkspaceSymbols.Find(series, "pier", limit: 5)).Name);
        Assert.Equal("BEP-1000: Lamps of the Pier", Hierarchy.OfNumber(series, new(1000))?.Name);
        Assert.Equal("Lamps of the Pier", Connections.TitleOf(series, new ConnectedProposal(new(1000), "BEP-1000-lamps.md", [])));
    }

    [Theory]
    [InlineData("BEP-10$000", "**BEP-1000** Lamps of the Pier\n\nDraft\n\nOne document refers to it.")]
    [InlineData("BEP-10$001", "**BEP-1001** fog horn\n\nDraft\n\nOne document refers to it.")]
    [InlineData("[a](BEP-1000-lamps.md#why$0)", "Lamps of the Pier › **Why**")]
    public void So_does_a_card(string text, string expected) => Expect.Hover($"{Notation}-- notes.md --\n{text}", expected);

    [Theory]
    [InlineData("BEP-$0", "BEP-1002 Title", "BEP-1001 fog horn", "BEP-1000 Lamps of the Pier")]
    [InlineData("BEP-pier$0", "BEP-1000 Lamps of the Pier")]
    [InlineData("[a](pier$0", "BEP-1000 Lamps of the Pier")]
    public void So_does_a_list_of_completions(string text, params string[] expected) =>
        Expect.CompletionLabels($"{Notation}-- notes.md --\n{text}", expected);

    [Fact]
    public void Its_list_changes_with_the_row()
    {
        var before = Fixture.Read(Notation).ToSeries();
        var registry = before.RegistryDocument;
        var after = before.With(
            DocumentParser.Parse(
                registry.Path,
                new(registry.Text.Content.Replace("Lamps of", "Lights of", StringComparison.Ordinal)),
                before.Folder,
                before.BaseConvention
            )
        );
        Assert.False(ProposalList.IsSame(before, after, [registry.Path]));
        Assert.Equal("Lights of the Pier", ProposalList.Of(after)[0].Title);
    }
}
