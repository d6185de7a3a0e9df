using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Tests.Parsing;

/// <summary>HTML in Markdown is read as a browser reads it.</summary>
public sealed class HtmlTests
{
    public static TheoryData<string, string> Attributes() =>
        new()
        {
            { "<img alt=\"a > b\" src=\"a.png\">", "a.png" },
            { "<img alt='a > \"b\"' src='a.png'>", "a.png" },
            { "<img src=\"R&amp;D.png\">", "R&D.png" },
            { "<img src=\"R&#38;D.png\"> <img src='R&#x26;D.png'>", "R&D.png R&D.png" },
            { "<img src=\"a&nosuch;b.png\">", "a&nosuch;b.png" },
            { "<img src = \"a.png\" >", "a.png" },
            { "<img src=\" a.png \">", "a.png" },
            { "<img src=a.png>", "a.png" },
            { "<img src=a.png/>", "a.png/" },
            { "<img src=a.png alt=x>", "a.png" },
            { "<IMG SRC=\"a.png\">", "a.png" },
            { "<img\n  src=\"a.png\"\n  width=\"10\">", "a.png" },
            { "<img data-src=\"no.png\" src=\"a.png\" src=\"second.png\">", "a.png" },
            { "<img title=\"src='no.png'\" src=\"a.png\">", "a.png" },
            { "<video poster=\"a.png\" src=\"b.mp4\"></video>", "a.png b.mp4" },
            { "<object data=\"a.svg\"></object> <img data=\"no.svg\">", "a.svg" },
            { "<img srcset=\"a.png 1x, b.png 2x\" src=\"c.png\">", "a.png b.png c.png" },
            { "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"a.png\"><img src=\"b.png\"></picture>", "a.png b.png" },
            { "<picture>\n  <source srcset=\"a.png, b.png 100w\">\n  <img src=\"c.png\">\n</picture>", "a.png b.png c.png" },
            { "<a href=\"x.md\" title=\"a<b\">x</a>", "x.md" },
            { "<!-- <img src=\"no.png\"> --> <img src=\"a.png\">", "a.png" },
            { "<p>\n<!-- > <img src=\"no.png\"> -->\n<img src=\"a.png\">\n</p>", "a.png" },
            { "<script>\nlet x = '<img src=\"no.png\">';\n</script>", "" },
            { "<textarea>\n<img src=\"no.png\">\n</textarea>", "" },
            { "<img src=\"\"> <img src>", "" },
            { "< img src=\"no.png\"> <3 src=no.png>", "" },
            { "`<img src=\"no.png\">`", "" },
        };

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Addresses_are_what_a_browser_takes_them_for(string html, string addresses)
    {
        foreach (var text in new[] { html, $"Words {html.Replace("\n", " ", StringComparison.Ordinal)} words", $"<div>{html}</div>" })
        {
            // Within a line these are no elements of raw text to Markdown.
            if (
                text[0] == 'W'
                && (html.StartsWith("<script", StringComparison.Ordinal) || html.StartsWith("<textarea", StringComparison.Ordinal))
            )
                continue;
            if (text[0] == '<' && html.StartsWith('`') && text != html)
                continue;
            Assert.Equal(addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries), Parse(text).Links.Select(link => link.Url));
        }
    }

    [Theory]
    [InlineData("<img src=\"R&amp;D.png#a\">", "R&amp;D.png", "R&D.png", "a")]
    [InlineData("<img src=\"R&#38;D.png?raw=1#a\">", "R&#38;D.png", "R&D.png", "a")]
    [InlineData("<a href=\"a%20b.md#x&amp;y\">x</a>", "a%20b.md", "a b.md", "x&y")]
    public void Path_and_fragment_are_parts_of_what_is_written(string html, string written, string path, string fragment)
    {
        var document = Parse(html);
        var link = Assert.Single(document.Links);
        Assert.Equal((written, path, fragment), (document.Text.Slice(link.PathSpan), link.Path, link.Fragment));
    }

    [Theory]
    [InlineData("<a id=\"R&amp;D\"></a>", "R&D")]
    [InlineData("<a name = 'x'></a>", "x")]
    [InlineData("<a title=\">\" id=x></a>", "x")]
    [InlineData("<h2>Night Shift</h2>", "night-shift")]
    [InlineData("<h2 align=\"center\">\n  Night <b>Shift</b>\n</h2>", "--night-shift")]
    [InlineData("<h2 align=\"center\">\n\nNight `Shift`\n\n</h2>", "night-shift")]
    [InlineData("<h2><!-- words -->R&amp;D</h2>", "rd")]
    [InlineData("<H2>Night</H2>", "night")]
    [InlineData("<div><h3>A</h3><h3>A</h3></div>", "a a-1")]
    [InlineData("# A\n\n<h2>A</h2>\n\n# A", "a a-1 a-2")]
    [InlineData("<h2 id=\"own\">Night</h2>", "own night")]
    [InlineData("<h7>No</h7> <header>No</header>", "")]
    public void Anchors_are_those_that_GitHub_gives(string html, string anchors) =>
        Assert.Equal(anchors.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), Parse(html).Facts.Anchors.Order());

    /// <summary>The same tags and attributes as a library's tokenizer, whatever comes together.</summary>
    [Fact]
    public void Tags_are_those_of_AngleSharp()
    {
        string[] pieces =
        [
            "<a",
            "<img",
            "</a",
            "<h2",
            "<div",
            "<script>",
            "</script>",
            "<textarea>",
            "</textarea ",
            "<style>",
            "</style>",
            ">",
            "/>",
            "/",
            " ",
            "\n",
            "\t",
            "=",
            "\"",
            "'",
            "<",
            "</",
            "<!",
            "<!--",
            "-->",
            "--!>",
            "<!-->",
            "<?",
            "-",
            " href=",
            " src=\"",
            " id='",
            " a=b",
            " A = 'c'",
            "x",
            "é",
            "&",
            "&amp;",
            "&amp",
            "&#38;",
            "&#x26",
            "&#0;",
            "&#128;",
            "&#xD800;",
            "&copy=",
            "&copy ",
            "&notin;",
            "&not",
            "&nosuch;",
            "&lt",
            "`",
            ";",
            "#",
        ];
        var random = new Random(3);
        for (var i = 0; i < 40_000; i++)
        {
            var html = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            var found = HtmlTags
                .In(html, new(0, html.Length))
                .Where(tag => tag.Name.Length > 0)
                .Select(tag =>
                    $"{(tag.IsEnd ? "/" : "")}{tag.Name}{(tag.IsEnd ? "" : string.Concat(tag.Attributes.Select(attribute => $" {attribute.Name}={HtmlTags.Decode(html.AsSpan(attribute.Value.Start, attribute.Value.Length))}")))}"
                );
            Assert.Equal(TagsOf(html), found);
        }
    }

    private static List<string> TagsOf(string html)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var tags = new List<string>();
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            if (token is not HtmlTagToken tag)
                continue;
            if (tag.Type == HtmlTokenType.EndTag)
            {
                tags.Add($"/{tag.Name}");
                continue;
            }

            tags.Add(tag.Name + string.Concat(tag.Attributes.Select(attribute => $" {attribute.Name}={attribute.Value}")));
            tokenizer.State = tag.Name switch
            {
                "script" => HtmlParseMode.Script,
                "style" => HtmlParseMode.Rawtext,
                "textarea" => HtmlParseMode.RCData,
                _ => HtmlParseMode.PCData,
            };
        }

        return tags;
    }

    private static Document Parse(string text) => DocumentParser.Parse("BEP-1001-a.md", new(text), "", Convention.Default);
}
