using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Rules;

/// <summary>What is fixed without asking comes to an end, and leaves no error behind that was not there.</summary>
public sealed class BatchFixesTests
{
    private const string Table = "| Number | Title | Author | Status |\n|--|--|--|--|\n";

    [Theory]
    [InlineData("none |")]
    [InlineData("a | b")]
    [InlineData("\n")]
    public void A_mark_that_no_row_can_hold_is_not_inserted_again_and_again(string mark)
    {
        var convention = Convention.Default with { NextMarker = mark };
        var registry = DocumentParser.Parse("README.md", new(Table + "| 1001 | A | - | Draft |\n"), "", convention);
        var series = Series.Create("", convention, new(new(2026, 1, 1), null), [], [registry], isComplete: true);
        Assert.Contains(RuleBook.Default.Check(registry, series), finding => finding.Rule.Name == "next-row");
        Assert.Empty(BatchFixes.Apply(series, RuleBook.Default, null, BatchFixes.Safe).Steps);
    }

    [Theory]
    [InlineData("none |")]
    [InlineData("a | b")]
    [InlineData("\"\\n\"")]
    [InlineData("\" \"")]
    public void A_configuration_that_names_such_a_mark_is_at_fault_and_the_usual_one_holds(string mark)
    {
        var series = Fixture.Read($"-- .bep.yaml --\nnext-row: {mark}\n-- README.md --\n{Table}").ToSeries();
        Assert.Contains(RuleBook.Default.Check(series.Configuration!, series), finding => finding.Rule.Name == "invalid-configuration");
        var fixedSeries = BatchFixes.Apply(series, RuleBook.Default, null, BatchFixes.Safe).Series;
        Assert.Equal(Table + "| _next_ | _(reserve your number here)_ | | |\n", fixedSeries.Find("README.md")!.Text.Content);
        Assert.Empty(BatchFixes.Apply(fixedSeries, RuleBook.Default, null, BatchFixes.Safe).Steps);
    }

    [Fact]
    public void A_front_matter_is_not_closed_where_that_would_only_show_other_errors()
    {
        var series = Fixture
            .Read(
                "-- BEP-0000-template.md --\n---\nAuthor:\nStatus: Draft\nCreated:\n---\n"
                    + "-- BEP-1001-a.md --\n---\nCreated: 2026-01-01\n\n# A\n"
            )
            .ToSeries();
        Assert.Empty(BatchFixes.Apply(series, RuleBook.Default, null, BatchFixes.Safe).Steps);
        // An author who asks for it gets it.
        var finding = RuleBook.Default.CheckAll(series).Single(finding => finding.Rule.Name == "invalid-front-matter");
        Assert.Equal(
            ["Close the front matter"],
            Effect.Sound(series, RuleBook.Default, finding, finding.Fixes).Select(fix => fix.Title.ToString())
        );
    }

    [Fact]
    public void All_is_done_that_can_be_done_and_then_nothing_is_left()
    {
        var series = Fixture
            .Read(
                "-- BEP-0000-template.md --\n---\nAuthor: Name (email)\n# Status: Draft | Accepted\nStatus: Draft\nCreated:\n---\n# Title\n-- BEP-1001-a.md --\n---\nStatus: draft\nAuthor: Ada Park (ada@example.com)\nCreated: 2026/1/5\n\n# A\n"
            )
            .ToSeries();
        var result = BatchFixes.Apply(series, RuleBook.Default, null, BatchFixes.Safe);
        Assert.Equal(
            "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n# A\n",
            result.Series.Find("BEP-1001-a.md")!.Text.Content
        );
        Assert.Empty(BatchFixes.Apply(result.Series, RuleBook.Default, null, BatchFixes.Safe).Steps);
    }

    [Theory]
    [InlineData("prefixx: FIP\ncolumn-names: { number: 'FIP #' }", "Change to `prefix`")]
    [InlineData("sectionz: [Motivation]\n", "Change to `sections`")]
    public void A_misspelt_key_is_corrected_whatever_the_configuration_then_brings_to_light(string configuration, string fix)
    {
        var series = Fixture
            .Read(
                $"-- .bep.yaml --\n{configuration}\n-- README.md --\n| FIP # | Title | Author | Status |\n|---|---|---|---|\n"
                    + "| 12 | Tides | Ada | Draft |\n-- FIP-0012-tides.md --\n# FIP-0012: Tides\n-- BEP-0012-tides.md --\n# BEP-0012: Tides\n"
            )
            .ToSeries();
        var finding = RuleBook.Default.CheckAll(series).Single(finding => finding.Rule.Name == "invalid-configuration");
        Assert.Contains(fix, Effect.Sound(series, RuleBook.Default, finding, finding.Fixes).Select(sound => sound.Title.ToString()));
    }

    [Fact]
    public void What_a_fix_uncovers_is_found_by_a_rule_there_is()
    {
        var named = RuleBook
            .Rules.SelectMany(rule => rule.Examples)
            .Select(example => Fixture.Read(example.Files).ToSeries())
            .SelectMany(series => RuleBook.Default.CheckAll(series))
            .SelectMany(finding => finding.Fixes)
            .SelectMany(fix => fix.Uncovers)
            .Distinct()
            .ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.NotNull(RuleBook.Find(name)));
    }
}
