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
        return To(series, document, mention.Number) is { } link ? new(mention.Span, link) : null;
    }

    /// <summary>
    /// A link in <paramref name="document"/> to the proposal with <paramref name="number"/>; null where it has no document, or nobody can say
    /// which of several is meant, or it is this one.
    /// </summary>
    public static string? To(Series series, Document document, ProposalNumber number)
    {
        var paths = series.PathsOf(number);
        if (paths.IsEmpty || series.PathOf(number) is not { } target || target == document.Path)
            return null;
        // Of two documents with one number, only a row can say which is meant.
        if (paths.Count > 1 && !series.RowsOf(number).Any(row => row.Link?.Path == target))
            return null;
        return $"[{Destination.LinkText(series.Mention(number))}]({Destination.Write(Paths.Relative(Paths.Folder(document.Path), target))})";
    }

    /// <summary>
    /// What stands at <paramref name="place"/> of <paramref name="document"/> for the proposal with <paramref name="number"/>: in a proposal's
    /// text its first mention is a link, every other one is written as the series usually does.
    /// </summary>
    public static string Mention(Series series, Document document, ProposalNumber number, TextSpan place)
    {
        var convention = series.Convention;
        if (document.FrontMatter?.Span.Contains(place) == true || document.Kind == DocumentKind.Message)
            return convention.Format(number);
        return IsFirst() && To(series, document, number) is { } link ? link : series.Mention(number);

        bool IsFirst() =>
            MentionText.IsOfProposal(series, document)
            && !convention.Severities.Any(set => set.Rule == "unlinked-reference" && set.Severity is null)
            && MentionText.CanBeLinked(document, document.Text.Content, place)
            && !document.Links.Any(link => link.Span.Contains(place) || (link.Path is { } path && series.PathsOf(number).Contains(path)))
            && !document.References.Any(mention =>
                mention.Number == number && mention.Place == ReferencePlace.Prose && mention.Span.End < place.Start
            );
    }

    private static bool IsInRegistry(Document document, Reference mention) => document.Registry?.Contains(mention.Span) == true;
}
