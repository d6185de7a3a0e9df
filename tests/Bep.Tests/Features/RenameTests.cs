using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Tests.Rules;

namespace Bep.Tests.Features;

/// <summary>Another number, title or heading.</summary>
public sealed class RenameTests
{
    private const string Registry = """
        -- README.md --
        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md) | Lamps | - | Draft |
        | [1001](BEP-1001-ropes.md#why) | Ropes | - | Draft |
        | 1002 | Fog Horn | - | Draft |
        | 1003 | _(skipped)_ | | |
        | _next_ | | | |

        """;

    private const string Series =
        Registry
        + """
            -- BEP-1000-lamps.md --
            # BEP-1000: Lamps
            ## Against BEP-1001
            See bep 1001, `BEP-1001`, [ropes](./BEP-1001-ropes.md#bep-1001-ropes), [a knot](BEP-1001/BEP-1001-kinds%20of%20knots.md),
            ![knot](<BEP-1001/my knot.png>), [below](#against-bep-1001), [index][i] and BEP-1002.

            [i]: /BEP-1001-ropes.md
            -- BEP-1001-ropes.md --
            ---
            Status: Draft
            ---
            # BEP-1001: Ropes
            Not BEP-1000. [Above](#bep-1001-ropes)
            ## Why
            -- BEP-1001/BEP-1001-kinds of knots.md --
            # Knots of BEP-1001
            [Up](../BEP-1001-ropes.md), [the other](../BEP-1000-lamps.md#against-bep-1001)
            -- BEP-1001/my knot.png --

            """;

    [Theory]
    [InlineData("See be$0p 1001", "See bep 1001")]
    [InlineData("[10$001]", "[1001]")]
    [InlineData("(BEP-10$001-ropes.md#why)", "(BEP-1001-ropes.md#why)")]
    [InlineData("# BEP-100$01: Ropes", "# BEP-1001: Ropes")]
    public void A_proposal_gets_another_number_from_wherever_it_is_named(string at, string without) =>
        Expect.Renamed(
            Series.Replace(without, at, StringComparison.Ordinal),
            "BEP-1010",
            """
            -- BEP-1000-lamps.md --
            # BEP-1000: Lamps
            ## Against BEP-1010
            See bep 1010, `BEP-1010`, [ropes](./BEP-1010-ropes.md#bep-1010-ropes), [a knot](BEP-1010/BEP-1010-kinds%20of%20knots.md),
            ![knot](<BEP-1010/my knot.png>), [below](#against-bep-1010), [index][i] and BEP-1002.

            [i]: /BEP-1010-ropes.md
            -- BEP-1010-ropes.md --
            ---
            Status: Draft
            ---
            # BEP-1010: Ropes
            Not BEP-1000. [Above](#bep-1010-ropes)
            ## Why
            -- BEP-1010/BEP-1010-kinds of knots.md --
            # Knots of BEP-1010
            [Up](../BEP-1010-ropes.md), [the other](../BEP-1000-lamps.md#against-bep-1010)
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-lamps.md) | Lamps | - | Draft |
            | 1002 | Fog Horn | - | Draft |
            | 1003 | _(skipped)_ | | |
            | [1010](BEP-1010-ropes.md#why) | Ropes | - | Draft |
            | _next_ | | | |
            """
        );

    [Fact]
    public void Both_forms_of_a_supporting_directory_go_along() =>
        Expect.Renamed(
            """
            -- BEP-1001-ropes.md --
            # BEP-1$0001: Ropes
            ![a](BEP-1001/a.png) ![b](BEP-1001-ropes/b.png)
            -- BEP-1001/a.png --
            -- BEP-1001-ropes/b.png --
            """,
            "1234",
            """
            -- BEP-1234-ropes.md --
            # BEP-1234: Ropes
            ![a](BEP-1234/a.png) ![b](BEP-1234-ropes/b.png)
            """,
            "BEP-1234/a.png",
            "BEP-1234-ropes/b.png"
        );

