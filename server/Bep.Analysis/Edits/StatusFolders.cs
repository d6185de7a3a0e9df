using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Edits;

/// <summary>Where proposals lie in a series whose folders mean statuses.</summary>
internal static class StatusFolders
{
    /// <summary>
    /// The moves that bring <paramref name="document"/> into the folder for <paramref name="status"/>: its file, or the folder that is its
    /// own, and one of its name beside it. None where it lies there, and where the status has no folder.
    /// </summary>
    public static ImmutableArray<Move> MovesTo(Series series, Document document, string status)
    {
        var convention = series.Convention;
        if (
            document.Kind != DocumentKind.Proposal
            || convention.FolderOf(status) is not { } to
            || convention.CommonFolder(series.Folder, document.Path) is not { } from
            || from == to
        )
            return [];
        var (old, now) = (In(series, from), In(series, to));
        var moved = convention.OwnFolder(series.Folder, document.Path) ?? document.Path;
        var moves = ImmutableArray.Create(new Move(moved, To(moved)));
        var beside = document.Path[..^Path.GetExtension(document.Path).Length];
        return moved == document.Path && from.Length > 0 && series.Exists(beside) && !series.Exists(To(beside))
            ? moves.Add(new(beside, To(beside)))
            : moves;

        string To(string path) => Paths.Join(now, path[(old.Length == 0 ? 0 : old.Length + 1)..]);
    }

    /// <summary>True where the folder of <paramref name="document"/> says its status, and it has no field that does.</summary>
    public static bool SayAlone(Series series, Document document) =>
        document is { Kind: DocumentKind.Proposal }
        && document.WrittenField(FieldRole.Status) is null
        && series.Convention.StatusByFolder(series.Folder, document.Path) is not null;

    private static string In(Series series, string folder) => folder.Length == 0 ? series.Folder : Paths.Join(series.Folder, folder);
}
