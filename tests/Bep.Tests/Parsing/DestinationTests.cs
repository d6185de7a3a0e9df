using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Tests.Parsing;

/// <summary>A path that was written as a link's destination is read as the same path, wherever the link stands.</summary>
public sealed class DestinationTests
{
    // Each of them has ended a destination, a cell, an attribute or a path somewhere.
    private static readonly string[] s_parts =
    [
        "a",
        "B",
        "#",
        "?",
        "%",
        "%41",
        "\\",
        "<",
        ">",
        "`",
        " ",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "'",
        "&",
        "&amp;",
        "&#35;",
        "|",
        ":",
        "~",
        "*",
        "_",
        "!",
        "é",
        "한",
        "\u00A0",
        "\U0001F526",
        ".",
    ];

    public static TheoryData<string> Contexts =>
        [
            "[text]({0})",
            "![text]({0})",
            "[![p]({0})](x.md)",
            "[text]({0} \"title\")",
            "[text](<{0}>)",
            "[label]: {0}\n\n[label]",
            "[label]: <{0}>",
            "> [text]({0})\n",
            "- [text]({0})\n",
            "| a | b |\n|---|---|\n| [text]({0}) | c |\n",
            "<a href=\"{0}\">text</a>",
            "<img src='{0}'>",
            "`a` [text]({0}) `b`",
            "# [text]({0})",
            "[text]({0}#there)",
            "[text]({0}?raw=true)",
        ];

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Reading_what_was_written_gives_the_path_again(string context)
    {
        var random = new Random(20260105);
        for (var i = 0; i < 400; i++)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => s_parts[random.Next(s_parts.Length)]));
            if (path.Trim() != path || path is "." or "..")
                continue;
            path = random.Next(2) == 0 ? path + ".md" : $"sub {i}/{path}.md";
            var text = context.Replace("{0}", Destination.Write(path), StringComparison.Ordinal);
            var document = DocumentParser.Parse("docs/x.md", new(text), "docs", Convention.Default);
            Assert.Contains($"docs/{path}", document.Links.Select(link => link.Path));
            Assert.Equal(path, Destination.Read(Destination.Write(path), isHtml: false));
            Assert.Equal(path, Destination.Read(Destination.Write(path), isHtml: true));
        }
    }

    [Fact]
    public void Blanks_and_parentheses_stay_between_brackets() =>
        Assert.Equal("a (b) %3Cc%3E%23.md", Destination.Write("a (b) <c>#.md", isBracketed: true));

    [Theory]
    [InlineData("a\\#b.md", "a", "b.md")]
    [InlineData("R&amp;D.md#x", "R&amp;D.md", "x")]
    [InlineData("a&#35;b", "a", "b")]
    [InlineData("a\\?b#c", "a", "c")]
    [InlineData("a%23b.md?x#y", "a%23b.md", "y")]
    public void The_path_ends_where_the_address_has_its_sign(string written, string path, string fragment)
    {
        var link = Assert.Single(DocumentParser.Parse("x.md", new($"[a]({written})"), "", Convention.Default).Links);
        Assert.Equal(path, $"[a]({written})"[link.PathSpan.Start..link.PathSpan.End]);
        Assert.Equal(fragment, link.Fragment);
    }

    [Theory]
    [InlineData("q#3.md", "q%233.md")]
    [InlineData("C#-notes.md", "C%23-notes.md")]
    [InlineData("what?.md", "what%3F.md")]
    [InlineData("100%.md", "100%25.md")]
    [InlineData("a (b.md", "a%20%28b.md")]
    [InlineData("a`b.md", "a%60b.md")]
    [InlineData("a|b.md", "a%7Cb.md")]
    [InlineData("R&amp;D.md", "R%26amp;D.md")]
    [InlineData("c:d.md", "c%3Ad.md")]
    public void A_file_is_moved_to_any_name(string name, string written) =>
        Moved(
            "-- BEP-1001-quiet-hours.md --\n[a](BEP-1001/x.md#one) ![b](./BEP-1001/x.md) <a href=\"BEP-1001/x.md\">c</a> [d]\n\n[d]: <BEP-1001/x.md> \"t\"\n-- BEP-1001/x.md --\n",
            "BEP-1001/x.md",
            $"BEP-1001/{name}",
            $"[a](BEP-1001/{written}#one) ![b](./BEP-1001/{written}) <a href=\"BEP-1001/{written}\">c</a> [d]\n\n[d]: <BEP-1001/{written}> \"t\"\n"
        );

    [Fact]
    public void What_is_written_between_brackets_stays_readable_there() =>
        Moved(
            "-- BEP-1001-quiet-hours.md --\n[a](<BEP-1001/x y.md>) <img src=\"BEP-1001/x y.md\">\n-- BEP-1001/x y.md --\n",
            "BEP-1001/x y.md",
            "BEP-1001/a \"<b>\" #1.md",
            "[a](<BEP-1001/a %22%3Cb%3E%22 %231.md>) <img src=\"BEP-1001/a %22%3Cb%3E%22 %231.md\">\n"
        );

    [Theory]
    [InlineData("q#3.md")]
    [InlineData("what?.md")]
    [InlineData("100%.md")]
    [InlineData("a\\b.md")]
    [InlineData("it's (a).md")]
    public void What_is_completed_and_suggested_leads_there(string name)
    {
        var series = Fixture
            .Read($"-- BEP-1001-quiet-hours.md --\n[a]($0)\n[b](wrong/{Destination.Write(name)})\n-- BEP-1001/{name} --\nText.\n")
            .ToSeries();
        var document = series.Find("BEP-1001-quiet-hours.md")!;
        var item = Assert.Single(Completion.At(series, document, "[a](".Length, editorReadsMarkdown: false).Items, item =>
            item.Label.EndsWith(name, StringComparison.Ordinal)
        );
        Assert.Equal($"BEP-1001/{name}", Reread(document, item.Edit).Links[0].Path);
        var broken = Assert.Single(RuleBook.Default.Check(document, series), finding => finding.Rule.Name == "broken-link");
        var fixedUp = series.Apply(broken.Fixes[0].Change).Find(document.Path)!;
        Assert.Equal($"BEP-1001/{name}", fixedUp.Links[^1].Path);
    }

    private static void Moved(string notation, string from, string to, string expected)
    {
        var series = Fixture.Read(notation).ToSeries();
        Assert.Equal(expected, series.Apply(Moving.Of(series, from, to)).Find("BEP-1001-quiet-hours.md")!.Text.Content);
    }

    private static Document Reread(Document document, TextEdit edit) =>
        DocumentParser.Parse(document.Path, document.Text.With([edit]), "", Convention.Default);
}