    [Fact]
    public void What_is_said_to_tools_goes_along() =>
        Expect.Renamed(
            """
            -- BEP-1001-ropes.md --
            <!-- context-for-ai
            detail-docs: [BEP-1001-knots.md, loops.md]
            depends-on: [BEP-1000 (Lamps)]
            -->
            # BEP-1$0001: Ropes
            -- BEP-1001/BEP-1001-knots.md --
            <!-- context-for-ai
            parent: BEP-1001 (Ropes)
            depends-on: [loops.md, ../BEP-1001-ropes.md]
            -->
            -- BEP-1001/loops.md --
            -- BEP-1002-nets.md --
            <!-- context-for-ai
            depends-on: [BEP-1001]
            -->
            """,
            "1234",
            """
            -- BEP-1002-nets.md --
            <!-- context-for-ai
            depends-on: [BEP-1234]
            -->
            -- BEP-1234-ropes.md --
            <!-- context-for-ai
            detail-docs: [BEP-1234-knots.md, loops.md]
            depends-on: [BEP-1000 (Lamps)]
            -->
            # BEP-1234: Ropes
            -- BEP-1234/BEP-1234-knots.md --
            <!-- context-for-ai
            parent: BEP-1234 (Ropes)
            depends-on: [loops.md, ../BEP-1234-ropes.md]
            -->
            -- BEP-1234/loops.md --
            """
        );

    [Fact]
    public void A_number_that_is_only_reserved_is_another_row() =>
        Expect.Renamed(
            Series.Replace("and BEP-1002.", "and BEP-1$0002.", StringComparison.Ordinal),
            "1004",
            Series[Series.IndexOf("-- BEP-1000", StringComparison.Ordinal)..Series.IndexOf("-- BEP-1001-ropes", StringComparison.Ordinal)]
                .Replace("and BEP-1002.", "and BEP-1004.", StringComparison.Ordinal)
                + """
                -- README.md --
                | Number | Title | Author | Status |
                |--|--|--|--|
                | [1000](BEP-1000-lamps.md) | Lamps | - | Draft |
                | [1001](BEP-1001-ropes.md#why) | Ropes | - | Draft |
                | 1003 | _(skipped)_ | | |
                | 1004 | Fog Horn | - | Draft |
                | _next_ | | | |
                """
        );

    [Fact]
    public void Of_a_number_that_two_documents_have_the_one_under_the_cursor_changes() =>
        Expect.Renamed(
            """
            -- README.md --
            | Number | Title |
            |--|--|
            | [1000](BEP-1000-lamps.md) | Lamps |
            -- BEP-1000-lamps.md --
            BEP-1000
            -- BEP-1000-ropes.md --
            This is BEP-1$0000.
            -- notes.md --
            BEP-1000 and [BEP-1000](BEP-1000-ropes.md)
            """,
            "1001",
            """
            -- BEP-1001-ropes.md --
            This is BEP-1001.
            -- README.md --
            | Number | Title |
            |--|--|
            | [1000](BEP-1000-lamps.md) | Lamps |
            | [1001](BEP-1001-ropes.md) | ropes |
            -- notes.md --
            BEP-1000 and [BEP-1001](BEP-1001-ropes.md)
            """
        );

    [Theory]
    [InlineData("1000", "BEP-1000 is taken: BEP-1000-lamps.md has it.")]
    [InlineData("bep-1002", "BEP-1002 is taken: README.md reserves it for “Fog Horn”.")]
    [InlineData("1003", "BEP-1003 is left out on purpose in README.md.")]
    [InlineData("0", "`0` is not a number; for example: BEP-1004.")]
    [InlineData("0000", "BEP-0000 is the template's number.")]
    [InlineData("9999", "BEP-9999 is a number that documents give as an example.")]
    [InlineData("12345", "`12345` is not a number; for example: BEP-1004.")]
    [InlineData("BEP-1010-x", "`BEP-1010-x` is not a number; for example: BEP-1004.")]
    [InlineData("", "`` is not a number; for example: BEP-1004.")]
    public void A_number_that_cannot_be_had_is_refused_with_its_reason(string number, string reason) =>
        Expect.NotRenamed(Series.Replace("# BEP-1001: Ropes", "# BEP-1$0001: Ropes", StringComparison.Ordinal), number, reason);

    [Theory]
    [InlineData("See BEP-1$0687.", "No row and no document has BEP-1687.")]
    [InlineData("See BEP-1$0001.\n-- BEP-1001-other.md --\n", "2 documents have BEP-1001; rename it in the one that is meant.")]
    public void What_is_not_certainly_one_proposal_is_refused(string text, string reason) =>
        Expect.NotRenamed($"{Series}-- notes.md --\n{text}", "1010", reason);

    [Fact]
    public void A_registry_in_a_merge_is_refused() =>
        Expect.NotRenamed(
            Series
                .Replace("| 1002", "<<<<<<< HEAD\n| 1002", StringComparison.Ordinal)
                .Replace("# BEP-1001: Ropes", "# BEP-1$0001: Ropes", StringComparison.Ordinal),
            "1010",
            "README.md has a merge conflict in its table; resolve it first."
        );

