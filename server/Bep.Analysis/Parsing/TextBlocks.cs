using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Cuts a document's body into what an author writes or leaves standing as one: paragraphs, items of lists, quotations. Headings, tables,
/// code and comments are none of these.
/// </summary>
internal static partial class TextBlocks
{
    /// <summary>The blocks of <paramref name="text"/> below its front matter, in order, whole lines without the last line end.</summary>
    public static IEnumerable<TextSpan> Of(SourceText text, FrontMatter? frontMatter)
    {
        text = text.Unpacked();
        var content = text.Content;
        var end = "";
        TextSpan? block = null;
        var kind = BlockKind.None;
        for (var i = frontMatter is null ? 0 : text.LineAt(frontMatter.Span.End) + 1; i < text.LineCount; i++)
        {
            var span = text.LineSpan(i);
            var line = content.AsSpan(span.Start, span.Length).Trim();
            if (end.Length > 0)
            {
                if (end == "-->" ? line.Contains(end, StringComparison.Ordinal) : line.StartsWith(end))
                    end = "";
                continue;
            }

            var next = KindOf(line, ref end);
            var goesOn =
                block is not null
                && next switch
                {
                    BlockKind.Quotation => kind == BlockKind.Quotation,
                    BlockKind.Text => kind != BlockKind.Quotation,
                    _ => false,
                };
            if (block is { } last && !goesOn)
            {
                yield return last;
                block = null;
            }

            if (next == BlockKind.None)
                continue;
            if (block is null)
                kind = next;
            block = block is { } started ? started with { End = span.End } : span;
        }

        if (block is { } rest)
            yield return rest;
    }

    /// <summary>What <paramref name="block"/> says, however its lines are broken.</summary>
    public static string Normalize(string block) => Blanks().Replace(block, " ").Trim();

    /// <summary>
    /// What a template says to authors: its blocks that are sentences, and placeholders for a number elsewhere (<c>AB-XXXX</c>,
    /// <c>#XXXX</c>).
    /// A licence is not for the author to replace.
    /// </summary>
    public static EquatableArray<string> SamplesOf(
        SourceText text,
        FrontMatter? frontMatter,
        IReadOnlyList<Section> sections,
        Convention convention
    )
    {
        var content = text.Content;
        var legal = new Spans(sections.Where(section => section.Level > 1 && IsLegal(section.Title)).Select(section => section.Span));
        var blocks = Of(text, frontMatter)
            .Where(block => !legal.AnyAround(block))
            .Select(block => Normalize(content[block.Start..block.End]))
            .Where(IsSentence);
        var placeholders = Placeholder()
            .Matches(content)
            .Select(match => match.Value)
            .Where(word => !word.StartsWith(convention.Prefix + "-", StringComparison.Ordinal));
        return blocks.Concat(placeholders).Distinct().ToEquatableArray();
    }

    /// <summary>The places in <paramref name="content"/> that a number elsewhere is still to be put in.</summary>
    public static IEnumerable<TextSpan> PlaceholdersIn(string content) =>
        // Hardly any text has one, and this is looked for far faster than the rest.
        content.Contains("XXX", StringComparison.Ordinal)
            ? Placeholder().Matches(content).Select(match => new TextSpan(match.Index, match.Index + match.Length))
            : [];

    private static BlockKind KindOf(ReadOnlySpan<char> line, ref string end)
    {
        if (line.IsEmpty)
            return BlockKind.None;
        if (line.StartsWith("```") || line.StartsWith("~~~"))
        {
            end = line[..3].ToString();
            return BlockKind.None;
        }

        if (line.StartsWith("<!--"))
        {
            if (!line.Contains("-->", StringComparison.Ordinal))
                end = "-->";
            return BlockKind.None;
        }

        if (line[0] is '#' && line.TrimStart('#') is [] or [' ', ..] || line[0] is '|' || !line.ContainsAnyExcept("-*_= "))
            return BlockKind.None;
        return line[0] == '>' ? BlockKind.Quotation
            : Item().IsMatch(line) ? BlockKind.Item
            : BlockKind.Text;
    }

    private static bool IsLegal(string title) =>
        title.Contains("Copyright", StringComparison.OrdinalIgnoreCase) || title.Contains("Licen", StringComparison.OrdinalIgnoreCase);

    // A few words, such as `None so far.`, an author may well have meant.
    private static bool IsSentence(string block)
    {
        var words = block.Split(' ').Count(word => word.Any(char.IsLetter));
        if (IsStatement().IsMatch(block))
            return false;
        return words >= 4
            || (words == 3 && block[^1] is '.' or '?' or '!' or ':' && !block.StartsWith("No", StringComparison.OrdinalIgnoreCase));
    }

    // What a template says of the proposal and not to its author: that there is nothing to say, and how words such as MUST are to be read.
    [GeneratedRegex(
        @"^(?:No|None|Not|N/A|Nothing|There (?:are|is) no)\b(?![^.]*\?$)|\bRFC ?(?:2119|8174)\b|\bBCP ?14\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex IsStatement();

    private enum BlockKind
    {
        None,
        Text,
        Item,
        Quotation,
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:[-*+]|\d+[.)])\s")]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<![\w-])(?:[A-Z][A-Z0-9]+-|#)X{3,}(?!\w)")]
    private static partial Regex Placeholder();
}
