using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Documents that belong to a proposal and lie in its supporting directory.</summary>
public static partial class SubDocuments
{
    private const string ContextMark = "context-for-ai";

    /// <summary>
    /// The change that creates one file, a sub-document of <paramref name="document"/> called <paramref name="title"/>, and makes the
    /// document link it.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="document">A proposal.</param>
    /// <param name="title">One line of text.</param>
    public static Attempt<Change> Create(Series series, Document document, string title)
    {
        if (document is not { Kind: DocumentKind.Proposal, Number: not null })
            return (LocalizableString)$"{document.Name} is not a proposal with a number.";
        if (title.Trim().Length == 0)
            return (LocalizableString)$"A document needs a title.";
        if (Retitling.Refuse(title.Trim()) is { } refusal)
            return refusal;
        var path = PathFor(series, document, title.Trim());
        var newLine = document.Text.NewLine;
        var content = $"{Context(series, document)}# {TemplateCopy.EscapeHeading(title.Trim())}{newLine}{newLine}";
        var create = new Change([new FileChange.Create(path, content) { Start = TextSpan.At(content.Length) }]);
        TextEdit?[] edits = [Index(document, series.Apply(create), Paths.Folder(path), path), InContext(series, document, path)];
        return new Change([new FileChange.Edit(document.Path, edits.OfType<TextEdit>())]).And(create);
    }

    /// <summary>
    /// Names the sub-document at <paramref name="path"/> in the comment that lists them for tools; null where there is no list that can be
    /// added to.
    /// </summary>
    internal static TextEdit? InContext(Series series, Document document, string path)
    {
        if (document.Context.FirstOrDefault(entry => entry.Name == ContextEntry.SubDocuments)?.Values is not [.., var last])
            return null;
        var text = document.Text;
        var line = text.LineSpan(text.LineAt(last.Text.Span.Start));
        var before = text.Slice(line with { End = last.Text.Span.Start });
        var (end, quote) = (
            last.Text.Span.End,
            before.EndsWith('"') ? "\""
            : before.EndsWith('\'') ? "'"
            : ""
        );
        var edit = before.TrimStart().StartsWith('-')
            ? TextEdit.Insert(end + quote.Length, text.NewLine + before + Paths.Name(path) + quote)
            : TextEdit.Insert(end + quote.Length, $", {quote}{Paths.Name(path)}{quote}");
        return BlockEdits.Takes(series, document, edit, after =>
            after.Context.Any(entry =>
                entry.Name == ContextEntry.SubDocuments && entry.Values.Any(value => value.Text.Value == Paths.Name(path))
            )
        )
            ? edit
            : null;
    }

    /// <summary>
    /// Where a sub-document of <paramref name="document"/> called <paramref name="title"/> goes: a path that nothing has yet.
    /// </summary>
    internal static string PathFor(Series series, Document document, string title)
    {
        var directory = DirectoryFor(series, document);
        var slug = NewProposal.SlugOf(title);
        var path = Paths.Join(directory, $"{slug}.md");
        for (var i = 2; series.Exists(path); i++)
            path = Paths.Join(directory, $"{slug}-{i}.md");
        return path;
    }

    /// <summary>
    /// The comment in which a sub-document says for tools that it belongs to <paramref name="document"/>, with the blank line after it.
    /// Empty in a series that does not use such comments.
    /// </summary>
    internal static string Context(Series series, Document document)
    {
        if (document.Number is not { } number || !(Uses(document) || Uses(series.RegistryDocument)))
            return "";
        var newLine = document.Text.NewLine;
        var title = series.Convention.TitleOf(document.Path, document.Facts);
        string[] lines =
        [
            $"<!-- {ContextMark}",
            "type: detail-doc",
            $"{ContextEntry.Parent}: {series.Convention.Format(number)} ({title})",
            "-->",
            "",
            "",
        ];
        return string.Join(newLine, lines);
    }

