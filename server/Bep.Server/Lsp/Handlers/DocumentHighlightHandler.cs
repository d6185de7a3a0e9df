using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/documentHighlight`: what else in the document means the thing under the cursor.</summary>
static class DocumentHighlightHandler
{
    private const int Read = 2,
        Write = 3;

    public static DocumentHighlight[]? Answer(ServerState state, TextDocumentPositionParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        var highlights = Highlights.At(loaded.Series, document, Translate.Offset(document.Text, parameters.Position));
        // With nothing of ours to say, an editor marks equal words.
        if (highlights.IsEmpty)
            return null;
        return
        [
            .. highlights.Select(highlight => new DocumentHighlight(
                Translate.Range(document.Text, highlight.Span),
                highlight.IsDeclaration ? Write : Read
            )),
        ];
    }
}
