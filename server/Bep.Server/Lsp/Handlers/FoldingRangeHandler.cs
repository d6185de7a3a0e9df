using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/foldingRange`: what can be put away.</summary>
static class FoldingRangeHandler
{
    public static FoldingRange[]? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out _, out var document)
            ?
            [
                .. FoldingRanges
                    .In(document, state.Client.HasMarkdownFeatures)
                    .Select(fold => new FoldingRange(fold.First, fold.Last, fold.IsComment ? "comment" : null)),
            ]
            : null;
}
