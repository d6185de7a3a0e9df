using System.Globalization;
using System.Runtime.CompilerServices;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>What a repository's branches do with the numbers of a series, as git knew it at one moment.</summary>
public sealed record BranchView
{
    /// <summary>What is known where git is not there, or was not asked yet.</summary>
    public static BranchView None { get; } = new();

    /// <summary>How many branches and worktrees were read.</summary>
    public int Count { get; init; }

    /// <summary>The highest number that a row or a file has on any of them; null where none has one.</summary>
    public ProposalNumber? Highest { get; init; }

    /// <summary>The branch that all others lead to; null where the repository has none, or none that could be read.</summary>
    public Baseline? Base
    {
        get;
        init => (field, _proposals) = (value, new());
    }

    /// <summary>The branch that is checked out, <c>docs/BA-7050-quiet-hours</c>; null where none is.</summary>
    public string? Current { get; init; }

    /// <summary>
    /// The branches that add something which the working tree's own branch does not have: the base, then the others, the latest first.
    /// </summary>
    public EquatableArray<Branch> Branches
    {
        get;
        init => (field, _claims, _paths, _proposals) = (value, new(), new(), new());
    } = [];

    /// <summary>
    /// The proposals that a remote has, on any of its branches, beside those of the base: who has fetched them may refer to them.
    /// </summary>
    public EquatableArray<NumberClaim> Published { get; init; } = [];

    private readonly Derived<Dictionary<string, Branch>> _paths = new();

    private readonly Derived<ILookup<ProposalNumber, (Branch Branch, NumberClaim Claim)>> _claims = new();

    // For the convention that was asked for last: which claims are of one proposal depends on it.
    private readonly Derived<ConditionalWeakTable<Convention, ILookup<ProposalNumber, BranchProposal>>> _proposals = new();

    private ILookup<ProposalNumber, (Branch Branch, NumberClaim Claim)> ClaimsByNumber =>
        _claims.Get(() => Branches.SelectMany(branch => branch.Claims.Select(claim => (branch, claim))).ToLookup(one => one.claim.Number));

    /// <summary>True where the repository has another one to fetch from.</summary>
    public bool HasRemote { get; init; }

    /// <summary>When the repository last fetched; null where it never did, as far as can be seen.</summary>
    public DateTimeOffset? LastFetch { get; init; }

    /// <summary>What could not be read, and why: a sentence without its full stop. Null where everything was.</summary>
    public LocalizableString? Problem { get; init; }

    /// <summary>
    /// The view without what only says how it came about, and what proposals say of themselves: two of them are equal where the same is wrong
    /// with the series.
    /// </summary>
    public BranchView WithoutMetadata =>
        this with
        {
            Count = 0,
            HasRemote = false,
            LastFetch = null,
            Problem = null,
            Base = Base is null ? null : Base with { Commit = null },
            Branches = Branches
                .Select(branch =>
                    branch with
                    {
                        Commit = null,
                        Claims = branch.Claims.Select(claim => claim with { Facts = null }).ToEquatableArray(),
                    }
                )
                .ToEquatableArray(),
        };

    /// <summary>True where another branch has a proposal with <paramref name="number"/>.</summary>
    public bool Has(ProposalNumber number) => ClaimsByNumber.Contains(number);

    /// <summary>
    /// A branch that has the proposal's file at <paramref name="path"/>, which the working tree lacks; null where none has.
    /// </summary>
    public Branch? BranchWith(string path) =>
        _paths
            .Get(() =>
                Branches
                    .SelectMany(branch => branch.Claims.Where(claim => claim.Path is not null).Select(claim => (claim.Path, branch)))
                    .DistinctBy(one => one.Path)
                    .ToDictionary(one => one.Path!, one => one.branch)
            )
            .GetValueOrDefault(path);

    /// <summary>A branch that gives <paramref name="number"/> to a proposal, and the proposal; null where none does.</summary>
    public (Branch Branch, NumberClaim Claim)? FirstOf(ProposalNumber number) =>
        ClaimsByNumber[number].Cast<(Branch, NumberClaim)?>().FirstOrDefault();

    /// <summary>The branches that give the number of <paramref name="mine"/> to another proposal.</summary>
    public IEnumerable<(Branch Branch, NumberClaim Claim)> ConflictsWith(NumberClaim mine, Convention convention)
    {
        foreach (var (branch, claim) in ClaimsByNumber[mine.Number])
        {
            if (!claim.IsSameAs(mine, convention) && !IsRenumbered(claim, convention))
                yield return (branch, claim);
        }
    }

    /// <summary>The proposals that branches add, each of them once, by number.</summary>
    public ILookup<ProposalNumber, BranchProposal> ProposalsIn(Convention convention) =>
        _proposals
            .Get(() => [])
            .GetValue(convention, _ =>
                ClaimsByNumber.SelectMany(one => Distinguish(one, convention)).ToLookup(proposal => proposal.Number)
            );

    // The branches come in order, and so the nearest one is the first of each.
    private IEnumerable<BranchProposal> Distinguish(IEnumerable<(Branch Branch, NumberClaim Claim)> ofOneNumber, Convention convention)
    {
        var proposals = new List<List<(Branch Branch, NumberClaim Claim)>>();
        foreach (var one in ofOneNumber)
        {
            if (proposals.Find(proposal => proposal[0].Claim.IsSameAs(one.Claim, convention)) is { } known)
                known.Add(one);
            else
                proposals.Add([one]);
        }
        return proposals.Select(claims => new BranchProposal(claims.ToEquatableArray())
        {
            IsRenumbered = claims.Exists(one => IsRenumbered(one.Claim, convention)),
        });
    }

