using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Finds the tags of a text of HTML as a browser does (HTML Living Standard, 13.2.5, Tokenization): quotes, entities and blanks mean what
/// they mean there. A test compares it with a library's own reader.
/// </summary>
public static class HtmlTags
{
    private static readonly SearchValues<char> s_blanks = SearchValues.Create(" \t\r\n\f");
    private static readonly SearchValues<char> s_endsOfName = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> s_endsOfAttribute = SearchValues.Create(" \t\r\n\f/>=");
    private static readonly SearchValues<char> s_endsOfValue = SearchValues.Create(" \t\r\n\f>");

    // What stands in these is text up to their own closing tag.
    private static readonly HashSet<string> s_raw = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

    // The names that count without a semicolon (13.5, Named character references); all have been there since before it was asked for.
    private static readonly HashSet<string> s_old =
    [
        .. """
            AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute Icirc Igrave Iuml LT Ntilde Oacute
            Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml
            brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest
            iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg
            sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml
            """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    // 13.2.5.80: numbers that older pages meant as characters of Windows-1252, from 0x80.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>
    /// The tags and comments of <paramref name="content"/> within <paramref name="span"/>, in order. A tag that does not end there, and
    /// what follows it, is not read.
    /// </summary>
    public static IEnumerable<HtmlTag> In(string content, TextSpan span)
    {
        for (var at = span.Start; content.IndexOf('<', at, span.End - at) is >= 0 and var start; )
        {
            var next = start + 1 < span.End ? content[start + 1] : '\0';
            var isEnd = next == '/';
            if (next is '!' or '?' || (isEnd && start + 2 < span.End && !char.IsAsciiLetter(content[start + 2])))
            {
                var end = EndOfComment(content, start, span.End);
                if (end < 0)
                    yield break;
                if (next == '!')
                    yield return new("", new(start, end), false, []);
                at = end;
                continue;
            }

            var name = isEnd ? start + 2 : start + 1;
            if (name >= span.End || !char.IsAsciiLetter(content[name]))
            {
                at = start + 1;
                continue;
            }

            if (ReadTag(content, start, name, span.End, isEnd) is not { } tag)
                yield break;
            yield return tag;
            at = tag.Span.End;
            if (!isEnd && s_raw.Contains(tag.Name))
                at = EndOfRaw(content, tag.Name, at, span.End);
        }
    }

    /// <summary>The addresses in a <c>srcset</c> that is written at <paramref name="value"/> (4.8.4.2.1).</summary>
    public static IEnumerable<TextSpan> AddressesIn(string content, TextSpan value)
    {
        for (var at = value.Start; at < value.End; )
        {
            while (at < value.End && (s_blanks.Contains(content[at]) || content[at] == ','))
                at++;
            var start = at;
            while (at < value.End && !s_blanks.Contains(content[at]))
                at++;
            var end = at;
            while (end > start && content[end - 1] == ',')
                end--;
            if (end > start)
                yield return new(start, end);
            if (end < at)
                continue;
            // How wide it is, or how dense, up to a comma that stands in no brackets.
            for (var depth = 0; at < value.End && (content[at] != ',' || depth > 0); at++)
                depth +=
                    content[at] == '(' ? 1
                    : content[at] == ')' && depth > 0 ? -1
                    : 0;
        }
    }

    /// <summary><paramref name="written"/> with its character references resolved, as in an attribute's value (13.2.5.72).</summary>
    public static string Decode(ReadOnlySpan<char> written)
    {
        if (written.IndexOf('&') < 0)
            return written.ToString();
        var text = new StringBuilder(written.Length);
        for (int at = 0, length; at < written.Length; at += length)
        {
            string? meaning = null;
            length = written[at] == '&' ? LengthOfReference(written[at..], out meaning) : 1;
            if (meaning is null)
                text.Append(written.Slice(at, length));
            else
                text.Append(meaning);
        }

        return text.ToString();
    }

    /// <summary>What a reader sees of the HTML at <paramref name="span"/>: no tags, no comments, character references resolved.</summary>
    public static string TextOf(string content, TextSpan span)
    {
        var text = new StringBuilder();
        var at = span.Start;
        foreach (var tag in In(content, span))
        {
            text.Append(content, at, tag.Span.Start - at);
            at = tag.Span.End;
        }

        return Decode(text.Append(content, at, span.End - at).ToString());
    }

    /// <summary>
    /// How many characters at the start of <paramref name="written"/>, an ampersand, are a character reference, and what it stands for; 1
    /// and null for none.
    /// </summary>
    public static int LengthOfReference(ReadOnlySpan<char> written, out string? meaning)
    {
        meaning = null;
        var at = 1;
        if (at < written.Length && written[at] == '#')
        {
            var isHex = ++at < written.Length && written[at] is 'x' or 'X';
            if (isHex)
                at++;
            var (first, code) = (at, 0);
            for (; at < written.Length && (isHex ? char.IsAsciiHexDigit(written[at]) : char.IsAsciiDigit(written[at])); at++)
                code = Math.Min(0x110000, (code * (isHex ? 16 : 10)) + Convert.ToInt32(written[at].ToString(), 16));
            if (at == first)
                return 1;
            if (at < written.Length && written[at] == ';')
                at++;
            meaning =
                code is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) ? "\uFFFD"
                : code is >= 0x80 and < 0xA0 ? Windows1252[code - 0x80].ToString()
                : char.ConvertFromUtf32(code);
            return at;
        }

        while (at < written.Length && at < 40 && char.IsAsciiLetterOrDigit(written[at]))
            at++;
        if (at < written.Length && written[at] == ';' && BoundedMarkdown.Entity(written[1..at]) is { } named)
        {
            meaning = named;
            return at + 1;
        }

        // Without a semicolon the longest old name counts, unless it may be a part of an address: `?a=1&copy=2`.
        for (var length = Math.Min(at, 7); length > 2; length--)
        {
            if (!s_old.Contains(written[1..length].ToString()))
                continue;
            if (length < written.Length && (written[length] == '=' || char.IsAsciiLetterOrDigit(written[length])))
                return 1;
            meaning = BoundedMarkdown.Entity(written[1..length]);
            return length;
        }

        return 1;
    }

