using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `textDocument/semanticTokens/full` and `/range`: the mentions of proposals, coloured by what they name. The numbers written here are
/// places in the legend that <see cref="Capabilities"/> states.
/// </summary>
static class SemanticTokensHandler
{
    public static SemanticTokens? Full(ServerState state, TextDocumentParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document)
            ? Write(loaded, document, new(0, document.Text.Length))
            : null;

    public static SemanticTokens? Range(ServerState state, RangeParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document)
            ? Write(loaded, document, Translate.Span(document.Text, parameters.Range))
            : null;

    // Five numbers a token: lines since the last one, characters since the last one on its line, length, type, modifiers (LSP 3.17).
    private static SemanticTokens Write(LoadedSeries loaded, Document document, TextSpan within)
    {
        var data = new List<int>();
        var last = default(LinePosition);
        foreach (var token in ReferenceTokens.In(loaded.Series, document, within))
        {
            var start = document.Text.PositionOf(token.Span.Start);
            var modifiers = token.State switch
            {
                ReferenceState.Reserved => 1,
                ReferenceState.Outdated => 2,
                ReferenceState.Unknown => 4,
                _ => 0,
            };
            data.AddRange([
                start.Line - last.Line,
                start.Line == last.Line ? start.Character - last.Character : start.Character,
                token.Span.Length,
                0,
                modifiers,
            ]);
            last = start;
        }
        return new([.. data]);
    }
}
