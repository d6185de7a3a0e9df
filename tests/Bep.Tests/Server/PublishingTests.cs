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
        var with = Read(place);
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

    [Fact]
    public void What_two_find_in_one_file_stays_when_one_of_them_goes()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/.bep.yaml", "only: words\n");
        var place = SeriesFinder.Below(new Disk(), folder.Root).Single();
        var series = new LoadedSeries(place, Read(place));
        // As when the folder of the series comes back while one looks for what its configuration may have meant.
        var alone = new SeriesLocation(place.Root, place.Folder) { IsConfigurationOnly = true };
        var configuration = new LoadedSeries(alone, Read(alone));

        var told = Told(
            ".bep.yaml",
            new() { Series = [series] },
            new() { Series = [series], FaultyConfigurations = [configuration] },
            new() { Series = [series] },
            new()
        );
        Assert.Equal(2, told.Count);
        Assert.Single(told[0].Split("\"invalid-configuration\"")[1..]);
        Assert.Contains("\"diagnostics\":[]", told[1]);
    }

    [Fact]
    public void A_series_that_was_read_anew_unseen_is_looked_at_as_a_whole()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Tides, TempFolder.Proposal("Tide Tables"));
        var place = SeriesFinder.Below(new Disk(), folder.Root).Single();
        var before = Read(place);
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        using var output = new MemoryStream();
        using (var client = new Connection(output))
        {
            var publisher = new DiagnosticsPublisher(client);
            publisher.Publish(new() { Series = [new(place, before)] }, [], default);
            publisher.Publish(new() { Series = [new(place, Read(place))] }, [(place, null)], default);
        }
        Assert.Contains("broken-link", Encoding.UTF8.GetString(output.ToArray()));
    }

    private static Series Read(SeriesLocation place) =>
        SeriesReader.ReadAll(new Disk(), place, Listing.Of(new Disk(), place), new(new(2026, 1, 20), null)).Series;

    // The diagnostics of one file, in the order in which the client gets them.
    private static List<string> Told(string file, params ServerState[] states)
    {
        using var output = new MemoryStream();
        using (var client = new Connection(output))
        {
            var publisher = new DiagnosticsPublisher(client);
            foreach (var state in states)
                publisher.Publish(state, [], default);
        }
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split("Content-Length").Where(message => message.Contains($"{file}\""))];
    }
}
