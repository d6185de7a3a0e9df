using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Puts the registry in order: its rows by number, its columns below one another.</summary>
public static class RegistryLayout
{
    /// <summary>
    /// The change that aligns the columns of <paramref name="registry"/> and sorts its rows; null where both are so, and in the middle of a
    /// merge. Rows with too few or too many cells stay as they are, and while there are any, all rows stay where they are.
    /// </summary>
    public static Change? Tidy(Document document, Registry registry) =>
        Edits(document, registry, Sorted(registry.Rows, registry.Table.Header.Length)) is { Count: > 0 } edits
            ? Change.Of(document.Path, [.. edits])
            : null;

    /// <summary>The edits that align the columns of <paramref name="registry"/>, and move no row; none in the middle of a merge.</summary>
    public static IReadOnlyList<TextEdit> Align(Document document, Registry registry) => Edits(document, registry, registry.Rows);

    // The rows in the places and the order of `sorted`, with their columns below one another.
    private static List<TextEdit> Edits(Document document, Registry registry, IEnumerable<RegistryRow> sorted)
    {
        if (registry.Rows.Any(row => row.Kind == RowKind.ConflictMarker))
            return [];
        var content = document.Text.Content;
        var columns = registry.Table.Header.Length;
        var delimiter = registry.Table.DelimiterRow;
        var marks = content[delimiter.Start..delimiter.End].Trim().Trim('|').Split('|').Select(mark => mark.Trim()).ToArray();
        if (marks.Length != columns)
            return [];

        var rows = registry.Rows.Where(row => row.Cells.Length == columns).ToList();
        var widths = Enumerable
            .Range(0, columns)
            .Select(i => rows.Select(row => row.Cells[i]).Append(registry.Table.Header[i]).Max(cell => Width(content, cell.Span)))
            .Select((width, i) => Math.Max(width, marks[i].Count(c => c == ':') + 1))
            .ToArray();
        var isTight = !content.AsSpan(delimiter.Start, delimiter.Length).Contains(' ');
        var edits = new List<TextEdit>();
        Replace(registry.Table.HeaderRow, Line(registry.Table.Header));
        Replace(delimiter, Delimiter());
        foreach (var (row, successor) in registry.Rows.Zip(sorted))
            Replace(
                row.Content,
                successor.Cells.Length == columns ? Line(successor.Cells) : content[successor.Content.Start..successor.Content.End]
            );
        return edits;

        void Replace(TextSpan line, string text)
        {
            if (!content.AsSpan(line.Start, line.Length).SequenceEqual(text))
                edits.Add(new(line, text));
        }

        string Line(ImmutableArray<Cell> cells) =>
            $"| {string.Join(" | ", cells.Select((cell, i) => Padded(cell.Span, widths[i], marks[i])))} |";

        string Padded(TextSpan cell, int width, string mark)
        {
            var blanks = width - Width(content, cell);
            var before = mark.EndsWith(':')
                ? mark.StartsWith(':')
                    ? blanks / 2
                    : blanks
                : 0;
            return new StringBuilder().Append(' ', before).Append(content, cell.Start, cell.Length).Append(' ', blanks - before).ToString();
        }

        string Delimiter()
        {
            var cells = marks.Select(
                (mark, i) =>
                {
                    var length = widths[i] + (isTight ? 2 : 0);
                    var (left, right) = (mark.StartsWith(':') ? ":" : "", mark.Length > 1 && mark.EndsWith(':') ? ":" : "");
                    return left + new string('-', length - left.Length - right.Length) + right;
                }
            );
            return isTight ? $"|{string.Join("|", cells)}|" : $"| {string.Join(" | ", cells)} |";
        }
    }

    // Rows by number, the next row last. The newest first is an order too.
    private static IEnumerable<RegistryRow> Sorted(ImmutableArray<RegistryRow> rows, int columns)
    {
        if (rows.Any(row => row.Cells.Length != columns || (row.Kind != RowKind.Next && row.Number is null)))
            return rows;
        var numbers = rows.Where(row => row.Kind != RowKind.Next).Select(row => row.Number!.Value.Value).ToList();
        return numbers.Count > 2 && numbers.Zip(numbers.Skip(1)).All(pair => pair.First > pair.Second)
            ? rows
            : rows.OrderBy(row => row.Kind == RowKind.Next).ThenBy(row => row.Number?.Value);
    }

    // As wide as it is on a screen: a Hangul syllable is two columns, a mark above a letter none.
    private static int Width(string content, TextSpan span)
    {
        var width = 0;
        foreach (var c in content.AsSpan(span.Start, span.Length))
        {
            if (
                CharUnicodeInfo.GetUnicodeCategory(c)
                is UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.EnclosingMark
                    or UnicodeCategory.Format
            )
                continue;
            width += TextWidth.IsWide(c) ? 2 : 1;
        }

        return width;
    }
}
