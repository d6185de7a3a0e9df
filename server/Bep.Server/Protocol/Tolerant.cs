using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Bep.Server.Protocol;

/// <summary>
/// Reads what clients say of themselves, not all of whom say it as the protocol has it: a member that is no such thing is left out, and
/// costs no other.
/// </summary>
static partial class Tolerant
{
    // More are not odd members, but something else altogether.
    private const int MostOdd = 100;

    /// <summary>
    /// The value of <paramref name="json"/> without its odd members, of which <paramref name="report"/> is told; null where nothing of it
    /// can be read.
    /// </summary>
    public static T? Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type, Action<string> report)
        where T : class
    {
        JsonNode? node = null;
        for (var tries = 0; tries < MostOdd; tries++)
        {
            try
            {
                return node is null ? JsonSerializer.Deserialize(json.Span, type) : node.Deserialize(type);
            }
            catch (JsonException e)
            {
                report(e.Message);
                try
                {
                    node ??= JsonNode.Parse(json.Span);
                    if (e.Path is null || !Remove(node, e.Path))
                        return null;
                }
                catch (Exception inner) when (inner is JsonException or ArgumentException)
                {
                    return null;
                }
            }
        }

        return null;
    }

    // `$.capabilities.workspace`, `$.workspaceFolders[1].uri`, `$['a b']`: the innermost part of it that is there.
    private static bool Remove(JsonNode? node, string path)
    {
        Action? remove = null;
        foreach (Match part in Part().Matches(path))
        {
            switch (node)
            {
                case JsonObject map when part.Groups["name"] is { Success: true, Value: var name } && map.ContainsKey(name):
                    remove = () => map.Remove(name);
                    node = map[name];
                    break;
                case JsonArray list
                    when part.Groups["index"] is { Success: true } index && int.Parse(index.Value) is var at && at < list.Count:
                    remove = () => list.RemoveAt(at);
                    node = list[at];
                    break;
                default:
                    remove?.Invoke();
                    return remove is not null;
            }
        }

        remove?.Invoke();
        return remove is not null;
    }

    [GeneratedRegex(@"\.(?<name>[^.\[\]]+)|\['(?<name>(?:[^'\\]|\\.)*)'\]|\[(?<index>[0-9]{1,9})\]")]
    private static partial Regex Part();
}
