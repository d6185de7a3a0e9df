using System.Collections.Frozen;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>
/// The keys of issues by which code, changelog and commits may name a proposal beside its number: those of the series' trackers that stand in
/// a field of that proposal alone. In running text a key names the bug or the discussion that led to the proposal; one that several proposals
/// have in fields is of all their work, and one in the template is an example.
/// </summary>
/// <param name="All">Each with its proposal, in the order of the keys.</param>
public sealed record OwnKeys(EquatableArray<OwnKey> All)
{
    // Git is asked for all of them by one expression, which has to have room on a command line of Windows. Those of more than a thousand
    // proposals have none: the oldest are known by their numbers alone.
    private const int MostCharacters = 12_000;

    // Between two keys of the expression.
    private const int Between = 3;

    private readonly Derived<FrozenDictionary<string, ProposalNumber>> _owners = new();

    /// <summary>Those of the proposals of <paramref name="series"/>.</summary>
    public static OwnKeys Of(Series series) => series.Once(Read);

    /// <summary>The proposal that <paramref name="key"/> names; null where it names none.</summary>
    public ProposalNumber? OwnerOf(string key) =>
        _owners.Get(All, static all => all.ToFrozenDictionary(one => one.Key, one => one.Owner)).TryGetValue(key, out var owner)
            ? owner
            : null;

    private static OwnKeys Read(Series series)
    {
        if (series.Convention.Trackers.Count == 0)
            return new([]);
        // `BEP-1001` is a number, whatever is called a tracker.
        var letters = series
            .Convention.Trackers.Select(tracker => tracker.Key)
            .Where(letters => !letters.Equals(series.Convention.Prefix, StringComparison.OrdinalIgnoreCase))
            .ToHashSet(StringComparer.Ordinal);
        var (taken, room) = (new List<OwnKey>(), MostCharacters);
        foreach (
            var keys in series
                .KeysOfOne.Where(one => letters.Contains(IssueKeys.LettersOf(one.Key)))
                .Where(one => series.Find(one.Path) is { Kind: DocumentKind.Proposal, Number: not null })
                .Select(one => new OwnKey(one.Key, series.Find(one.Path)!.Number!.Value))
                .GroupBy(one => one.Owner)
                .OrderByDescending(keys => keys.Key)
        )
        {
            // All of a proposal's or none: what is not looked for must not seem to be missing.
            var length = keys.Sum(one => one.Key.Length + Between);
            if (length > room)
                continue;
            taken.AddRange(keys);
            room -= length;
        }

        return new(taken.OrderBy(one => one.Key, StringComparer.Ordinal).ToEquatableArray());
    }
}

/// <summary>The key of an issue that names one proposal.</summary>
/// <param name="Key">As it is written, <c>BA-1234</c>: capital letters and digits, a hyphen, digits.</param>
/// <param name="Owner">The proposal.</param>
public readonly record struct OwnKey(string Key, ProposalNumber Owner);
