using Bep.Analysis.Features;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;

namespace Bep.Tests.Features;

/// <summary>What helps to read: marks, folds, growing selections, hints, and the trees of who has to do with whom.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void Every_mention_of_a_proposal_is_marked_with_its_links() =>
        Expect.Highlights(
            """
            -- notes.md --
            See BEP-1$0000, bep 1000, [it](BEP-1000-a.md#x), [BEP-1000](BEP-1000-a.md) and BEP-1001.
                ^^^^^^^^
                          ^^^^^^^^
                                         ^^^^^^^^^^^^^^^
                                                            ^^^^^^^^
            -- BEP-1000-a.md --
            # A
            """
        );

    [Fact]
    public void A_proposal_s_own_title_and_row_are_declarations()
    {
        Expect.Highlights(
            """
            -- BEP-1000-a.md --
            # BEP-1000: A
              ^^^^^^^^ declaration
            This is BEP-1$0000.
                    ^^^^^^^^
            """
        );
        Expect.Highlights(
            """
            -- README.md --
            BEP-10$000
            ^^^^^^^^
            | Number | Title |
            |--|--|
            | [1000](BEP-1000-a.md) | A |
              ^^^^^^^^^^^^^^^^^^^^^ declaration
            -- BEP-1000-a.md --
            """
        );
    }

    [Fact]
    public void A_heading_is_marked_with_the_links_to_it() =>
        Expect.Highlights(
            """
            -- a.md --
            # Wh$0y
            ^^^^^ declaration
            [a](#why) [b](a.md#Why) [c](#how)
                 ^^^
                               ^^^
            # How
            """
        );

    [Fact]
    public void Behind_a_mention_stands_where_the_proposal_stands() =>
        Expect.Hints(
            """
            -- BEP-1001-b.md --
            ---
            Superseded-By: BEP-1000
                                  ^ Accepted: BEP-1000 Lamps
            ---
            # BEP-1001: Ropes
            See BEP-1000, [BEP-1000](BEP-1000-a.md), `BEP-1000`, BEP-1002, BEP-1003, BEP-1687.
                       ^ Accepted: BEP-1000 Lamps
                                                  ^ Accepted: BEP-1000 Lamps
                                                                        ^ Draft: BEP-1002 Fog Horn
            -- BEP-1000-a.md --
            ---
            Status: Accepted
            ---
            # Lamps
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | 1002 | Fog Horn | - | Draft |
            | 1003 | _(skipped)_ | | |
            """
        );

    [Theory]
    [InlineData(false, "1-3, 5-15, 7-9 comment, 11-13, 14-15")]
    [InlineData(true, "1-3")]
    public void Front_matter_sections_comments_and_code_fold(bool editorReadsMarkdown, string expected) =>
        Expect.Folds(
            """
            -- BEP-1000-a.md --
            ---
            Status: Draft
            ---

            # A

            <!-- a
            b
            -->

            ```
            code
            ```
            ## B
            Text.

            """,
            editorReadsMarkdown,
            expected
        );

    [Fact]
    public void The_registry_folds() =>
        Expect.Folds("-- README.md --\n| Number | Title |\n|--|--|\n| 1000 | A |\n", editorReadsMarkdown: true, "1-3");

    [Fact]
    public void A_selection_grows_from_a_word_to_the_document()
    {
        Expect.Selections(
            """
            -- a.md --
            # A
            ## B
            One [BEP-1$0000](BEP-1000-a.md) two.
            Three.

            Four.
            """,
            "1000",
            "BEP-1000",
            "[BEP-1000](BEP-1000-a.md)",
            "One [BEP-1000](BEP-1000-a.md) two.",
            "One [BEP-1000](BEP-1000-a.md) two.\nThree.",
            "## B\nOne [BEP-1000](BEP-1000-a.md) two.\nThree.\n\nFour."
        );
        Expect.Selections(
            "-- README.md --\n| Number | Title |\n|--|--|\n| 1000 | Fog Ho$0rn |\n",
            "Horn",
            "Fog Horn",
            "| 1000 | Fog Horn |",
            "| Number | Title |\n|--|--|\n| 1000 | Fog Horn |"
        );
        Expect.Selections(
            "-- BEP-1000-a.md --\n---\nStatus: Dr$0aft\nCreated: x\n---\n",
            "Draft",
            "Status: Draft",
            "Status: Draft\nCreated: x\n"
        );
    }

    private const string Tree = """
        -- README.md --
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md) | Lamps | - | Superseded |
        | 1002 | Fog Horn | - | Draft |
        -- BEP-1000-lamps.md --
        ---
        Status: Superseded
        Superseded-By: BEP-1001
        ---
        # Lamps
        See BEP-1002.
        -- BEP-1001-ropes.md --
        # BEP-1001: Ropes
        Instead of [the lamps](BEP-1000-lamps.md) of BEP-1000, with BEP-1687.
        -- BEP-1001/knots.md --
        # Knots
        As BEP-1000.
        """;

    [Theory]
    [InlineData(
        "As BEP-1$0000.",
        "As BEP-1000.",
        "BEP-1001: Ropes 2, Knots 1",
        "BEP-1001: Ropes 1, BEP-1002: Fog Horn 1",
        "BEP-1001: Ropes",
        ""
    )]
    [InlineData("# BEP-1001: R$0opes", "# BEP-1001: Ropes", "BEP-1000: Lamps 1", "BEP-1000: Lamps 2", "", "BEP-1000: Lamps")]
    [InlineData("| 10$002", "| 1002", "BEP-1000: Lamps 1", "", "", "")]
    [InlineData("# Kn$0ots", "# Knots", "", "BEP-1000: Lamps 1", "", "")]
    public void A_proposal_has_those_who_refer_to_it_and_those_it_refers_to(
        string at,
        string without,
        string referring,
        string referredTo,
        string successors,
        string predecessors
    )
    {
        var (series, document, offset) = Expect.Read(Tree.Replace(without, at, StringComparison.Ordinal));
        var node = Hierarchy.At(series, document, offset)!;
        Assert.Equal(
            referring,
            string.Join(", ", Hierarchy.Referring(series, node).Select(edge => $"{edge.Node.Name} {edge.Spans.Length}"))
        );
        Assert.Equal(
            referredTo,
            string.Join(", ", Hierarchy.ReferredTo(series, node).Select(edge => $"{edge.Node.Name} {edge.Spans.Length}"))
        );
        Assert.Equal(successors, string.Join(", ", Hierarchy.Successors(series, node).Select(other => other.Name)));
        Assert.Equal(predecessors, string.Join(", ", Hierarchy.Predecessors(series, node).Select(other => other.Name)));
    }

    [Fact]
    public void The_registry_itself_is_in_no_tree() =>
        Assert.Null(Hierarchy.At(Fixture.Read(Tree).ToSeries(), Fixture.Read(Tree).ToSeries().RegistryDocument, 0));

    [Fact]
    public void Above_a_title_stands_who_refers_to_the_proposal_and_what_may_come_next() =>
        Expect.Lenses(
            $"""
            -- BEP-1000-lamps.md --
            ---
            Status: Draft
            ---
            # Lamps
            ^^^^^^^ 1 document refers to this: showReferences
            ^^^^^^^ Draft → Accepted | Rejected: changeStatus
            -- BEP-1001-ropes.md --
            As BEP-1000.
            """
        );

    [Fact]
    public void Above_a_reserved_row_stands_what_is_to_be_done_with_it() =>
        Expect.Lenses(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | 1001 | Ropes |
            ^^^^^^^^^^^^^^^^ Create the document of BEP-1001: createDocument
            | 1002 | _(skipped)_ |
            | _next_ | |
            ^^^^^^^^^^^^ Reserve BEP-1003: reserveNumber
            """
        );

    [Fact]
    public void Mentions_are_coloured_by_what_they_name() =>
        Expect.Tokens(
            """
            -- notes.md --
            BEP-1000, bep 1001, [BEP-1002](x.md), BEP-1003, `BEP-1000`, BEP-9999, BEP-1687.
            ^^^^^^^^ Known
                      ^^^^^^^^ Outdated
                                 ^^^^^^^^ Reserved
                                                  ^^^^^^^^ Unknown
                                                                                  ^^^^^^^^ Unknown
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | 1002 | Fog Horn | - | Draft |
            -- BEP-1000-a.md --
            -- BEP-1001-b.md --
            ---
            Status: Superseded
            ---
            """
        );

    [Theory]
    [InlineData("# see BEP-1029.", "6-14")]
    [InlineData("BEP-1029BEP-1030 xBEP-1029 BEP-10299 BEP-1029_a bep-1029 fix-BEP-1029", "")]
    [InlineData("(BEP-1029)(BEP-1030)", "1-9 11-19")]
    [InlineData("BEP-", "")]
    [InlineData("가BEP-1029 BEP-1029가", "")]
    public void In_other_text_only_the_exact_form_is_a_mention(string text, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                PlainMentions.In(Analysis.Model.Convention.Default, text).Select(mention => $"{mention.Span.Start}-{mention.Span.End}")
            )
        );
}
