using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using YamlDotNet.Core.Events;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads a YAML file into nodes with places. What stands in front of a mistake is kept, so that a half-typed file still says something.
/// </summary>
internal static class YamlParser
{
    // No configuration nests deeper than a few levels.
    private const int MaxDepth = 16;

    public static YamlDocument Parse(SourceText text)
    {
        var content = text.Content;
        var top = content.StartsWith('\uFEFF') ? 1 : 0;
        var open = new Stack<Frame>();
        YamlNode? root = null;
        Located<string>? problem = null;
        var parts = YamlReader.Read(content[top..], MaxDepth, out var mistake);
        foreach (var (part, place) in parts)
        {
            var span = place.Shifted(top);
            if (part is DocumentStart && root is not null)
            {
                problem = new("A second document begins here; only the first one counts.", text.LineSpan(text.LineAt(span.Start)));
                break;
            }

            switch (part)
            {
                case Scalar scalar:
                    Add(new YamlNode.Scalar(scalar.Value, span));
                    break;
                case AnchorAlias alias:
                    Add(new YamlNode.Scalar($"*{alias.Value}", span));
                    break;
                case MappingStart:
                    open.Push(new(span.Start, true, []));
                    break;
                case SequenceStart:
                    open.Push(new(span.Start, false, []));
                    break;
                case MappingEnd or SequenceEnd:
                    Close(span.End);
                    break;
            }
        }

        if (problem is null && mistake is not null)
        {
            // What ends too soon is missed at the end, where nothing is to be seen.
            var line = text.LineAt(Math.Min(content.AsSpan().TrimEnd().Length, top + mistake.Offset));
            problem = new($"{mistake.Words}.", text.LineSpan(line));
        }

        if (problem?.Span.Start is not { } mistakeLine)
            return new(root, null);

        var sound = open.Count == 0 ? Before(root, mistakeLine) : SoundOf(open, mistakeLine);
        while (open.Count > 0)
            Close(text.Length);
        return new(root, problem) { Sound = sound };

        void Add(YamlNode node)
        {
            if (open.Count > 0)
                open.Peek().Items.Add(node);
            else
                root ??= node;
        }

        void Close(int end)
        {
            var (start, isMapping, items) = open.Pop();
            var span = new TextSpan(start, Math.Max(start, items.Count > 0 ? items[^1].Span.End : end));
            Add(isMapping ? new YamlNode.Mapping(Pairs(items), span) : new YamlNode.Sequence([.. items], span));
        }
    }

    // Of what is still open at the mistake, the innermost first. Of lists and values nothing is left.
    private static YamlNode? SoundOf(IEnumerable<Frame> open, int mistake)
    {
        YamlNode? sound = null;
        foreach (var (frame, isInnermost) in open.Select((frame, i) => (frame, i == 0)))
        {
            if (!frame.IsMapping)
            {
                sound = null;
                continue;
            }

            var isAtValue = frame.Items.Count % 2 == 1;
            var entries = Pairs(isAtValue ? frame.Items[..^1] : frame.Items);
            // Whether the last value goes on in the line of the mistake, nobody can say.
            if (isInnermost && !isAtValue && !entries.IsEmpty && entries[^1].Value.Span.End >= mistake)
                entries = entries.RemoveAt(entries.Length - 1);
            else if (!isInnermost && isAtValue && sound is not null && frame.Items[^1] is YamlNode.Scalar key)
                entries = entries.Add(new(key, sound));
            sound = entries.IsEmpty ? null : new YamlNode.Mapping(entries, new(frame.Start, entries[^1].Value.Span.End));
        }

        return sound;
    }

    private static YamlNode? Before(YamlNode? node, int mistake) =>
        node switch
        {
            YamlNode.Mapping map => map with { Entries = [.. map.Entries.TakeWhile(entry => entry.Value.Span.End < mistake)] },
            not null when node.Span.End < mistake => node,
            _ => null,
        };

    // A name that is itself a list or a mapping is not read.
    private static ImmutableArray<YamlEntry> Pairs(List<YamlNode> items)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(items.Count / 2 + 1);
        for (var i = 0; i < items.Count; i += 2)
        {
            if (items[i] is not YamlNode.Scalar key)
                continue;
            entries.Add(new(key, i + 1 < items.Count ? items[i + 1] : new YamlNode.Scalar("", TextSpan.At(key.Span.End))));
        }

        return entries.ToImmutable();
    }

    private sealed record Frame(int Start, bool IsMapping, List<YamlNode> Items);
}
