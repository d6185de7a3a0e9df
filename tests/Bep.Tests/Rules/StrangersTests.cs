using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Rules;

/// <summary>Text as people write it who know other tools: what they mean is no fault.</summary>
public sealed class StrangersTests
{
    private const string Top = "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n";

    // Definitions

    [Theory]
    [InlineData("[alternatives]: #alternatives")]
    [InlineData("[alternatives]: gone.md")]
    [InlineData("[a]: gone.md#x\n[b]: <gone too.md> \"t\"\n[c]:\n  gone.png")]
    [InlineData("[a]: BEP-1000-lamps.md\n[a]: gone.md\n\nSee [a].")]
    public void A_definition_that_nothing_uses_is_no_broken_link(string body) =>
        Assert.Empty(Found($"-- BEP-1000-lamps.md --\n# Lamps\n-- BEP-1001-a.md --\n{Top}# A\n\n{body}\n", "broken-link", "broken-anchor"));

    [Theory]
    [InlineData("See [alternatives].\n\n[alternatives]: #gone", "broken-anchor Warning")]
    [InlineData("See [those][Alternatives].\n\n[alternatives]: gone.md", "broken-link Error")]
    [InlineData("See [a][].\n\n[a]: gone.md", "broken-link Error")]
    [InlineData("See ![a].\n\n[a]: gone.png", "broken-link Error")]
    public void One_that_is_used_is(string body, string found) =>
        Assert.Equal([found], Found($"-- BEP-1001-a.md --\n{Top}# A\n\n{body}\n", "broken-link", "broken-anchor"));

    // What nobody has stated

    [Theory]
    [InlineData("prefix: RFC", "RFC", "missing-field Hint,missing-field Hint,missing-field Hint,next-row Hint")]
    [InlineData("prefix: RFC\nnext-row: _next_", "RFC", "missing-field Hint,missing-field Hint,missing-field Hint,next-row Warning")]
    [InlineData("fields: [topic]", "BEP", "missing-field Warning,next-row Warning")]
    [InlineData("digits: 4", "BEP", "missing-field Error,missing-field Error,missing-field Warning,next-row Warning")]
    public void Fields_and_a_row_for_the_next_number_are_asked_for_by_whoever_has_stated_them(
        string configuration,
        string prefix,
        string found
    )
    {
        var text =
            $"-- .bep.yaml --\n{configuration}\n-- README.md --\n| Number | Title | Author | Status |\n|---|---|---|---|\n"
            + $"| [1000]({prefix}-1000-lamps.md) | Lamps | Ada | Open |\n-- {prefix}-1000-lamps.md --\n---\ntitle: Lamps\n---\n\n# Lamps\n";
        Assert.Equal(found.Split(','), Found(text, "missing-field", "next-row").Order());
        var series = Fixture.Read(text).ToSeries();
        Assert.Equal(
            found.Contains("next-row Warning"),
            BatchFixes.Apply(series, RuleBook.Default, null, BatchFixes.Safe).Series.Find("README.md")!.Text.Content.Contains("_next_")
        );
    }

    [Theory]
    [InlineData("prefix: RFC", "RFC", "missing-front-matter Hint")]
    [InlineData("prefix: RFC\nfields: [topic]", "RFC", "missing-front-matter Error")]
    [InlineData("digits: 4", "BEP", "missing-front-matter Error")]
    public void So_is_a_front_matter(string configuration, string prefix, string found) =>
        Assert.Equal([found], Found($"-- .bep.yaml --\n{configuration}\n-- {prefix}-1000-lamps.md --\n# Lamps\n", "missing-front-matter"));

    // Names

    [Theory]
    [InlineData("cafe\u0301.md", "café.md")]
    [InlineData("ệ.md", "e\u0323\u0302.md")]
    [InlineData("u\u0308.md", "ü.md")]
    [InlineData("й.md", "и\u0306.md")]
    [InlineData("が.md", "か\u3099.md")]
    [InlineData("Å.md", "A\u030A.md")]
    [InlineData("\u212B.md", "Å.md")]
    [InlineData("á\u0331.md", "a\u0331\u0301.md")]
    [InlineData("한글.md", "\u1112\u1161\u11AB\u1100\u1173\u11AF.md")]
    public void Letters_with_marks_are_the_same_composed_and_not(string file, string link)
    {
        foreach (var (there, written) in new[] { (file, link), (link, file) })
        {
            Assert.True(Paths.Comparer.Equals(there, written));
            Assert.Empty(
                Found(
                    $"-- BEP-1001-a.md --\n{Top}# A\n\n[x]({written}) [y]({Uri.EscapeDataString(written)})\n-- {there} --\n# X\n",
                    "broken-link"
                )
            );
        }
    }

