namespace Bep.Analysis.Text;

/// <summary>A value and where it stands. Two of them are equal only at the same place.</summary>
public readonly record struct Located<T>(T Value, TextSpan Span);
