using Bep.Analysis.Notation;

namespace Bep.Tests.Parsing;

/// <summary>In which statuses a series says that no question is open.</summary>
public class AnsweredStatusesTests
{
    [Theory]
    [InlineData("A proposal is accepted when its open questions are resolved.", "Accepted")]
    [InlineData("All open questions must be\nanswered before a proposal is Accepted.", "Accepted")]
    [InlineData("A Draft becomes Accepted once no open question is left. Rejected proposals stay where they are.", "Accepted")]
    [InlineData("- **Accepted** and Implemented proposals have no open questions\n- Rejected ones are kept", "Accepted, Implemented")]
    [InlineData(
        "| Status | Description |\n|---|---|\n| Draft | Being written |\n| Accepted | Approved; all open questions are closed |",
        "Accepted"
    )]
    [InlineData("An accepted proposal has no open questions.\n\nNo open issue is left when it is implemented.", "Accepted, Implemented")]
    [InlineData("An accepted proposal may keep open questions that are resolved later.", "")]
    [InlineData("A proposal is rejected if its open questions have not been answered within a year.", "")]
    [InlineData("Open questions are answered in the pull request.", "")]
    [InlineData("A Draft has a list of open questions that are not answered.", "")]
    [InlineData("Write down open questions. A proposal that is accepted is not changed.", "")]
    [InlineData("- List the open questions, resolved or not\n- Accepted proposals are merged", "")]
    public void AreReadOutOfTheRegistrysFile(string prose, string statuses)
    {
        var table = """
            | Number | Title | Author | Status |
            |--------|-------|--------|--------|
            | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
            | _next_ | _(reserve your number here)_ | | |
            """;
        var series = Fixture
            .Read($"-- README.md --\n# Proposals\n\n{prose}\n\n{table}\n-- BEP-1001-quiet-hours.md --\n# Quiet Hours\n")
            .ToSeries();
        Assert.Equal(statuses, string.Join(", ", series.Convention.AnsweredStatuses));
    }
}