    [Theory]
    [InlineData("clock.png", "Clock.png")]
    [InlineData("BEP-1001/clock.png", "bep-1001/clock.png")]
    [InlineData("é.png", "É.png")]
    [InlineData("e.png", "é.png")]
    public void Capitals_and_marks_tell_names_apart(string file, string link) =>
        Assert.Equal(["broken-link Error"], Found($"-- BEP-1001-a.md --\n{Top}# A\n\n![x]({link})\n-- {file} --\n", "broken-link"));

    // The template's text

    [Theory]
    [InlineData("The key words \"MUST\" and \"MAY\" in this document are to be interpreted as described in RFC 2119.")]
    [InlineData("The key words MUST and MAY are to be read as in BCP 14, RFC 8174.")]
    [InlineData("No backward compatibility issues found.")]
    [InlineData("There are no known security considerations for this.")]
    [InlineData("None of the interfaces changes with this proposal.")]
    public void Sentences_that_are_meant_to_stay_stay(string sentence) =>
        Assert.Empty(
            Found(
                $"-- BEP-0000-template.md --\n# Title\n\n## A\n\n{sentence}\n\n## B\n\nSay what it is for.\n-- BEP-1001-a.md --\n{Top}# Quiet\n\n## A\n\n{sentence}\n\n## B\n\nOurs.\n",
                "template-text"
            )
        );

    [Theory]
    [InlineData("- ours\n- and ours", 0)]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", 0)]
    [InlineData("```\nours\n```", 0)]
    [InlineData("Ours.", 0)]
    [InlineData("- the template's own item", 1)]
    [InlineData("", 1)]
    [InlineData("### More\n\nOurs.", 1)]
    public void A_line_with_a_colon_stays_above_what_its_author_wrote(string below, int found) =>
        Assert.Equal(
            found,
            Found(
                $"-- BEP-0000-template.md --\n# Title\n\n## A\n\nThese options were looked at:\n\n- the template's own item\n-- BEP-1001-a.md --\n{Top}# Quiet\n\nOurs.\n\n## A\n\nThese options were looked at:\n\n{below}\n",
                "template-text"
            ).Length
        );

    [Theory]
    [InlineData("feature: (fill in a name)", 1)]
    [InlineData("feature: '<a short name>'", 1)]
    [InlineData("feature: \"{name}\"", 1)]
    [InlineData("feature: One of Core, Networking, Interface", 1)]
    [InlineData("feature: Standards Track | Meta | Informational", 1)]
    [InlineData("feature: AB-XXXX", 1)]
    [InlineData("feature: Your team's name", 1)]
    [InlineData("feature: to be filled in later", 1)]
    [InlineData("feature: Core", 0)]
    [InlineData("feature: Standards Track", 0)]
    [InlineData("feature: none", 0)]
    [InlineData("feature: 1", 0)]
    public void Placeholders_in_fields_are_found(string field, int found)
    {
        Assert.Equal(
            found,
            Found(
                $"-- BEP-0000-template.md --\n---\n{field}\n---\n\n# Title\n-- BEP-1001-a.md --\n---\n{field}\n---\n\n# Quiet\n",
                "template-text"
            ).Length
        );
        Assert.Empty(
            Found(
                $"-- BEP-0000-template.md --\n---\n{field}\n---\n\n# Title\n-- BEP-1001-a.md --\n---\nfeature: Ours\n---\n\n# Quiet\n",
                "template-text"
            )
        );
    }

    // What is optional

