using Bep.Analysis.Features;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>What a proposal lacks before its next status is told in the order of the text, and nothing else is.</summary>
public sealed class NextStepsTests
{
    private const string Template = """
        -- BEP-0000-template.md --
        ---
        Author: Your Name
        Status: Draft
        Target-Version:
        ---
        # Title
        -- BEP-1000-lamps.md --

        """;

    [Fact]
    public void A_draft_is_told_its_questions_boxes_empty_sections_and_fields()
    {
        var missing = Of(
            """
            ---
            Author: Ada Park
            Status: Draft
            Target-Version:
            ---
            # Lamps

            ## Criteria

            - [x] They burn.
            - [ ] They can be put out.

            `- [ ] code`

            ## Why

            ## Open Questions

            - Who lights them?
              - a detail
            - ~~At night?~~
            - [x] In rain?

            ### Colour

            Red or green.
            """
        );
        Assert.Equal(
            [
                "4 `Target-Version` is not filled in.",
                "11 Not ticked: They can be put out.",
                "15 There is nothing under `Why`.",
                "19 Open question: Who lights them?",
                "24 Open question: Colour",
            ],
            missing
        );
    }

    [Theory]
    [InlineData("None.")]
    [InlineData("- None")]
    [InlineData("")]
    public void A_list_without_questions_asks_nothing(string words) =>
        Assert.Equal([], Of($"---\nAuthor: A\nStatus: Draft\nTarget-Version: 26.1.0\n---\n# Lamps\n\n## Open Questions\n\n{words}\n"));

    [Fact]
    public void A_question_without_a_list_is_one() =>
        Assert.Equal(
            ["10 Open question: Who lights them, and when?"],
            Of(
                "---\nAuthor: A\nStatus: Draft\nTarget-Version: 26.1.0\n---\n# Lamps\n\n## Open Questions\n\nWho lights them, and when?\nAsk.\n"
            )
        );

    [Fact]
    public void A_question_becomes_a_row_of_the_log_of_decisions() =>
        Expect.Refactored(
            """
            -- BEP-1000-lamps.md --
            # Lamps

            ## Open Questions

            - Who $0lights | them?
              Somebody has to.
            - When?

            ## Decisions

            | When | By | What | Outcome |
            |------|----|------|---------|
            | 2026-01-01 | Ada | Why? | Light. |
            """,
            "Move this question to the log of decisions",
            """
            -- BEP-1000-lamps.md --
            # Lamps

            ## Open Questions

            - When?

            ## Decisions

            | When | By | What | Outcome |
            |------|----|------|---------|
            | 2026-01-01 | Ada | Why? | Light. |
            | 2026-01-15 | Ada Park | Who lights \| them? |  |
            """
        );

    [Fact]
    public void Without_a_log_one_is_begun_behind_the_questions() =>
        Expect.Refactored(
            "-- BEP-1000-lamps.md --\n# Lamps\n\n## Open Questions\n\n- Wh$0en?\n\n## End\n\nText.\n",
            "Move this question to the log of decisions",
            """
            -- BEP-1000-lamps.md --
            # Lamps

            ## Open Questions

            None.

            ## Decision Log

            | Date | Question | Decision |
            |------|----------|----------|
            | 2026-01-15 | When? |  |

            ## End

            Text.

            """
        );

    [Theory]
    [InlineData("Implemented")]
    [InlineData("Rejected")]
    public void A_proposal_that_is_done_with_has_no_next_step(string status)
    {
        var series = Fixture.Read($"{Template}---\nStatus: {status}\n---\n# Lamps\n\n- [ ] x\n").ToSeries();
        Assert.Null(NextSteps.Of(series, series.Find("BEP-1000-lamps.md")!));
    }

    private static IEnumerable<string> Of(string text)
    {
        var series = Fixture.Read(Template + text).ToSeries();
        var document = series.Find("BEP-1000-lamps.md")!;
        return NextSteps.Of(series, document)!.Missing.Select(part => $"{document.Text.PositionOf(part.Span.Start).Line + 1} {part.Words}");
    }
}
