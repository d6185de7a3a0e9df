using System.Buffers;
using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Reads the rows of a table and their cells, which Markdig does not give places where they are empty or missing.</summary>
internal static class TableParser
{
    // All that a delimiter row is made of.
    private static readonly SearchValues<char> s_signs = SearchValues.Create("|:- \t\v\f");

    /// <summary>
    /// The table of <paramref name="text"/> whose lines hold <paramref name="rows"/>: the header, the delimiter row, the others.
    /// </summary>
    public static Table Parse(SourceText text, IReadOnlyList<TextSpan> rows)
    {
        var content = text.Content;
        var (first, delimiter, last) = (text.LineAt(rows[0].Start), text.LineSpan(text.LineAt(rows[1].Start)), text.LineAt(rows[^1].Start));
        return new(
            new(text.FullLineSpan(first).Start, text.LineSpan(last).End),
            CellsOf(content, rows[0]),
            [
                .. rows.Skip(2)
                    .Select(row => new TableRow(
                        text.LineSpan(text.LineAt(row.Start)),
                        row,
                        ConflictMarkers.IsMarker(content.AsSpan(row.Start, row.Length)) ? [] : CellsOf(content, row)
                    )),
            ]
        )
        {
            HeaderRow = rows[0],
            DelimiterRow = rows[1],
            Lead = content[delimiter.Start..rows[1].Start],
        };
    }

    /// <summary>
    /// The cells of the row at <paramref name="line"/>, at least one. GitHub splits a row at each pipe that has no backslash in front of
    /// it, in code too; the outer pipes may be left out.
    /// </summary>
    public static ImmutableArray<Cell> CellsOf(string content, TextSpan line) =>
        [
            .. SpansOf(content, line)
                .Select(span => new Cell(content[span.Start..span.End].Replace("\\|", "|", StringComparison.Ordinal), span)),
        ];

    /// <summary>Where the words of <see cref="CellsOf"/> stand; between the blanks of a cell that has none.</summary>
    public static List<TextSpan> SpansOf(string content, TextSpan line)
    {
        var (start, end) = Trimmed(content, line);
        if (start < end && content[start] == '|')
            start++;
        if (end > start && content[end - 1] == '|' && !IsEscaped(content, end - 1, start))
            end--;

        var cells = new List<TextSpan>();
        var cell = start;
        for (var i = start; i <= end; i++)
        {
            if (i < end && (content[i] != '|' || IsEscaped(content, i, start)))
                continue;
            cells.Add(Inside(content, new(cell, i)));
            cell = i + 1;
        }

        return cells;
    }

    /// <summary>How many columns the delimiter row at <paramref name="line"/> makes; 0 for any other line.</summary>
    public static int ColumnsOf(string content, TextSpan line)
    {
        var (start, end) = Trimmed(content, line);
        var row = content.AsSpan(start, end - start);
        // Hyphens alone make a heading of what is above.
        if (row.IsEmpty || row.ContainsAnyExcept(s_signs) || !row.ContainsAnyExcept('-'))
            return 0;
        var cells = SpansOf(content, line);
        foreach (var cell in cells)
        {
            if (!IsDelimiter(content.AsSpan(cell.Start, cell.Length)))
                return 0;
        }

        return cells.Count;
    }

    private static bool IsDelimiter(ReadOnlySpan<char> cell)
    {
        if (cell.StartsWith(':'))
            cell = cell[1..];
        if (cell.EndsWith(':'))
            cell = cell[..^1];
        return !cell.IsEmpty && !cell.ContainsAnyExcept('-');
    }

    private static bool IsEscaped(string content, int at, int start) => at > start && content[at - 1] == '\\';

    private static TextSpan Trimmed(string content, TextSpan span)
    {
        var (start, end) = span;
        while (start < end && IsBlank(content[start]))
            start++;
        while (end > start && IsBlank(content[end - 1]))
            end--;
        return new(start, end);
    }

    private static TextSpan Inside(string content, TextSpan cell)
    {
        var (start, end) = Trimmed(content, cell);
        return start == end ? TextSpan.At(Math.Min(cell.Start + 1, cell.End)) : new(start, end);
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\v' or '\f';
}
