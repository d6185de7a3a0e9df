using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Where a finding is no longer shown.</summary>
public enum IgnoredWhere
{
    /// <summary>In the block that it is in.</summary>
    Block,

    /// <summary>In its document.</summary>
    File,

    /// <summary>In all documents of the series.</summary>
    Series,
}

/// <summary>Ways to live with a finding: a comment at the place, a comment for the file, a line in <c>.bep.yaml</c>.</summary>
public static class Ignore
{
    /// <summary>
    /// What can be done so that <paramref name="finding"/> of <paramref name="document"/> is no longer shown, the narrowest first.
    /// </summary>
    public static IEnumerable<Fix> For(Series series, Document document, Finding finding) =>
        Enum.GetValues<IgnoredWhere>().Select(where => At(series, document, finding, where)).OfType<Fix>();

    /// <summary>
    /// What can be done so that <paramref name="finding"/> of <paramref name="document"/> is no longer shown there; null where nothing can.
    /// </summary>
    public static Fix? At(Series series, Document document, Finding finding, IgnoredWhere where)
    {
        var rule = finding.Rule.Name;
        // A merge has to be finished.
        if (ConflictMarkers.IsMarker(document.Text.Slice(document.Text.LineSpan(document.Text.LineAt(finding.Span.Start)))))
            return null;
        if (where == IgnoredWhere.Series)
            return ConfigurationEdits.Set(series, ConventionKeys.Rules, rule, Severities.Off) is { } change
                ? new($"Switch off `{rule}` in {ConfigurationReader.FileName}", change)
                : null;
        // Comments are for Markdown; one in the template would be copied into each new proposal.
        if (
            !series.Files.Contains(document.Path)
            || document.Kind is DocumentKind.Configuration or DocumentKind.Message or DocumentKind.Template
        )
            return null;
        var comment = where == IgnoredWhere.Block ? AtBlock(document, finding) : AtTop(document, rule);
        return comment is null || !Silences(series, document, finding, comment) ? null
            : where == IgnoredWhere.Block ? new($"Ignore `{rule}` here", Change.Of(document.Path, comment))
            : new($"Ignore `{rule}` in this file", Change.Of(document.Path, comment));
    }

    // A block begins after a blank line, or with a heading; its comment stands as far to the right as it does. There is none for one row of a
    // table: it would silence all of them.
    private static TextEdit? AtBlock(Document document, Finding finding)
    {
        if (document.BodyStart is not { } top || finding.Span.Start < top)
            return null;
        var text = document.Text;
        var (first, found) = (text.LineAt(top), text.LineAt(finding.Span.Start));
        var line = found;
        if (HeadingAt(line) is { } heading)
            line = text.LineAt(heading.Start);
        else
            while (line > first && !IsBlank(line - 1) && HeadingAt(line - 1) is null)
                line--;
        if (Enumerable.Range(line, found - line).Any(IsDelimiterRow))
            return null;
        var content = text.Slice(text.LineSpan(line));
        var indent = line == first ? "" : content[..^content.TrimStart().Length];
        return TextEdit.Insert(
            Math.Max(top, text.LineSpan(line).Start),
            $"{indent}<!-- {Suppression.BlockMark} {finding.Rule.Name} -->{text.NewLine}"
        );

        bool IsBlank(int at) => string.IsNullOrWhiteSpace(text.Slice(text.LineSpan(at)).TrimStart('\uFEFF'));
        bool IsDelimiterRow(int at) =>
            text.Slice(text.LineSpan(at)) is var row && row.Contains('|') && row.Contains('-') && row.All("|-: \t>".Contains);
        // An underlined heading has two lines or more.
        TextSpan? HeadingAt(int at) => document.Sections.FirstOrDefault(section => section.Heading.Intersects(text.LineSpan(at)))?.Heading;
    }

    private static TextEdit? AtTop(Document document, string rule)
    {
        if (document.BodyStart is not { } top)
            return null;
        var text = document.Text;
        var isBehindLine = top > 0 && text.LineSpan(text.LineAt(top)).Start != top && text.Content[top - 1] != '\uFEFF';
        return TextEdit.Insert(top, $"{(isBehindLine ? text.NewLine : "")}<!-- {Suppression.FileMark} {rule} -->{text.NewLine}");
    }

    // The comment is read as one, at its place, and covers what was found; and the front matter is still what it was.
    private static bool Silences(Series series, Document document, Finding finding, TextEdit edit)
    {
        var after = DocumentParser.Parse(document.Path, document.Text.With([edit]), series.Folder, series.BaseConvention);
        var moved = finding.Span.Start >= edit.Span.Start ? finding.Span.Shifted(edit.NewText.Length) : finding.Span;
        return after.Suppressions.Any(suppression =>
                suppression.Comment.Start >= edit.Span.Start
                && suppression.Comment.End <= edit.Span.Start + edit.NewText.Length
                && suppression.Covers(finding.Rule.Name, moved)
            )
            && after.FrontMatter?.Span == document.FrontMatter?.Span
            && after.Sections.Length == document.Sections.Length;
    }
}