    [Theory]
    [InlineData("requires (*optional): 1", "requires")]
    [InlineData("requires (optional): 1", "requires")]
    [InlineData("requires: (optional - the numbers)", "requires")]
    [InlineData("requires: '*optional'", "requires")]
    [InlineData("requires: '<optional>'", "requires")]
    [InlineData("requires (*only required for Standards Track): 1", "requires")]
    [InlineData("requires: 1 # optional", "requires")]
    [InlineData("# optional\nrequires: 1", "requires")]
    public void A_field_that_the_template_calls_optional_is_not_missing(string field, string name)
    {
        var series =
            $"-- BEP-0000-template.md --\n---\nStatus: Draft\n{field}\n---\n# Title\n-- BEP-1001-a.md --\n---\nStatus: Draft\n---\n# Quiet\n";
        Assert.Empty(Found(series, "missing-field"));
        Assert.Empty(
            Found(
                series.Replace("Draft\n---\n# Quiet", $"Draft\n{name}: 7\n---\n# Quiet", StringComparison.Ordinal),
                "missing-field",
                "unknown-field"
            )
        );
    }

    [Theory]
    [InlineData("requires: an optional extension of it")]
    [InlineData("requires (numbers): 1")]
    public void A_field_that_only_speaks_of_it_is(string field) =>
        Assert.Equal(
            ["missing-field Warning"],
            Found(
                $"-- BEP-0000-template.md --\n---\nStatus: Draft\n{field}\n---\n# Title\n-- BEP-1001-a.md --\n---\nStatus: Draft\n---\n# Quiet\n",
                "missing-field"
            )
        );

    [Theory]
    [InlineData("## Drawbacks *(Optional)*")]
    [InlineData("## Drawbacks (optional)")]
    [InlineData("## Drawbacks [Optional]")]
    [InlineData("## Drawbacks - Optional")]
    [InlineData("## Drawbacks (*only required for Standards Track)")]
    [InlineData("## Drawbacks _(optional, but recommended)_")]
    public void A_section_that_the_template_calls_optional_is_not_missing(string heading)
    {
        var series =
            $"-- BEP-0000-template.md --\n# Title\n\n## Motivation\n\n{heading}\n-- BEP-1001-a.md --\n{Top}# Quiet\n\n## Motivation\n\nx\n";
        Assert.Empty(Found(series, "missing-section"));
        var convention = Fixture.Read(series).ToSeries().Convention;
        Assert.Equal(["Motivation", "Drawbacks"], convention.Sections);
        Assert.Equal(["Drawbacks"], convention.OptionalSections);
    }

    [Theory]
    [InlineData("2026-01-05", null, "2026-01-10", "Hint")]
    [InlineData("2026-01-12", "2026-01-05", "2026-01-10", "Hint")]
    [InlineData("2026-01-12", "2026-01-12", "2026-01-10", "Warning")]
    [InlineData("2026-01-05", null, null, "Warning")]
    public void A_document_is_not_wrong_for_what_the_template_gained_after_it(
        string created,
        string? committed,
        string? since,
        string severity
    )
    {
        var series = Fixture
            .Read(
                $"-- BEP-0000-template.md --\n---\nStatus: Draft\nCreated:\nTeam:\n---\n# Title\n-- BEP-1001-a.md --\n---\nStatus: Draft\nCreated: {created}\n---\n# Quiet\n"
            )
            .ToSeries();
        series = series.With(
            series.ExternalFacts with
            {
                Practice = new(
                    [],
                    [new("Status", null), new("Created", null), new("Team", since is null ? null : DateOnly.Parse(since, null))]
                ),
                History = committed is null
                    ? FileHistory.Unknown
                    : new(
                        System.Collections.Immutable.ImmutableDictionary<string, FileCommits>.Empty.Add(
                            "BEP-1001-a.md",
                            new(DateOnly.Parse(committed, null), default)
                        )
                    ),
            }
        );
        Assert.Equal([$"missing-field {severity}"], Found(series, "missing-field"));
    }

    // Steps

    [Theory]
    [InlineData(0, "Error")]
    [InlineData(1, "Error")]
    [InlineData(2, "Information")]
    [InlineData(17, "Information")]
    public void A_step_that_others_took_twice_is_practice(int count, string severity)
    {
        var series = Fixture
            .Read(
                "-- .bep.yaml --\nmilder-when-settled: false\n-- BEP-1001-a.md --\n---\nStatus: Implemented\n---\n# A\n-- main:BEP-1001-a.md --\n---\nStatus: Draft\n---\n# A\n"
            )
            .ToSeries();
        series = series.With(
            series.ExternalFacts with
            {
                Practice = new([new("Draft", "Implemented", count), new("Draft", "Accepted", 9)], []),
            }
        );
        Assert.Equal([$"status-transition {severity}"], Found(series, "status-transition"));
        Assert.Equal(
            [$"status-transition {(severity == "Error" ? "Warning" : severity)}"],
            Found(Invariants.With(series, ".bep.yaml", "milder-when-settled: true\n"), "status-transition")
        );
        if (count < 2)
            return;
        var message = RuleBook.Default.CheckAll(series).Single(finding => finding.Rule.Name == "status-transition").Message.ToString();
        Assert.Contains("`Draft`", message);
        Assert.Contains("`Implemented`", message);
    }

