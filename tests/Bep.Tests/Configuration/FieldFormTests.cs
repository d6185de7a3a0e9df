using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Tests.Features;

namespace Bep.Tests.Configuration;

/// <summary>Fields in each of the forms that series write them in: read, checked, completed, explained and written.</summary>
public sealed class FieldFormTests
{
    private const string Names =
        "prefix: ADR\nfile-names: \"{number}-{slug}.md\"\nregistry: none\ntemplate: none\nfirst-number: 1\n"
        + "field-names: { status: Status, created: Date, author: Deciders }\nfields: [Status, Date, Deciders]\n"
        + "statuses: [Proposed, Accepted, Rejected, Superseded, \"Last call: soon\", 가나다]\n";

    /// <summary>Each form, with a document whose status is Proposed, whose date is 2026-01-05, and whose author is Ada Park.</summary>
    public static TheoryData<string, string> Forms =>
        new()
        {
            { "yaml", "---\nStatus: Proposed\nDate: 2026-01-05\nDeciders: Ada Park\n---\n\n# Ropes\n" },
            { "preformatted", "<pre>\n  Status: Proposed\n  Date: 2026-01-05\n  Deciders: Ada Park\n</pre>\n\n# Ropes\n" },
            { "fenced", "```\nStatus: Proposed\nDate: \"2026-01-05\"\nDeciders: Ada Park\n```\n\n# Ropes\n" },
            { "fenced", "# Ropes\n\n~~~yaml\nStatus: Proposed\nDate: 2026-01-05\nDeciders: Ada Park\n~~~\n" },
            { "list", "# Ropes\n\n* Status: Proposed\n* Date: 2026-01-05\n* Deciders: Ada Park\n" },
            { "list", "# Ropes\n\n- **Status**: Proposed\n- **Date**: 2026-01-05\n- **Deciders**: Ada Park\n" },
            {
                "list",
                "Ropes\n=====\n\n- **Status:** **Proposed** <!-- or another -->\n\n- **Date:** `2026-01-05`\n\n- **Deciders:** Ada Park\n"
            },
            {
                "list",
                "<!-- A licence -->\n- Status: [Proposed](https://example.com)\n- Date: 2026-01-05\n- Deciders: Ada Park\n\n# Ropes\n"
            },
            { "table", "# Ropes\n\n| Field | Value |\n|---|---|\n| Status | Proposed |\n| Date | 2026-01-05 |\n| Deciders | Ada Park |\n" },
            { "table", "# Ropes\n\n| **Status** | Proposed |\n|--|--|\n| **Date:** | 2026-01-05 |\n| **Deciders** | Ada Park |\n" },
            { "sections", "# Ropes\n\nDate: 2026-01-05\nDeciders: Ada Park\n\n## Status\n\nProposed\n" },
            { "sections", "# Ropes\n\n**Status:** Proposed  \n**Date:** 2026-01-05  \n**Deciders:** Ada Park\n" },
            {
                "sections",
                "# Ropes\n\n## Status\n\n**Proposed**\n\n## Deciders\n\nAda Park\n\n## Context\n\nText.\n\n## Date\n\n2026-01-05\n"
            },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Fields_are_read_and_nothing_is_wrong_with_them(string form, string text)
    {
        foreach (var newLine in (string[])["\n", "\r\n"])
        {
            var series = With(form, text.ReplaceLineEndings(newLine));
            var document = series.Find("0001-ropes.md")!;
            Assert.Equal("Proposed", document.Facts[FieldRole.Status]);
            Assert.Equal("2026-01-05", document.Facts[FieldRole.Created]);
            Assert.Equal("Ada Park", document.Facts[FieldRole.Author]);
            Assert.Equal(3, document.FrontMatter!.Fields.Length);
            foreach (var field in document.FrontMatter.Fields)
            {
                Assert.Equal(field.Value.Value, document.Text.Slice(field.Value.Span).Trim('"'));
                Assert.Equal(field.Name.Value, document.Text.Slice(field.Name.Span));
            }
            Assert.Empty(Worth(series));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_missing_field_is_put_beside_the_others(string form, string text)
    {
        var document = With(form, text).Find("0001-ropes.md")!;
        foreach (var field in document.FrontMatter!.Fields)
        {
            // The header of a table is no line that can be missing, and a section is more than its field's lines.
            if (document.Text.Slice(field.Line) is ['#', ..] || document.Text.LineAt(field.Line.Start) == 2 && form == "table")
                continue;
            var without = With(form, document.Text.With([new(field.Line, "")]).Content);
            if (without.Find("0001-ropes.md")!.FrontMatter is null)
                continue;
            var found = Assert.Single(Worth(without));
            Assert.Equal("missing-field", found.Rule.Name);
            var after = without.Apply(found.Fixes[0].Change).Find("0001-ropes.md")!;
            Assert.Equal(document.FrontMatter.Fields.Length, after.FrontMatter!.Fields.Length);
            Assert.Equal(document.Text.LineCount, after.Text.LineCount);
            Assert.NotNull(after.Field(field.Name.Value));
            if (field.Role == FieldRole.Status)
                Assert.Equal("Proposed", after.Facts[FieldRole.Status]);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_status_is_completed_and_explained(string form, string text)
    {
        var series = With(form, text);
        var document = series.Find("0001-ropes.md")!;
        var status = document.Field(FieldRole.Status)!;
        var completion = Completion.At(series, document, status.Value.Span.End, editorReadsMarkdown: false);
        Assert.Equal(series.Convention.Statuses.Select(status => status.Name).Order(), completion.Items.Select(item => item.Label).Order());
        var accepted = completion.Items.Single(item => item.Label == "Accepted");
        Assert.Equal("Accepted", With(form, document.Text.With([accepted.Edit]).Content).Find("0001-ropes.md")!.Facts[FieldRole.Status]);
        Assert.NotNull(Hover.At(series, document, status.Name.Span.Start));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_status_changes_in_its_place(string form, string text)
    {
        var series = With(form, text);
        var document = series.Find("0001-ropes.md")!;
        foreach (var status in (string[])["Accepted", "Last call: soon", "가나다"])
        {
            var after = series.Apply(StatusChange.To(series, document, status, default).Value!).Find("0001-ropes.md")!;
            Assert.Equal(text.Replace("Proposed", status), after.Text.Content.Replace('"' + status + '"', status));
            Assert.Equal(status, after.Facts[FieldRole.Status]);
        }
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("preformatted")]
    [InlineData("fenced")]
    [InlineData("list")]
    [InlineData("table")]
    [InlineData("sections")]
    public void A_new_document_has_its_fields_and_a_faulty_one_gets_them(string form)
    {
        var series = With(form, "# Ropes\n\n## Context\n\nText.\n");
        var found = Assert.Single(Worth(series), finding => finding.Rule.Name == "missing-front-matter");
        var mended = series.Apply(found.Fixes[0].Change).Find("0001-ropes.md")!;
        Assert.Equal(["Date", "Deciders", "Status"], mended.FrontMatter!.Fields.Select(field => field.Name.Value).Order());
        Assert.Equal("Proposed", mended.Facts[FieldRole.Status]);
        Assert.Contains("\n## Context\n\nText.\n", mended.Text.Content);
        Assert.Equal("Ropes", mended.Facts.Title);

        var made = NewProposal.Create(series, "Knots").Value!;
        var knots = series.Apply(made.Change).Find("0002-knots.md")!;
        Assert.Equal("Proposed", knots.Facts[FieldRole.Status]);
        Assert.Equal("2026-01-15", knots.Facts[FieldRole.Created]);
        Assert.Equal("Knots", knots.Facts.Title);
    }

    [Theory]
    [InlineData("list", "# Ropes\n\n* Sta$0\n* Date: 2026-01-05\n", "Status", "* Status: Proposed")]
    [InlineData("list", "# Ropes\n\n* Date: 2026-01-05\n* $0\n", "Status", "* Status: Proposed")]
    [InlineData("list", "# Ropes\n\n* Status: $0\n* Date: 2026-01-05\n", "Accepted", "* Status: Accepted")]
    [InlineData("table", "# Ropes\n\n| Status | $0 |\n|--|--|\n", "Accepted", "| Status | Accepted |")]
    [InlineData("sections", "# Ropes\n\n## Status\n\n$0\n\n## Context\n", "Accepted", "Accepted")]
    [InlineData("fenced", "```\nDate: 2026-01-05\nStatus: $0\n```\n", "Accepted", "Status: Accepted")]
    [InlineData("preformatted", "<pre>\n  Sta$0\n  Date: 2026-01-05\n</pre>\n", "Status", "  Status: Proposed")]
    public void What_is_begun_is_completed(string form, string text, string label, string expected) =>
        Expect.Completed($"-- .bep.yaml --\nfront-matter: {form}\n{Names}-- 0001-ropes.md --\n{text}", label, expected);

    [Theory]
    // What a status says beyond itself is about that status.
    [InlineData("list", "# A\n\n* Status: superseded by [ADR-0002](0002-b.md)\n", "# A\n\n* Status: Accepted\n")]
    [InlineData("list", "# A\n\n* Status: **Accepted (2026)**\n", "# A\n\n* Status: **Rejected**\n")]
    [InlineData("sections", "# A\n\n## Status\n\nSuperseded by [2. B](0002-b.md)\n", "# A\n\n## Status\n\nAccepted\n")]
    [InlineData("yaml", "---\nStatus: Superseded by ADR-0002\n---\n# A\n", "---\nStatus: Accepted\n---\n# A\n")]
    public void What_a_status_says_beyond_itself_goes_with_it(string form, string text, string expected)
    {
        var series = With(form, text);
        var document = series.Find("0001-ropes.md")!;
        Assert.DoesNotContain(' ', document.Facts[FieldRole.Status]!);
        var status = expected.Contains("Rejected") ? "Rejected" : "Accepted";
        var after = series.Apply(StatusChange.To(series, document, status, default).Value!);
        Assert.Equal(expected, after.Find("0001-ropes.md")!.Text.Content);
    }

    [Theory]
    [InlineData("Accepted with modifications", "Accepted")]
    [InlineData("Accepted, 2026-01-05", "Accepted")]
    [InlineData("Rejected; see the minutes", "Rejected")]
    [InlineData("Superseded (2026)", "Superseded")]
    [InlineData("Last call: soon", "Last call: soon")]
    [InlineData("Accepted, Rejected", "Accepted, Rejected")]
    public void A_status_may_say_more_than_itself(string written, string status) =>
        Assert.Equal(status, With("list", $"# A\n\n* Status: {written}\n").Find("0001-ropes.md")!.Facts[FieldRole.Status]);

    [Theory]
    [InlineData("Decider", true)]
    [InlineData("deciders", true)]
    [InlineData("Decider(s)", true)]
    [InlineData("Deciding", false)]
    public void Authors_may_be_one_or_several(string name, bool isSame) =>
        Assert.Equal(
            isSame,
            With("list", $"# A\n\n* Status: Proposed\n* {name}: Ada Park\n").Find("0001-ropes.md")!.Facts[FieldRole.Author] == "Ada Park"
        );

    [Theory]
    [InlineData(
        "sections",
        "# B\n\n## Status\n\nSuperseded by [ADR-0001](0001-ropes.md)\n",
        "# Ropes\n\n## Status\n\nAccepted\n",
        "# Ropes\n\n## Status\n\nSuperseded by [ADR-0003](0003-c.md)\n"
    )]
    [InlineData(
        "yaml",
        "---\nStatus: Superseded by ADR-0001\n---\n# B\n",
        "---\nStatus: Accepted\n---\n# Ropes\n",
        "---\nStatus: Superseded by [ADR-0003](0003-c.md)\n---\n# Ropes\n"
    )]
    [InlineData(
        "list",
        "# B\n\n* Status: Accepted\n",
        "# Ropes\n\n* Status: Accepted\n",
        "# Ropes\n\n* Status: Superseded\n* Superseded-By: ADR-0003\n"
    )]
    public void What_took_a_place_is_said_as_the_series_says_it(string form, string other, string text, string expected)
    {
        var series = With(form, text);
        series = Rules.Invariants.With(Rules.Invariants.With(series, "0002-b.md", other), "0003-c.md", other.Replace("# B", "# C"));
        var document = series.Find("0001-ropes.md")!;
        var after = series.Apply(StatusChange.To(series, document, "Superseded", new(null, new(3), null)).Value!);
        Assert.Equal(expected, after.Find("0001-ropes.md")!.Text.Content);
    }

    [Theory]
    [InlineData("{number}. {title}", "# 1. Ropes\n", "# 2. Knots\n")]
    [InlineData("ADR-{number}: {title}", "# ADR-0001: Ropes\n", "# ADR-0002: Knots\n")]
    public void A_title_has_the_number_where_the_series_writes_it(string form, string text, string expected)
    {
        var series = Rules.Invariants.With(
            Fixture.Read($"-- .bep.yaml --\nfront-matter: none\ntitle-form: \"{form}\"\n{Names}-- 0001-ropes.md --\n").ToSeries(),
            "0001-ropes.md",
            text
        );
        Assert.Equal("Ropes", series.Convention.WithoutNumber(series.Find("0001-ropes.md")!.Facts.Title!));
        Assert.Empty(Worth(series));
        var made = NewProposal.Create(series, "Knots").Value!;
        Assert.StartsWith(expected, series.Apply(made.Change).Find("0002-knots.md")!.Text.Content);
    }

    [Theory]
    [InlineData("list", "# A\n\nText.\n\n* Status: Proposed\n")]
    [InlineData("list", "# A\n\n* Good: yes\n* Bad: no\n")]
    [InlineData("list", "# A\n\n## Context\n\n* Status: Proposed\n")]
    [InlineData("table", "# A\n\n| Option | Cost |\n|--|--|\n| Ropes | 3 |\n")]
    [InlineData("table", "# A\n\n| Status | Date | Deciders |\n|--|--|--|\n| a | b | c |\n")]
    [InlineData("sections", "# A\n\n## Context\n\nText: more.\n")]
    [InlineData("fenced", "# A\n\n```c\nint x;\n```\n")]
    [InlineData("fenced", "# A\n\n```\nStatus: Proposed\n")]
    public void What_only_looks_like_fields_is_none(string form, string text) =>
        Assert.Null(With(form, text).Find("0001-ropes.md")!.FrontMatter);

    [Theory]
    [InlineData("Decider")]
    [InlineData("Decider(s)")]
    public void Authors_by_another_number_are_not_missing(string name) =>
        Assert.Empty(Worth(With("list", $"# A\n\n* Status: Proposed\n* Date: 2026-01-05\n* {name}: Ada Park, Min Seo\n")));

    [Theory]
    [InlineData("yaml", "---\nStatus: superseded by ADR-0002\n---\n# A\n", "---\nStatus: Superseded by ADR-0002\n---\n# A\n")]
    [InlineData(
        "yaml",
        "---\nStatus: \"superseded by ADR-0002\" # then\n---\n# A\n",
        "---\nStatus: \"Superseded by ADR-0002\" # then\n---\n# A\n"
    )]
    [InlineData("list", "# A\n\n* Status: acepted (2026)\n", "# A\n\n* Status: Accepted (2026)\n")]
    public void A_status_that_is_misspelt_keeps_what_it_says_beyond_itself(string form, string text, string expected)
    {
        var series = With(form, text);
        var finding = Assert.Single(RuleBook.Find("unknown-status")!.Check(series.Find("0001-ropes.md")!, series));
        Assert.Equal(expected, series.Apply(finding.Fixes[0].Change).Find("0001-ropes.md")!.Text.Content);
    }

    [Fact]
    public void A_value_may_be_a_list_itself() =>
        Assert.Equal(
            "Ada Park, Min Seo",
            With("list", "# A\n\n* Status: Proposed\n* Deciders:\n  * Ada Park\n  * Min Seo\n").Find("0001-ropes.md")!.Facts[
                FieldRole.Author
            ]
        );

    private static Series With(string form, string text) =>
        Rules.Invariants.With(
            Fixture.Read($"-- .bep.yaml --\nfront-matter: {form}\n{Names}-- 0001-ropes.md --\n").ToSeries(),
            "0001-ropes.md",
            text
        );

    private static List<Finding> Worth(Series series) =>
        [.. RuleBook.Default.CheckAll(series).Where(finding => finding.Severity is Severity.Error or Severity.Warning)];
}
