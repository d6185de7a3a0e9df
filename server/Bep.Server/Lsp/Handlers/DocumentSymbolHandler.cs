using Bep.Analysis.Features;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/documentSymbol`: a document's outline, nested where the client can show it so.</summary>
static class DocumentSymbolHandler
{
    public static LspSymbol[]? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel)
    {
        if (state.Client.HasMarkdownFeatures || !state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        var symbols = DocumentSymbols.In(document);
        if (state.Client.NestsSymbols)
            return [.. symbols.Select(symbol => Nested(document.Text, symbol))];
        var uri = state.UriOf(loaded.Place, document.Path);
        return [.. symbols.SelectMany(symbol => Flat(document.Text, uri, symbol, container: null))];
    }

    private static LspSymbol Nested(SourceText text, DocumentSymbol symbol) =>
        new(
            symbol.Name,
            Translate.Kind(symbol.Kind),
            symbol.Detail.Length > 0 ? symbol.Detail : null,
            Translate.Range(text, symbol.Span),
            Translate.Range(text, symbol.NameSpan),
            [.. symbol.Children.Select(child => Nested(text, child))]
        );

    private static IEnumerable<LspSymbol> Flat(SourceText text, string uri, DocumentSymbol symbol, string? container)
    {
        var itself = new LspSymbol(
            symbol.Name,
            Translate.Kind(symbol.Kind),
            Location: new(uri, Translate.Range(text, symbol.Span)),
            ContainerName: container
        );
        return symbol.Children.SelectMany(child => Flat(text, uri, child, symbol.Name)).Prepend(itself);
    }
}
