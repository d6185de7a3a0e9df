using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bep.Tests.Features;

/// <summary>The cards.</summary>
public sealed class HoverTests
{
    private const string Beacon = """
        -- README.md --
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-beacon.md) | Beacon | Ada Park | Draft |
        | 1001 | Fog Horn | - | Draft |
        | 1002 | _(skipped)_ | | |
        -- BEP-1000-beacon.md --
        ---
        Author: Ada Park (ada@example.com), Ines Duarte (ines@example.com)
        Status: Accepted
        Created: 2025-02-11
        ---

        # BEP-1000: Beacon

        ## Motivation

        A ship finds the **harbor** by
        its [light](https://example.com).

        ## Proposed Design

        A lamp, and see BEP-1001.

        """;

    private const string Card = """
        **BEP-1000** Beacon

        Accepted · Ada Park, Ines Duarte · 2025-02-11

        A ship finds the harbor by its light.
        """;

    [Theory]
    [InlineData("See BEP-1$0000.")]
    [InlineData("[BEP-1$0000](BEP-1000-beacon.md)")]
    [InlineData("[light](BEP-1000-be$0acon.md)")]
    [InlineData("[li$0ght](BEP-1000-beacon.md)")]
    public void Hovering_a_mention_or_link_shows_the_proposal(string text) =>
        Expect.Hover(
            $"{Beacon}-- BEP-1001/notes.md --\n{text.Replace("](BEP", "](../BEP", StringComparison.Ordinal)}",
            $"{Card}\n\nOne document refers to it."
        );

    [Fact]
    public void Hovering_a_row_shows_the_proposal() =>
        Expect.Hover(Beacon.Replace("| Beacon", "| Bea$0con", StringComparison.Ordinal), Card);

    [Fact]
    public void Hovering_a_number_without_a_document_says_that_it_is_reserved() =>
        Expect.Hover(
            Beacon.Replace("see BEP-1001", "see BEP-$01001", StringComparison.Ordinal),
            "**BEP-1001** Fog Horn\n\nDraft\n\nReserved, no document yet.\n\nOne document refers to it."
        );

    [Fact]
    public void Hovering_a_skipped_number_says_so() =>
        Expect.Hover(
            Beacon.Replace("| 1002", "| 10$002", StringComparison.Ordinal),
            "**BEP-1002** (skipped)\n\nThis number is left out on purpose."
        );

    [Fact]
    public void Hovering_a_number_that_nobody_has_shows_nothing() => Expect.Hover($"{Beacon}-- notes.md --\nBEP-1$0687", null);

    [Fact]
    public void The_card_counts_who_refers_to_the_proposal_and_leaves_itself_and_the_registry_out() =>
        Expect.Hover(
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-beacon.md) | Beacon | - | Draft |
            -- BEP-1000-beacon.md --
            # BEP-1000: Beacon
            -- BEP-1001-b.md --
            BEP-$01000
            -- BEP-1002-c.md --
            [it](BEP-1000-beacon.md)
            """,
            "**BEP-1000** Beacon\n\nDraft\n\n2 documents refer to it."
        );

    [Fact]
    public void The_card_says_when_several_documents_have_the_number() =>
        Expect.Hover(
            """
            -- BEP-1000-a.md --
            # A
            -- BEP-1000-b.md --
            # B
            -- notes.md --
            [it](BEP-$01000-b.md)
            """,
            "**BEP-1000** B\n\n2 documents have this number: BEP-1000-a.md, BEP-1000-b.md.\n\nOne document refers to it."
        );

    [Fact]
    public void Without_a_section_that_says_what_it_is_about_the_card_has_the_first_words() =>
        Expect.Hover(
            """
            -- BEP-1000-a.md --
            ---
            Status: Draft
            ---
            # A

            ![chart](a.png)

            | a | b |
            |---|---|
            | c | d |

