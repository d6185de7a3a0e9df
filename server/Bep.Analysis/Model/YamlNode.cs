using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>A node of a YAML file, and where it stands.</summary>
/// <param name="Span">From its first character through its last one.</param>
public abstract record YamlNode(TextSpan Span)
{
    /// <summary>A single value, as text; what it means is for its reader to say.</summary>
    public sealed record Scalar(string Value, TextSpan Span) : YamlNode(Span);

    /// <summary>A list.</summary>
    public sealed record Sequence(ImmutableArray<YamlNode> Items, TextSpan Span) : YamlNode(Span);

    /// <summary>Names and their values, in the order of the text; a name may come twice.</summary>
    public sealed record Mapping(ImmutableArray<YamlEntry> Entries, TextSpan Span) : YamlNode(Span);
}

/// <summary>A name in a mapping, and its value; empty text where there is none.</summary>
public sealed record YamlEntry(YamlNode.Scalar Key, YamlNode Value);

/// <summary>A YAML file.</summary>
/// <param name="Root">What it holds, as far as it could be read; null for an empty file.</param>
/// <param name="Problem">The reader's words on what is no YAML; null where all of it is.</param>
public sealed record YamlDocument(YamlNode? Root, Located<string>? Problem)
{
    /// <summary>
    /// <see cref="Root"/> without the value in which the problem is: what stands there may be half of what it is to be. Of a mapping in
    /// which it is, the entries in front of it are left. Null where nothing is.
    /// </summary>
    public YamlNode? Sound { get; init; } = Root;
}
