using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Reads the <see cref="ContextEntry"/>s of a comment. What is not of their form is prose, and stays unread.</summary>
internal static class ContextParser
{
    private const string Start = "<!--";
    private const string End = "-->";
    private const string Mark = "context-for-ai";

    /// <summary>The entries of the comment at <paramref name="comment"/>; none where it is another comment.</summary>
    public static ImmutableArray<ContextEntry> Read(string content, TextSpan comment, Convention convention)
    {
        var at = comment.Start + Start.Length;
        if (!content.AsSpan(comment.Start).StartsWith(Start))
            return [];
        while (at < comment.End && content[at] is ' ' or '\t')
            at++;
        if (!content.AsSpan(at, comment.End - at).StartsWith(Mark))
            return [];
        if (content.AsSpan(at, comment.End - at).IndexOf(End) is >= 0 and var length)
            comment = comment with { End = at + length };

        string? list = null;
        var entries = ImmutableArray.CreateBuilder<ContextEntry>();
        var items = ImmutableArray.CreateBuilder<ContextValue>();
        foreach (var line in Lines(content, comment with { Start = at + Mark.Length }))
        {
            var text = content.AsSpan(line.Start, line.Length);
            if (list is not null && text is ['-', ' ', ..])
            {
                items.Add(ReadValue(content, Trim(content, line with { Start = line.Start + 1 }), convention));
                continue;
            }

            EndList();
            var colon = text.IndexOf(':');
            var name = colon < 0 ? "" : text[..colon].ToString();
            if (name is not (ContextEntry.SubDocuments or ContextEntry.Dependencies or ContextEntry.Parent))
                continue;
            var value = Trim(content, line with { Start = line.Start + colon + 1 });
            if (value.IsEmpty)
                list = name;
            else if (content[value.Start] != '[')
                entries.Add(new(name, [ReadValue(content, value, convention)]));
            else if (content[value.End - 1] == ']')
                entries.Add(
                    new(name, [.. Split(content, new(value.Start + 1, value.End - 1)).Select(part => ReadValue(content, part, convention))])
                );
        }

        EndList();
        return entries.ToImmutable();

        void EndList()
        {
            if (items.Count > 0)
                entries.Add(new(list!, items.DrainToImmutable()));
            list = null;
        }
    }

    private static IEnumerable<TextSpan> Lines(string content, TextSpan span)
    {
        for (var start = span.Start; start < span.End; )
        {
            var length = content.AsSpan(start, span.End - start).IndexOfAny('\r', '\n');
            var end = length < 0 ? span.End : start + length;
            yield return Trim(content, new(start, end));
            start = end + 1;
        }
    }

    private static IEnumerable<TextSpan> Split(string content, TextSpan list)
    {
        for (var start = list.Start; start < list.End; )
        {
            var length = content.AsSpan(start, list.End - start).IndexOf(',');
            var end = length < 0 ? list.End : start + length;
            if (Trim(content, new(start, end)) is { IsEmpty: false } part)
                yield return part;
            start = end + 1;
        }
    }

    private static TextSpan Trim(string content, TextSpan span)
    {
        var (start, end) = span;
        while (start < end && char.IsWhiteSpace(content[start]))
            start++;
        while (end > start && char.IsWhiteSpace(content[end - 1]))
            end--;
        if (end - start >= 2 && content[start] is '"' or '\'' && content[end - 1] == content[start])
            (start, end) = (start + 1, end - 1);
        return new(start, end);
    }

    private static ContextValue ReadValue(string content, TextSpan span, Convention convention)
    {
        var text = new Located<string>(content[span.Start..span.End], span);
        var prefix = $"{convention.Prefix}-";
        if (!text.Value.StartsWith(prefix, StringComparison.Ordinal))
            return new(text, null, TextSpan.At(span.Start));
        var digits = convention.DigitsIn(text.Value.AsSpan(prefix.Length));
        var end = prefix.Length + digits;
        return digits == 0 || (end < text.Value.Length && text.Value[end] is not (' ' or ':' or '('))
            ? new(text, null, TextSpan.At(span.Start))
            : new(text, new(int.Parse(text.Value.AsSpan(prefix.Length, digits))), new(span.Start, span.Start + end));
    }
}
