using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Links as they are written: the only place that writes a text or a destination of one (CommonMark 0.31, 6.3) or an HTML attribute with
/// one, and that reads a part of one. <see cref="Read"/> gives back what <see cref="Write"/> was given, wherever a link may stand.
/// </summary>
public static partial class Destination
{
    // What would end a destination, a cell, an attribute or a path, or would be read as something else there. Blanks and parentheses may
    // stand between angle brackets.
    private static readonly SearchValues<char> s_escaped = SearchValues.Create("%#?\\<>`\"'&|");
    private static readonly SearchValues<char> s_bare = SearchValues.Create(" ()");

    /// <summary><paramref name="path"/>, or a part of one, or a fragment, as a destination.</summary>
    /// <param name="path">The text that is meant.</param>
    /// <param name="isBracketed">True where blanks and parentheses can stay as they are: between angle brackets, in an attribute.</param>
    public static string Write(string path, bool isBracketed = false)
    {
        // `a:b.md` would be an address of the scheme `a`.
        var colon = Scheme().Match(path) is { Success: true } scheme ? scheme.Length - 1 : -1;
        var result = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            var isEscaped =
                s_escaped.Contains(c) || i == colon || (s_bare.Contains(c) ? !isBracketed : char.IsControl(c) || char.IsWhiteSpace(c));
            if (isEscaped)
                result.Append(Percent(c));
            else
                result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>
    /// What <paramref name="written"/>, a destination's path or a part of it, means: escapes, entities and percent signs resolved.
    /// </summary>
    /// <param name="written">As it stands in the text.</param>
    /// <param name="isHtml">True in an attribute, where a backslash is a backslash.</param>
    public static string Read(string written, bool isHtml) =>
        Uri.UnescapeDataString(
            written.AsSpan().ContainsAny('\\', '&') ? BoundedMarkdown.Unescape(written, hasBackslashes: !isHtml) : written
        );

    /// <summary>Where in <paramref name="written"/> the path ends and where the fragment's sign stands: −1 where there is none.</summary>
    internal static (int EndOfPath, int Hash) Split(string written, bool isHtml)
    {
        var (end, hash) = (-1, -1);
        for (var i = 0; i < written.Length && hash < 0; )
        {
            var length = written[i] switch
            {
                '\\'
                    when !isHtml
                        && i + 1 < written.Length
                        && char.IsAscii(written[i + 1])
                        && (char.IsPunctuation(written[i + 1]) || char.IsSymbol(written[i + 1])) => 2,
                '&'
                    when Entity().Match(written, i) is { Success: true } entity
                        && BoundedMarkdown.Unescape(entity.Value, hasBackslashes: false) != entity.Value => entity.Length,
                _ => 1,
            };
            var c = length == 1 ? written[i] : BoundedMarkdown.Unescape(written.Substring(i, length), hasBackslashes: true)[0];
            if (c is '#' or '?' && end < 0)
                end = i;
            if (c == '#')
                hash = i;
            i += length;
        }

        return (end, hash);
    }

    /// <summary>
    /// <paramref name="text"/> as the text of a link: brackets would end it or begin another one, and a backslash at its end would take its
    /// bracket's meaning.
    /// </summary>
    public static string LinkText(string text)
    {
        text = Bracket().Replace(text, "\\$0");
        return (text.Length - text.TrimEnd('\\').Length) % 2 == 1 ? text + "\\" : text;
    }

    // As UTF-8, byte by byte.
    private static string Percent(char c) => string.Concat(Encoding.UTF8.GetBytes([c]).Select(one => $"%{one:X2}"));

    [GeneratedRegex(@"(?<!\\)[\[\]]")]
    private static partial Regex Bracket();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\G&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")]
    private static partial Regex Entity();
}
