using Bep.Analysis.Changes;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `bep/reservation`: the next number with what it was chosen by, and what would be made of it. Nothing is reserved by asking.
/// </summary>
static class ReservationHandler
{
    public static async Task<ReservationInfo?> AnswerAsync(
        ServerState state,
        Func<SeriesLocation, Task<ExternalFacts>> readAgain,
        ReservationParams parameters,
        CancellationToken cancel
    )
    {
        var path = Uris.ToPath(parameters.Series);
        if (state.Series.FirstOrDefault(one => one.Place.Absolute == path) is not { Place: var place, Series: var series })
            return null;
        if (parameters.Fresh)
            series = series.With(await readAgain(place).WaitAsync(cancel).ConfigureAwait(false));

        var (convention, number, now) = (series.Convention, series.NextNumber, DateTimeOffset.Now);
        var info = new ReservationInfo(
            convention.Format(number),
            state.Client.Localize(Reservation.Describe(series, number, now)),
            Reservation.IsOld(series, now)
        );
        if (parameters.Title is not { } title)
            return info;
        var (made, refusal) = NewProposal.Create(series, title);
        if (made is null)
            return info with { Refusal = state.Client.Localize(refusal!) };
        var after = series.Apply(made.Change);
        _ = convention.TryReadPath(series.Folder, made.Path, out _, out var slug);
        return info with
        {
            Document = state.UriOf(place, made.Path),
            Branch = convention.BranchName(number, slug),
            Message = TitleWriter.Write(after, [ChangeFinder.Of(after, number, ChangeKind.New)]),
        };
    }
}
