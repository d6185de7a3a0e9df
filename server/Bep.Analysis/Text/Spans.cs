namespace Bep.Analysis.Text;

/// <summary>
/// Places of one text, in whatever order and however they overlap, that are asked about many times: each answer takes the logarithm of
/// their number.
/// </summary>
internal sealed class Spans
{
    private readonly TextSpan[] _spans;

    // The furthest end of the places up to each one, and the nearest end of those from each one on.
    private readonly int[] _furthest;
    private readonly int[] _nearest;

    /// <summary>An index of <paramref name="spans"/>.</summary>
    public Spans(IEnumerable<TextSpan> spans)
    {
        _spans = [.. spans.Distinct()];
        Array.Sort(_spans);
        (_furthest, _nearest) = (new int[_spans.Length], new int[_spans.Length]);
        for (var i = 0; i < _spans.Length; i++)
            _furthest[i] = Math.Max(_spans[i].End, i == 0 ? 0 : _furthest[i - 1]);
        for (var i = _spans.Length - 1; i >= 0; i--)
            _nearest[i] = Math.Min(_spans[i].End, i == _spans.Length - 1 ? int.MaxValue : _nearest[i + 1]);
    }

    /// <summary>True where one of the places has <paramref name="span"/> inside.</summary>
    public bool AnyAround(TextSpan span) =>
        FirstFrom(new(span.Start, int.MaxValue)) is > 0 and var behind && _furthest[behind - 1] >= span.End;

    /// <summary>True where one of the places lies inside <paramref name="span"/>.</summary>
    public bool AnyIn(TextSpan span) =>
        FirstFrom(TextSpan.At(span.Start)) is var first && first < _spans.Length && _nearest[first] <= span.End;

    /// <summary>
    /// The place in <paramref name="ordered"/>, whose elements lie one after the other, of the last one that starts at or in front of
    /// <paramref name="offset"/>; -1 where all of them start after it.
    /// </summary>
    public static int LastUpTo<T>(IReadOnlyList<T> ordered, int offset, Func<T, TextSpan> place)
    {
        int low = 0,
            high = ordered.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (place(ordered[middle]).Start <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private int FirstFrom(TextSpan span) => Array.BinarySearch(_spans, span) is var found && found < 0 ? ~found : found;
}
