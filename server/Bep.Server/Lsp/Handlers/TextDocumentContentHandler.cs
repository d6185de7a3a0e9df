using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `workspace/textDocumentContent` (LSP 3.18): the text of a proposal that only another branch has; see <see cref="BranchFile"/>.
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
        // An address may come from anywhere: only what a definition leads to is read.
        if (
            !BranchFile.TryRead(parameters.Uri, out var file)
            || state.SeriesAt(file.Path) is not { Place: var place, Series: var series }
            || place.RelativeOf(file.Path) is not { } path
            || !series.ExternalFacts.Branches.Branches.Any(branch =>
                branch.Name == file.Branch && branch.Claims.Any(claim => claim.Path == path)
            )
        )
            throw new RequestException(ErrorCode.InvalidParams, $"No branch has a proposal at {parameters.Uri}.");
        return await git.TextAsync(place.Root, file.Branch, path, cancel).ConfigureAwait(false) is { } text
            ? new(text.Content)
            : throw new RequestException(ErrorCode.RequestFailed, $"{file.Branch} has no {path} that is committed and can be read.");
    }
}
