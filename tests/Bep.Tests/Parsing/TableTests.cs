using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Tests.Features;

namespace Bep.Tests.Parsing;

/// <summary>Tables as GitHub finds them (GFM 0.29, 4.10), and the registry among them.</summary>
public sealed class TableTests
{
    private const string Table =
        "| Number | Title | Author | Status |\n|---|---|---|---|\n| 1001 | Quiet Hours | Ada Park | Draft |\n| _next_ | _(here)_ | | |";

    [Theory]
    [InlineData("# Lamps\n\n", "", 2)]
    // Below it: a line is a row, another block ends it.
    [InlineData("", "\nNumbers are never reused.\n", 3)]
    [InlineData("", "\nN", 3)]
    [InlineData("", "\n\nNumbers are never reused.\n", 2)]
    [InlineData("", "\n---\nMore.\n", 2)]
    [InlineData("", "\n***\n", 2)]
    [InlineData("", "\n===\n", 3)]
    [InlineData("", "\n- one\n", 2)]
    [InlineData("", "\n2. one\n", 2)]
    [InlineData("", "\n> one\n", 2)]
    [InlineData("", "\n# One\n", 2)]
    [InlineData("", "\n```\n| 1002 | a | b | c |\n```\n", 2)]
    [InlineData("", "\n<b>\n", 2)]
    [InlineData("", "\n<div>x</div>\n", 2)]
    [InlineData("", "\n<!-- x -->\n", 2)]
    [InlineData("", "\n    code\n", 2)]
    [InlineData("", "\ntext\n| 1002 | a | b | c |\n", 4)]
    // Above it.
    [InlineData("Either | or\n", "", 2)]
    [InlineData("Either | or | both | none\n", "", 2)]
    [InlineData("[a]: b.md\n", "", 2)]
    [InlineData("## Registry\n", "", 2)]
    [InlineData("Text.\n***\n", "", 2)]
    public void A_table_begins_with_its_header_and_ends_where_another_block_begins(string above, string below, int rows)
    {
        var file = Parse(above + Table + below);
        Assert.NotNull(file.Registry);
        Assert.Equal(rows, file.Registry.Rows.Length);
        Assert.Equal(new ProposalNumber(1001), file.Registry.Rows[0].Number);
        Assert.Contains(file.Registry.Rows, row => row.Kind == RowKind.Next);
    }

    [Theory]
    [InlineData("| Number | Title |\n|---|---|---|\n| 1001 | a |\n")]
    [InlineData("| Number | Title |\n\n|---|---|\n| 1001 | a |\n")]
    [InlineData("    | Number | Title |\n    |---|---|\n")]
    [InlineData("```\n| Number | Title |\n|---|---|\n```\n")]
    [InlineData("<div>\n| Number | Title |\n|---|---|\n</div>\n")]
    [InlineData("<!--\n| Number | Title |\n|---|---|\n-->\n")]
    [InlineData("> | Number | Title |\n|---|---|\n")]
    [InlineData("| Number | Title |\n|---|-x-|\n")]
    public void What_is_no_table_is_none(string text) => Assert.Empty(Parse(text).Tables);

    [Theory]
    [InlineData("Number | Title\n--- | ---\n1001 | a\n", "1001")]
    [InlineData("Number | Title\n:-|-:\n1001 | a\n", "1001")]
    [InlineData("- list\n\n  | Number | Title |\n  |---|---|\n  | 1001 | a |\n", "1001")]
    [InlineData("- | Number | Title |\n  |---|---|\n  | 1001 | a |\n", "1001")]
    [InlineData("1. list\n\n   | Number | Title |\n   |---|---|\n   | 1001 | a |\n\n   more\n", "1001")]
    [InlineData("> | Number | Title |\n> |---|---|\n> | 1001 | a |\n> text\n", "1001, ")]
    [InlineData("> | Number | Title |\n> |---|---|\n> | 1001 | a |\ntext\n", "1001")]
    [InlineData("| Number | Title |\r\n|---|---|\r\n| 1001 | a |\r\ntext\r\n", "1001, ")]
    [InlineData("| Number | Title |\n|---|---|\n| 1001 | `a | b` |\n| 1002 | a\\|b |", "1001, 1002")]
    public void Tables_in_lists_and_quotations_have_their_rows(string text, string numbers)
    {
        var registry = Parse(text).Registry!;
        Assert.Equal(numbers, string.Join(", ", registry.Rows.Select(row => row.Number?.Value.ToString())));
    }

