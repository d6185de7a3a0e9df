using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `textDocument/completion`, and `completionItem/resolve` for what costs: a proposal's card is written for the item that is looked at.
/// </summary>
static class CompletionHandler
{
    private const int Snippet = 2;

    public static CompletionList? Answer(ServerState state, CompletionParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        var offset = Translate.Offset(document.Text, parameters.Position);
        if (parameters.Context?.TriggerCharacter == " " && !Completion.BeginsWithBlank(document, offset))
            return null;
        // A client without snippets is one that takes only items which begin with what was typed.
        var completion = Completion.At(
            loaded.Series,
            document,
            offset,
            state.Client.HasMarkdownFeatures,
            replacesTyped: state.Client.InsertsSnippets
        );
        return new(completion.IsIncomplete, [.. completion.Items.Select(Describe)]);

        LspCompletionItem Describe(CompletionItem item)
        {
            var snippet = state.Client.InsertsSnippets ? item.Snippet : null;
            var edit = Translate.Edit(document.Text, item.Edit);
            return new(
                item.Label,
                Translate.Kind(item.Kind),
                item.Detail.IsEmpty ? null : state.Client.Localize(item.Detail),
                item.Documentation is { } markdown
                    ? Translate.Markup(state.Client, markdown, state.Client.ReadsMarkdownInCompletion)
                    : null,
                item.SortKey,
                item.FilterText,
                snippet is null ? null : Snippet,
                snippet is null ? edit : edit with { NewText = snippet },
                item.Number is { } number ? new(parameters.TextDocument.Uri, number.Value) : null,
                state.Client.TakesCommitCharacters && item.CommitCharacters.Length > 0
                    ? [.. item.CommitCharacters.Select(c => c.ToString())]
                    : null
            );
        }
    }

    public static LspCompletionItem? Resolve(ServerState state, LspCompletionItem item, CancellationToken cancel)
    {
        if (item.Data is not { } data || Uris.ToPath(data.Uri) is not { } path || state.SeriesAt(path) is not { } loaded)
            return item;
        return Completion.Card(loaded.Series, new ProposalNumber(data.Number)) is { } card
            ? item with
            {
                Documentation = Translate.Markup(state.Client, card, state.Client.ReadsMarkdownInCompletion),
            }
            : item;
    }
}
