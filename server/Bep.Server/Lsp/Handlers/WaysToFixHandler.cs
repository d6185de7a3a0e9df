using Bep.Analysis.Checking;
using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/waysToFix`: how findings can be fixed many at a time; what `bep.server.fixAll` takes.</summary>
static class WaysToFixHandler
{
    public static WayToFixInfo[]? Answer(ServerState state, WaysToFixParams parameters, CancellationToken cancel)
    {
        var folder = Uris.ToPath(parameters.Series);
        if (state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == folder) is not { Series: var series })
            return null;
        var rules = state.Rules;
        var inDocument =
            parameters.Document is { } uri && state.TryFind(uri, out _, out var document)
                ? FixAll.Ways(series, rules, [document.Path], cancel)
                : [];
        return
        [
            .. FixAll
                .Ways(series, rules, FixAll.Paths(series), cancel)
                .Select(way => new WayToFixInfo(
                    way.Rule,
                    state.Client.Localize(RuleBook.Find(way.Rule)!.Summary),
                    way.Way,
                    state.Client.Localize(way.Title),
                    inDocument.FirstOrDefault(other => (other.Rule, other.Way) == (way.Rule, way.Way))?.Count ?? 0,
                    way.Count
                )),
        ];
    }
}
