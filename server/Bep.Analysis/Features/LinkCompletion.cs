using System.Globalization;
using System.Text.RegularExpressions;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// Completes the target of a link: proposals by number and title, other files of the series, and after <c>#</c> headings. A proposal in
/// flight has no file to lead to: it makes the link a mention.
/// </summary>
internal static partial class LinkCompletion
{
    private static readonly string[] s_images = [".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp"];

    /// <summary>What the target before <paramref name="offset"/> can become; null where no target is being typed.</summary>
    public static Completion? At(Series series, Document document, int offset, bool editorReadsMarkdown, bool replacesTyped)
    {
        var content = document.Text.Content;
        var line = document.Text.LineSpan(document.Text.LineAt(offset));
        if (offset > line.End || Target().Match(content, line.Start, offset - line.Start) is not { Success: true } match)
            return null;
        var target = match.Groups["target"];
        if (Scheme().IsMatch(target.Value))
            return Completion.None;

        // The rest of the target goes too, where a bracket shows that it is one.
        var rest = content.AsSpan(offset..line.End);
        var close = rest.IndexOfAny(")> \t");
        var end = close >= 0 && rest[close] is ')' or '>' ? offset + close : offset;
        var hash = target.Value.IndexOf('#');
        if (hash >= 0)
        {
            if (editorReadsMarkdown)
                return Completion.None;
            var path = target.Value[..hash];
            var file = path.Length == 0 ? document.Path : Paths.Resolve(Paths.Folder(document.Path), Uri.UnescapeDataString(path));
            return Headings(series.Find(file), target.Value[(hash + 1)..], new(target.Index + hash + 1, end));
        }

        if (content.AsSpan(offset..end).IndexOf('#') is >= 0 and var fragment)
            end = offset + fragment;
        var text = match.Groups["text"].Value;
        var files = Files(series, document, offset, text, match.Groups["image"].Length > 0, editorReadsMarkdown);
        return Completion.Of(
            Matching(series, document, files, target.Value)
                .Select(file => Item(series, file.Path, file.Written, file.Number, new(target.Index, end)))
                .Concat(replacesTyped && IsWholeLink(match) ? InFlight(series, document, match, offset, end) : [])
        );
    }

    private static bool IsWholeLink(Match match) =>
        match.Groups["text"].Success
        && match.Groups["image"].Length == 0
        && !match.Value.EndsWith('<' + match.Groups["target"].Value, StringComparison.Ordinal);

    // Of `[the horn](BEP-10` it makes `the horn (BEP-1050)`: the words stay, and nothing leads to a file that is not here.
    private static IEnumerable<CompletionItem> InFlight(Series series, Document document, Match match, int offset, int end)
    {
        var (text, typed) = (match.Groups["text"], match.Groups["target"].Value);
        var place = new TextSpan(text.Index - 1, document.Text.Content.AsSpan(end) is [')', ..] ? end + 1 : end);
        if (document.Registry?.Contains(place) == true || document.FrontMatter?.Span.Contains(place) == true)
            return [];
        var begun = document.Text.Slice(new(place.Start, offset - typed.Length));
        return from proposal in ProposalsInFlight.Mentionable(series)
            let number = proposal.Entry.Number!.Value
            let name = Paths.Name(proposal.Entry.Path ?? series.Convention.Format(number))
            where
                name.Contains(typed, StringComparison.OrdinalIgnoreCase)
                || proposal.Entry.Title.Contains(typed, StringComparison.OrdinalIgnoreCase)
            let mention = Linking.Mention(series, document, number, place)
            let words = text.Length == 0 ? mention
            : NumbersIn(text.Value, series.Convention).Contains(number) ? text.Value
            : $"{text.Value} ({mention})"
            select Completion.InFlight(series, proposal, new(place, words), $"{begun}{name} {proposal.Entry.Title}");
    }

    private static Completion Headings(Document? document, string typed, TextSpan place)
    {
        if (document is null)
            return Completion.None;
        var headings = document.Sections.Select(section => (section.Anchor, section.Title));
        var anchors = document
            .Facts.Anchors.Except(document.Sections.Select(section => section.Anchor))
            .Select(anchor => (Anchor: anchor, Title: anchor));
        return Completion.Of(
            headings
                .Concat(anchors)
                .Where(anchor => anchor.Anchor.Length > 0)
                .Where(anchor => $"{anchor.Anchor} {anchor.Title}".Contains(typed, StringComparison.OrdinalIgnoreCase))
                .Select(anchor => new CompletionItem(
                    anchor.Title.Length > 0 ? anchor.Title : anchor.Anchor,
                    CompletionKind.Heading,
                    new(place, Destination.Write(anchor.Anchor)),
                    $"{anchor.Anchor} {anchor.Title}"
                )
                {
                    Detail = $"#{anchor.Anchor}",
                    CommitCharacters = ")",
                })
        );
    }