            - The first words, in a list.
            -- notes.md --
            BEP-$01000
            """,
            "**BEP-1000** A\n\nDraft\n\nThe first words, in a list.\n\nOne document refers to it."
        );

    [Fact]
    public void The_template_s_own_words_are_no_first_words() =>
        Expect.Hover(
            """
            -- BEP-0000-template.md --
            # Title
            These sections are examples.
            -- BEP-1000-a.md --
            # A
            These sections are examples.
            -- notes.md --
            BEP-$01000
            """,
            "**BEP-1000** A\n\nOne document refers to it."
        );

    [Fact]
    public void Long_first_words_are_cut_between_words()
    {
        var (series, document, offset) = Expect.Read(
            $"-- BEP-1000-a.md --\n# A\n{string.Concat(Enumerable.Repeat("바다와 등대 ", 200))}\n-- notes.md --\nBEP-$01000"
        );
        var words = Hover.At(series, document, offset)!.Markdown.ToString().Split("\n\n")[1];
        Assert.InRange(words.Length, 200, 330);
        Assert.EndsWith("…", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a](#why$0)", "**Why**\n\nBecause.")]
    [InlineData("[a](BEP-1001-b.md#how-so$0)", "B › **How so?**")]
    [InlineData("[a](BEP-1001-b.md#gone$0)", null)]
    [InlineData("[a](https://exam$0ple.com)", null)]
    [InlineData("[a](gone.m$0d)", null)]
    [InlineData("[a](no$0tes.md)", "**Notes \\*on\\* it**")]
    [InlineData("# Wh$0y", null)]
    [InlineData("BEP-XX$0XX", "A number is still to be put in; the next one is **BEP-1002**.")]
    public void Hovering_a_link_shows_what_it_leads_to(string text, string? expected) =>
        Expect.Hover(
            $"-- BEP-1000-a.md --\n{text}\n\n## Why\n\nBecause.\n-- BEP-1001-b.md --\n# B\n## How so?\n-- notes.md --\n# Notes \\*on\\* it",
            expected
        );

    private const string Described = """
        -- README.md --
        | Status | Description |
        |--|--|
        | Draft | Being **written** |
        | Accepted | Agreed on |

        | Field | Description |
        |--|--|
        | Author | Who `wrote` it |

