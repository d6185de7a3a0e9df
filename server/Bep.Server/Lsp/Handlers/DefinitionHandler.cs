using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/definition`: where the thing under the cursor comes from.</summary>
static class DefinitionHandler
{
    public static Target[]? Answer(ServerState state, TextDocumentPositionParams given, CancellationToken cancel)
    {
        if (!state.TryFind(given.TextDocument.Uri, out var loaded, out var document)) return Elsewhere(state, given);
        var offset = Translate.Offset(document.Text, given.Position);
        if (Definition.At(loaded.Series, document, offset, state.Client.HasMarkdownFeatures) is not { } definition) return null;
        var origin = Translate.Range(document.Text, definition.Origin);
        return [.. definition.Targets.Select(target => Translate.Target(state, loaded, origin, target))];
    }

    private static Target[]? Elsewhere(ServerState state, TextDocumentPositionParams given) =>
        Lsp.Elsewhere.At(state, given.TextDocument, given.Position) is var (loaded, text, mention)
            ? [.. Definition.Of(loaded.Series, mention.Value).Select(target => Translate.Target(state, loaded, Translate.Range(text, mention.Span), target))]
            : null;
}