    /// <summary>
    /// Makes <paramref name="document"/> link <paramref name="file"/> of its supporting directory <paramref name="directory"/>: below the
    /// last line of a list or table that links into the directory, in its form; else in the section of its documents; else in such a section
    /// at the end. Null where a link is read in none of these places.
    /// </summary>
    internal static TextEdit? Index(Document document, Series series, string directory, string file)
    {
        var (text, newLine) = (document.Text, document.Text.NewLine);
        var name = series.Find(file)?.Facts.Title is { Length: > 0 } title ? Destination.LinkText(title) : Paths.Name(file);
        var path = Destination.Write(Paths.Relative(Paths.Folder(document.Path), file));
        var entries = document
            .Links.Where(link => link.Kind == LinkKind.Link && link.Path is { } target && Paths.IsBelow(directory, target))
            .Reverse()
            .Select(entry => Below(text.LineAt(entry.Span.End), entry.Url.StartsWith("./", StringComparison.Ordinal) ? "./" : ""));
        var section = document.Sections.FirstOrDefault(section => OfDocuments().IsMatch(section.Title));
        var heading = new string('#', document.Sections.FirstOrDefault(section => section.Level > 1)?.Level ?? 2);
        TextEdit?[] edits =
        [
            entries.FirstOrDefault(edit => edit is not null),
            section is null ? null : In(section),
            BlockEdits.Append(
                document,
                $"{(document.Sections.Length > 1 ? $"{heading} Documents{newLine}{newLine}" : "")}- [{name}]({path})"
            ),
        ];
        var links = document.Links.Count(Leads);
        return edits
            .OfType<TextEdit>()
            .FirstOrDefault(edit => BlockEdits.Takes(series, document, edit, after => after.Links.Count(Leads) > links));

        bool Leads(Link link) => link.LeadsTo(file);

        // A row or an item as the line is one; null where it is neither.
        TextEdit? Below(int line, string lead)
        {
            var span = text.LineSpan(line);
            var written = text.Slice(span);
            var mark = written.AsSpan().TrimStart();
            if (mark.StartsWith("|"))
            {
                var cells = written.Replace("\\|", "", StringComparison.Ordinal).Trim().Trim('|').Count(c => c == '|');
                return TextEdit.Insert(
                    span.End,
                    $"{newLine}| [{name.Replace("|", "\\|", StringComparison.Ordinal)}]({lead}{path}) |{string.Concat(Enumerable.Repeat("  |", cells))}"
                );
            }

            return mark.Length > 1 && mark[0] is '-' or '*' or '+' && mark[1] == ' '
                ? TextEdit.Insert(span.End, $"{newLine}{written[..(written.Length - mark.Length)]}{mark[0]} [{name}]({lead}{path})")
                : null;
        }

        // Below the last line of its own text.
        TextEdit In(Section section)
        {
            var inner = document.Sections.FirstOrDefault(other =>
                other.Span.Start > section.Span.Start && section.Span.Contains(other.Span)
            );
            var end = text.Content.AsSpan(..(inner?.Span.Start ?? section.Span.End)).TrimEnd().Length;
            return Below(text.LineAt(end), "")
                ?? TextEdit.Insert(text.LineSpan(text.LineAt(end)).End, $"{newLine}{newLine}- [{name}]({path})");
        }
    }

    private static string DirectoryFor(Series series, Document document)
    {
        var number = document.Number!.Value;
        if (series.PathsOf(number).Count == 1 && series.DirectoriesOf(number) is { Count: > 0 } directories)
            return directories[0];
        if (series.Convention.OwnFolder(series.Folder, document.Path) is { } own)
            return own;
        _ = series.Convention.TryReadPath(series.Folder, document.Path, out _, out var slug);
        var name = series.Convention.Format(number);
        return Paths.Join(series.Folder, series.Convention.DirectoriesHaveNumberOnly == true || slug.Length == 0 ? name : $"{name}-{slug}");
    }

    private static bool Uses(Document document) => document.Text.Content.Contains(ContextMark, StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?:(?:sub|related|detail(?:ed)?|supporting)[- ]?)?documents?(?: (?:index|map|list))?$|^문서",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OfDocuments();
}
