using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

namespace Bep.Tests.Snapshot;

/// <summary>Where a number is a mention of a proposal, to be written as one, and where it is a part of some other name.</summary>
public sealed class MentionTests
{
    [Theory]
    [InlineData("bep-1000")]
    [InlineData("See bep-1000.")]
    [InlineData("bep-1000. Next")]
    [InlineData("bep-1000/ and bep-1000@ and bep-1000\\")]
    [InlineData("bep-1000/1002")]
    [InlineData("1/bep-1000")]
    [InlineData("(/bep-1000)")]
    [InlineData("/bep-1000")]
    [InlineData("Done. bep-1000")]
    [InlineData("bep-1000-style lamps")]
    [InlineData("bep-1000-style. More")]
    [InlineData("bep-1000-")]
    [InlineData("bep-1000-a")]
    [InlineData("bep-1000--b")]
    public void A_number_in_words_is_a_mention(string text) => Assert.NotEmpty(Found(text));

    [Theory]
    [InlineData("#bep-1000")]
    [InlineData("@bep-1000")]
    [InlineData("fix/bep-1000")]
    [InlineData("x/bep-1000")]
    [InlineData("machine.bep-1000")]
    [InlineData("share\\bep-1000")]
    [InlineData("../bep-1000")]
    [InlineData("bep-1000/notes")]
    [InlineData("bep-1000.md")]
    [InlineData("bep-1000.x")]
    [InlineData("bep-1000@example")]
    [InlineData("bep-1000\\notes")]
    [InlineData("bep-1000-quiet-hours")]
    [InlineData("bep-1000-quiet-hours.md")]
    [InlineData("bep-1000-quiet_hours")]
    [InlineData("bep-1000-quiet.md")]
    [InlineData("bep-1000-quiet/a")]
    [InlineData("bep-1000-a-b")]
    public void A_number_in_a_name_is_none(string text) => Assert.Empty(Found(text));

    [Fact]
    public void Paths_are_said_from_the_folder_of_the_series_on()
    {
        var series = Fixture
            .Read(
                "-- .bep.yaml --\nfolder: docs/beps\n-- docs/beps/BEP-1001-a.md --\n# A\n\n[x](BEP-1001/clock.png) [y](../notes.md)\n-- docs/other.md --\n"
            )
            .ToSeries();
        Assert.Equal(
            ["There is no BEP-1001/clock.png.", "There is no docs/notes.md."],
            RuleBook
                .Find("broken-link")!
                .Check(series.Find("docs/beps/BEP-1001-a.md")!, series)
                .Select(finding => finding.Message.ToString())
        );
    }

    // At the very end of a text, and with more after it.
    private static List<Finding> Found(string text)
    {
        var counts = new[] { "", "\n", " and more\n" }
            .Select(rest =>
            {
                var series = Rules.Invariants.With(
                    Fixture.Read("-- BEP-1000-b.md --\n# B\n-- BEP-1001-a.md --\n").ToSeries(),
                    "BEP-1001-a.md",
                    $"# A\n\n{text}{rest}"
                );
                return RuleBook.Find("reference-form")!.Check(series.Find("BEP-1001-a.md")!, series).ToList();
            })
            .ToList();
        Assert.All(counts, found => Assert.Equal(counts[0].Count, found.Count));
        return counts[0];
    }
}
