using Bep.Analysis.Changes;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/changeTitle`: the title of what the working tree changes in a series; what `bep change-title` prints.</summary>
static class ChangeTitleHandler
{
    public static ChangeTitleResult? Answer(ServerState state, ProposalsParams parameters, CancellationToken cancel)
    {
        var path = Uris.ToPath(parameters.Series);
        if (state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == path) is not { Series: var series })
            return null;
        return ChangeFinder.In(series) is not { } changes
            ? new(null, null)
            : new(changes.IsEmpty ? null : TitleWriter.Write(series, changes), series.ExternalFacts.Branches.Base?.Name);
    }
}
