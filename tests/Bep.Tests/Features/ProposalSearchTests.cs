using Bep.Analysis.Features;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>Words are found in sections of proposals, the most telling ones first.</summary>
public sealed class ProposalSearchTests
{
    private const string Harbor = """
        -- README.md --
        # Lamps
        -- BEP-1001-lamps.md --
        # Lamps

        A light for each pier.

        ## Oil

        From whales, for each pier.

        ## 등대 설계

        밤새 등대가 켜진다.
        -- BEP-1001/wick.md --
        # Wick

        A wick for each lamp and each pier.
        -- BEP-1002-piers.md --
        # Piers

        Where ships lie; each pier has lamps and oil.
        """;

    [Theory]
    [InlineData("oil", "BEP-1001-lamps.md:5 Oil | BEP-1002-piers.md:1 Piers")]
    [InlineData("OIL, lamps!", "BEP-1002-piers.md:1 Piers | BEP-1001-lamps.md:1 Lamps | BEP-1001-lamps.md:5 Oil")]
    // Inside a word nothing is found, but at its beginning.
    [InlineData("amp", "")]
    [InlineData("wic", "BEP-1001/wick.md:1 Wick")]
    [InlineData("등대", "BEP-1001-lamps.md:9 등대 설계")]
    [InlineData(
        "whale \"pier\"",
        "BEP-1001-lamps.md:5 Oil | BEP-1002-piers.md:1 Piers | BEP-1001-lamps.md:1 Lamps | BEP-1001/wick.md:1 Wick"
    )]
    [InlineData("", "")]
    [InlineData(" .,;\0 ", "")]
    public void Sections_are_found(string query, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                " | ",
                ProposalSearch
                    .Find(Fixture.Read(Harbor).ToSeries(), query, 10)
                    .Select(found => $"{found.Path}:{found.Line} {found.Heading}")
            )
        );

    [Fact]
    public void A_place_has_its_proposal_and_the_line_with_the_word()
    {
        var found = Assert.Single(ProposalSearch.Find(Fixture.Read(Harbor).ToSeries(), "wick", 1));
        Assert.Equal((1001, "# Wick"), (found.Number!.Value.Value, found.Excerpt));
        Assert.Equal("From whales, for each pier.", ProposalSearch.Find(Fixture.Read(Harbor).ToSeries(), "whales", 1)[0].Excerpt);
    }
}
