namespace Bep.Tests.Features;

/// <summary>Numbers reserved and proposals begun.</summary>
public sealed class ReserveTests
{
    [Fact]
    public void The_next_row_reserves_its_number_above_itself() =>
        Expect.Reserved(
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-a.md) | A | - | Draft |
            | _ne$0xt_ | _(reserve your number here)_ | | |

            Below.
            """,
            "Reserve BEP-1001",
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-a.md) | A | - | Draft |
            | 1001 | _(title)_ | Ada Park | Draft |
            | _next_ | _(reserve your number here)_ | | |

            Below.
            """
        );

    [Fact]
    public void An_empty_registry_begins_with_the_first_number() =>
        Expect.Reserved(
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | _next_$0 | | | |
            """,
            "Reserve BEP-1000",
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | 1000 | _(title)_ | Ada Park | Draft |
            | _next_ | | | |
            """
        );

    [Fact]
    public void A_registry_with_other_columns_gets_its_own_row() =>
        Expect.Reserved(
            """
            -- README.md --
            | Status | Number | Since | Title |
            |--|--|--|--|
            | | _next_$0 | | |
            """,
            "Reserve BEP-1000",
            """
            -- README.md --
            | Status | Number | Since | Title |
            |--|--|--|--|
            | Draft | 1000 |  | _(title)_ |
            | | _next_ | | |
            """
        );

    [Fact]
    public void A_draft_gets_its_number_everywhere() =>
        Expect.Reserved(
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | 1000 | A | - | Draft |
            | _next_ | | | |
            -- BEP-XXXX-lamps-and-oil.md --
            ---
            Author: Ines Duarte (ines@example.com)
            Status: Accepted
            ---
            # BEP-XXXX: Lamps | Oil
            This is BEP-XX$0XX, not BEP-NNNN.
            -- BEP-1000-a.md --
            See [it](./BEP-XXXX-lamps-and-oil.md#why) and BEP-XXXX.
            """,
            "Reserve BEP-1001 for this draft",
            """
            -- BEP-1000-a.md --
            See [it](BEP-1001-lamps-and-oil.md#why) and BEP-XXXX.
            -- BEP-1001-lamps-and-oil.md --
            ---
            Author: Ines Duarte (ines@example.com)
            Status: Accepted
            ---
            # BEP-1001: Lamps | Oil
            This is BEP-1001, not BEP-NNNN.
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | 1000 | A | - | Draft |
            | [1001](BEP-1001-lamps-and-oil.md) | Lamps \| Oil | Ines Duarte | Accepted |
            | _next_ | | | |
            """
        );

    [Fact]
    public void A_row_that_the_draft_has_already_becomes_its_row() =>
        Expect.Reserved(
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [XXXX](BEP-XXXX-a.md) | A | - | Draft |
            | _next_ | | | |
            -- BEP-XXXX-a.md --
            # BEP-XXXX$0: A
            """,
            "Reserve BEP-1000 for this draft",
            """
            -- BEP-1000-a.md --
            # BEP-1000: A
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-a.md) | A | - | Draft |
            | _next_ | | | |
            """
        );

    [Fact]
    public void A_document_with_a_number_puts_it_into_its_title() =>
        Expect.Reserved(
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | 1000 | A | - | Draft |
            -- BEP-1000-a.md --
            # BEP-XX$0XX: A
            Not BEP-XXXX.
            """,
            "Put in BEP-1000",
            """
            -- BEP-1000-a.md --
            # BEP-1000: A
            Not BEP-XXXX.
            """
        );

    [Fact]
    public void A_document_with_a_number_but_no_row_is_registered_with_it() =>
        Expect.Reserved(
            """
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | 1001 | B | - | Draft |
            -- BEP-1000-a.md --
            # BEP-XX$0XX: A
            """,
            "Reserve BEP-1000 for this draft",
            """
            -- BEP-1000-a.md --
            # BEP-1000: A
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-a.md) | A | - | Draft |
            | 1001 | B | - | Draft |
            """
        );

    [Theory]
    [InlineData("-- README.md --\n| Number | Title |\n|--|--|\n| 10$000 | A |")]
    [InlineData("-- README.md --\nNo table.\n-- BEP-XXXX-a.md --\n# BEP-XX$0XX: A")]
    [InlineData("-- README.md --\n| Number | Title |\n|--|--|\n\nSay BEP-XX$0XX.")]
    [InlineData("-- README.md --\n| Number | Title |\n|--|--|\n| 1000 | A |\n-- BEP-1000-a.md --\nAsk for BEP-XX$0XX.")]
    [InlineData("-- README.md --\n| Number | Title |\n|--|--|\n| 1000 | A |\n-- BEP-0000-template.md --\n# BEP-XX$0XX")]
    public void Elsewhere_there_is_nothing_to_reserve(string notation) => Expect.Reserved(notation, title: null);

    private const string Template = """
        -- README.md --
        | Number | Title | Author | Status |
        |--|--|--|--|
        | _next_ | | | |
        -- BEP-0000-template.md --
        ---
        Author: Your Name (email@example.com)
        Status: Final
        Created: 2025-01-01
        Created-Version: 26.1.0
        ---

        # Title

        Guiding words.

        ## Motivation

        ## Design

        """;

    [Fact]
    public void A_new_proposal_is_the_template_with_its_own_values() =>
        Expect.Created(
            Template,
            " Lamps & Oil: how | why? ",
            """
            -- BEP-1000-lamps-oil-how-why.md --
            ---
            Author: Ada Park (ada@example.com)
            Status: Draft
            Created: 2026-01-15
            Created-Version: 26.1.0
            ---

            # Lamps & Oil: how | why?

            Guiding words.

            ## Motivation

            $0

            ## Design
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-lamps-oil-how-why.md) | Lamps & Oil: how \| why? | Ada Park | Draft |
            | _next_ | | | |
            """
        );

    [Fact]
    public void The_template_s_own_number_becomes_the_new_one() =>
        Expect.Created(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            -- BEP-0000-template.md --
            # BEP-0000: Title

            Talk about BEP-XXXX here, and see BEP-1000.
            """,
            "Lamps",
            """
            -- BEP-1000-lamps.md --
            # BEP-1000: Lamps

            «Talk about BEP-1000 here, and see BEP-1000.»
            -- README.md --
            | Number | Title |
            |--|--|
            | [1000](BEP-1000-lamps.md) | Lamps |
            """
        );

    [Fact]
    public void Without_a_template_it_has_the_fields_and_its_title() =>
        Expect.Created(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            """,
            "BEP-1234: 등대 <🔦>",
            """
            -- BEP-1000-등대.md --
            ---
            Author: Ada Park (ada@example.com)
            Status: Draft
            Created: 2026-01-15
            ---

            # 등대 \<🔦>

            $0-- README.md --
            | Number | Title |
            |--|--|
            | [1000](BEP-1000-등대.md) | 등대 <🔦> |
            """
        );

    [Fact]
    public void A_template_without_a_heading_gets_one() =>
        Expect.Created(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            -- BEP-0000-template.md --
            ---
            Status: Draft
            ---

            ## Why
            """,
            "C #",
            """
            -- BEP-1000-c.md --
            ---
            Status: Draft
            ---

            # C \#

            ## Why
            $0-- README.md --
            | Number | Title |
            |--|--|
            | [1000](BEP-1000-c.md) | C # |
            """
        );

    [Theory]
    [InlineData("", "A proposal needs a title.")]
    [InlineData(" \t ", "A proposal needs a title.")]
    [InlineData("BEP-1000:", "A proposal needs a title.")]
    [InlineData("a\nb", "A title is one line of text without control characters.")]
    [InlineData("a\u0000b", "A title is one line of text without control characters.")]
    [InlineData("a\u2028b", "A title is one line of text without control characters.")]
    public void A_title_that_is_none_is_refused(string title, string reason) => Expect.Refused(Template, title, reason);

    [Fact]
    public void Without_a_registry_there_is_nowhere_to_reserve_a_number() =>
        Expect.Refused(
            "-- README.md --\nNo table.",
            "Lamps",
            "README.md has no registry table (Number, Title, Author, Status) to reserve a number in."
        );

    [Fact]
    public void When_the_digits_are_used_up_there_is_no_number() =>
        Expect.Refused("-- README.md --\n| Number | Title |\n|--|--|\n| 12345 | A |", "Lamps", "No number of 4 digits is left.");

    [Fact]
    public void A_long_title_makes_a_file_name_that_a_disk_can_hold()
    {
        var series = Bep.Analysis.Notation.Fixture.Read(Template).ToSeries();
        foreach (var word in (string[])["가", "등대와 바다 ", "lamp ", "𝓁"])
        {
            var created = Bep.Analysis.Edits.NewProposal.Create(series, string.Concat(Enumerable.Repeat(word, 200))).Value;
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(created!.Path), 1, 255);
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(created.Path)));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Line_ends_stay_what_they_are(string newLine)
    {
        var fixture = Bep.Analysis.Notation.Fixture.Read(Template);
        var series = new Bep.Analysis.Notation.Fixture(
            [.. fixture.Files.Select(file => (file.Path, file.Content.Replace("\n", newLine, StringComparison.Ordinal)))],
            null
        ).ToSeries();
        var created = Bep.Analysis.Edits.NewProposal.Create(series, "Lamps").Value!;
        foreach (var document in Bep.Analysis.Edits.ChangeApplier.Apply(series, created.Change).DocumentsAndMessages)
            Assert.Equal(document.Text.Content.ReplaceLineEndings(newLine), document.Text.Content);
    }
}
