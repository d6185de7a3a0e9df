using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>Who refers to a proposal, which lens, card, view and tree all say.</summary>
public sealed class ReferrersTests
{
    [Fact]
    public void Own_documents_and_the_registry_do_not_refer_to_a_proposal()
    {
        var series = Fixture
            .Read(
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--|--|--|--|
                | [1000](BEP-1000-lamps.md) | Lamps | - | Draft |
                -- BEP-1000-lamps.md --
                # BEP-1000: Lamps
                BEP-1000 is this.
                -- BEP-1000/detail.md --
                # BEP-1000: Detail
                Back to [Lamps](../BEP-1000-lamps.md).
                -- BEP-1001-horn.md --
                # Horn
                BEP-1000, `BEP-1000`
                -- BEP-1001/loud.md --
                BEP-1000
                -- notes.md --
                [it](BEP-1000-lamps.md)
                """
            )
            .ToSeries();
        var found = Connections.Of(series, "BEP-1000-lamps.md")!;
        Assert.Equal(["BEP-1001-horn.md 2", "notes.md 1"], found.ReferredToBy.Select(end => $"{end.Path} {end.Places.Length}"));
        Assert.Equal(["BEP-1000-lamps.md", "BEP-1000/detail.md"], found.Itself.Select(place => place.Path));
        Assert.Contains("2 documents refer to this", Lenses(series, "BEP-1000-lamps.md"));
        AgreesEverywhere(series);
    }

    [Fact]
    public void Two_documents_of_one_number_do_not_refer_to_each_other_with_it()
    {
        var series = Fixture
            .Read(
                """
                -- BEP-1000-a.md --
                # BEP-1000: A
                -- BEP-1000-b.md --
                # BEP-1000: B
                -- notes.md --
                [it](BEP-1000-b.md)
                """
            )
            .ToSeries();
        Assert.Empty(Connections.ReferrersOf(series, new(1000), "BEP-1000-a.md"));
        Assert.Equal("notes.md", Assert.Single(Connections.ReferrersOf(series, new(1000), "BEP-1000-b.md")).Path);
        AgreesEverywhere(series);
    }

    [Fact]
    public void Lens_card_view_and_tree_agree_in_the_samples()
    {
        var series = Rules.CorpusTests.Read("samples");
        Assert.True(AgreesEverywhere(series) > 10, "The samples refer to one another.");
    }

    // How many proposals somebody refers to.
    private static int AgreesEverywhere(Series series)
    {
        var referred = 0;
        foreach (var document in series.Documents.Values.Where(document => document is { Kind: DocumentKind.Proposal, Number: not null }))
        {
            var view = Connections.Of(series, document.Path)!.ReferredToBy;
            var (lens, card) = view.Length switch
            {
                0 => (null, null),
                1 => ("1 document refers to this", "One document refers to it."),
                var count => ($"{count} documents refer to this", $"{count} documents refer to it."),
            };
            Assert.Equal(lens, Lenses(series, document.Path).SingleOrDefault(title => title.Contains("to this", StringComparison.Ordinal)));
            if (document.TitleSection is { } title)
            {
                var said = Hover.At(series, document, title.Heading.Start + 3)?.Markdown.ToString() ?? "";
                if (said.StartsWith($"**{series.Convention.Format(document.Number!.Value)}**", StringComparison.Ordinal))
                    Assert.Equal(card, said.Split("\n\n").SingleOrDefault(words => words.EndsWith(" to it.", StringComparison.Ordinal)));
            }
            Assert.Equal(
                view.SelectMany(end => end.Places).Select(place => place.Path).Distinct().Order(StringComparer.Ordinal),
                Hierarchy.Referring(series, Hierarchy.OfPath(series, document.Path)!).Select(edge => edge.Node.Place.Path)
            );
            referred += view.IsEmpty ? 0 : 1;
        }

        return referred;
    }

    private static IEnumerable<string> Lenses(Series series, string path) =>
        CodeLenses.In(series, series.Find(path)!).Select(lens => lens.Title.ToString());
}
