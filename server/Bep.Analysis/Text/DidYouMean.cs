namespace Bep.Analysis.Text;

/// <summary>Finds what an author probably meant: the candidates that differ least from what is written.</summary>
internal static class DidYouMean
{
    private const int LongestName = 200;

    /// <summary>
    /// The candidates that a few slips of the keyboard lead to, the likeliest first: a letter left out, put in, changed or swapped with its
    /// neighbour, at most one for each three letters; then those that are written in short. Empty where none is that near.
    /// </summary>
    public static IEnumerable<string> To(string written, IEnumerable<string> candidates)
    {
        // Comparing takes the product of both lengths; no name is that long.
        if (written.Length > LongestName)
            return [];
        var limit = Math.Max(1, written.Length / 3);
        var small = written.ToLowerInvariant();
        var all = candidates as IReadOnlyCollection<string> ?? [.. candidates];
        var near = all.Where(candidate => Math.Abs(candidate.Length - written.Length) <= limit)
            .Select(candidate => (Candidate: candidate, Distance: Distance(small, candidate, limit)))
            .Where(near => near.Distance <= limit)
            .OrderBy(near => near.Distance)
            .ThenByDescending(near => Shared(written, near.Candidate))
            .ThenBy(near => near.Candidate, StringComparer.Ordinal)
            .Select(near => near.Candidate);
        return near.Union(all.Where(candidate => written.Length >= 3 && candidate.StartsWith(written, StringComparison.OrdinalIgnoreCase)));
    }

    // Letters that both have, wherever: of two equally near candidates, the one that scrambles them is likelier.
    private static int Shared(string a, string b)
    {
        var rest = b.ToLowerInvariant().ToList();
        return a.ToLowerInvariant().Count(rest.Remove);
    }

    // Optimal string alignment: Levenshtein's distance with swaps of neighbours. It may be asked for thousands of names at once: nothing is
    // allocated, and what is further away than the limit is only known to be that.
    private static int Distance(string a, string name, int limit)
    {
        Span<char> b = stackalloc char[name.Length];
        name.AsSpan().ToLowerInvariant(b);
        Span<int> beforeLast = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        var lowestOfLast = 0;
        for (var i = 1; i <= a.Length; i++)
        {
            var lowest = current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                lowest = Math.Min(lowest, current[j]);
            }

            // A swap goes back two rows, nothing goes further.
            if (lowest > limit && lowestOfLast > limit)
                return limit + 1;
            lowestOfLast = lowest;
            var free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        return last[b.Length];
    }
}
