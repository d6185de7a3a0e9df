namespace Bep.Analysis.Text;

/// <summary>
/// Work that is done on all processors at once. Parallel LINQ would do it too, at the cost of megabytes of compiled operators over our
/// structures.
/// </summary>
public static class Concurrently
{
    /// <summary>What <paramref name="map"/> makes of each of <paramref name="items"/>, in their order.</summary>
    /// <exception cref="AggregateException"><paramref name="map"/> threw, once or more often.</exception>
    public static TResult[] Map<T, TResult>(IEnumerable<T> items, Func<T, TResult> map)
    {
        var all = items.ToArray();
        var results = new TResult[all.Length];
        Parallel.For(0, all.Length, i => results[i] = map(all[i]));
        return results;
    }
}
