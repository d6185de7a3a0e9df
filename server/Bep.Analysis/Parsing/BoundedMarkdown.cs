using System.Buffers;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Markdig for texts of any shape. Left to itself it takes time that grows with the square of what one paragraph holds (each mark that may
/// open something is compared with each other one), of how deeply blocks nest, and of how many definitions stand together; two hundred
/// kilobytes of <c>[a](b</c> took half a minute. Here long paragraphs are read in parts, and what nests deeper than anybody writes is text,
/// so that the time grows with the text alone. A part ends at the end of a line wherever there is one, so the only thing that can be missed
/// is one that goes on from the last line of a part to the first line of the next.
/// </summary>
internal static class BoundedMarkdown
{
    // Lists count twice, for themselves and for their items. Markdig itself refuses a whole document at 128.
    private const int MostNested = 64;

    // Definitions of links at the start of a paragraph are taken off one by one.
    private const int MostLines = 500;

    // What one paragraph holds before the rest of it is another part: marks, each line's end among them, and characters. The largest
    // paragraph of a real document, a table of 60 rows with a link each, has 180.
    private const int MostMarks = 400;
    private const int MostCharacters = 16_000;

    private static readonly SearchValues<char> s_marks = SearchValues.Create("[]!*_`<&~$");

    // Markdig is safe to use from several threads once built. Of GitHub's dialect only what changes where text and links are found.
    private static readonly MarkdownPipeline s_pipeline = BuildPipeline();

    /// <summary>
    /// The tree of <paramref name="text"/>, of whose lines those in front of the offset <paramref name="start"/>, which is at the beginning
    /// of one, are no Markdown. The first of them begins with a hyphen.
    /// </summary>
    public static MarkdownDocument Parse(string text, int start = 0)
    {
        if (start == 0)
            return Markdown.Parse(text, s_pipeline);
        var context = new MarkdownParserContext();
        context.Properties.Add(typeof(FrontLines), start);
        return Markdown.Parse(text, s_pipeline, context);
    }

    /// <summary>True for what is no block of the text, but the rest of the paragraph, the heading or the table before it.</summary>
    public static bool IsRest(Block block) => block is Rest or TableCellBlock;

    /// <summary>
    /// <paramref name="text"/> with entities and, where <paramref name="hasBackslashes"/>, backslashes in front of signs resolved
    /// (CommonMark 0.31, 2.4 and 2.5).
    /// </summary>
    public static string Unescape(string text, bool hasBackslashes) => HtmlHelper.Unescape(text, hasBackslashes);

    /// <summary>
    /// What the HTML entity <paramref name="name"/>, without its signs, stands for; null where there is none of that name.
    /// </summary>
    public static string? Entity(ReadOnlySpan<char> name) => EntityHelper.DecodeEntity(name);

    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseFootnotes();
        builder.InlineParsers.InsertBefore<LinkInlineParser>(new Formulas());
        builder.BlockParsers.Insert(0, new FrontLines());
        builder.BlockParsers.Replace<QuoteBlockParser>(new ShallowQuotations());
        builder.BlockParsers.Replace<ListBlockParser>(new ShallowLists());
        var paragraphs = new ShortParagraphs();
        builder.BlockParsers.Replace<ParagraphBlockParser>(paragraphs);
        builder.BlockParsers.InsertBefore<ShortParagraphs>(new TableBlockParser(Split));
        builder.BlockParsers.Add(new NextParagraph(paragraphs));
        paragraphs.Closed += (_, block) => Split(block);
        builder.BlockParsers.Find<HeadingBlockParser>()!.Closed += (_, block) => Split(block);
        return builder.Build();
    }

    private static bool IsDeep(BlockProcessor processor)
    {
        var depth = 0;
        for (var container = processor.GetCurrentContainerOpened(); container.Parent is { } parent; container = parent)
            depth++;
        return depth >= MostNested;
    }

    // Leaves the first part in the block, and puts the others after it.
    private static void Split(Block block)
    {
        if (block is not LeafBlock { Parent: { } parent } leaf)
            return;
        if (IsShort(leaf))
        {
            Join(ref leaf.Lines);
            return;
        }

        var parts = Parts(leaf);
        if (parts.Count < 2)
            return;
        leaf.Lines = Group(parts[0]);
        var at = parent.Count;
        while (at > 0 && parent[at - 1] != leaf)
            at--;
        for (var i = 1; i < parts.Count; i++)
        {
            parent.Insert(
                at + i - 1,
                new Rest
                {
                    Lines = Group(parts[i]),
                    Line = parts[i][0].Line,
                    Span = new(parts[i][0].Position, parts[i][^1].Position + parts[i][^1].Slice.Length - 1),
                }
            );
        }

        leaf.Span = leaf.Span with { End = Math.Max(leaf.Span.Start, parts[1][0].Position - 1) };
    }

    // True where all of it is one part, as of nearly every block.
    private static bool IsShort(LeafBlock leaf)
    {
        var (marks, characters) = (leaf.Lines.Count, 0);
        for (var i = 0; i < leaf.Lines.Count && marks < MostMarks && characters <= MostCharacters; i++)
        {
            var line = leaf.Lines.Lines[i].Slice.AsSpan();
            characters += line.Length;
            marks += line.CountAny(s_marks);
        }

        return marks < MostMarks && characters <= MostCharacters;
    }

    // Lines that follow each other in the text as they are read become one. Of several, Markdig makes a copy.
    private static void Join(ref StringLineGroup lines)
    {
        if (lines.Count < 2)
            return;
        var all = lines.Lines[0];
        for (var i = 1; i < lines.Count; i++)
        {
            var next = lines.Lines[i].Slice;
            if (next.Start != all.Slice.End + 2 || next.Text[next.Start - 1] != '\n')
                return;
            all.Slice.End = next.End;
        }

        lines.Clear();
        lines.Add(ref all);
    }

    private static List<List<StringLine>> Parts(LeafBlock leaf)
    {
        List<List<StringLine>> parts =
        [
            [],
        ];
        var (marks, characters) = (0, 0);
        for (var i = 0; i < leaf.Lines.Count; i++)
        {
            var line = leaf.Lines.Lines[i];
            for (var rest = line.Slice.AsSpan(); ; )
            {
                var length = LengthOfPart(rest, out var held);
                if (parts[^1].Count > 0 && (marks + held >= MostMarks || characters + length > MostCharacters))
                {
                    parts.Add([]);
                    (marks, characters) = (0, 0);
                }

                (marks, characters) = (marks + held + 1, characters + length);
                if (length == rest.Length)
                {
                    parts[^1].Add(line);
                    break;
                }

                var first = line;
                first.Slice.End = line.Slice.Start + length - 1;
                first.NewLine = NewLine.None;
                first.Slice.NewLine = NewLine.None;
                parts[^1].Add(first);
                line.Slice.Start += length;
                line.Column += length;
                line.Position += length;
                rest = rest[length..];
                parts.Add([]);
                (marks, characters) = (0, 0);
            }
        }

        return parts;
    }

    // All of a line, or what of a longer one one part can hold: up to a blank, where one is near.
    private static int LengthOfPart(ReadOnlySpan<char> line, out int marks)
    {
        var at = 0;
        for (marks = 0; marks < MostMarks && at <= MostCharacters; marks++)
        {
            var next = line[at..].IndexOfAny(s_marks);
            if (next < 0 || at + next >= MostCharacters)
            {
                if (line.Length <= MostCharacters)
                    return line.Length;
                at = MostCharacters;
                break;
            }

            at += next + 1;
        }

        if (at >= line.Length)
            return line.Length;
        var blank = line[..at].LastIndexOf(' ');
        if (blank > at / 2)
            return blank + 1;
        return char.IsHighSurrogate(line[at - 1]) ? at - 1 : at;
    }

    private static StringLineGroup Group(List<StringLine> lines)
    {
        var group = new StringLineGroup(lines.Count);
        foreach (var line in lines)
        {
            var copy = line;
            group.Add(ref copy);
        }

        return group;
    }

    private sealed class Rest : ParagraphBlock;

    /// <summary>Takes the lines in front of the Markdown out of the way, so that nobody has to make a copy of the text without them.</summary>
    private sealed class FrontLines : BlockParser
    {
        public FrontLines() => OpeningCharacters = ['-'];

        public override BlockState TryOpen(BlockProcessor processor)
        {
            if (!IsInFront(processor))
                return BlockState.None;
            processor.NewBlocks.Push(new Lines(this));
            return BlockState.ContinueDiscard;
        }

        public override BlockState TryContinue(BlockProcessor processor, Block block) =>
            IsInFront(processor) ? BlockState.ContinueDiscard : BlockState.None;

        private static bool IsInFront(BlockProcessor processor) =>
            processor.Context?.Properties.GetValueOrDefault(typeof(FrontLines)) is int start && processor.CurrentLineStartPosition < start;

        private sealed class Lines(BlockParser parser) : LeafBlock(parser);
    }

    /// <summary>
    /// Formulas as GitHub has them, in which <c>a[i](t)</c> is no link: <c>$$ … $$</c> over several lines of a paragraph but not beyond it,
    /// and <c>$…$</c> in a line. One that is not closed is text, and so are amounts of money.
    /// </summary>
    private sealed class Formulas : InlineParser
    {
        public Formulas() => OpeningCharacters = ['$'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var text = slice.AsSpan();
            var dollars = text.Length - text.TrimStart('$').Length;
            var before = slice.PeekCharExtra(-1);
            if (dollars > 2 || before == '$' || IsWord(before))
                return false;
            var length = dollars == 2 ? LengthOfBlock(text) : LengthOfLine(text);
            if (length == 0)
                return false;
            var start = processor.GetSourcePosition(slice.Start, out var line, out var column);
            processor.Inline = new MathInline
            {
                Span = new(start, processor.GetSourcePosition(slice.Start + length - 1)),
                Line = line,
                Column = column,
                Delimiter = '$',
                DelimiterCount = dollars,
                Content = new(slice.Text, slice.Start + dollars, slice.Start + length - dollars - 1),
            };
            slice.Start += length;
            return true;
        }

        private static int LengthOfBlock(ReadOnlySpan<char> text)
        {
            for (var at = 2; text[at..].IndexOfAny('$', '`') is >= 0 and var next; at++)
            {
                at += next;
                if (text[at] == '`')
                    return 0;
                if (text[at - 1] == '\\' || at == 2 || at + 1 == text.Length || text[at + 1] != '$')
                    continue;
                return at + 2 < text.Length && (IsWord(text[at + 2]) || text[at + 2] == '$') ? 0 : at + 2;
            }

            return 0;
        }

        // `` $`…`$ `` is one too.
        private static int LengthOfLine(ReadOnlySpan<char> text)
        {
            if (text.Length < 3 || char.IsWhiteSpace(text[1]))
                return 0;
            if (text[1] == '`')
                return text[2..].IndexOfAny('`', '\n') is > 0 and var tick && text[(2 + tick)..].StartsWith("`$") ? tick + 4 : 0;
            for (var at = 1; text[at..].IndexOfAny("$`\r\n") is >= 0 and var next; at++)
            {
                at += next;
                if (text[at] != '$')
                    return 0;
                if (text[at - 1] == '\\')
                    continue;
                var isEnd = !char.IsWhiteSpace(text[at - 1]) && (at + 1 == text.Length || (!IsWord(text[at + 1]) && text[at + 1] != '$'));
                return isEnd ? at + 1 : 0;
            }

            return 0;
        }

        private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
    }

    private sealed class ShallowQuotations : QuoteBlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor) => IsDeep(processor) ? BlockState.None : base.TryOpen(processor);
    }

    private sealed class ShallowLists : ListBlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor) => IsDeep(processor) ? BlockState.None : base.TryOpen(processor);
    }

    private sealed class ShortParagraphs : ParagraphBlockParser
    {
        public override BlockState TryContinue(BlockProcessor processor, Block block)
        {
            if (!processor.IsBlankLine && block is LeafBlock { Lines.Count: >= MostLines })
                return BlockState.None;
            if (processor.CurrentChar is not ('=' or '-') || block.Parent is not { } parent || parent.LastChild != block)
                return base.TryContinue(processor, block);

            // A paragraph that turns out to be a heading is taken out of its container, where it is looked for among all that is there. In
            // one of its own it is found at once.
            parent.RemoveAt(parent.Count - 1);
            ContainerBlock alone =
                parent is QuoteBlock ? new QuoteBlock(this)
                : parent is ListItemBlock ? new ListItemBlock(this)
                : new MarkdownDocument();
            alone.Add(block);
            var state = base.TryContinue(processor, block);
            if (block.Parent == alone)
            {
                alone.RemoveAt(0);
                parent.Add(block);
            }

            return state;
        }

        public override bool Close(BlockProcessor processor, Block block)
        {
            // Nothing is left of a paragraph whose only line turned out to be the header of a table.
            if (block is not LeafBlock { Lines.Count: 0 } && base.Close(processor, block))
                return true;
            // What held only definitions is taken out likewise.
            if (block.Parent is { } parent && parent.LastChild == block)
                parent.RemoveAt(parent.Count - 1);
            return false;
        }
    }

    /// <summary>Opens a paragraph right after one that does not go on.</summary>
    private sealed class NextParagraph(ShortParagraphs paragraphs) : BlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor) => paragraphs.TryOpen(processor);
    }
}
