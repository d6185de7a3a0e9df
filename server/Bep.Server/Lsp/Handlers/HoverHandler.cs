using Bep.Analysis.Features;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`textDocument/hover`: what the thing under the cursor is.</summary>
static class HoverHandler
{
    public static async Task<LspHover?> AnswerAsync(
        ServerState state,
        Func<LoadedSeries, Task<StatusHistory?>> history,
        TextDocumentPositionParams parameters,
        CancellationToken cancel
    )
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return await ElsewhereAsync(state, history, parameters).ConfigureAwait(false);
        if (Hover.At(loaded.Series, document, Translate.Offset(document.Text, parameters.Position)) is not { } hover)
            return null;
        var words = await WithPastAsync(loaded, history, hover.Markdown, hover.Proposal).ConfigureAwait(false);
        return new(Translate.Markup(state.Client, words, state.Client.ReadsMarkdown), Translate.Range(document.Text, hover.Span));
    }

    private static async Task<LspHover?> ElsewhereAsync(
        ServerState state,
        Func<LoadedSeries, Task<StatusHistory?>> history,
        TextDocumentPositionParams parameters
    )
    {
        if (
            Lsp.NonMarkdownFile.At(state, parameters.TextDocument, parameters.Position) is not var (loaded, text, mention)
            || Hover.Card(loaded.Series, mention.Value) is not { } card
        )
            return null;
        var words = await WithPastAsync(loaded, history, card, loaded.Series.PathOf(mention.Value)).ConfigureAwait(false);
        return new(Translate.Markup(state.Client, words, state.Client.ReadsMarkdown), Translate.Range(text, mention.Span));
    }

    private static async Task<LocalizableString> WithPastAsync(
        LoadedSeries loaded,
        Func<LoadedSeries, Task<StatusHistory?>> history,
        LocalizableString words,
        string? path
    ) =>
        path is not null && await history(loaded).ConfigureAwait(false) is { } known && Hover.PastOf(loaded.Series, path, known) is { } past
            ? LocalizableString.Join("\n\n", [words, past])
            : words;
}
