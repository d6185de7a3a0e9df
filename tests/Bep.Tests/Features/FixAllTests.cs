using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>Findings of one kind are fixed in one change, in the way that was chosen.</summary>
public sealed class FixAllTests
{
    private const string Disagreement = """
        -- README.md --
        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1001](BEP-1001-a.md) | A | Ada Park | Draft |
        | [1002](BEP-1002-b.md) | B | Ada Park | Draft |
        | [1003](BEP-1003-c.md) | C | Ada Park | Draft |
        | _next_ | _(reserve your number here)_ | | |
        -- BEP-1001-a.md --
        ---
        Status: Accepted
        ---
        # A
        -- BEP-1002-b.md --
        ---
        Status: Accepted
        ---
        # B
        -- BEP-1003-c.md --
        ---
        Status: Rejected
        ---
        # C

        """;

    private static readonly Series s_series = Fixture.Read(Disagreement).ToSeries();

    [Fact]
    public void Ways_are_told_with_how_many_can_be_fixed_so()
    {
        var ways = FixAll.Ways(s_series, RuleBook.Default, ["README.md"]).Where(way => way.Rule == "registry-status-mismatch");
        Assert.Equal(
            [
                ("Change the registry to {0}", "Change the registry to Accepted", 3),
                ("Change {0} to {1}", "Change BEP-1001-a.md to Draft", 3),
            ],
            ways.Select(way => (way.Way, way.Title.ToString(), way.Count))
        );
    }

    [Theory]
    [InlineData("Change the registry to {0}", "README.md", "Accepted Accepted Rejected")]
    [InlineData("Change {0} to {1}", "BEP-1001-a.md BEP-1002-b.md BEP-1003-c.md", "Draft Draft Draft")]
    public void The_chosen_side_wins_everywhere(string way, string changed, string statuses)
    {
        var change = FixAll.In(s_series, RuleBook.Default, ["README.md"], "registry-status-mismatch", way)!;
        Assert.Equal(changed, string.Join(' ', change.Files.Select(file => file.Path)));
        var after = s_series.Apply(change);
        Assert.Equal(statuses, string.Join(' ', after.Registry!.Rows.Where(row => row.Number is not null).Select(row => row.Status!.Bare)));
        Assert.DoesNotContain(RuleBook.Default.CheckAll(after), finding => finding.Rule.Name == "registry-status-mismatch");
    }

    [Fact]
    public void Findings_of_other_documents_stay()
    {
        var change = FixAll.In(s_series, RuleBook.Default, ["BEP-1002-b.md"], "registry-status-mismatch", "Change {0} to {1}")!;
        Assert.Equal(["BEP-1002-b.md"], change.Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("registry-status-mismatch", "Change nothing")]
    [InlineData("broken-link", "Change the registry to {0}")]
    public void What_is_not_there_changes_nothing(string rule, string way) =>
        Assert.Null(FixAll.In(s_series, RuleBook.Default, FixAll.Paths(s_series), rule, way));
}
