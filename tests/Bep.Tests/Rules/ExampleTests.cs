using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Rules;

/// <summary>Runs every rule on its own examples, and states what holds for all rules.</summary>
public sealed partial class ExampleTests
{
    public static TheoryData<string, string> AllExamples()
    {
        var data = new TheoryData<string, string>();
        foreach (var rule in RuleBook.Rules)
        {
            foreach (var example in rule.Examples)
                data.Add(rule.Name, example.Title);
        }

        return data;
    }

    public static TheoryData<string> AllRules() => new(RuleBook.Rules.Select(rule => rule.Name));

    [Theory]
    [MemberData(nameof(AllExamples))]
    public void Finds_what_the_example_marks(string rule, string title)
    {
        var (tested, example, series) = Read(rule, title);
        var findings = series.DocumentsAndMessages.SelectMany(document => tested.Check(document, series));
        var paths = Fixture.Read(example.Files).Files.Select(file => file.Path);
        var (marked, found) = (Normalize(example.Files), Annotated.Write(series, paths, findings));
        Assert.True(marked == found, $"The example marks\n\n{marked}\n\nand the rule finds\n\n{found}");
    }

    [Theory]
    [MemberData(nameof(AllExamples))]
    public void Fixes_what_the_example_says(string rule, string title)
    {
        var (tested, example, series) = Read(rule, title);
        if (example.Fixed is null)
            return;
        var first = series
            .DocumentsAndMessages.OrderBy(document => document.Path, StringComparer.Ordinal)
            .SelectMany(document => tested.Check(document, series))
            .OrderBy(finding => finding.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Span)
            .First();
        var result = series.Apply(first.Fixes[0].Change);
        var paths = Fixture.Read(example.Fixed).Files.Select(file => file.Path).ToList();
        Assert.Equal(Normalize(example.Fixed), Annotated.Write(result, paths, []));
        Assert.Equal(
            paths.Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Order(),
            result.Files.Paths.Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Order()
        );
    }

    [Theory]
    [MemberData(nameof(AllExamples))]
    public void Every_fix_removes_its_finding_and_adds_none(string rule, string title) => Invariants.FixesMend(Read(rule, title).Series);

    [Theory]
    [MemberData(nameof(AllExamples))]
    public void What_is_found_of_a_document_alone_is_found_in_its_series(string rule, string title) =>
        Invariants.JudgesAlone(Read(rule, title).Series);

    [Theory]
    [MemberData(nameof(AllRules))]
    public void Says_what_it_is_about(string name)
    {
        var rule = RuleBook.Find(name)!;
        Assert.Matches("^[A-Z].*\\.$", rule.Summary.ToString());
        Assert.Matches("(?s)^[A-Z“`0-9].*\\.$", rule.Why.ToString());
        Assert.DoesNotMatch("^(no|must|should)-", rule.Name);
        Assert.Contains(rule.Examples, example => Fixture.Read(example.Files).ToSeries() is var series && Found(rule, series).Any());
        Assert.Contains(rule.Examples, example => Fixture.Read(example.Files).ToSeries() is var series && !Found(rule, series).Any());
        Assert.Equal(rule.Examples.Length, rule.Examples.Select(example => example.Title).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(AllRules))]
    public void Messages_are_sentences(string name)
    {
        var rule = RuleBook.Find(name)!;
        foreach (var finding in rule.Examples.SelectMany(example => Found(rule, Fixture.Read(example.Files).ToSeries())))
        {
            Assert.Matches(@"^[\p{Lu}`].*[.?]$", finding.Message.ToString());
            Assert.DoesNotContain('\n', finding.Message.ToString());
        }
    }

    private static IEnumerable<Finding> Found(Rule rule, Series series) =>
        series.DocumentsAndMessages.SelectMany(document => rule.Check(document, series));

    private static (Rule Rule, Example Example, Series Series) Read(string rule, string title)
    {
        var tested = RuleBook.Find(rule)!;
        var example = tested.Examples.Single(example => example.Title == title);
        return (tested, example, Fixture.Read(example.Files).ToSeries());
    }

    // The notation ends with one line end, and an image's content is not shown.
    private static string Normalize(string notation) => OtherBranches().Replace(notation, "").TrimEnd('\n') + "\n";

    // Nothing is found in, or done to, the files of other branches.
    [GeneratedRegex(@"^-- [^\n:]+:[^\n]+ --\n[\s\S]*", RegexOptions.Multiline)]
    private static partial Regex OtherBranches();
}