    /// <summary>Who has the proposal of <paramref name="claim"/> under its number.</summary>
    public Publicity PublicityOf(NumberClaim claim, Convention convention)
    {
        return IsIn(Base?.Claims ?? []) ? Publicity.Base
            : IsIn(Published) ? Publicity.Published
            : Publicity.Private;

        bool IsIn(EquatableArray<NumberClaim> claims) =>
            claims.Any(known => known.Number == claim.Number && known.IsSameAs(claim, convention));
    }

    // The base has the very proposal under another number: the branch is behind, and nobody will take its row.
    private bool IsRenumbered(NumberClaim claim, Convention convention) =>
        Base?.LikelySameAs(claim, convention).Any(other => other.Number != claim.Number && other.IsCertainlySameProposal(claim, convention))
        == true;
}

/// <summary>Who has a proposal beside its author. Of two with one number, the better known one keeps it.</summary>
public enum Publicity
{
    /// <summary>Nobody, as far as is known.</summary>
    Private,

    /// <summary>Whoever has fetched it from a remote.</summary>
    Published,

    /// <summary>The branch that all others lead to.</summary>
    Base,
}

/// <summary>A branch with proposals that the working tree's own branch does not have.</summary>
/// <param name="Name">As git shows it: <c>main</c>, <c>origin/quiet-hours</c>; a worktree's folder where it has no branch.</param>
/// <param name="Author">Who made its last commit; empty where that is not known.</param>
/// <param name="Date">When that was.</param>
/// <param name="IsBase">True for the branch that all others lead to.</param>
/// <param name="Claims">The proposals that it adds.</param>
public sealed record Branch(string Name, string Author, DateOnly Date, bool IsBase, EquatableArray<NumberClaim> Claims)
{
    /// <summary>The commit that was read, as git names it; null where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>The date as it is written, <c>2026-01-31</c>; empty where it is not known.</summary>
    public string Day => Date == default ? "" : Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A proposal that branches add.</summary>
/// <param name="Claims">Each branch that does, and what it says; at least one, the base first, then the latest.</param>
public sealed record BranchProposal(EquatableArray<(Branch Branch, NumberClaim Claim)> Claims)
{
    /// <summary>Its number.</summary>
    public ProposalNumber Number => Claims[0].Claim.Number;

    /// <summary>True where the base has it under another number by now.</summary>
    public bool IsRenumbered { get; init; }
}

/// <summary>The branch that all others lead to.</summary>
/// <param name="Name">As git shows it: <c>origin/main</c>.</param>
/// <param name="Claims">The proposals that it has by now.</param>
/// <param name="Documents">What its documents said when the working tree's branch left it, by path.</param>
public sealed record Baseline(string Name, EquatableArray<NumberClaim> Claims, EquatableArray<BaselineDocument> Documents)
{
    /// <summary>The proposals that it has by now.</summary>
    public EquatableArray<NumberClaim> Claims
    {
        get;
        init => (field, _byWord) = (value, new());
    } = Claims;

    // For the convention that was asked for last: what words there are in a file's name depends on it.
    private readonly Derived<ConditionalWeakTable<Convention, ILookup<string, NumberClaim>>> _byWord = new();

    /// <summary>The claims that share a word with <paramref name="claim"/>: no other one can be the same proposal.</summary>
    public IEnumerable<NumberClaim> LikelySameAs(NumberClaim claim, Convention convention)
    {
        var byWord = _byWord
            .Get(() => [])
            .GetValue(convention, _ =>
                Claims.SelectMany(one => one.WordsIn(convention).Select(word => (word, one))).ToLookup(pair => pair.word, pair => pair.one)
            );
        return claim.WordsIn(convention).SelectMany(word => byWord[word]).Distinct();
    }

    /// <summary>The registry's rows as they were then.</summary>
    public EquatableArray<RowFacts> Rows { get; init; } = [];

    /// <summary>True where it is known what it had then.</summary>
    public bool IsForkKnown { get; init; }

    /// <summary>True where the branch has commits of its own since: the next one need not be about all that differs.</summary>
    public bool HasNewCommits { get; init; }

    /// <summary>
    /// Where the working tree's branch left it, as git names the commit; null where the two have none in common, or it is not known.
    /// </summary>
    public string? Commit { get; init; }

    /// <summary>What the document at <paramref name="path"/> said; null where there was none.</summary>
    public BaselineDocument? Find(string path)
    {
        // They are in order.
        var (low, high) = (0, Documents.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Documents[middle].Path, path);
            if (order == 0)
                return Documents[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return null;
    }
}

/// <summary>A document as it was where the working tree's branch left the base.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Facts">What it said of itself.</param>
/// <param name="Fingerprint">What its text is known by; see <see cref="SourceText.Fingerprint"/>.</param>
public sealed record BaselineDocument(string Path, DocumentFacts Facts, string Fingerprint)
{
    /// <summary>The same of the document as it was read then.</summary>
    public static BaselineDocument Of(Document document) => new(document.Path, document.Facts, document.Text.Fingerprint);
}
