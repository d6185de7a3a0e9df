using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;

namespace Bep.Tests.Rules;

/// <summary>Fields and rows that are odd but legitimate: nothing is found in them at error or warning.</summary>
public sealed class FineFieldsAndRowsTests
{
    private static readonly Dictionary<string, (string Authors, string Text)> s_proposals = new()
    {
        ["a plain one"] = ("Ada Park", Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05")),
        ["comments between the fields, and blank lines"] = (
            "Ada Park",
            Proposal(
                "# Who may be asked\nAuthor: Ada Park (ada@example.com)\n\n# Draft, or something later\nStatus: Draft\n\n# ISO 8601\nCreated: 2026-01-05"
            )
        ),
        ["a comment behind each value"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com) # ask her\nStatus: Draft # so far\nCreated: 2026-01-05 # a Monday")
        ),
        ["values in quotes"] = ("Ada Park", Proposal("Author: \"Ada Park (ada@example.com)\"\nStatus: 'Draft'\nCreated: \"2026-01-05\"")),
        ["keys in quotes"] = ("Ada Park", Proposal("\"Author\": Ada Park (ada@example.com)\n\"Status\": Draft\n\"Created\": 2026-01-05")),
        ["authors as a list"] = (
            "Ada Park, Min Seo",
            Proposal("Author:\n  - Ada Park (ada@example.com)\n  - Min Seo (min@example.com)\nStatus: Draft\nCreated: 2026-01-05")
        ),
        ["authors as a list that is not indented"] = (
            "Ada Park, Min Seo",
            Proposal("Author:\n- Ada Park (ada@example.com)\n- Min Seo (min@example.com)\nStatus: Draft\nCreated: 2026-01-05")
        ),
        ["authors as a list in a line"] = (
            "Ada Park, Min Seo",
            Proposal("Author: [\"Ada Park (ada@example.com)\", \"Min Seo (min@example.com)\"]\nStatus: Draft\nCreated: 2026-01-05")
        ),
        ["a name in two scripts"] = (
            "Ada Park",
            Proposal("Author: 박아다 (Ada Park) (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05")
        ),
        ["a comma at the end"] = ("Ada Park", Proposal("Author: Ada Park (ada@example.com),\nStatus: Draft\nCreated: 2026-01-05")),
        ["blanks around"] = ("Ada Park", Proposal("Author:   Ada Park (ada@example.com)  \nStatus:\tDraft\nCreated: 2026-01-05\t")),
        ["a field of one's own"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\nTags:\n  - night\n  - harbour")
        ),
        ["the fields the other way round"] = (
            "Ada Park",
            Proposal("Created: 2026-01-05\nStatus: Draft\nAuthor: Ada Park (ada@example.com)")
        ),
        ["tomorrow, in another time zone"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-16")
        ),
        ["versions, though the template has none"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\nCreated-Version:\nTarget-Version: 26.2.0")
        ),
        ["made in December for the next year"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2025-12-05\nCreated-Version: 26.1.0")
        ),
        ["released earlier in the line that it was made in"] = (
            "Ada Park",
            Proposal(
                "Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\nCreated-Version: 25.9.4\nTarget-Version: 25.9 LTS"
            )
        ),
        ["words instead of a successor"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\nSuperseded-By: None")
        ),
        ["a table, code and a thematic break"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05")
                + "\n---\n\n| Number | Title |\n|---|---|\n| x | y |\n\n```\n# no title\nAB-XXXX\n```\n"
        ),
        ["Windows line ends"] = (
            "Ada Park",
            Proposal("Author: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05")
                .Replace("\n", "\r\n", StringComparison.Ordinal)
        ),
    };

    private static readonly Dictionary<string, string> s_rows = new()
    {
        ["a number in bold"] = "| [**1001**](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |",
        ["the number with the series' name"] = "| [BEP-1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |",
        ["a link with a dot and a slash, and a title"] =
            "| [1001](./BEP-1001-quiet-hours.md \"Quiet Hours\") | Quiet Hours | Ada Park | Draft |",
        ["nobody"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | - | Draft |",
        ["nobody, with a longer dash"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | – | Draft |",
        ["nobody at all"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | | Draft |",
        ["not decided"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | TBD | Draft |",
        ["an account"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | [@ada](https://example.com/ada) | Draft |",
        ["the family name first, in capitals"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | PARK Ada | Draft |",
        ["the name in one word"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | AdaPark | Draft |",
        ["the name in another script"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | 박아다 | Draft |",
        ["another romanisation"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Pak | Draft |",
        ["the address too"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park (ada@example.com) | Draft |",
        ["a status with a remark"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft (for the spring) |",
        ["a status with a mark"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | 📝 Draft |",
        ["a status that was struck out"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | ~~Accepted~~ Draft |",
        ["no status yet"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | |",
        ["a shorter title"] = "| [1001](BEP-1001-quiet-hours.md) | `Hours` | Ada Park | Draft |",
        ["an escaped pipe"] = "| [1001](BEP-1001-quiet-hours.md) | Quiet \\| Hours | Ada Park | Draft |",
        ["no pipes at the ends"] = "[1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft",
        ["a number that is skipped"] = "| 1000 | _(skipped)_ | | |\n| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |",
        ["a number that is skipped, for a reason"] =
            "| 1000 | *(skipped: withdrawn)* | - | - |\n| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |",
        ["a number that is reserved ahead"] =
            "| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |\n| 1002 | Night Shift | Min Seo | Draft |",
    };

    public static TheoryData<string> Proposals() => new(s_proposals.Keys);

    public static TheoryData<string> Rows() => new(s_rows.Keys);

    [Theory]
    [MemberData(nameof(Proposals))]
    public void A_proposal_may_be_written_with(string what)
    {
        var (authors, text) = s_proposals[what];
        AssertFine($"| [1001](BEP-1001-quiet-hours.md) | Quiet Hours | {authors} | Draft |", text);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_registry_may_be_written_with(string what) => AssertFine(s_rows[what], s_proposals["a plain one"].Text);

    private static string Proposal(string fields) =>
        $"---\n{fields}\n---\n\n# BEP-1001: Quiet Hours\n\nNobody wants to be woken at night.\n";

    private static void AssertFine(string rows, string proposal)
    {
        var series = Fixture
            .Read(
                $"""
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                {rows}
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                {proposal}
                """
            )
            .ToSeries();
        Assert.Empty(
            RuleBook
                .Default.CheckAll(series)
                .Where(finding => finding.Severity <= Severity.Warning)
                .Select(finding => $"{finding.Path} {finding.Rule.Name}: {finding.Message}")
        );
    }
}
