using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>What is offered while typing.</summary>
public sealed class CompletionTests
{
    private const string Series = """
        -- README.md --
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md) | Lamps | - | Draft |
        | 1020 | Fog Horn | - | Draft |
        | 1021 | _(skipped)_ | | |
        | _next_ | | | |
        -- BEP-1000-lamps.md --
        ---
        Author: Ada Park (ada@example.com), Ines Duarte (ines@example.com)
        Status: Accepted
        ---
        # Lamps
        ## Why
        ## 무엇을 바꾸나
        <a id="here"></a>
        -- BEP-1003-ropes.md --
        ---
        Author: Ravi Menon (ravi@example.com)
        ---
        # BEP-1003: Ropes & Knots
        -- BEP-1003/knot.png --
        -- BEP-1003/kinds of knots.md --
        # Kinds of Knots
        -- BEP-1000/lamp.svg --

        """;

    private static string In(string text, string path = "notes.md") => $"{Series}-- {path} --\n{text}";

    [Theory]
    [InlineData("BEP-1020-fog.md", "Fog Horn")]
    [InlineData("BEP-1030-rope-ladders.md", "Rope Ladders")]
    public void A_document_without_a_word_gets_the_whole_template(string path, string title)
    {
        const string template =
            "-- BEP-0000-template.md --\n---\nStatus: Draft\n---\n# BEP-XXXX: Title\n\n## Why\n\nCosts {1}.\n\n## How\n";
        var (series, document, offset) = Expect.Read(template + In("$0", path));
        var item = Assert.Single(Completion.At(series, document, offset, editorReadsMarkdown: true).Items);
        Assert.Equal(title, item.Label);
        var number = series.Convention.Format(document.Number!.Value);
        Assert.Contains($"# {number}: {title}\n", item.Edit.NewText);
        Assert.Contains("${0:Costs {1\\}.}", item.Snippet!);
        var (_, written, _) = Expect.Read(template + In("# A$0", path));
        Assert.DoesNotContain(Completion.At(series, written, 3, editorReadsMarkdown: true).Items, one => one.Label == title);
    }

    [Theory]
    // What others have between quotes, or between the cells of a table, may be blank.
    [InlineData("-- BEP-1000-a.md --\n---\nAuthor: \"  \"\nTarget-Version: ' '\n---\n# A\n")]
    [InlineData("-- README.md --\n| Status | Description |\n|--|--|\n|  | None |\n| `` | None |\n| ** | None |\n")]
    [InlineData(
        "-- BEP-0000-template.md --\n---\n# Status: Draft |  | ' ' |\nStatus: Draft\n\"\": x\n\" \": y\n---\n# \n\n## \n\n## <!-- x -->\n"
    )]
    [InlineData("-- BEP-1000-a.md --\n# \n\n## ![](x.png)\n\n## &nbsp;\n\n<a id=\"\"></a><a id=\" \"></a>\n")]
    public void Nothing_is_offered_that_cannot_be_read_or_that_writes_nothing(string others)
    {
        var text = "---\nAuthor: x\nStatus: x\nTarget-Version: x\n\n---\n\n# A\n\n#\n\n## \n\n[a](BEP-1000-a.md#) [a](#) [a]( BEP-\n";
        var series = Fixture.Read($"{others}-- BEP-1001-b.md --\n{text}").ToSeries();
        var document = series.Find("BEP-1001-b.md")!;
        var items = Enumerable
            .Range(0, document.Text.Length + 1)
            .SelectMany(offset => Completion.At(series, document, offset, editorReadsMarkdown: false).Items)
            .ToList();
        Assert.NotEmpty(items);
        Assert.All(items, item =>
            Assert.False(string.IsNullOrWhiteSpace(item.Label) || item.FilterText.Length == 0 || item.Edit.NewText.Length == 0, $"{item}")
        );
    }

    [Theory]
    [InlineData("See BEP-$0")]
    [InlineData("See bep-$0.")]
    [InlineData("[BEP-$0](BEP-1000-lamps.md)")]
    [InlineData("| BEP-$0 |")]
    [InlineData("가BEP-$0", false)]
    public void Behind_the_prefix_come_all_proposals_the_newest_first(string text, bool isOffered = true) =>
        Expect.Completion(In(text), isOffered ? ["BEP-1020 Fog Horn | Draft", "BEP-1003 Ropes & Knots", "BEP-1000 Lamps | Accepted"] : []);

