using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>Writing `.bep.yaml`, and fixing a document at once.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("$0", "prefix", "prefix:")]
    [InlineData("prefix: BEP\npre$0", "template", "template:")]
    [InlineData("rul$0: {}", "rules", "rules: {}")]
    [InlineData("rules:\n  broken-li$0", "broken-link", "  broken-link:")]
    [InlineData("rules:\n  missing-title: off\n  $0", "broken-link", "  broken-link:")]
    [InlineData("rules:\n  broken-link: $0", "warning", "  broken-link: warning")]
    [InlineData("rules:\n  broken-link:$0", "off", "  broken-link: off")]
    [InlineData("front-matter: pre$0", "preformatted", "front-matter: preformatted")]
    [InlineData("line-limits:\n  $0", "single", "  single:")]
    public void Names_and_values_are_completed(string text, string label, string expected) =>
        Expect.Completed($"-- .bep.yaml --\n{text}", label, expected);

    [Theory]
    [InlineData("prefix: BEP\n$0", "prefix")]
    [InlineData("rules:\n  broken-link: off\n  $0", "broken-link")]
    [InlineData("prefix: $0", "BEP")]
    [InlineData("# $0", "prefix")]
    [InlineData("trackers:\n  $0", "prefix")]
    public void What_is_set_or_unknown_is_not_offered(string text, string label)
    {
        var (series, document, offset) = Expect.Read($"-- .bep.yaml --\n{text}");
        Assert.DoesNotContain(Completion.At(series, document, offset, editorReadsMarkdown: false).Items, item => item.Label == label);
    }

    [Theory]
    [InlineData(".bep.yaml", "dig$0its: 4", "**digits**: How many digits")]
    [InlineData(".bep.yaml", "rules:\n  broken-$0link: off", "**broken-link** (error): ")]
    [InlineData(".bep.yaml", "fold$0er: docs", "**folder**: The folder")]
    [InlineData("BEP-1001-a.md", "# T\n\n<!-- bep-ignore broken-li$0nk: soon -->\n[a](a.md)", "**broken-link** (error): ")]
    public void Hovers_say_what_a_name_is_for(string path, string text, string expected)
    {
        var (series, document, offset) = Expect.Read($"-- {path} --\n{text}");
        Assert.StartsWith(expected, Hover.At(series, document, offset)!.Markdown.ToString());
    }

    [Fact]
    public void Everything_safe_is_fixed_in_one_edit()
    {
        var series = Fixture
            .Read(
                "-- README.md --\n| Status | Meaning |\n|--|--|\n| Draft | Being written |\n-- BEP-1001-a.md --\n---\nAuthor: Ada Park (ada@example.com)\nStatus: draft\nCreated: 2026/1/5\n---\n\n# 🔦 Title\n"
            )
            .ToSeries();
        var change = FixAll.In(series, series.Find("BEP-1001-a.md")!, RuleBook.Default);
        Assert.Equal(
            "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n# 🔦 Title\n",
            series.Apply(change!).Find("BEP-1001-a.md")!.Text.Content
        );
        var one = FixAll.In(series, series.Find("BEP-1001-a.md")!, RuleBook.Default, "unknown-status");
        Assert.Contains("Status: Draft\nCreated: 2026/1/5", series.Apply(one!).Find("BEP-1001-a.md")!.Text.Content);
        Assert.Null(FixAll.In(series.Apply(change!), series.Apply(change!).Find("BEP-1001-a.md")!, RuleBook.Default));
    }
}
