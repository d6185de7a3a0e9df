using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Completes <c>.bep.yaml</c>: the keys that are not set yet, and the names and values that a key may have.</summary>
internal static class ConfigurationCompletion
{
    /// <summary>What can be put in at <paramref name="offset"/>.</summary>
    public static Completion At(Document document, int offset)
    {
        var content = document.Text.Content;
        var line = document.Text.LineSpan(document.Text.LineAt(offset));
        var text = content[line.Start..line.End];
        var indent = text.Length - text.TrimStart(' ').Length;
        if (text.AsSpan(indent).StartsWith("#") || offset < line.Start + indent)
            return Completion.None;

        var colon = text.IndexOf(':');
        var key = indent == 0 ? null : ConventionKeys.Find(ParentOf(document.Text, line.Start));
        if (colon >= 0 && offset > line.Start + colon)
        {
            var shape = indent == 0 ? ConventionKeys.Find(text[..colon].Trim())?.Schema : (key?.Schema as ValueSchema.MapOf)?.Value;
            return WordsOf(shape) is { } values
                ? Replacing(values.Select(value => (value, (LocalizableString)$"")), CompletionKind.Value, ": ")
                : Completion.None;
        }

        if (indent == 0)
        {
            var present = Siblings(document.Yaml?.Root);
            return Replacing(
                ConventionKeys
                    .All.Select(known => (known.Name, known.Description))
                    .Prepend((ConventionKeys.Folder, ConventionKeys.FolderDescription))
                    .Where(known => !present.Contains(known.Item1)),
                CompletionKind.Field,
                ""
            );
        }

        if (key?.SchemaWith(RuleBook.Names) is not ValueSchema.MapOf { Names: { } names })
            return Completion.None;
        var set = Siblings((document.Yaml?.Root as YamlNode.Mapping)?.Entries.FirstOrDefault(entry => entry.Key.Value == key.Name)?.Value);
        return Replacing(
            names.Where(name => !set.Contains(name)).Select(name => (name, RuleBook.Find(name)?.Summary ?? $"")),
            CompletionKind.Field,
            ""
        );

        // The word under the cursor gives way; a name gets its colon unless it has one.
        Completion Replacing(IEnumerable<(string Text, LocalizableString About)> items, CompletionKind kind, string behind)
        {
            var (start, end) = (offset, offset);
            while (start > line.Start && IsPart(content[start - 1]))
                start--;
            while (end < line.End && IsPart(content[end]))
                end++;
            var lead = behind.Length > 0 && content[start - 1] == ':' ? " " : "";
            var tail = kind == CompletionKind.Field && (end == line.End || content[end] != ':') ? ":" : "";
            return Completion.Of(
                items.Select(item => new CompletionItem(item.Text, kind, new(new(start, end), lead + item.Text + tail), item.Text)
                {
                    Documentation = item.About.IsEmpty ? null : item.About,
                })
            );
        }

        // A name that is being typed is not one that is set.
        HashSet<string> Siblings(YamlNode? node) =>
            (node as YamlNode.Mapping)?.Entries.Where(entry => !entry.Key.Span.Touches(offset)).Select(entry => entry.Key.Value).ToHashSet()
            ?? [];
    }

    // The words that a value of `shape` is made of, or begins with.
    private static ImmutableArray<string>? WordsOf(ValueSchema? shape) =>
        shape switch
        {
            ValueSchema.Choice choice => choice.Values,
            ValueSchema.Scalar scalar => scalar.Usual,
            ValueSchema.ListOf list => WordsOf(list.Single),
            _ => null,
        };

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    // The unindented name above.
    private static string ParentOf(SourceText text, int at)
    {
        for (var line = text.LineAt(at) - 1; line >= 0; line--)
        {
            var above = text.Slice(text.LineSpan(line));
            if (above.Length > 0 && IsPart(above[0]) && above.IndexOf(':') is > 0 and var colon)
                return above[..colon].TrimEnd();
        }

        return "";
    }
}
