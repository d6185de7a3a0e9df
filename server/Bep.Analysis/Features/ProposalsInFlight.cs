using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>The proposals in flight: those that other branches have and the working tree has not.</summary>
public static class ProposalsInFlight
{
    /// <summary>Those of <paramref name="series"/>, by number; of one number, those of the nearest branch first.</summary>
    public static ImmutableArray<ProposalInFlight> Of(Series series) =>
        [
            .. AllOf(series)
                .OrderBy(proposals => proposals.Key)
                .SelectMany(proposals => proposals)
                .Where(proposal => !IsHere(series, proposal))
                .Select(proposal => Describe(series, proposal)),
        ];

    /// <summary>True where both have the same ones, as far as their branches say that; a document that is here or gone may differ.</summary>
    public static bool IsSame(Series before, Series after) =>
        ReferenceEquals(before.ExternalFacts.Branches, after.ExternalFacts.Branches) || Of(before).SequenceEqual(Of(after));

    /// <summary>Those that what names <paramref name="number"/> may mean; none where a row or a file here has it.</summary>
    internal static IEnumerable<ProposalInFlight> With(Series series, ProposalNumber number) =>
        series.Knows(number)
            ? []
            : series.ExternalFacts.Branches.ProposalsIn(series.Convention)[number].Select(proposal => Describe(series, proposal));

    /// <summary>Those that can be mentioned by their number, which nothing here has: the highest first.</summary>
    internal static IEnumerable<ProposalInFlight> Mentionable(Series series) =>
        from proposals in AllOf(series)
        where !series.Knows(proposals.Key)
        orderby proposals.Key descending
        let proposal = proposals.FirstOrDefault(proposal => !IsHere(series, proposal))
        where proposal is not null
        select Describe(series, proposal);

    private static IEnumerable<IGrouping<ProposalNumber, BranchProposal>> AllOf(Series series) =>
        series
            .ExternalFacts.Branches.ProposalsIn(series.Convention)
            .Where(proposals => !series.Convention.ExampleNumbers.Contains(proposals.Key));

    // Under its number, as its author words it by now, or under another number.
    private static bool IsHere(Series series, BranchProposal proposal)
    {
        var (number, convention) = (proposal.Number, series.Convention);
        if (
            proposal.IsRenumbered
            || proposal.Claims.Any(one => one.Claim.SlugOf(convention) is { Length: > 0 } slug && series.HasSlug(slug))
        )
            return true;
        var here = series
            .RowsOf(number)
            .Where(row => row.Kind == RowKind.Proposal)
            .Select(row => Claims.Of(row))
            .Concat(series.PathsOf(number).Select(path => Claims.Of(series, number, path)));
        return here.Any(mine => proposal.Claims.Any(one => one.Claim.IsSameAs(mine, convention)));
    }

    private static ProposalInFlight Describe(Series series, BranchProposal proposal)
    {
        // The nearest branch with a document says it; without one, the nearest.
        var source = proposal.Claims.FirstOrDefault(one => one.Claim.Facts is not null);
        var claim = source.Claim ?? proposal.Claims[0].Claim;
        var facts = claim.Facts;
        var entry = new ProposalEntry(
            proposal.Number,
            facts is null ? null : claim.Path,
            TitleOf(series, claim),
            facts?[FieldRole.Status] ?? ""
        )
        {
            Authors = ProposalList.AuthorsOf(facts?[FieldRole.Author] ?? claim.Author),
            Created = ProposalList.CreatedOf(series.Convention, facts),
            TargetVersion = facts?[FieldRole.TargetVersion] ?? "",
            ImplementedVersion = facts?[FieldRole.ImplementedVersion] ?? "",
        };
        return new(entry, proposal.Claims.Select(one => one.Branch).DistinctBy(branch => branch.Name).ToEquatableArray())
        {
            Source = source.Branch,
        };
    }

    private static string TitleOf(Series series, NumberClaim claim)
    {
        var convention = series.Convention;
        return claim.Path is { } path && claim.Facts is { Title: { Length: > 0 } title } facts && title != series.SampleTitle
                ? convention.TitleOf(path, facts)
            : claim.Title is { Length: > 0 } own ? convention.WithoutNumber(own)
            : claim.Path is { } named ? convention.TitleOf(named, null)
            : "";
    }
}

/// <summary>A proposal that the working tree has not.</summary>
/// <param name="Entry">What is known of it. It has a path where one of the branches has its document.</param>
/// <param name="Branches">Who has it; at least one, the base first, then the latest.</param>
public sealed record ProposalInFlight(ProposalEntry Entry, EquatableArray<Branch> Branches)
{
    /// <summary>The branch whose document is shown; null where there is none.</summary>
    public Branch? Source { get; init; }
}
