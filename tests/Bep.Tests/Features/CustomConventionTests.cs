using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;

namespace Bep.Tests.Features;

/// <summary>What an editor offers in series of other kinds: decision records, improvement proposals, another house.</summary>
public sealed class CustomConventionTests
{
    private const string Decisions = """
        -- .bep.yaml --
        prefix: ADR
        file-names: "{number}-{slug}.md"
        first-number: 1
        registry: none
        template: none
        field-names: { status: status, created: date }
        statuses: [proposed, accepted]

        """;

    private const string Improvements = """
        -- .bep.yaml --
        prefix: LIP
        digits: 1-5
        file-names: lip-{number}.md
        first-number: 1
        registry: none
        template: none
        field-names: { number: lip, title: title, author: author, status: status, created: created }
        statuses: [Draft, Last Call, Final]

        """;

    private const string House = """
        -- .bep.yaml --
        folder: BEPs
        digits: 1-3
        file-names: ["BEP-{number}.md", "BEP{number}.md"]
        registry: README.md
        next-row: none
        template: none
        front-matter: preformatted
        field-names: { number: BEP, title: Title, status: Status, created: Created }
        statuses: [Draft, Enabled]
        -- README.md --
        | Number | Title | Type | Status |
        |--------|-------|------|--------|
        | [BEP-20](./BEPs/BEP20.md) | Moorings | Core | Enabled |
        -- BEPs/BEP20.md --
        <pre>
          BEP: 20
          Title: Moorings
          Status: Enabled
          Created: 2020-04-01
        </pre>

        # BEP20: Moorings

        Text.

        """;

    private const string Columns = """
        -- .bep.yaml --
        column-names: { number: Nr, title: Name, author: Who, status: State }
        -- README.md --
        | Nr | Name | Kind | State |
        |----|------|------|-------|
        | [1001](BEP-1001-moorings.md) | Moorings | Core | Draft |
        | _next_ | _(reserve your number here)_ | | |
        -- BEP-1001-moorings.md --
        ---
        Status: Draft
        ---

        # Moorings

        """;

    [Fact]
    public void The_columns_of_the_registry_may_have_other_names()
    {
        var series = Fixture.Read(Columns).ToSeries();
        Assert.Equal(["Nr", "Name", "Kind", "State"], series.Convention.Columns);
        Assert.Equal(new(1002), series.NextNumber);
        var made = NewProposal.Create(series, "Ropes").Value!;
        Assert.Contains(
            "| [1002](BEP-1002-ropes.md) | Ropes |  | Draft |\n| _next_ |",
            series.Apply(made.Change).RegistryDocument.Text.Content,
            StringComparison.Ordinal
        );
        var accepted = StatusChange.To(series, series.Find("BEP-1001-moorings.md")!, "Accepted", new("26.1.0", null, null)).Value!;
        Assert.Contains("| Moorings | Core | Accepted |", series.Apply(accepted).RegistryDocument.Text.Content, StringComparison.Ordinal);
        var mismatch = series.With(
            DocumentParser.Parse("BEP-1001-moorings.md", new("---\nStatus: Accepted\n---\n\n# Buoys\n"), "", series.BaseConvention)
        );
        var found = RuleBook.Default.Check(mismatch.RegistryDocument, mismatch).Select(finding => finding.Rule.Name).ToList();
        Assert.Contains("registry-status-mismatch", found);
        Assert.Contains("registry-title-mismatch", found);
    }

