using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;

namespace Bep.Tests.Configuration;

/// <summary>What a series' own files make of the convention, fact by fact.</summary>
public sealed class ConventionTests
{
    // The forms that such files take when a process has grown: comments between the keys, tables, limits in words.
    private const string Grown = """
        -- BEP-0000-template.md --
        ---
        # Your name and address
        Author: Full Name (name@example.com)
        # Status: Draft | Accepted | Implemented | Rejected | Superseded
        Status: Draft
        # When the draft was begun
        Created: YYYY-MM-DD
        # The version at that time
        Created-Version:
        Target-Version:
        Implemented-Version:
        ---

        # Title

        ## Motivation

        What hurts today.

        > Example: nobody finds the lamp.

        ## Proposed Design

        ## References
        -- README.md --
        # Proposals

        ## Lifecycle

        | Status | Description |
        |--------|-------------|
        | **Draft** | Being written |
        | **Accepted** | To be built |
        | **Implemented** | Built |
        | **Rejected** | Not to be built |

        | From | To | When | Required Actions |
        |------|----|------|------------------|
        | Draft | Accepted | The review is done | Set `Target-Version` |
        | Draft | Rejected | Nobody wants it | Say why |
        | Accepted | Implemented | It is released | Set `Implemented-Version` |

        | Field | When to Fill | Example |
        |-------|--------------|---------|
        | `Author` | At the beginning | `Ada` |
        | `Target-Version` | When accepted | `26.3.0` |

        Version format: `YY.Sprint.Patch`

        ## Files

        ### Single-File BEP (< 500 lines)

        One file.

        ### With sub-documents

        **Main document**: an overview.
        Keep under ~200 lines.

        **Sub-documents**: in `BEP-XXXX/`. Keep each under ~300 lines.

        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | _next_ | _(reserve your number here)_ | | |
        """;

    public static TheoryData<string, string, string> GrownFacts() =>
        new()
        {
            { "fields", "Author, Status, Created, Created-Version, Target-Version, Implemented-Version", "BEP-0000-template.md" },
            { "statuses", "Draft, Accepted, Implemented, Rejected, Superseded", "BEP-0000-template.md" },
            { "transitions", "Draft → Accepted or Rejected, Accepted → Implemented", "README.md" },
            { "sections", "Motivation, Proposed Design, References", "BEP-0000-template.md" },
            { "version-format", "YY.Sprint.Patch", "README.md" },
            { "line-limits", "single: 500, main: 200, sub: 300", "README.md" },
            { "directories", "number", "README.md" },
            { "columns", "Number, Title, Author, Status", "README.md" },
        };

    [Theory]
    [MemberData(nameof(GrownFacts))]
    public void A_grown_process_is_read_from_its_tables_and_sentences(string key, string value, string path)
    {
        var series = Fixture.Read(Grown).ToSeries();
        Assert.Equal(value, ConventionKeys.Find(key)!.Show(series.Convention));
        Assert.Equal((value, path), series.ConventionFacts.Where(fact => fact.Key == key).Select(fact => (fact.Value, fact.Path)).Last());
    }

    [Fact]
    public void Descriptions_come_from_the_tables()
    {
        var convention = Fixture.Read(Grown).ToSeries().Convention;
        Assert.Equal(
            ["Being written", "To be built", "Built", "Not to be built", null],
            convention.Statuses.Select(status => status.Description)
        );
        Assert.Equal("When accepted", convention.Fields.Single(field => field.Role == FieldRole.TargetVersion).Description);
        Assert.Equal("The review is done. Set `Target-Version`.", convention.Transitions[0].Description);
    }

    [Fact]
    public void What_the_template_has_and_the_table_has_not_is_a_contradiction()
    {
        var contradiction = Assert.Single(Fixture.Read(Grown).ToSeries().Contradictions);
        Assert.Equal("The template has the statuses Superseded, and this table has not.", contradiction.Message.ToString());
    }

    [Theory]
    [InlineData("The below sections are just examples. Feel free to reorganize them.", true)]
    [InlineData("These sections are to be filled in.", false)]
    [InlineData("", false)]
    public void A_template_may_call_its_sections_examples(string introduction, bool areExamples) =>
        Assert.Equal(
            areExamples,
            Fixture
                .Read($"-- BEP-0000-template.md --\n# Title\n\n{introduction}\n\n## Why\n\n## Example\n")
                .ToSeries()
                .Convention.SectionsAreExamples
        );

