using Bep.Analysis.Checking;
using Bep.Analysis.Notation;
using Bep.Analysis.Text;

namespace Bep.Tests.Notation;

/// <summary>Carets under a text: on a screen they stand below what they mark, and every UTF-16 unit has one of its own.</summary>
public sealed class AnnotatedTests
{
    [Theory]
    [InlineData("[abc] def", "^^^")]
    [InlineData("abc [def]", "    ^^^")]
    [InlineData("abc[]", "   ^")]
    [InlineData("[]abc", "^")]
    [InlineData("\tabc\t[d]", "\t   \t^")]
    [InlineData("[\t]abc", "^")]
    // Wide characters: Hangul, Han, Kana, full-width forms; and narrow ones beside them in the tables.
    [InlineData("[한글] x", "＾＾")]
    [InlineData("한글 [x]", "\u3000\u3000 ^")]
    [InlineData("[漢ひカＡ￦]", "＾＾＾＾＾")]
    [InlineData("[éЖא→·]", "^^^^^")]
    [InlineData("[\u10FF\u1100\u115F\u1160]", "^＾＾^")]
    [InlineData("[\u2E7F\u2E80\uA4CF\uA4D0]", "^＾＾^")]
    [InlineData("[\uABFF\uAC00\uD7A3\uD7A4]", "^＾＾^")]
    [InlineData("[\uF8FF\uF900\uFAFF\uFB00]", "^＾＾^")]
    [InlineData("[\uFE2F\uFE30\uFE6F\uFE70]", "^＾＾^")]
    [InlineData("[\uFEFF\uFF00\uFF60\uFF61]", "^＾＾^")]
    [InlineData("[\uFFDF\uFFE0\uFFE6\uFFE7]", "^＾＾^")]
    // Two units, two columns.
    [InlineData("[🌙] x", "^^")]
    // Of what goes on below, the first line; of a line end, one caret after the text.
    [InlineData("ab[c\nd]ef", "  ^")]
    [InlineData("abc[\nd]ef", "   ^")]
    [InlineData("abc\n\td[ef]", "\t ^^")]
    public void Marks_stand_below_their_text(string text, string expected)
    {
        var (start, end) = (text.IndexOf('['), text.LastIndexOf(']') - 1);
        var plain = text.Remove(text.LastIndexOf(']'), 1).Remove(start, 1);
        Assert.Equal(expected, Annotated.Marks(new SourceText(plain), new(start, end)));
    }

    [Fact]
    public void A_caret_stands_behind_the_end_of_a_text() => Assert.Equal("   ^", Annotated.Marks(new SourceText("abc"), new(3, 3)));

    [Fact]
    public void Or_inside_a_line_end() => Assert.Equal("    ^", Annotated.Marks(new SourceText("abc\r\nd"), new(4, 5)));

    [Theory]
    [InlineData("^")]
    [InlineData("    ^^^ A message.")]
    [InlineData("\t \u3000＾＾^")]
    [InlineData("^^^ ")]
    public void A_line_of_marks_is_no_part_of_a_file(string line) =>
        Assert.Equal("# A\n", Fixture.Read($"-- a.md --\n# A\n{line}\n").Files.Single().Content);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("^x")]
    [InlineData("[^1]: a footnote")]
    [InlineData("a ^^^")]
    [InlineData("^[1] of a footnote")]
    public void Other_lines_are(string line) =>
        Assert.Equal($"# A\n{line}\nB\n", Fixture.Read($"-- a.md --\n# A\n{line}\nB\n").Files.Single().Content);

    [Fact]
    public void Findings_stand_below_their_lines_in_the_order_of_the_files()
    {
        var series = Fixture
            .Read("-- b.md --\n[x](gone.md)\n\n[y](gone.md) [z](away.md)\n-- a.md --\n[v](gone.md)\n-- c.png --\n")
            .ToSeries();
        var findings = RuleBook.Default.CheckAll(series).Where(finding => finding.Rule.Name == "broken-link").ToList();
        Assert.Equal(
            """
            -- b.md --
            [x](gone.md)
                ^^^^^^^ There is no gone.md.

            [y](gone.md) [z](away.md)
                ^^^^^^^ There is no gone.md.
                             ^^^^^^^ There is no away.md.
            -- a.md --
            [v](gone.md)
                ^^^^^^^ There is no gone.md.
            -- c.png --

            """,
            Annotated.Write(series, ["b.md", "a.md", "c.png"], findings)
        );
    }
}
