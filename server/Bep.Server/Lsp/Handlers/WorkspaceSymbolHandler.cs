using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`workspace/symbol`: proposals and headings of all series, by a few letters.</summary>
static class WorkspaceSymbolHandler
{
    /// <summary>As many as somebody scrolls through; typing on narrows the list.</summary>
    private const int Limit = 128;

    public static LspSymbol[]? Answer(ServerState state, WorkspaceSymbolParams parameters, CancellationToken cancel)
    {
        var symbols =
            from loaded in state.Series
            from symbol in WorkspaceSymbols.Find(loaded.Series, parameters.Query, Limit, state.Client.HasMarkdownFeatures)
            select new LspSymbol(
                symbol.Name,
                Translate.Kind(symbol.Kind),
                Location: Translate.Location(state, loaded, symbol.Place.Path, symbol.Place.NameSpan),
                ContainerName: symbol.Container.Length > 0 ? symbol.Container : null
            );
        return [.. symbols];
    }
}
