using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Configuration;

/// <summary>
/// What template and registry state in comments, tables and sentences, one way of saying it at a time, and where they contradict each
/// other.
/// </summary>
public sealed class StatedTests
{
    [Theory]
    [InlineData("Author:\nTeam: # optional", "Team")]
    [InlineData("Author:\nTeam: Lamps # Only required for some", "Team")]
    [InlineData("# Optional\nAuthor:\nTeam:", "Author, Team")]
    [InlineData("Author:\n# These are only needed by some.\nTeam:\nLamp:", "Team, Lamp")]
    [InlineData("# Optional\nAuthor:\n\nTeam:", "Author")]
    [InlineData("# Optional\n\nAuthor:\nTeam:", "")]
    [InlineData("# Optional\nAuthor:\n# Needed\nTeam:", "Author")]
    [InlineData("# Not optionally\nAuthor:", "")]
    [InlineData("# Feel free to remove\n# what you do not need.\nAuthor:", "Author")]
    [InlineData("Author: optional\nTeam:", "")]
    public void A_field_is_optional_where_a_comment_says_so(string fields, string expected)
    {
        var convention = Read($"---\n{fields}\n---\n\n# Title\n").Convention;
        Assert.Equal(expected, string.Join(", ", convention.Fields.Where(field => field.IsOptional).Select(field => field.Name)));
        Assert.Equal(
            expected.Length == 0,
            !ConventionKeys.Find("fields")!.Show(convention).Contains("(optional: ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("## A\n\n<!-- optional -->\n\n## B\n", "A")]
    [InlineData("## A\n\nText. <!-- This section\nis optional. -->\n\nMore.\n\n## B\n", "A")]
    [InlineData("## A\n\n<!-- optional -->\n## B\n", "B")]
    [InlineData("<!-- optional -->\n## A\n\n## B\n", "A")]
    [InlineData("## A\n\n<!-- optional -->\n\n### Below\n\n## B\n", "A")]
    [InlineData("## A\n\n### Below\n\n<!-- optional -->\n\n## B\n", "")]
    [InlineData("## A\n\n## B\n\n<!-- optional -->", "B")]
    [InlineData("## A\n\nThis is optional.\n\n## B\n", "")]
    [InlineData("## A\n\n## B\n", "")]
    public void A_section_is_optional_where_a_comment_in_it_or_right_above_says_so(string sections, string expected)
    {
        var convention = Read($"# Title\n\n{sections}").Convention;
        Assert.Equal(["A", "B"], convention.Sections);
        Assert.Equal(expected, string.Join(", ", convention.OptionalSections));
    }

    [Theory]
    [InlineData("The sections below are only examples.", "A, B (examples)")]
    [InlineData("", "A, B")]
    public void What_is_an_example_is_called_one(string introduction, string expected) =>
        Assert.Equal(expected, ConventionKeys.Find("sections")!.Show(Read($"# Title\n\n{introduction}\n\n## A\n\n## B\n").Convention));

    [Theory]
    [InlineData("# Status: Draft | Final", "Draft, Final")]
    [InlineData("#Status:Draft|Final | Draft", "Draft, Final")]
    [InlineData("Status: \"{draft | final by somebody | …}\"", "draft, final")]
    [InlineData("Status: [Draft | Final]", "Draft, Final")]
    [InlineData("# State: Draft | Final", null)]
    [InlineData("# Status: Draft", null)]
    public void Statuses_are_what_a_comment_offers(string comment, string? expected)
    {
        var series = Read($"---\n{comment}\n---\n\n# Title\n");
        Assert.Equal(expected, series.ConventionFacts.LastOrDefault(fact => fact.Key == "statuses")?.Value);
        Assert.Equal(
            expected ?? string.Join(", ", Convention.Default.Statuses.Select(status => status.Name)),
            string.Join(", ", series.Convention.Statuses.Select(status => status.Name))
        );
    }

    [Theory]
    [InlineData("| Status | Description |\n|--|--|\n| Draft | a |\n| **Final** | b |", "Draft: a, Final: b")]
    [InlineData("| Status | Meaning | More |\n|--|--|--|\n| Draft | a | x |\n| Final | b | y |", "Draft: a, Final: b")]
    [InlineData(
        "| Status | More | Meaning |\n|--|--|--|\n| Draft | x | a |\n| Draft | x | again |\n| | x | nothing |\n| Final |",
        "Draft: a"
    )]
    [InlineData("| Status | Meaning | Description |\n|--|--|--|\n| Draft | m | d |", "Draft: d")]
    [InlineData("| Status | Count |\n|--|--|\n| Draft | 3 |", null)]
    [InlineData("| Name | Status | Description |\n|--|--|--|\n| x | Draft | a |", null)]
    [InlineData("| Status | Description |\n|--|--|", null)]
    public void Statuses_are_the_rows_of_a_table(string table, string? expected)
    {
        var series = ReadRegistry(table + "\n");
        Assert.Equal(expected is null ? 0 : 1, series.ConventionFacts.Count(fact => fact.Key == "statuses"));
        if (expected is not null)
            Assert.Equal(expected, string.Join(", ", series.Convention.Statuses.Select(status => $"{status.Name}: {status.Description}")));
    }

    [Theory]
    [InlineData(
        "| From | To | When |\n|--|--|--|\n| Draft | Accepted | It is ripe. |\n| Accepted | Rejected |",
        "Draft → Accepted: It is ripe."
    )]
    [InlineData("| From | When | To | Who |\n|--|--|--|--|\n| Draft | It is ripe | Accepted | Ada |", "Draft → Accepted: It is ripe. Ada.")]
    [InlineData("| From | To |\n|--|--|\n| Draft | Accepted |", "Draft → Accepted: ")]
    [InlineData("| From | To |\n|--|--|\n| Draft / Accepted | Rejected |", "Draft → Rejected: , Accepted → Rejected: ")]
    [InlineData(
        "| From | To |\n|--|--|\n| Draft and Accepted | Draft, _Rejected_ |",
        "Accepted → Draft: , Draft → Rejected: , Accepted → Rejected: "
    )]
    [InlineData("| From | When |\n|--|--|\n| Draft | Accepted |", null)]
    [InlineData("| From | To |\n|--|--|\n| Draft | |", null)]
    public void Steps_are_the_rows_of_a_table(string table, string? expected)
    {
        var series = ReadRegistry(table + "\n");
        Assert.Equal(expected is null ? 0 : 1, series.ConventionFacts.Count(fact => fact.Key == "transitions"));
        if (expected is not null)
            Assert.Equal(
                expected,
                string.Join(", ", series.Convention.Transitions.Select(step => $"{step.From} → {step.To}: {step.Description}"))
            );
    }

    [Theory]
    [InlineData("Version format: `YY.Sprint`", "YY.Sprint")]
    [InlineData("**Version format**:\n`YY.Sprint`", "YY.Sprint")]
    [InlineData("The version format is `YY.Sprint`", null)]
    [InlineData("Version format: YY.Sprint", null)]
    [InlineData("| Number | Title |\n|--|--|\n| 1001 | Version format: `X` |\n\nVersion format: `YY.Sprint`", "YY.Sprint")]
    [InlineData("| Number | Title |\n|--|--|\n| 1001 | Version format: `X` |", null)]
    public void A_sentence_says_how_versions_are_written(string text, string? expected) =>
        Assert.Equal(expected, ReadRegistry(text + "\n").ConventionFacts.SingleOrDefault(fact => fact.Key == "version-format")?.Value);

    [Theory]
    [InlineData("A single document has at most 500 lines.", "single: 500")]
    [InlineData("Single: ≤ 500 lines", "single: 500")]
    [InlineData("## Single-file documents\n\nWords.\n\nUp to ~400 lines.", "single: 400")]
    [InlineData("Main document: no more than 200 lines\nDetails: fewer than 300 lines", "main: 200, sub: 300")]
    [InlineData("Sub-documents: max. 300 lines", "")]
    [InlineData("Sub-documents: max 300 lines", "sub: 300")]
    [InlineData("Sub-documents of a main one: below 300 lines", "sub: 300")]
    [InlineData("A single document has at most 5 lines.", "")]
    [InlineData("A single document has 500 lines.", "")]
    [InlineData("A single document.\n\n\n\n\n\n\nAt most 500 lines.", "single: 500")]
    [InlineData("A single document.\n\n\n\n\n\n\n\nAt most 500 lines.", "")]
    public void Sentences_say_how_long_documents_may_be(string text, string expected) =>
        Assert.Equal(expected, ReadRegistry(text + "\n").ConventionFacts.LastOrDefault(fact => fact.Key == "line-limits")?.Value ?? "");

    private const string Template = "---\nAuthor:\n# Status: Draft | Accepted\nStatus: Draft\n---\n\n# Title\n";

    [Theory]
    [InlineData("| Status | Description |\n|--|--|\n| Draft | a |\n| Accepted | b |", null)]
    [InlineData("| Status | Description |\n|--|--|\n| Accepted | b |\n| Draft | a |", null)]
    [InlineData("| Status | Description |\n|--|--|\n| Draft | a |", "The template has the statuses Accepted, and this table has not.")]
    [InlineData(
        "| Status | Description |\n|--|--|\n| Draft | a |\n| Accepted | b |\n| Parked | c |\n| Lost | c |",
        "This table has the statuses Parked and Lost, and the template has not."
    )]
    [InlineData(
        "| Status | Description |\n|--|--|\n| Draft | a |\n| Parked | c |",
        "This table has Parked and lacks Accepted: the template's statuses are Draft, Accepted."
    )]
    // A table may speak of some fields; those that tools know need no template.
    [InlineData("| Field | Description |\n|--|--|\n| Author | a |", null)]
    [InlineData("| Field | Description |\n|--|--|\n| Author | a |\n| Superseded-By | b |", null)]
    [InlineData(
        "| Field | Description |\n|--|--|\n| Author | a |\n| Status | b |\n| Lamp | c |",
        "This table has the fields Lamp, and the template has not."
    )]
    [InlineData(
        "| Field | Description |\n|--|--|\n| Author | a |\n| Lamp | c |",
        "This table has Lamp and lacks Status: the template's fields are Author, Status."
    )]
    [InlineData("| From | To |\n|--|--|\n| Draft | Accepted |", null)]
    [InlineData(
        "| From | To |\n|--|--|\n| Draft | Parked |\n| Parked | Lost |",
        "This table has steps with Parked and Lost, which the statuses Draft, Accepted do not include."
    )]
    public void A_table_that_says_otherwise_is_a_contradiction(string table, string? expected)
    {
        var series = Fixture.Read($"-- BEP-0000-template.md --\n{Template}-- README.md --\n# Proposals\n\n{table}\n").ToSeries();
        Assert.Equal(expected is null ? [] : [expected], series.Contradictions.Select(contradiction => contradiction.Message.ToString()));
        // Shown at the table's first line, with the other place beside it.
        if (expected is not null)
        {
            var finding = Assert.Single(RuleBook.Find("convention-contradiction")!.Check(series.RegistryDocument, series));
            Assert.Equal(table.Split('\n')[0], series.RegistryDocument.Text.Slice(finding.Span));
            Assert.Equal(
                ("BEP-0000-template.md", "BEP-0000-template.md says it here."),
                finding.Related.Select(place => (place.Path, place.Message.ToString())).Single()
            );
        }
    }

    [Theory]
    [InlineData("statuses: [Accepted, Draft]", null)]
    [InlineData("statuses: [Draft]", "`statuses` is set to Draft here; BEP-0000-template.md says Draft, Accepted.")]
    [InlineData("fields: [Author]", "`fields` is set to Author here; BEP-0000-template.md says Author, Status.")]
    [InlineData("sections: [Why]", null)]
    public void So_is_a_configuration_that_does(string configuration, string? expected) =>
        Assert.Equal(
            expected is null ? [] : [expected],
            Fixture
                .Read($"-- BEP-0000-template.md --\n{Template}-- .bep.yaml --\n{configuration}\n")
                .ToSeries()
                .Contradictions.Select(contradiction => contradiction.Message.ToString())
        );

    private static Series Read(string template) => Fixture.Read($"-- BEP-0000-template.md --\n{template}").ToSeries();

    private static Series ReadRegistry(string text) => Fixture.Read($"-- README.md --\n{text}").ToSeries();
}
