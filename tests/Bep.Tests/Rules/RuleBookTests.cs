using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Rules;

/// <summary>What a finding matters, and where it is silenced.</summary>
public sealed class RuleBookTests
{
    [Theory]
    [InlineData("<!-- bep-ignore broken-link: soon -->\n[a](a.md)\n\n[b](b.md)", "[b](b.md)")]
    [InlineData("<!-- bep-ignore broken-link -->\n\n[a](a.md)\ntext [a](c.md)\n\n## Next\n\n[b](b.md)", "[b](b.md)")]
    [InlineData("<!-- bep-ignore broken-link: soon -->\n- [a](a.md)\n- x\n  - [c](c.md)\n\n[b](b.md)", "[b](b.md)")]
    [InlineData("<!-- bep-ignore broken-link: soon -->\n| a |\n|--|\n| [a](a.md) |\n\n[b](b.md)", "[b](b.md)")]
    [InlineData("- <!-- bep-ignore broken-link: soon -->\n  [a](a.md)\n- [b](b.md)", "[b](b.md)")]
    [InlineData(
        "<!-- bep-ignore broken-link: soon -->\n<!-- bep-ignore broken-anchor: soon -->\n[a](a.md) [c](#nowhere)\n\n[b](b.md)",
        "[b](b.md)"
    )]
    [InlineData("[b](b.md)\n\n<!-- bep-ignore broken-link: the last thing -->", "[b](b.md)")]
    [InlineData("[a](a.md)\n\n<!-- bep-ignore-file broken-link: soon -->\n\n[b](b.md)", null)]
    [InlineData(
        "<!-- bep-ignore broken-link:\n  the page moves next week,\n\n  and then it is there -->\n[a](a.md)\n\n[b](b.md)",
        "[b](b.md)"
    )]
    [InlineData("<!--\nbep-ignore\nbroken-link\n-->\n\n[a](a.md)\n\n[b](b.md)", "[b](b.md)")]
    [InlineData(
        "<!-- bep-ignore broken-link: soon\n-->\n<!-- bep-ignore\n  broken-anchor -->\n[a](a.md) [c](#nowhere)\n\n[b](b.md)",
        "[b](b.md)"
    )]
    [InlineData("- <!-- bep-ignore broken-link:\n  soon -->\n  [a](a.md)\n- [b](b.md)", "[b](b.md)")]
    [InlineData("<!-- bep-ignore broken-link: never ends\n[a](a.md)\n\n[b](b.md)", null)]
    [InlineData("[a](a.md)\n\n<!--\n  bep-ignore-file broken-link:\n  soon\n-->\n\n[b](b.md)", null)]
    [InlineData("<!-- bep-ignore broken-anchor: another rule -->\n[b](b.md)", "[b](b.md)")]
    public void A_comment_silences_a_rule_for_the_block_behind_it(string text, string? found)
    {
        var series = Fixture
            .Read("-- BEP-1001-a.md --\n---\nAuthor: Ada (a@example.com)\nStatus: Draft\nCreated: 2026-01-01\n---\n\n# Title\n\n" + text)
            .ToSeries();
        var document = series.Find("BEP-1001-a.md")!;
        Assert.Equal(
            found is null ? [] : [found],
            RuleBook
                .Default.Check(document, series)
                .Where(finding => finding.Rule.Name == "broken-link")
                .Select(finding => document.Text.Content.Split('\n')[document.Text.LineAt(finding.Span.Start)].Trim('-', ' '))
        );
    }

    [Theory]
    [InlineData("<!-- bep-ignore broken-link:\n  the page moved,\n  and moved back -->\nText.\n", "Text.\n")]
    [InlineData("<!--\n  bep-ignore-file broken-link: never\n-->\n\nText.\n", "\nText.\n")]
    [InlineData("- <!-- bep-ignore broken-link:\n  soon -->\n  Text.\n", "- \n  Text.\n")]
    [InlineData("Text.\n\n<!-- bep-ignore broken-link: the\nlast thing -->", "Text.\n\n")]
    public void A_comment_that_silences_nothing_goes_with_all_its_lines(string text, string expected)
    {
        const string Top = "# Title\n\n";
        var series = Invariants.With(Fixture.Read("-- BEP-1001-a.md --\n").ToSeries(), "BEP-1001-a.md", Top + text);
        var finding = Assert.Single(RuleBook.Find("unused-suppression")!.Check(series.Find("BEP-1001-a.md")!, series));
        Assert.Equal(FindingTag.Unnecessary, finding.Tag);
        Assert.Equal(Top + expected, series.Apply(Assert.Single(finding.Fixes).Change).Find("BEP-1001-a.md")!.Text.Content);
    }

