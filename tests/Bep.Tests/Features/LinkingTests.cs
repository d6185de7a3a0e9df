using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>A mention becomes a link only where a link may stand, so that what stands around it stays what it was.</summary>
public sealed class LinkingTests
{
    [Theory]
    // Labels and footnotes.
    [InlineData("Text[^BEP-1001].\n\n[^BEP-1001]: Note.")]
    [InlineData("Text[^BEP-1001], which nothing defines.")]
    [InlineData("[text][BEP-1001]\n\n[BEP-1001]: x.md")]
    [InlineData("[text][see BEP-1001]\n\n[see BEP-1001]: x.md")]
    [InlineData("[BEP-1001][x]\n\n[x]: x.md")]
    [InlineData("[BEP-1001][]\n\n[BEP-1001]: x.md")]
    [InlineData("[BEP-1001]\n\n[BEP-1001]: x.md")]
    [InlineData("[**BEP-1001** and more][x]\n\n[x]: x.md")]
    [InlineData("![BEP-1001][x]\n\n[x]: x.png")]
    [InlineData("[x]: x.md \"BEP-1001\"")]
    [InlineData("[a][x]BEP-1001\n\n[x]: x.md")]
    [InlineData("[x]BEP-1001\n\n[x]: x.md")]
    // Texts of links, and what is to become one.
    [InlineData("[BEP-1001](x.md)")]
    [InlineData("[a BEP-1001 b](x.md)")]
    [InlineData("![a BEP-1001 b](x.png)")]
    [InlineData("[![BEP-1001](x.png)](x.md)")]
    [InlineData("[a](x.md \"BEP-1001\")")]
    [InlineData("[BEP-1001](two words.md)")]
    [InlineData("[a](BEP-1001.md)")]
    // HTML.
    [InlineData("<a href=\"x.md\">BEP-1001</a>")]
    [InlineData("Text <a href='x.md'>see *BEP-1001*, please</a>.")]
    [InlineData("<A HREF=x.md>BEP-1001</A>")]
    [InlineData("Press <kbd>BEP-1001</kbd>.")]
    [InlineData("Run <code>BEP-1001</code>.")]
    [InlineData("Run <samp>BEP-1001</samp>, <var>BEP-1001</var>, <tt>BEP-1001</tt>.")]
    [InlineData("Text <span title=\"BEP-1001\">x</span>.")]
    [InlineData("Text <img alt='BEP-1001' src='x.png'>.")]
    [InlineData("<div>\nBEP-1001\n</div>")]
    [InlineData("<table><tr><td>BEP-1001</td></tr></table>")]
    [InlineData("Text <!-- BEP-1001 --> more.")]
    // Addresses.
    [InlineData("<https://example.com/BEP-1001>")]
    [InlineData("https://example.com/BEP-1001")]
    [InlineData("www.example.com/BEP-1001")]
    [InlineData("<BEP-1001@example.com>")]
    [InlineData("BEP-1001@example.com")]
    // Formulas.
    [InlineData("As $x_{BEP-1001}$ says.")]
    [InlineData("As $$BEP-1001$$ says.")]
    [InlineData("$$\nBEP-1001\n$$")]
    [InlineData("```math\nBEP-1001\n```")]
    // Escapes, pictures, code, headings.
    [InlineData("A \\BEP-1001 b")]
    [InlineData("Look!BEP-1001")]
    [InlineData("`BEP-1001`")]
    [InlineData("    BEP-1001")]
    [InlineData("```\nBEP-1001\n```")]
    [InlineData("## BEP-1001")]
    [InlineData("BEP-1001\n--------")]
    public void A_mention_stays_what_it_is_where_no_link_may_stand(string text)
    {
        var (series, document) = Read(text);
        Assert.Empty(Linking.In(series, document));
        Assert.DoesNotContain(RuleBook.Default.Check(document, series), finding =>
            finding.Rule.Name == "unlinked-reference" && !finding.Fixes.IsEmpty
        );
    }

    [Theory]
    [InlineData("As BEP-1001 says.", "As [BEP-1001](BEP-1001-quiet-hours.md) says.")]
    [InlineData("*BEP-1001*, **BEP-1001**", "*[BEP-1001](BEP-1001-quiet-hours.md)*, **[BEP-1001](BEP-1001-quiet-hours.md)**")]
    [InlineData("(BEP-1001)", "([BEP-1001](BEP-1001-quiet-hours.md))")]
    [InlineData("[BEP-1001], which nothing defines", "[[BEP-1001](BEP-1001-quiet-hours.md)], which nothing defines")]
    [InlineData("> BEP-1001", "> [BEP-1001](BEP-1001-quiet-hours.md)")]
    [InlineData("- [ ] BEP-1001", "- [ ] [BEP-1001](BEP-1001-quiet-hours.md)")]
    [InlineData("| a | b |\n|---|---|\n| BEP-1001 | c |", "| a | b |\n|---|---|\n| [BEP-1001](BEP-1001-quiet-hours.md) | c |")]
    [InlineData("Text[^1].\n\n[^1]: See BEP-1001.", "Text[^1].\n\n[^1]: See [BEP-1001](BEP-1001-quiet-hours.md).")]
    [InlineData(
        "<a id=\"x\"></a>BEP-1001 <b>BEP-1001</b>",
        "<a id=\"x\"></a>[BEP-1001](BEP-1001-quiet-hours.md) <b>[BEP-1001](BEP-1001-quiet-hours.md)</b>"
    )]
    [InlineData("<a name=x> BEP-1001", "<a name=x> [BEP-1001](BEP-1001-quiet-hours.md)")]
    [InlineData("a &amp; BEP-1001 \\* b", "a &amp; [BEP-1001](BEP-1001-quiet-hours.md) \\* b")]
    [InlineData("[x] BEP-1001 [y](x.md) BEP-1001", "[x] [BEP-1001](BEP-1001-quiet-hours.md) [y](x.md) [BEP-1001](BEP-1001-quiet-hours.md)")]
    [InlineData("It costs $5, BEP-1001, or $6.", "It costs $5, [BEP-1001](BEP-1001-quiet-hours.md), or $6.")]
    [InlineData("a _b BEP-1001", "a _b [BEP-1001](BEP-1001-quiet-hours.md)")]
    [InlineData("a\nBEP-1001\nb", "a\n[BEP-1001](BEP-1001-quiet-hours.md)\nb")]
    public void A_mention_in_running_text_becomes_a_link(string text, string expected)
    {
        var (series, document) = Read(text);
        var after = document.Text.With(Linking.In(series, document));
        Assert.Equal($"# Lamps\n\n{expected}\n", after.Content);
        var read = DocumentParser.Parse(document.Path, after, "", series.BaseConvention);
        Assert.Equal(document.Links.Length + expected.Split("](BEP-1001").Length - 1, read.Links.Length);
        Assert.Equal(document.ExplicitAnchors.AsEnumerable(), read.ExplicitAnchors);
        Assert.Empty(Linking.In(series, read));
    }

    private static (Series Series, Document Document) Read(string text)
    {
        var series = Fixture.Read($"-- BEP-1001-quiet-hours.md --\n# Quiet Hours\n-- BEP-1002-lamps.md --\n# Lamps\n\n{text}").ToSeries();
        return (series, series.Find("BEP-1002-lamps.md")!);
    }
}