    [Theory]
    [InlineData("# BEP-1001: Ro$0pes", "# BEP-1001: Ropes")]
    [InlineData("(BEP-1001-ropes.md#why) | Ro$0pes", "(BEP-1001-ropes.md#why) | Ropes")]
    [InlineData("[ropes](./BEP-1001-ropes.md#bep-10$001-ropes)", "[ropes](./BEP-1001-ropes.md#bep-1001-ropes)")]
    public void A_title_changes_in_document_and_row_and_anchors(string at, string without) =>
        Expect.Renamed(
            Series.Replace(without, at, StringComparison.Ordinal),
            "BEP-1001: Ropes | Knots <1>",
            """
            -- BEP-1000-lamps.md --
            # BEP-1000: Lamps
            ## Against BEP-1001
            See bep 1001, `BEP-1001`, [ropes](./BEP-1001-ropes.md#bep-1001-ropes--knots-1), [a knot](BEP-1001/BEP-1001-kinds%20of%20knots.md),
            ![knot](<BEP-1001/my knot.png>), [below](#against-bep-1001), [index][i] and BEP-1002.

            [i]: /BEP-1001-ropes.md
            -- BEP-1001-ropes.md --
            ---
            Status: Draft
            ---
            # BEP-1001: Ropes | Knots \<1>
            Not BEP-1000. [Above](#bep-1001-ropes--knots-1)
            ## Why
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-lamps.md) | Lamps | - | Draft |
            | [1001](BEP-1001-ropes.md#why) | Ropes \| Knots <1> | - | Draft |
            | 1002 | Fog Horn | - | Draft |
            | 1003 | _(skipped)_ | | |
            | _next_ | | | |
            """
        );

    [Fact]
    public void A_heading_takes_its_anchor_along() =>
        Expect.Renamed(
            Series.Replace("## Why", "## Wh$0y", StringComparison.Ordinal),
            "왜 `so`?",
            """
            -- BEP-1001-ropes.md --
            ---
            Status: Draft
            ---
            # BEP-1001: Ropes
            Not BEP-1000. [Above](#bep-1001-ropes)
            ## 왜 `so`?
            -- README.md --
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-lamps.md) | Lamps | - | Draft |
            | [1001](BEP-1001-ropes.md#왜-so) | Ropes | - | Draft |
            | 1002 | Fog Horn | - | Draft |
            | 1003 | _(skipped)_ | | |
            | _next_ | | | |
            """
        );

    [Fact]
    public void A_heading_that_is_repeated_renumbers_the_other_s_anchor() =>
        Expect.Renamed(
            """
            -- notes.md --
            ## Wh$0y
            ## Why
            [one](#why) [two](#why-1) [%](notes.md#Why)
            """,
            "How",
            """
            -- notes.md --
            ## How
            ## Why
            [one](#how) [two](#why) [%](notes.md#how)
            """
        );

    [Theory]
    [InlineData("Plain t$0ext")]
    [InlineData("[te$0xt](BEP-1000-lamps.md)")]
    [InlineData("[text](BEP-1000-la$0mps.md)")]
    [InlineData("$0# Heading")]
    public void Other_things_have_no_name(string text) => Expect.NotRenamed($"{Series}-- notes.md --\n{text}", "1010", reason: null);

    [Theory]
    [InlineData("## W$0hy", "## Why", false)]
    [InlineData("# BEP-1001: Ro$0pes", "# BEP-1001: Ropes", true)]
    [InlineData("(BEP-1001-ropes.md#w$0hy)", "(BEP-1001-ropes.md#why)", false)]
    [InlineData("See bep 10$001", "See bep 1001", true)]
    public void An_editor_that_renames_headings_itself_keeps_numbers_and_titles_for_us(string at, string without, bool isOurs)
    {
        var (series, document, offset) = Expect.Read(Series.Replace(without, at, StringComparison.Ordinal));
        Assert.Equal(isOurs, Rename.Prepare(series, document, offset, editorReadsMarkdown: true).Value is not null);
    }

    [Fact]
    public void A_file_can_be_named_after_its_title()
    {
        var series = Fixture.Read(Series.Replace("# BEP-1001: Ropes", "# BEP-1001: Ropes & Knots", StringComparison.Ordinal)).ToSeries();
        var fix = Retitling.OfFile(series, series.Find("BEP-1001-ropes.md")!)!;
        Assert.Equal("Rename the file to BEP-1001-ropes-knots.md", fix.Title.ToString());
        var after = series.Apply(fix.Change);
        Assert.Contains("[1001](BEP-1001-ropes-knots.md#why)", after.RegistryDocument.Text.Content, StringComparison.Ordinal);
        Assert.Contains("[i]: /BEP-1001-ropes-knots.md", after.Find("BEP-1000-lamps.md")!.Text.Content, StringComparison.Ordinal);
        Assert.Null(Retitling.OfFile(after, after.Find("BEP-1001-ropes-knots.md")!));
    }

