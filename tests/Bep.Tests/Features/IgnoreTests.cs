using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>Living with findings: each way silences what it was offered for, and nothing else.</summary>
public sealed class IgnoreTests
{
    private const string Head = "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-01\n---\n\n# Title\n\n";

    [Theory]
    [InlineData("See [a](a.md).\n", "<!-- bep-ignore broken-link -->\nSee [a](a.md).\n")]
    [InlineData("One\ntwo [a](a.md).\n\nNext.\n", "<!-- bep-ignore broken-link -->\nOne\ntwo [a](a.md).\n\nNext.\n")]
    [InlineData("- one\n- [a](a.md)\n", "<!-- bep-ignore broken-link -->\n- one\n- [a](a.md)\n")]
    [InlineData("| [a](a.md) |\n|---|\n| b |\n", "<!-- bep-ignore broken-link -->\n| [a](a.md) |\n|---|\n| b |\n")]
    [InlineData("## [a](a.md)\nText\n", "<!-- bep-ignore broken-link -->\n## [a](a.md)\nText\n")]
    [InlineData("## Two\n[a](a.md)\n", "## Two\n<!-- bep-ignore broken-link -->\n[a](a.md)\n")]
    [InlineData("- one\n\n  [a](a.md)\n- two\n", "- one\n\n  <!-- bep-ignore broken-link -->\n  [a](a.md)\n- two\n")]
    public void A_comment_stands_in_front_of_the_block(string text, string expected) =>
        Assert.Equal(Head + expected, Apply(Head + text, "Ignore `broken-link` here"));

    [Fact]
    public void A_comment_for_the_file_stands_behind_the_front_matter() =>
        Assert.Equal(
            Head.Replace("---\n\n#", "---\n<!-- bep-ignore-file broken-link -->\n\n#", StringComparison.Ordinal) + "[a](a.md)\n",
            Apply(Head + "[a](a.md)\n", "Ignore `broken-link` in this file")
        );

