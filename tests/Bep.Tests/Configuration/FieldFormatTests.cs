using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Configuration;

/// <summary>
/// What a series says of its fields, in each of the forms in which they are written: how values look, which fields there may be, and which a
/// status asks for.
/// </summary>
public sealed class FieldFormatTests
{
    private const string Names =
        "prefix: ADR\nfile-names: \"{number}-{slug}.md\"\nregistry: none\ntemplate: none\nfirst-number: 1\n"
        + "field-names: { status: Status, created: Date }\nstatuses: [Proposed, Last Call, Accepted, Superseded]\n";

    private static readonly string[] s_forms = ["yaml", "preformatted", "fenced", "list", "table", "sections"];

    /// <summary>Each form of fields; and each form with a format, values in it, and one that is not, with what it is changed to.</summary>
    public static TheoryData<string> Forms => new(s_forms);

    private static readonly (string Format, string[] Good, string Bad, string Part, string Rule, string? Meant)[] s_formats =
    [
        ("date", ["2026-01-05", "2026-01-05T10:30Z"], "2026/1/5", "2026/1/5", "date-format", "2026-01-05"),
        ("date", ["2026-12-31"], "2026-02-30", "2026-02-30", "date-format", null),
        ("timestamp", ["2026-01-05T10:30:00Z", "2026-01-05 10:30"], "2026-01-05", "2026-01-05", "date-format", null),
        ("DD-MM-YYYY", ["31-12-2025"], "2026-01-05", "2026-01-05", "date-format", "05-01-2026"),
        ("DD-MM-YYYY", ["05-01-2026"], "5-1-2026", "5-1-2026", "date-format", "05-01-2026"),
        ("DD-MM-YYYY", ["05-01-2026"], "05/01/2026", "05/01/2026", "date-format", null),
        ("DD-MM-YYYY", ["05-01-2026"], "31-02-2026", "31-02-2026", "date-format", null),
        ("D MMM YYYY", ["5 Jan 2026", "05 JAN 2026"], "January 5, 2026", "January 5, 2026", "date-format", "5 Jan 2026"),
        ("MMMM D, YYYY", ["January 5, 2026"], "Janury 5, 2026", "Janury 5, 2026", "date-format", null),
        ("YYYY.MM.DD", ["2026.01.05"], "2026-01-05", "2026-01-05", "date-format", "2026.01.05"),
        ("YYYYMMDD", ["20260105"], "2026-01-05", "2026-01-05", "date-format", "20260105"),
        ("M/D/YY", ["1/5/26", "12/31/25"], "13/1/26", "13/1/26", "date-format", null),
        ("[Standards Track, Meta]", ["Meta", "Standards Track"], "Standard Track", "Standard Track", "field-format", "Standards Track"),
        ("[Standards Track, Meta]", ["Meta, Standards Track"], "Meta, Internal", "Internal", "field-format", null),
        (
            "email",
            ["Ada Park (ada@example.com)", "Ada Park (ada@example.com), 서민 (min@example.com)"],
            "Ada Park <ada@example.com>",
            "Ada Park <ada@example.com>",
            "author-format",
            "Ada Park (ada@example.com)"
        ),
        (
            "handle",
            ["Ada Park (@apark)", "Ada Park (@apark) <ada@example.com>, Min Seo <min@example.com>", "Jo O'Neil (the elder) (@jo)"],
            "Min Seo",
            "Min Seo",
            "author-format",
            null
        ),
        (
            "handle",
            ["Min Seo <min@example.com>"],
            "Min Seo (min@example.com)",
            "Min Seo (min@example.com)",
            "author-format",
            "Min Seo <min@example.com>"
        ),
        ("numbers", ["2", "2, 0003", "ADR-0002", "adr-3, 2", "none"], "2, the harbour", "the harbour", "field-format", null),
        ("numbers", ["2"], "0003, 7", "7", "unknown-reference", null),
        ("numbers", ["2"], "ADR-0007", "ADR-0007", "unknown-reference", null),
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var form in s_forms)
                for (var i = 0; i < s_formats.Length; i++)
                    cases.Add(form, i);
            return cases;
        }
    }

    private static string Document(string form, params (string Name, string Value)[] fields)
    {
        var lines = fields.Select(field =>
            form switch
            {
                "list" => $"* {field.Name}: {field.Value}",
                "table" => $"| {field.Name} | {field.Value} |",
                "preformatted" => $"  {field.Name}: {field.Value}",
                _ => $"{field.Name}: {field.Value}",
            }
        );
        var block = string.Join("\n", lines);
        return form switch
        {
            "yaml" => $"---\n{block}\n---\n\n# Ropes\n",
            "preformatted" => $"<pre>\n{block}\n</pre>\n\n# Ropes\n",
            "fenced" => $"```\n{block}\n```\n\n# Ropes\n",
            "table" => $"# Ropes\n\n| Field | Value |\n|---|---|\n{block}\n",
            _ => $"# Ropes\n\n{block}\n",
        };
    }

    // Three proposals; the first one has the text.
    private static Series With(string form, string configuration, string text)
    {
        var other = Document(form, ("Status", "Proposed"), ("Date", "2026-01-05"));
        var series = Fixture.Read($"-- .bep.yaml --\n{Names}front-matter: {form}\n{configuration}\n-- 0001-ropes.md --\n").ToSeries();
        foreach (var (path, content) in ((string, string)[])[("0001-ropes.md", text), ("0002-knots.md", other), ("0003-nets.md", other)])
            series = Rules.Invariants.With(series, path, content.Replace("# Ropes", path[5] == 'r' ? "# Ropes" : "# Knots"));
        return series;
    }

    private static Series With(string form, string format, params (string Name, string Value)[] fields) =>
        With(form, $"field-formats: {{ Kind: {format} }}", Document(form, [("Status", "Proposed"), ("Date", "2025-12-30"), .. fields]));

    private static List<Finding> Worth(Series series) =>
        [.. RuleBook.Default.CheckAll(series).Where(finding => finding.Severity is Severity.Error or Severity.Warning)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_in_the_form_that_the_series_states_is_fine_and_another_one_is_found_and_mended(string form, int index)
    {
        var (format, good, bad, part, rule, meant) = s_formats[index];
        format = format.Contains(',') && format[0] != '[' ? $"\"{format}\"" : format;
        foreach (var value in good)
            Assert.Empty(Worth(With(form, format, ("Kind", value))));
        var series = With(form, format, ("Kind", bad));
        var document = series.Find("0001-ropes.md")!;
        var found = Assert.Single(Worth(series));
        Assert.Equal((rule, part), (found.Rule.Name, document.Text.Slice(found.Span)));
        Rules.Invariants.FixesMend(series);
        if (meant is null && rule != "unknown-reference")
            Assert.Empty(found.Fixes);
        else if (meant is not null)
            Assert.Equal(
                document.Text.Content.Replace(bad, meant),
                series.Apply(found.Fixes[0].Change).Find("0001-ropes.md")!.Text.Content
            );
        // What nobody states, nobody asks for.
        Assert.DoesNotContain(Worth(With(form, "any", ("Kind", bad))), finding => finding.Rule.Name != "unknown-reference");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Markdown_around_a_value_is_no_part_of_it(string form)
    {
        if (form is "yaml" or "preformatted" or "fenced")
            return;
        Assert.Empty(Worth(With(form, "[Meta, Core]", ("Kind", "[Meta](https://example.com), **Core**"))));
        Assert.Empty(Worth(With(form, "DD-MM-YYYY", ("Kind", "_05-01-2026_"))));
        Assert.Empty(Worth(With(form, "handle", ("Kind", "[Ada Park](https://forge.example/apark), **Min Seo** (@minseo)"))));
        var series = With(form, "numbers", ("Kind", "[2](0002-knots.md), [ADR-0003](0003-nets.md)"));
        Assert.Empty(Worth(series));
        Assert.Equal([2, 3], series.Find("0001-ropes.md")!.References.Select(reference => reference.Number.Value));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Numbers_are_mentions(string form)
    {
        var text = Document(form, ("Status", "Proposed"), ("Date", "2026-01-05"), ("Requires", "2, adr-3"));
        var series = With(form, "field-formats: { Requires: numbers }", text);
        var document = series.Find("0001-ropes.md")!;
        var at = text.IndexOf("2, adr", StringComparison.Ordinal);
        Assert.Equal([("2", 2), ("adr-3", 3)], document.References.Select(one => (document.Text.Slice(one.Span), one.Number.Value)));
        Assert.Equal("0002-knots.md", Assert.Single(Definition.At(series, document, at, editorReadsMarkdown: false)!.Targets).Path);
        Assert.Contains("Knots", Hover.At(series, document, at)!.Markdown.ToString());
        Assert.Contains(
            References.To(series, series.Find("0002-knots.md")!, series.Find("0002-knots.md")!.TitleSection!.TitleSpan.Start, false),
            place => place.Path == "0001-ropes.md" && place.NameSpan.Start == at
        );
        var after = series.Apply(Rename.ToNumber(series, series.Find("0002-knots.md")!, "0012").Value!);
        Assert.Equal(text.Replace("2, adr-3", "12, adr-3"), after.Find("0001-ropes.md")!.Text.Content);
        Assert.Empty(Worth(after));
        // Without the format, a number alone is a number.
        Assert.DoesNotContain(With(form, "", text).Find("0001-ropes.md")!.References, one => one.Number.Value == 2);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_value_is_completed(string form)
    {
        Completed("[Standards Track, Meta]", "M", "Meta", "Meta");
        Completed("DD-MM-YYYY", "1", "15-01-2026", "15-01-2026");
        Completed("timestamp", "2", "2026-01-15T00:00:00Z", "2026-01-15T00:00:00Z");
        Completed("numbers", "2, 0", "0003 Knots", "2, 0003");
        Completed(
            "handle",
            "Min Seo <min@example.com>, A",
            "Ada Park <ada@example.com>",
            "Min Seo <min@example.com>, Ada Park <ada@example.com>"
        );

        void Completed(string format, string typed, string label, string expected)
        {
            var series = With(form, format, ("Kind", typed));
            var document = series.Find("0001-ropes.md")!;
            var at = document.Text.Content.IndexOf("Kind", StringComparison.Ordinal);
            var end = document.Text.Content.IndexOf(typed, at + 4, StringComparison.Ordinal) + typed.Length;
            var items = Completion.At(series, document, end, editorReadsMarkdown: false).Items;
            var item = Assert.Single(items, item => item.Label == label);
            var after = document.Text.With([item.Edit]).Content;
            Assert.Equal(document.Text.Content[..(end - typed.Length)] + expected + document.Text.Content[end..], after);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_written_is_in_the_form_of_the_series(string form)
    {
        const string configuration =
            "field-formats: { Date: D MMM YYYY, Deciders: handle }\nfield-names: { status: Status, created: Date, author: Deciders }";
        var names = Names.Replace("field-names: { status: Status, created: Date }\n", "");
        var text = Document(form, ("Status", "Proposed"), ("Deciders", "Min Seo (@minseo)"));
        var series = Rules.Invariants.With(
            Fixture.Read($"-- .bep.yaml --\n{names}front-matter: {form}\n{configuration}\n-- 0001-ropes.md --\n").ToSeries(),
            "0001-ropes.md",
            text
        );
        Assert.Equal(Severity.Warning, Assert.Single(RuleBook.Default.CheckAll(series), one => one.Rule.Name == "missing-field").Severity);
        var mended = series.Apply(Assert.Single(Worth(series)).Fixes[0].Change);
        Assert.Equal("15 Jan 2026", mended.Find("0001-ropes.md")!.Facts[FieldRole.Created]);
        Assert.Equal("2026-01-15", ProposalList.Of(mended).Single().Created);

        var made = NewProposal.Create(series, "Knots").Value!;
        var knots = series.Apply(made.Change).Find(made.Path)!;
        Assert.Equal("15 Jan 2026", knots.Facts[FieldRole.Created]);
        Assert.Equal("Ada Park <ada@example.com>", knots.Facts[FieldRole.Author]);
        Assert.DoesNotContain(Worth(series.Apply(made.Change)), finding => finding.Path == made.Path);

        var future = Rules.Invariants.With(
            series,
            "0001-ropes.md",
            Document(form, ("Status", "Proposed"), ("Date", "5 Oct 2026"), ("Deciders", "Min Seo (@minseo)"))
        );
        var late = Assert.Single(Worth(future), finding => finding.Rule.Name == "future-date");
        Assert.Equal("15 Jan 2026", future.Apply(late.Fixes[0].Change).Find("0001-ropes.md")!.Facts[FieldRole.Created]);
    }

    private const string Asked =
        "optional-fields: { Last-Call-Until: The day after which nobody objects, Tide: }\n"
        + "status-fields: { Last Call: [Last-Call-Until, Witness], Superseded: Superseded-By }\n"
        + "field-formats: { Last-Call-Until: DD-MM-YYYY, Witness: any, Superseded-By: numbers }";

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_a_status_asks_for_is_missed_in_that_status_alone(string form)
    {
        Assert.Empty(Worth(With(form, Asked, Document(form, ("Status", "Proposed"), ("Date", "2026-01-05")))));
        Assert.Empty(
            Worth(
                With(
                    form,
                    Asked,
                    Document(form, ("Status", "Proposed"), ("Date", "2026-01-05"), ("Last-Call-Until", "05-01-2026"), ("Tide", "high"))
                )
            )
        );
        Assert.Empty(
            Worth(
                With(
                    form,
                    Asked,
                    Document(form, ("Status", "Last Call"), ("Date", "2026-01-05"), ("Last-Call-Until", "05-01-2026"), ("Witness", "Ada"))
                )
            )
        );

        var series = With(form, Asked, Document(form, ("Status", "Last Call"), ("Date", "2026-01-05")));
        var found = Worth(series);
        Assert.Equal(["missing-field", "missing-field"], found.Select(finding => finding.Rule.Name));
        var after = series.Apply(found[0].Fixes[0].Change);
        Assert.Equal("15-01-2026", after.Find("0001-ropes.md")!.Field("Last-Call-Until")!.Value.Value);
        found = Worth(after);
        after = after.Apply(Assert.Single(found).Fixes[0].Change);
        // Only its author knows who.
        var empty = Assert.Single(Worth(after));
        Assert.Equal(("empty-field", "Witness"), (empty.Rule.Name, after.Find("0001-ropes.md")!.Text.Slice(empty.Span)));
        Assert.Contains(
            "The day after which",
            Hover
                .At(after, after.Find("0001-ropes.md")!, after.Find("0001-ropes.md")!.Field("Last-Call-Until")!.Name.Span.Start)!
                .Markdown.ToString()
        );
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_status_brings_what_it_asks_for(string form)
    {
        var series = With(form, Asked, Document(form, ("Status", "Proposed"), ("Date", "2026-01-05")));
        var document = series.Find("0001-ropes.md")!;
        var after = series.Apply(StatusChange.To(series, document, "Last Call", default).Value!).Find("0001-ropes.md")!;
        Assert.Equal("Last Call", after.Facts[FieldRole.Status]);
        Assert.Equal("15-01-2026", after.Field("Last-Call-Until")!.Value.Value);
        Assert.Equal("", after.Field("Witness")!.Value.Value);
        // One rule asks for a successor, and so does the step.
        Assert.NotNull(StatusChange.To(series, document, "Superseded", default).Refusal);
        after = series.Apply(StatusChange.To(series, document, "Superseded", new(null, new(2), null)).Value!).Find("0001-ropes.md")!;
        Assert.Equal("0002", after.Field("Superseded-By")!.Value.Value);
        Assert.Equal([2], after.Successors.Select(one => one.Number.Value));
        series = With(form, Asked, Document(form, ("Status", "Superseded"), ("Date", "2026-01-05")));
        Assert.Equal(
            ["missing-successor"],
            RuleBook.Default.CheckAll(series).Where(finding => finding.Path == "0001-ropes.md").Select(finding => finding.Rule.Name)
        );
    }

    [Theory]
    [InlineData("yaml", "---\nStatus: Last Call\nDate: 2026-01-05\n$0\n---\n\n# Ropes\n")]
    [InlineData("list", "# Ropes\n\n* Status: Last Call\n* Date: 2026-01-05\n* $0\n")]
    [InlineData("preformatted", "<pre>\n  Status: Last Call\n  $0\n</pre>\n\n# Ropes\n")]
    [InlineData("fenced", "```\nStatus: Last Call\nDate: 2026-01-05\n$0\n```\n\n# Ropes\n")]
    public void What_the_status_asks_for_is_offered_first(string form, string text)
    {
        var at = text.IndexOf("$0", StringComparison.Ordinal);
        var series = With(form, Asked, text.Remove(at, 2));
        var items = Completion.At(series, series.Find("0001-ropes.md")!, at, editorReadsMarkdown: false).Items;
        Assert.Equal(["Last-Call-Until", "Witness"], items.Take(2).Select(item => item.Label));
        Assert.Contains("Last-Call-Until: 15-01-2026", items[0].Edit.NewText);
        Assert.Contains(items, item => item.Label == "Tide");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Optional_fields_have_an_order_of_their_own(string form)
    {
        const string configuration = "fields: [Status, Date]\noptional-fields: [Tide, Wind]";
        (string, string) status = ("Status", "Proposed"),
            date = ("Date", "2026-01-05"),
            tide = ("Tide", "high"),
            wind = ("Wind", "east");
        if (form == "sections")
            return;
        Assert.DoesNotContain(RuleBook.Default.CheckAll(With(form, configuration, Document(form, tide, status, wind, date))), Order);
        var series = With(form, configuration, Document(form, wind, status, tide, date));
        var found = Assert.Single(RuleBook.Default.CheckAll(series), Order);
        Assert.Equal(Document(form, tide, status, wind, date), series.Apply(found.Fixes[0].Change).Find("0001-ropes.md")!.Text.Content);
        var slip = With(form, configuration, Document(form, status, date, ("Tidee", "high")));
        Assert.Contains(RuleBook.Default.CheckAll(slip), finding => finding.Message.ToString().EndsWith("did you mean `Tide`?"));

        static bool Order(Finding finding) => finding.Rule.Name == "field-order";
    }

    [Fact]
    public void An_optional_field_of_the_template_keeps_its_place()
    {
        var series = Fixture
            .Read(
                """
                -- .bep.yaml --
                optional-fields: { Team: Whose work it is }
                -- BEP-0000-template.md --
                ---
                Author: Full Name (email)
                Team: A team
                Status: Draft
                ---
                -- BEP-1000-ropes.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                ---

                # Ropes
                """
            )
            .ToSeries();
        var team = series.Convention.Fields[1];
        Assert.Equal(
            ("Team", "A team", true, false, "Whose work it is"),
            (team.Name, team.Sample, team.IsOptional, team.IsAnywhere, team.Description)
        );
        Assert.DoesNotContain(RuleBook.Default.CheckAll(series), finding => finding.Rule.Name == "missing-field");
    }

    [Theory]
    [InlineData("field-names: { author: Author, created: Created }", false)]
    [InlineData("fields: [Author, Status, Created]", false)]
    [InlineData("fields: [Author, Status, Created]\nfield-formats: { Author: email, Created: date }", true)]
    [InlineData("field-formats: { Author: any, Created: any }", false)]
    [InlineData("statuses: [Draft, Accepted]", true)]
    [InlineData("", true)]
    public void The_usual_forms_are_asked_for_where_the_fields_are_the_usual_ones(string configuration, bool isAsked)
    {
        var series = Fixture
            .Read(
                $"-- .bep.yaml --\n{configuration}\n-- BEP-1000-ropes.md --\n---\nAuthor: Ada Park\nStatus: Draft\nCreated: 5 January 2026\n---\n\n# Ropes\n"
            )
            .ToSeries();
        string[] expected = isAsked ? ["author-format", "date-format"] : [];
        Assert.Equal(
            expected,
            RuleBook
                .Default.CheckAll(series)
                .Select(finding => finding.Rule.Name)
                .Where(rule => rule is "author-format" or "date-format")
                .Order()
        );
    }

    [Theory]
    [InlineData("DD-MM-YYYY", "5 January 2026", "05-01-2026")]
    [InlineData("2026-01-01", "5 January 2026", "2026-01-05")]
    [InlineData("{YYYY-MM-DD when the decision was last updated}", "5 January 2026", "2026-01-05")]
    [InlineData("date created on, in ISO 8601 (yyyy-mm-dd) format", "5 January 2026", "2026-01-05")]
    [InlineData("the day", "5 January 2026", null)]
    public void The_template_shows_how_dates_are_written(string sample, string written, string? meant)
    {
        var series = Fixture
            .Read(
                $"-- .bep.yaml --\nfield-names: {{ created: Begun }}\n-- BEP-0000-template.md --\n---\nBegun: \"{sample}\"\n---\n-- BEP-1000-ropes.md --\n---\nBegun: {written}\n---\n\n# Ropes\n"
            )
            .ToSeries();
        var found = RuleBook.Default.CheckAll(series).SingleOrDefault(finding => finding.Rule.Name == "date-format");
        Assert.Equal(meant, found is null ? null : series.Apply(found.Fixes[0].Change).Find("BEP-1000-ropes.md")!.Facts[FieldRole.Created]);
    }

    /// <summary>Whatever form words make: what is written in it is read again, and is the same day.</summary>
    [Fact]
    public void A_date_that_is_written_is_read_again()
    {
        var random = new Random(7);
        string[][] parts =
        [
            ["YYYY", "YY"],
            ["MMMM", "MMM", "MM", "M"],
            ["DD", "D"],
        ];
        string[] separators = ["-", "/", ".", " ", ", ", ". "];
        for (var i = 0; i < 2000; i++)
        {
            var chosen = parts.Select(some => some[random.Next(some.Length)]).ToArray();
            random.Shuffle(chosen);
            var words = string.Concat(chosen[0], separators[random.Next(6)], chosen[1], separators[random.Next(6)], chosen[2]);
            var form = DateForm.Find(words)!;
            var date = new DateOnly(random.Next(2000, 2100), 1, 1).AddDays(random.Next(365));
            var text = form.Write(date);
            Assert.True(form.Fits(text), $"{words}: {text}");
            Assert.Equal(date, form.Read(text));
            Assert.Equal(date, form.Read(text.ToUpperInvariant()));
            Assert.Equal(date, form.ReadLoosely(text));
            foreach (var (at, _) in text.Index().Where(one => char.IsAsciiDigit(one.Item)))
                Assert.Null(form.Read(text.Remove(at, 1).Insert(at, "x")));
            Assert.Null(form.Read(text + "x"));
        }
    }

    [Theory]
    [InlineData("YYYY-MM")]
    [InlineData("YYYY-MM-MM")]
    [InlineData("DMYYYY")]
    [InlineData("YYYY-MM-DDD")]
    [InlineData("yyyy-mm-dd")]
    [InlineData("")]
    public void What_is_no_form_of_a_date_is_none(string words) => Assert.Null(DateForm.Find(words));
}
