using Bep.Analysis.Features;
using Bep.Analysis.Parsing;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/documentLink`: what can be clicked on.</summary>
static class DocumentLinkHandler
{
    public static LspDocumentLink[]? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return InOther(state, parameters);
        var links = DocumentLinks.In(loaded.Series, document, state.Client.HasMarkdownFeatures);
        return
        [
            .. links.Select(link => new LspDocumentLink(
                Translate.Range(document.Text, link.Span),
                link.Path is { } path ? state.UriOf(loaded.Place, path) : link.Address!
            )),
        ];
    }

    private static LspDocumentLink[]? InOther(ServerState state, TextDocumentParams parameters)
    {
        if (!NonMarkdownFile.TryFind(state, parameters.TextDocument.Uri, out var loaded, out var text))
            return null;
        return
        [
            .. from mention in PlainMentions.In(loaded.Series.Convention, text.Content)
            let path = loaded.Series.PathOf(mention.Value)
            where path is not null
            select new LspDocumentLink(Translate.Range(text, mention.Span), state.UriOf(loaded.Place, path)),
        ];
    }
}
