using Bep.Analysis.Features;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Tells a client that asked for it when the list of a series' proposals is another one (the notification `bep/proposalsChanged`): most
/// keys change nothing in it.
/// </summary>
sealed class ProposalsAnnouncer(Connection client)
{
    private readonly Dictionary<SeriesLocation, Series> _announced = [];

    /// <param name="state">The newest state.</param>
    /// <param name="changed">The documents that have changed since the last one.</param>
    public void Announce(ServerState state, IReadOnlyCollection<(SeriesLocation Place, string? Path)> changed)
    {
        if (!state.Client.WantsSeries)
            return;
        foreach (var (place, series) in state.Series.Where(loaded => loaded.Series.IsListed))
        {
            var paths = changed.Where(change => change.Place == place).Select(change => change.Path).Distinct().ToList();
            if (
                _announced.TryGetValue(place, out var before)
                && (before == series || (!paths.Contains(null) && ProposalList.IsSame(before, series, paths.OfType<string>())))
            )
            {
                _announced[place] = series;
                continue;
            }
            _announced[place] = series;
            client.Notify("bep/proposalsChanged", new ProposalsChangedParams(Uris.Of(place.Absolute)), Json.Default.ProposalsChangedParams);
        }
        foreach (var gone in _announced.Keys.Where(place => state.Series.All(loaded => loaded.Place != place)).ToArray())
            _announced.Remove(gone);
    }
}
