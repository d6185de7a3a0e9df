using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Notation;

namespace Bep.Tests.Edits;

/// <summary>Rows that are written into a registry: in its own columns and habits, at their place, with nothing of the text lost.</summary>
public sealed class RowTests
{
    private const string Header = "| Number | Title | Author | Status |\n|--|--|--|--|\n";

    private const string Front = "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\n---\n\n";

    /// <summary>A registry's table, a document that it lacks, and the row that reserves its number.</summary>
    public static TheoryData<string, string, string, string> Rows() =>
        new()
        {
            {
                Header,
                "BEP-1001-quiet-hours.md",
                Front + "# Quiet Hours\n",
                "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |"
            },
            // The habits of the rows above: the prefix, the dot and slash, the order of the columns, columns of its own.
            {
                Header + "| BEP-1000 | Lamps | Min Seo | Draft |\n",
                "BEP-1001-a.md",
                Front + "# A\n",
                "| [BEP-1001](BEP-1001-a.md) | A | Ada Park | Draft |"
            },
            {
                Header + "| [1000](./BEP-1000-b.md) | Lamps | Min Seo | Draft |\n",
                "BEP-1001-a.md",
                Front + "# A\n",
                "| [1001](./BEP-1001-a.md) | A | Ada Park | Draft |"
            },
            {
                Header + "| [1000](BEP-1000-b.md) | Lamps | Min Seo | Draft |\n",
                "BEP-1001-a.md",
                Front + "# A\n",
                "| [1001](BEP-1001-a.md) | A | Ada Park | Draft |"
            },
            {
                "| Status | Number | Since | Title |\n|--|--|--|--|\n",
                "BEP-1001-a.md",
                Front + "# A\n",
                "| Draft | [1001](BEP-1001-a.md) |  | A |"
            },
            // Titles as text: without the number, with escaped bars; made of the file's name where there is none.
            { Header, "BEP-1001-a.md", Front + "# BEP-1001: A | B\n", "| [1001](BEP-1001-a.md) | A \\| B | Ada Park | Draft |" },
            { Header, "BEP-1001-quiet-hours.md", Front, "| [1001](BEP-1001-quiet-hours.md) | quiet hours | Ada Park | Draft |" },
            { Header, "BEP-1001-quiet-hours.md", Front + "# \n", "| [1001](BEP-1001-quiet-hours.md) | quiet hours | Ada Park | Draft |" },
            // Names alone, or a dash for nobody.
            {
                Header,
                "BEP-1001-a.md",
                "---\nAuthor: Ada Park (ada@example.com), Min Seo (min@example.com)\nStatus: Draft\n---\n# A\n",
                "| [1001](BEP-1001-a.md) | A | Ada Park, Min Seo | Draft |"
            },
            { Header, "BEP-1001-a.md", "---\nAuthor: TBD\nStatus: Draft\n---\n# A\n", "| [1001](BEP-1001-a.md) | A | - | Draft |" },
            { Header, "BEP-1001-a.md", "# A\n", "| [1001](BEP-1001-a.md) | A | - | Draft |" },
            // A status that the lifecycle knows, else its first one.
            { Header, "BEP-1001-a.md", "---\nStatus: Accepted\n---\n# A\n", "| [1001](BEP-1001-a.md) | A | - | Accepted |" },
            { Header, "BEP-1001-a.md", "---\nStatus: Acepted\n---\n# A\n", "| [1001](BEP-1001-a.md) | A | - | Draft |" },
            // What would end a link is written in code.
            { Header, "BEP-1001-a (b) 100%.md", "# A\n", "| [1001](BEP-1001-a%20%28b%29%20100%25.md) | A | - | Draft |" },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_written_as_the_table_has_them(string registry, string path, string content, string expected)
    {
        var after = Fix(
            $"-- README.md --\n{registry}-- {path} --\n{content}",
            path,
            "unregistered-document",
            "Reserve BEP-1001 in the registry"
        );
        Assert.Equal(registry + expected, after.TrimEnd('\n'));
    }

    [Theory]
    [InlineData("| 1000 | A | - | Draft |\n| 1002 | B | - | Draft |\n| _next_ | | | |\n", 1)]
    [InlineData("| 1000 | A | - | Draft |\n| _next_ | | | |\n", 1)]
    [InlineData("| 1000 | A | - | Draft |\n", 1)]
    [InlineData("| 1002 | B | - | Draft |\n| 1000 | A | - | Draft |\n", 0)]
    [InlineData("| ? | A | - | Draft |\n| 1002 | B | - | Draft |\n", 1)]
    [InlineData("", 0)]
    public void A_row_stands_where_its_number_belongs(string rows, int place)
    {
        foreach (var newLine in new[] { "\n", "\r\n" })
        {
            var registry = ("# Proposals\n\n" + Header + rows + "\nMore words.\n").ReplaceLineEndings(newLine);
            var after = Fix(
                $"-- README.md --\n{registry}-- BEP-1001-a.md --\n# A\n",
                "BEP-1001-a.md",
                "unregistered-document",
                "Reserve BEP-1001 in the registry"
            );
            var expected = registry.Split(newLine).ToList();
            expected.Insert(4 + place, "| [1001](BEP-1001-a.md) | A | - | Draft |");
            Assert.Equal(expected, after.Split(newLine));
        }
    }

    [Theory]
    [InlineData(
        "next-row",
        "Insert the `_next_` row",
        "| 1000 | A | - | Draft |\n",
        "| 1000 | A | - | Draft |\n| _next_ | _(reserve your number here)_ | | |\n"
    )]
    [InlineData(
        "registry-gap",
        "Insert a row for BEP-1001",
        "| 1000 | A | - | Draft |\n| 1002 | B | - | Draft |\n",
        "| 1000 | A | - | Draft |\n| 1001 | _(skipped)_ | | |\n| 1002 | B | - | Draft |\n"
    )]
    [InlineData(
        "registry-gap",
        "Insert rows for them",
        "| BEP-1000 | A | - | Draft |\n| BEP-1003 | B | - | Draft |\n",
        "| BEP-1000 | A | - | Draft |\n| BEP-1001 | _(skipped)_ | | |\n| BEP-1002 | _(skipped)_ | | |\n| BEP-1003 | B | - | Draft |\n"
    )]
    // A number that is taken twice: its row moves to its new place, or stays where it is in order.
    [InlineData(
        "duplicate-number",
        "Renumber this one to BEP-1003",
        "| 1001 | A | Ada | Draft |\n| 1001 | Bells | Min | Draft |\n| 1002 | C | Ada | Draft |\n",
        "| 1001 | A | Ada | Draft |\n| 1002 | C | Ada | Draft |\n| 1003 | Bells | Min | Draft |\n"
    )]
    [InlineData(
        "duplicate-number",
        "Renumber this one to BEP-1002",
        "| 1001 | A | Ada | Draft |\n| **1001** | Bells  |  Min | Draft |\n",
        "| 1001 | A | Ada | Draft |\n| 1002 | Bells  |  Min | Draft |\n"
    )]
    [InlineData(
        "duplicate-number",
        "Renumber this one to BEP-1002",
        "| BEP-1001 | A | Ada | Draft |\n| BEP-1001 | Bells | Min | Draft |\n",
        "| BEP-1001 | A | Ada | Draft |\n| BEP-1002 | Bells | Min | Draft |\n"
    )]
    [InlineData(
        "duplicate-number",
        "Remove this repetition",
        "| 1001 | A | Ada | Draft |\n| 1001 | A | Ada | Draft |\n\nWords.\n",
        "| 1001 | A | Ada | Draft |\n\nWords.\n"
    )]
    [InlineData(
        "duplicate-number",
        "Remove this repetition",
        "| 1001 | A | Ada | Draft |\n| 1001 | A | Ada | Draft |\n",
        "| 1001 | A | Ada | Draft |\n"
    )]
    public void The_table_is_put_in_order(string rule, string title, string rows, string expected) =>
        Assert.Equal(Header + expected, Fix($"-- README.md --\n{Header}{rows}", "README.md", rule, title));

    [Theory]
    [InlineData("Draft", "Draft")]
    [InlineData("**Draft**", "Draft")]
    [InlineData("Draft (since May)", "Draft")]
    [InlineData("~~Draft~~ Rejected", "Rejected")]
    [InlineData("~~Accepted~~ ~~Draft~~ Rejected", "Rejected")]
    [InlineData("Rejected, was Draft", "Rejected")]
    [InlineData("Drafted", "Drafted")]
    [InlineData("Redraft, Draft2", "Redraft, Draft2")]
    [InlineData("Drafts or Draft", "Draft")]
    [InlineData("Unknown", "Unknown")]
    [InlineData("", null)]
    [InlineData("-", null)]
    public void The_status_of_a_row_is_the_word_that_the_lifecycle_has(string cell, string? expected)
    {
        var series = Fixture
            .Read(
                $"-- README.md --\n{Header}| [1001](BEP-1001-a.md) | A | - | {cell} |\n-- BEP-1001-a.md --\n---\nStatus: Accepted\n---\n# A\n"
            )
            .ToSeries();
        var finding = RuleBook.Find("registry-status-mismatch")!.Check(series.RegistryDocument, series).SingleOrDefault();
        Assert.Equal(expected is null ? null : $"Registry says {expected}, BEP-1001-a.md says Accepted.", finding?.Message.ToString());
        if (finding is null)
            return;
        Assert.Equal(expected, series.RegistryDocument.Text.Slice(finding.Span));
        Assert.Contains(
            $"| {cell[..cell.LastIndexOf(expected!, StringComparison.Ordinal)]}Accepted{cell[(cell.LastIndexOf(expected!, StringComparison.Ordinal) + expected!.Length)..]} |",
            series.Apply(finding.Fixes[0].Change).RegistryDocument.Text.Content,
            StringComparison.Ordinal
        );
    }

    [Theory]
    // A longer status is not the shorter one that it begins with.
    [InlineData("Last Call", "Last Call")]
    [InlineData("Last", "Last")]
    public void Of_two_statuses_the_longer_one_is_meant(string cell, string expected)
    {
        var series = Fixture
            .Read(
                $"-- .bep.yaml --\nstatuses: [Last, Last Call, Final]\n-- README.md --\n{Header}| [1001](BEP-1001-a.md) | A | - | {cell} |\n-- BEP-1001-a.md --\n---\nStatus: Final\n---\n# A\n"
            )
            .ToSeries();
        Assert.Equal(
            $"Registry says {expected}, BEP-1001-a.md says Final.",
            RuleBook.Find("registry-status-mismatch")!.Check(series.RegistryDocument, series).Single().Message.ToString()
        );
    }

    private static string Fix(string notation, string path, string rule, string title)
    {
        var series = Fixture.Read(notation).ToSeries();
        var fixes = RuleBook.Find(rule)!.Check(series.Find(path)!, series).SelectMany(finding => finding.Fixes).ToList();
        var fix = fixes.Find(fix => fix.Title.ToString() == title);
        Assert.True(fix is not null, $"There is no `{title}`, only {string.Join(", ", fixes.Select(fix => fix.Title))}.");
        return series.Apply(fix.Change).RegistryDocument.Text.Content;
    }
}