    [Theory]
    [InlineData("Supporting files go to `BEP-XXXX-title/`.", "number-and-slug")]
    [InlineData("Supporting files go to `BEP-1002/`.", "number")]
    [InlineData("Supporting files go to `BEP-1002/` or `BEP-1002-title/`.", "either")]
    [InlineData("Supporting files go to `RFC-1002/`.", "either")]
    public void Directories_are_named_in_code(string sentence, string expected) =>
        Assert.Equal(
            expected,
            ConventionKeys.Find("directories")!.Show(Fixture.Read($"-- README.md --\n{sentence}").ToSeries().Convention)
        );

    [Theory]
    [InlineData("| any | Withdrawn | |", "Draft → Withdrawn, Final → Withdrawn")]
    [InlineData("| **Draft**, `Final` | Withdrawn | |", "Draft → Withdrawn, Final → Withdrawn")]
    [InlineData("| Draft | Final or Withdrawn | |", "Draft → Final or Withdrawn")]
    public void A_step_may_name_several_statuses(string row, string expected) =>
        Assert.Equal(
            expected,
            ConventionKeys
                .Find("transitions")!
                .Show(
                    Fixture
                        .Read(
                            $"-- .bep.yaml --\nprefix: BEP\n-- README.md --\n| Status | Meaning |\n|--|--|\n| Draft | a |\n| Final | b |\n| Withdrawn | c |\n\n| From | To | When |\n|--|--|--|\n{row}\n"
                        )
                        .ToSeries()
                        .Convention
                )
        );

    [Fact]
    public void The_configuration_stands_above_template_and_registry()
    {
        var series = Fixture
            .Read(Grown + "\n-- .bep.yaml --\nversion-format: none\nline-limits: { single: 900 }\nstatuses: [Draft, Final]\n")
            .ToSeries();
        Assert.Null(series.Convention.VersionFormat);
        Assert.Equal(new LineLimits(900, null, null), series.Convention.Limits);
        Assert.Equal("Draft", series.Convention.FirstStatus);
        Assert.Equal(".bep.yaml", series.ConventionFacts.Last(fact => fact.Key == "statuses").Path);
    }

    [Fact]
    public void What_fits_counts_beside_what_does_not()
    {
        var convention = Fixture
            .Read(
                "-- .bep.yaml --\ndigits: many\nprefix: RFC\nrules:\n  broken-link: off\n  no-such: error\n  unknown-status: loud\nline-limits: { single: 10, main: few }"
            )
            .ToSeries()
            .Convention;
        Assert.Equal(("RFC", 4), (convention.Prefix, convention.Digits));
        // Which names are rules, the rules know: `invalid-configuration` says it.
        Assert.Equal([new RuleSeverity("broken-link", null), new RuleSeverity("no-such", Severity.Error)], convention.Severities);
        Assert.Equal(new LineLimits(10, null, null), convention.Limits);
    }

    [Fact]
    public void Every_prefix_of_a_configuration_is_read()
    {
        const string text =
            "folder: docs\nprefix: ADR\nfile-names: [\"{number}-{slug}.md\"]\nstatuses:\n  Draft: \"Being: written\"\n  Final: &a b\nrules: { broken-link: off }\ntransitions:\n  Draft: [Final, *a]\n";
        for (var length = 0; length <= text.Length; length++)
        {
            var series = Fixture.Read($"-- .bep.yaml --\n{text[..length]}").ToSeries();
            _ = RuleBook.Default.CheckAll(series);
        }
    }

    [Fact]
    public void An_edit_that_changes_how_documents_are_read_reads_them_again()
    {
        var before = Fixture
            .Read("-- .bep.yaml --\nprefix: BEP\n-- README.md --\n-- BEP-1001-a.md --\nSee RFC-1001.\n-- RFC-1001-b.md --\nText")
            .ToSeries();
        Assert.Equal(["BEP-1001-a.md"], before.PathsOf(new(1001)));
        var after = Rules.Invariants.With(before, ".bep.yaml", "prefix: RFC\nfile-names: \"RFC-{number}-{slug}.md\"");
        Assert.Equal(["RFC-1001-b.md"], after.PathsOf(new(1001)));
        Assert.Single(after.Find("BEP-1001-a.md")!.References);
        Assert.Equal(["BEP-1001-a.md"], after.Without(".bep.yaml").PathsOf(new(1001)));
    }

