using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads a table's rows and cells. Markdig says where tables start; the rest is found in the text itself, because Markdig gives an empty or
/// missing cell no place, and because a table that git has written conflict markers into is still to be read.
/// </summary>
internal static class TableParser
{
    /// <summary>The table whose header row lies at <paramref name="start"/>.</summary>
    public static Table Parse(SourceText text, int start)
    {
        var content = text.Content;
        var first = text.LineAt(start);
        var rows = ImmutableArray.CreateBuilder<TableRow>();
        var last = Math.Min(first + 1, text.LineCount - 1);
        for (var line = first + 2; line < text.LineCount; line++)
        {
            var span = text.LineSpan(line);
            var row = content.AsSpan(span.Start, span.Length);
            var isMarker = ConflictMarkers.IsMarker(row);
            if (!isMarker && !row.Contains('|')) break;
            rows.Add(new(span, isMarker ? [] : SplitCells(content, span)));
            last = line;
        }

        return new(new(text.FullLineSpan(first).Start, text.LineSpan(last).End), SplitCells(content, text.LineSpan(first)), rows.ToImmutable());
    }

    // GitHub splits a row at each pipe that has no backslash in front of it, in code too; the outer pipes may be left out.
    private static ImmutableArray<Cell> SplitCells(string content, TextSpan line)
    {
        var (start, end) = (line.Start, line.End);
        while (start < end && content[start] is ' ' or '\t') start++;
        while (end > start && content[end - 1] is ' ' or '\t') end--;
        if (start < end && content[start] == '|') start++;
        if (end > start && content[end - 1] == '|' && !IsEscaped(content, end - 1, start)) end--;

        var cells = ImmutableArray.CreateBuilder<Cell>();
        var cell = start;
        for (var i = start; i <= end; i++)
        {
            if (i < end && (content[i] != '|' || IsEscaped(content, i, start))) continue;
            cells.Add(MakeCell(content, new(cell, i)));
            cell = i + 1;
        }

        return cells.ToImmutable();
    }

    private static bool IsEscaped(string content, int at, int start) => at > start && content[at - 1] == '\\';

    private static Cell MakeCell(string content, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && content[start] is ' ' or '\t') start++;
        if (start == end) return new("", TextSpan.At(Math.Min(span.Start + 1, span.End)));
        while (content[end - 1] is ' ' or '\t') end--;
        return new(content[start..end].Replace("\\|", "|", StringComparison.Ordinal), new(start, end));
    }
}
