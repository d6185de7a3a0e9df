using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Turns mentions of proposals into links to their documents.</summary>
public static class Linking
{
    /// <summary>The edits that make all mentions in <paramref name="document"/> links that can be ones.</summary>
    public static IEnumerable<TextEdit> In(Series series, Document document)
    {
        if (document.Kind == DocumentKind.Template || document.References.IsEmpty)
            return [];
        var own = MentionText.OwnNumber(series, document);
        var content = document.Text.Content;
        return document
            .References.Where(mention => mention.Number != own)
            .Select(mention => Of(series, document, content, mention))
            .OfType<TextEdit>();
    }

    /// <summary>The change that makes all mentions in all documents links that can be ones.</summary>
    public static Change InAll(Series series) =>
        new([
            .. from document in series.Documents.Values
            let edits = In(series, document).ToList()
            where edits.Count > 0
            orderby document.Path
            select new FileChange.Edit(document.Path, edits),
        ]);

    /// <summary>
    /// The edit that makes <paramref name="mention"/> a link; null where it is or cannot be one, or nobody can say where it leads.
    /// </summary>
    public static TextEdit? Of(Series series, Document document, Reference mention) => Of(series, document, document.Text.Content, mention);

    private static TextEdit? Of(Series series, Document document, string content, Reference mention)
    {
        if (!MentionText.CanBeLinked(document, content, mention) || IsInRegistry(document, mention))
            return null;
        var paths = series.PathsOf(mention.Number);
        if (paths.IsEmpty || series.PathOf(mention.Number) is not { } target || target == document.Path)
            return null;
        // Of two documents with one number, only a row can say which is meant.
        if (paths.Count > 1 && !series.RowsOf(mention.Number).Any(row => row.Link?.Path == target))
            return null;
        var path = Destination.Write(Paths.Relative(Paths.Folder(document.Path), target));
        return new(mention.Span, $"[{series.Convention.Format(mention.Number)}]({path})");
    }

    private static bool IsInRegistry(Document document, Reference mention) => document.Registry?.Contains(mention.Span) == true;
}
