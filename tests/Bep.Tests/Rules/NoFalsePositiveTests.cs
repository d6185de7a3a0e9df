using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

namespace Bep.Tests.Rules;

/// <summary>Odd but legitimate Markdown: no rule finds anything in it, not even a hint.</summary>
public sealed class NoFalsePositiveTests
{
    private const string Top = "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-15\n---\n\n";

    private const string Title =
        "# BEP-1001: Quiet Hours\n\nBuilds on [BEP-1000](BEP-1000-lamps.md) and [BEP-1002](./BEP-1002-night-shift.md).\n\n";

    private static readonly string s_series = $$"""
        -- README.md --
        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1000](BEP-1000-lamps.md) | Lamps | Ada Park | Draft |
        | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
        | [1002](BEP-1002-night-shift.md) | Night Shift | Ada Park | Draft |
        | _next_ | _(reserve your number here)_ | | |
        -- BEP-1000-lamps.md --
        {{Top}}# Lamps

        They shine.
        -- BEP-1002-night-shift.md --
        {{Top}}# BEP-1002: Night Shift

        All [files](BEP-1002/), <a name=unquoted></a><a id='by-hand'></a>

        ## 설계 원칙 🌙

        One

        ## Clock

        Two

        ## Clock

        Three

        ## 🔦 Lamps & Oil

        Four

        ## `code` and **bold** and [link](BEP-1000-lamps.md)

        Five

        ### 1.2 What's new in C++?

        Six

        > ## In a quotation
        -- BEP-1002/clock.png --
        -- BEP-1002/a b.png --
        -- BEP-1002/a(1).png --
        -- BEP-1002/그림.png --
        -- BEP-1002/bell.md --
        # BEP-1002: Bell

        It rings.

        """;

