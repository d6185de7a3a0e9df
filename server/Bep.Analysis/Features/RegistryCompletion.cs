using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Completes the registry's rows: in the status' column, the stations of a proposal's life.</summary>
internal static class RegistryCompletion
{
    /// <summary>What can be put into the cell at <paramref name="offset"/>; null where there is no such cell.</summary>
    public static Completion? At(Series series, Document document, int offset)
    {
        if (document.Registry is not { } registry || !registry.Contains(TextSpan.At(offset)))
            return null;
        var row = registry.AllRows.FirstOrDefault(row => row.Line.Touches(offset));
        if (row is null or { Kind: RowKind.Next or RowKind.ConflictMarker })
            return null;

        var content = document.Text.Content;
        var column = Symbol.ColumnAt(content, row.Cells, offset);
        if (registry.Columns.RoleAt(column) != ColumnRole.Status)
            return null;
        var cell = column < row.Cells.Length && row.Cells[column].Span.Touches(offset) ? row.Cells[column].Span : TextSpan.At(offset);
        var lead = cell.Start > row.Line.Start && content[cell.Start - 1] == '|' ? " " : "";
        var trail = cell.End < row.Line.End && content[cell.End] == '|' ? " " : "";
        return Completion.Of(
            FrontMatterCompletion
                .Statuses(series.Convention, CurrentOf(series, row), cell)
                .Select(item => item with { Edit = item.Edit with { NewText = lead + item.Edit.NewText + trail } })
        );
    }

    // What the document says; where there is none, what the row does.
    private static string? CurrentOf(Series series, RegistryRow row) =>
        (row.Number is { } number ? series.DocumentOf(number)?.Facts[FieldRole.Status] : null) ?? row.Status?.Bare;
}
