using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Configuration;

/// <summary>
/// One thing that a series may write differently: a name in <c>.bep.yaml</c>, and a line of what <c>bep convention</c> prints.
/// </summary>
/// <param name="Name">As it stands in the file: <c>file-names</c>.</param>
/// <param name="Description">What it is, in Markdown.</param>
/// <param name="Schema">What its value may be.</param>
/// <param name="Show">Its value in a convention, in one line; empty for nothing.</param>
/// <param name="Read">The convention with the value of a node.</param>
/// <param name="ShapesDocuments">True where documents are read differently because of it.</param>
public sealed record ConventionKey(
    string Name,
    LocalizableString Description,
    ValueSchema Schema,
    Func<Convention, string> Show,
    Func<Convention, Value, Convention> Read,
    bool ShapesDocuments = false
)
{
    /// <summary>
    /// What may stand as the value; under <see cref="ConventionKeys.Rules"/>, where <paramref name="rules"/> are all there are.
    /// </summary>
    public ValueSchema SchemaWith(ImmutableArray<string> rules) =>
        Name == ConventionKeys.Rules && Schema is ValueSchema.MapOf map ? map with { Names = rules } : Schema;
}

/// <summary>The value of a <see cref="ConventionKey"/>, and how its parts are told.</summary>
/// <param name="Node">What stands in the file.</param>
/// <param name="Relative">Tells where a path said in the file leads, as seen from the series' folder.</param>
public readonly record struct Value(YamlNode Node, Func<string, string> Relative)
{
    /// <summary>The text; empty where the node is not a text.</summary>
    public string Text => (Node as YamlNode.Scalar)?.Value ?? "";

    /// <summary>The text; null where it says that there is none.</summary>
    public string? TextOrNone => Text is "none" or "" ? null : Text;

    /// <summary>A path, as seen from the series' folder; null where the file says that there is none.</summary>
    public string? PathOrNone => TextOrNone is { } path ? Relative(path) : null;

    /// <summary>The texts of a list, the names of a mapping, or the one text.</summary>
    public IEnumerable<string> Texts =>
        Node switch
        {
            YamlNode.Sequence list => list.Items.OfType<YamlNode.Scalar>().Select(item => item.Value),
            YamlNode.Mapping map => map.Entries.Select(entry => entry.Key.Value),
            YamlNode.Scalar { Value.Length: > 0 } scalar => [scalar.Value],
            _ => [],
        };

    /// <summary>The names of a mapping with their values; nothing for any other node.</summary>
    public IEnumerable<(string Name, Value Value)> Entries
    {
        get
        {
            if (Node is not YamlNode.Mapping map)
                yield break;
            foreach (var entry in map.Entries)
                yield return (entry.Key.Value, this with { Node = entry.Value });
        }
    }

    /// <summary>What each name of a mapping means; names alone mean nothing.</summary>
    public IEnumerable<(string Name, string? Description)> Described =>
        Node is YamlNode.Mapping
            ? Entries.Select(entry => (entry.Name, entry.Value.Text is { Length: > 0 } text ? text : null))
            : Texts.Select(name => (name, (string?)null));
}
