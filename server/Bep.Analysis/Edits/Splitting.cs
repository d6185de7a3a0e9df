using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Moves a section of a proposal into a document of its own, in the proposal's supporting directory.</summary>
public static partial class Splitting
{
    /// <summary>
    /// The change that leaves of <paramref name="section"/> its heading and a link to the new document, which has the rest. Links in it,
    /// and links to places in it from wherever they are, follow.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="document">The proposal.</param>
    /// <param name="section">One of its sections, below the title.</param>
    public static Attempt<Change> Of(Series series, Document document, Section section)
    {
        if (document is not { Kind: DocumentKind.Proposal, Number: not null } || section.Level < 2 || section.Title.Length == 0)
            return default;
        var content = document.Text.Content;
        var whole = new TextSpan(section.Heading.End, section.Span.End);
        var crossing = Crossing(document, content, whole);
        // An element that begins above ends above too: what closes it at the end of the section stays.
        var body = crossing.IsEmpty ? whole : whole with { End = whole.Start + content[whole.Start..crossing[0].Start].TrimEnd().Length };
        if (content.AsSpan(body.Start, body.Length).IsWhiteSpace())
            return default;
        if (Refuse(document, content, section, body, crossing) is { } refusal)
            return refusal;

        var path = SubDocuments.PathFor(series, document, section.Title);
        var inner = document
            .Sections.Where(other => other != section && section.Span.Contains(other.Span) && body.Contains(other.Heading))
            .ToList();
        var newLine = document.Text.NewLine;
        // A link in the heading would lead elsewhere from there.
        var title = document.Links.Any(link => section.TitleSpan.Contains(link.Span))
            ? TemplateCopy.EscapeHeading(section.Title)
            : content[section.TitleSpan.Start..section.TitleSpan.End];

        // First without links, to see which anchors there will be on both sides.
        var raised = inner
            .Where(heading => content[heading.Heading.Start] == '#')
            .Select(heading => TextEdit.Delete(new(heading.Heading.Start, heading.Heading.Start + section.Level - 1)))
            .ToList();
        var lead = SubDocuments.Context(series, document);
        var sub = Parse(path, Compose(raised));
        var pointer = new TextEdit(
            body,
            $"{newLine}{newLine}[{Destination.LinkText(title)}]({Destination.Write(Paths.Relative(Paths.Folder(document.Path), path))}){newLine}{(crossing.IsEmpty && body.End < content.Length ? newLine : "")}"
        );
        var rest = Parse(document.Path, document.Text.With([pointer]));

        var moved = inner
            .Zip(sub.Sections.Skip(1))
            .ToDictionary(pair => pair.First.Anchor, pair => pair.Second.Anchor, Link.FragmentComparer);
        foreach (var anchor in sub.ExplicitAnchors)
            moved.TryAdd(anchor, anchor);
        var kept = document
            .Sections.Except(inner)
            .Zip(rest.Sections)
            .ToDictionary(pair => pair.First.Anchor, pair => pair.Second.Anchor, Link.FragmentComparer);

        var inside = new List<TextEdit>(raised);
        var edits = new FileEdits();
        foreach (var referrer in series.ReferrersOf(document.Path).Append(document.Path).ToHashSet().Select(series.Find).OfType<Document>())
        {
            foreach (var link in referrer.Links)
            {
                var isInside = referrer == document && body.Contains(link.Span);
                if (Redirect(referrer, link, isInside) is not { } edit)
                    continue;
                if (isInside)
                    inside.Add(edit);
                else
                    edits.Add(referrer.Path, edit);
            }
        }

        edits.Add(document.Path, pointer);
        // A list in what moves is gone from here.
        if (SubDocuments.InContext(series, document, path) is { } entry && !body.Contains(entry.Span))
            edits.Add(document.Path, entry);
        var used = LabelsIn(content, body);
        var definitions = document.Links.Where(link =>
            link.Kind == LinkKind.Definition
            && !body.Contains(link.Span)
            && used.Contains(LinkLabels.Normalize(LinkLabels.Of(content, link)))
        );
        var copies = string.Concat(
            definitions.Select(link => $"[{LinkLabels.Of(content, link)}]: {Rebased(link)}{TitleOf(content, link)}{newLine}")
        );
        return new Change([
            .. edits.ToChanges(),
            new FileChange.Create(path, Compose(inside).Content + (copies.Length > 0 ? newLine + copies : ""))
            {
                Start = TextSpan.At($"{lead}# {title}{newLine}{newLine}".Length),
            },
        ]);

        SourceText Compose(List<TextEdit> changes)
        {
            var text = new SourceText(content[body.Start..body.End])
                .With(changes.OrderBy(edit => edit.Span).Select(edit => edit with { Span = edit.Span.Shifted(-body.Start) }))
                .Content;
            return new($"{lead}# {title}{newLine}{newLine}{BlankLines().Replace(text, "").TrimEnd()}{newLine}");
        }

        Document Parse(string at, SourceText text) => DocumentParser.Parse(at, text, series.Folder, series.BaseConvention);

        // Where a link leads after the split, if that is to be written otherwise.
        TextEdit? Redirect(Document referrer, Link link, bool isInside)
        {
            if (link.Path is not { } target)
                return null;
            var home = isInside ? path : referrer.Path;
            if (!link.LeadsTo(document.Path) || link.Fragment is not { Length: > 0 } fragment)
                return isInside && !link.PathSpan.IsEmpty && series.Exists(target)
                    ? LinkPaths.Redirect(referrer.Text.Content, link, Paths.Folder(path), target)
                    : null;
            var (file, anchor) = moved.TryGetValue(fragment, out var there)
                ? (path, there)
                : (document.Path, kept.GetValueOrDefault(fragment, fragment));
            var url =
                file == home && link.PathSpan.IsEmpty
                    ? $"#{Destination.Write(anchor)}"
                    : $"{Destination.Write(Paths.Relative(Paths.Folder(home), file))}#{Destination.Write(anchor)}";
            return file == target && !isInside && Link.FragmentComparer.Equals(anchor, fragment) ? null : new(link.UrlSpan, url);
        }

        string Rebased(Link link)
        {
            var edit = Redirect(document, link, isInside: true);
            var url = new SourceText(content[link.UrlSpan.Start..link.UrlSpan.End]);
            var written = edit is null ? url.Content : url.With([edit with { Span = edit.Span.Shifted(-link.UrlSpan.Start) }]).Content;
            return content[link.UrlSpan.Start - 1] == '<' ? $"<{written}>" : written;
        }
    }

