using CsCheck;

namespace Bep.Fuzz;

/// <summary>What of many things is looked at: all of them, or a few at random, so that a run gets through more inputs.</summary>
public sealed class Sample
{
    private readonly PCG? _random;

    private Sample(PCG? random) => _random = random;

    /// <summary>Everything: for inputs that are small.</summary>
    public static Sample All { get; } = new(null);

    /// <summary>A few, chosen by <paramref name="random"/>.</summary>
    public static Sample Few(PCG random) => new(random);

    /// <summary>True where everything is looked at.</summary>
    public bool IsAll => _random is null;

    /// <summary>One of <paramref name="items"/>, or all of them.</summary>
    public IEnumerable<T> Of<T>(IReadOnlyList<T> items) => _random is null || items.Count < 2 ? items : [items[Next(items.Count)]];

    /// <summary>Some of the numbers from 0 through <paramref name="last"/>.</summary>
    public IEnumerable<int> UpTo(int last) => _random is null ? Enumerable.Range(0, last + 1) : [Next(last + 1)];

    /// <summary>True once in <paramref name="often"/> times, or always.</summary>
    public bool Now(int often) => _random is null || Next(often) == 0;

    private int Next(int count) => (int)(_random!.Next64() % (ulong)count);
}