        | Number | Title | Author | Status |
        |--|--|--|--|
        | 1000 | A | - | Accepted |
        | _next_ | | | |
        -- BEP-1000-a.md --
        ---
        Author:
        Status: Draft
        Created: 2025-02-11
        Note: x
        ---
        """;

    [Theory]
    [InlineData("Status: Dr", "**Draft**: Being written")]
    [InlineData("Stat", "**Status**\n\n- **Draft**: Being written\n- **Accepted**: Agreed on")]
    [InlineData("Auth", "**Author**: Who wrote it")]
    [InlineData("Crea", "**Created**: the date of the first draft, as year-month-day")]
    [InlineData("Not", null)]
    [InlineData("- | Acce", "**Accepted**: Agreed on")]
    [InlineData("_ne", "The next number is **BEP-1001**.")]
    public void Hovering_a_field_or_status_says_what_it_means(string cursorBehind, string? expected)
    {
        var at = Described.LastIndexOf(cursorBehind, StringComparison.Ordinal) + cursorBehind.Length;
        Expect.Hover(Described.Insert(at, "$0"), expected);
    }

    [Fact]
    public void Hovering_a_status_that_nobody_described_says_which_there_are() =>
        Expect.Hover(
            "-- BEP-1000-a.md --\n---\nStatus: Fi$0nal\n---",
            "**Status**\n\n- **Draft**\n- **Accepted**\n- **Implemented**\n- **Rejected**\n- **Superseded**"
        );

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[run](command:workbench.action.quit)")]
    [InlineData("![pixel](https://example.com/pixel.png)")]
    [InlineData("https://example.com and www.example.com and <https://example.com> and a@example.com")]
    [InlineData("# heading")]
    [InlineData("1. item")]
    [InlineData("- item")]
    [InlineData("``` fence")]
    [InlineData("a &lt; b \\ `c` **d** __e__ ~~f~~ | g")]
    [InlineData("한글 🔦 제목")]
    public void What_a_file_says_is_shown_and_not_carried_out(string text)
    {
        var pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
        var (series, document, offset) = Expect.Read(
            $"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n| 1000 | {text.Replace("|", "\\|", StringComparison.Ordinal)} | {text} | {text} |\n-- a.md --\nBEP-$01000"
        );
        var markdown = Markdown.Parse(Hover.At(series, document, offset)!.Markdown.ToString(), pipeline);
        Assert.All(markdown, block => Assert.IsType<ParagraphBlock>(block));
        Assert.All(markdown.Descendants<Inline>(), inline =>
            Assert.True(
                inline is LiteralInline or ContainerInline { Parent: null } or EmphasisInline { Parent.Parent: null } or HtmlEntityInline,
                $"{inline.GetType().Name} in a card"
            )
        );
    }

    [Theory]
    [InlineData("a_b `c` <d>")]
    [InlineData("www.example.com")]
    [InlineData("2. x")]
    [InlineData("= y")]
    public void What_is_escaped_reads_as_it_is_written(string title)
    {
        var (series, document, offset) = Expect.Read(
            $"-- README.md --\n| Number | Title |\n|--|--|\n| 1000 | {title} |\n-- a.md --\nBEP-$01000"
        );
        Assert.Contains(title, Markdown.ToPlainText(Hover.At(series, document, offset)!.Markdown.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_card_says_versions_successors_and_parts() =>
        Expect.Hover(
            """
            -- BEP-1000-beacon.md --
            ---
            Status: Superseded
            Created-Version: 25.1.0
            Target-Version: 25.9
            Superseded-By: BEP-1001
            ---
            # Beacon
            -- BEP-1000/lens.md --
            # The Lens
            -- BEP-1000/lens.png --
            -- BEP-1001-lamp.md --
            # BEP-1001: Lamp
            Instead of BEP-1$0000.
            """,
            "**BEP-1000** Beacon\n\nSuperseded\n\nCreated-Version: 25.1.0 · Target-Version: 25.9\n\nSuperseded-By: BEP-1001 Lamp\n\nWith The Lens.\n\nOne document refers to it."
        );

    [Theory]
    [InlineData("![a](BEP-1000/pic$0ture.png)", "**picture.png**\n\nLinked by notes.md.")]
    [InlineData("![a](BEP-1000/no pic$0ture.png)", null)]
    public void Hovering_the_target_of_a_picture_says_who_shows_it(string text, string? expected) =>
        Expect.Hover($"-- BEP-1000/picture.png --\n-- notes.md --\n{text}", expected);

    [Theory]
    [InlineData("Since BA-1$02, and", "**BA-12**\n\n<https://example.com/browse/BA-12>")]
    [InlineData("Since XY-1$02, and", null)]
    [InlineData("Since EV-1$02, and", null)]
    [InlineData("Since ABA-1$02, and", null)]
    public void Hovering_an_issue_s_key_leads_to_its_tracker(string text, string? expected) =>
        Expect.Hover(
            $"-- .bep.yaml --\ntrackers:\n  BA: https://example.com/browse/{{key}}\n  EV: javascript:alert\n-- README.md --\n| Number | Title |\n|--|--|\n-- notes.md --\n{text}",
            expected
        );

    [Fact]
    public void What_other_branches_do_with_a_number_is_said()
    {
        var series = Bep.Analysis.Notation.Fixture.Read(Beacon).ToSeries();
        var branch = new Branch(
            "quiet*hours",
            "Min Seo",
            new(2026, 1, 3),
            false,
            [new(new(1000), "Night Shift", "Min Seo", "BEP-1000-night-shift.md"), new(new(1050), "Oil", null, null)]
        );
        series = series.With(series.ExternalFacts with { Branches = new() { Branches = [branch] } });
        Assert.Equal(
            $"{Card}\n\nOn branch quiet\\*hours (Min Seo, 2026-01-03), this number is “Night Shift”.",
            Hover.Card(series, new(1000))?.ToString()
        );
        Assert.Equal("**BEP-1050** Oil\n\nOnly on branch quiet\\*hours (Min Seo, 2026-01-03).", Hover.Card(series, new(1050))?.ToString());
        Assert.Null(Hover.Card(series, new(1051)));
        Assert.Equal(
            "quiet*hours has this number too",
            CodeLenses.In(series, series.Find("BEP-1000-beacon.md")!).Single(lens => lens.Command.Name == "renumber").Title.ToString()
        );
    }
}