    public static TheoryData<string> Bodies() =>
        new([
            // Numbers that are no references.
            "`BEP-4711`, ``a ` BEP-4711``, BEP-12, BEP-1234567, XBEP-4711, BEP-4711a, non-BEP-4711, BEP_4711, BEPs 4711",
            "BEP-9999, BEP-XXXX, BEP-NNNN, BEP-0000, bep4711, bep-4711, the BEP 2026 roadmap",
            "https://example.com/BEP-4711 http://example.com/a?b=BEP-4711#BEP-4711 www.example.com/x/BEP-4711 example.com/BEP-4711",
            "<https://example.com/BEP-4711> <bep-4711@example.com> [BEP-4711](https://example.com/BEP-4711)",
            "[BEP-4711][web] and [BEP-4711]\n\n[web]: https://example.com/BEP-4711\n[bep-4711]: <https://example.com/a b> 'BEP'",
            "```text\nBEP-4711 [x](gone.md)\n# Title\n```\n\n~~~\nBEP-4711\n~~~\n\n````\n```\nBEP-4711\n````",
            "- item\n\n  ```\n  BEP-4711\n  # Title\n  ```\n\n      BEP-4711 [x](gone.md)\n\n    BEP-1000",
            "    BEP-4711 # indented\n\n```mermaid\ngraph TD\n  A[BEP-4711] --> B(gone.md)\n  %% # no title\n```",
            "<!-- BEP-4711 [x](gone.md)\n# Title\n-->\n\ntext <!-- BEP-4711 --> text",
            "<pre>\nBEP-4711\n# Title\n</pre>\n\n<script>\nlet x = 'BEP-4711';\n</script>",
            "<span data-x=\"BEP-4711\" title='BEP-4711'>words</span> <img alt=\"BEP-4711\" src=\"BEP-1002/clock.png\">",
            "Once called BEP-4711-quiet-hours.md, on branch feature/bep-1000-lamps, in `proposals/BEP-1000-lamps.md`.",
            "The BEP-1000-style lamp, BEP-1000's oil, BEP-1000은, (BEP-1000), “BEP-1000”, *BEP-1000*, ~~BEP-1000~~, BEP-1000/1002, BEP-1000~1002.",
            "```\nunclosed BEP-4711 [x](gone.md)\n# Title",
            // Links.
            "[a](mailto:ada@example.com) [b](tel:+821012345678) [c](data:text/plain,x) [d](vscode://file/x) [e](//example.com/gone.md) [f]() [g](<>) [h](#)",
            "[a](BEP-1002-night-shift.md \"gone.md\") [b](<BEP-1002/a b.png> 'x') [c](BEP-1002/a%20b.png) [d](BEP-1002/a(1).png) [e](BEP-1002/a%281%29.png)",
            "[a](/BEP-1002/clock.png) [b](./BEP-1002/) [c](.) [d](./) [e](BEP-1002) [f](BEP-1002/../BEP-1000-lamps.md) [g](BEP-1002//clock.png)",
            "[a](BEP-1002-night-shift.md?plain=1#L3) [b](BEP-1002-night-shift.md#L3-L9) [c](BEP-1002/clock.png?raw=true) ![d](BEP-1002/clock.png#gh-dark-mode-only)",
            "![그림](BEP-1002/그림.png) ![encoded](BEP-1002/%EA%B7%B8%EB%A6%BC.png) ![decomposed](BEP-1002/\u1100\u1173\u1105\u1175\u11B7.png)",
            "[![Clock](BEP-1002/clock.png \"At night\")](BEP-1002-night-shift.md) [a [b] c](BEP-1002-night-shift.md) [*a* **b** `c`](BEP-1002-night-shift.md)",
            "[one\nline](BEP-1002-night-shift.md) [a\\]b](BEP-1002-night-shift.md) \\[x](gone.md) !\\[x](gone.md) [x]\\(gone.md) `[x](gone.md)` [x] (gone.md)",
            "[full][n], [collapsed][], [shortcut], [Case][N], ![image][p]\n\n[n]: BEP-1002-night-shift.md\n[collapsed]: <BEP-1002/a b.png> \"t\"\n[shortcut]: BEP-1000-lamps.md 'BEP-1002'\n[p]: BEP-1002/clock.png",
            "- [ ] to do\n- [x] done (gone.md)\n\n> [!NOTE]\n> Said once[^1] and [again][^2].\n\n[^1]: In BEP-1000, [here](BEP-1002/bell.md).\n[^2]: Nothing.",
            "<a href=\"BEP-1002-night-shift.md#clock\">x</a> <a href='BEP-1002/bell.md'>y</a> <a href=BEP-1000-lamps.md>z</a> <a href=\"https://example.com\">w</a>",
            "<details>\n<summary>BEP-1000</summary>\n\n[x](BEP-1002/bell.md)\n\n</details>\n\n<table><tr><td>BEP-1002</td></tr></table>",
            "| a | b |\n|---|---|\n| `a \\| b` | [x](BEP-1002/bell.md) |\n| [a \\| b](BEP-1002/bell.md) | BEP-1000 \\| |\n| | |",
            "[a]: https://example.com\n[b]: <https://example.com/a b> \n\n[^n]: note\n\nSee [<placeholder>](<file>.md) or [x]({url}) or [y](BEP-XXXX-title.md) or [z](../../../gone.md).",
            "[https://example.com/gone.md](https://example.com/gone.md) [BEP-1002: Night Shift](BEP-1002-night-shift.md) [BEP-1002 and BEP-1000](BEP-1002-night-shift.md)",
            "[**BEP-1002**](BEP-1002/bell.md) [`BEP-1002`](BEP-1002-night-shift.md) [see BEP-1000's heir](BEP-1002-night-shift.md) [BEP-1000](#bep-1001-quiet-hours)",
            // Anchors.
            "[1](BEP-1002-night-shift.md#설계-원칙-) [2](BEP-1002-night-shift.md#%EC%84%A4%EA%B3%84-%EC%9B%90%EC%B9%99-) [3](BEP-1002-night-shift.md#clock) [4](BEP-1002-night-shift.md#clock-1) [5](BEP-1002-night-shift.md#Clock)",
            "[1](BEP-1002-night-shift.md#-lamps--oil) [2](BEP-1002-night-shift.md#code-and-bold-and-link) [3](BEP-1002-night-shift.md#12-whats-new-in-c) [4](BEP-1002-night-shift.md#in-a-quotation)",
            "[1](BEP-1002-night-shift.md#unquoted) [2](BEP-1002-night-shift.md#by-hand) [3](#top) [4](#) [5](BEP-1002-night-shift.md#user-content-clock) [6](BEP-1002-night-shift.md#:~:text=Two)",
            "[1](#bep-1001-quiet-hours) [2](#a--b) [3](#foo-1) [4](#foo-1-1) [5](#snake_case)\n\n## A & B\n\nx\n\n## Foo\n\nx\n\n## Foo 1\n\nx\n\n## Foo 1\n\nx\n\n## snake_case ##\n\nx",
            "[x](#rocket-launch) [y](#dots-and-dashes--end) [z](#ünïcödé)\n\n## :rocket: Launch\n\nx\n\n## Dots… and dashes – end\n\nx\n\n## Ünïcödé\n\nx",
            // Headings and blocks.
            "Setext\n------\n\nText\n\n---\n\nfoo: bar\n\n***\n\nText\n\n> # In a quotation\n\n- # In a list\n\n1. text\n   # also there",
            "## Closed ##\n\nx\n\n##Not a heading\n\n#also-not\n\n\\# nor this\n\n####### too deep\n\n### Deep\n\n<!-- only a comment -->",
            "## Parent\n\n### Child\n\n| a |\n|---|\n\n### Picture\n\n![x](BEP-1002/clock.png)\n\n### Code\n\n    x\n\n## Definitions\n\n[x]: https://example.com",
            "## Since BEP-1000\n\nx\n\n## BEP-1002: what it says\n\nx\n\nLine one  \nline two\\\nline three\n\n&copy; &#35; \\* 3 < 4 > 2 <3",
            "Emoji 😀 \u200Bzero width, tab\tand \u00A0 blanks, 한국어 BEP-1000과 BEP-1002를 본다.\r\n\r\n- mixed\r\n- ends\n- here",
            "---\nAuthor: nobody\n---\n\nA second block is text.\n\n+++\ntitle = \"x\"\n+++",
            "$$\nBEP = 4711\n$$\n\n$a_{BEP}$ :tada: @ada #4711 GH-4711 BA-4711 ada/lamps#4711 0123456789abcdef0123456789abcdef01234567",
        ]);

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Nothing_is_found(string body) => Nothing(Top + Title + body + "\n");

