using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Server.Lsp;
using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>What the client is told at last is what holds at last, whatever comes together or while a text is still being read.</summary>
public sealed class PublishingTests
{
    private const string Tides = "proposals/BEP-1001-tide-tables.md";

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_document_that_goes_takes_its_findings_with_it(bool isBeingRead, bool isWithSettings)
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        var place = SeriesFinder.Below(new Disk(), folder.Root).Single();
        var with = SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), new(new(2026, 1, 20), null)).Series;
        var without = with.Without(Tides);
        var path = place.AbsoluteOf(Tides);
        var reading = new PendingText(path, null, () => FileUpdate.Gone(Tides), (_, _) => { });
        var settings = isWithSettings
            ? Settings.Read(System.Text.Json.JsonDocument.Parse("""{ "rules": { "missing-section": "off" } }""").RootElement, _ => { })
            : null;

        using var output = new MemoryStream();
        using (var client = new Connection(output))
        {
            var publisher = new DiagnosticsPublisher(client);
            publisher.Publish(StateOf(with), [], default);
            if (isBeingRead)
                publisher.Publish(
                    StateOf(without) with
                    {
                        Pending = ImmutableDictionary<string, PendingText>.Empty.Add(path, reading),
                    },
                    [(place, Tides)],
                    default
                );
            publisher.Publish(StateOf(without.Without(Tides)) with { Settings = settings }, [(place, Tides)], default);
        }
        var told = Encoding
            .UTF8.GetString(output.ToArray())
            .Split("Content-Length")
            .Where(message => message.Contains("1001-tide-tables.md\""))
            .ToList();
        Assert.Contains("broken-link", told[0]);
        Assert.Contains("\"diagnostics\":[]", told[^1]);

        ServerState StateOf(Series series) => new() { Series = [new(place, series)] };
    }
}
