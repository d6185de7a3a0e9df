using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/definition`: where the thing under the cursor comes from.</summary>
static class DefinitionHandler
{
    public static LocationOrLink[]? Answer(ServerState state, TextDocumentPositionParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document)) return Elsewhere(state, parameters);
        var offset = Translate.Offset(document.Text, parameters.Position);
        if (Definition.At(loaded.Series, document, offset, state.Client.HasMarkdownFeatures) is not { } definition) return null;
        var origin = Translate.Range(document.Text, definition.Origin);
        return [.. definition.Targets.Select(target => Translate.Target(state, loaded, origin, target))];
    }

    private static LocationOrLink[]? Elsewhere(ServerState state, TextDocumentPositionParams parameters) =>
        Lsp.NonMarkdownFile.At(state, parameters.TextDocument, parameters.Position) is var (loaded, text, mention)
            ? [.. Definition.Of(loaded.Series, mention.Value).Select(target => Translate.Target(state, loaded, Translate.Range(text, mention.Span), target))]
            : null;
}
