using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>A registry of several tables with the same columns, one for each status.</summary>
public sealed class StatusTableTests
{
    private const string Configuration = """
        -- .bep.yaml --
        prefix: ADR
        file-names: "{number}-{slug}.md"
        first-number: 1
        registry: README.md
        next-row: none
        template: none
        field-names: { status: status }
        statuses: [Draft, Last Call, Call, Final, Rejected]

        """;

    private static string Documents(params (int Number, string Slug, string Status)[] records) =>
        string.Concat(
            records.Select(record => $"-- {record.Number:D4}-{record.Slug}.md --\n---\nstatus: {record.Status}\n---\n\n# {record.Slug}\n")
        );

    private static readonly string s_documents = Documents(
        (1, "lamps", "Draft"),
        (2, "oil", "Final"),
        (3, "ropes", "Draft"),
        (4, "bells", "Final"),
        (5, "masts", "Draft")
    );

    private static Series Read(string registry, string? documents = null) =>
        Fixture.Read($"{Configuration}-- README.md --\n{registry}{documents ?? s_documents}").ToSeries();

    private static string Table(string heading, params string[] rows) =>
        $"## {heading}\n\n| Number | Title |\n|--------|-------|\n{string.Concat(rows.Select(row => row + "\n"))}\n";

    // The notation leaves out what a file ends in.
    private static void Same(string expected, string text) => Assert.Equal(expected.TrimEnd(), text.TrimEnd());

    private static string Row(int number, string slug) => $"| [{number:D4}]({number:D4}-{slug}.md) | {slug} |";

    private static string Registry =>
        Table("Drafts: Draft", Row(1, "lamps"), Row(3, "ropes"), Row(5, "masts"))
        + Table("Last Call")
        + Table("Final", Row(2, "oil"), Row(4, "bells"));

    private static string After(Series series, string status, params int[] numbers)
    {
        var (change, refusal) = StatusChange.To(series, [.. numbers.Select(number => series.DocumentOf(new(number))!)], status, default);
        return refusal?.ToString() ?? series.Apply(change!).RegistryDocument.Text.Content;
    }

    [Fact]
    public void The_rows_of_all_of_them_count()
    {
        var series = Read(Registry);
        Assert.Equal([1, 2, 3, 4, 5], series.Registry!.AllRows.Select(row => row.Number!.Value.Value).Order());
        Assert.Equal(new ProposalNumber(6), series.NextNumber);
        Assert.Empty(RuleBook.Default.CheckAll(series).Select(finding => $"{finding.Rule.Name} {finding.Message}"));
    }

    [Fact]
    public void A_row_goes_to_the_table_below_the_heading_of_its_status()
    {
        var series = Read(Registry);
        Same(
            Table("Drafts: Draft", Row(1, "lamps"), Row(5, "masts"))
                + Table("Last Call")
                + Table("Final", Row(2, "oil"), Row(3, "ropes"), Row(4, "bells")),
            After(series, "Final", 3)
        );
        // An empty one is one as well, and several go together, the last row of a text without a line end among them.
        Same(
            Table("Drafts: Draft", Row(3, "ropes"))
                + Table("Last Call", Row(1, "lamps"), Row(5, "masts"))
                + Table("Final", Row(2, "oil"), Row(4, "bells")),
            After(series, "Last Call", 5, 1)
        );
        Same(
            (
                Table("Drafts: Draft", Row(1, "lamps"), Row(3, "ropes"), Row(5, "masts"))
                + Table("Last Call", Row(2, "oil"), Row(4, "bells"))
                + Table("Final")
            ).TrimEnd(),
            After(Read(Registry.TrimEnd() + "\n").WithRegistry(Registry.TrimEnd()), "Last Call", 2, 4)
        );
    }

    [Fact]
    public void Every_step_there_and_back_leaves_the_same_table()
    {
        var series = Read(Registry);
        foreach (var number in (int[])[1, 3, 5])
        foreach (var status in (string[])["Last Call", "Final"])
        {
            var there = series.Apply(StatusChange.To(series, series.DocumentOf(new(number))!, status, default).Value!);
            Assert.Empty(RuleBook.Default.CheckAll(there));
            Same(Registry, After(there, "Draft", number));
        }
    }

    [Fact]
    public void Where_no_table_is_for_a_status_that_is_said()
    {
        Assert.Equal(
            "README.md has a table for Draft and none for Rejected; write a heading Rejected with a table below it first.",
            After(Read(Registry), "Rejected", 1)
        );
    }

    [Theory]
    // What no heading says, the rows may.
    [InlineData("Active", "Archive", true)]
    // Below both headings stand final ones: nobody can say, and the row stays.
    [InlineData("Ours", "Theirs", false)]
    public void Where_no_heading_names_a_status_the_rows_say_which_table_is_meant(string first, string second, bool moves)
    {
        var finals = moves ? (string[])[Row(2, "oil"), Row(4, "bells")] : [Row(4, "bells")];
        var drafts = moves
            ? (string[])[Row(1, "lamps"), Row(3, "ropes"), Row(5, "masts")]
            : [Row(1, "lamps"), Row(2, "oil"), Row(3, "ropes"), Row(5, "masts")];
        var registry = Table(first, drafts) + Table(second, finals);
        Same(
            moves
                ? Table(first, Row(1, "lamps"), Row(5, "masts")) + Table(second, Row(2, "oil"), Row(3, "ropes"), Row(4, "bells"))
                : registry,
            After(Read(registry), "Final", 3)
        );
    }

    [Fact]
    public void A_new_row_goes_to_the_table_of_its_status()
    {
        var series = Read(
            Table("Final", Row(2, "oil"), Row(4, "bells")) + Table("Draft", Row(1, "lamps"), Row(3, "ropes"), Row(5, "masts"))
        );
        var after = series.Apply(NewProposal.Create(series, "Flags").Value!.Change);
        Same(
            Table("Final", Row(2, "oil"), Row(4, "bells"))
                + Table("Draft", Row(1, "lamps"), Row(3, "ropes"), Row(5, "masts"), "| [0006](0006-flags.md) | Flags |"),
            after.RegistryDocument.Text.Content
        );

        // A document that no row has is registered where it belongs.
        series = Read(Registry, s_documents + Documents((6, "flags", "Final")));
        var finding = Assert.Single(RuleBook.Default.CheckAll(series), finding => finding.Rule.Name == "unregistered-document");
        Assert.EndsWith(
            Table("Final", Row(2, "oil"), Row(4, "bells"), "| [0006](0006-flags.md) | flags |").TrimEnd(),
            series.Apply(finding.Fixes[0].Change).RegistryDocument.Text.Content.TrimEnd()
        );
    }

    [Fact]
    public void Where_a_row_says_where_the_next_number_goes_a_new_one_goes_there()
    {
        var series = Fixture
            .Read(
                $"{Configuration.Replace("next-row: none\n", "")}-- README.md --\n{Table("Numbers", Row(1, "lamps"), "| _next_ | |")}{Table("Draft", Row(3, "ropes"), Row(5, "masts"))}{Table("Final", Row(2, "oil"), Row(4, "bells"))}{s_documents}"
            )
            .ToSeries();
        var after = series.Apply(NewProposal.Create(series, "Flags").Value!.Change);
        Assert.Contains("| [0006](0006-flags.md) | Flags |\n| _next_ | |\n", after.RegistryDocument.Text.Content);
    }
}

file static class SeriesExtensions
{
    public static Series WithRegistry(this Series series, string text) => Rules.Invariants.With(series, series.RegistryPath, text);
}
