using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Grows a selection step by step: a word, a link, a cell, a row, a paragraph, a section, the document.</summary>
public static class SelectionRanges
{
    /// <summary>The spans around <paramref name="offset"/> of <paramref name="document"/>, the smallest first, each in the next.</summary>
    public static ImmutableArray<TextSpan> Around(Document document, int offset)
    {
        var content = document.Text.Content;
        offset = Math.Clamp(offset, 0, content.Length);
        var chain = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (
            var span in Candidates(document, content, offset)
                .Where(span => span.Touches(offset) && !span.IsEmpty)
                .OrderBy(span => span.Length)
        )
        {
            if (chain.Count == 0 || (span != chain[^1] && span.Contains(chain[^1])))
                chain.Add(span);
        }

        if (chain.Count == 0)
            chain.Add(TextSpan.At(offset));
        return chain.ToImmutable();
    }

    private static IEnumerable<TextSpan> Candidates(Document document, string content, int offset)
    {
        yield return new(0, content.Length);
        yield return Word(content, offset);
        if (Symbol.At(document, offset) is { } symbol)
            yield return symbol.Span;
        var line = document.Text.LineAt(offset);
        yield return Trimmed(content, document.Text.LineSpan(line));
        yield return Paragraph(document, content, line);

        foreach (var link in document.Links)
        {
            yield return link.TextSpan;
            yield return link.UrlSpan;
            yield return link.Span;
        }

        if (document.FrontMatter is { } block)
        {
            yield return block.Content;
            yield return block.Span;
        }

        foreach (var table in document.Tables)
            yield return table.Span;
        foreach (var quiet in document.Quiet)
            yield return quiet;
        foreach (var section in document.Sections)
        {
            yield return section.TitleSpan;
            yield return section.Heading;
            yield return Trimmed(content, section.Span);
            yield return section.Span;
        }
    }

    private static TextSpan Word(string content, int offset)
    {
        var (start, end) = (offset, offset);
        while (start > 0 && char.IsLetterOrDigit(content[start - 1]))
            start--;
        while (end < content.Length && char.IsLetterOrDigit(content[end]))
            end++;
        return new(start, end);
    }

    private static TextSpan Paragraph(Document document, string content, int line)
    {
        var text = document.Text;
        if (IsBlank(line))
            return TextSpan.At(text.LineSpan(line).Start);
        var (first, last) = (line, line);
        while (first > 0 && !IsBlank(first - 1))
            first--;
        while (last + 1 < text.LineCount && !IsBlank(last + 1))
            last++;
        return new(text.LineSpan(first).Start, text.LineSpan(last).End);

        bool IsBlank(int at) =>
            text.LineSpan(at) is var span && (content.AsSpan(span.Start, span.Length).IsWhiteSpace() || IsHeading(span));

        bool IsHeading(TextSpan span) =>
            Spans.LastUpTo(document.Sections, span.End, section => section.Heading) is >= 0 and var at
            && document.Sections[at].Heading.Intersects(span);
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
