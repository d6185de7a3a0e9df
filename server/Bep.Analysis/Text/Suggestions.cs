using System.Collections.Immutable;

namespace Bep.Analysis.Text;

/// <summary>
/// What was probably meant by each of many slips, within bounds: with thousands of slips and thousands of names, comparing each with each
/// would take minutes. What is looked for first gets its suggestions, as many as an author would read; the rest is reported without.
/// </summary>
internal sealed class Suggestions
{
    // The same for everybody, so that what is found in a text does not depend on who looked before.
    private const int MostSlips = 100;
    private const int MostComparisons = 200_000;

    private readonly Dictionary<string, ImmutableArray<string>> _known = [];
    private int _comparisons;

    /// <summary>What <paramref name="find"/> says of <paramref name="written"/>; empty once enough has been said.</summary>
    public ImmutableArray<string> For(string written, Func<ImmutableArray<string>> find)
    {
        if (_known.TryGetValue(written, out var known))
            return known;
        return _known.Count >= MostSlips ? [] : _known[written] = find();
    }

    /// <summary>
    /// The first <paramref name="count"/> of the names in <paramref name="candidates"/> that are nearest to <paramref name="written"/>.
    /// </summary>
    public ImmutableArray<string> Nearest(string written, IReadOnlyCollection<string> candidates, int count)
    {
        if (_known.TryGetValue(written, out var known))
            return known;
        if (_comparisons > MostComparisons)
            return [];
        _comparisons += candidates.Count;
        return _known[written] = [.. Text.DidYouMean.To(written, candidates).Take(count)];
    }
}
