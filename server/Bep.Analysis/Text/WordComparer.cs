using System.Diagnostics.CodeAnalysis;

namespace Bep.Analysis.Text;

/// <summary>Compares texts by their words: however their lines are broken, and whatever blanks stand between the words and around them.</summary>
internal sealed class WordComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<char>, string>
{
    private WordComparer() { }

    /// <summary>The only one.</summary>
    public static WordComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) => x is null || y is null ? x == y : Equals(x.AsSpan(), y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] string text) => GetHashCode(text.AsSpan());

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<char> alternate, string other)
    {
        var rest = other.AsSpan();
        while (true)
        {
            var word = Next(ref alternate);
            var otherWord = Next(ref rest);
            if (!word.SequenceEqual(otherWord))
                return false;
            if (word.IsEmpty)
                return true;
        }
    }

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<char> alternate)
    {
        var hash = new HashCode();
        while (Next(ref alternate) is { IsEmpty: false } word)
            hash.Add(string.GetHashCode(word));
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public string Create(ReadOnlySpan<char> alternate) => alternate.ToString();

    // The first word of `text`, which loses it; empty at the end.
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        var word = text[start..end];
        text = text[end..];
        return word;
    }
}