    [Theory]
    [InlineData("BEP-100$0", "BEP-1003 Ropes & Knots", "BEP-1000 Lamps | Accepted")]
    [InlineData("BEP-20$0", "BEP-1020 Fog Horn | Draft")]
    [InlineData("bep 10$0", "BEP-1020 Fog Horn | Draft", "BEP-1003 Ropes & Knots", "BEP-1000 Lamps | Accepted")]
    [InlineData("BEP-knot$0", "BEP-1003 Ropes & Knots")]
    [InlineData("BEP-HORN$0", "BEP-1020 Fog Horn | Draft")]
    [InlineData("BEP-zebra$0")]
    public void Proposals_are_found_by_number_and_by_words(string text, params string[] expected) => Expect.Completion(In(text), expected);

    [Theory]
    [InlineData("This BEP $0")]
    [InlineData("This BEP f$0")]
    [InlineData("BEP$0")]
    [InlineData("a/BEP-$0")]
    [InlineData("feature-BEP-$0")]
    [InlineData("```\nBEP-$0\n```")]
    [InlineData("    BEP-$0")]
    [InlineData("`BEP-$0`")]
    [InlineData("<!-- BEP-$0 -->")]
    [InlineData("Plain $0 text")]
    [InlineData("$0")]
    [InlineData("Status: $0")]
    [InlineData("[a]($0https://x)")]
    [InlineData("[a](https://$0)")]
    [InlineData("`[a]($0)`")]
    [InlineData("[a](b) $0")]
    public void Prose_and_code_are_left_alone(string text) =>
        Expect.Completion(In(text).Replace("[a]($0https", "[a](https$0", StringComparison.Ordinal));

    [Theory]
    [InlineData("See bep-10$0 too.", "See BEP-1020 too.")]
    [InlineData("See BEP-10$099.", "See BEP-1020.")]
    [InlineData("See BEP 10$0", "See BEP-1020")]
    [InlineData("See BEP-fog$0, and", "See BEP-1020, and")]
    public void The_whole_of_what_is_typed_is_replaced(string text, string expected) =>
        Expect.Completed(In(text), "BEP-1020 Fog Horn", expected);

    [Fact]
    public void There_are_a_hundred_at_most_and_typing_on_brings_the_rest()
    {
        var rows = string.Concat(Enumerable.Range(1000, 150).Select(number => $"| {number} | Part {number} |\n"));
        var (series, document, offset) = Expect.Read($"-- README.md --\n| Number | Title |\n|--|--|\n{rows}-- a.md --\nBEP-$0");
        var completion = Completion.At(series, document, offset, editorReadsMarkdown: false);
        Assert.True(completion.IsIncomplete);
        Assert.Equal(Completion.Limit, completion.Items.Length);
        Assert.Equal(new ProposalNumber(1149), completion.Items[0].Number);
    }

    [Fact]
    public void A_proposal_s_card_is_asked_for_by_its_number()
    {
        var (series, _, _) = Expect.Read(In("BEP-$0"));
        Assert.Equal("**BEP-1020** Fog Horn\n\nDraft\n\nReserved, no document yet.", Completion.Card(series, new(1020))?.ToString());
        Assert.Null(Completion.Card(series, new(1687)));
    }

    [Fact]
    public void A_link_takes_proposals_and_the_other_files_those_of_the_document_first() =>
        Expect.Completion(
            In("[it]($0)", "BEP-1003-ropes-2.md"),
            "BEP-1003/kinds of knots.md",
            "BEP-1003/knot.png",
            "BEP-1003 Ropes & Knots | BEP-1003-ropes.md",
            "BEP-1000 Lamps | BEP-1000-lamps.md",
            "BEP-1000/lamp.svg",
            "README.md"
        );

    [Fact]
    public void An_editor_that_completes_files_itself_gets_proposals_only() =>
        Expect.Completion(
            In("[it]($0)"),
            editorReadsMarkdown: true,
            "BEP-1003 Ropes & Knots | BEP-1003-ropes.md",
            "BEP-1000 Lamps | BEP-1000-lamps.md"
        );

