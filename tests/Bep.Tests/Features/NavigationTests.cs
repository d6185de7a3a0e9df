namespace Bep.Tests.Features;

/// <summary>Jumps, references and links.</summary>
public sealed class NavigationTests
{
    [Fact]
    public void A_mention_leads_to_the_document() =>
        Expect.Definition(
            """
            -- BEP-1000-a.md --
            See BEP-1$0001.
            -- BEP-1001-b.md --
            ---
            Status: Draft
            ---
            # Fog Horn
              ^^^^^^^^
            """
        );

    [Fact]
    public void A_mention_of_a_number_without_a_document_leads_to_its_row() =>
        Expect.Definition(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | 1001 | Fog Horn |
              ^^^^
            -- BEP-1000-a.md --
            See BEP-1$0001.
            """
        );

    [Fact]
    public void Of_two_documents_with_one_number_the_row_s_is_meant() =>
        Expect.Definition(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | [1001](BEP-1001-b.md) | B |
            -- BEP-1000-x.md --
            See BEP-1$0001.
            -- BEP-1001-a.md --
            # A
            -- BEP-1001-b.md --
            # B
              ^
            """
        );

    [Fact]
    public void A_row_leads_to_its_document() =>
        Expect.Definition(
            """
            -- README.md --
            | Number | Title | Status |
            |--|--|--|
            | [10$000](BEP-1000-a.md) | A | Draft |
            -- BEP-1000-a.md --
            # A
              ^
            """
        );

    [Fact]
    public void A_cell_leads_to_what_the_document_says_of_the_same_thing() =>
        Expect.Definition(
            """
            -- README.md --
            | Number | Title | Status |
            |--|--|--|
            | [1000](BEP-1000-a.md) | A | Dr$0aft |
            -- BEP-1000-a.md --
            ---
            Status: Accepted
                    ^^^^^^^^
            ---
            # A
            """
        );

    [Fact]
    public void A_field_leads_to_its_cell() =>
        Expect.Definition(
            """
            -- README.md --
            | Number | Title | Status |
            |--|--|--|
            | [1000](BEP-1000-a.md) | A | Draft |
                                          ^^^^^
            -- BEP-1000-a.md --
            ---
            Stat$0us: Accepted
            ---
            # A
            """
        );

    [Fact]
    public void A_field_that_the_registry_does_not_have_leads_to_the_template() =>
        Expect.Definition(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | 1000 | A |
            -- BEP-0000-template.md --
            ---
            Created: 2025-01-01
            ^^^^^^^
            ---
            -- BEP-1000-a.md --
            ---
            Created: 2026-01-$001
            ---
            """
        );

    [Theory]
    [InlineData("# BEP-1$0000: A")]
    [InlineData("# BEP-1000: $0A")]
    [InlineData("# $0A")]
    [InlineData("This is BEP-100$00.")]
    public void A_document_s_own_title_and_number_lead_to_its_row(string line) =>
        Expect.Definition(
            $"""
            -- README.md --
            | Number | Title |
            |--|--|
            | [1000](BEP-1000-a.md) | A |
              ^^^^^^^^^^^^^^^^^^^^^
            -- BEP-1000-a.md --
            {line}
            """
        );

    [Fact]
    public void A_placeholder_leads_to_the_next_row() =>
        Expect.Definition(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | _next_ | _(reserve)_ |
              ^^^^^^
            -- BEP-XXXX-a.md --
            # BEP-X$0XXX: A
            """
        );

    [Fact]
    public void A_link_leads_to_its_heading() =>
        Expect.Definition(
            """
            -- BEP-1000-a.md --
            [how](BEP-1001-b.md#h$0ow)
            -- BEP-1001-b.md --
            # B
            ## How
               ^^^
            """
        );

    [Fact]
    public void A_link_to_a_picture_leads_to_its_file() =>
        Expect.Definition(
            """
            -- BEP-1000-a.md --
            ![chart](BEP-1000/ch$0art.png)
            -- BEP-1000/chart.png --
            """
        );

    [Fact]
    public void A_label_leads_to_its_definition() =>
        Expect.Definition(
            """
            -- BEP-1000-a.md --
            [how][$0b]

            [b]: BEP-1001-b.md
             ^
            """
        );

    [Fact]
    public void An_editor_that_reads_Markdown_gets_mentions_only() =>
        Expect.Definition(
            """
            -- BEP-1000-a.md --
            [BEP-1$0001](BEP-1001-b.md)
            -- BEP-1001-b.md --
            # B
              ^
            """,
            editorReadsMarkdown: true
        );

    [Theory]
    [InlineData("[b](BEP-1$0001-b.md)")]
    [InlineData("[b](BEP-1001-b.md#b$0)")]
    [InlineData("# Titl$0e")]
    [InlineData("[b$0]\n\n[b]: BEP-1001-b.md")]
    public void An_editor_that_reads_Markdown_follows_links_and_headings_itself(string text) =>
        Expect.Definition(
            $"""
            -- BEP-1000-a.md --
            {text}
            -- BEP-1001-b.md --
            # B
            """,
            editorReadsMarkdown: true
        );

