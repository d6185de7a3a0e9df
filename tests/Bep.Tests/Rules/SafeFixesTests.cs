using Bep.Analysis.Checking;

namespace Bep.Tests.Rules;

/// <summary>What is fixed without asking comes to an end, and leaves no error behind that was not there.</summary>
public sealed class SafeFixesTests
{
    private const string Table = "| Number | Title | Author | Status |\n|--|--|--|--|\n";

    [Theory]
    // A mark that no row can hold would be asked for again and again, each time in another row.
    [InlineData("-- .bep.yaml --\nnext-row: none |\n-- README.md --\n" + Table)]
    [InlineData("-- .bep.yaml --\nnext-row: a | b\n-- README.md --\n" + Table + "| 1001 | A | - | Draft |\n")]
    [InlineData("-- .bep.yaml --\nnext-row: \"\\n\"\n-- README.md --\n" + Table)]
    [InlineData("-- .bep.yaml --\nnext-row: \" \"\n-- README.md --\n" + Table)]
    public void What_does_not_help_is_not_done(string notation)
    {
        var series = Fixture.Read(notation).ToSeries();
        var mended = SafeFixes.Apply(series, RuleBook.Default, null, (_, _) => true);
        Assert.Empty(mended.Steps);
        Assert.Equal(series.Find("README.md")!.Text.Content, mended.Series.Find("README.md")!.Text.Content);
    }

    [Fact]
    public void A_front_matter_is_not_closed_where_that_would_only_show_other_errors()
    {
        var series = Fixture.Read("-- BEP-1001-a.md --\n---\nCreated: 2026-01-01\n\n# A\n").ToSeries();
        Assert.Empty(SafeFixes.Apply(series, RuleBook.Default, null, (_, _) => true).Steps);
        // An author who asks for it gets it.
        var finding = RuleBook.Default.CheckAll(series).Single(finding => finding.Rule.Name == "invalid-front-matter");
        Assert.Equal(["Close the front matter"], Effect.Sound(series, RuleBook.Default, finding, finding.Fixes).Select(fix => fix.Title.ToString()));
    }

    [Fact]
    public void All_is_done_that_can_be_done_and_then_nothing_is_left()
    {
        var series = Fixture.Read("-- BEP-1001-a.md --\n---\nStatus: draft\nAuthor: Ada Park (ada@example.com)\nCreated: 2026/1/5\n\n# A\n").ToSeries();
        var mended = SafeFixes.Apply(series, RuleBook.Default, null, (_, _) => true);
        Assert.Equal("---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n# A\n", mended.Series.Find("BEP-1001-a.md")!.Text.Content);
        Assert.Empty(SafeFixes.Apply(mended.Series, RuleBook.Default, null, (_, _) => true).Steps);
    }

    [Fact]
    public void What_a_fix_uncovers_is_found_by_a_rule_there_is()
    {
        var named = RuleBook.Rules.SelectMany(rule => rule.Examples).Select(example => Fixture.Read(example.Files).ToSeries())
            .SelectMany(series => RuleBook.Default.CheckAll(series)).SelectMany(finding => finding.Fixes).SelectMany(fix => fix.Uncovers).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.NotNull(RuleBook.Find(name)));
    }
}
