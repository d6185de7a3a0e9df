using System.Collections.Immutable;
using System.Text.Json;

namespace Bep.Server.Protocol;

/// <summary>
/// What a client says of itself (LSP 3.17 `initialize`). It is asked member by member, by the names that lead there: of all that clients
/// say, little is wanted, and not all of them say it as the protocol has it. A member that is no such thing is as one that is not there.
/// </summary>
/// <param name="json">The parameters, an object.</param>
sealed class InitializeParams(ReadOnlyMemory<byte> json)
{
    private readonly JsonElement _said = JsonElement.Parse(json.Span);

    /// <summary>A client that says nothing.</summary>
    public static InitializeParams Nothing { get; } = new("{}"u8.ToArray());

    /// <summary>The process that the server is to end with; null where there is none.</summary>
    public int? ProcessId => At("processId") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var id) ? id : null;

    /// <summary>The opened folders. Older clients name one, by its address or its path.</summary>
    public ImmutableArray<WorkspaceFolder> Folders =>
        At("workspaceFolders") is { ValueKind: JsonValueKind.Array } folders
            ? [.. folders.EnumerateArray().Select(folder => Text(folder, "uri")).OfType<string>().Select(uri => new WorkspaceFolder(uri))]
        : Text("rootUri") is { } address ? [new(address)]
        : Text("rootPath") is { Length: > 0 } path ? [new(Uris.Of(Path.GetFullPath(path)))]
        : [];

    /// <summary>True where the member is true.</summary>
    public bool IsTrue(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.True };

    /// <summary>True where the member is false, and not only missing.</summary>
    public bool IsFalse(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.False };

    /// <summary>True where the member is an object, whatever it says: to be there is enough.</summary>
    public bool Has(params ReadOnlySpan<string> path) => At(path) is { ValueKind: JsonValueKind.Object };

    /// <summary>The member, where it is a text; else null.</summary>
    public string? Text(params ReadOnlySpan<string> path) => Text(_said, path);

    /// <summary>The texts in the member, which is a list; empty where it is none.</summary>
    public ImmutableArray<string> Texts(params ReadOnlySpan<string> path) =>
        At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(TextOf).OfType<string>()] : [];

    private JsonElement? At(params ReadOnlySpan<string> path) => At(_said, path);

    private static string? Text(JsonElement json, params ReadOnlySpan<string> path) => At(json, path) is { } member ? TextOf(member) : null;

    private static string? TextOf(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Its bytes are no UTF-8.
            return null;
        }
    }

    private static JsonElement? At(JsonElement json, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return null;
        }

        return json;
    }
}
