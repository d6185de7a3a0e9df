using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>Says to which proposal a series gives a number, to compare it with what another branch or another row gives it to.</summary>
internal static class Claims
{
    /// <summary>The proposal with <paramref name="number"/> as the first row with it says; what no row says, its document does.</summary>
    public static NumberClaim Of(Series series, ProposalNumber number)
    {
        var row = series.RowsOf(number).FirstOrDefault();
        var its = Of(series, number, series.PathOf(number));
        return its with { Title = row?.Title?.Text ?? its.Title, Author = row?.Author?.Text ?? its.Author };
    }

    /// <summary>The proposal with <paramref name="number"/> as its document at <paramref name="path"/> says.</summary>
    public static NumberClaim Of(Series series, ProposalNumber number, string? path)
    {
        var facts = series.Find(path)?.Facts;
        return new(number, facts?.Title, facts?[FieldRole.Author], path);
    }

    /// <summary>
    /// The proposal of <paramref name="row"/>, which has a number, with the document at <paramref name="path"/>; with the one that it links
    /// for null.
    /// </summary>
    public static NumberClaim Of(RegistryRow row, string? path = null) =>
        new(row.Number!.Value, row.Title?.Text, row.Author?.Text, path ?? row.Link?.Path);
}
