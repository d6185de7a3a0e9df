using Bep.Analysis.Model;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>Tells a client that asked for it which series there are (the notification `bep/series`), whenever that changes.</summary>
sealed class SeriesAnnouncer(Connection client)
{
    private readonly Dictionary<SeriesPlace, (Basis Basis, SeriesInfo Info)> _known = [];
    private SeriesInfo[]? _announced;

    public void Announce(ServerState state)
    {
        if (!state.Client.WantsSeries || (state.Series.IsEmpty && !state.IsSearched)) return;
        SeriesInfo[] series = [.. state.Series.Select(loaded => Describe(state, loaded)).OrderBy(info => info.Folder, StringComparer.Ordinal)];
        if (_announced is not null && series.AsSpan().SequenceEqual(_announced)) return;
        _announced = series;
        client.Notify("bep/series", new SeriesParams(series), Json.Default.SeriesParams);
    }

    /// <summary>Counting and finding the next number take a look at all numbers: not again after each key that changes neither.</summary>
    private SeriesInfo Describe(ServerState state, LoadedSeries loaded)
    {
        var (place, series) = loaded;
        var basis = new Basis(series.Files, series.RegistryDocument.Facts, series.Convention, series.Surroundings.Branches.Highest, series.IsComplete);
        if (_known.TryGetValue(place, out var known) && known.Basis == basis) return known.Info;
        var info = new SeriesInfo(
            place.Name,
            state.UriOf(place.Absolute),
            series.Exists(series.RegistryPath) ? state.UriOf(place, series.RegistryPath) : null,
            series.Convention.Prefix,
            series.Convention.Format(series.NextNumber),
            series.DocumentNumbers.Sum(number => series.PathsOf(number).Count),
            series.IsComplete);
        _known[place] = (basis, info);
        return info;
    }

    /// <summary>What a description depends on. The files are compared by reference: an edit of a text leaves the set alone.</summary>
    private sealed record Basis(object Files, DocumentFacts Registry, Convention Convention, ProposalNumber? Elsewhere, bool IsComplete);
}
