using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Finds mentions of proposals in text of any kind: code, configuration, letters. Only the exact form counts, <c>BEP-1014</c>, whatever
/// else the series writes, since nobody knows there what else it may stand for.
/// </summary>
public static class PlainMentions
{
    /// <summary>The mentions in <paramref name="text"/>, in order.</summary>
    public static IEnumerable<Located<ProposalNumber>> In(Convention convention, string text)
    {
        if (convention.Prefix.Length == 0)
            yield break;
        var mark = convention.Prefix + "-";
        for (
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(mark, at + mark.Length, StringComparison.Ordinal)
        )
        {
            if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '-' or '_'))
                continue;
            var start = at + mark.Length;
            var end = start + convention.AnyDigitsIn(text.AsSpan(start));
            if (end == start || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')))
                continue;
            yield return new(new(int.Parse(text.AsSpan(start, end - start))), new(at, end));
        }
    }

    /// <summary>The mention at <paramref name="offset"/> of <paramref name="text"/>; null where there is none.</summary>
    public static Located<ProposalNumber>? At(Convention convention, SourceText text, int offset)
    {
        var line = text.LineSpan(text.LineAt(offset));
        foreach (var mention in In(convention, text.Slice(line)))
        {
            if (mention.Span.Shifted(line.Start).Touches(offset))
                return mention with { Span = mention.Span.Shifted(line.Start) };
        }

        return null;
    }
}
