using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Features;

/// <summary>The numbers of a series that other branches give to other proposals.</summary>
public static class TakenNumbers
{
    /// <summary>Those of <paramref name="series"/>, in no order.</summary>
    public static IEnumerable<ProposalNumber> In(Series series) =>
        from number in series.ExternalFacts.Branches.Branches.SelectMany(branch => branch.Claims).Select(claim => claim.Number).Distinct()
        where (series.PathOf(number) is not null || series.RowsOf(number).Any()) && ProposalCard.ConflictsOf(series, number).Any()
        select number;
}
