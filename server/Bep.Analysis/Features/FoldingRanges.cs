using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Lines that an editor can put away behind their first one.</summary>
/// <param name="First">The line that stays, from 0.</param>
/// <param name="Last">The last one that goes; greater than <paramref name="First"/>.</param>
/// <param name="IsComment">True for a comment.</param>
public sealed record Fold(int First, int Last, bool IsComment);

/// <summary>Finds what can be folded in a document: its front matter, its sections, tables, code and comments.</summary>
public static class FoldingRanges
{
    /// <summary>The folds of <paramref name="document"/>, by their first lines.</summary>
    /// <param name="document">The document.</param>
    /// <param name="editorReadsMarkdown">True where the editor itself folds sections, code and comments; front matter and registry
    /// remain.</param>
    public static ImmutableArray<Fold> In(Document document, bool editorReadsMarkdown)
    {
        var (text, content) = (document.Text, document.Text.Content);
        var spans = new List<TextSpan>();
        if (document.FrontMatter is { IsClosed: true } block)
            spans.Add(block.Span);
        spans.AddRange(document.Tables.Select(table => table.Span));
        if (!editorReadsMarkdown)
            spans.AddRange(document.Sections.Select(section => section.Span).Concat(document.Quiet));
        return
        [
            .. spans
                .Select(Make)
                .Where(fold => fold.Last > fold.First)
                .Distinct()
                .OrderBy(fold => fold.First)
                .ThenByDescending(fold => fold.Last),
        ];

        // What is blank at the end stays, so that folded sections keep their distance.
        Fold Make(TextSpan span)
        {
            var end = span.End;
            while (end > span.Start && char.IsWhiteSpace(content[end - 1]))
                end--;
            return new(text.LineAt(span.Start), text.LineAt(end), content.AsSpan(span.Start).StartsWith("<!--"));
        }
    }
}
