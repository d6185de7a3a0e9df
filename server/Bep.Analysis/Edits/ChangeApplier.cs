using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Carries changes out on a snapshot, as an editor does on files.</summary>
public static class ChangeApplier
{
    /// <summary>The series after <paramref name="change"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The change edits a document that is not there, or creates or renames to a file that is: it was made for another snapshot.
    /// </exception>
    public static Series Apply(this Series series, Change change) => change.Files.Aggregate(series, Apply);

    /// <summary>The change that makes <paramref name="after"/> of <paramref name="before"/>, however many steps led there.</summary>
    /// <param name="before">The series that the change is for.</param>
    /// <param name="after">The series as it is to be. It has every file of the other one, under its old name or a new one.</param>
    /// <param name="renames">Which files and folders have another name, in order.</param>
    internal static Change Difference(Series before, Series after, IReadOnlyCollection<FileChange.Rename> renames)
    {
        var edits =
            from document in before.DocumentsAndMessages
            let path = renames.Aggregate(document.Path, (path, rename) =>
                path == rename.Path || Paths.IsBelow(rename.Path, path) ? rename.NewPath + path[rename.Path.Length..] : path
            )
            let now = after.Find(path)
            where now is not null && !ReferenceEquals(now.Text, document.Text)
            let changed = LineDifference.EditsOf(document.Text, now.Text).ToImmutableArray()
            where !changed.IsEmpty
            orderby document.Path
            select new FileChange.Edit(document.Path, changed);
        return new([.. edits, .. renames]);
    }

    private static Series Apply(Series series, FileChange change)
    {
        switch (change)
        {
            case FileChange.Edit edit:
                var document = series.Find(edit.Path) ?? throw new InvalidOperationException($"There is no {edit.Path} to edit.");
                return series.With(Parse(series, edit.Path, document.Text.With(edit.Edits)));
            case FileChange.Create create:
                if (series.Files.Contains(create.Path))
                    throw new InvalidOperationException($"There is a {create.Path} already.");
                return series.With(Parse(series, create.Path, new(create.Content)));
            case FileChange.Rename rename:
                if (series.Files.Contains(rename.NewPath))
                    throw new InvalidOperationException($"There is a {rename.NewPath} already.");
                return series
                    .Files.Paths.Where(path => path == rename.Path || Paths.IsBelow(rename.Path, path))
                    .Aggregate(series, (current, path) => Move(current, path, rename.NewPath + path[rename.Path.Length..]));
            default:
                throw new InvalidOperationException($"{change} is unknown.");
        }
    }

    private static Series Move(Series series, string path, string newPath) =>
        series.Find(path) is { } document
            ? series.Without(path).With(Parse(series, newPath, document.Text))
            : series.Without(path).WithFile(newPath);

    private static Document Parse(Series series, string path, SourceText text) =>
        DocumentParser.Parse(path, text, series.Folder, series.BaseConvention);
}
