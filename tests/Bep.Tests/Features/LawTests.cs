using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Fuzz;

namespace Bep.Tests.Features;

/// <summary>What holds at every place of every document.</summary>
public sealed class LawTests
{
    private const string Registry = """
        -- README.md --
        # 제안서
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md#why) | Lamps 🔦 | - | Draft |
        | 1001 | 한글 \| 제목 | 박아다 | Dra
        | 1002 | _(skipped)_ | | |
        | 1003 |
        || | |
        <<<<<<< HEAD
        | _next_ | _(reserve your number here)_ | | |

        """;

    private const string Lamps = """
        -- BEP-1000-lamps.md --
        ---
        Author: Ada Park (ada@example.com), 박아다
        Status: "Draft" # 초안
        Superseded-By: BEP-1001
        Note:
          - a
        ---
        # BEP-1000: Lamps 🔦
        See BEP-1001, [`BEP-1002`](BEP-XXXX-drafts.md#a), bep-1000, ![그림](그림.png "t"), [a][b], <img src="x.png"> and BEP-

        ## 왜 🔦?
        <!-- BEP-1000 --> | [a](
        | a | b |
        ```
        BEP-1000 [x](
        ```
        [b]: <BEP-1000-lamps.md#왜->

        """;

    private const string Drafts = """
        -- BEP-XXXX-drafts.md --
        ---
        Sta
        -- BEP-1001-half.md --
        ---
        Author: A,
        Status:

        # BEP-XXXX
        -- empty.md --

        """;

    [Theory]
    [InlineData(Registry + Lamps + Drafts, "\n")]
    [InlineData(Registry + Lamps + Drafts, "\r\n")]
    [InlineData(Registry + Lamps + Drafts, "\r")]
    [InlineData(Lamps + Drafts, "\n")]
    [InlineData(Registry + "-- BEP-0000-template.md --\n\uFEFF---\nAuthor: x\n---\n" + Lamps, "\n")]
    public void Every_feature_answers_at_every_offset(string notation, string newLine)
    {
        var fixture = new Fixture(
            [.. Fixture.Read(notation).Files.Select(file => (file.Path, file.Content.Replace("\n", newLine, StringComparison.Ordinal)))],
            null
        );
        var series = fixture.ToSeries();
        foreach (var document in series.DocumentsAndMessages)
        {
            FeatureLaws.CheckWhole(series, document, Sample.All);
            for (var offset = 0; offset <= document.Text.Length; offset++)
                FeatureLaws.CheckAt(series, document, offset);
        }
    }

    [Fact]
    public void Every_feature_answers_at_the_end_of_every_prefix()
    {
        var fixture = Fixture.Read(Registry + Lamps + Drafts);
        var some = Sample.Few(new(1));
        foreach (var (path, content) in fixture.Files)
        {
            var series = fixture.ToSeries();
            for (var length = 0; length <= content.Length; length++)
            {
                series = series.With(DocumentParser.Parse(path, new(content[..length]), series.Folder, series.BaseConvention));
                FeatureLaws.CheckWhole(series, series.Find(path)!, some);
                FeatureLaws.CheckAt(series, series.Find(path)!, length);
            }
        }
    }

    [Fact]
    public void Every_feature_answers_in_the_samples()
    {
        var series = Rules.CorpusTests.Read("samples");
        foreach (var document in series.DocumentsAndMessages)
        {
            FeatureLaws.CheckWhole(series, document, Sample.All);
            for (var offset = 0; offset <= document.Text.Length; offset += 3)
                FeatureLaws.CheckAt(series, document, offset);
        }
    }

    [SkippableTheory]
    [InlineData("samples")]
    [InlineData("january")]
    public void Every_feature_answers_after_random_edits(string name)
    {
        var series = Rules.CorpusTests.Read(name);
        var random = new Random(11);
        var some = Sample.Few(new(11));
        var paths = series.Documents.Keys.Order(StringComparer.Ordinal).ToList();
        string[] snippets =
        [
            "",
            "#",
            "\n",
            "\n## ",
            "---\n",
            "BEP-1002",
            "bep 1012",
            "[",
            "](",
            "](BEP-1004-scenario-tester.md)",
            "|",
            "| 1012 |",
            "<!-- ",
            "<!-- bep-ignore ",
            "-->",
            "```\n",
            "\r\n",
            "한글",
            "🔦",
            "[a]: x.md\n",
            "<a id=\"x\">",
            "\uFEFF",
            "<<<<<<< a\n",
            "Superseded-By: BEP-1012\n",
            "\t",
            "`",
        ];
        for (var i = 0; i < 150; i++)
        {
            // Most edits are made where front matter, titles and tables are.
            var path = paths[random.Next(paths.Count)];
            var text = series.Find(path)!.Text.Content;
            var start = random.Next(Math.Min(text.Length, random.Next(3) == 0 ? text.Length : 1500) + 1);
            var end = Math.Min(text.Length, start + random.Next(8));
            var snippet = snippets[random.Next(snippets.Length)];
            series = Rules.Invariants.With(series, path, text[..start] + snippet + text[end..]);
            var document = series.Find(path)!;
            FeatureLaws.CheckWhole(series, document, some);
            FeatureLaws.CheckAt(series, document, start);
            FeatureLaws.CheckAt(series, document, start + snippet.Length);
            FeatureLaws.CheckAt(series, document, random.Next(document.Text.Length + 1));
        }

        // What is kept from edit to edit is what a fresh look finds.
        var fresh = Series.Create(
            series.Folder,
            series.BaseConvention,
            series.ExternalFacts,
            series.Files.Paths,
            series.DocumentsAndMessages,
            isComplete: true
        );
        foreach (var role in Enum.GetValues<FieldRole>())
            Assert.Equal(fresh.ValuesOf(role).Order(StringComparer.Ordinal), series.ValuesOf(role).Order(StringComparer.Ordinal));
    }
}
