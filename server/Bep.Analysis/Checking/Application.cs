using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Analysis.Checking;

/// <summary>Carries changes out on a snapshot, as an editor does on files.</summary>
public static class Application
{
    /// <summary>The series after <paramref name="change"/>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The change edits a document that is not there, or creates or renames to a file that is: it was made for another snapshot.
    /// </exception>
    public static Series Apply(this Series series, Change change) => change.Files.Aggregate(series, Apply);

    private static Series Apply(Series series, FileChange change)
    {
        switch (change)
        {
            case FileChange.Edit edit:
                var document = series.Find(edit.Path) ?? throw new InvalidOperationException($"There is no {edit.Path} to edit.");
                return series.With(Parse(series, edit.Path, document.Text.With(edit.Edits)));
            case FileChange.Create create:
                if (series.Files.Contains(create.Path)) throw new InvalidOperationException($"There is a {create.Path} already.");
                return series.With(Parse(series, create.Path, new(create.Content)));
            case FileChange.Rename rename:
                if (series.Files.Contains(rename.NewPath)) throw new InvalidOperationException($"There is a {rename.NewPath} already.");
                return series.Files.Paths
                    .Where(path => path == rename.Path || Paths.IsBelow(rename.Path, path))
                    .Aggregate(series, (current, path) => Move(current, path, rename.NewPath + path[rename.Path.Length..]));
            default:
                throw new InvalidOperationException($"{change} is unknown.");
        }
    }

    private static Series Move(Series series, string path, string newPath) => series.Find(path) is { } document
        ? series.Without(path).With(Parse(series, newPath, document.Text))
        : series.Without(path).WithFile(newPath);

    private static Document Parse(Series series, string path, Text.SourceText text) => DocumentParser.Parse(path, text, series.Folder, series.Basis);
}