    // As a template for decision records has it: comments between and after the fields, choices in braces, remarks on sections.
    private const string Decisions = """
        -- .bep.yaml --
        folder: docs
        prefix: ADR
        file-names: "{number}-{slug}.md"
        registry: none
        template: docs/template.md
        field-names: { status: status, created: date, author: deciders }
        -- docs/template.md --
        ---
        # A heading for the site
        parent: Decisions

        # These are optional. Leave out what you do not need.
        status: "{proposed | accepted | … | superseded by [ADR-0005](0005-example.md)}"
        date: {when it was decided}

        team: Lamps # Only required for some
        # deciders: {who decided}
        ---
        # {title}

        ## Context

        What {hurts}.

        <!-- This is an optional element. -->
        ## Drivers

        ## Options

        <!--
          This section is optional.
        -->

        ## Outcome
        """;

    [Fact]
    public void What_the_template_calls_optional_is_not_missed()
    {
        var series = Fixture.Read(Decisions + "\n-- docs/0001-a.md --\n---\nparent: Decisions\n---\n# A\n\nText.\n").ToSeries();
        Assert.Equal("parent, status, date, team (optional: status, date, team)", ConventionKeys.Find("fields")!.Show(series.Convention));
        Assert.Equal(
            "Context, Drivers, Options, Outcome (optional: Drivers, Options)",
            ConventionKeys.Find("sections")!.Show(series.Convention)
        );
        Assert.Equal("proposed, accepted, superseded", ConventionKeys.Find("statuses")!.Show(series.Convention));
        Assert.Equal(
            [
                "The proposal has no section `Context`, which the template has.",
                "The proposal has no section `Outcome`, which the template has.",
            ],
            RuleBook.Default.CheckAll(series).Select(finding => finding.Message.ToString()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_status_may_say_by_what()
    {
        var series = Fixture
            .Read(
                Decisions
                    + "\n-- docs/0001-a.md --\n---\nstatus: superseded by [ADR-0002](0002-b.md)\n---\n# A\n-- docs/0002-b.md --\n---\nstatus: \"Accepted by ADR-0001\"\n---\n# B\n"
            )
            .ToSeries();
        var (first, second) = (series.Find("docs/0001-a.md")!, series.Find("docs/0002-b.md")!);
        Assert.Equal("superseded", first.Field(FieldRole.Status)!.Value.Value);
        Assert.Equal("superseded", first.Text.Slice(first.Field(FieldRole.Status)!.Value.Span));
        Assert.Equal(new ProposalNumber(2), Assert.Single(first.References).Number);
        Assert.Equal("Accepted", second.Field(FieldRole.Status)!.Value.Value);
        Assert.Single(second.References);
        Assert.Equal(
            ["`Accepted` is not a status; did you mean `accepted`?"],
            RuleBook
                .Default.CheckAll(series)
                .Where(finding => finding.Severity == Severity.Error)
                .Select(finding => finding.Message.ToString())
        );
    }

    [Theory]
    [InlineData("statuses: [Draft, Final]", "")]
    [InlineData("statuses: [Draft, Accepted, Rejected]", "Draft → Accepted or Rejected, Accepted → Rejected")]
    [InlineData("statuses: [Draft, Final]\ntransitions: { Draft: [Final] }", "Draft → Final")]
    public void Other_statuses_have_other_steps(string configuration, string expected) =>
        Assert.Equal(
            expected,
            ConventionKeys.Find("transitions")!.Show(Fixture.Read($"-- .bep.yaml --\n{configuration}\n").ToSeries().Convention)
        );

    [Fact]
    public void Where_no_step_is_said_all_are_offered() =>
        Assert.Equal(
            ["Review", "Final"],
            Fixture.Read("-- .bep.yaml --\nstatuses: [Draft, Review, Final]\n").ToSeries().Convention.NextOf("Draft")
        );

    [Theory]
    [InlineData("template: none\nfield-names: { number: lip, status: state, successor: next }", "lip, state")]
    [InlineData("template: none\nfield-names: { number: lip }\nfields: [lip, title]", "lip, title")]
    [InlineData("field-names: { author: by }", "by, Status, Created")]
    [InlineData("front-matter: none", "")]
    public void Without_a_template_the_named_fields_are_those_of_a_proposal(string configuration, string expected) =>
        Assert.Equal(
            expected,
            ConventionKeys.Find("fields")!.Show(Fixture.Read($"-- .bep.yaml --\n{configuration}\n").ToSeries().Convention)
        );

    [Fact]
    public void The_order_of_names_is_no_contradiction() =>
        Assert.Empty(
            Fixture
                .Read(
                    "-- .bep.yaml --\nstatuses: [Final, Draft]\n-- BEP-0000-template.md --\n---\n# Status: Draft | Final\nStatus: Draft\n---\n"
                )
                .ToSeries()
                .Contradictions
        );
}