    [Fact]
    public void A_registry_that_is_made_has_the_columns_as_they_are_called()
    {
        var series = Fixture
            .Read("-- .bep.yaml --\ncolumn-names: { number: Nr, status: State }\n-- README.md --\n# Ropes\n-- BEP-1001-a.md --\n# A\n")
            .ToSeries();
        var fix = RuleBook.Find("missing-registry")!.Check(series.RegistryDocument, series).Single().Fixes[0];
        Assert.Contains(
            "| Nr | Title | Author | State |",
            series.Apply(fix.Change).RegistryDocument.Text.Content,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("column-names: { title: Number }", "`Number` is the name of more than one column.")]
    [InlineData("column-names: { number: Nr }\ncolumns: [Number, Title]", "`columns` has to have Nr.")]
    public void Columns_that_cannot_be_told_apart_are_said(string configuration, string message)
    {
        var series = Fixture.Read($"-- .bep.yaml --\n{configuration}\n-- README.md --\n# R\n").ToSeries();
        Assert.Equal(message, Assert.Single(RuleBook.Default.Check(series.Configuration!, series)).Message.ToString());
    }

    private const string Tables = """
        -- README.md --
        ## Open

        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1003](BEP-1003-buoys.md) | Buoys | - | Draft |
        | _next_ | _(reserve your number here)_ | | |

        ## Done

        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1001](BEP-1001-moorings.md) | Moorings | - | Implemented |
        | [1002](BEP-1002-ropes.md) | Ropes | - | Implemented |
        | 1003 | Tides | - | Implemented |
        -- BEP-1001-moorings.md --
        # Moorings
        -- BEP-1002-ropes.md --
        # Ropes
        -- BEP-1003-buoys.md --
        # Buoys

        """;

    [Fact]
    public void A_number_in_two_tables_is_given_twice()
    {
        var series = Fixture.Read(Tables).ToSeries();
        var finding = Assert.Single(RuleBook.Default.Check(series.RegistryDocument, series), finding =>
            finding.Rule.Name == "duplicate-number"
        );
        Assert.Equal(
            ("BEP-1003 is reserved in an earlier row already, for `Buoys`.", "1003"),
            (finding.Message.ToString(), series.RegistryDocument.Text.Slice(finding.Span))
        );
    }

    [Fact]
    public void A_row_of_a_further_table_is_judged_as_a_row_and_once()
    {
        var series = Fixture
            .Read(Tables.Replace("1003 | Tides", "[BEP-1004](BEP-1002-ropes.md) | Tides", StringComparison.Ordinal))
            .ToSeries();
        var findings = RuleBook.Default.Check(series.RegistryDocument, series);
        Assert.Equal(
            "BEP-1004",
            series.RegistryDocument.Text.Slice(Assert.Single(findings, finding => finding.Rule.Name == "link-number-mismatch").Span)
        );
        Assert.DoesNotContain(findings, finding => finding.Rule.Name is "reference-form" or "unlinked-reference");
    }

    [Fact]
    public void A_row_gets_its_new_place_in_its_own_table()
    {
        var series = Fixture.Read(Tables).ToSeries();
        var after = series.Apply(Renumbering.Of(series, series.Find("BEP-1001-moorings.md")!, new(1009)));
        Assert.EndsWith(
            """
            | [1002](BEP-1002-ropes.md) | Ropes | - | Implemented |
            | 1003 | Tides | - | Implemented |
            | [1009](BEP-1009-moorings.md) | Moorings | - | Implemented |

            """,
            after.RegistryDocument.Text.Content,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("prefix: ADR", "ADR-0002-ropes.md", "adr/0002-ropes")]
    [InlineData("branch-pattern: docs/{number}\nfile-names: \"{number}-{slug}.md\"\nprefix: ADR", "0002-ropes.md", "docs/0002")]
    public void What_is_not_said_follows_the_prefix(string configuration, string fileName, string branch)
    {
        var convention = Fixture.Read($"-- .bep.yaml --\n{configuration}\n-- README.md --\n# Decisions\n").ToSeries().Convention;
        Assert.Equal((fileName, branch), (convention.FileName(new(2), "ropes"), convention.BranchName(new(2), "ropes")));
    }

    [Fact]
    public void A_new_decision_is_a_file_alone() =>
        Expect.Created(
            Decisions.Replace("template: none", "template: none\nsections: [Context, Decision]") + "-- 0001-log.md --\n# Log\n",
            "Store: logs",
            """
            -- 0002-store-logs.md --
            ---
            status: proposed
            date: 2026-01-15
            ---

            # Store: logs

            ## Context

            $0

            ## Decision

            """
        );

    [Fact]
    public void A_new_improvement_says_its_number_and_title_in_front() =>
        Expect.Created(
            Improvements.Replace("template: none", "template: none\nsections: [Abstract, Rationale]")
                + "-- lip-7.md --\n---\nlip: 7\ntitle: Seven\n---\n",
            "Fog: \"on\" demand",
            """
            -- lip-8.md --
            ---
            lip: 8
            title: "Fog: \"on\" demand"
            author: Ada Park (ada@example.com)
            status: Draft
            created: 2026-01-15
            ---

            ## Abstract

            $0

            ## Rationale

            """
        );

    [Fact]
    public void A_number_gets_no_zeros_in_front_where_the_series_has_none()
    {
        var series = Fixture
            .Read(Improvements + "-- lip-12.md --\n---\nlip: 12\ntitle: Twelve\n---\n-- lip-8.md --\n[LIP-12](lip-12.md)\n")
            .ToSeries();
        var after = series.Apply(Renumbering.Of(series, series.Find("lip-12.md")!, new(3)));
        Assert.Equal("---\nlip: 3\ntitle: Twelve\n---\n", after.Find("lip-3.md")!.Text.Content);
        Assert.Equal("[LIP-3](lip-3.md)\n", after.Find("lip-8.md")!.Text.Content);
    }

    [Fact]
    public void Writing_starts_below_the_sections_that_are_fields() =>
        Expect.Created(
            """
            -- .bep.yaml --
            prefix: ADR
            file-names: "{number}-{slug}.md"
            registry: none
            template: template.md
            title-form: "{number}. {title}"
            front-matter: sections
            field-names: { status: Status, created: Date }
            statuses: [Proposed, Accepted]
            -- template.md --
            # {number}. Title

            Date: 2026-01-01

            ## Status

            Proposed

            ## Context

            ## Decision
            -- 0001-log.md --
            # 1. Log

            Date: 2025-01-01

            ## Status

            Accepted

            """,
            "Ropes",
            """
            -- 0002-ropes.md --
            # 2. Ropes

            Date: 2026-01-15

            ## Status

            Proposed

            ## Context

            $0

            ## Decision
            """
        );

    [Fact]
    public void A_file_that_gets_the_number_that_it_has_among_its_fields_asks_for_nothing()
    {
        var series = Fixture
            .Read(Improvements + "-- lip-7.md --\n---\nlip: 9\ntitle: Nine\n---\n-- lip-8.md --\n[LIP-9](lip-9.md)\n")
            .ToSeries();
        Assert.Empty(Moving.Follow(series, [new("lip-7.md", "lip-9.md")]).Files);
    }

    [Fact]
    public void A_new_proposal_of_the_other_house_has_its_form_and_a_row_like_the_others() =>
        Expect.Created(
            House,
            "Tugs: a fee",
            """
            -- BEPs/BEP-21.md --
            <pre>
              BEP: 21
              Title: Tugs: a fee
              Status: Draft
              Created: 2026-01-15
            </pre>

            # Tugs: a fee

            $0-- README.md --
            | Number | Title | Type | Status |
            |--------|-------|------|--------|
            | [BEP-20](./BEPs/BEP20.md) | Moorings | Core | Enabled |
            | [BEP-21](./BEPs/BEP-21.md) | Tugs: a fee |  | Draft |
            """
        );

    [Fact]
    public void Statuses_are_completed_as_the_house_has_them() =>
        Expect.CompletionLabels(Improvements + "-- lip-7.md --\n---\nlip: 7\nstatus: $0\n---\n", "Draft", "Last Call", "Final");

    [Fact]
    public void A_mention_leads_to_its_document() =>
        Expect.Definition(
            Decisions
                + """
                -- 0001-log.md --
                # Log
                  ^^^
                -- 0002-b.md --
                See ADR-00$001.
                """
        );

    [Fact]
    public void Another_number_goes_into_file_field_links_and_mentions() =>
        Expect.Renamed(
            Improvements
                + """
                -- lip-7.md --
                ---
                lip: $07
                title: Seven
                ---
                This is LIP-7.
                -- lip-12.md --
                ---
                lip: 12
                title: Twelve
                ---
                See [LIP-7](lip-7.md#abstract), not LIP-77.
                """,
            "8",
            """
            -- lip-12.md --
            ---
            lip: 12
            title: Twelve
            ---
            See [LIP-8](lip-8.md#abstract), not LIP-77.
            -- lip-8.md --
            ---
            lip: 8
            title: Seven
            ---
            This is LIP-8.
            """
        );

    [Fact]
    public void Another_title_is_quoted_where_it_has_to_be() =>
        Expect.Renamed(
            Improvements + "-- lip-7.md --\n---\nlip: 7\ntitle: Se$0ven\n---\n",
            "Seven: the end",
            """
            -- lip-7.md --
            ---
            lip: 7
            title: "Seven: the end"
            ---
            """
        );
}
