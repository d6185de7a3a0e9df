using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Reads the registry out of the tables of its file.</summary>
internal static class RegistryParser
{
    /// <summary>
    /// Those of <paramref name="tables"/> that have the convention's number and title columns, the one with the row for the next number
    /// first; null where none has. A column of numbers under another name is one where there are numbers in it.
    /// </summary>
    public static Registry? Parse(SourceText text, ImmutableArray<Table> tables, IReadOnlyList<Link> links, Convention convention)
    {
        var first = tables.FirstOrDefault(table =>
            table.Column(convention.NameOf(ColumnRole.Number)) >= 0 && table.Column(convention.NameOf(ColumnRole.Title)) >= 0
        )
            ?? tables.FirstOrDefault(table =>
                convention.ColumnsOf(table) is { Number: >= 0, Title: >= 0 }
                && Read(table).Any(row => row.Number is not null || row.Kind == RowKind.Next)
            );
        if (first is null)
            return null;
        var all = tables
            .Where(table =>
                table
                    .Header.Select(cell => cell.Bare)
                    .SequenceEqual(first.Header.Select(cell => cell.Bare), StringComparer.OrdinalIgnoreCase)
            )
            .Select(table => (Table: table, Rows: Read(table)))
            .Where(one => one.Table == first || !IsOfOthers(one.Rows, convention))
            .ToList();
        var main = all.FindIndex(one => one.Rows.Any(row => row.Kind == RowKind.Next)) is >= 0 and var next ? all[next] : all[0];
        return new(main.Table, convention.ColumnsOf(main.Table), main.Rows) { Others = [.. all.Where(one => one != main)] };

        ImmutableArray<RegistryRow> Read(Table table)
        {
            var columns = convention.ColumnsOf(table);
            return [.. table.Rows.Select(row => ReadRow(text.Content, row, table, columns, links, convention))];
        }
    }

    // One file may list several series, each in its table: what the rows of another one link is called otherwise.
    private static bool IsOfOthers(ImmutableArray<RegistryRow> rows, Convention convention)
    {
        var paths = rows.Select(row => row.Link?.Path).OfType<string>().ToList();
        return paths.Count > 0
            && !paths.Any(path =>
                path.Split('/')
                    .Any(part => convention.NumberOfDirectory(part) is not null || convention.TryReadFileName(part, out _, out _))
            );
    }

    private static RegistryRow ReadRow(
        string content,
        TableRow row,
        Table table,
        RegistryColumns columns,
        IReadOnlyList<Link> links,
        Convention convention
    )
    {
        var number = At(columns.Number);
        var title = At(columns.Title);
        var link = number is null ? null : LinkIn(number.Span, links) ?? LinkIn(row.Line, links);
        if (link is not null && number!.Span.Contains(link.Span))
            number = number with { Text = content[link.TextSpan.Start..link.TextSpan.End] };
        if (title is not null && LinkIn(title.Span, links) is { } titled)
        {
            // A title that is a link is what the link says; `Quiet Hours ([details](BEP-1001/))` is what stands before the remark.
            if (titled.Span == title.Span)
                title = new(content[titled.TextSpan.Start..titled.TextSpan.End], titled.TextSpan);
            else if (WithoutRemark(content, title, titled) is { } bare)
                title = bare;
        }

        var value = ReadNumber(number?.Bare, convention);
        var kind =
            row.Cells.IsEmpty ? RowKind.ConflictMarker
            : convention.NextMarker is { } next && number?.Bare == new Cell(next, default).Bare ? RowKind.Next
            : row.Cells.Length != table.Header.Length || value is null ? RowKind.Malformed
            : IsSkipped(title?.Bare) ? RowKind.Skipped
            : RowKind.Proposal;
        return new(kind, row.Line, row.Content, row.Cells, value, number, link, title, At(columns.Author), At(columns.Status));

        Cell? At(int column) => column >= 0 && column < row.Cells.Length ? row.Cells[column] : null;
    }

    private static Cell? WithoutRemark(string content, Cell title, Link link)
    {
        var (start, end) = (link.Span.Start - 1, link.Span.End + 1);
        if (
            end != title.Span.End
            || start <= title.Span.Start
            || content[start] != '('
            || content[end - 1] != ')'
            || !title.Text.EndsWith(content[start..end], StringComparison.Ordinal)
        )
            return null;
        var text = title.Text[..^(end - start)].TrimEnd();
        return text.Length == 0
            ? null
            : new(text, title.Span with { End = title.Span.Start + content[title.Span.Start..start].TrimEnd().Length });
    }

    private static Link? LinkIn(TextSpan cell, IReadOnlyList<Link> links)
    {
        int low = 0,
            high = links.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (links[middle].Span.Start < cell.Start)
                low = middle + 1;
            else
                high = middle;
        }

        return low < links.Count && cell.Contains(links[low].Span) ? links[low] : null;
    }

    // `1055`, `BEP-1055`, `**1055**`
    private static ProposalNumber? ReadNumber(string? bare, Convention convention)
    {
        var digits = bare.AsSpan();
        if (digits.StartsWith(convention.Prefix))
            digits = digits[convention.Prefix.Length..].TrimStart("- ");
        return digits.Length is > 0 and <= 9 && !digits.ContainsAnyExceptInRange('0', '9') ? new(int.Parse(digits)) : null;
    }

    // `_(skipped)_`: a remark in brackets instead of a title.
    private static bool IsSkipped(string? title) => title is ['(', .., ')'] && title.Contains("skip", StringComparison.OrdinalIgnoreCase);
}
