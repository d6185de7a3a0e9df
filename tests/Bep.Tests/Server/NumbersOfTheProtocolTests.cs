using System.Reflection;
using System.Text.Json.Nodes;
using Bep.Analysis.Checking;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Server.Lsp;
using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>
/// The numbers that stand for words in JSON-RPC 2.0 and LSP 3.17, written out as the specifications have them: an editor that reads another
/// number shows another icon, another colour, or nothing.
/// </summary>
public sealed class NumbersOfTheProtocolTests
{
    [Fact]
    public void Severities() => Assert.Equal(
        new() { ["Error"] = 1, ["Warning"] = 2, ["Information"] = 3, ["Hint"] = 4 },
        NumbersOf<Severity>());

    [Fact]
    public void Tags_of_diagnostics() => Assert.Equal(new() { ["Unnecessary"] = 1, ["Deprecated"] = 2 }, NumbersOf<FindingTag>());

    [Fact]
    public void Types_of_messages() => Assert.Equal(new() { ["Error"] = 1, ["Warning"] = 2, ["Info"] = 3, ["Log"] = 4 }, NumbersOf<MessageType>());

    [Fact]
    public void Codes_of_errors() => Assert.Equal(
        new Dictionary<string, int>
        {
            ["ContentModified"] = -32801,
            ["InternalError"] = -32603,
            ["InvalidParams"] = -32602,
            ["InvalidRequest"] = -32600,
            ["MethodNotFound"] = -32601,
            ["ParseError"] = -32700,
            ["RequestCancelled"] = -32800,
            ["RequestFailed"] = -32803,
            ["ServerNotInitialized"] = -32002,
        },
        typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!));

    [Fact]
    public void Kinds_of_symbols()
    {
        const int File = 1, Field = 8, String = 15, EnumMember = 22;
        Assert.Equal(
            new() { [SymbolKind.Proposal] = File, [SymbolKind.Section] = String, [SymbolKind.Field] = Field, [SymbolKind.Row] = EnumMember },
            Enum.GetValues<SymbolKind>().ToDictionary(kind => kind, Translate.Kind));
    }

    [Fact]
    public void Kinds_of_completions()
    {
        const int Field = 5, Value = 12, File = 17, Reference = 18;
        Assert.Equal(
            new()
            {
                [CompletionKind.Proposal] = Reference,
                [CompletionKind.File] = File,
                [CompletionKind.Heading] = Reference,
                [CompletionKind.Field] = Field,
                [CompletionKind.Value] = Value,
            },
            Enum.GetValues<CompletionKind>().ToDictionary(kind => kind, Translate.Kind));
    }

    [Fact]
    public async Task What_the_server_sends_has_them()
    {
        const string Path = "proposals/BEP-1002-fog-horn.md";
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("Fog Horn", body: "[x](nowhere.md) and bep-1000, see [BEP-1000](BEP-1000-quiet-hours.md).\n\n<!-- bep-ignore broken-link -->\nBEP-\n\n# Fog Horn\n");
        var uri = folder.Write(Path, text);
        await using var client = new EditorClient();
        var offered = await client.InitializeAsync([folder.Root], """
            {
              "textDocument": {
                "completion": { "completionItem": { "snippetSupport": true } }, "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "synchronization": { "dynamicRegistration": true }, "publishDiagnostics": { "tagSupport": { "valueSet": [1, 2] } },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } }
              }
            }
            """, """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        client.Open(uri, text);

        // TextDocumentSyncKind
        Assert.Equal(1, offered["capabilities"]!["textDocumentSync"]!["change"]!.GetValue<int>());

        // DiagnosticSeverity, DiagnosticTag
        await client.FindsAsync(uri, "unused-suppression");
        var found = client.Diagnostics[uri].ToLookup(one => one!["code"]!.GetValue<string>(), one => one!);
        Assert.Equal(
            [("broken-link", 1), ("multiple-titles", 2), ("reference-form", 3), ("unused-suppression", 4)],
            new[] { "broken-link", "multiple-titles", "reference-form", "unused-suppression" }.Select(rule => (rule, found[rule].First()["severity"]!.GetValue<int>())));
        Assert.Equal([1], found["unused-suppression"].Single()["tags"]!.AsArray().Select(tag => tag!.GetValue<int>()));

        // DocumentHighlightKind: what reads a number, and the heading, which writes it.
        var highlights = (await client.RequestAsync("textDocument/documentHighlight", EditorClient.At(uri, 8, 40))).AsArray();
        Assert.NotEmpty(highlights);
        Assert.All(highlights, highlight => Assert.Equal(2, highlight!["kind"]!.GetValue<int>()));
        highlights = (await client.RequestAsync("textDocument/documentHighlight", EditorClient.At(folder.UriOf("proposals/README.md"), 4, 4))).AsArray();
        Assert.Contains(highlights, highlight => highlight!["kind"]!.GetValue<int>() == 3);

        // CompletionItemKind, InsertTextFormat: the title of a section may be a snippet, the mention of a proposal is not.
        var items = (await client.RequestAsync("textDocument/completion", EditorClient.At(uri, 11, 4)))["items"]!.AsArray();
        Assert.All(items, item => Assert.Equal((18, false), (item!["kind"]!.GetValue<int>(), item.AsObject().ContainsKey("insertTextFormat"))));
        Assert.NotEmpty(items);

        // SymbolKind
        var symbols = (await client.RequestAsync("textDocument/documentSymbol", Document(uri))).AsArray();
        Assert.Equal([8, 8, 8, 15, 15], symbols.SelectMany(Flat).Select(symbol => symbol["kind"]!.GetValue<int>()).Order());

        // CodeActionTriggerKind: what is for the whole document is offered to who asked, not as the cursor moves.
        foreach (var (trigger, isOffered) in new[] { (1, true), (2, false) })
        {
            var actions = (await client.RequestAsync("textDocument/codeAction", new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = uri },
                ["range"] = new JsonObject { ["start"] = Position(8, 30), ["end"] = Position(8, 30) },
                ["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["triggerKind"] = trigger },
            })).AsArray();
            Assert.Equal(isOffered, actions.Any(action => action!["kind"]!.GetValue<string>().StartsWith("source", StringComparison.Ordinal)));
        }

        // ErrorCodes
        Assert.Equal(-32601, await CodeOf("textDocument/inlineValue", new JsonObject()));
        Assert.Equal(-32602, await CodeOf("textDocument/hover", new JsonObject()));

        async Task<int> CodeOf(string method, JsonNode given) => (await client.AskAsync(method, given))["error"]!["code"]!.GetValue<int>();
        static JsonObject Document(string uri) => new() { ["textDocument"] = new JsonObject { ["uri"] = uri } };
        static JsonObject Position(int line, int character) => new() { ["line"] = line, ["character"] = character };
        static IEnumerable<JsonNode> Flat(JsonNode? symbol) => [symbol!, .. symbol!["children"]?.AsArray().SelectMany(Flat) ?? []];
    }

    private static Dictionary<string, int> NumbersOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => value.ToString(), value => Convert.ToInt32(value));
}
