using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>What several rules have to know about mentions of proposals.</summary>
internal static partial class MentionText
{
    /// <summary>
    /// The number that <paramref name="document"/> belongs to: its own, or that of the proposal which it supports; null for neither.
    /// </summary>
    public static ProposalNumber? OwnNumber(Series series, Document document) =>
        document.Number ?? (document.Kind == DocumentKind.Supporting ? series.OwnerOf(document.Path) : null);

    /// <summary>True for a proposal, also one without a number, and for a document in a supporting directory.</summary>
    public static bool IsOfProposal(Series series, Document document) =>
        document.Kind == DocumentKind.Proposal || (document.Kind == DocumentKind.Supporting && series.OwnerOf(document.Path) is not null);

    /// <summary>True where a row or a file has <paramref name="number"/>, and it is no example.</summary>
    public static bool IsTaken(Series series, ProposalNumber number) =>
        series.Knows(number) && !series.Convention.ExampleNumbers.Contains(number);

    /// <summary>
    /// True where <paramref name="mention"/> can become a link: in running text, and where its brackets are not read together with what
    /// stands beside it.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="text">Its text.</param>
    /// <param name="mention">One of its mentions.</param>
    public static bool CanBeLinked(Document document, string text, Reference mention) =>
        mention.Place == ReferencePlace.Prose && CanBeLinked(document, text, mention.Span);

    /// <summary>Likewise, of what stands at <paramref name="place"/> in running text.</summary>
    public static bool CanBeLinked(Document document, string text, TextSpan place)
    {
        if (IsInName(text, place) || document.HeadingAround(place) is not null)
            return false;
        var (start, end) = place;
        // `\[`, `![`, `[^…]`, and a label after the text of a link.
        if (start > 0 && text[start - 1] is '\\' or '!' or '^' or ']')
            return false;
        // The text or the label of a link that leads nowhere yet.
        return !(start > 0 && text[start - 1] == '[' && end + 1 < text.Length && text[end] == ']' && text[end + 1] is '(' or '[' or ':')
            && !(start > 1 && text[start - 1] == '[' && text[start - 2] == ']');
    }

    /// <summary>
    /// Where the title of <paramref name="document"/> has a number without a word in front, <c># 7. Lamps</c>, as series have it whose
    /// files begin with theirs; null where it has none.
    /// </summary>
    public static TextSpan? BareNumberInTitle(Series series, Document document)
    {
        if (
            !series.Convention.FileNames.FirstOrDefault("").StartsWith("{number}", StringComparison.Ordinal)
            || document.TitleSection is not { } title
        )
            return null;
        return BareNumber().Match(document.Text.Slice(title.TitleSpan)) is { Success: true, Length: var length }
            ? new(title.TitleSpan.Start, title.TitleSpan.Start + length)
            : null;
    }

    /// <summary>
    /// True where the mention at <paramref name="span"/> is a part of a file's, a branch's or a machine's name: <c>BEP-1014-slug.md</c>,
    /// <c>fix/bep-1014</c>.
    /// </summary>
    public static bool IsInName(string text, TextSpan span)
    {
        var (start, end) = span;
        var (before, after) = (start > 0 ? text[start - 1] : ' ', end < text.Length ? text[end] : ' ');
        if (before is '#' or '@')
            return true;
        if (before is '/' or '.' or '\\' && start > 1 && (char.IsAsciiLetter(text[start - 2]) || text[start - 2] is '.'))
            return true;
        return (after is '/' or '.' or '@' or '\\' && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1])) || HasSlug(text, span);
    }

    /// <summary>
    /// True where the mention at <paramref name="span"/> is the beginning of a file's name, as one tells what it was once called.
    /// </summary>
    public static bool HasSlug(string text, TextSpan span)
    {
        var end = span.End;
        if (end >= text.Length || text[end] != '-')
            return false;
        // `BEP-1014-style` is a word, `BEP-1014-quiet-hours` and `BEP-1014-quiet.md` are names.
        var at = end + 1;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            at++;
        return at > end + 1 && at + 1 < text.Length && text[at] is '-' or '_' or '.' or '/' && char.IsAsciiLetterOrDigit(text[at + 1]);
    }

    /// <summary>
    /// True where <paramref name="rest"/>, after a number, begins with what stands between a number and its title: <c>: Title</c>, <c> -
    /// Title</c>.
    /// </summary>
    public static bool IsBeforeTitle(ReadOnlySpan<char> rest) =>
        rest.TrimStart() is [':' or '–' or '—' or '|', ..] or ['-' or '.', ' ', ..] or ['.'];

    /// <summary>A path as people of the series say it: from its folder on, <c>BEP-1001/clock.png</c>.</summary>
    public static string InSeries(Series series, string path) =>
        series.Folder.Length > 0 && Paths.IsBelow(series.Folder, path) ? path[(series.Folder.Length + 1)..] : path;

    /// <summary>
    /// The number that a link to <paramref name="path"/> leads to, by the names alone: the file's, else that of the supporting directory.
    /// Null where neither has one.
    /// </summary>
    public static ProposalNumber? NumberOf(Series series, string path)
    {
        if (
            series.BaseConvention.TryReadPath(series.Folder, path, out var number, out _)
            || series.BaseConvention.TryReadFileName(Paths.Name(path), out number, out _)
        )
            return number;
        for (var at = path; at.Length > 0; at = Paths.Folder(at))
        {
            if (series.BaseConvention.NumberOfDirectory(Paths.Name(at)) is { } directory)
                return directory;
        }

        return null;
    }

    /// <summary>
    /// True where <paramref name="text"/> in place of what stands at <paramref name="span"/> changes the anchor of a heading that somebody
    /// links, as <c>BEP-1002</c> in place of <c>BEP1002</c> does.
    /// </summary>
    public static bool MovesAnchor(Series series, Document document, TextSpan span, string text) =>
        new LinkedHeadings(series, document).AreMovedBy(span, text);

    /// <summary>The links in the whole series that name a place in <paramref name="document"/>.</summary>
    public static IEnumerable<(Document Referrer, Link Link)> LinksInto(Series series, Document document) =>
        from path in series.ReferrersOf(document.Path).Append(document.Path).Distinct(Paths.Comparer)
        let referrer = path == document.Path ? document : series.Find(path)
        where referrer is not null
        from link in referrer.Links
        where link.Fragment is { Length: > 0 } && link.LeadsTo(document.Path)
        select (referrer, link);

    [GeneratedRegex(@"^[0-9]{1,9}(?=[.:)]\s|\s+[-–—]\s)")]
    private static partial Regex BareNumber();
}
