using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `textDocument/prepareRename` and `textDocument/rename`: another number, title or heading, as one edit. What cannot be done is answered
/// with an error that its author can read.
/// </summary>
static class RenameHandler
{
    public static PrepareRenameResult? Prepare(ServerState state, TextDocumentPositionParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        var offset = Translate.Offset(document.Text, parameters.Position);
        var (target, refusal) = Rename.Prepare(loaded.Series, document, offset, state.Client.HasMarkdownFeatures);
        if (refusal is not null)
            throw new RequestException(ErrorCode.RequestFailed, refusal);
        return target is null ? null : new(Translate.Range(document.Text, target.Span), target.Text);
    }

    public static WorkspaceEdit? Answer(ServerState state, RenameParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        var offset = Translate.Offset(document.Text, parameters.Position);
        var (change, refusal) = Rename.To(loaded.Series, document, offset, parameters.NewName, state.Client.HasMarkdownFeatures);
        if (refusal is not null)
            throw new RequestException(ErrorCode.RequestFailed, refusal);
        if (change is null)
            return null;
        return Translate.Change(state, loaded, change)
            ?? throw new RequestException(ErrorCode.RequestFailed, $"This editor does not let a server rename files.");
    }
}
