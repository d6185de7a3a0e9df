using Bep.Analysis.Features;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>What the template leaves to an author, and what of it is still there.</summary>
public sealed class PlacesToFillTests
{
    private const string Template = """
        -- BEP-0000-template.md --
        ---
        Author: Full Name (name@example.com)
        Status: Draft
        Discussion: <a link>
        ---

        # Title

        Say in one sentence what this is.

        ## Motivation

        <!-- What is wrong today? -->
        <!-- a-linter-disable line-length -->

        ## Design

        <details><summary>More</summary>

        The {component} does <what>.

        </details>

        ## References

        ### Others


        """;

    [Fact]
    public void All_that_the_template_leaves_is_gone_through_in_order()
    {
        Assert.Equal(
            ["<a link>", "Say in one sentence what this is.", "<!-- What is wrong today? -->", "{component}", "<what>", "room"],
            Places(Template["-- BEP-0000-template.md --\n".Length..].Replace("# Title", "# Lamps", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void What_was_written_is_not_gone_to_again()
    {
        Assert.Equal(
            ["<what>"],
            Places(
                """
                # Lamps

                They burn.

                ## Motivation

                It is dark. <!-- What is wrong at night? -->

                ## Design

                `{component}` <what> <else>

                ## References

                None.
                """
            )
        );
    }

    [Fact]
    public void Below_a_heading_without_text_there_is_room_for_a_line_with_blank_ones_around_it()
    {
        var (series, document) = Read("# Lamps\n\n## Motivation\n## Design\n\n## References\n");
        var text = document.Text.Content;
        foreach (var place in PlacesToFill.Of(series, document).Reverse())
            text = string.Concat(text.AsSpan(0, place.Span.Start), place.Room!.Insert(2, "x"), text.AsSpan(place.Span.End));
        Assert.Equal("# Lamps\n\n## Motivation\n\nx\n\n## Design\n\nx\n\n## References\n\nx", text);
    }

    [Fact]
    public void Without_a_template_sections_without_text_are_left()
    {
        var series = Fixture.Read("-- BEP-1000-lamps.md --\n# Lamps\n\n## Motivation\n").ToSeries();
        Assert.NotNull(Assert.Single(PlacesToFill.Of(series, series.Find("BEP-1000-lamps.md")!)).Room);
    }

    private static IEnumerable<string> Places(string text)
    {
        var (series, document) = Read(text);
        return PlacesToFill.Of(series, document).Select(place => place.Room is null ? document.Text.Slice(place.Span) : "room");
    }

    private static (Bep.Analysis.Snapshot.Series Series, Bep.Analysis.Model.Document Document) Read(string text)
    {
        var series = Fixture.Read($"{Template}\n-- BEP-1000-lamps.md --\n{text}").ToSeries();
        return (series, series.Find("BEP-1000-lamps.md")!);
    }
}
