using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/references`: everything that means the thing under the cursor.</summary>
static class ReferencesHandler
{
    public static Location[]? Answer(ServerState state, ReferenceParams given, CancellationToken cancel)
    {
        if (!state.TryFind(given.TextDocument.Uri, out var loaded, out var document)) return null;
        var offset = Translate.Offset(document.Text, given.Position);
        var places = References.To(loaded.Series, document, offset, given.Context.IncludeDeclaration);
        return [.. places.Select(place => Translate.Location(state, loaded, place.Path, place.NameSpan))];
    }
}