    // Definitions and footnotes serve a whole file; those that the rest needs cannot go. Nor can half an element.
    private static LocalizableString? Refuse(
        Document document,
        string content,
        Section section,
        TextSpan body,
        ImmutableArray<TextSpan> crossing
    )
    {
        var rest = LabelsIn(content, new(0, section.Heading.End));
        rest.UnionWith(LabelsIn(content, new(body.End, content.Length)));
        foreach (var link in document.Links.Where(link => link.Kind == LinkKind.Definition && body.Contains(link.Span)))
        {
            if (LinkLabels.Of(content, link) is var label && rest.Contains(LinkLabels.Normalize(label)))
                return $"The rest of the document uses the link definition [{label}] of this section; move it out first.";
        }

        if (document.Context.SelectMany(entry => entry.Values).Any(value => body.Contains(value.Text.Span)))
            return $"This section holds the comment that tells tools about the whole document; move it out first.";

        if (!crossing.IsEmpty && !ClosingTags().IsMatch(content[body.End..section.Span.End]))
            return $"This section holds {content[crossing[0].Start..crossing[0].End]} without the other end of that element; move it out first.";

        var (notes, others) = (Footnotes(content[body.Start..body.End]), Footnotes(content[..body.Start] + content[body.End..]));
        return notes.FirstOrDefault(others.Contains) is { } note
            ? (LocalizableString)$"This section shares the footnote {note} with the rest of the document; write it out first."
            : null;
    }

    // Tags in a section whose other end is not there, in order. Elements that need no end are whole by themselves.
    private static ImmutableArray<TextSpan> Crossing(Document document, string content, TextSpan section)
    {
        var quiet = new Spans(document.Quiet);
        var open = new Dictionary<string, Stack<TextSpan>>(StringComparer.OrdinalIgnoreCase);
        var crossing = new List<TextSpan>();
        foreach (Match match in Tag().Matches(content))
        {
            var tag = new TextSpan(match.Index, match.Index + match.Length);
            if (quiet.AnyAround(tag))
                continue;
            var name = match.Groups["name"].Value;
            if (!open.TryGetValue(name, out var starts))
                open.Add(name, starts = new());
            if (!match.Groups["end"].Success)
                starts.Push(tag);
            else if (starts.TryPop(out var start) && section.Contains(start) != section.Contains(tag))
                crossing.Add(section.Contains(start) ? start : tag);
        }

        return [.. crossing.Order()];
    }

    private static HashSet<string> Footnotes(string text) => [.. Footnote().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    // What stands after a definition's target, with the blank in front of it.
    private static string TitleOf(string content, Link definition) =>
        Title().Match(content, definition.UrlSpan.End).Groups["title"] is { Success: true } title
            ? $" {LinkLabels.OneLine(title.Value)}"
            : "";

    private static HashSet<string> LabelsIn(string content, TextSpan span) =>
        [.. LinkLabels.In(content, span).Select(label => LinkLabels.Normalize(content[label.Start..label.End]))];

    [GeneratedRegex(@"\[\^[^\]\s]+\]")]
    private static partial Regex Footnote();

    [GeneratedRegex(@"^(?:[ \t]*(?:\r\n?|\n))+")]
    private static partial Regex BlankLines();

    [GeneratedRegex(
        """\G>?[ \t]*(?:\r\n?|\n)?[ \t]*(?<=[\s])(?<title>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))[ \t]*(?=[\r\n]|$)""",
        RegexOptions.Singleline
    )]
    private static partial Regex Title();

    [GeneratedRegex(
        """<(?<end>/)?(?<name>(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)[A-Za-z][\w-]*)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?>""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?:\s*</[A-Za-z][\w-]*\s*>)*\s*$")]
    private static partial Regex ClosingTags();
}
