using Bep.Analysis.Configuration;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `bep/convention`: how a series writes its proposals, each fact with the place that states it; what `bep convention` prints.
/// </summary>
static class ConventionHandler
{
    public static ConventionFactInfo[]? Answer(ServerState state, ProposalsParams parameters, CancellationToken cancel)
    {
        var path = Uris.ToPath(parameters.Series);
        if (state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == path) is not { } loaded)
            return null;
        return [.. ConventionKeys.All.Select(key => Describe(state, loaded, key))];
    }

    private static ConventionFactInfo Describe(ServerState state, LoadedSeries loaded, ConventionKey key)
    {
        var series = loaded.Series;
        var fact = series.ConventionFacts.LastOrDefault(fact => fact.Key == key.Name);
        var place = fact is null ? null : Translate.Location(state, loaded, fact.Path, fact.Span);
        return new(key.Name, key.Show(series.Convention), state.Client.Localize(key.Description), place?.Uri, place?.Range);
    }
}
