using Bep.Analysis.Text;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Bep.Analysis.Parsing;

/// <summary>A table (GFM 0.29, 4.10); as a block, the text of its first cell. The others follow as <see cref="TableCellBlock"/>.</summary>
internal sealed class TableBlock(BlockParser parser) : LeafBlock(parser)
{
    /// <summary>
    /// What stands in each of its lines, the list or quotation around it and blanks left out: the header, the delimiter row, the rows.
    /// </summary>
    public List<TextSpan> Rows { get; } = [];

    /// <summary>Its last line, from 0.</summary>
    public int LastLine { get; set; }
}

/// <summary>Another cell of a table, or, while it is read, another row.</summary>
internal sealed class TableCellBlock(BlockParser parser, TableBlock table) : LeafBlock(parser)
{
    /// <summary>The table.</summary>
    public TableBlock Table => table;
}

/// <summary>
/// Finds tables as GitHub does: a table begins where the last line of a paragraph is followed by a delimiter row of as many cells, and goes
/// on to the first line that is blank or begins another block. Markdig's own tables are paragraphs, in which a line of hyphens makes all of
/// it a heading, and a line without a pipe a paragraph.
/// </summary>
/// <param name="bound">What a cell that may be too long for Markdig is handed to.</param>
internal sealed class TableBlockParser(Action<Block> bound) : BlockParser
{
    /// <inheritdoc/>
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = new TextSpan(processor.Line.Start, processor.Line.End + 1);
        return TableAbove(processor) is { } table ? OpenRow(processor, table, line) : OpenTable(processor, line);
    }

    /// <summary>Puts the cells of a row in place of it.</summary>
    public override bool Close(BlockProcessor processor, Block block)
    {
        if (block is not LeafBlock { Parent: { } parent } row)
            return true;
        var table = row is TableCellBlock cell ? cell.Table : (TableBlock)row;
        var line = row.Lines.Lines[0];
        var spans = TableParser.SpansOf(line.Slice.Text, new(line.Slice.Start, line.Slice.End + 1));
        var at = parent.Count;
        while (at > 0 && parent[at - 1] != row)
            at--;
        for (var i = spans.Count - 1; i > 0; i--)
        {
            var next = new TableCellBlock(this, table) { ProcessInlines = true, Line = row.Line };
            Fill(next, line, spans[i]);
            parent.Insert(at, next);
            bound(next);
        }

        Fill(row, line, spans[0]);
        bound(row);
        return true;
    }

    private static TableBlock? TableAbove(BlockProcessor processor)
    {
        var table = processor.GetCurrentContainerOpened().LastChild switch
        {
            TableBlock above => above,
            TableCellBlock row => row.Table,
            _ => null,
        };
        return table?.LastLine == processor.LineIndex - 1 ? table : null;
    }

    private BlockState OpenRow(BlockProcessor processor, TableBlock table, TextSpan line)
    {
        table.Rows.Add(line);
        table.LastLine = processor.LineIndex;
        processor.NewBlocks.Push(
            new TableCellBlock(this, table)
            {
                ProcessInlines = true,
                Column = processor.Column,
                Span = new(line.Start, line.End - 1),
            }
        );
        return BlockState.Break;
    }

    private BlockState OpenTable(BlockProcessor processor, TextSpan line)
    {
        // A line that goes on with a paragraph of a quotation without its sign is no part of what could be a table.
        if (processor.IsCodeIndent || processor.CurrentBlock is not ParagraphBlock { Parent.IsOpen: true, Lines.Count: > 0 } paragraph)
            return BlockState.None;
        var text = processor.Line.Text;
        var columns = TableParser.ColumnsOf(text, line);
        if (columns == 0)
            return BlockState.None;
        var header = paragraph.Lines.Lines[paragraph.Lines.Count - 1];
        var first = new TextSpan(header.Slice.Start, header.Slice.End + 1);
        if (TableParser.SpansOf(text, first).Count != columns)
            return BlockState.None;

        // The paragraph keeps the lines above.
        paragraph.Lines.RemoveAt(paragraph.Lines.Count - 1);
        if (paragraph.Lines.Count > 0)
            paragraph.Span.End = paragraph.Lines.Lines[paragraph.Lines.Count - 1].Slice.End;
        var table = new TableBlock(this)
        {
            ProcessInlines = true,
            LastLine = processor.LineIndex,
            Column = header.Column,
            Span = new(first.Start, line.End - 1),
            Lines = Alone(header),
        };
        table.Rows.AddRange([first, line]);
        processor.NewBlocks.Push(table);
        return BlockState.BreakDiscard;
    }

    private static void Fill(LeafBlock cell, StringLine line, TextSpan span)
    {
        line.Column += span.Start - line.Slice.Start;
        line.Position = span.Start;
        line.Slice = new(line.Slice.Text, span.Start, span.End - 1);
        line.NewLine = NewLine.None;
        cell.Lines = Alone(line);
        if (cell is not TableBlock)
            cell.Span = new(span.Start, span.End - 1);
    }

    private static StringLineGroup Alone(StringLine line)
    {
        var group = new StringLineGroup(1);
        group.Add(ref line);
        return group;
    }
}
