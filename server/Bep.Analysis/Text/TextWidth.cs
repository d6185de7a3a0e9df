using System.Globalization;

namespace Bep.Analysis.Text;

/// <summary>How many columns characters take on a screen.</summary>
internal static class TextWidth
{
    /// <summary>
    /// True for a character of two columns: East Asian Wide and Fullwidth (Unicode Standard Annex 11), as far as they are single UTF-16
    /// units. Emoji are two units and two columns.
    /// </summary>
    public static bool IsWide(char c) =>
        c
            is >= '\u1100'
                and <= '\u115F'
                or >= '\u2E80'
                and <= '\uA4CF'
                or >= '\uAC00'
                and <= '\uD7A3'
                or >= '\uF900'
                and <= '\uFAFF'
                or >= '\uFE30'
                and <= '\uFE6F'
                or >= '\uFF00'
                and <= '\uFF60'
                or >= '\uFFE0'
                and <= '\uFFE6'
        && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark;
}
