using Bep.Analysis.Features;
using Bep.Server.Protocol;
using Range = Bep.Server.Protocol.Range;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/definition`: where the thing under the cursor comes from.</summary>
static class DefinitionHandler
{
    public static LocationOrLink[]? Answer(ServerState state, TextDocumentPositionParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return Elsewhere(state, parameters);
        var offset = Translate.Offset(document.Text, parameters.Position);
        if (Definition.At(loaded.Series, document, offset, state.Client.HasMarkdownFeatures) is not { } definition)
            return null;
        var origin = Translate.Range(document.Text, definition.Origin);
        return Targets(state, loaded, origin, definition.Targets);
    }

    private static LocationOrLink[]? Elsewhere(ServerState state, TextDocumentPositionParams parameters) =>
        Lsp.NonMarkdownFile.At(state, parameters.TextDocument, parameters.Position) is var (loaded, text, mention)
            ? Targets(state, loaded, Translate.Range(text, mention.Span), Definition.Of(loaded.Series, mention.Value))
            : null;

    // What is on another branch is for an editor that asks us for its text.
    private static LocationOrLink[]? Targets(ServerState state, LoadedSeries loaded, Range origin, IEnumerable<NavigationTarget> targets) =>
        targets
            .Where(target => target.Branch is null || state.Client.AsksForContents)
            .Select(target => Translate.Target(state, loaded, origin, target))
            .ToArray()
            is { Length: > 0 } all
            ? all
            : null;
}