    [Theory]
    [InlineData("See BEP-10$0.", "See [BEP-1000](BEP-1000-lamps.md).")]
    [InlineData("See bep 100$0", "See [BEP-1000](BEP-1000-lamps.md)")]
    // Only a first mention is linked, and what stands in a title, a link's text or a heading never is.
    [InlineData("After BEP-1000, see BEP-10$0.", "After BEP-1000, see BEP-1000.")]
    [InlineData("See BEP-10$0.\n\n[them]: BEP-1000-lamps.md\n\n[them]", "See BEP-1000.")]
    [InlineData("[BEP-10$0](#here)", "[BEP-1000](#here)")]
    [InlineData("## After BEP-10$0", "## After BEP-1000")]
    public void A_proposal_mentions_another_as_the_checks_want_it(string text, string expected) =>
        Expect.Completed(In($"# Mast\n\n{text}", "BEP-1005-mast.md"), "BEP-1000 Lamps", expected);

    [Fact]
    public void A_series_that_does_not_ask_for_links_gets_none() =>
        Expect.Completed(
            $"-- .bep.yaml --\nrules: {{ unlinked-reference: off }}\n{In("# Mast\n\nSee BEP-10$0.", "BEP-1005-mast.md")}",
            "BEP-1000 Lamps",
            "See BEP-1000."
        );

    [Theory]
    [InlineData("See BEP-$0", "BEP-1020 Fog Horn | Draft", "BEP-1003 Ropes & Knots", "BEP-1000 Lamps | Accepted")]
    [InlineData("See [$0]", "BEP-1003 Ropes & Knots", "BEP-1000 Lamps | Accepted")]
    public void A_proposal_is_not_offered_to_itself(string text, params string[] expected) =>
        Expect.Completion(In($"# Mast\n\n{text}", "BEP-1005-mast.md"), expected);

    [Fact]
    public void A_title_is_offered_its_own_number() =>
        Expect.Completed(In("# BEP-10$0: Mast", "BEP-1005-mast.md"), "BEP-1005 Mast", "# BEP-1005: Mast");

    [Theory]
    [InlineData("See [lam$0", "See [BEP-1000](BEP-1000-lamps.md)")]
    [InlineData("See [lam$0] too", "See [BEP-1000](BEP-1000-lamps.md) too")]
    [InlineData("[$0]", "[BEP-1000](BEP-1000-lamps.md)")]
    [InlineData("[BEP-10$0]", "[BEP-1000](BEP-1000-lamps.md)")]
    [InlineData("- [lam$0]", "- [BEP-1000](BEP-1000-lamps.md)")]
    public void The_text_of_a_link_becomes_a_link(string text, string expected) => Expect.Completed(In(text), "BEP-1000 Lamps", expected);

    [Theory]
    [InlineData("[rop kno$0", "BEP-1003 Ropes & Knots")]
    [InlineData("[zebra$0")]
    [InlineData("[lam$0](x)", "")]
    [InlineData("[lam$0][x]", "")]
    [InlineData("![lam$0]")]
    [InlineData("lamps[lam$0]")]
    [InlineData("[a][lam$0]")]
    [InlineData("\\[lam$0]")]
    [InlineData("[^lam$0]")]
    [InlineData("- [$0")]
    [InlineData("1. [x$0]")]
    [InlineData("`[lam$0]`")]
    public void Only_the_text_of_a_link_is_taken_for_one(string text, params string[] expected) =>
        Expect.Completion(In(text), [.. expected.Where(item => item.Length > 0)]);

    [Theory]
    [InlineData("[BEP-1000]($0)", "BEP-1000 Lamps | BEP-1000-lamps.md", "BEP-1003 Ropes & Knots | BEP-1003-ropes.md")]
    [InlineData("[it](knots$0)", "BEP-1003 Ropes & Knots | BEP-1003-ropes.md")]
    [InlineData("[it](./lamp$0)", "BEP-1000 Lamps | ./BEP-1000-lamps.md")]
    [InlineData("[it](/BEP-1000$0", "BEP-1000 Lamps | /BEP-1000-lamps.md")]
    [InlineData("[it]: BEP-1000$0", "BEP-1000 Lamps | BEP-1000-lamps.md")]
    [InlineData("[![knot](knot.png)](BEP-1000$0)", "BEP-1000 Lamps | BEP-1000-lamps.md")]
    [InlineData("[it](zebra$0)")]
    [InlineData("![it]($0)")]
    public void A_link_s_file_is_found_by_number_and_title(string text, params string[] expected) =>
        Expect.Completion(In(text), editorReadsMarkdown: true, expected);