    public static TheoryData<string> Corpora() => new(["fixture", "samples", "january"]);

    [SkippableTheory]
    [MemberData(nameof(Corpora))]
    public void Renumbered_there_and_back_a_series_has_the_same_bytes_and_findings(string name)
    {
        var series = name == "fixture" ? Fixture.Read(Series).ToSeries() : CorpusTests.Read(name);
        var findings = Findings(series);
        var free = new ProposalNumber(8888);
        var tried = 0;
        foreach (var number in series.DocumentNumbers.OrderBy(number => number))
        {
            // Of a number that is shared, only one document changes; it gets a row of its own on the way.
            if (series.PathsOf(number).Count != 1 || series.RowsOf(number).Count() > 1)
                continue;
            var there = series.Apply(Renumbering.Of(series, series.DocumentOf(number)!, free));
            Assert.Null(there.PathOf(number));
            Assert.Empty(there.ReferrersOf(number));
            Assert.NotNull(there.DocumentOf(free));
            var back = there.Apply(Renumbering.Of(there, there.DocumentOf(free)!, number));
            Assert.Equal(series.Files.Paths.Order(StringComparer.Ordinal), back.Files.Paths.Order(StringComparer.Ordinal));
            foreach (var document in series.DocumentsAndMessages)
                Assert.Equal(document.Text.Content, back.Find(document.Path)!.Text.Content);
            Assert.Equal(findings, Findings(back));
            tried++;
        }

        Assert.True(tried > 1, "Nothing was tried.");
    }

    private static List<string> Findings(Series series) =>
        [.. RuleBook.Default.CheckAll(series).Select(finding => $"{finding.Path} {finding.Rule.Name} {finding.Span} {finding.Message}")];

    [Theory]
    // The web addresses of the repository itself, wherever they stand.
    [InlineData(
        "[x](https://git.example.com/lamps/lamps/blob/main/BEP-1001-ropes.md#why)",
        "[x](https://git.example.com/lamps/lamps/blob/main/BEP-1010-ropes.md#why)"
    )]
    [InlineData(
        "<https://git.example.com/lamps/lamps/blob/main/BEP-1001-ropes.md>",
        "<https://git.example.com/lamps/lamps/blob/main/BEP-1010-ropes.md>"
    )]
    [InlineData(
        "See https://git.example.com/lamps/lamps/-/blob/master/BEP-1001-ropes.md?plain=1#L3.",
        "See https://git.example.com/lamps/lamps/-/blob/master/BEP-1010-ropes.md?plain=1#L3."
    )]
    [InlineData(
        "See http://GIT.example.com/lamps/lamps/raw/HEAD/BEP-1001/my%20knot.png, too",
        "See http://GIT.example.com/lamps/lamps/raw/HEAD/BEP-1010/my%20knot.png, too"
    )]
    [InlineData(
        "[x]: https://git.example.com/lamps/lamps/tree/main/BEP-1001/",
        "[x]: https://git.example.com/lamps/lamps/tree/main/BEP-1010/"
    )]
    [InlineData(
        "See https://git.example.com/lamps/lamps/blob/main/BEP-1001-ropes.md.",
        "See https://git.example.com/lamps/lamps/blob/main/BEP-1010-ropes.md."
    )]
    [InlineData(
        "See https://git.example.com/lamps/lamps/blob/v1/BEP-1001-ropes.md",
        "See https://git.example.com/lamps/lamps/blob/v1/BEP-1001-ropes.md"
    )]
    [InlineData(
        "See https://git.example.com/oil/lamps/blob/main/BEP-1001-ropes.md",
        "See https://git.example.com/oil/lamps/blob/main/BEP-1001-ropes.md"
    )]
    [InlineData(
        "See https://git.example.com/lamps/lamps/blob/main/BEP-1001-ropes.md.bak",
        "See https://git.example.com/lamps/lamps/blob/main/BEP-1001-ropes.md.bak"
    )]
    // Texts that are the bare number.
    [InlineData("[1001](BEP-1001-ropes.md)", "[1010](BEP-1010-ropes.md)")]
    [InlineData("[**#1001**](BEP-1001-ropes.md \"t\")", "[**#1010**](BEP-1010-ropes.md \"t\")")]
    [InlineData("[1001](BEP-1001/my%20knot.png)", "[1010](BEP-1010/my%20knot.png)")]
    [InlineData("<a href=\"BEP-1001-ropes.md\">1001</a>", "<a href=\"BEP-1010-ropes.md\">1010</a>")]
    [InlineData(
        "[1001][r], [x][r], [1001][R], [1001][s]\n\n[r]: BEP-1001-ropes.md",
        "[1010][r], [x][r], [1010][R], [1001][s]\n\n[r]: BEP-1010-ropes.md"
    )]
    [InlineData(
        "[1001], [1001][], [x][1001], `[1001]`\n\n[1001]: BEP-1001-ropes.md",
        "[1010], [1010][], [x][1010], `[1001]`\n\n[1010]: BEP-1010-ropes.md"
    )]
    [InlineData(
        "[1001], [1010]\n\n[1001]: BEP-1001-ropes.md\n[1010]: BEP-1000-lamps.md",
        "[1001], [1010]\n\n[1001]: BEP-1010-ropes.md\n[1010]: BEP-1000-lamps.md"
    )]
    [InlineData(
        "[1001](https://git.example.com/lamps/lamps/blob/main/BEP-1001-ropes.md)",
        "[1010](https://git.example.com/lamps/lamps/blob/main/BEP-1010-ropes.md)"
    )]
    [InlineData(
        "[1001][r]\n\n[r]: https://git.example.com/lamps/lamps/blob/main/BEP-1001-ropes.md",
        "[1010][r]\n\n[r]: https://git.example.com/lamps/lamps/blob/main/BEP-1010-ropes.md"
    )]
    [InlineData("[1001](BEP-1000-lamps.md)", "[1001](BEP-1000-lamps.md)")]
    [InlineData("[1001 ropes](BEP-1001-ropes.md)", "[1001 ropes](BEP-1010-ropes.md)")]
    public void A_new_number_reaches_addresses_and_bare_texts(string text, string expected)
    {
        var series = Fixture
            .Read($"{Registry}-- BEP-1000-lamps.md --\n# Lamps\n{text}\n-- BEP-1001-ropes.md --\n# Ropes\n-- BEP-1001/my knot.png --\n")
            .ToSeries();
        var after = series.Apply(Renumbering.Of(series, series.Find("BEP-1001-ropes.md")!, new(1010)));
        Assert.Equal($"# Lamps\n{expected}\n", after.Find("BEP-1000-lamps.md")!.Text.Content);
    }

