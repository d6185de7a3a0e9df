using System.Collections.Immutable;
using Bep.Analysis.Edits;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `workspace/willRenameFiles` and `workspace/willDeleteFiles`: what the series has to say before its author renames, moves or deletes
/// files and folders. Null where nothing changes, so that no editor asks its author about nothing.
/// </summary>
static class FileOperationsHandler
{
    public static WorkspaceEdit? WillRename(ServerState state, RenameFilesParams parameters, CancellationToken cancel) =>
        Answer(state, loaded =>
        {
            var moves =
                from file in parameters.Files
                let @from = InRoot(loaded.Place, file.OldUri)
                let to = InRoot(loaded.Place, file.NewUri)
                where @from is not null && to is not null
                select new Move(@from, to);
            return moves.ToImmutableArray() is { IsEmpty: false } all ? Moving.Follow(loaded.Series, all) : null;
        });

    public static WorkspaceEdit? WillDelete(ServerState state, DeleteFilesParams parameters, CancellationToken cancel) =>
        Answer(state, loaded =>
            Moving.Unlink(loaded.Series, [.. parameters.Files.Select(file => InRoot(loaded.Place, file.Uri)).OfType<string>()])
        );

    // Several series may lie in what is moved.
    private static WorkspaceEdit? Answer(ServerState state, Func<LoadedSeries, Change?> ask)
    {
        var edits = (
            from loaded in state.Series
            let change = ask(loaded)
            where change is { Files.IsEmpty: false }
            let edit = Translate.Change(state, loaded, change)
            where edit is not null
            select edit
        ).ToList();
        return edits switch
        {
            [] => null,
            [var only] => only,
            [{ Changes: not null }, ..] => new(
                Changes: edits.SelectMany(edit => edit.Changes ?? []).DistinctBy(file => file.Key).ToDictionary()
            ),
            _ => new(DocumentChanges: [.. edits.SelectMany(edit => edit.DocumentChanges ?? [])]),
        };
    }

    // Links lead all over the repository, so files outside of the series' own folder count too.
    private static string? InRoot(SeriesLocation place, string uri)
    {
        if (Uris.ToPath(uri) is not { } absolute)
            return null;
        var path = Path.GetRelativePath(place.Root, absolute).Replace(Path.DirectorySeparatorChar, '/');
        return path == "." || path == ".." || path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null : path;
    }
}
