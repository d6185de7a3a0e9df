using Bep.Analysis.Model;

namespace Bep.Analysis.Features;

/// <summary>Finds the row that is a document's own.</summary>
internal static class Rows
{
    /// <summary>
    /// The row of <paramref name="number"/> that links <paramref name="document"/>, else the only one where the document is the only one with
    /// that number. Null where neither is so.
    /// </summary>
    public static RegistryRow? Of(Series series, Document document, ProposalNumber number)
    {
        var rows = series.RowsOf(number).ToList();
        return rows.FirstOrDefault(row => row.Link?.Path == document.Path) ?? (rows.Count == 1 && series.PathsOf(number).Count == 1 ? rows[0] : null);
    }
}
