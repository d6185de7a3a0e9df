using Bep.Analysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bep.Analysis.Parsing;

/// <summary>A part of a YAML text, as YamlDotNet reports it, at a place that lies in the text.</summary>
internal readonly record struct YamlPart(ParsingEvent Event, TextSpan Span);

/// <summary>What ends the reading of a YAML text.</summary>
/// <param name="Offset">Where, in UTF-16 code units from the text's start; the text's length for what is missing at its end.</param>
/// <param name="Words">What, in a sentence without its full stop.</param>
internal sealed record YamlMistake(int Offset, string Words);

/// <summary>
/// The one place that calls YamlDotNet. Whatever that throws is a mistake in the text, and whatever it says of places is brought into the
/// text: on half-typed input it throws more than its own exception, and its places may lie beyond the end.
/// </summary>
internal static class YamlReader
{
    /// <summary>
    /// The parts of <paramref name="yaml"/> in front of its first mistake. Where there is none, each name in a mapping has a value.
    /// </summary>
    /// <param name="yaml">The text.</param>
    /// <param name="maxDepth">Lists and mappings that nest deeper are a mistake: the time to read them grows with the square of the
    /// depth.</param>
    /// <param name="mistake">The first mistake; null where the whole text is YAML.</param>
    public static List<YamlPart> Read(string yaml, int maxDepth, out YamlMistake? mistake)
    {
        var parts = new List<YamlPart>();
        // How many nodes each open list or mapping has so far, the innermost on top.
        var open = new Stack<int>();
        var end = 0;
        mistake = null;
        try
        {
            var parser = new Parser(new StringReader(yaml));
            while (parser.MoveNext())
            {
                if (parser.Current is not { } current)
                    continue;
                var start = Place(current.Start);
                end = Math.Max(start, Place(current.End));
                // YamlDotNet leaves out the value of a colon without a name or a value at the end.
                if (current is MappingEnd && open.Peek() % 2 != 0)
                    parts.Add(new(new Scalar(""), new(start, start)));
                if (current is MappingEnd or SequenceEnd)
                    open.Pop();
                if (current is NodeEvent or AnchorAlias && open.TryPop(out var nodes))
                    open.Push(nodes + 1);
                if (current is MappingStart or SequenceStart)
                    open.Push(0);
                if (open.Count > maxDepth)
                {
                    mistake = new(start, "It nests too deeply");
                    break;
                }

                parts.Add(new(current, new(start, end)));
            }
        }
        catch (YamlException exception)
        {
            mistake = new(Place(exception.Start), exception.Message.TrimEnd('.'));
        }
        catch (InvalidOperationException)
        {
            // A plain value in brackets that goes on at the beginning of a line.
            mistake = new(AfterBlanks(), "A list or mapping in brackets is not closed");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            mistake = new(AfterBlanks(), "It cannot be read from here on");
        }

        return parts;

        // What was read last is in order; the mistake is in what follows it.
        int AfterBlanks() => yaml.Length - yaml.AsSpan(end).TrimStart().Length;

        int Place(Mark mark) => (int)Math.Clamp(mark.Index, 0, yaml.Length);
    }
}
