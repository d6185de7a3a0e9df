using Bep.Analysis.Features;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>Outlines, and symbols of the whole series.</summary>
public sealed class OutlineTests
{
    [Fact]
    public void An_outline_has_fields_and_sections_in_one_another() =>
        Expect.Outline(
            """
            -- BEP-1000-a.md --
            ---
            Author: Ada
            Status: Draft
            ---
            # Title
            ## Why
            ### Really
            ##
            # More
            """,
            """
            Author: Ada
            Status: Draft
            Title
              Why
                Really
              ##
            More
            """
        );

    [Fact]
    public void The_registry_s_rows_are_in_the_section_of_their_table() =>
        Expect.Outline(
            """
            -- README.md --
            # Proposals
            ## Registry
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-a.md) | Lamps | - | Draft |
            | 1001 | Fog Horn | - | |
            | _next_ | | | |
            ## Files
            """,
            """
            Proposals
              Registry
                1000 Lamps: Draft
                1001 Fog Horn
              Files
            """
        );

    [Fact]
    public void Rows_without_a_heading_stand_alone() =>
        Expect.Outline(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | 1000 | Lamps |
            """,
            "1000 Lamps"
        );

    private const string Series = """
        -- README.md --
        | Number | Title |
        |--|--|
        | 1000 | Fog Horn |
        | 1002 | Quiet Hours |
        -- BEP-1000-fog-horn.md --
        # BEP-1000: Fog Horn
        ## Sound
        -- BEP-1001-fog-lamps.md --
        # Fog Lamps
        ## What fog is
        ## Defogging
        """;

    [Theory]
    [InlineData("fog", "BEP-1000: Fog Horn", "BEP-1001: Fog Lamps", "What fog is (BEP-1001)", "Defogging (BEP-1001)")]
    [InlineData("1002", "BEP-1002: Quiet Hours")]
    [InlineData("flam", "BEP-1001: Fog Lamps")]
    [InlineData("SOUND", "Sound (BEP-1000)")]
    [InlineData("lamps fog", "BEP-1001: Fog Lamps")]
    [InlineData("hours 1002", "BEP-1002: Quiet Hours")]
    [InlineData("zebra")]
    [InlineData("", "BEP-1000: Fog Horn", "BEP-1001: Fog Lamps", "BEP-1002: Quiet Hours", "Sound (BEP-1000)", "What fog is (BEP-1001)")]
    public void Proposals_come_before_headings(string query, params string[] expected) => Expect.Found(Series, query, expected);

    [Fact]
    public void An_editor_that_finds_headings_itself_is_told_of_proposals_alone() =>
        Assert.Equal(
            ["BEP-1000: Fog Horn", "BEP-1001: Fog Lamps"],
            WorkspaceSymbols.Find(Fixture.Read(Series).ToSeries(), "fog", limit: 5, editorReadsMarkdown: true).Select(symbol => symbol.Name)
        );
}
