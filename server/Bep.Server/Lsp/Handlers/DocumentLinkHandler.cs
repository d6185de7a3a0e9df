using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/documentLink`: what can be clicked on.</summary>
static class DocumentLinkHandler
{
    public static LspDocumentLink[]? Answer(ServerState state, TextDocumentParams given, CancellationToken cancel)
    {
        if (!state.TryFind(given.TextDocument.Uri, out var loaded, out var document)) return null;
        var links = DocumentLinks.In(loaded.Series, document, state.Client.HasMarkdownFeatures);
        return [.. links.Select(link => new LspDocumentLink(
            Translate.Range(document.Text, link.Span), link.Path is { } path ? state.UriOf(loaded.Place, path) : link.Address!))];
    }
}