    [Theory]
    [InlineData("[1](0001-ropes.md)", "[12](0012-ropes.md)")]
    [InlineData("[0001](0001-ropes.md)", "[0012](0012-ropes.md)")]
    [InlineData("[ADR 0001](0001-ropes.md)", "[ADR 0012](0012-ropes.md)")]
    public void A_bare_number_keeps_its_zeros(string text, string expected)
    {
        var series = Fixture
            .Read(
                $"-- .bep.yaml --\nprefix: ADR\nfile-names: [\"{{number}}-{{slug}}.md\"]\nregistry: none\ntemplate: none\n-- 0001-ropes.md --\n# 1. Ropes\n-- 0002-lamps.md --\n# Lamps\n{text}\n"
            )
            .ToSeries();
        var after = series.Apply(Renumbering.Of(series, series.Find("0001-ropes.md")!, new(12)));
        Assert.Equal($"# Lamps\n{expected}\n", after.Find("0002-lamps.md")!.Text.Content);
        Assert.Equal("# 12. Ropes\n", after.Find("0012-ropes.md")!.Text.Content);
    }

    [Theory]
    [InlineData("a ] b")]
    [InlineData("b [ c")]
    [InlineData("Support [x] and [y]")]
    [InlineData("ends with \\")]
    public void A_title_that_is_a_link_stays_one_whatever_it_says(string title)
    {
        var series = Fixture
            .Read("-- README.md --\n| Title | Number |\n|--|--|\n| [Lamps](BEP-1000-lamps.md) | 1000 |\n-- BEP-1000-lamps.md --\n# Lamps\n")
            .ToSeries();
        series = series.Apply(Retitling.Of(series, series.Find("BEP-1000-lamps.md")!, title));
        var row = Assert.Single(series.Registry!.Rows);
        Assert.Equal("BEP-1000-lamps.md", row.Link?.Path);
        Assert.Equal([row.Link!.TextSpan], series.RegistryDocument.Links.Select(link => link.TextSpan));
        Assert.DoesNotContain(RuleBook.Default.Check(series.RegistryDocument, series), finding =>
            finding.Rule.Name == "registry-title-mismatch"
        );
    }
}
