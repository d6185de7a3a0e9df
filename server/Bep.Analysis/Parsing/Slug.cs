using System.Globalization;
using System.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Names made of titles: a heading's anchor and a file's slug.</summary>
public static class Slug
{
    /// <summary>
    /// The anchor that GitHub gives a heading: lower case, letters, marks, digits, connector punctuation and hyphens kept, each blank a
    /// hyphen, everything else left out, line ends among it. These are the characters of a word to Ruby's regular expressions, which GitHub
    /// uses. Repetition is numbered by the caller.
    /// </summary>
    public static string OfHeading(string title)
    {
        var result = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            if (rune.Value is ' ')
                result.Append('-');
            else if (rune.Value is '-' || IsWord(rune))
                AppendLower(result, rune);
        }

        return result.ToString();
    }

    /// <summary>
    /// The slug of a proposal's file name: words of letters and digits with single hyphens between them; <c>untitled</c> for none.
    /// </summary>
    public static string OfTitle(string title)
    {
        var result = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark)
                AppendLower(result, rune);
            else if (rune.Value is not ('\'' or '’') && result.Length > 0 && result[^1] != '-')
                result.Append('-');
        }

        var slug = result.ToString().TrimEnd('-');
        return slug.Length > 0 ? slug : "untitled";
    }

    /// <summary>
    /// True for words with hyphens between them in lower case, <c>quiet-hours</c>; digits and dots may be part of them, and a name such as
    /// <c>RBAC</c> or <c>GraphQL</c> keeps its capitals.
    /// </summary>
    public static bool IsKebab(string slug) =>
        slug.Split('-').All(word => !word.Contains('_') && !word.Any(char.IsWhiteSpace) && !IsCapitalized(word));

    private static bool IsCapitalized(string word) => word.Length > 0 && char.IsUpper(word[0]) && !word.Skip(1).Any(char.IsUpper);

    // A builder that is given the rune itself makes a string of it first.
    private static void AppendLower(StringBuilder result, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        result.Append(units[..Rune.ToLowerInvariant(rune).EncodeToUtf16(units)]);
    }

    // Unicode's property Alphabetic, which also letters in circles and squares have, marks, decimal digits, connector punctuation.
    private static bool IsWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.ConnectorPunctuation
        || rune.Value
            is (>= 0x24B6 and <= 0x24E9)
                or (>= 0x1F130 and <= 0x1F149)
                or (>= 0x1F150 and <= 0x1F169)
                or (>= 0x1F170 and <= 0x1F189);
}
