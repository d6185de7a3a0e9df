using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Says what the names in <c>.bep.yaml</c>, and in comments that silence a rule, are for.</summary>
internal static class ConfigurationHover
{
    /// <summary>What there is to say at <paramref name="offset"/> of a configuration; null for nothing.</summary>
    public static Hover? At(Series series, Document configuration, int offset)
    {
        foreach (var (name, value) in (configuration.Yaml?.Root as YamlNode.Mapping)?.Entries ?? [])
        {
            if (name.Span.Touches(offset))
            {
                if (name.Value == ConventionKeys.Folder)
                    return new(name.Span, $"**{name.Value}**: {ConventionKeys.FolderDescription}");
                return ConventionKeys.Find(name.Value) is { } key ? new(name.Span, Describe(series, key)) : null;
            }

            var below = (value as YamlNode.Mapping)?.Entries.FirstOrDefault(entry => entry.Key.Span.Touches(offset));
            if (below is not null)
                return RuleBook.Find(below.Key.Value) is { } rule ? new(below.Key.Span, Describe(rule)) : null;
        }

        return null;
    }

    /// <summary>The rule of the comment at <paramref name="offset"/> that silences one; null where there is none.</summary>
    public static Hover? OfSuppression(Document document, int offset)
    {
        var suppression = document.Suppressions.FirstOrDefault(suppression => suppression.Comment.Touches(offset));
        return suppression is not null && RuleBook.Find(suppression.Rule.Value) is { } rule
            ? new(suppression.Rule.Span, Describe(rule))
            : null;
    }

    private static LocalizableString Describe(Rule rule) =>
        $"**{rule.Name}** ({Severities.NameOf(rule.Severity)}): {rule.Summary}\n\n{rule.Why.Unwrapped()}";

    private static LocalizableString Describe(Series series, ConventionKey key)
    {
        var now = key.Show(series.Convention);
        return now.Length == 0
            ? (LocalizableString)$"**{key.Name}**: {key.Description}"
            : $"**{key.Name}**: {key.Description}\n\nIn this series: {PlainMarkdown.Escape(now)}";
    }
}
