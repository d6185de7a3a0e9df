using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// The parts of a field's value, which are the items of a list or what commas separate: each as it is read, without quotes, emphasis and
/// links, on its place.
/// </summary>
internal static class FieldParts
{
    /// <summary>The parts of <paramref name="field"/>; none of a value that is not written where it stands, as a block of text in YAML.</summary>
    public static IEnumerable<Located<string>> Of(SourceText text, FrontMatterForm form, Field field)
    {
        var (content, span) = (text.Content, field.Value.Span);
        var isMarkdown = form is FrontMatterForm.List or FrontMatterForm.Table or FrontMatterForm.Sections;
        if (!isMarkdown && span.Length > 0)
        {
            if (content[span.Start] is '*' or '|' or '>' or '{')
                yield break;
            if (content[span.Start] == '[' && content[span.End - 1] == ']')
                span = new(span.Start + 1, span.End - 1);
        }

        var isFirst = true;
        for (var start = span.Start; start < span.End; )
        {
            var end = EndOf(content, start, span.End, isMarkdown);
            // The mark of an item stands at the beginning of a line.
            var isItem = isFirst || content[start - 1] == '\n';
            if (Read(content, new(start, end), isItem, isMarkdown) is { Value.Length: > 0 } part)
                yield return part;
            (start, isFirst) = (end + 1, false);
        }
    }

    // Where the next comma or line end is, outside of quotes or of what a link leads to.
    private static int EndOf(string content, int start, int end, bool isMarkdown)
    {
        var (depth, quote) = (0, '\0');
        for (var i = start; i < end; i++)
        {
            var c = content[i];
            if (c is '\n' || (c == ',' && depth == 0 && quote == 0))
                return i;
            if (quote != 0)
                quote = c == quote ? '\0' : quote;
            else if (!isMarkdown && c is '"' or '\'' && content.AsSpan(start, i - start).Trim(" \t-").IsEmpty)
                quote = c;
            else if (c is '(' or '[')
                depth++;
            else if (c is ')' or ']' && depth > 0)
                depth--;
        }

        return end;
    }

    private static Located<string> Read(string content, TextSpan span, bool isItem, bool isMarkdown)
    {
        span = Trimmed(content, span);
        if (isItem && span.Length > 1 && content[span.Start] is '-' or '*' or '+' && content[span.Start + 1] is ' ' or '\t')
            span = Trimmed(content, span with { Start = span.Start + 1 });
        if (isMarkdown)
            span = FieldLine.Bare(content, span, isAlone: true);
        else if (span.Length > 0 && content[span.Start] is '"' or '\'')
            span = content.IndexOf(content[span.Start], span.Start + 1, span.Length - 1) is > 0 and var close
                ? new(span.Start + 1, close)
                : span;
        // YAML 1.2.2, 6.6
        else if (content.AsSpan(span.Start, span.Length).StartsWith("#"))
            span = TextSpan.At(span.Start);
        else if (content.IndexOf(" #", span.Start, span.Length, StringComparison.Ordinal) is >= 0 and var comment)
            span = Trimmed(content, span with { End = comment });
        return new(content[span.Start..span.End], span);
    }

    private static TextSpan Trimmed(string content, TextSpan span)
    {
        var (start, end) = span;
        while (end > start && char.IsWhiteSpace(content[end - 1]))
            end--;
        while (start < end && char.IsWhiteSpace(content[start]))
            start++;
        return new(start, end);
    }
}
