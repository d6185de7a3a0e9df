using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Gives a proposal another number, everywhere.</summary>
public static class Renumbering
{
    /// <summary>
    /// The change that makes <paramref name="document"/> the proposal <paramref name="number"/>: its file and supporting directory, its row,
    /// its own mentions of itself, and all that leads to it. Of a number that another row or document has too, only what is certainly meant
    /// for this one changes: links to it. It gets a row if it had none of its own.
    /// </summary>
    public static Change Of(Series series, Document document, ProposalNumber number)
    {
        var convention = series.Convention;
        var old = document.Number ?? throw new ArgumentException($"{document.Path} has no number.", nameof(document));
        convention.TryReadFileName(document.Name, out _, out var slug);
        var newName = convention.FileName(number, slug);
        var row = series.RowsOf(old).FirstOrDefault(row => row.Link?.Path == document.Path) ?? (series.RowsOf(old).Count() == 1 && series.PathsOf(old).Count == 1 ? series.RowsOf(old).First() : null);
        var isShared = series.PathsOf(old).Count > 1 || series.RowsOf(old).Any(other => other != row);
        var directories = DirectoriesOf(series, document, old, slug, isShared).ToDictionary(path => path, path => Moved(path, convention.Format(old), convention.Format(number)));

        var changes = new List<FileChange>();
        foreach (var path in ReferrersOf(series, document, old, directories.Keys).Order(StringComparer.Ordinal))
        {
            if (series.Find(path) is not { } referrer) continue;
            var edits = EditsIn(referrer).ToList();
            if (path == series.RegistryPath) edits = WithRow(series, document, row, number, newName, edits);
            if (edits.Count > 0) changes.Add(new FileChange.Edit(path, edits));
        }

        changes.Add(new FileChange.Rename(document.Path, Paths.Join(series.Folder, newName)));
        changes.AddRange(directories.Select(directory => new FileChange.Rename(directory.Key, directory.Value)));
        return new([.. changes]);

        IEnumerable<TextEdit> EditsIn(Document referrer)
        {
            var name = convention.Format(number);
            var own = referrer.Path == document.Path || directories.Keys.Any(directory => Paths.IsBelow(directory, referrer.Path));
            var links = referrer.Links.Where(link => link.Path is { } target && (target == document.Path || directories.Keys.Any(directory => target == directory || Paths.IsBelow(directory, target)))).ToList();
            foreach (var reference in referrer.References.Where(reference => reference.Number == old))
            {
                if (own || !isShared || links.Any(link => link.TextSpan.Contains(reference.Span))) yield return new(reference.Span, name);
            }

            foreach (var link in links)
            {
                var target = link.Path!;
                var to = target == document.Path ? Paths.Join(series.Folder, newName) : directories.Select(directory => Within(directory, target)).OfType<string>().First();
                // Only the part that changes is written, so that the author's own way of writing the path stays.
                var (from, into) = (Changed(target, to), Changed(to, target));
                var at = referrer.Text.Slice(link.PathSpan).LastIndexOf(from, StringComparison.Ordinal);
                if (at >= 0) yield return new(new(link.PathSpan.Start + at, link.PathSpan.Start + at + from.Length), into);
            }
        }
    }

    private static string? Within(KeyValuePair<string, string> directory, string target) =>
        target == directory.Key || Paths.IsBelow(directory.Key, target) ? directory.Value + target[directory.Key.Length..] : null;

    // The one part of a path in which it differs from the other: `BEP-1001-x.md` of `proposals/BEP-1001-x.md`.
    private static string Changed(string path, string other)
    {
        var (parts, others) = (path.Split('/'), other.Split('/'));
        return parts.Where((part, i) => part != others[i]).Single();
    }

    private static string Moved(string path, string oldName, string newName) =>
        Paths.Join(Paths.Folder(path), newName + Paths.Name(path)[oldName.Length..]);

    // `BEP-1001/` and `BEP-1001-slug/`; of a number that is shared, the one with this document's slug, or that it alone links into.
    private static IEnumerable<string> DirectoriesOf(Series series, Document document, ProposalNumber number, string slug, bool isShared)
    {
        var name = series.Convention.Format(number);
        foreach (var path in new[] { name, $"{name}-{slug}" }.Select(directory => Paths.Join(series.Folder, directory)))
        {
            if (!series.Files.Contains(path)) continue;
            var users = series.PathsOf(number).Select(series.Find).OfType<Document>().Where(user => user.Links.Any(link => link.Path is { } target && Paths.IsBelow(path, target)));
            if (!isShared || path.EndsWith(slug, StringComparison.Ordinal) || users.SequenceEqual([document])) yield return path;
        }
    }

    private static HashSet<string> ReferrersOf(Series series, Document document, ProposalNumber number, IEnumerable<string> directories)
    {
        var paths = series.ReferrersOf(number).Concat(series.ReferrersOf(document.Path)).Append(document.Path).Append(series.RegistryPath).ToHashSet();
        foreach (var directory in directories)
        {
            paths.UnionWith(series.ReferrersOf(directory));
            foreach (var file in series.Files.Paths.Where(file => Paths.IsBelow(directory, file)))
            {
                paths.UnionWith(series.ReferrersOf(file));
                if (series.Find(file) is not null) paths.Add(file);
            }
        }

        return paths;
    }

    // The row goes to its new place, with its number and link changed; what else changes in the registry's file stays as it is.
    private static List<TextEdit> WithRow(Series series, Document document, RegistryRow? row, ProposalNumber number, string newName, List<TextEdit> edits)
    {
        var file = series.RegistryDocument;
        if (file.Registry is not { } registry) return edits;
        if (row is null)
        {
            var added = RegistryEdits.RowFor(series, registry, number, Paths.Join(series.Folder, newName), document.Facts);
            return [.. edits, RegistryEdits.Insert(file, registry, number, added)];
        }

        var inRow = edits.Where(edit => row.Line.Contains(edit.Span)).Append(Digits(series, file, row, number)).OfType<TextEdit>().OrderBy(edit => edit.Span).DistinctBy(edit => edit.Span);
        var line = new SourceText(file.Text.Slice(row.Line)).With(inRow.Select(edit => edit with { Span = edit.Span.Shifted(-row.Line.Start) })).Content;
        return [.. edits.Where(edit => !row.Line.Contains(edit.Span)), .. ((FileChange.Edit)RegistryEdits.Move(file, row, number, line).Files[0]).Edits];
    }

    // A number written without the prefix is no reference, so it has to be changed on its own.
    private static TextEdit? Digits(Series series, Document file, RegistryRow row, ProposalNumber number)
    {
        var place = row.Link is { } link && row.NumberCell!.Span.Contains(link.Span) ? link.TextSpan : row.NumberCell!.Span;
        var written = file.Text.Slice(place);
        var start = written.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0 || file.References.Any(reference => place.Contains(reference.Span))) return null;
        var end = start;
        while (end < written.Length && char.IsAsciiDigit(written[end])) end++;
        return new(new(place.Start + start, place.Start + end), series.Convention.Digitize(number));
    }
}
