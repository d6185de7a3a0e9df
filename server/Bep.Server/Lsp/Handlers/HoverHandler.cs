using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/hover`: what the thing under the cursor is.</summary>
static class HoverHandler
{
    public static LspHover? Answer(ServerState state, TextDocumentPositionParams given, CancellationToken cancel)
    {
        if (!state.TryFind(given.TextDocument.Uri, out var loaded, out var document)) return Elsewhere(state, given);
        if (Hover.At(loaded.Series, document, Translate.Offset(document.Text, given.Position)) is not { } hover) return null;
        return new(Translate.Markup(state.Client, hover.Markdown, state.Client.ReadsMarkdown), Translate.Range(document.Text, hover.Span));
    }

    private static LspHover? Elsewhere(ServerState state, TextDocumentPositionParams given) =>
        Lsp.Elsewhere.At(state, given.TextDocument, given.Position) is var (loaded, text, mention) && Hover.Card(loaded.Series, mention.Value) is { } card
            ? new(Translate.Markup(state.Client, card, state.Client.ReadsMarkdown), Translate.Range(text, mention.Span))
            : null;
}
