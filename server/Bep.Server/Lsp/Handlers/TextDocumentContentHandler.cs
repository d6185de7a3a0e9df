using Bep.Analysis.Snapshot;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `workspace/textDocumentContent` (LSP 3.18): the text of a proposal that only another branch has, or as a commit has it; see
/// <see cref="RevisionFile"/>.
/// </summary>
static class TextDocumentContentHandler
{
    public static async Task<TextDocumentContentResult?> AnswerAsync(
        ServerState state,
        IGit git,
        TextDocumentContentParams parameters,
        CancellationToken cancel
    )
    {
        // An address may come from anywhere: only what a definition or a history leads to is read.
        if (
            !RevisionFile.TryRead(parameters.Uri, out var file)
            || state.SeriesAt(file.Path) is not { Place: var place, Series: var series }
            || place.RelativeOf(file.Path) is not { } path
            || !IsOffered(series, file, path)
        )
            throw new RequestException(ErrorCode.InvalidParams, $"No branch or commit has a proposal at {parameters.Uri}.");
        return await git.TextAsync(place.Root, file.Names, path, cancel).ConfigureAwait(false) is { } text
            ? new(text.Content)
            : throw new RequestException(ErrorCode.RequestFailed, $"{file.Revision} has no {path} that is committed and can be read.");
    }

    private static bool IsOffered(Series series, RevisionFile file, string path) =>
        file.Scheme == RevisionFile.Branch
            ? series.ExternalFacts.Branches.Branches.Any(branch =>
                branch.Name == file.Revision && branch.Claims.Any(claim => claim.Path == path)
            )
            // Whatever it was called then.
            : path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
}