    [Theory]
    [InlineData("Quiet Hours\n===========\n\nx\n")]
    [InlineData("# BEP 1001 — Quiet Hours\n\nx\n")]
    [InlineData("# bep-1001: Quiet Hours\n\nx\n")]
    [InlineData("<h1 align=\"center\">Quiet Hours</h1>\n\nx\n")]
    [InlineData("<!-- words -->\n\n# Quiet Hours #\n\nx\n")]
    [InlineData("![logo](BEP-1002/clock.png)\n\n# Quiet *Hours* `now`\n\nx\n")]
    [InlineData("# After BEP-1002: Quiet Hours\n\nx, see [BEP-1002](BEP-1002-night-shift.md)\n")]
    public void No_title_is_missing_doubled_or_another_ones(string text) =>
        Nothing(Top + text, "registry-title-mismatch", "reference-form");

    private static void Nothing(string content, params string[] aside)
    {
        var series = Invariants.With(
            Fixture.Read(s_series + "-- BEP-1001-quiet-hours.md --\n").ToSeries(),
            "BEP-1001-quiet-hours.md",
            content
        );
        var findings = RuleBook.Default.CheckAll(series).Where(finding => !aside.Contains(finding.Rule.Name));
        Assert.Empty(findings.Select(finding => $"{finding.Path} {finding.Rule.Name}: {finding.Message}"));
    }
}