    [Theory]
    [InlineData("BEP-1$0687")]
    [InlineData("[x](gone.m$0d)")]
    [InlineData("[x](https://exam$0ple.com)")]
    [InlineData("## Why$0")]
    [InlineData("Plain$0 text")]
    public void What_leads_nowhere_leads_nowhere(string text) =>
        Expect.Definition(
            $"""
            -- BEP-1000-a.md --
            {text}
            """
        );

    private const string Referred = """
        -- README.md --
        | Number | Title |
        |--|--|
        | [1000](BEP-1000-a.md) | A |
          ^^^^^^^^^^^^^^^^^^^^^
        | 1001 | After BEP-1000 |
                       ^^^^^^^^
        -- BEP-1000-a.md --
        # BEP-1000: A
        This is BEP-1000, as [said](#how).
                ^^^^^^^^
        -- BEP-1001-b.md --
        ---
        Superseded-By: BEP-1000
                       ^^^^^^^^
        ---
        [BEP-1000](BEP-1000-a.md), `BEP-1000`, [it](BEP-1000-a.md#how)
         ^^^^^^^^
                                    ^^^^^^^^
                                                    ^^^^^^^^^^^^^^^^^
        -- BEP-1002-c.md --
        See BEP-1001.
        """;

    [Theory]
    [InlineData("| 1001 | After BEP-10", "00")]
    [InlineData("[10", "00]")]
    [InlineData("Superseded-By: BEP", "-1000")]
    [InlineData("[i", "t](BEP-1000-a.md)")]
    public void A_proposal_s_references_are_its_row_mentions_and_links(string before, string behind) =>
        Expect.References(
            Referred
                .Replace("[it](BEP-1000-a.md#how)", "[it](BEP-1000-a.md)", StringComparison.Ordinal)
                .Replace("                ^^^^^^^^^^^^^^^^^\n", "                ^^^^^^^^^^^^^\n", StringComparison.Ordinal)
                .Replace(before + behind, before + "$0" + behind, StringComparison.Ordinal)
        );

    [Fact]
    public void From_its_title_too_and_with_the_title_where_it_is_asked_for() =>
        Expect.References(
            Referred.Replace("# BEP-1000: A\n", "# BEP-1000: $0A\n  ^^^^^^^^^^^\n", StringComparison.Ordinal),
            includesDeclaration: true
        );

    [Fact]
    public void A_heading_s_references_are_the_links_to_it() =>
        Expect.References(
            """
            -- BEP-1000-a.md --
            ## How$0 so?
               ^^^^^^^
            [above](#how-so)
                     ^^^^^^
            [not](#why)
            -- BEP-1001-b.md --
            [it](BEP-1000-a.md#How-so) [all](BEP-1000-a.md)
                               ^^^^^^
            """,
            includesDeclaration: true
        );

    [Fact]
    public void A_fragment_s_references_are_the_links_to_the_same_heading() =>
        Expect.References(
            """
            -- BEP-1000-a.md --
            ## Why
            -- BEP-1001-b.md --
            [it](BEP-1000-a.md#w$0hy)
                               ^^^
            """
        );

    [Fact]
    public void A_file_s_references_are_the_links_to_it() =>
        Expect.References(
            """
            -- BEP-1000-a.md --
            ![chart](./BEP-1000/ch$0art.md)
                     ^^^^^^^^^^^^^^^^^^^
            -- BEP-1001-b.md --
            [chart](BEP-1000/chart.md)
                    ^^^^^^^^^^^^^^^^^
            """
        );

    [Fact]
    public void A_number_s_references_are_found_without_a_document() =>
        Expect.References(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | 1001 | B |
              ^^^^
            -- BEP-1000-a.md --
            BEP-1$0001
            ^^^^^^^^
            """,
            includesDeclaration: true
        );

    [Fact]
    public void Plain_text_has_no_references() =>
        Expect.References(
            """
            -- BEP-1000-a.md --
            Plain$0 text
            """
        );

    [Fact]
    public void Mentions_outside_of_links_can_be_clicked() =>
        Expect.Links(
            """
            -- BEP-1000-a.md --
            ---
            Superseded-By: BEP-1001
                           ^^^^^^^^ BEP-1001-b.md
            ---
            BEP-1000, BEP-1001, [BEP-1001](BEP-1001-b.md), BEP-1687, `BEP-1001`
                      ^^^^^^^^ BEP-1001-b.md
                                                                      ^^^^^^^^ BEP-1001-b.md
            -- BEP-1001-b.md --
            # B
            """,
            editorReadsMarkdown: true
        );

    [Fact]
    public void In_an_editor_without_Markdown_so_can_links() =>
        Expect.Links(
            """
            -- BEP-1000-a.md --
            [BEP-1001](BEP-1001-b.md#b), [gone](gone.md), [web](https://example.com/x?y#z), [mail](mailto:a@example.com)
                       ^^^^^^^^^^^^^^^ BEP-1001-b.md
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^ https://example.com/x?y#z
            -- BEP-1001-b.md --
            # B
            """
        );
}
