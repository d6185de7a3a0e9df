using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Edits;

/// <summary>Values that are written into a front matter: at their place, as YAML, and only where they are known.</summary>
public sealed class FieldTests
{
    [Theory]
    [InlineData("Author:\n", "Author: Ada Park (ada@example.com)\n")]
    [InlineData("Author: \n", "Author: Ada Park (ada@example.com)\n")]
    [InlineData("Author: # who writes it\n", "Author: Ada Park (ada@example.com) # who writes it\n")]
    [InlineData("Author:\r\n", "Author: Ada Park (ada@example.com)\r\n")]
    public void An_empty_field_is_filled(string line, string expected)
    {
        var series = Rules.Invariants.With(
            Fixture.Read("-- BEP-1001-a.md --\n").ToSeries(),
            "BEP-1001-a.md",
            $"---\n{line}Status: Draft\n---\n\n# A\n"
        );
        Assert.Equal($"---\n{expected}Status: Draft\n---\n\n# A\n", Fix(series, "empty-field", "Fill in `Ada Park (ada@example.com)`"));
    }

    [Theory]
    // The one at the keyboard, unless the row names somebody else.
    [InlineData("Ada Park (ada@example.com)", "Ada Park", "Fill in `Ada Park (ada@example.com)`")]
    [InlineData("Ada Park (ada@example.com)", "-", "Fill in `Ada Park (ada@example.com)`")]
    [InlineData("Ada Park (ada@example.com)", "Min Seo, Ada Park", "Fill in `Ada Park (ada@example.com)`")]
    [InlineData("Ada Park (ada@example.com)", "Min Seo", null)]
    [InlineData("Ada Park (ada@example.com)", "Park", null)]
    [InlineData(null, "Ada Park", null)]
    [InlineData("", "Ada Park", null)]
    public void An_author_is_filled_in_where_that_is_who_it_is(string? atKeyboard, string row, string? expected)
    {
        var series = Fixture
            .Read(
                $"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1001-a.md) | A | {row} | Draft |\n-- BEP-1001-a.md --\n---\nAuthor:\n---\n# A\n"
            )
            .ToSeries();
        Assert.Equal(
            expected is null ? [] : [expected],
            Titles(series.With(Fixture.ExternalFacts with { Author = atKeyboard }), "empty-field")
        );
    }

    [Theory]
    // The row's status, where the lifecycle has it; else the first one.
    [InlineData("Accepted", "Insert `Status: Accepted`")]
    [InlineData("**Accepted**", "Insert `Status: Accepted`")]
    [InlineData("Acepted", "Insert `Status: Draft`")]
    [InlineData("", "Insert `Status: Draft`")]
    public void A_status_is_that_of_the_row(string row, string expected) =>
        Assert.Equal(
            [expected],
            Titles(
                Fixture
                    .Read(
                        $"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1001-a.md) | A | Ada | {row} |\n-- BEP-1001-a.md --\n---\nAuthor: Ada Park (ada@example.com)\nCreated: 2026-01-01\n---\n# A\n"
                    )
                    .ToSeries(),
                "missing-field"
            )
        );

    [Fact]
    public void A_proposal_was_created_when_its_file_was_committed_first()
    {
        var series = Fixture.Read("-- BEP-1001-a.md --\n---\nAuthor: Ada Park (ada@example.com)\nStatus:\nCreated:\n---\n# A\n").ToSeries();
        Assert.Equal(["Fill in `Draft`", "Fill in `2026-01-15`"], Titles(series, "empty-field"));
        var commits = new Dictionary<string, FileCommits> { ["BEP-1001-a.md"] = new(new(2025, 11, 3), DateTimeOffset.UnixEpoch) };
        series = series.With(Fixture.ExternalFacts with { History = new(commits.ToImmutableDictionary()) });
        Assert.Equal(["Fill in `Draft`", "Fill in `2025-11-03`"], Titles(series, "empty-field"));
    }

    [Theory]
    // What YAML would take for more than text stands in quotes.
    [InlineData("Quiet Hours", "Quiet Hours")]
    [InlineData("조용한 시간", "조용한 시간")]
    [InlineData("1: one", "\"1: one\"")]
    [InlineData("Hours:quiet #1", "\"Hours:quiet #1\"")]
    [InlineData("Hours:quiet#1", "Hours:quiet#1")]
    [InlineData("Hours:", "\"Hours:\"")]
    [InlineData("“Quiet” Hours", "\"“Quiet” Hours\"")]
    [InlineData("@home", "\"@home\"")]
    [InlineData("\"Quiet\" C:\\Hours", "\"\\\"Quiet\\\" C:\\\\Hours\"")]
    public void A_title_is_written_as_yaml_takes_it(string title, string expected)
    {
        const string Configuration = "-- .bep.yaml --\nfield-names: { title: Title }\ntemplate: none\n";
        var series = Fixture
            .Read(
                $"{Configuration}-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1001-a.md) | {title} | - | Draft |\n-- BEP-1001-a.md --\n---\nTitle: Something else altogether\n---\n\nText.\n"
            )
            .ToSeries();
        var written = series.RegistryDocument.Registry!.Rows[0].Title!.Text;
        var finding = Assert.Single(RuleBook.Find("registry-title-mismatch")!.Check(series.RegistryDocument, series));
        var after = series.Apply(finding.Fixes[^1].Change).Find("BEP-1001-a.md")!;
        Assert.Equal(written, after.Field(FieldRole.Title)!.Value.Value);
        Assert.Null(after.FrontMatter!.Problems.Cast<object>().FirstOrDefault());
        Assert.Equal(title, written);
        Assert.Equal($"---\nTitle: {expected}\n---\n\nText.\n", after.Text.Content);
    }

    private static string[] Titles(Series series, string rule) =>
        [
            .. RuleBook
                .Find(rule)!
                .Check(series.Find("BEP-1001-a.md")!, series)
                .SelectMany(finding => finding.Fixes)
                .Select(fix => fix.Title.ToString()),
        ];

    private static string Fix(Series series, string rule, string title)
    {
        var fix = RuleBook
            .Find(rule)!
            .Check(series.Find("BEP-1001-a.md")!, series)
            .SelectMany(finding => finding.Fixes)
            .Single(fix => fix.Title.ToString() == title);
        return series.Apply(fix.Change).Find("BEP-1001-a.md")!.Text.Content;
    }
}