    // `<!-- … -->`, and what a browser takes for a comment: `<!x>`, `<?x>`, `</ x>`. -1 where it does not end.
    private static int EndOfComment(string content, int start, int limit)
    {
        var text = content.AsSpan(start, limit - start);
        if (!text.StartsWith(HtmlComments.Start))
            return text.IndexOf('>') is >= 0 and var bogus ? start + bogus + 1 : -1;
        var inside = text[HtmlComments.Start.Length..];
        if (inside.StartsWith(">"))
            return start + 5;
        if (inside.StartsWith("->"))
            return start + 6;
        var end = inside.IndexOf(HtmlComments.End);
        // Looked for in front of the usual end alone, so that many comments are not each read to the end of the text.
        var other = (end < 0 ? inside : inside[..end]).IndexOf("--!>");
        return other >= 0 ? start + 4 + other + 4
            : end >= 0 ? start + 4 + end + 3
            : -1;
    }

    private static HtmlTag? ReadTag(string content, int start, int nameStart, int limit, bool isEnd)
    {
        var at = Until(content, nameStart, limit, s_endsOfName);
        var name = content[nameStart..at].ToLowerInvariant();
        var attributes = new List<HtmlAttribute>();
        var names = new HashSet<string>();
        while (true)
        {
            while (at < limit && (s_blanks.Contains(content[at]) || content[at] == '/'))
                at++;
            if (at >= limit)
                return null;
            if (content[at] == '>')
                return new(name, new(start, at + 1), isEnd, [.. attributes]);

            // A sign that begins a name is a part of it.
            var first = at;
            at = Until(content, at + 1, limit, s_endsOfAttribute);
            var attribute = content[first..at].ToLowerInvariant();
            var after = at;
            while (after < limit && s_blanks.Contains(content[after]))
                after++;
            var value = TextSpan.At(at);
            if (after < limit && content[after] == '=')
            {
                at = after + 1;
                while (at < limit && s_blanks.Contains(content[at]))
                    at++;
                if (at >= limit)
                    return null;
                if (content[at] is '"' or '\'')
                {
                    var close = content.IndexOf(content[at], at + 1, limit - at - 1);
                    if (close < 0)
                        return null;
                    value = new(at + 1, close);
                    at = close + 1;
                }
                else
                {
                    var end = Until(content, at, limit, s_endsOfValue);
                    value = new(at, end);
                    at = end;
                }
            }

            if (names.Add(attribute))
                attributes.Add(new(attribute, value));
        }
    }

    private static int Until(string content, int from, int limit, SearchValues<char> ends)
    {
        var length = from >= limit ? 0 : content.AsSpan(from, limit - from).IndexOfAny(ends);
        return length < 0 ? limit : Math.Min(from, limit) + length;
    }

    private static int EndOfRaw(string content, string name, int from, int limit)
    {
        for (var at = from; content.AsSpan(at, limit - at).IndexOf("</") is >= 0 and var length; )
        {
            at += length + 2;
            var end = at + name.Length;
            if (
                end < limit
                && content.AsSpan(at, name.Length).Equals(name, StringComparison.OrdinalIgnoreCase)
                && s_endsOfName.Contains(content[end])
            )
                return at - 2;
        }

        return limit;
    }
}

/// <summary>A tag of HTML, or a comment.</summary>
/// <param name="Name">The element's name in lower case; empty for a comment.</param>
/// <param name="Span">All of it.</param>
/// <param name="IsEnd">True for <c>&lt;/a&gt;</c>.</param>
/// <param name="Attributes">Each name once, the first one counts.</param>
public sealed record HtmlTag(string Name, TextSpan Span, bool IsEnd, ImmutableArray<HtmlAttribute> Attributes);

/// <summary>An attribute of a tag.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Its value as it is written, without quotes; empty where there is none.</param>
public readonly record struct HtmlAttribute(string Name, TextSpan Value);
