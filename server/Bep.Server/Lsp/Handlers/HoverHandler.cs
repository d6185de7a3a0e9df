using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/hover`: what the thing under the cursor is.</summary>
static class HoverHandler
{
    public static LspHover? Answer(ServerState state, TextDocumentPositionParams given, CancellationToken cancel)
    {
        if (!state.TryFind(given.TextDocument.Uri, out var loaded, out var document)) return null;
        if (Hover.At(loaded.Series, document, Translate.Offset(document.Text, given.Position)) is not { } hover) return null;
        return new(Translate.Markup(hover.Markdown, state.Client.ReadsMarkdown), Translate.Range(document.Text, hover.Span));
    }
}
