using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Rules;

/// <summary>What is not YAML is said once: no other rule judges the value that cannot be read, or misses what may stand there.</summary>
public sealed class FieldsThatAreNotYamlTests
{
    private const string Others = """
        -- README.md --
        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Min Seo | Accepted |
        | [1002](BEP-1002-lanterns.md) | Lanterns | Ada Park | Draft |
        | _next_ | _(reserve your number here)_ | | |
        -- BEP-0000-template.md --
        ---
        Author: Full Name (email)
        Status: Draft
        Created: YYYY-MM-DD
        Created-Version: YY.Sprint.Patch
        Target-Version: # once it is accepted
        Superseded-By: # once it is
        ---
        # Title

        ## Motivation
        -- BEP-1002-lanterns.md --
        ---
        Author: Ada Park (ada@example.com)
        Status: Draft
        Created: 2026-01-05
        Created-Version: 26.1.0
        Target-Version:
        Superseded-By:
        ---
        # BEP-1002: Lanterns

        ## Motivation

        After the quiet hours.

        """;

    [Theory]
    // Author, in brackets, quotes and with signs that mean something in YAML.
    [InlineData("Author", "[Ada")]
    [InlineData("Author", "{Ada")]
    [InlineData("Author", "\"Ada")]
    [InlineData("Author", "'Ada")]
    [InlineData("Author", "Ada: the harbour")]
    [InlineData("Author", "@ada")]
    [InlineData("Author", "`ada`")]
    [InlineData("Author", "%ada")]
    [InlineData("Author", "\"Ada\" and Min")]
    [InlineData("Author", "|x\n  Ada")]
    [InlineData("Author", "\n  - Ada\n - Min")]
    [InlineData("Author", "-")]
    // Status: what it is decides on what else is asked for, and on the row.
    [InlineData("Status", "[Draft")]
    [InlineData("Status", "\"Draft")]
    [InlineData("Status", "[Accepted")]
    [InlineData("Status", "{Rejected")]
    [InlineData("Status", "Superseded: by BEP-9999")]
    [InlineData("Status", "@draft")]
    [InlineData("Status", "-")]
    [InlineData("Created", "[yesterday")]
    [InlineData("Created", "\"2126-01-05")]
    [InlineData("Created", "2126-01-05: later")]
    [InlineData("Created", "-")]
    [InlineData("Created-Version", "[soon")]
    [InlineData("Created-Version", "\"29.1.0")]
    [InlineData("Created-Version", "{1")]
    [InlineData("Target-Version", "[25.9")]
    [InlineData("Target-Version", "@next: 1.0.0")]
    [InlineData("Target-Version", "-")]
    [InlineData("Superseded-By", "[BEP-9999")]
    [InlineData("Superseded-By", "\"BEP-1001")]
    [InlineData("Superseded-By", "BEP-1002: BEP-9999")]
    [InlineData("Superseded-By", "@BEP-9999 BEP-XXXX")]
    [InlineData("Mood", "[Cheerful")]
    public void No_other_rule_judges_the_value(string field, string value)
    {
        foreach (var status in (string[])["Draft", "Accepted", "Superseded"])
        {
            var fields = new Dictionary<string, string>
            {
                ["Author"] = "Min Seo (min@example.com)",
                ["Status"] = status,
                ["Created"] = "2026-01-05",
                ["Created-Version"] = "26.1.0",
                ["Target-Version"] = "26.2.0",
                ["Superseded-By"] = status == "Superseded" ? "BEP-1002" : "",
            };
            var before = Found(fields);
            fields[field] = value;
            var added = Found(fields).Except(before).ToList();
            Assert.Equal(["invalid-front-matter"], added.Select(finding => finding.Rule).Distinct());
        }
    }

    [Theory]
    [InlineData("Status Draft")]
    [InlineData("Target-Vers")]
    [InlineData("Superseded-By BEP-1002")]
    [InlineData("Author: [Ada")]
    [InlineData("Author: \"Ada")]
    public void What_a_line_that_is_not_YAML_may_be_is_not_missed(string line)
    {
        foreach (var lines in (string[])[$"Created: 2026-01-05\n{line}", $"Status: Superseded\n{line}", $"Status: Accepted\n{line}"])
        {
            Assert.Equal(["invalid-front-matter"], Check(lines).Select(finding => finding.Rule.Name).Except(["registry-status-mismatch"]));
        }
    }