    // First the proposal that the link's text names, then what lies beside the document or in its own folder, then proposals, the newest
    // first, then the rest. The list is long enough after a few of them, and nobody looks at the others.
    private static IEnumerable<(string Path, ProposalNumber? Number)> Files(
        Series series,
        Document document,
        int offset,
        string text,
        bool isImage,
        bool editorReadsMarkdown
    )
    {
        var proposals =
            from number in series.ListedNumbers.Reverse()
            from path in series.PathsOf(number)
            where path != document.Path
            select (path, (ProposalNumber?)number);
        var others =
            from path in series.OtherFiles
            where
                isImage
                    ? s_images.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
                    : path != document.Path && path != series.Template?.Path
            select (path, (ProposalNumber?)null);

        // The number's cell of the registry takes a document that no row links yet; pictures take pictures.
        if (document.Registry is { } registry && registry.AllRows.Any(row => row.Line.Touches(offset)))
        {
            var linked = registry
                .AllRows.Where(row => !row.Line.Touches(offset))
                .Select(row => row.Link?.Path)
                .OfType<string>()
                .ToHashSet(Paths.Comparer);
            proposals = proposals.Where(file => !linked.Contains(file.path));
            others = [];
        }
        else if (isImage)
        {
            proposals = [];
        }

        if (editorReadsMarkdown)
            others = [];
        var named = NumbersIn(text, series.Convention).ToHashSet();
        var own = document.Number is { } n ? series.Convention.Format(n) : null;
        return (named.Count > 0 ? proposals.Where(IsNamed) : [])
            .Concat(others.Where(IsOwn))
            .Concat(proposals.Where(file => !IsNamed(file)))
            .Concat(others.Where(file => !IsOwn(file)));

        bool IsNamed((string Path, ProposalNumber? Number) file) => named.Contains(file.Number!.Value);

        bool IsOwn((string Path, ProposalNumber? Number) file) =>
            own is not null && Paths.Name(Paths.Folder(file.Path)).StartsWith(own, StringComparison.Ordinal);
    }

    // Whatever digits in `text` may be a number.
    private static IEnumerable<ProposalNumber> NumbersIn(string text, Convention convention) =>
        from start in Enumerable.Range(0, text.Length)
        from length in Enumerable.Range(1, Math.Min(convention.MostDigits, text.Length - start))
        where !text.AsSpan(start, length).ContainsAnyExceptInRange('0', '9')
        let number = new ProposalNumber(int.Parse(text.AsSpan(start, length), CultureInfo.InvariantCulture))
        where text.AsSpan(start, length).SequenceEqual(convention.Digitize(number))
        select number;

    private static IEnumerable<(string Path, string Written, ProposalNumber? Number)> Matching(
        Series series,
        Document document,
        IEnumerable<(string Path, ProposalNumber? Number)> files,
        string typed
    )
    {
        var folder = Paths.Folder(document.Path);
        var lead =
            typed.StartsWith("./", StringComparison.Ordinal) ? "./"
            : typed.StartsWith('/') ? "/"
            : "";
        var query = Uri.UnescapeDataString(typed[lead.Length..]);
        // Who begins with a number means one, and files have it in their names: no title of thousands need be read.
        var prefix = series.Convention.Prefix;
        var isNumber = prefix.Length > 0 && query.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        return from file in files
            let written = lead == "/" ? $"/{file.Path}" : lead + Paths.Relative(folder, file.Path)
            where
                written.Contains(query, StringComparison.OrdinalIgnoreCase)
                || (
                    !isNumber
                    && file.Number is not null
                    && Titles.Of(series, file.Path, file.Number).Contains(query, StringComparison.OrdinalIgnoreCase)
                )
            select (file.Path, written, file.Number);
    }

    private static CompletionItem Item(Series series, string path, string written, ProposalNumber? numberOfFile, TextSpan place)
    {
        var target = Destination.Write(written);
        if (numberOfFile is not { } number)
            return new(written, CompletionKind.File, new(place, target), target) { CommitCharacters = ")#" };
        var title = Titles.Of(series, path, number);
        return new($"{series.Convention.Format(number)} {title}", CompletionKind.File, new(place, target), $"{target} {title}")
        {
            Detail = LocalizableString.Of(written),
            Number = number,
            CommitCharacters = ")#",
        };
    }

    // `[text](target`, `![text](target`, `[label]: target`, up to the cursor; of a picture in a link, the link's.
    [GeneratedRegex(@"(?:(?:(?<image>!?)\[(?<text>[^\[\]]*))?\]\(<?|^\s{0,3}\[[^\]^][^\]]*\]:\s*<?)(?<target>[^\s()<>]*)\z")]
    private static partial Regex Target();

    [GeneratedRegex("^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")]
    private static partial Regex Scheme();
}