    [Fact]
    public void A_picture_takes_pictures() => Expect.Completion(In("![it]($0)", "BEP-1000-x.md"), "BEP-1000/lamp.svg", "BEP-1003/knot.png");

    [Theory]
    [InlineData("[it]($0)", "BEP-1003/kinds of knots.md", "[it](BEP-1003/kinds%20of%20knots.md)")]
    [InlineData("[it](BEP-10$003-rope.md#why)", "BEP-1003 Ropes & Knots", "[it](BEP-1003-ropes.md#why)")]
    [InlineData("[it](BEP-10$0 and more", "BEP-1003 Ropes & Knots", "[it](BEP-1003-ropes.md and more")]
    [InlineData("[it](#$0)", "Here", "[it](#here)")]
    [InlineData("[it](BEP-1000-lamps.md#$0why)", "무엇을 바꾸나", "[it](BEP-1000-lamps.md#무엇을-바꾸나)")]
    public void The_whole_target_is_replaced(string text, string label, string expected) =>
        Expect.Completed(In(text + "\n# Here"), label, expected);

    [Fact]
    public void From_a_sub_document_the_way_leads_up() =>
        Expect.Completed(In("[it](la$0)", "BEP-1003/parts.md"), "BEP-1000 Lamps", "[it](../BEP-1000-lamps.md)");

    [Theory]
    [InlineData("[it](BEP-1000-lamps.md#$0)", "Lamps | #lamps", "Why | #why", "무엇을 바꾸나 | #무엇을-바꾸나", "here | #here")]
    [InlineData("[it](BEP-1000-lamps.md#w$0)", "Why | #why")]
    [InlineData("[it](#$0)\n# Here\n# Here", "Here | #here", "Here | #here-1")]
    [InlineData("[it](gone.md#$0)")]
    public void Behind_the_number_sign_come_the_headings(string text, params string[] expected) => Expect.Completion(In(text), expected);

    [Fact]
    public void A_row_links_a_document_that_no_row_links() =>
        Expect.Completion(
            Series.Replace("| 1020 |", "| [1020]($0) |", StringComparison.Ordinal),
            "BEP-1003 Ropes & Knots | BEP-1003-ropes.md"
        );

    [Theory]
    [InlineData("| 1020 | Fog Horn | - | $0 |", "| 1020 | Fog Horn | - | Accepted |")]
    [InlineData("| 1020 | Fog Horn | - | Dr$0aft |", "| 1020 | Fog Horn | - | Accepted |")]
    [InlineData("| 1020 | Fog Horn | - |$0", "| 1020 | Fog Horn | - | Accepted")]
    [InlineData("| 1020 | Fog Horn | - |$0|", "| 1020 | Fog Horn | - | Accepted |")]
    [InlineData("| 1020 | A \\| B | - | $0", "| 1020 | A \\| B | - | Accepted")]
    public void A_status_cell_takes_statuses(string row, string expected) =>
        Expect.Completed(Series.Replace("| 1020 | Fog Horn | - | Draft |", row, StringComparison.Ordinal), "Accepted", expected);

    [Theory]
    [InlineData("| 1020 | Fog$0 Horn | - | Draft |")]
    [InlineData("| 1020 | Fog Horn | - | Draft | $0")]
    public void Other_cells_take_nothing(string row) =>
        Expect.Completion(Series.Replace("| 1020 | Fog Horn | - | Draft |", row, StringComparison.Ordinal));

    private const string Template = """
        -- README.md --
        | Status | Description |
        |--|--|
        | Draft | Being **written** |
        | Accepted | Agreed on |
        -- BEP-0000-template.md --
        ---
        Author: Your Name (email@example.com)
        Status: Draft
        Created: 2025-01-01
        Created-Version: 26.1.0
        ---
        -- BEP-1000-a.md --
        ---
        Author: Ines Duarte (ines@example.com), Ada Park (ada@example.com)
        Status: Draft
        ---

        """;

    private const string Author = "Ada Park (ada@example.com)";

