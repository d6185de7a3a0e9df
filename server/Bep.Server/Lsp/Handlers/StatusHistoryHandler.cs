using System.Globalization;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `bep/statusHistory`: which statuses the proposals of a series had, and since when. Only who asks for it has the repository searched for
/// it.
/// </summary>
static class StatusHistoryHandler
{
    public static async Task<StatusHistoryResult?> AnswerAsync(
        ServerState state,
        IGit git,
        StatusHistoryParams parameters,
        CancellationToken cancel
    )
    {
        var path = Uris.ToPath(parameters.Series);
        if (state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == path) is not { Place: var place, Series: var series })
            return null;
        StatusHistory history;
        try
        {
            history = await git.StatusesAsync(place.Root, series, cancel).ConfigureAwait(false);
        }
        catch (GitException e)
        {
            return new([], state.Client.Localize($"The history is not known: {e.Said}."));
        }
        var meant = parameters.Document is { } uri ? place.RelativeOf(Uris.ToPath(uri) ?? "") : null;
        return new(
            [
                .. from document in series.Documents.Values
                where document.Kind == DocumentKind.Proposal && (parameters.Document is null || document.Path == meant)
                let statuses = history
                    .Of(series, document.Path)
                    .Select(known => Describe(series.Convention, place, known, withCommit: parameters.Document is not null))
                    .ToArray()
                where statuses.Length > 0
                orderby document.Path
                select new ProposalHistoryInfo(state.UriOf(place, document.Path), statuses),
            ],
            null
        );
    }

    private static DatedStatusInfo Describe(Convention convention, Files.SeriesLocation place, DatedStatus known, bool withCommit) =>
        new(
            known.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            known.Status,
            StatusCategories.IsAccepted(convention, known.Status),
            withCommit && known.Commit is { } commit
                ? new(
                    commit.Name,
                    commit.Author,
                    commit.Subject,
                    new RevisionFile(RevisionFile.Commit, place.AbsoluteOf(commit.Path), commit.Name).Uri,
                    commit.Before is { } before
                        ? new RevisionFile(RevisionFile.Commit, place.AbsoluteOf(before), $"{commit.Name}^").Uri
                        : null
                )
                : null
        );
}
