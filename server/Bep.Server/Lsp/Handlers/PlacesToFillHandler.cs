using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/placesToFill`: what of the template is still to be written, for an author who goes from one place to the next.</summary>
static class PlacesToFillHandler
{
    public static PlaceToFillInfo[]? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document)
            ?
            [
                .. PlacesToFill
                    .Of(loaded.Series, document)
                    .Select(place => new PlaceToFillInfo(Translate.Range(document.Text, place.Span), place.Room)),
            ]
            : null;
}