    [Theory]
    [InlineData("Draft", "", Severity.Warning)]
    [InlineData("Implemented", "", Severity.Information)]
    [InlineData("Implemented", "milder-when-settled: false", Severity.Warning)]
    [InlineData("Implemented", "settled-statuses: [Draft]", Severity.Warning)]
    [InlineData("Draft", "rules: { multiple-titles: hint }", Severity.Hint)]
    [InlineData("Implemented", "rules: { multiple-titles: error }", Severity.Error)]
    [InlineData("Draft", "rules: { multiple-titles: off }", null)]
    public void The_series_says_what_matters(string status, string configuration, Severity? expected)
    {
        var series = Fixture
            .Read($"-- .bep.yaml --\n{configuration}\n-- BEP-1001-a.md --\n---\nStatus: {status}\n---\n\n# Title\n\n# Another\n")
            .ToSeries();
        Assert.Equal(
            expected,
            RuleBook.Default.CheckAll(series).FirstOrDefault(finding => finding.Rule.Name == "multiple-titles")?.Severity
        );
    }

    [Fact]
    public void A_rule_that_fails_takes_no_finding_of_another()
    {
        var series = Fixture.Read("-- BEP-1001-a.md --\n# Title\n\n# Another\n").ToSeries();
        var document = series.Find("BEP-1001-a.md")!;
        var usual = RuleBook.Default.Check(document, series);
        var rules = new RuleBook(new Dictionary<string, Severity?> { ["throws"] = Severity.Error }.ToImmutableDictionary())
        {
            Checked = RuleBook.Rules.Insert(0, new Throws()),
        };
        var found = rules.Check(document, series);
        Assert.Equal(
            usual.Select(finding => (finding.Rule, finding.Span)),
            found.Where(finding => finding.Rule is not Throws).Select(finding => (finding.Rule, finding.Span))
        );
        Assert.Equal(
            [(Severity.Error, "the first thing"), (Severity.Information, "The rule `throws` failed on this document: the second thing")],
            found.Where(finding => finding.Rule is Throws).Select(finding => (finding.Severity, finding.Message.ToString()))
        );
        Assert.IsType<InvalidOperationException>(found.Single(finding => finding.Failure is not null).Failure);
    }

    [Fact]
    public void Nothing_is_milder_than_a_hint()
    {
        var series = Fixture
            .Read(
                "-- BEP-0000-template.md --\n---\nAuthor: Name (email)\nStatus: Draft\n---\n# Title\n-- BEP-1001-a.md --\n---\nStatus: Implemented\nAuthor: Ada Park (ada@example.com)\nCreated: 2026-01-01\n---\n\n# Title\n"
            )
            .ToSeries();
        Assert.Equal(
            [Severity.Hint],
            RuleBook.Default.CheckAll(series).Where(finding => finding.Rule.Name == "field-order").Select(finding => finding.Severity)
        );
    }

    [Fact]
    public void A_person_stands_above_the_series()
    {
        var series = Fixture
            .Read("-- .bep.yaml --\nrules: { multiple-titles: off }\n-- BEP-1001-a.md --\n# Title\n\n# Another\n")
            .ToSeries();
        var rules = new RuleBook(
            new Dictionary<string, Severity?>
            {
                ["multiple-titles"] = Severity.Hint,
                ["missing-front-matter"] = null,
            }.ToImmutableDictionary()
        );
        Assert.Equal(
            [("multiple-titles", Severity.Hint)],
            rules
                .Check(series.Find("BEP-1001-a.md")!, series)
                .Where(finding => finding.Rule.Name is "multiple-titles" or "missing-front-matter")
                .Select(finding => (finding.Rule.Name, finding.Severity))
        );
    }

    private sealed class Throws() : Rule(RuleGroup.Structure, Severity.Warning, $"It never ends well.")
    {
        public override Bep.Analysis.Text.LocalizableString Why => Summary;

        public override ImmutableArray<Example> Examples => [];

        public override IEnumerable<Finding> Check(Document document, Series series)
        {
            yield return Report(document, document.FirstLine, $"the first thing");
            throw new InvalidOperationException("the second thing");
        }
    }
}
