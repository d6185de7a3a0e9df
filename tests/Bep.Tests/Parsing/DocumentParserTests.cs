using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Tests.Parsing;

public sealed class DocumentParserTests
{
    public static TheoryData<string> Endings() => new(["\n", "\r\n", "\r"]);

    [Theory]
    [InlineData("\"Quiet\" # remark", "Quiet", "\"Quiet\"")]
    [InlineData("'Quiet' # remark", "Quiet", "'Quiet'")]
    [InlineData("\"A \\\"quiet\\\" hour\"", "A \"quiet\" hour", "\"A \\\"quiet\\\" hour\"")]
    [InlineData("\"C:\\\\hours\\\\\"", "C:\\hours\\", "\"C:\\\\hours\\\\\"")]
    [InlineData("\"C:\\hours\"", "C:\\hours", "\"C:\\hours\"")]
    [InlineData("'Ada''s hour'", "Ada's hour", "'Ada''s hour'")]
    [InlineData("'Ada\\' # remark", "Ada\\", "'Ada\\'")]
    [InlineData("''", "", "''")]
    [InlineData("\"\"", "", "\"\"")]
    [InlineData("\"Quiet", "Quiet", "\"Quiet")]
    [InlineData("\"", "", "\"")]
    [InlineData("'Ada''", "Ada'", "'Ada''")]
    public void Quotes_are_taken_off_as_YAML_does(string written, string value, string place)
    {
        var document = Bep
            .Analysis.Notation.Fixture.Read($"-- BEP-1001-a.md --\n---\nTeam: {written}\n---\n\n# A\n")
            .ToSeries()
            .Find("BEP-1001-a.md")!;
        var field = Assert.Single(document.FrontMatter!.Fields);
        Assert.Equal((value, place), (field.Value.Value, document.Text.Slice(field.Value.Span)));
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void Places_are_exact_whatever_the_line_ends(string newLine)
    {
        foreach (var top in new[] { "", "\uFEFF" })
        {
            var text =
                top
                + """
                    ---
                    Author: 김하나 (hana@example.com)
                    Status: "Draft" # still
                    ---

                    # BEP-1001: 조용한 시간 😀 `code`

                    Tab	then BEP-1002 and [👍 BEP-1003](./BEP-1003-x.md#a-b "title"), ![i](<a b.png>).

                    | a | BEP-1004 |
                    |---|----------|
                    | [b](c.md) | 한 BEP 1005 |

                    Setext
                    ------

                    [ref]: ../up.md
                    """.ReplaceLineEndings(newLine);
            var document = Parse(text);
            string Of(TextSpan span) => text[span.Start..span.End];

            Assert.Equal(["김하나 (hana@example.com)", "\"Draft\""], document.FrontMatter!.Fields.Select(field => Of(field.Value.Span)));
            Assert.Equal("Draft", document.Field("Status")!.Value.Value);
            Assert.Equal(["BEP-1001: 조용한 시간 😀 `code`", "Setext"], document.Sections.Select(section => Of(section.TitleSpan)));
            Assert.Equal("bep-1001-조용한-시간--code", document.Sections[0].Anchor);
            Assert.Equal($"Setext{newLine}------", Of(document.Sections[1].Heading));
            Assert.Equal(
                ["BEP-1001", "BEP-1002", "BEP-1003", "BEP-1004", "BEP 1005"],
                document.References.Select(reference => Of(reference.Span))
            );
            Assert.Equal(ReferencePlace.LinkText, document.References[2].Place);
            Assert.Equal(["./BEP-1003-x.md#a-b", "a b.png", "c.md", "../up.md"], document.Links.Select(link => Of(link.UrlSpan)));
            Assert.Equal(["./BEP-1003-x.md", "a b.png", "c.md", "../up.md"], document.Links.Select(link => Of(link.PathSpan)));
            Assert.Equal("a-b", Of(document.Links[0].FragmentSpan));
            Assert.Equal("👍 BEP-1003", Of(document.Links[0].TextSpan));
        }
    }

    [Theory]
    [InlineData("```\nBEP-1001\n```")]
    [InlineData("    BEP-1001")]
    [InlineData("<!-- BEP-1001 -->")]
    [InlineData("x <!-- BEP-1001 --> y")]
    [InlineData("https://example.com/BEP-1001")]
    [InlineData("<https://example.com/x?BEP-1001>")]
    [InlineData("XBEP-1001, BEP-10011, BEP-1001a, BEP-")]
    [InlineData("<a href=\"BEP-1001.md\">x</a>")]
    public void These_are_no_references(string text) => Assert.Empty(Parse(text).References);

    [Theory]
    [InlineData("BEP-1001에서")]
    [InlineData("**BEP-1001**.")]
    [InlineData("(BEP-1001)")]
    [InlineData("# BEP-1001")]
    [InlineData("> BEP-1001")]
    [InlineData("* BEP-1001")]
    [InlineData("<details>\n<summary>BEP-1001</summary>\n</details>")]
    [InlineData("`BEP-1001`")]
    [InlineData("| BEP-1001 |\n|---|")]
    public void These_are(string text) => Assert.Equal(new(1001), Assert.Single(Parse(text).References).Number);

    [Fact]
    public void Repeated_headings_have_numbered_anchors() =>
        Assert.Equal(["a", "a-1", "a-1-1", "a-2"], Parse("# A\n## A\n## A 1\n## A\n").Sections.Select(section => section.Anchor).Order());

    [Theory]
    [InlineData("---\nStatus: Draft\n\nText\n\n---\n\nMore", false, 1)]
    [InlineData("---\nStatus: Draft\nAu", false, 2)]
    [InlineData("---\nStatus: Draft\n...\n", true, 1)]
    [InlineData("---\nStatus: Draft\n\n# Title\n\n---\n", false, 1)]
    [InlineData("---\n# a comment\nStatus: Draft\n---\n", true, 1)]
    [InlineData("---\n---\n", true, 0)]
    public void A_front_matter_ends_where_its_author_meant(string text, bool isClosed, int fields)
    {
        var block = Parse(text).FrontMatter;
        Assert.NotNull(block);
        Assert.Equal((isClosed, fields), (block.IsClosed, block.Fields.Length));
    }

    [Theory]
    [InlineData("# Title\n---\n")]
    [InlineData("\n---\nStatus: Draft\n---\n")]
    [InlineData("--- \n\nText")]
    [InlineData("----\nStatus: Draft\n---\n")]
    public void These_are_no_front_matter(string text) => Assert.Null(Parse(text).FrontMatter);

    [Fact]
    public void Deep_nesting_costs_the_structure_and_nothing_else()
    {
        var document = Parse("---\nStatus: Draft\n---\n" + string.Concat(Enumerable.Repeat("> ", 5000)) + "BEP-1001");
        Assert.Equal("Draft", document.Facts[FieldRole.Status]);
        Assert.Single(document.References);
    }

    [Fact]
    public void Every_prefix_of_every_example_and_sample_parses_and_is_checked()
    {
        var samples = Directory
            .GetFiles(Path.Combine(Repository.Root, "samples", "proposals"), "*.md")
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));
        var examples = RuleBook.Rules.SelectMany(rule => rule.Examples).SelectMany(example => Fixture.Read(example.Files).Files);
        var texts = samples.Concat(examples).ToList();
        Assert.True(texts.Count > 50);
        var series = Series.Create("", Convention.Default, Fixture.ExternalFacts, [], [], isComplete: true);
        Parallel.ForEach(texts, file =>
        {
            // Each prefix of the beginning, where the structure is; of the rest every seventh.
            for (var length = 0; length <= file.Item2.Length; length += length < 600 ? 1 : 7)
            {
                var document = DocumentParser.Parse(file.Item1, new(file.Item2[..length]), "", Convention.Default);
                AssertInside(document, length);
                var findings = RuleBook.Default.Check(document, series.With(document));
                Assert.All(findings, finding => Assert.InRange(finding.Span.End, finding.Span.Start, length));
            }
        });
    }

    private static void AssertInside(Document document, int length)
    {
        var spans = document
            .Sections.SelectMany(section => new[] { section.Heading, section.TitleSpan, section.Span })
            .Concat(document.Links.SelectMany(link => new[] { link.Span, link.TextSpan, link.UrlSpan, link.PathSpan, link.FragmentSpan }))
            .Concat(document.References.Select(reference => reference.Span))
            .Concat(document.Placeholders)
            .Concat(document.FrontMatter?.Fields.SelectMany(field => new[] { field.Name.Span, field.Value.Span, field.Line }) ?? [])
            .Concat(document.FrontMatter?.Problems.Select(problem => problem.Span) ?? [])
            .Concat(document.Registry?.Rows.SelectMany(row => row.Cells.Select(cell => cell.Span).Append(row.Line)) ?? []);
        Assert.All(spans, span =>
            Assert.True(0 <= span.Start && span.Start <= span.End && span.End <= length, $"{span} of {length} in {document.Path}")
        );
    }

    private static Document Parse(string text) =>
        DocumentParser.Parse("proposals/BEP-1001-x.md", new(text), "proposals", Convention.Default);

    [Fact]
    public void Between_signs_of_mathematics_nothing_is_a_link()
    {
        var document = Parse("Text\n\n$$\na[i](t) = BEP-1001\n$$\n\n[b](c.md) costs $$ 5\n");
        Assert.Equal(["c.md"], document.Links.Select(link => link.Url));
        Assert.Empty(document.References);
    }

    [Theory]
    [InlineData("---\nAuthor: &a\n  - Ada Park\n---\n", "Ada Park")]
    [InlineData("---\nAuthor: |-\n  Ada Park\n---\n", "Ada Park")]
    [InlineData("---\nAuthor: >+2\n  Ada Park\n  Min Seo\n---\n", "Ada Park Min Seo")]
    public void Signs_in_front_of_a_value_are_no_part_of_it(string text, string expected) =>
        Assert.Equal(expected, Parse(text).Field(FieldRole.Author)!.Value.Value);

    [Theory]
    [InlineData("---\nStatus: Draft\n\n# The end, in a comment\n---\n\n# Title\n")]
    [InlineData("---\n# A comment\nStatus: Draft\n\n# One\n# Two\n...\n\n# Title\n")]
    public void A_comment_may_be_the_last_line_of_a_block(string text)
    {
        var document = Parse(text);
        Assert.True(document.FrontMatter!.IsClosed);
        Assert.Equal("Title", document.Facts.Title);
    }

    // GitHub's own rule: punctuation and symbols go, blanks become hyphens one by one, the rest is in lower case.
    [Theory]
    [InlineData("😀 Emoji 😀", "-emoji-")]
    [InlineData("Q & A", "q--a")]
    [InlineData("C#", "c")]
    [InlineData("Dots. and!?", "dots-and")]
    [InlineData("En – dash — em", "en--dash--em")]
    [InlineData("snake_case and kebab-case", "snake_case-and-kebab-case")]
    [InlineData("`code(x)` *emph* **strong** ~~struck~~", "codex-emph-strong-struck")]
    [InlineData("[Link `x`](y.md) and ![picture](z.png)", "link-x-and-")]
    [InlineData("![picture](z.png) Words", "-words")]
    [InlineData("<a id=\"x\"></a>Tag <b>here</b>", "tag-here")]
    [InlineData("① Ünïcode 한글", "-ünïcode-한글")]
    [InlineData("1.  Two blanks", "1--two-blanks")]
    [InlineData("Tab\tand no-break\u00A0space", "taband-no-breakspace")]
    [InlineData("Escaped \\*stars\\* &amp; &copy; entities", "escaped-stars---entities")]
    [InlineData("Trailing signs ##", "trailing-signs")]
    [InlineData("$x_1^2$", "x_12")]
    public void Anchors_are_those_of_the_forge(string heading, string anchor) =>
        Assert.Equal(anchor, Parse($"## {heading}\n").Sections.Single().Anchor);

    // Each took minutes, memory without end or the whole program in one parser or another.
    [Theory]
    [InlineData("[](])", "")]
    [InlineData("[a](])", "a")]
    [InlineData("[a](<]>)", "a")]
    [InlineData("![a]()", "a")]
    public void The_text_of_a_link_ends_in_front_of_its_target(string text, string said)
    {
        var document = Parse(text);
        Assert.Equal(said, document.Text.Slice(Assert.Single(document.Links).TextSpan));
    }

    [Fact]
    public void A_mention_below_a_line_that_is_not_YAML_counts_once()
    {
        Assert.Single(Parse("---\nd: >2\n]\n BEP1002\n...\n").References);
        Assert.Equal(2, Parse("---\nA: BEP-1002\nB: BEP-1002\n---\n").References.Length);
    }

    public static TheoryData<string> Towers() =>
        new([
            new('>', 100_000),
            new('[', 100_000),
            new('*', 100_000),
            string.Concat(Enumerable.Repeat("- ", 100_000)),
            string.Concat(Enumerable.Repeat("![", 100_000)),
            string.Concat(Enumerable.Repeat("<!-- ", 50_000)),
            string.Concat(Enumerable.Repeat("<a id=\"", 50_000)),
            string.Concat(Enumerable.Repeat("[a](b.md) ", 10_000)),
            "---\nAuthor: " + new string('[', 100_000) + "\n---\n",
            "---\nAuthor: " + string.Concat(Enumerable.Repeat("{a: ", 50_000)) + "\n---\n",
            "---\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"f{i}: x\n")) + "---\n",
            "---\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n")) + "---\n",
        ]);

    [Theory]
    [MemberData(nameof(Towers))]
    public void What_nests_or_goes_on_without_end_is_checked(string text)
    {
        var series = Fixture.Read("-- BEP-1001-a.md --\n" + text + "\n\n# End\n").ToSeries();
        // What takes without end is ended by whoever runs the tests, and named; what takes too long, the tests of growth find.
        Assert.DoesNotContain(RuleBook.Default.CheckAll(series), finding => finding.Failure is not null);
    }
}
