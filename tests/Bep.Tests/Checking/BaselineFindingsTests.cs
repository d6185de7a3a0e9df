using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Checking;

/// <summary>A fault that was there before stays the same fault, whatever happens around it.</summary>
public sealed class BaselineFindingsTests
{
    private const string Body = "One line.\n\nAnother line.\n\nA third line, and [x](gone.md), and BEP-4711.\n";

    private const string Before = $"""
        -- README.md --
        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1000](BEP-1000-lamps.md) | Lamps | Ada Park | Draft |
        | [1001](BEP-1001-a.md) | A | Ada Park | Accepted |
        | _next_ | _(reserve your number here)_ | | |
        -- BEP-1000-lamps.md --
        ---
        Author: Ada Park (ada@example.com)
        Status: Draft
        Created: 2026-01-05
        ---
        # Lamps
        -- BEP-1001-a.md --
        ---
        Author: Ada Park (ada@example.com)
        Status: Draft
        Created: 2026-01-05
        ---
        # A

        {Body}
        """;

    public static TheoryData<string, string, string> Changes() =>
        new()
        {
            { "lines above", "# A\n", "# A\n\nNew words above.\n" },
            { "another suggestion", "-- BEP-1000-lamps.md --", "-- BEP-1001/gone.md --\n# Gone\n-- BEP-1000-lamps.md --" },
            { "words in its line", "A third line, and", "A third line that was reworded, with" },
            { "another name", "BEP-1001-a.md", "BEP-1001-b.md" },
            { "another folder of the row", "| [1001](BEP-1001-a.md) | A | Ada Park | Accepted |\n", "" },
            { "another row below", "A | Ada Park | Accepted |\n", "A | Ada Park | Accepted |\n| 1002 | Bells | Ada Park | Draft |\n" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void An_old_fault_is_not_new(string what, string from, string to)
    {
        Assert.Contains(from, Before);
        var (before, after) = (Read(Before), Read(Before.Replace(from, to, StringComparison.Ordinal)));
        var found = BaselineFindings
            .In(before)
            .Without(after, RuleBook.Default.CheckAll(after))
            .Where(finding => finding.Severity <= Severity.Warning)
            .Select(finding => finding.Rule.Name);
        Assert.Equal(what == "another folder of the row" ? ["unregistered-document"] : Array.Empty<string>(), found);
    }

    [Fact]
    public void A_row_that_moves_takes_its_fault_along()
    {
        var after = Read(
            Before
                .Replace("| [1001](BEP-1001-a.md) | A | Ada Park | Accepted |\n", "", StringComparison.Ordinal)
                .Replace("| [1000]", "| [1001](BEP-1001-a.md) | A | Ada Park | Accepted |\n| [1000]", StringComparison.Ordinal)
        );
        Assert.Equal(["registry-order"], New(Read(Before), after));
    }

    [Theory]
    [InlineData("[x](gone.md)", "[x](gone.md) and [y](lost.md)", "broken-link")]
    [InlineData("[x](gone.md)", "[x](gone.md) and [y](gone.md)", "broken-link")]
    [InlineData("BEP-4711", "BEP-4711 and BEP-4712", "unknown-reference")]
    public void A_new_one_is(string from, string to, string rule) =>
        Assert.Equal([rule], New(Read(Before), Read(Before.Replace(from, to, StringComparison.Ordinal))));

    [Fact]
    public void A_document_that_is_new_has_new_faults()
    {
        var after = Read(Before + "-- BEP-1002-c.md --\n---\nStatus: Draft\n---\n# C\n\nWords of its own, [x](gone.md).\n");
        Assert.Contains("broken-link", New(Read(Before), after));
    }

    [Fact]
    public void A_folder_that_moves_keeps_its_old_faults()
    {
        const string Sub = "-- BEP-1001/notes.md --\n# Notes\n\nOne.\n\nTwo, [x](gone.md).\n";
        Assert.Empty(New(Read(Before + Sub), Read(Before + Sub.Replace("BEP-1001/", "BEP-1001-a/", StringComparison.Ordinal))));
    }

    private static string[] New(Series before, Series after) =>
        [
            .. BaselineFindings
                .In(before)
                .Without(after, RuleBook.Default.CheckAll(after))
                .Where(finding => finding.Severity <= Severity.Warning)
                .Select(finding => finding.Rule.Name),
        ];

    private static Series Read(string notation) => Fixture.Read(notation).ToSeries();
}
