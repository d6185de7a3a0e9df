using System.Text.RegularExpressions;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Notation;
using Bep.Analysis.Text;

namespace Bep.Tests.Features;

/// <summary>The pattern that clients get finds the same mentions in plain text as the parser.</summary>
public sealed class MentionPatternTests
{
    private static readonly string[] s_before =
    [
        "",
        "a",
        "Z",
        "7",
        "_",
        "-",
        "(",
        "“",
        "é",
        "은",
        "/",
        "x/",
        "1/",
        ".",
        "..",
        "../",
        "x.",
        "x\\",
        "#",
        "@",
        "see:",
    ];
    private static readonly string[] s_numbers =
    [
        "BEP-1000",
        "BEP 1000",
        "BEP_1000",
        "BEP--1000",
        "BEP-100",
        "BEP-10000",
        "BEP-10x",
        "BEP-10x0",
        "BEP-XXXX",
    ];

    private static readonly string[] s_after =
    [
        "",
        "a",
        "Z",
        "0",
        "_",
        "-",
        ".",
        ".md",
        ". Md",
        ".1",
        "/",
        "/notes",
        "/1",
        "@",
        "@example",
        "\\",
        "\\notes",
        ")",
        "’s",
        "é",
        "는",
        "-style",
        "-style.",
        "-style.md",
        "-style/x",
        "-style_x",
        "-quiet-hours",
        "-a",
        "-a-",
        "--b",
        "-é-b",
        ": Title",
        ", BEP-1000",
    ];

    [Fact]
    public void It_finds_what_the_parser_finds_outside_of_names()
    {
        var texts = from before in s_before from number in s_numbers from after in s_after select before + number + after;
        var (series, document, _) = Expect.Read(
            $"-- BEP-1000-b.md --\n# B\n-- BEP-1001-a.md --\n# A\n\n$0{string.Concat(texts.Select(text => $"{text}\n\nSee {text}\n\n"))}"
        );
        var content = document.Text.Content;
        var found = Regex
            .Matches(content, MentionPattern.Of(series.Convention))
            // A number that nobody has is no link.
            .Where(match => series.PathOf(new(int.Parse(match.Groups[1].ValueSpan))) is not null)
            .Select(match => new TextSpan(match.Index, match.Index + match.Length));
        var parsed = Linking.In(series, document).Select(edit => edit.Span);
        Assert.Equal(parsed.Order().Select(Excerpt), found.Select(Excerpt));

        string Excerpt(TextSpan span) => $"{span.Start}: {document.Text.Slice(document.Text.LineSpan(document.Text.LineAt(span.Start)))}";
    }

    [Theory]
    // Not in the series' own form: what looks like it may be something else, and counts as no connection.
    [InlineData("", "bep-1000, BEP1000 and BEP-1000", "1000")]
    [InlineData("prefix: KEP", "KEP-1000, BEP-1001", "1000")]
    [InlineData("digits: 1-2", "BEP-7, BEP-123", "7")]
    public void It_is_that_of_the_series(string configuration, string text, string number)
    {
        var series = Fixture.Read($"-- .bep.yaml --\n{configuration}\n-- README.md --\n").ToSeries();
        Assert.Equal([number], Regex.Matches(text, MentionPattern.Of(series.Convention)).Select(match => match.Groups[1].Value));
    }
}
