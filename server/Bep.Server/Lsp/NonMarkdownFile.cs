using System.Diagnostics.CodeAnalysis;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>Open files of a series' repository that are no documents of it and may name its proposals, for people who want that.</summary>
static class NonMarkdownFile
{
    /// <summary>The text of the file at <paramref name="uri"/> and the series of its repository.</summary>
    public static bool TryFind(
        ServerState state,
        string uri,
        [NotNullWhen(true)] out LoadedSeries? loaded,
        [NotNullWhen(true)] out SourceText? text
    )
    {
        (loaded, text) = (null, null);
        if (
            state.Settings?.FindsReferencesEverywhere != true
            || Uris.ToPath(uri) is not { } path
            || !state.Open.TryGetValue(path, out var open)
        )
            return false;
        loaded = state.Series.FirstOrDefault(loaded => ServerState.IsIn(loaded.Place.Root, path));
        text = open.Text;
        return loaded is not null;
    }

    /// <summary>The mention at a place of such a file; null where there is none.</summary>
    public static (LoadedSeries Loaded, SourceText Text, Located<ProposalNumber> Mention)? At(
        ServerState state,
        TextDocumentIdentifier document,
        Position position
    ) =>
        TryFind(state, document.Uri, out var loaded, out var text)
        && PlainMentions.At(loaded.Series.Convention, text, Translate.Offset(text, position)) is { } mention
            ? (loaded, text, mention)
            : null;
}
