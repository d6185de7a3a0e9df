using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Edits;

/// <summary>Finds the row that is a document's own.</summary>
internal static class Rows
{
    /// <summary>
    /// The row of <paramref name="number"/> that links the document at <paramref name="path"/>, else the only one where that is the only
    /// one with that number. Null where neither is so.
    /// </summary>
    public static RegistryRow? Of(Series series, string path, ProposalNumber number)
    {
        var rows = series.RowsOf(number).ToList();
        return rows.FirstOrDefault(row => row.Link?.Path == path)
            ?? (rows.Count == 1 && series.PathsOf(number).Count == 1 ? rows[0] : null);
    }
}
