using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Finds comments, <c>&lt;!-- … --&gt;</c>, in a text of any kind.</summary>
internal static class HtmlComments
{
    /// <summary>How a comment begins.</summary>
    public const string Start = "<!--";

    /// <summary>How it ends.</summary>
    public const string End = "-->";

    /// <summary>The comments of <paramref name="text"/>, in order. One that is not closed does not count.</summary>
    public static IEnumerable<TextSpan> In(string text)
    {
        for (int at = 0, end; text.IndexOf(Start, at, StringComparison.Ordinal) is >= 0 and var start; at = end)
        {
            var close = text.IndexOf(End, start + Start.Length, StringComparison.Ordinal);
            // Where this one is not closed, no later one is.
            if (close < 0)
                yield break;
            end = close + End.Length;
            yield return new(start, end);
        }
    }
}
