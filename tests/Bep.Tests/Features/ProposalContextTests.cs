using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>What somebody has to know who works on a proposal: the most important first, cut between sections, with its places.</summary>
public sealed class ProposalContextTests
{
    private const string Harbor = """
        -- BEP-1000-old-lamps.md --
        ---
        Status: Superseded
        Superseded-By: BEP-1001
        ---
        # Old Lamps

        Oil.
        -- BEP-1001-lamps.md --
        ---
        Author: Ada Park
        Status: Accepted
        ---
        <!-- context-for-ai
        detail-docs: [wick.md, glass.md]
        depends-on: [BEP-1002, BEP-1000]
        -->

        # Lamps

        Lamps burn at night.

        ## Design

        As BEP-1003 has it, and not as BEP-1004.

        ### Colour

        Red or green.

        ## Open Questions

        - Who lights them?

        ## Decision Log

        | Date | Decision |
        |------|----------|
        | 2026-01-02 | Oil is too dear. |
        -- BEP-1001/glass.md --
        # Glass

        Thick.
        -- BEP-1001/wick.md --
        # Wick

        Thin.
        -- BEP-1002-oil.md --
        ---
        Status: Implemented
        ---
        # Oil

        ## Abstract

        Of whales.

        ## Details

        Many.
        -- BEP-1003-night.md --
        ---
        Status: Draft
        ---
        # Night

        Dark.
        -- BEP-1004-day.md --
        ---
        Status: Rejected
        ---
        # Day

        Bright.
        """;

    [Fact]
    public void Each_part_has_its_place_and_what_is_past_has_its_name_alone() =>
        Assert.Equal(
            """
            Source: BEP-1001-lamps.md:1-10

            # BEP-1001: Lamps

            - Author: Ada Park
            - Status: Accepted
            - Supersedes: BEP-1000: Old Lamps (Superseded)
            - Depends on: BEP-1002: Oil (Implemented); BEP-1000: Old Lamps (Superseded)
            - Refers to: BEP-1003: Night (Draft); BEP-1004: Day (Rejected)
            - Its parts: Wick (BEP-1001/wick.md); Glass (BEP-1001/glass.md)

            Source: BEP-1001-lamps.md:10-12

            # Lamps

            Lamps burn at night.

            Source: BEP-1001-lamps.md:14-20

            ## Design

            As BEP-1003 has it, and not as BEP-1004.

            ### Colour

            Red or green.

            Source: BEP-1001-lamps.md:22-24

            ## Open Questions

            - Who lights them?

            Source: BEP-1001-lamps.md:26-30

            ## Decision Log

            | Date | Decision |
            |------|----------|
            | 2026-01-02 | Oil is too dear. |

            Source: BEP-1001/wick.md:1-3

            # Wick

            Thin.

            Source: BEP-1001/glass.md:1-3

            # Glass

            Thick.

            Source: BEP-1002-oil.md:6-8

            # BEP-1002: Oil (Implemented), next to BEP-1001: Lamps

            ## Abstract

            Of whales.

            Source: BEP-1003-night.md:4-6

            # BEP-1003: Night (Draft), next to BEP-1001: Lamps

            # Night

            Dark.

            ---


            """.ReplaceLineEndings("\n"),
            In(ProposalContext.DefaultBudget, 1001).ToMarkdown().Split("About ")[0]
        );