    [Fact]
    public void Links_in_cells_are_read_cell_by_cell()
    {
        var file = Parse("| Number | Title |\n|---|---|\n| [1001](a.md) | `x | [1002](b.md) |\ntext [c](c.md) <d.md>\n");
        Assert.Equal(["a.md", "b.md", "c.md"], file.Links.Select(link => link.Path));
        Assert.Equal(["[1001](a.md)", "[1002](b.md)", "[c](c.md)"], file.Links.Select(link => file.Text.Slice(link.Span)));
    }

    [Fact]
    public void Statuses_are_read_from_a_table_that_text_follows()
    {
        var series = Fixture
            .Read(
                "-- README.md --\nThe statuses | of life\n| Status | Description |\n|---|---|\n| Draft | New |\n| Lit | Burns |\nThey are few.\n"
            )
            .ToSeries();
        Assert.True(series.Convention.Knows("Lit"));
    }

    [Fact]
    public void A_number_below_which_text_stands_is_taken()
    {
        var series = Fixture.Read($"-- README.md --\n{Table}\nNumbers are never reused.\n").ToSeries();
        Assert.Equal(new ProposalNumber(1002), series.NextNumber);
        Assert.True(series.Knows(new(1001)));
    }

    [Theory]
    [InlineData(
        "- Below:\n\n  | Number | Title | Author | Status |\n  |---|---|---|---|\n  | 1001 | Quiet Hours | Ada | Draft |\n  | _next_ | _(here)_ | | |\n",
        "  | [1002](BEP-1002-lamps.md) | Lamps | Ada Park | Draft |\n  | _next_"
    )]
    [InlineData(
        "- | Number | Title | Author | Status |\n  |---|---|---|---|\n  | 1001 | Quiet Hours | Ada | Draft |\n",
        "\n  | [1002](BEP-1002-lamps.md) | Lamps | Ada Park | Draft |\n"
    )]
    [InlineData(
        "> | Number | Title | Author | Status |\n> |---|---|---|---|\n> | 1001 | Quiet Hours | Ada | Draft |\n",
        "\n> | [1002](BEP-1002-lamps.md) | Lamps | Ada Park | Draft |\n"
    )]
    [InlineData(
        "\t| not | a table |\n\n1. x\n\n\t| Number | Title | Author | Status |\n\t|---|---|---|---|\n\t| 1001 | Quiet Hours | Ada | Draft |\n",
        "\n\t| [1002](BEP-1002-lamps.md) | Lamps | Ada Park | Draft |\n"
    )]
    public void A_row_keeps_what_stands_in_front_of_the_others(string registry, string row)
    {
        var series = Fixture.Read($"-- README.md --\n{registry}").ToSeries();
        var created = NewProposal.Create(series, "Lamps").Value!;
        var after = series.Apply(created.Change);
        Assert.Contains(row, after.RegistryDocument.Text.Content, StringComparison.Ordinal);
        Assert.Equal(series.Registry!.Rows.Length + 1, after.Registry!.Rows.Length);
    }

    [Fact]
    public void A_row_goes_above_the_text_that_follows_the_table()
    {
        var series = Fixture
            .Read(
                "-- README.md --\n| Number | Title | Author | Status |\n|---|---|---|---|\n| 1001 | Quiet Hours | Ada | Draft |\nNumbers are never reused.\n"
            )
            .ToSeries();
        var after = series.Apply(NewProposal.Create(series, "Lamps").Value!.Change);
        Assert.Contains(
            "Draft |\n| [1002](BEP-1002-lamps.md) | Lamps | Ada Park | Draft |\nNumbers",
            after.RegistryDocument.Text.Content,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_table_in_a_list_is_aligned_in_its_place() =>
        Expect.Refactored(
            "-- README.md --\n- Below:\n\n  | Num$0ber | Title | Author | Status |\n  |---|---|---|---|\n  | 1002 | Night | Min | Draft |\n  | 1001 | Quiet Hours | Ada | Draft |\n\n  More.\n",
            "Align and sort the registry",
            "-- README.md --\n- Below:\n\n  | Number | Title       | Author | Status |\n  |--------|-------------|--------|--------|\n  | 1001   | Quiet Hours | Ada    | Draft  |\n  | 1002   | Night       | Min    | Draft  |\n\n  More.\n"
        );

    private static Document Parse(string text) => Fixture.Read($"-- README.md --\n{text}").ToSeries().RegistryDocument;
}