    [Theory]
    [InlineData("---\n$0\n---", "Author | " + Author, "Status | Draft", "Created | 2026-01-15", "Created-Version")]
    [InlineData("---\n$0", "Author | " + Author, "Status | Draft", "Created | 2026-01-15", "Created-Version")]
    [InlineData("---\nAuthor: x\n$0\n# Title", "Status | Draft", "Created | 2026-01-15", "Created-Version")]
    [InlineData("---\nAuthor: x\n$0\nStatus: y\n---", "Created | 2026-01-15", "Created-Version")]
    [InlineData("\uFEFF---\nAuthor: x\nStatus: y\nCreated: z\n$0\n---", "Created-Version")]
    public void A_front_matter_takes_the_fields_that_are_missing(string text, params string[] expected) =>
        Expect.Completion($"{Template}-- BEP-1001-b.md --\n{text}", expected);

    [Theory]
    [InlineData("---\nSta$0", "Status", "Status: Draft")]
    [InlineData("---\nSta$0\n---", "Status", "Status: Draft")]
    [InlineData("---\nSta$0tu: x\n---", "Status", "Status: x")]
    [InlineData("---\nSta$0 x\n---", "Status", "Status: x")]
    [InlineData("---\n$0\n---", "Author", "Author: " + Author)]
    [InlineData("---\n$0\n---", "Created-Version", "Created-Version: ")]
    [InlineData("---\nStatus:$0\n---", "Accepted", "Status: Accepted")]
    [InlineData("---\nStatus: $0", "Accepted", "Status: Accepted")]
    [InlineData("---\nStatus: Dra$0ft # soon\n---", "Accepted", "Status: Accepted # soon")]
    [InlineData("---\nCreated: 2025$0-01-01\n---", "2026-01-15", "Created: 2026-01-15")]
    [InlineData("---\nAuthor: In$0, Bo (b@x)\n---", "Ines Duarte (ines@example.com)", "Author: Ines Duarte (ines@example.com), Bo (b@x)")]
    [InlineData("---\nAuthor: Bo (b@x),$0\n---", "Ines Duarte (ines@example.com)", "Author: Bo (b@x), Ines Duarte (ines@example.com)")]
    [InlineData("---\r\nStatus:$0\r\n---\r\n", "Accepted", "Status: Accepted")]
    public void A_field_is_put_in_with_what_is_known_of_it(string text, string label, string expected) =>
        Expect.Completed($"{Template}-- BEP-1001-b.md --\n{text}", label, expected);

    [Theory]
    [InlineData("---\nStatus: $0\n---", "Draft | Being written", "Accepted | Agreed on")]
    [InlineData("---\nCreated: $0\n---", "2026-01-15 | today")]
    [InlineData("---\nAuthor: $0\n---", Author, "Ines Duarte (ines@example.com)")]
    [InlineData("---\nAuthor: " + Author + ", $0\n---", "Ines Duarte (ines@example.com)")]
    [InlineData("---\nCreated-Version: $0\n---")]
    [InlineData("---\nSuperseded-By: BEP-$0\n---", "BEP-1000 a | Draft")]
    public void A_field_takes_the_values_that_it_can_have(string text, params string[] expected) =>
        Expect.Completion($"{Template}-- BEP-1001-b.md --\n{text}", expected);

    [Theory]
    [InlineData("---$0\n---")]
    [InlineData("---\n---\n$0")]
    [InlineData("---\n---$0")]
    [InlineData("---\nAuthor: x\n\n$0")]
    [InlineData("---\n  $0\n---")]
    [InlineData("---\n# $0\n---")]
    public void Around_the_fields_nothing_is_offered(string text) => Expect.Completion($"{Template}-- BEP-1001-b.md --\n{text}");

    [Theory]
    [InlineData("Created-Version", "Created-Version: ${1:26.1.0}")]
    [InlineData("Status", null)]
    public void A_value_that_nobody_knows_is_a_tab_stop_on_the_template_s(string label, string? expected) =>
        Expect.Snippet($"{Template}-- BEP-1001-b.md --\n---\n$0\n---", label, expected);

    private const string Sectioned = """
        -- BEP-0000-template.md --
        ---
        Status: Draft
        ---
        # Title
        ## Motivation
        Say **why**.
        ## Design
        ### Details
        ## Impact
        -- BEP-1001-b.md --
        # B

        """;

