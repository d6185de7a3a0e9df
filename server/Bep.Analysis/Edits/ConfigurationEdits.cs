using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Writes into <c>.bep.yaml</c>, which becomes a file where there is none.</summary>
public static class ConfigurationEdits
{
    /// <summary>
    /// The change that says <paramref name="value"/> of <paramref name="name"/> under <paramref name="key"/>, whose value is a mapping; null where
    /// the file is no YAML, says something else under the key, or has the name already and <paramref name="replaces"/> is false.
    /// </summary>
    /// <param name="series">The series whose configuration it is.</param>
    /// <param name="key">A key of the file.</param>
    /// <param name="name">A name under it.</param>
    /// <param name="value">What the name gets.</param>
    /// <param name="replaces">True where another value of the name goes.</param>
    public static Change? Set(Series series, string key, string name, string value, bool replaces = false)
    {
        var line = $"{name}: {value}";
        if (series.Configuration is not { } configuration)
        {
            // One that is there and is for another series stays that one's.
            var path = Paths.Join(series.Folder, ConfigurationReader.FileName);
            return series.Exists(path) ? null : new([new FileChange.Create(path, $"{key}:\n  {line}\n")]);
        }

        if (configuration.Yaml is not { Problem: null })
            return null;

        var text = configuration.Text;
        var entry = (configuration.Yaml.Root as YamlNode.Mapping)?.Entries.FirstOrDefault(entry => entry.Key.Value == key);
        if (entry is null)
            return Change.Of(
                configuration.Path,
                TextEdit.Insert(
                    text.Length,
                    $"{(text.Length == 0 || text.EndsInLineEnd ? "" : text.NewLine)}{key}:{text.NewLine}  {line}{text.NewLine}"
                )
            );
        if (entry.Value is not YamlNode.Mapping { Entries: [.., var last] } map)
            return null;
        if (map.Entries.LastOrDefault(set => set.Key.Value == name) is { } known)
            return replaces && !known.Value.Span.IsEmpty ? Change.Of(configuration.Path, new TextEdit(known.Value.Span, value)) : null;
        // In braces one after the other, else one below the other.
        if (text.Content[map.Span.Start] == '{')
            return Change.Of(configuration.Path, TextEdit.Insert(last.Value.Span.End, $", {line}"));
        var indent = text.PositionOf(last.Key.Span.Start).Character;
        return Change.Of(
            configuration.Path,
            TextEdit.Insert(text.LineSpan(text.LineAt(last.Value.Span.End)).End, text.NewLine + new string(' ', indent) + line)
        );
    }
}
