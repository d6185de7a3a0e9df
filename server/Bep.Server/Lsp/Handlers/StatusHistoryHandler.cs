using System.Globalization;
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
    public static async Task<ProposalHistoryInfo[]?> AnswerAsync(
        ServerState state,
        IGit git,
        ProposalsParams parameters,
        CancellationToken cancel
    )
    {
        var path = Uris.ToPath(parameters.Series);
        if (state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == path) is not { Place: var place, Series: var series })
            return null;
        var history = await git.StatusesAsync(place.Root, series, cancel).ConfigureAwait(false);
        return
        [
            .. from document in series.Documents.Values
            where document.Kind == DocumentKind.Proposal
            let statuses = history.Of(series, document.Path).Select(Describe).ToArray()
            where statuses.Length > 0
            orderby document.Path
            select new ProposalHistoryInfo(state.UriOf(place, document.Path), statuses),
        ];
    }

    private static DatedStatusInfo Describe(DatedStatus known) =>
        new(known.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), known.Status);
}
