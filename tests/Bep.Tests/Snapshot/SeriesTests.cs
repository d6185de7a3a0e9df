using Bep.Analysis.Notation;

namespace Bep.Tests.Snapshot;

/// <summary>A snapshot that was made by changes is the one that is made of the same files at once.</summary>
public sealed class SeriesTests
{
    private const string One = "-- BEP-1000-lamps.md --\n# Lamps\n\nBEP-1001, BEP-1001.\n",
        Other = "-- BEP-1001-oil.md --\n# Oil\n\nBEP 1000, BEP 1000, BEP 1000.\n";

    [Fact]
    public void The_usual_form_of_a_mention_is_that_of_the_documents_which_are_there()
    {
        var (alone, both) = (Fixture.Read(One).ToSeries(), Fixture.Read(One + Other).ToSeries());
        Assert.Equal("BEP-", alone.MentionLead);
        Assert.Equal("BEP ", both.MentionLead);
        var document = both.Find("BEP-1001-oil.md")!;
        var without = both.Without(document.Path);
        Assert.Equal("BEP-", without.MentionLead);
        Assert.Equal("BEP ", without.With(document).MentionLead);
        Assert.Equal("BEP ", both.With(document).With(document).MentionLead);
        Assert.Equal("BEP-", both.With(document).Without(document.Path).MentionLead);
    }
}
