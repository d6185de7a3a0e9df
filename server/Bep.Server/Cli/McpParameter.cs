using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bep.Server.Cli;

/// <summary>An argument that a tool for agents takes: its schema and its reading follow from it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Description">What it means, for the model.</param>
/// <param name="IsNeeded">True where the tool cannot do without.</param>
sealed record McpParameter(string Name, McpKind Kind, string Description, bool IsNeeded = false)
{
    /// <summary>The JSON Schema of an object of <paramref name="parameters"/>.</summary>
    public static JsonElement Schema(ImmutableArray<McpParameter> parameters)
    {
        var properties = new JsonObject();
        foreach (var parameter in parameters)
            properties[parameter.Name] = parameter.Kind switch
            {
                McpKind.Number => new JsonObject
                {
                    ["type"] = "integer",
                    ["minimum"] = 0,
                    ["description"] = parameter.Description,
                },
                McpKind.List => new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject { ["type"] = "string" },
                    ["description"] = parameter.Description,
                },
                _ => new JsonObject { ["type"] = "string", ["description"] = parameter.Description },
            };
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([
                .. parameters.Where(parameter => parameter.IsNeeded).Select(parameter => (JsonNode)parameter.Name),
            ]),
            ["additionalProperties"] = false,
        };
        using var document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }
}

/// <summary>What an argument may be.</summary>
enum McpKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Likewise, of several lines.</summary>
    Lines,

    /// <summary>A number that is not negative.</summary>
    Number,

    /// <summary>Lines of text.</summary>
    List,
}

/// <summary>
/// The arguments of a call, as far as they are what the tool takes. Models write numbers as texts and texts as numbers; both are understood.
/// </summary>
sealed class McpArguments
{
    // More than any name, path or title has, and less than would be a burden.
    private const int LongestText = 2000;
    private const int MostItems = 50;

    private readonly Dictionary<string, JsonElement> _given;

    /// <summary>Looks through the arguments of a tool that takes <paramref name="parameters"/>.</summary>
    /// <exception cref="UnusableException">One of them is missing, or is nothing that the tool takes.</exception>
    public McpArguments(ImmutableArray<McpParameter> parameters, IReadOnlyDictionary<string, JsonElement> given)
    {
        // What is null is not given.
        _given = given.Where(one => one.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)).ToDictionary();
        foreach (var name in _given.Keys)
            if (parameters.All(parameter => parameter.Name != name))
                throw new UnusableException(
                    $"`{Terminal.Visible(name.Length > 40 ? name[..40] + "…" : name)}` is no argument of this tool; it takes {string.Join(", ", parameters.Select(parameter => parameter.Name))}"
                );
        foreach (var (name, kind, _, isNeeded) in parameters)
        {
            if (!_given.TryGetValue(name, out var value))
            {
                if (isNeeded)
                    throw new UnusableException($"`{name}` is missing");
                continue;
            }

            var isValid = kind switch
            {
                McpKind.Number => NumberIn(value) is not null,
                McpKind.List => value.ValueKind == JsonValueKind.Array
                    ? value.GetArrayLength() <= MostItems && value.EnumerateArray().All(item => TextIn(item) is not null)
                    : TextIn(value) is not null,
                _ => TextIn(value) is not null,
            };
            if (!isValid)
                throw new UnusableException(
                    kind switch
                    {
                        McpKind.Number => $"`{name}` is a number that is not negative",
                        McpKind.List => $"`{name}` is a list of {MostItems} texts at most",
                        _ => $"`{name}` is a text of {LongestText} characters at most",
                    }
                );
            foreach (var text in Texts(name))
                if (text.Any(c => char.IsControl(c) && !(kind == McpKind.Lines && c is '\n' or '\t')))
                    throw new UnusableException($"`{name}` has control characters in it");
        }
    }

    /// <summary>The text; null where it is not given, or is blank.</summary>
    public string? Find(string name) =>
        _given.TryGetValue(name, out var value) && TextIn(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The text that has to be given.</summary>
    /// <exception cref="UnusableException">It is blank.</exception>
    public string Get(string name) => Find(name) ?? throw new UnusableException($"`{name}` is empty");

    /// <summary>The number; null where it is not given.</summary>
    public int? Number(string name) => _given.TryGetValue(name, out var value) ? NumberIn(value) : null;

    /// <summary>The texts of a list, or the one text, as far as they are not blank; none where it is not given.</summary>
    public string[] Texts(string name) =>
        !_given.TryGetValue(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => TextIn(item)!).Where(text => !string.IsNullOrWhiteSpace(text))]
        : Find(name) is { } text ? [text]
        : [];

    private static string? TextIn(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String when value.GetString() is { Length: <= LongestText } text => text.ReplaceLineEndings("\n"),
                JsonValueKind.Number when value.TryGetInt32(out var number) => number.ToString(CultureInfo.InvariantCulture),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a pair is no character.
            return null;
        }
    }

    private static int? NumberIn(JsonElement value) =>
        int.TryParse(TextIn(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
