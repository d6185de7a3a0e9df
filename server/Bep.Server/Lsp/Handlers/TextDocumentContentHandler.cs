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
        // An address may come from anywhere: only what lists, definitions and histories lead to is read.
        if (
            !RevisionFile.TryRead(parameters.Uri, out var file)
            || state.SeriesAt(file.Path) is not { Place: var place, Series: var series }
            || place.RelativeOf(file.Path) is not { } path
            || !TryFindCommit(series, file, path, out var commit)
        )
            throw new RequestException(ErrorCode.InvalidParams, $"No branch or commit has a proposal at {parameters.Uri}.");
        return commit is not null && await git.TextAsync(place.Root, commit, path, cancel).ConfigureAwait(false) is { } text
            ? new(text.Content)
            : throw new RequestException(ErrorCode.RequestFailed, $"{file.Revision} has no {path} that is committed and can be read.");
    }

    // The commit is null where a branch has the file in a working tree alone.
    private static bool TryFindCommit(Series series, RevisionFile file, string path, out string? commit)
    {
        var branch =
            file.Scheme == RevisionFile.Branch
                ? series.ExternalFacts.Branches.Branches.FirstOrDefault(branch =>
                    branch.Name == file.Revision && branch.Claims.Any(claim => claim.Path == path)
                )
                : null;
        commit = file.Scheme == RevisionFile.Branch ? branch?.Commit : file.Revision;
        // Of a commit, whatever it was called then.
        return file.Scheme == RevisionFile.Branch ? branch is not null : path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
    }
}
