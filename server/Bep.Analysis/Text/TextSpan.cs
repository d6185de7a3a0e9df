namespace Bep.Analysis.Text;

/// <summary>A half-open range of UTF-16 code units in one text: every place that this assembly speaks of.</summary>
/// <param name="Start">Offset of the first code unit, from 0.</param>
/// <param name="End">Offset after the last one; never below <paramref name="Start"/>.</param>
public readonly record struct TextSpan(int Start, int End) : IComparable<TextSpan>
{
    /// <summary>The number of UTF-16 code units covered.</summary>
    public int Length => End - Start;

    /// <summary>True where nothing is covered: a place between two characters.</summary>
    public bool IsEmpty => End == Start;

    /// <summary>An empty span at <paramref name="offset"/>.</summary>
    public static TextSpan At(int offset) => new(offset, offset);

    /// <summary>True where <paramref name="offset"/> lies in the span or at either edge, as a cursor does.</summary>
    public bool Touches(int offset) => Start <= offset && offset <= End;

    /// <summary>True where <paramref name="other"/> lies wholly inside.</summary>
    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;

    /// <summary>True where the two share a code unit, or one is empty and touches the other.</summary>
    public bool Intersects(TextSpan other) =>
        Start < other.End && other.Start < End || (IsEmpty && other.Touches(Start)) || (other.IsEmpty && Touches(other.Start));

    /// <summary>The span moved by <paramref name="by"/> code units.</summary>
    public TextSpan Shifted(int by) => new(Start + by, End + by);

    /// <summary>By start, then by end.</summary>
    public int CompareTo(TextSpan other) => Start != other.Start ? Start.CompareTo(other.Start) : End.CompareTo(other.End);
}
