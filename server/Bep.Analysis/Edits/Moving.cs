using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Another name or folder for a file, or for a folder with all that is in it.</summary>
/// <param name="From">Where it is, relative to the root.</param>
/// <param name="To">Where it will be.</param>
public readonly record struct Move(string From, string To);

/// <summary>
/// Keeps links right when files and folders get other names or other folders: those that lead to them, and those in them.
/// </summary>
public static class Moving
{
    /// <summary>Moves the file or folder at <paramref name="from"/>, and makes the links follow.</summary>
    public static Change Of(Series series, string from, string to) => Of(series, [new(from, to)]);

    /// <summary>Makes <paramref name="moves"/>, and makes the links follow.</summary>
    internal static Change Of(Series series, ImmutableArray<Move> moves)
    {
        var edits = new FileEdits();
        Follow(series, moves, edits);
        return new([.. edits.ToChanges(), .. Renames(moves)]);
    }

    /// <summary>What carries out <paramref name="moves"/>, of which none lies in another.</summary>
    internal static IEnumerable<FileChange> Renames(IEnumerable<Move> moves) =>
        moves.Select(move => new FileChange.Rename(move.From, move.To));

    /// <summary>
    /// What <paramref name="moves"/>, which somebody else makes, ask for: edits of the files as they are called before. Links that lead
    /// nowhere stay as they are. A proposal whose file gets another number that is free has it everywhere, as if it were renumbered.
    /// </summary>
    public static Change Follow(Series series, ImmutableArray<Move> moves)
    {
        if (moves.Where(move => NumberOf(series, move) is not null).ToList() is [var only])
        {
            var change = Renumbering.Of(series, series.Find(only.From)!, NumberOf(series, only)!.Value, only.To, moves.Remove(only));
            return new(change.Files.RemoveAll(file => file is FileChange.Rename rename && moves.Any(move => rename.Path == move.From)));
        }

        var edits = new FileEdits();
        Follow(series, moves, edits);
        return new([.. edits.ToChanges()]);
    }

    /// <summary>
    /// What the removal of the files and folders at <paramref name="paths"/>, which somebody else makes, asks for: the registry's rows do
    /// not link them any more, their numbers stay reserved. Links in prose stay, for their authors to judge.
    /// </summary>
    public static Change Unlink(Series series, ImmutableArray<string> paths)
    {
        var file = series.RegistryDocument;
        if (series.Registry is not { } registry || paths.Any(path => path == file.Path || Paths.IsBelow(path, file.Path)))
            return new([]);
        var edits =
            from row in registry.AllRows
            where
                row.Link is { Path: { } target } link
                && row.NumberCell?.Span.Contains(link.Span) == true
                && paths.Any(path => Paths.Comparer.Equals(path, target) || Paths.IsBelow(path, target))
            select new TextEdit(row.Link!.Span, file.Text.Slice(row.Link.TextSpan));
        return edits.ToList() is { Count: > 0 } all ? new([new FileChange.Edit(file.Path, all)]) : new([]);
    }

    // What the documents of a proposal say for tools about one another's files.
    private static void FollowContexts(Series series, IEnumerable<string> moved, Func<string, string> map, FileEdits edits)
    {
        var numbers = moved.Select(path => series.OwnerOf(path) ?? series.Find(path)?.Number).OfType<ProposalNumber>().ToHashSet();
        var paths = numbers.SelectMany(number =>
            series.PathsOf(number).Concat(series.DirectoriesOf(number).SelectMany(series.Files.FilesBelow))
        );
        foreach (var document in paths.Select(series.Find).OfType<Document>().Where(document => !document.Context.IsEmpty))
        {
            var homes = ContextFolders.BaseFolders(document, series, MentionText.OwnNumber(series, document));
            foreach (var value in document.Context.SelectMany(entry => entry.Values).Where(value => value.Number is null))
            {
                var home = homes.FirstOrDefault(home =>
                    Paths.Resolve(home, value.Text.Value) is { } target && series.Find(target) is not null
                );
                if (home is null)
                    continue;
                var written = Paths.Relative(map(home), map(Paths.Resolve(home, value.Text.Value)!));
                if (written != value.Text.Value)
                    edits.Add(document.Path, new(value.Text.Span, written));
            }
        }
    }

    // Addresses of the repository's own pages, wherever they stand.
    private static void FollowAddresses(Series series, Func<string, string> map, FileEdits edits)
    {
        if (series.ExternalFacts.Remotes.Count == 0)
            return;
        foreach (var document in series.Documents.Values)
        {
            foreach (var address in WebAddress.In(series, document))
            {
                var (old, now) = (address.Path.Split('/'), map(address.Path).Split('/'));
                var same = 0;
                while (same < Math.Min(old.Length, now.Length) && old[same] == now[same])
                    same++;
                if (same == now.Length)
                    continue;
                var written = document.Text.Slice(address.PathSpan).TrimEnd('/').Split('/');
                var lead = written.Take(same).Sum(part => part.Length + 1);
                var end = address.PathSpan.Start + written.Sum(part => part.Length + 1) - 1;
                edits.Add(
                    document.Path,
                    new(new(address.PathSpan.Start + lead, end), string.Join('/', now.Skip(same).Select(part => Destination.Write(part))))
                );
            }
        }
    }

    // The number that a move gives to a proposal, where that is another one and to be had.
    private static ProposalNumber? NumberOf(Series series, Move move) =>
        series.Find(move.From) is { Number: { } old }
        && DocumentParser.Classify(move.To, series.Folder, series.BaseConvention).Number is { } number
        && number != old
        && Renumbering.Refuse(series, old, number) is null
            ? number
            : null;

    /// <summary>Adds those edits to <paramref name="edits"/>. Of moves in one another the inner one counts.</summary>
    internal static void Follow(Series series, IEnumerable<Move> moves, FileEdits edits)
    {
        var ordered = moves.Where(move => move.From != move.To).OrderByDescending(move => move.From.Length).ToImmutableArray();
        if (ordered.IsEmpty)
            return;
        // A folder's files are found by a walk over the names of all; a document is one file.
        var moved = ordered.All(move => series.Find(move.From) is not null)
            ? ordered.Select(move => move.From)
            : series.Files.Paths.Where(path => Map(path) != path);
        foreach (var path in moved.SelectMany(path => series.ReferrersOf(path).Append(path)).ToHashSet())
        {
            if (series.Find(path) is not { } document)
                continue;
            var (home, newHome) = (Paths.Folder(path), Paths.Folder(Map(path)));
            string? content = null;
            foreach (var link in document.Links)
            {
                if (link.Path is not { } target || link.PathSpan.IsEmpty)
                    continue;
                var newTarget = Map(target);
                if (newTarget == target && (home == newHome || !series.Exists(target)))
                    continue;
                if (LinkPaths.Redirect(content ??= document.Text.Content, link, newHome, newTarget) is { } edit)
                    edits.Add(path, edit);
            }
        }

        FollowContexts(series, moved, Map, edits);
        FollowAddresses(series, Map, edits);

        string Map(string path)
        {
            foreach (var (from, to) in ordered)
            {
                if (Paths.Comparer.Equals(path, from))
                    return to;
                if (Paths.IsBelow(from, path))
                    return to + path[from.Length..];
            }

            return path;
        }
    }
}
