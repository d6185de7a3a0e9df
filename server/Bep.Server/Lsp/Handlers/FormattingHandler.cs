using Bep.Analysis.Edits;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/formatting`: the registry's columns below one another. Of other documents nothing is formatted.</summary>
static class FormattingHandler
{
    public static LspTextEdit[]? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out _, out var document) && document.Registry is { } registry
            ? [.. RegistryLayout.Align(document, registry).Select(edit => Translate.Edit(document.Text, edit))]
            : null;
}
