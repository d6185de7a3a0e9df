using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/selectionRange`: what a selection grows to.</summary>
static class SelectionRangeHandler
{
    public static LspSelectionRange[]? Answer(ServerState state, SelectionRangeParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out _, out var document)
            ? [.. parameters.Positions.Select(position => Around(document, position))]
            : null;

    private static LspSelectionRange Around(Document document, Position position)
    {
        LspSelectionRange? outer = null;
        foreach (var span in SelectionRanges.Around(document, Translate.Offset(document.Text, position)).Reverse())
            outer = new(Translate.Range(document.Text, span), outer);
        return outer!;
    }
}
