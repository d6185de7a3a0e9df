using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/hover`: what the thing under the cursor is.</summary>
static class HoverHandler
{
    public static LspHover? Answer(ServerState state, TextDocumentPositionParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return Elsewhere(state, parameters);
        if (Hover.At(loaded.Series, document, Translate.Offset(document.Text, parameters.Position)) is not { } hover)
            return null;
        return new(Translate.Markup(state.Client, hover.Markdown, state.Client.ReadsMarkdown), Translate.Range(document.Text, hover.Span));
    }

    private static LspHover? Elsewhere(ServerState state, TextDocumentPositionParams parameters) =>
        Lsp.NonMarkdownFile.At(state, parameters.TextDocument, parameters.Position) is var (loaded, text, mention)
        && Hover.Card(loaded.Series, mention.Value) is { } card
            ? new(Translate.Markup(state.Client, card, state.Client.ReadsMarkdown), Translate.Range(text, mention.Span))
            : null;
}
