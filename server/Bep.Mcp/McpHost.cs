using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Bep.Mcp;

/// <summary>
/// Offers tools by the Model Context Protocol. This assembly alone knows the protocol's library, and is loaded by nobody but who serves it; it
/// knows nothing of proposals.
/// </summary>
public static class McpHost
{
    /// <summary>Serves until <paramref name="input"/> ends.</summary>
    /// <param name="input">What the client says.</param>
    /// <param name="output">What is answered.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="instructions">What the client's model is told of the tools as a whole.</param>
    /// <param name="tools">The tools.</param>
    public static async Task RunAsync(
        Stream input,
        Stream output,
        string name,
        string version,
        string instructions,
        IReadOnlyCollection<McpTool> tools
    )
    {
        var options = new McpServerOptions
        {
            ServerInfo = new() { Name = name, Version = version },
            ServerInstructions = instructions,
            Capabilities = new() { Tools = new() },
            Handlers = new()
            {
                ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [.. tools.Select(Describe)] }),
                CallToolHandler = async (request, _) =>
                {
                    // Whoever reads the client's messages goes on meanwhile.
                    await Task.Yield();
                    var (text, isError) = Answer(tools, request.Params);
                    return new() { Content = [new TextContentBlock { Text = text }], IsError = isError };
                },
            },
        };
        var transport = new StreamServerTransport(input, output, name);
        await using (transport.ConfigureAwait(false))
        {
            var server = McpServer.Create(transport, options);
            await using (server.ConfigureAwait(false))
                await server.RunAsync().ConfigureAwait(false);
        }
    }

    // A tool that there is not is the model's slip, not the client's: it is told what there is.
    private static McpAnswer Answer(IReadOnlyCollection<McpTool> tools, CallToolRequestParams? call) =>
        tools.FirstOrDefault(tool => tool.Name == call?.Name) is { } tool
            ? tool.Answer(call?.Arguments?.AsReadOnly() ?? new Dictionary<string, JsonElement>().AsReadOnly())
            : new($"There is no such tool; there are {string.Join(", ", tools.Select(known => known.Name))}.", IsError: true);

    private static Tool Describe(McpTool tool) =>
        new()
        {
            Name = tool.Name,
            Title = tool.Title,
            Description = tool.Description,
            InputSchema = tool.Schema,
            Annotations = new()
            {
                Title = tool.Title,
                ReadOnlyHint = tool.IsReadOnly,
                DestructiveHint = tool.IsReadOnly ? null : false,
                OpenWorldHint = false,
            },
        };
}

/// <summary>A tool that a model may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What a person sees.</param>
/// <param name="Description">What it does, for the model.</param>
/// <param name="Schema">The JSON Schema of its arguments.</param>
/// <param name="IsReadOnly">True where it changes nothing.</param>
/// <param name="Answer">Answers a call. It is asked on any thread, and does not throw.</param>
public sealed record McpTool(
    string Name,
    string Title,
    string Description,
    JsonElement Schema,
    bool IsReadOnly,
    Func<IReadOnlyDictionary<string, JsonElement>, McpAnswer> Answer
);

/// <summary>What a call of a tool came to.</summary>
/// <param name="Text">What the model reads.</param>
/// <param name="IsError">True where it was not done; then the text says why, and what to do.</param>
public readonly record struct McpAnswer(string Text, bool IsError);