    [Fact]
    public void What_is_missing_for_certain_is_missed()
    {
        Assert.Equal(["Author", "Status", "Created-Version", "Target-Version", "Superseded-By"], Missed("Created: 2026-01-05"));
        Assert.Equal(["Author", "Created-Version", "Target-Version", "Superseded-By"], Missed("Created: 2026-01-05\nStatus: -"));

        static IEnumerable<string> Missed(string lines) =>
            Check(lines).Where(finding => finding.Rule.Name == "missing-field").Select(finding => finding.Message.ToString().Split('`')[1]);
    }

    [Fact]
    public void The_first_of_two_values_is_judged_and_the_second_one_is_not()
    {
        var findings = Check(
                "Author: Min Seo (min@example.com)\nStatus: Drafty\nStatus: Acceptedly\nCreated: 2026-01-05\nCreated-Version:\nTarget-Version:\nSuperseded-By:"
            )
            .ToList();
        Assert.Equal(["unknown-status", "invalid-front-matter"], findings.Select(finding => finding.Rule.Name));
    }

    [Fact]
    public void What_was_read_past_many_mistakes_is_said_to_be_unchecked()
    {
        var lines = string.Concat(Enumerable.Range(1, 30).Select(i => $"f{i}: [x\n")) + "Status: Drafty";
        var findings = Check(lines).ToList();
        Assert.Equal(["invalid-front-matter"], findings.Select(finding => finding.Rule.Name).Distinct());
        Assert.Equal(
            "Many lines above are not YAML, and neither is this one; what follows it was not checked.",
            findings.MaxBy(finding => finding.Span.Start)!.Message.ToString()
        );
    }

    [Fact]
    public void A_step_writes_into_the_field_that_is_not_YAML()
    {
        var series = Series("Author: Min Seo (min@example.com)\nStatus: [Draft\nTarget-Version: {25");
        var change = StatusChange.To(series, series.Find("BEP-1001-quiet-hours.md")!, "Accepted", new("26.2.0", null, null)).Value;
        Assert.StartsWith(
            "---\nAuthor: Min Seo (min@example.com)\nStatus: Accepted\nTarget-Version: 26.2.0\n---",
            series.Apply(change!).Find("BEP-1001-quiet-hours.md")!.Text.Content,
            StringComparison.Ordinal
        );
    }

    [Theory]
    // In front of it, the rest counts; the value in which the problem is does not.
    [InlineData("digits: 5\nprefix: [RFC", "digits")]
    [InlineData("digits: 5\nstatuses: [Draft, Acc", "digits")]
    [InlineData("digits: 5\nstatuses: [Draft,\n  Acc\n", "digits")]
    [InlineData("digits: 5\nprefix: \"RFC", "digits")]
    [InlineData("digits: 5\nprefix: RFC: x", "digits")]
    [InlineData("digits: 5\nprefix: @RFC", "digits")]
    [InlineData("digits: 5\nfile-names: {a: [x", "digits")]
    [InlineData("digits: 5\nrules: [unknown-status", "digits")]
    [InlineData("digits: 5\nrules:\n  unknown-status: off\n  broken-link: [x", "digits, rules")]
    [InlineData("digits: 5\nrules:\n  broken-link: [x", "digits")]
    [InlineData("digits: 5\ntransitions:\n  Draft: [", "digits")]
    public void No_setting_is_made_of_half_a_value(string lines, string expected)
    {
        var series = Fixture.Read($"-- .bep.yaml --\n{lines}\n").ToSeries();
        Assert.Equal(expected, string.Join(", ", series.ConventionFacts.Where(fact => fact.Path == ".bep.yaml").Select(fact => fact.Key)));
        var finding = Assert.Single(RuleBook.Default.Check(series.Configuration!, series));
        Assert.StartsWith("This is not YAML: ", finding.Message.ToString(), StringComparison.Ordinal);
    }

    private static System.Collections.Immutable.ImmutableArray<Finding> Check(string lines)
    {
        var series = Series(lines);
        return RuleBook.Default.Check(series.Find("BEP-1001-quiet-hours.md")!, series);
    }

    // In the whole series, but for the places.
    private static List<(string Rule, string Path, string Message)> Found(Dictionary<string, string> fields) =>
        [
            .. RuleBook
                .Default.CheckAll(Series(string.Join('\n', fields.Select(field => $"{field.Key}: {field.Value}"))))
                .Select(finding => (finding.Rule.Name, finding.Path, finding.Message.ToString())),
        ];

    private static Series Series(string lines) =>
        Fixture
            .Read($"{Others}\n-- BEP-1001-quiet-hours.md --\n---\n{lines}\n---\n# BEP-1001: Quiet Hours\n\n## Motivation\n\nSleep.\n")
            .ToSeries();
}
