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
    public void Severities() =>
        Assert.Equal(
            new()
            {
                ["Error"] = 1,
                ["Warning"] = 2,
                ["Information"] = 3,
                ["Hint"] = 4,
            },
            NumbersOf<Severity>()
        );

    [Fact]
    public void Tags_of_diagnostics() => Assert.Equal(new() { ["Unnecessary"] = 1, ["Deprecated"] = 2 }, NumbersOf<FindingTag>());

    [Fact]
    public void Types_of_messages() =>
        Assert.Equal(
            new()
            {
                ["Error"] = 1,
                ["Warning"] = 2,
                ["Info"] = 3,
                ["Log"] = 4,
            },
            NumbersOf<MessageType>()
        );

    [Fact]
    public void Codes_of_errors() =>
        Assert.Equal(
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
            typeof(ErrorCode)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!)
        );

    [Fact]
    public void Kinds_of_symbols()
    {
        const int File = 1,
            Field = 8,
            String = 15,
            EnumMember = 22;
        Assert.Equal(
            new()
            {
                [SymbolKind.Proposal] = File,
                [SymbolKind.Section] = String,
                [SymbolKind.Field] = Field,
                [SymbolKind.Row] = EnumMember,
            },
            Enum.GetValues<SymbolKind>().ToDictionary(kind => kind, Translate.Kind)
        );
    }

    [Fact]
    public void Kinds_of_completions()
    {
        const int Field = 5,
            Value = 12,
            File = 17,
            Reference = 18;
        Assert.Equal(
            new()
            {
                [CompletionKind.Proposal] = Reference,
                [CompletionKind.File] = File,
                [CompletionKind.Heading] = Reference,
                [CompletionKind.Field] = Field,
                [CompletionKind.Value] = Value,
            },
            Enum.GetValues<CompletionKind>().ToDictionary(kind => kind, Translate.Kind)
        );
    }

    // What the server sends has them

    [Fact]
    public async Task The_kind_of_synchronization() =>
        await WithFogHorn(
            (_, offered, _) =>
            {
                const int Full = 1;
                Assert.Equal(Full, offered["textDocumentSync"]!["change"]!.GetValue<int>());
                return Task.CompletedTask;
            }
        );

    [Fact]
    public async Task Severities_and_tags_of_what_is_found() =>
        await WithFogHorn(
            async (client, _, uri) =>
            {
                const int Unnecessary = 1;
                await client.FindsAsync(uri, "unused-suppression");
                var found = client.Diagnostics[uri].ToLookup(one => one!["code"]!.GetValue<string>(), one => one!);
                Assert.Equal(
                    [("broken-link", 1), ("multiple-titles", 2), ("reference-form", 3), ("unused-suppression", 4)],
                    new[] { "broken-link", "multiple-titles", "reference-form", "unused-suppression" }.Select(rule =>
                        (rule, found[rule].First()["severity"]!.GetValue<int>())
                    )
                );
                Assert.Equal([Unnecessary], found["unused-suppression"].Single()["tags"]!.AsArray().Select(tag => tag!.GetValue<int>()));
            }
        );

    [Fact]
    public async Task Kinds_of_highlights() =>
        await WithFogHorn(
            async (client, _, uri) =>
            {
                const int Read = 2,
                    Write = 3;
                var ofMention = await KindsAsync(uri, 8, 40);
                Assert.NotEmpty(ofMention);
                Assert.All(ofMention, kind => Assert.Equal(Read, kind));
                Assert.Contains(Write, await KindsAsync(uri.Replace("BEP-1002-fog-horn.md", "README.md", StringComparison.Ordinal), 4, 4));

                async Task<int[]> KindsAsync(string of, int line, int character) =>
                    [
                        .. (await client.RequestAsync("textDocument/documentHighlight", EditorClient.At(of, line, character)))
                            .AsArray()
                            .Select(KindOf),
                    ];
            }
        );

    [Fact]
    public async Task Kinds_and_formats_of_what_completes_a_mention() =>
        await WithFogHorn(
            async (client, _, uri) =>
            {
                const int Reference = 18;
                // The title of a section may be a snippet, the mention of a proposal is not.
                var items = (await client.RequestAsync("textDocument/completion", EditorClient.At(uri, 11, 4)))["items"]!.AsArray();
                Assert.NotEmpty(items);
                Assert.All(items, item =>
                    Assert.Equal((Reference, false), (KindOf(item), item!.AsObject().ContainsKey("insertTextFormat")))
                );
            }
        );

    [Fact]
    public async Task Kinds_of_symbols_in_a_document() =>
        await WithFogHorn(
            async (client, _, uri) =>
            {
                const int Field = 8,
                    String = 15;
                var symbols = (
                    await client.RequestAsync(
                        "textDocument/documentSymbol",
                        new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri } }
                    )
                ).AsArray();
                Assert.Equal([Field, Field, Field, String, String], symbols.SelectMany(Flat).Select(KindOf).Order());

                static IEnumerable<JsonNode> Flat(JsonNode? symbol) => [symbol!, .. symbol!["children"]?.AsArray().SelectMany(Flat) ?? []];
            }
        );

    [Fact]
    public async Task Triggers_of_code_actions() =>
        await WithFogHorn(
            async (client, _, uri) =>
            {
                const int Invoked = 1,
                    Automatic = 2;
                // What is for the whole document is offered to who asked, not as the cursor moves.
                Assert.True(await IsForAllOfferedAsync(Invoked));
                Assert.False(await IsForAllOfferedAsync(Automatic));

                async Task<bool> IsForAllOfferedAsync(int trigger)
                {
                    var actions = await client.RequestAsync(
                        "textDocument/codeAction",
                        new JsonObject
                        {
                            ["textDocument"] = new JsonObject { ["uri"] = uri },
                            ["range"] = new JsonObject { ["start"] = Position(8, 30), ["end"] = Position(8, 30) },
                            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["triggerKind"] = trigger },
                        }
                    );
                    return actions
                        .AsArray()
                        .Any(action => action!["kind"]!.GetValue<string>().StartsWith("source", StringComparison.Ordinal));
                }

                static JsonObject Position(int line, int character) => new() { ["line"] = line, ["character"] = character };
            }
        );

    [Theory]
    [InlineData("textDocument/inlineValue", -32601)]
    [InlineData("textDocument/hover", -32602)]
    public async Task Codes_of_errors_in_answers(string method, int code) =>
        await WithFogHorn(
            async (client, _, _) => Assert.Equal(code, (await client.AskAsync(method, new JsonObject()))["error"]!["code"]!.GetValue<int>())
        );

    // A document with something of each kind, open in a client that takes snippets, nested symbols, tags and code actions.
    private static async Task WithFogHorn(Func<EditorClient, JsonNode, string, Task> look)
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal(
            "Fog Horn",
            body: "[x](nowhere.md) and bep-1000, see [BEP-1000](BEP-1000-quiet-hours.md).\n\n<!-- bep-ignore broken-link -->\nBEP-\n\n# Fog Horn\n"
        );
        var uri = folder.Write("proposals/BEP-1002-fog-horn.md", text);
        await using var client = new EditorClient();
        var answer = await client.InitializeAsync(
            [folder.Root],
            """
            {
              "textDocument": {
                "completion": { "completionItem": { "snippetSupport": true } }, "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "synchronization": { "dynamicRegistration": true }, "publishDiagnostics": { "tagSupport": { "valueSet": [1, 2] } },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } }
              }
            }
            """,
            """{ "seriesNotifications": true }"""
        );
        await client.CompleteAsync();
        client.Open(uri, text);
        await look(client, answer["capabilities"]!, uri);
    }

    private static int KindOf(JsonNode? one) => one!["kind"]!.GetValue<int>();

    private static Dictionary<string, int> NumbersOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => value.ToString(), value => Convert.ToInt32(value));
}
