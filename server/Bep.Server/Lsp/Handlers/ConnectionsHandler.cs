using Bep.Analysis.Features;
using Bep.Analysis.Snapshot;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/connections`: what a proposal refers to and what refers to it, for a view beside its text.</summary>
static class ConnectionsHandler
{
    public static ConnectionsResult? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        if (Connections.Of(loaded.Series, document.Path) is not { } found)
            return null;
        var id = ProposalsHandler.IdOf(loaded.Series.Convention, loaded.Series.Find(found.Path)?.Number, found.Path);
        return new(
            id,
            state.UriOf(loaded.Place, found.Path),
            Describe(found.RefersTo),
            Describe(found.ReferredToBy),
            Places(state, loaded, found.Itself)
        );

        ConnectionInfo[] Describe(IEnumerable<ConnectedProposal> connections) =>
            [.. connections.Select(connection => Info(state, loaded, connection))];
    }

    private static ConnectionInfo Info(ServerState state, LoadedSeries loaded, ConnectedProposal connection)
    {
        var (series, (number, path, places)) = (loaded.Series, connection);
        return new(
            ProposalsHandler.IdOf(series.Convention, number, path),
            Connections.TitleOf(series, connection),
            Connections.StatusOf(series, connection),
            path is null ? null : state.UriOf(loaded.Place, path),
            Places(state, loaded, places)
        );
    }

    private static PlaceInfo[] Places(ServerState state, LoadedSeries loaded, IEnumerable<NavigationTarget> places) =>
        [
            .. places.Select(place => new PlaceInfo(
                state.UriOf(loaded.Place, place.Path),
                Translate.Location(state, loaded, place.Path, place.NameSpan).Range,
                LineAt(loaded.Series, place)
            )),
        ];

    private static string LineAt(Series series, NavigationTarget place) =>
        series.Find(place.Path)?.Text is { } text ? text.Slice(text.LineSpan(text.LineAt(place.NameSpan.Start))).Trim() : "";
}
