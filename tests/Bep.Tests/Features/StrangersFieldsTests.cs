using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>Fields as a series writes them: an edit keeps their spelling, their order, their quotes and their types.</summary>
public sealed class StrangersFieldsTests
{
    [Theory]
    // No template: how this series spells, orders and dates its fields is right.
    [InlineData("", "superseded-by: [BEP-1002]")]
    [InlineData("", "superseded_by: BEP-1002")]
    [InlineData("", "SupersededBy: BEP-1002")]
    [InlineData("", "status: Draft\nauthor: Ada Park (ada@example.com)\ncreated: 2026-01-05")]
    [InlineData("", "created: 2026-01-05\nauthor: Ada Park (ada@example.com)\nstatus: Draft")]
    [InlineData("", "created-version: 26.1.0")]
    [InlineData("", "status: draft")]
    [InlineData("", "Created: 2023-11-02T16:05:11.000Z")]
    [InlineData("", "Created: 2023-11-02T16:05:11+09:00")]
    [InlineData("", "Created: 2023-11-02 16:05:11 +0900")]
    [InlineData("", "Created: 2023-11-02t16:05Z")]
    [InlineData("", "Created: 2023-11-02 16:05:11.5 -5")]
    [InlineData("", "Created: '2023-11-02T16:05:11Z'")]
    [InlineData("", "Created: 2023-11-02T160511Z")]
    // A template that spells fields its own way, and one without the field in question.
    [InlineData("---\nauthor: Name\nstatus: Draft\nsuperseded-by:\n---\n", "author: Ada\nstatus: Superseded\nsuperseded-by: BEP-1002")]
    [InlineData("---\nauthor: Name\nstatus: Draft\n---\n", "author: Ada\nstatus: Superseded\nsuperseded-by: BEP-1002")]
    [InlineData("---\nAuthor: Name\nStatus: Draft\n---\n", "Author: Ada\nStatus: Superseded\nsuperseded-by: BEP-1002")]
    public void Fixing_changes_no_spelling_order_or_date_that_nobody_ordered(string template, string fields)
    {
        var text = $"---\n{fields}\n---\n# Lamps\n";
        var notation =
            (template.Length > 0 ? $"-- BEP-0000-template.md --\n{template}# Title\n" : "")
            + $"-- BEP-1001-lamps.md --\n{text}-- BEP-1002-nets.md --\n---\nAuthor: Ada\nStatus: Draft\n---\n# Nets\n";
        Assert.Equal(text, Fixed(notation));
    }

    [Theory]
    [InlineData(
        "prefix: BEP\ntemplate: none\nfield-names: { created: Date, status: Status, author: Author }\n",
        "Author: Ada Park\nDate: 2026-01-05\nStatus: Draft"
    )]
    [InlineData("field-names: { status: State }\n", "State: Draft\nAuthor: Ada\nCreated: 2026-01-05")]
    public void The_names_of_fields_order_nothing(string configuration, string fields)
    {
        var text = $"---\n{fields}\n---\n# Lamps\n";
        Assert.Equal(text, Fixed($"-- .bep.yaml --\n{configuration}-- BEP-1001-lamps.md --\n{text}"));
    }

    [Theory]
    // What the series states is law.
    [InlineData(
        "-- BEP-0000-template.md --\n---\nAuthor: Name\nStatus: Draft\nCreated:\n---\n# Title\n",
        "Status: Draft\nAuthor: Ada\ncreated: 2026-01-05",
        "Author: Ada\nStatus: Draft\nCreated: 2026-01-05"
    )]
    [InlineData(
        "-- .bep.yaml --\nfields: [Author, Status, Created]\n",
        "Status: Draft\nAuthor: Ada\nCreated: 2026-01-05",
        "Author: Ada\nStatus: Draft\nCreated: 2026-01-05"
    )]
    [InlineData(
        "-- .bep.yaml --\nfield-names: { created: Date }\n",
        "Author: Ada\nStatus: Draft\ndate: 2026-01-05",
        "Author: Ada\nStatus: Draft\nDate: 2026-01-05"
    )]
    public void What_the_series_states_of_its_fields_is_put_right(string stated, string fields, string expected) =>
        Assert.Equal($"---\n{expected}\n---\n# Lamps\n", Fixed($"{stated}-- BEP-1001-lamps.md --\n---\n{fields}\n---\n# Lamps\n"));

    [Theory]
    [InlineData("status: Draft", "status: Accepted")]
    [InlineData("STATUS: Draft", "STATUS: Accepted")]
    [InlineData("status: 'Draft'", "status: 'Accepted'")]
    [InlineData("status: \"Draft\" # soon", "status: \"Accepted\" # soon")]
    [InlineData("status: [Draft]", "status: [Accepted]")]
    [InlineData("status: [ \"Draft\" ]", "status: [\"Accepted\"]")]
    [InlineData("status:\n  - Draft", "status:\n  - Accepted")]
    [InlineData("status:\n- 'Draft'", "status:\n- 'Accepted'")]
    [InlineData("status: &s Draft", "status: &s Accepted")]
    [InlineData("status: !!str Draft", "status: !!str Accepted")]
    [InlineData("status:", "status: Accepted")]
    [InlineData("status: # soon", "status: Accepted # soon")]
    [InlineData("Status: Draft\nstatus: mine", "Status: Accepted\nstatus: mine")]
    [InlineData("status: mine\nStatus: Draft", "status: mine\nStatus: Accepted")]
    public void A_status_is_set_where_and_how_it_is_written(string fields, string expected)
    {
        var series = Fixture.Read($"-- BEP-1001-lamps.md --\n---\nauthor: Ada\n{fields}\nx: y\n---\n# Lamps\n").ToSeries();
        var (change, refusal) = StatusChange.To(series, series.Find("BEP-1001-lamps.md")!, "Accepted", default);
        Assert.Null(refusal);
        Assert.Equal($"---\nauthor: Ada\n{expected}\nx: y\n---\n# Lamps\n", series.Apply(change!).Find("BEP-1001-lamps.md")!.Text.Content);
    }

    [Theory]
    [InlineData("superseded-by: []", "superseded-by: [BEP-1002]")]
    [InlineData("superseded-by:", "superseded-by: BEP-1002")]
    [InlineData("superseded-by: ''", "superseded-by: 'BEP-1002'")]
    [InlineData("x: y", "superseded-by: BEP-1002\nx: y")]
    public void A_successor_is_named_as_the_series_names_them(string fields, string expected)
    {
        var series = Fixture
            .Read(
                $"-- BEP-1001-lamps.md --\n---\nauthor: Ada\nstatus: Accepted\n{fields}\n---\n# Lamps\n-- BEP-1002-nets.md --\n---\nstatus: Draft\n---\n# Nets\n-- BEP-1003-oil.md --\n---\nstatus: Superseded\nsuperseded-by: BEP-1002\n---\n# Oil\n"
            )
            .ToSeries();
        var (change, refusal) = StatusChange.To(
            series,
            series.Find("BEP-1001-lamps.md")!,
            "Superseded",
            new(null, new ProposalNumber(1002), null)
        );
        Assert.Null(refusal);
        Assert.Equal(
            $"---\nauthor: Ada\nstatus: Superseded\n{expected}\n---\n# Lamps\n",
            series.Apply(change!).Find("BEP-1001-lamps.md")!.Text.Content
        );
    }

    private static string Fixed(string notation)
    {
        var series = Fixture.Read(notation).ToSeries();
        return BatchFixes.Apply(series, RuleBook.Default, paths: null, BatchFixes.Safe).Series.Find("BEP-1001-lamps.md")!.Text.Content;
    }
}
