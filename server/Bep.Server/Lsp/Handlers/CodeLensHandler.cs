using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/codeLens`: what an editor shows above titles and rows, as far as somebody can carry it out.</summary>
static class CodeLensHandler
{
    public static LspCodeLens[]? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        return
        [
            .. from lens in CodeLenses.In(loaded.Series, document)
            let command = Translate.Command(state, parameters.TextDocument.Uri, lens.Title, lens.Command)
            where command is not null
            select new LspCodeLens(Translate.Range(document.Text, lens.Span), command),
        ];
    }
}
