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
    /// The change that leaves of <paramref name="section"/> its heading and a link to the new document, which has the rest. Links in it, and
    /// links to places in it from wherever they are, follow.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="document">The proposal.</param>
    /// <param name="section">One of its sections, below the title.</param>
    /// <param name="refusal">Why there is none, in a sentence; null where there is nothing that could be moved.</param>
    public static Change? Of(Series series, Document document, Section section, out Phrase? refusal)
    {
        refusal = null;
        if (document is not { Kind: DocumentKind.Proposal, Number: not null } || section.Level < 2 || section.Title.Length == 0) return null;
        var content = document.Text.Content;
        var body = new TextSpan(section.Heading.End, section.Span.End);
        if (content.AsSpan(body.Start, body.Length).IsWhiteSpace()) return null;
        refusal = Refuse(document, content, section);
        if (refusal is not null) return null;

        var path = SubDocuments.PathFor(series, document, section.Title);
        var inner = document.Sections.Where(other => other != section && section.Span.Contains(other.Span)).ToList();
        var newLine = document.Text.NewLine;
        // A link in the heading would lead elsewhere from there.
        var title = document.Links.Any(link => section.TitleSpan.Contains(link.Span))
            ? TemplateCopy.EscapeHeading(section.Title)
            : content[section.TitleSpan.Start..section.TitleSpan.End];

        // First without links, to see which anchors there will be on both sides.
        var raised = inner.Where(heading => content[heading.Heading.Start] == '#').Select(heading => TextEdit.Delete(new(heading.Heading.Start, heading.Heading.Start + section.Level - 1))).ToList();
        var lead = SubDocuments.Context(series, document);
        var sub = Parse(path, Compose(raised));
        var pointer = new TextEdit(
            body, $"{newLine}{newLine}[{title.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}]({RegistryEdits.LinkTarget(Paths.Relative(Paths.Folder(document.Path), path))}){newLine}{(section.Span.End < content.Length ? newLine : "")}");
        var rest = Parse(document.Path, document.Text.With([pointer]));

        var moved = inner.Zip(sub.Sections.Skip(1)).ToDictionary(pair => pair.First.Anchor, pair => pair.Second.Anchor, StringComparer.OrdinalIgnoreCase);
        foreach (var anchor in sub.ExplicitAnchors) moved.TryAdd(anchor, anchor);
        var kept = document.Sections.Except(inner).Zip(rest.Sections).ToDictionary(pair => pair.First.Anchor, pair => pair.Second.Anchor, StringComparer.OrdinalIgnoreCase);

        var inside = new List<TextEdit>(raised);
        var edits = new FileEdits();
        foreach (var referrer in series.ReferrersOf(document.Path).Append(document.Path).ToHashSet().Select(series.Find).OfType<Document>())
        {
            foreach (var link in referrer.Links)
            {
                var isInside = referrer == document && body.Contains(link.Span);
                if (Redirect(referrer, link, isInside) is not { } edit) continue;
                if (isInside) inside.Add(edit);
                else edits.Add(referrer.Path, edit);
            }
        }

        edits.Add(document.Path, pointer);
        // A list in what moves is gone from here.
        if (SubDocuments.InContext(series, document, path) is { } entry && !body.Contains(entry.Span)) edits.Add(document.Path, entry);
        var definitions = document.Links.Where(link => link.Kind == LinkKind.Definition && !body.Contains(link.Span) && IsUsed(content, body, LabelOf(content, link)));
        var copies = string.Concat(definitions.Select(link => $"[{LabelOf(content, link)}]: {Rebased(link)}{newLine}"));
        return new([.. edits.ToChanges(), new FileChange.Create(path, Compose(inside).Content + (copies.Length > 0 ? newLine + copies : ""))]);

        SourceText Compose(List<TextEdit> changes)
        {
            var text = new SourceText(content[body.Start..body.End]).With(changes.OrderBy(edit => edit.Span).Select(edit => edit with { Span = edit.Span.Shifted(-body.Start) })).Content;
            return new($"{lead}# {title}{newLine}{newLine}{text.Trim('\r', '\n', ' ', '\t')}{newLine}");
        }

        Document Parse(string at, SourceText text) => DocumentParser.Parse(at, text, series.Folder, series.Basis);

        // Where a link leads after the split, if that is to be written otherwise.
        TextEdit? Redirect(Document referrer, Link link, bool isInside)
        {
            if (link.Path is not { } target) return null;
            var home = isInside ? path : referrer.Path;
            var isHere = Paths.Comparer.Equals(target, document.Path);
            if (!isHere || link.Fragment is not { Length: > 0 } fragment) return isInside && !link.PathSpan.IsEmpty && series.Exists(target) ? LinkPaths.Redirect(referrer.Text.Content, link, Paths.Folder(path), target) : null;
            var (file, anchor) = moved.TryGetValue(fragment, out var there) ? (path, there) : (document.Path, kept.GetValueOrDefault(fragment, fragment));
            var url = file == home && link.PathSpan.IsEmpty ? $"#{anchor}" : $"{RegistryEdits.LinkTarget(Paths.Relative(Paths.Folder(home), file))}#{anchor}";
            return file == target && !isInside && string.Equals(anchor, fragment, StringComparison.OrdinalIgnoreCase) ? null : new(link.UrlSpan, url);
        }

        string Rebased(Link link)
        {
            var edit = Redirect(document, link, isInside: true);
            var url = new SourceText(content[link.UrlSpan.Start..link.UrlSpan.End]);
            return edit is null ? url.Content : url.With([edit with { Span = edit.Span.Shifted(-link.UrlSpan.Start) }]).Content;
        }
    }

    // Definitions and footnotes serve a whole file; those that the rest needs cannot go.
    private static Phrase? Refuse(Document document, string content, Section section)
    {
        var body = new TextSpan(section.Heading.End, section.Span.End);
        foreach (var link in document.Links.Where(link => link.Kind == LinkKind.Definition && body.Contains(link.Span)))
        {
            var label = LabelOf(content, link);
            if (IsUsed(content, new(0, section.Heading.End), label) || IsUsed(content, new(section.Span.End, content.Length), label))
                return $"The rest of the document uses the link definition [{label}] of this section; move it out first.";
        }

        if (document.Context.SelectMany(entry => entry.Values).Any(value => body.Contains(value.Text.Span)))
            return $"This section holds the comment that tells tools about the whole document; move it out first.";

        var (notes, others) = (Footnotes(content[body.Start..body.End]), Footnotes(content[..body.Start] + content[body.End..]));
        return notes.FirstOrDefault(others.Contains) is { } note ? (Phrase)$"This section shares the footnote {note} with the rest of the document; write it out first." : null;
    }

    private static HashSet<string> Footnotes(string text) => [.. Footnote().Matches(text).Select(match => match.Value)];

    private static string LabelOf(string content, Link definition) => content[definition.TextSpan.Start..definition.TextSpan.End].Trim('[', ']');

    private static bool IsUsed(string content, TextSpan span, string label) =>
        content.AsSpan(span.Start, span.Length).Contains($"[{label}]", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\[\^[^\]\s]+\]")]
    private static partial Regex Footnote();
}
