using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Ways to live with a finding: a comment at the place, a comment for the file, a line in <c>.bep.yaml</c>.</summary>
public static class Ignore
{
    /// <summary>What can be done so that <paramref name="finding"/> of <paramref name="document"/> is no longer shown, the narrowest first.</summary>
    public static IEnumerable<Fix> For(Series series, Document document, Finding finding)
    {
        var rule = finding.Rule.Name;
        // Comments are for Markdown.
        if (document.Kind is not (DocumentKind.Configuration or DocumentKind.Message))
        {
            if (AtBlock(document, finding) is { } comment && Silences(series, document, finding, comment))
                yield return new($"Ignore `{rule}` here", Change.Of(document.Path, comment));
            var file = AtTop(document, rule);
            if (Silences(series, document, finding, file)) yield return new($"Ignore `{rule}` in this file", Change.Of(document.Path, file));
        }

        if (SwitchOff(series, rule) is { } change) yield return new($"Switch off `{rule}` in {ConfigurationReader.FileName}", change);
    }

    // A block begins behind a blank line, or with a heading; its comment stands as far to the right as it does.
    private static TextEdit? AtBlock(Document document, Finding finding)
    {
        var text = document.Text;
        var line = text.LineAt(finding.Span.Start);
        if (document.FrontMatter is { } block && line <= text.LineAt(block.Span.End)) return null;
        while (line > 0 && !IsHeading(line) && !IsBlank(line - 1) && !IsHeading(line - 1)) line--;
        var start = text.LineSpan(line);
        var content = text.Slice(start);
        var indent = content[..^content.TrimStart().Length];
        return TextEdit.Insert(start.Start, $"{indent}<!-- {Suppression.BlockMark} {finding.Rule.Name} -->{text.NewLine}");

        bool IsBlank(int at) => string.IsNullOrWhiteSpace(text.Slice(text.LineSpan(at)));
        bool IsHeading(int at) => document.Sections.Any(section => text.LineAt(section.Heading.Start) == at);
    }

    private static TextEdit AtTop(Document document, string rule)
    {
        var text = document.Text;
        var comment = $"<!-- {Suppression.FileMark} {rule} -->{text.NewLine}";
        return document.FrontMatter is { IsClosed: true } block
            ? TextEdit.Insert(text.FullLineSpan(text.LineAt(block.Span.End)).End, (block.Span.End == text.Length ? text.NewLine : "") + comment)
            : TextEdit.Insert(text.Content.StartsWith('\uFEFF') ? 1 : 0, comment);
    }

    private static bool Silences(Series series, Document document, Finding finding, TextEdit edit)
    {
        var after = DocumentParser.Parse(document.Path, document.Text.With([edit]), series.Folder, series.Basis);
        var moved = finding.Span.Start >= edit.Span.Start ? finding.Span.Shifted(edit.NewText.Length) : finding.Span;
        return after.Suppressions.Any(suppression => suppression.Covers(finding.Rule.Name, moved));
    }

    private static Change? SwitchOff(Series series, string rule)
    {
        var line = $"{rule}: {Severities.Off}";
        if (series.Configuration is not { } configuration)
            return new([new FileChange.Create(Paths.Join(series.Folder, ConfigurationReader.FileName), $"rules:\n  {line}\n")]);
        if (configuration.Yaml is not { Problem: null }) return null;

        var text = configuration.Text;
        var entry = (configuration.Yaml.Root as YamlNode.Mapping)?.Entries.FirstOrDefault(entry => entry.Key.Value == "rules");
        if (entry is null)
            return Change.Of(configuration.Path, TextEdit.Insert(text.Length, $"{(text.Length == 0 || text.Content.EndsWith('\n') ? "" : text.NewLine)}rules:{text.NewLine}  {line}{text.NewLine}"));
        if (entry.Value is not YamlNode.Mapping { Entries: [.., var last] } rules || rules.Entries.Any(set => set.Key.Value == rule)) return null;
        // In braces one after the other, else one below the other.
        if (text.Content[rules.Span.Start] == '{') return Change.Of(configuration.Path, TextEdit.Insert(last.Value.Span.End, $", {line}"));
        var indent = text.PositionOf(last.Key.Span.Start).Character;
        return Change.Of(configuration.Path, TextEdit.Insert(text.LineSpan(text.LineAt(last.Value.Span.End)).End, text.NewLine + new string(' ', indent) + line));
    }
}
