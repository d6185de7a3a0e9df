using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/inlayHint`: where the proposals stand that a text mentions.</summary>
static class InlayHintHandler
{
    public static LspInlayHint[]? Answer(ServerState state, RangeParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        return
        [
            .. InlayHints
                .In(loaded.Series, document, Translate.Span(document.Text, parameters.Range))
                .Select(hint => new LspInlayHint(
                    Translate.Position(document.Text.PositionOf(hint.Offset)),
                    hint.Text,
                    hint.Explanation,
                    PaddingLeft: true
                )),
        ];
    }
}