    // Other branches

    [Fact]
    public void What_another_branch_has_is_not_broken()
    {
        var series = Fixture
            .Read(
                $"""
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-a.md) | A | Ada Park | Draft |
                -- BEP-1001-a.md --
                {Top}# A

                After [the clock](BEP-1002-clock.md), BEP-1003 and BEP-1004.
                -- clock:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1002](BEP-1002-clock.md) | Clock | Min Seo | Draft |
                | 1003 | Bell | Min Seo | Draft |
                -- clock:BEP-1002-clock.md --
                # Clock
                """
            )
            .ToSeries();
        Assert.Equal(
            ["broken-link Information", "unknown-reference Information", "unknown-reference Error"],
            Found(series, "broken-link", "unknown-reference")
        );
        var messages = RuleBook.Default.CheckAll(series).Select(finding => finding.Message.ToString()).ToList();
        Assert.Contains("There is no BEP-1002-clock.md here; it is on branch clock.", messages);
        Assert.Contains("BEP-1003 is `Bell` on branch clock.", messages);
    }

    // Authors, forms, rows

    [Theory]
    [InlineData("@apark", "Ada Park (@apark)", 0)]
    [InlineData("@APark", "Ada Park <ada@example.com> (@apark)", 0)]
    [InlineData("[@apark](https://example.com/apark)", "Ada Park (@apark)", 0)]
    [InlineData("[Ada](https://example.com/apark)", "@apark", 0)]
    [InlineData("apark", "Ada Park (@apark)", 0)]
    [InlineData("@apark, @minseo", "Ada Park (@apark), Min Seo (@minseo)", 0)]
    [InlineData("@apark", "Ada Park (@adap)", 1)]
    public void Accounts_are_people(string row, string field, int found) =>
        Assert.Equal(
            found,
            Found(
                    $"-- README.md --\n| Number | Title | Author | Status |\n|---|---|---|---|\n| [1001](BEP-1001-a.md) | A | {row} | Draft |\n-- BEP-1001-a.md --\n---\nAuthor: {field}\nStatus: Draft\n---\n# A\n",
                    "registry-author-mismatch"
                )
                .Count(one => !one.EndsWith("Hint", StringComparison.Ordinal) && one != "registry-author-mismatch Information") / 2
        );

    [Theory]
    [InlineData("BEP 1001, BEP 1001, BEP 1001, and BEP-1001.", 1)]
    [InlineData("BEP1001, BEP1001, BEP1001, and BEP-1001.", 1)]
    [InlineData("BEP-1001, BEP-1001, and BEP 1001.", 1)]
    [InlineData("BEP 1001 and BEP-1001.", 1)]
    [InlineData("BEP-1001, [so][BEP 1001] and [this][bep1001].\n\n[bep 1001]: BEP-1001-a.md\n[bep1001]: BEP-1001-a.md", 0)]
    [InlineData("BEP-1001 and [BEP 1001].\n\n[BEP 1001]: BEP-1001-a.md", 0)]
    [InlineData("BEP-1001, BEP-1001 and [BEP 1001][a].\n\n[a]: BEP-1001-a.md", 1)]
    public void The_form_that_most_have_is_the_form(string body, int found) =>
        Assert.Equal(found, Found($"-- BEP-1001-a.md --\n{Top}# A\n-- BEP-1002-b.md --\n{Top}# B\n\n{body}\n", "reference-form").Length);

    [Theory]
    [InlineData("Draft", "Information")]
    [InlineData("Rejected", "Information")]
    [InlineData("Accepted", "Warning")]
    public void A_row_that_was_decided_before_anybody_wrote_a_document_may_stay(string status, string severity) =>
        Assert.Equal(
            [$"broken-registry-link {severity}"],
            Found(
                $"-- README.md --\n| Number | Title | Author | Status |\n|---|---|---|---|\n| [1001](BEP-1001-a.md) | A | Ada Park | {status} |\n",
                "broken-registry-link"
            )
        );

