using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

namespace Bep.Tests.Text;

/// <summary>What was probably meant by a name that is not there.</summary>
public sealed class DidYouMeanTests
{
    [Theory]
    // A letter left out, put in, changed, or swapped with its neighbour; letter case aside.
    [InlineData("Draf", "Draft, Final", "Draft")]
    [InlineData("Drafft", "Draft, Final", "Draft")]
    [InlineData("Drapt", "Draft, Final", "Draft")]
    [InlineData("Darft", "Draft, Final", "Draft")]
    [InlineData("draft", "Draft, Final", "Draft")]
    [InlineData("DRAFT", "Draft, Final", "Draft")]
    // One for each three letters.
    [InlineData("Drfta", "Draft, Final", null)]
    [InlineData("Acptd", "Accepted", null)]
    [InlineData("Acceptd", "Accepted", "Accepted")]
    [InlineData("Accpetde", "Accepted", "Accepted")]
    [InlineData("Implmentde", "Implemented", "Implemented")]
    [InlineData("Xmplmentde", "Implemented", "Implemented")]
    [InlineData("Xmplmntde", "Implemented", null)]
    [InlineData("ab", "ac", "ac")]
    [InlineData("ab", "cd", null)]
    [InlineData("x", "ab", null)]
    [InlineData("x", "y, xy", "xy")]
    // The nearest comes first; of two that are equally near the one with the same letters, then the one that comes first in a list.
    [InlineData("Lamp", "Lump, Lamps, Lamp2", "Lamp2")]
    [InlineData("form", "farm, from", "from")]
    [InlineData("cat", "car, bat", "bat")]
    // Who writes the beginning of a name means it.
    [InlineData("Imp", "Draft, Implemented", "Implemented")]
    [InlineData("imp", "Draft, Implemented", "Implemented")]
    [InlineData("Im", "Draft, Implemented", null)]
    [InlineData("lemented", "Draft, Implemented", null)]
    [InlineData("Super", "Superseded, Supper", "Supper")]
    public void The_name_with_the_fewest_slips_is_meant(string written, string names, string? expected)
    {
        var series = Fixture
            .Read($"-- .bep.yaml --\nstatuses: [{names}]\n-- BEP-1001-a.md --\n---\nStatus: {written}\n---\n# A\n")
            .ToSeries();
        var finding = RuleBook.Find("unknown-status")!.Check(series.Find("BEP-1001-a.md")!, series).Single();
        Assert.Equal(expected is null ? [] : [$"Change to `{expected}`"], finding.Fixes.Select(fix => fix.Title.ToString()));
        // Only another letter case is certainly a slip.
        Assert.Equal(expected?.Equals(written, StringComparison.OrdinalIgnoreCase) == true, finding.Fixes.Any(fix => fix.IsSafe));
    }
}