    [Fact]
    public void What_is_wrong_in_the_front_matter_is_ignored_for_the_file_only()
    {
        var (series, document, finding) = Find("---\nStatus: Drafft\n---\n\n# Title\n", "unknown-status");
        Assert.DoesNotContain(Ignore.For(series, document, finding), fix =>
            fix.Title.ToString().EndsWith("here", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("[a](a.md)\n", "<!-- bep-ignore broken-link -->\n[a](a.md)\n", "<!-- bep-ignore-file broken-link -->\n[a](a.md)\n")]
    [InlineData(
        "\uFEFF\n[a](a.md)\n",
        "\uFEFF\n<!-- bep-ignore broken-link -->\n[a](a.md)\n",
        "\uFEFF<!-- bep-ignore-file broken-link -->\n\n[a](a.md)\n"
    )]
    [InlineData(
        "\uFEFF[a](a.md)\n",
        "\uFEFF<!-- bep-ignore broken-link -->\n[a](a.md)\n",
        "\uFEFF<!-- bep-ignore-file broken-link -->\n[a](a.md)\n"
    )]
    [InlineData(
        "---\r\nAuthor: Ada\r\n---\r\n[a](a.md)\r\n",
        "---\r\nAuthor: Ada\r\n---\r\n<!-- bep-ignore broken-link -->\r\n[a](a.md)\r\n",
        "---\r\nAuthor: Ada\r\n---\r\n<!-- bep-ignore-file broken-link -->\r\n[a](a.md)\r\n"
    )]
    // Above or in a front matter that is being typed, a comment would undo it.
    [InlineData("---\nAuthor: Ada\n\n[a](a.md)\n", null, null)]
    [InlineData("---\n\n[a](a.md)\n", null, null)]
    [InlineData("--\n\n[a](a.md)\n", null, null)]
    // Between a heading and its underline it would take the heading apart.
    [InlineData(
        "T\n===\n[a](a.md)\n",
        "T\n===\n<!-- bep-ignore broken-link -->\n[a](a.md)\n",
        "<!-- bep-ignore-file broken-link -->\nT\n===\n[a](a.md)\n"
    )]
    [InlineData(
        "[a](a.md)\n===\nT\n",
        "<!-- bep-ignore broken-link -->\n[a](a.md)\n===\nT\n",
        "<!-- bep-ignore-file broken-link -->\n[a](a.md)\n===\nT\n"
    )]
    // For one row, it would silence all of them.
    [InlineData("# T\n\n| a |\n|---|\n| [a](a.md) |\n", null, "<!-- bep-ignore-file broken-link -->\n# T\n\n| a |\n|---|\n| [a](a.md) |\n")]
    // The rest of a footnote stands elsewhere for the reader.
    [InlineData("T[^1]\n\n[^1]: [a](a.md)\n", null, "<!-- bep-ignore-file broken-link -->\nT[^1]\n\n[^1]: [a](a.md)\n")]
    public void A_comment_is_offered_where_it_takes_effect(string text, string? here, string? file)
    {
        var (series, document, finding) = Find(text, "broken-link");
        var fixes = Effect
            .Sound(series, RuleBook.Default, finding, Ignore.For(series, document, finding))
            .ToDictionary(fix => fix.Title.ToString(), fix => series.Apply(fix.Change));
        Assert.Equal(here, fixes.GetValueOrDefault("Ignore `broken-link` here")?.Find(document.Path)!.Text.Content);
        Assert.Equal(file, fixes.GetValueOrDefault("Ignore `broken-link` in this file")?.Find(document.Path)!.Text.Content);
    }

    [Fact]
    public void What_is_said_of_a_whole_file_is_not_ignored_at_its_first_line()
    {
        var (series, document, finding) = Find("# Title\n", "missing-front-matter");
        var titles = Effect
            .Sound(series, RuleBook.Default, finding, Ignore.For(series, document, finding))
            .Select(fix => fix.Title.ToString());
        Assert.Equal(["Ignore `missing-front-matter` in this file", "Switch off `missing-front-matter` in .bep.yaml"], titles);
    }

    [Fact]
    public void A_merge_that_is_not_finished_is_not_to_be_ignored()
    {
        var series = Fixture
            .Read(
                "-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n<<<<<<< a\n| 1001 | A | B | Draft |\n=======\n| 1001 | C | D | Draft |\n>>>>>>> b\n"
            )
            .ToSeries();
        var finding = RuleBook.Default.Check(series.RegistryDocument, series).Single(finding => finding.Rule.Name == "registry-conflict");
        Assert.Empty(Ignore.For(series, series.RegistryDocument, finding));
    }

    [Fact]
    public void A_rule_can_be_switched_off_in_a_long_series_too()
    {
        var others = string.Concat(Enumerable.Range(2, 150).Select(i => $"-- BEP-{1000 + i}-x.md --\n# X\n"));
        var series = Fixture.Read($"-- BEP-1001-a.md --\n[a](a.md)\n{others}").ToSeries();
        var document = series.Find("BEP-1001-a.md")!;
        var finding = RuleBook.Default.Check(document, series).First(finding => finding.Rule.Name == "broken-link");
        Assert.Contains(
            "Switch off `broken-link` in .bep.yaml",
            Effect.Sound(series, RuleBook.Default, finding, Ignore.For(series, document, finding)).Select(fix => fix.Title.ToString())
        );
    }

    [Fact]
    public void A_rule_that_the_author_has_set_is_not_switched_off_for_the_series()
    {
        var (series, document, finding) = Find("[a](a.md)\n", "broken-link");
        var rules = new RuleBook(ImmutableDictionary.Create<string, Severity?>().Add("broken-link", Severity.Warning));
        Assert.DoesNotContain(Effect.Sound(series, rules, finding, Ignore.For(series, document, finding)), fix =>
            fix.Title.ToString().StartsWith("Switch off", StringComparison.Ordinal)
        );
    }

    // That a rule is off is read from the configuration alone; here all documents are checked, too.
    [Fact]
    public void What_is_switched_off_in_the_examples_is_found_nowhere_and_uncovers_nothing()
    {
        var tried = 0;
        foreach (var example in RuleBook.Rules.SelectMany(rule => rule.Examples))
        {
            var series = Fixture.Read(example.Files).ToSeries();
            foreach (var finding in RuleBook.Default.CheckAll(series).DistinctBy(finding => finding.Rule))
            {
                var document = series.Find(finding.Path)!;
                var offered = Effect
                    .Sound(series, RuleBook.Default, finding, Ignore.For(series, document, finding))
                    .Where(fix => fix.Title.ToString().StartsWith("Switch off", StringComparison.Ordinal));
                foreach (var fix in offered)
                {
                    var effect = Effect.Of(series, RuleBook.Default, fix.Change, finding)!;
                    Assert.DoesNotContain(RuleBook.Default.CheckAll(effect.After), left => left.Rule == finding.Rule);
                    Assert.Empty(effect.Adds(Severity.Warning));
                    tried++;
                }
            }
        }

        Assert.True(tried > 100, $"Only {tried} rules were switched off.");
    }

    [Theory]
    [InlineData("-- BEP-0000-template.md --\n<!-- bep-ignore broken-link -->\n# Title\n", "BEP-0000-template.md", "unused-suppression")]
    [InlineData("-- .bep.yaml --\nprefx: BEP\n", ".bep.yaml", "invalid-configuration")]
    [InlineData("-- BEP-1001-a.md --\n# A\n", "README.md", "missing-registry")]
    [InlineData("-- .git/COMMIT_EDITMSG --\nBEP-1001 (nww): A\n", ".git/COMMIT_EDITMSG", "change-title")]
    public void No_comment_is_offered_where_none_can_stand(string notation, string path, string rule)
    {
        var series = Fixture.Read(notation).ToSeries();
        var document = series.Find(path)!;
        var finding = RuleBook.Default.Check(document, series).First(finding => finding.Rule.Name == rule);
        Assert.All(Ignore.For(series, document, finding), fix =>
            Assert.StartsWith("Switch off", fix.Title.ToString(), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(null, "rules:\n  broken-link: off\n")]
    [InlineData("prefix: BEP", "prefix: BEP\nrules:\n  broken-link: off\n")]
    [InlineData(
        "rules:\n    missing-title: off # old\nprefix: BEP\n",
        "rules:\n    missing-title: off # old\n    broken-link: off\nprefix: BEP\n"
    )]
    [InlineData("rules: { missing-title: off }\n", "rules: { missing-title: off, broken-link: off }\n")]
    [InlineData("rules:\n  broken-link: error\n", null)]
    [InlineData("rules: [\n", null)]
    public void A_rule_is_switched_off_for_the_series(string? configuration, string? expected)
    {
        var (series, document, finding) = Find(Head + "[a](a.md)\n", "broken-link", configuration);
        var fix = Ignore
            .For(series, document, finding)
            .FirstOrDefault(fix => fix.Title.ToString() == "Switch off `broken-link` in .bep.yaml");
        Assert.Equal(expected, fix is null ? null : series.Apply(fix.Change).Find(ConfigurationReader.FileName)!.Text.Content);
    }

    private static string Apply(string text, string title)
    {
        var (series, document, finding) = Find(text, "broken-link");
        var after = series.Apply(Ignore.For(series, document, finding).Single(fix => fix.Title.ToString() == title).Change);
        Assert.DoesNotContain(RuleBook.Default.CheckAll(after), finding => finding.Rule.Name is "broken-link" or "unused-suppression");
        return after.Find(document.Path)!.Text.Content;
    }

    private static (Series Series, Document Document, Finding Finding) Find(string text, string rule, string? configuration = null)
    {
        var series = Fixture
            .Read($"-- BEP-1001-a.md --\n{text}{(configuration is null ? "" : $"\n-- .bep.yaml --\n{configuration}")}")
            .ToSeries();
        var document = series.Find("BEP-1001-a.md")!;
        return (series, document, RuleBook.Default.Check(document, series).First(finding => finding.Rule.Name == rule));
    }
}
