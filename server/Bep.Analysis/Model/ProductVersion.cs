using System.Globalization;
using System.Text.RegularExpressions;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>A version of the product as proposals name it: <c>26.1.0</c>, <c>25.9</c>, <c>25.9 LTS</c>, <c>26.8.0rc1</c>.</summary>
/// <param name="Parts">The numbers between the dots, at least two.</param>
public sealed partial record ProductVersion(EquatableArray<int> Parts)
{
    /// <summary>The year of a version that begins with one, <c>26</c> or <c>2026</c>.</summary>
    public int Year => Parts[0] < 100 ? 2000 + Parts[0] : Parts[0];

    /// <summary>True for what comes before a release: <c>26.8.0rc1</c>.</summary>
    public bool IsPrerelease { get; init; }

    /// <summary>Reads <paramref name="text"/>; null for what is no version.</summary>
    public static ProductVersion? Read(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match)
            return null;
        return new(match.Groups["part"].Captures.Select(part => int.Parse(part.Value, CultureInfo.InvariantCulture)).ToEquatableArray())
        {
            IsPrerelease = match.Groups["before"].Success,
        };
    }

    /// <summary>
    /// True where this version certainly comes after <paramref name="other"/>. <c>25.9</c> stands for all its patches, and release
    /// candidates for their release, so that neither comes after the other.
    /// </summary>
    public bool IsAfter(ProductVersion other)
    {
        for (var i = 0; i < Math.Min(Parts.Count, other.Parts.Count); i++)
        {
            if (Parts[i] != other.Parts[i])
                return Parts[i] > other.Parts[i];
        }

        return false;
    }

    /// <summary>
    /// True where the release <paramref name="release"/> is this version or a later one of the same line: <c>26.1.2</c> has what was
    /// planned for <c>26.1.0</c>. <c>25.9</c> stands for the whole line, and a release candidate for its release.
    /// </summary>
    public bool IsIn(ProductVersion release)
    {
        for (var i = 0; i < Line; i++)
        {
            if (Parts[i] != release.Parts[i])
                return false;
        }

        for (var i = Line; i < Parts.Count; i++)
        {
            var there = i < release.Parts.Count ? release.Parts[i] : 0;
            if (there != Parts[i])
                return there > Parts[i];
        }

        return true;
    }

    /// <summary>True where the first version of a line is meant, after which only later ones of that line can come.</summary>
    public bool BeginsLine => Parts.Skip(Line).All(part => part == 0);

    // Year and sprint; what is after them are patches.
    private const int Line = 2;

    [GeneratedRegex(
        @"^v?(?<part>[0-9]{1,4})(?:\.(?<part>[0-9]{1,4})){1,3}(?:[-.+]?(?:(?<before>a|b|rc|alpha|beta|dev)|post)[-.]?\d*)?(?:[ -]LTS)?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Form();
}
