using Bep.Analysis.Checking;
using Bep.Analysis.Model;

namespace Bep.Analysis.Features;

/// <summary>Documents that belong to a proposal and lie in its supporting directory.</summary>
public static class SubDocuments
{
    private const string ContextMark = "context-for-ai";

    /// <summary>Where a sub-document of <paramref name="document"/> called <paramref name="title"/> goes: a path that nothing has yet.</summary>
    internal static string PathFor(Series series, Document document, string title)
    {
        var directory = DirectoryFor(series, document);
        var slug = NewProposal.SlugOf(title);
        var path = Paths.Join(directory, $"{slug}.md");
        for (var i = 2; series.Exists(path); i++) path = Paths.Join(directory, $"{slug}-{i}.md");
        return path;
    }

    /// <summary>
    /// The comment in which a sub-document says for tools that it belongs to <paramref name="document"/>, with the blank line behind it.
    /// Empty in a series that does not use such comments.
    /// </summary>
    internal static string Context(Series series, Document document)
    {
        if (document.Number is not { } number || !(Uses(document) || Uses(series.RegistryDocument))) return "";
        var newLine = document.Text.NewLine;
        var title = RegistryEdits.TitleOf(series.Convention, document.Path, document.Facts);
        string[] lines =
        [
            $"<!-- {ContextMark}", "type: detail-doc", $"parent: {series.Convention.Format(number)} ({title})", "-->", "", "",
        ];
        return string.Join(newLine, lines);
    }

    private static string DirectoryFor(Series series, Document document)
    {
        var number = document.Number!.Value;
        if (series.PathsOf(number).Count == 1 && series.DirectoriesOf(number) is { Count: > 0 } directories) return directories[0];
        _ = series.Convention.TryReadFileName(document.Name, out _, out var slug);
        var name = series.Convention.Format(number);
        return Paths.Join(series.Folder, series.Convention.DirectoriesHaveNumberOnly == true || slug.Length == 0 ? name : $"{name}-{slug}");
    }

    private static bool Uses(Document document) => document.Text.Content.Contains(ContextMark, StringComparison.Ordinal);
}
