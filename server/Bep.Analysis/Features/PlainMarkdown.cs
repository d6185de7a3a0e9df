using System.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// Makes text from files harmless in a hover: what an author of a document wrote is shown, and nothing of it is carried out. No link, no
/// picture and no HTML comes through.
/// </summary>
internal static class PlainMarkdown
{
    /// <summary><paramref name="text"/> on one line, each character that means something to Markdown escaped.</summary>
    public static string Escape(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var result = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            if (char.IsControl(line[i]))
                continue;
            if (IsMark(line, i))
                result.Append('\\');
            result.Append(line[i]);
        }

        return result.ToString();
    }

    /// <summary>
    /// The first <paramref name="length"/> characters of <paramref name="text"/> at most, cut between words, with an ellipsis.
    /// </summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var blank = text.LastIndexOf(' ', length);
        var end =
            blank > length / 2 ? blank
            : char.IsHighSurrogate(text[length - 1]) ? length - 1
            : length;
        return text[..end].TrimEnd(' ', ',', ';', '.') + "…";
    }

    private static bool IsMark(string line, int i) =>
        line[i] switch
        {
            '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '&' or '|' or '~' => true,
            // Addresses become links by themselves: https://…, www.…, name@….
            ':' => line.AsSpan(i).StartsWith("://"),
            '@' => true,
            '.' when line.AsSpan(0, i).EndsWith("www", StringComparison.OrdinalIgnoreCase) => true,
            // At the start, headings, lists and underlines.
            '#' or '+' or '-' or '=' => i == 0,
            '.' or ')' => !line.AsSpan(0, i).ContainsAnyExceptInRange('0', '9'),
            _ => false,
        };
}
