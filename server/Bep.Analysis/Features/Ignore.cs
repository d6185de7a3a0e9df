using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Ways to live with a finding: a comment at the place, a comment for the file, a line in <c>.bep.yaml</c>.</summary>
public static class Ignore
{
    /// <summary>
    /// What can be done so that <paramref name="finding"/> of <paramref name="document"/> is no longer shown, the narrowest first.
    /// </summary>
    public static IEnumerable<Fix> For(Series series, Document document, Finding finding)
    {
        var rule = finding.Rule.Name;
        // Comments are for Markdown; one in the template would be copied into each new proposal.
        if (
            series.Files.Contains(document.Path)
            && document.Kind is not (DocumentKind.Configuration or DocumentKind.Message or DocumentKind.Template)
        )
        {
            if (AtBlock(document, finding) is { } comment && Silences(series, document, finding, comment))
                yield return new($"Ignore `{rule}` here", Change.Of(document.Path, comment));
            if (AtTop(document, rule) is { } file && Silences(series, document, finding, file))
                yield return new($"Ignore `{rule}` in this file", Change.Of(document.Path, file));
        }

        if (SwitchOff(series, rule) is { } change)
            yield return new($"Switch off `{rule}` in {ConfigurationReader.FileName}", change);
    }

    // A block begins after a blank line, or with a heading; its comment stands as far to the right as it does.
    private static TextEdit? AtBlock(Document document, Finding finding)
    {
        if (document.BodyStart is not { } top || finding.Span.Start < top)
            return null;
        var text = document.Text;
        var (first, line) = (text.LineAt(top), text.LineAt(finding.Span.Start));
        if (HeadingAt(line) is { } heading)
            line = text.LineAt(heading.Start);
        else
            while (line > first && !IsBlank(line - 1) && HeadingAt(line - 1) is null)
                line--;
        var content = text.Slice(text.LineSpan(line));
        var indent = line == first ? "" : content[..^content.TrimStart().Length];
        return TextEdit.Insert(
            Math.Max(top, text.LineSpan(line).Start),
            $"{indent}<!-- {Suppression.BlockMark} {finding.Rule.Name} -->{text.NewLine}"
        );

        bool IsBlank(int at) => string.IsNullOrWhiteSpace(text.Slice(text.LineSpan(at)).TrimStart('\uFEFF'));
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

    private static Change? SwitchOff(Series series, string rule)
    {
        var line = $"{rule}: {Severities.Off}";
        if (series.Configuration is not { } configuration)
        {
            // One that is there and is for another series stays that one's.
            var path = Paths.Join(series.Folder, ConfigurationReader.FileName);
            return series.Exists(path) ? null : new([new FileChange.Create(path, $"rules:\n  {line}\n")]);
        }

        if (configuration.Yaml is not { Problem: null })
            return null;

        var text = configuration.Text;
        var entry = (configuration.Yaml.Root as YamlNode.Mapping)?.Entries.FirstOrDefault(entry => entry.Key.Value == "rules");
        if (entry is null)
            return Change.Of(
                configuration.Path,
                TextEdit.Insert(
                    text.Length,
                    $"{(text.Length == 0 || text.EndsInLineEnd ? "" : text.NewLine)}rules:{text.NewLine}  {line}{text.NewLine}"
                )
            );
        if (entry.Value is not YamlNode.Mapping { Entries: [.., var last] } rules || rules.Entries.Any(set => set.Key.Value == rule))
            return null;
        // In braces one after the other, else one below the other.
        if (text.Content[rules.Span.Start] == '{')
            return Change.Of(configuration.Path, TextEdit.Insert(last.Value.Span.End, $", {line}"));
        var indent = text.PositionOf(last.Key.Span.Start).Character;
        return Change.Of(
            configuration.Path,
            TextEdit.Insert(text.LineSpan(text.LineAt(last.Value.Span.End)).End, text.NewLine + new string(' ', indent) + line)
        );
    }
}
