using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/selectionRange`: what a selection grows to.</summary>
static class SelectionRangeHandler
{
    public static LspSelectionRange[]? Answer(ServerState state, SelectionRangeParams given, CancellationToken cancel) =>
        state.TryFind(given.TextDocument.Uri, out _, out var document) ? [.. given.Positions.Select(position => Around(document, position))] : null;

    private static LspSelectionRange Around(Document document, Position position)
    {
        LspSelectionRange? outer = null;
        foreach (var span in Selections.Around(document, Translate.Offset(document.Text, position)).Reverse()) outer = new(Translate.Range(document.Text, span), outer);
        return outer!;
    }
}