    // Registries of other forms

    [Theory]
    [InlineData("Number")]
    [InlineData("BEP")]
    [InlineData("BEP #")]
    [InlineData("BEP Number")]
    [InlineData("#")]
    [InlineData("No.")]
    [InlineData("**ID**")]
    public void A_column_of_numbers_may_have_another_name(string column)
    {
        var series = Fixture
            .Read(
                $"-- README.md --\n| {column} | Title | Author | Status |\n|---|---|---|---|\n| [1001](BEP-1001-a.md) | A | Ada Park | Draft |\n| _next_ | _(reserve your number here)_ | | |\n-- BEP-1001-a.md --\n{Top}# A\n\nWords.\n"
            )
            .ToSeries();
        Assert.Empty(Found(series));
        Assert.Equal(["unregistered-document Error"], Found(Invariants.With(series, "BEP-1002-b.md", $"{Top}# B\n\nWords.\n")));
        var fix = RuleBook.Default.CheckAll(Invariants.With(series, "BEP-1002-b.md", $"{Top}# B\n\nWords.\n")).Single().Fixes[0];
        Assert.Contains(
            "| [1002](BEP-1002-b.md) | B | Ada Park | Draft |\n| _next_ |",
            Invariants.With(series, "BEP-1002-b.md", $"{Top}# B\n\nWords.\n").Apply(fix.Change).Find("README.md")!.Text.Content
        );
    }

    [Fact]
    public void A_registry_may_have_a_table_for_each_status()
    {
        var series = Fixture
            .Read(
                $"-- README.md --\n## Draft\n\n| Number | Title | Author | Status |\n|---|---|---|---|\n| [1001](BEP-1001-a.md) | A | Ada Park | Draft |\n| _next_ | _(reserve your number here)_ | | |\n\n## Others\n\n| Number | Title | Author | Status |\n|---|---|---|---|\n| [1000](BEP-1000-b.md) | B | Ada Park | Accepted |\n| [1002](BEP-1002-c.md) | C | Ada Park | Draft |\n-- BEP-1000-b.md --\n{Top}# B\n\nWords.\n-- BEP-1001-a.md --\n{Top}# A\n\n[One](BEP-1000-b.md), BEP-1002.\n-- BEP-1002-c.md --\n{Top}# C\n\nWords.\n"
            )
            .ToSeries();
        Assert.Equal(
            ["registry-status-mismatch Error", "registry-status-mismatch Error"],
            Found(series).Where(found => !found.EndsWith("Hint", StringComparison.Ordinal))
        );
        Assert.Equal(1003, series.NextNumber.Value);
    }

    [Fact]
    public void A_list_of_proposals_is_a_registry_to_its_readers()
    {
        var documents = $"-- BEP-1000-b.md --\n{Top}# B\n\nWords.\n-- BEP-1001-a.md --\n{Top}# A\n\nWords.\n";
        Assert.Empty(Found("-- README.md --\n# Proposals\n\n- [BEP-1000: B](BEP-1000-b.md)\n- [BEP-1001: A](BEP-1001-a.md)\n" + documents));
        Assert.Equal(
            ["missing-registry Error"],
            Found("-- README.md --\n# Proposals\n\nSee [one](BEP-1000-b.md) and [two](BEP-1001-a.md).\n" + documents)
        );
    }

    // Documents in the wrong place, and such that only say where to go

    [Fact]
    public void A_document_in_the_wrong_folder_is_one_error()
    {
        var series = Fixture
            .Read(
                $"""
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-a.md) | A | Ada Park | Draft |
                | [1012](BEP-1012-rbac.md) | Access | Ada Park | Draft |
                -- BEP-1001-a.md --
                {Top}# A

                After [BEP-1012](BEP-1012-rbac.md), BEP-1012 and ![x](BEP-1012-RBAC/clock.png).
                -- BEP-1012-RBAC/BEP-1012-rbac.md --
                {Top}# Access
                -- BEP-1012-RBAC/clock.png --
                """
            )
            .ToSeries();
        Assert.Equal(
            ["file-name Error"],
            RuleBook
                .Default.CheckAll(series)
                .Where(finding => finding.Severity <= Severity.Information && finding.Rule.Name != "next-row")
                .Select(finding => $"{finding.Rule.Name} {finding.Severity}")
        );
    }