    [Theory]
    // Where it stands is always told.
    [InlineData(0, "1-10", "10-12 26-30 22-24 BEP-1002-oil.md 14-16 18-20 wick glass night")]
    [InlineData(116, "1-10 10-12", "26-30 22-24 BEP-1002-oil.md 14-16 18-20 wick glass night")]
    [InlineData(1000, "1-10 10-12 14-20 22-24 26-30 wick glass oil night", "")]
    public void It_is_cut_between_sections_where_there_is_no_more_room(int budget, string taken, string leftOut)
    {
        var context = In(budget, 1001);
        Assert.Equal(taken, Short(context.Parts));
        Assert.Equal(
            string.Join(' ', leftOut.Replace("BEP-1002-oil.md", "oil").Split(' ').Order()),
            string.Join(' ', Short(context.LeftOut).Split(' ').Order())
        );
        Assert.True(context.Tokens <= Math.Max(budget, context.Parts[0].Tokens));

        static string Short(IEnumerable<ContextPart> parts) =>
            string.Join(
                ' ',
                parts.Select(part =>
                    part.Path == "BEP-1001-lamps.md"
                        ? $"{part.FirstLine}-{part.LastLine}"
                        : part.Path.Split('-', '/')[^1].Replace(".md", "")
                )
            );
    }

    [Fact]
    public void What_is_past_and_asked_for_is_told_with_a_warning()
    {
        var context = In(ProposalContext.DefaultBudget, 1000, 1001);
        Assert.Equal("BEP-1000-old-lamps.md", context.Parts[0].Path);
        Assert.Contains("This proposal is no longer to be followed.", context.Parts[0].Text);
        Assert.Contains("Oil.", context.Parts[1].Text);
        // Each is told once.
        Assert.Equal(context.Parts.Select(part => part.Source).Distinct().Count(), context.Parts.Length);
    }

    [Fact]
    public void A_section_without_room_is_told_in_parts()
    {
        // Room for all that comes before it, and for one of its two halves.
        var needed = In(ProposalContext.DefaultBudget, 1001)
            .Parts.Where(part => part.Path == "BEP-1002-oil.md" || part.Path == "BEP-1001-lamps.md")
            .Sum(part => part.Tokens);
        var context = In(needed - 5, 1001);
        Assert.Contains(context.Parts, part => part is { Heading: "Design", LastLine: 16 });
        Assert.Contains(context.LeftOut, part => part.Heading == "Colour");
    }

    [Theory]
    [InlineData("src/lamp.py", "# BEP-1003: see BEP-1001, BEP-1003 and BEP-9999.", "1003 1001")]
    [InlineData("src/other.py", "# BEP-1000", "1000")]
    [InlineData("src/harbor/lamps/wick.py", "", "1005")]
    [InlineData("src/harbor/lamps/glass.py", "", "1005")]
    [InlineData("src/harbor/lamps/plain.py", "", "")]
    [InlineData("wick.py", "", "")]
    [InlineData("src/harbor/lamps/wick.pyc", "", "")]
    [InlineData("src/harbor/xlamps/wick.py", "", "")]
    [InlineData("BEP-1001/wick.md", "See BEP-1003.", "1001 1003")]
    [InlineData("BEP-1002-oil.md", "", "1002")]
    public void A_file_has_the_proposals_that_it_mentions_and_those_that_name_it_in_code(string path, string text, string expected)
    {
        var series = Fixture
            .Read(
                Harbor
                    + """

                    -- BEP-1005-code.md --
                    # Code

                    `src/harbor/lamps/wick.py` and lamps/plain.py, `plain.py`.

                    ```
                    edit ./lamps/glass.py.
                    ```
                    -- BEP-1006-past.md --
                    ---
                    Status: Withdrawn
                    ---
                    # Past

                    `lamps/wick.py`
                    """
            )
            .ToSeries();
        Assert.Equal(expected, string.Join(' ', ProposalContext.ProposalsOf(series, path, text).Select(document => document.Number)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abcd", 1)]
    [InlineData("abcde", 2)]
    [InlineData("한글 글", 4)]
    public void Tokens_are_estimated(string text, int tokens) => Assert.Equal(tokens, ContextPart.Estimate(text));

    private static ProposalContext In(int budget, params int[] numbers)
    {
        Series series = Fixture.Read(Harbor).ToSeries();
        return ProposalContext.Of(series, [.. numbers.Select(number => series.DocumentOf(new ProposalNumber(number))!)], budget);
    }
}