    [Theory]
    [InlineData("## Motivation\n#$0", "Design", "Impact")]
    [InlineData("## Motivation\n## $0", "Design", "Impact")]
    [InlineData("## Impact\n## $0", "Motivation", "Design")]
    [InlineData("### $0")]
    [InlineData("## De$0\n## motivation", "Design", "Impact")]
    [InlineData("Text #$0")]
    [InlineData("```\n## $0\n```")]
    public void A_heading_takes_the_sections_that_are_missing_those_first_that_come_next(string text, params string[] expected) =>
        Expect.CompletionLabels($"{Sectioned}{text}", expected);

    [Theory]
    [InlineData("#$0", "Motivation", "## Motivation")]
    [InlineData("## De$0", "Design", "## Design")]
    [InlineData("## De$0tails", "Design", "## Design")]
    public void The_whole_heading_is_replaced(string text, string label, string expected) =>
        Expect.Completed($"{Sectioned}{text}", label, expected);

    [Theory]
    [InlineData("<!-- $0", "bep-ignore", "<!-- bep-ignore ")]
    [InlineData("<!-- bep$0 -->", "bep-ignore-file", "<!-- bep-ignore-file  -->")]
    [InlineData("<!-- bep-ignore unk$0", "unknown-reference", "<!-- bep-ignore unknown-reference:  -->")]
    [InlineData("<!-- bep-ignore $0unknown-status: because -->", "unknown-reference", "<!-- bep-ignore unknown-reference: because -->")]
    [InlineData("<!-- bep-ignore-file $0-->", "unknown-reference", "<!-- bep-ignore-file unknown-reference: -->")]
    public void A_comment_that_silences_takes_the_names_of_rules(string text, string label, string expected) =>
        Expect.Completed($"{Series}-- notes.md --\n{text}", label, expected);

    [Fact]
    public void Rules_that_find_something_come_first()
    {
        var (series, document, offset) = Expect.Read($"{Series}-- notes.md --\nSee BEP-1687.\n\n<!-- bep-ignore $0");
        var items = Completion.At(series, document, offset, editorReadsMarkdown: false).Items;
        Assert.Equal("unknown-reference", items[0].Label);
        Assert.Equal("finds something here", items[0].Detail.ToString());
        Assert.Equal("unknown-reference: ${1:reason} -->", items[0].Snippet);
        Assert.NotNull(items[0].Documentation);
    }

    [Theory]
    [InlineData("Draft", "Accepted", "Rejected", "Draft", "Implemented", "Superseded")]
    [InlineData("Accepted", "Implemented", "Rejected", "Superseded", "Draft", "Accepted")]
    public void The_statuses_that_may_come_next_come_first(string current, params string[] expected) =>
        Expect.CompletionLabels(
            $"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n| [1000](BEP-1000-a.md) | A | - | {current} |\n-- BEP-1000-a.md --\n---\nStatus: $0\n---",
            expected
        );

    [Fact]
    public void Versions_come_from_the_repository_and_the_documents_the_newest_first()
    {
        var (series, document, offset) = Expect.Read(
            "-- BEP-1000-a.md --\n---\nTarget-Version: 25.9 LTS\n---\n-- BEP-1001-b.md --\n---\nTarget-Version: soon\n---\n-- BEP-1002-c.md --\n---\nImplemented-Version: $0\n---"
        );
        series = series.With(series.ExternalFacts with { Versions = ["25.10.0", "26.1.0", "25.9 LTS"] });
        Assert.Equal(
            ["26.1.0", "25.10.0", "25.9 LTS"],
            Completion.At(series, document, offset, editorReadsMarkdown: false).Items.Select(item => item.Label)
        );
    }

    [Fact]
    public void A_successor_is_likely_one_that_mentions_the_proposal() =>
        Expect.CompletionLabels(
            "-- BEP-1000-a.md --\n---\nSuperseded-By: $0\n---\n# A\n-- BEP-1001-b.md --\n# B\nAfter BEP-1000.\n-- BEP-1002-c.md --\n# C\n",
            "BEP-1001 B",
            "BEP-1002 C"
        );

    [Theory]
    [InlineData("[BEP-10$0](x)", "]")]
    [InlineData("[it](BEP-10$0", ")#")]
    [InlineData("[it](BEP-1000-lamps.md#$0", ")")]
    public void What_follows_anyway_takes_the_item(string text, string expected)
    {
        var (series, document, offset) = Expect.Read(In(text));
        Assert.All(Completion.At(series, document, offset, editorReadsMarkdown: false).Items, item =>
            Assert.Equal(expected, item.CommitCharacters)
        );
    }
}