    [Fact]
    public void A_stub_needs_only_what_its_status_needs()
    {
        const string Series = """
            -- .bep.yaml --
            stub-statuses: [Moved]
            -- BEP-0000-template.md --
            ---
            Author:
            Status: Draft
            Created:
            Team:
            ---
            # Title

            ## Motivation
            -- README.md --
            | Number | Title | Author | Status |
            |--------|-------|--------|--------|
            | [1001](BEP-1001-a.md) | A | Ada Park | Moved |
            | _next_ | _(reserve your number here)_ | | |
            -- BEP-1001-a.md --
            ---
            Status: Moved
            ---
            Now [elsewhere](https://example.com/a).

            """;
        Assert.Empty(Found(Fixture.Read(Series).ToSeries()));
        Assert.Contains(
            "missing-field Error",
            Found(Fixture.Read(Series.Replace("stub-statuses: [Moved]", "statuses: [Draft, Moved]", StringComparison.Ordinal)).ToSeries())
        );
    }

    [Fact]
    public void A_reservation_is_one_information()
    {
        const string Template =
            "---\nAuthor: Your Name (email@example.com)\nStatus: Draft\nCreated:\nTeam: (fill in)\n---\n\n# Title\n\n- JIRA: AB-XXXX\n\n## Motivation\n\nSay which problem this solves.\n\n## Design\n\nSay how it is solved, and by whom.\n\n## Rest\n";
        var row =
            "-- README.md --\n| Number | Title | Author | Status |\n|---|---|---|---|\n| [1001](BEP-1001-a.md) | Quiet | - | Draft |\n| _next_ | _(reserve your number here)_ | | |\n";
        string[] Of(string text) =>
            [
                .. Found(Fixture.Read($"-- BEP-0000-template.md --\n{Template}{row}-- BEP-1001-a.md --\n{text}").ToSeries())
                    .Where(found => found != "registry-author-mismatch Information"),
            ];
        Assert.Equal(["template-text Information"], Of(Template.Replace("# Title", "# BEP-1001: Quiet", StringComparison.Ordinal)));
        Assert.True(
            Of(
                Template
                    .Replace("# Title", "# BEP-1001: Quiet", StringComparison.Ordinal)
                    .Replace("Say which problem this solves.", "It is loud.", StringComparison.Ordinal)
            ).Length > 2
        );
    }

    // What is suggested

    [Theory]
    [InlineData("guide/clock.png", "ko/guide/clock.png en/guide/clock.png", "ko/a.md", "guide/clock.png")]
    [InlineData("clock.md", "aa/b/c/clock.md BEP-1001/clock.md", "BEP-1001-a.md", "BEP-1001/clock.md")]
    [InlineData("old/clock.png", "a/b/clock.png zz/clock.png", "BEP-1001-a.md", "zz/clock.png")]
    [InlineData("x/clock.ko.md", "a/clock.ko.md", "BEP-1001-a.md", "a/clock.ko.md")]
    public void The_nearest_file_is_suggested_first(string link, string files, string path, string suggested)
    {
        var notation = $"-- {path} --\n{Top}# A\n\n[x]({link})\n" + string.Concat(files.Split(' ').Select(file => $"-- {file} --\n"));
        var finding = RuleBook
            .Default.CheckAll(Fixture.Read(notation).ToSeries())
            .FirstOrDefault(finding => finding.Rule.Name == "broken-link");
        // A link that is right as it is has no suggestion.
        if (finding is null)
            Assert.Contains(files.Split(' '), file => file == Paths.Join(Paths.Folder(path), link));
        else
            Assert.Contains($"did you mean {suggested}?", finding.Message.ToString());
    }

    private static string[] Found(string notation, params string[] rules) => Found(Fixture.Read(notation).ToSeries(), rules);

    private static string[] Found(Series series, params string[] rules) =>
        [
            .. RuleBook
                .Default.CheckAll(series)
                .Where(finding => rules.Length == 0 || rules.Contains(finding.Rule.Name))
                .Select(finding => $"{finding.Rule.Name} {finding.Severity}"),
        ];
}
