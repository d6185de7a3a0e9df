using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Bep.Server.Lsp;
using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>
/// What a client says of itself, and what follows from it: each capability for itself, present and empty, true, and false.
/// </summary>
public sealed class ClientInfoTests
{
    /// <summary>The least that a client has to say for each thing that is asked of it.</summary>
    public static TheoryData<string, string> Least() =>
        new()
        {
            { "AppliesEdits", """{ "capabilities": { "workspace": { "applyEdit": true } } }""" },
            { "TakesDocumentChanges", """{ "capabilities": { "workspace": { "workspaceEdit": { "documentChanges": true } } } }""" },
            { "TakesEditMetadata", """{ "capabilities": { "workspace": { "workspaceEdit": { "metadataSupport": true } } } }""" },
            { "CreatesFiles", """{ "capabilities": { "workspace": { "workspaceEdit": { "resourceOperations": ["create"] } } } }""" },
            {
                "RenamesFiles",
                """{ "capabilities": { "workspace": { "workspaceEdit": { "resourceOperations": ["delete", "rename"] } } } }"""
            },
            { "HasConfiguration", """{ "capabilities": { "workspace": { "configuration": true } } }""" },
            { "WatchesFiles", """{ "capabilities": { "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } } }""" },
            {
                "WatchesRelativePatterns",
                """{ "capabilities": { "workspace": { "didChangeWatchedFiles": { "relativePatternSupport": true } } } }"""
            },
            {
                "RegistersConfiguration",
                """{ "capabilities": { "workspace": { "didChangeConfiguration": { "dynamicRegistration": true } } } }"""
            },
            {
                "RegistersSynchronization",
                """{ "capabilities": { "textDocument": { "synchronization": { "dynamicRegistration": true } } } }"""
            },
            { "RegistersFormatting", """{ "capabilities": { "textDocument": { "formatting": { "dynamicRegistration": true } } } }""" },
            { "ReadsMarkdown", """{ "capabilities": { "textDocument": { "hover": { "contentFormat": ["plaintext", "markdown"] } } } }""" },
            {
                "ReadsMarkdownInCompletion",
                """{ "capabilities": { "textDocument": { "completion": { "completionItem": { "documentationFormat": ["markdown"] } } } } }"""
            },
            {
                "TakesCommitCharacters",
                """{ "capabilities": { "textDocument": { "completion": { "completionItem": { "commitCharactersSupport": true } } } } }"""
            },
            {
                "InsertsSnippets",
                """{ "capabilities": { "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } } }"""
            },
            { "TakesDefinitionLinks", """{ "capabilities": { "textDocument": { "definition": { "linkSupport": true } } } }""" },
            {
                "NestsSymbols",
                """{ "capabilities": { "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } } }"""
            },
            // To be there is enough (LSP 3.17, CodeActionClientCapabilities).
            { "TakesCodeActions", """{ "capabilities": { "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } } }""" },
            { "PrefersActions", """{ "capabilities": { "textDocument": { "codeAction": { "isPreferredSupport": true } } } }""" },
            { "TakesVersions", """{ "capabilities": { "textDocument": { "publishDiagnostics": { "versionSupport": true } } } }""" },
            { "TakesRelated", """{ "capabilities": { "textDocument": { "publishDiagnostics": { "relatedInformation": true } } } }""" },
            { "AsksForContents", """{ "capabilities": { "workspace": { "textDocumentContent": {} } } }""" },
            // Likewise; a client takes tags that it does not know.
            { "TakesTags", """{ "capabilities": { "textDocument": { "publishDiagnostics": { "tagSupport": {} } } } }""" },
            {
                "TakesCodeDescriptions",
                """{ "capabilities": { "textDocument": { "publishDiagnostics": { "codeDescriptionSupport": true } } } }"""
            },
            { "ShowsProgress", """{ "capabilities": { "window": { "workDoneProgress": true } } }""" },
            { "ShowsDocuments", """{ "capabilities": { "window": { "showDocument": { "support": true } } } }""" },
            { "HasMarkdownFeatures", """{ "initializationOptions": { "markdownLanguageFeatures": true } }""" },
            { "WantsSeries", """{ "initializationOptions": { "seriesNotifications": true } }""" },
        };

    [Theory]
    [MemberData(nameof(Least))]
    public void Each_thing_is_said_by_one_capability(string name, string said)
    {
        Assert.Equal([name], WhatIsTrueOf(said));
        // The same place with less in it: false, an empty list, an empty object around it, and nothing.
        foreach (var less in Lesser(JsonNode.Parse(said)!))
            Assert.Empty(WhatIsTrueOf(less.ToJsonString()));
    }

    [Fact]
    public void Nothing_that_is_asked_is_left_out_here() =>
        Assert.Equal(Questions.Select(question => question.Name).Order(), Least().Select(row => (string)row[0]).Order());

    [Theory]
    [InlineData("{}", false, true, false, true)]
    [InlineData("""{ "capabilities": { "workspace": {}, "textDocument": {} }, "initializationOptions": {} }""", false, true, false, true)]
    [InlineData(
        """{ "capabilities": { "workspace": { "fileOperations": {} }, "textDocument": { "codeAction": {}, "rename": {} } } }""",
        false,
        true,
        false,
        true
    )]
    [InlineData(
        """{ "capabilities": { "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } } }""",
        true,
        true,
        false,
        true
    )]
    [InlineData("""{ "capabilities": { "textDocument": { "rename": { "prepareSupport": true } } } }""", false, false, false, true)]
    [InlineData("""{ "capabilities": { "textDocument": { "rename": { "prepareSupport": false } } } }""", false, true, false, true)]
    [InlineData("""{ "capabilities": { "workspace": { "fileOperations": { "willDelete": true } } } }""", false, true, false, true)]
    [InlineData("""{ "capabilities": { "workspace": { "fileOperations": { "willRename": true } } } }""", false, true, true, true)]
    [InlineData("""{ "initializationOptions": { "markdownLanguageFeatures": true } }""", false, true, false, false)]
    [InlineData(
        """{ "capabilities": { "other": { "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } } } }""",
        false,
        true,
        false,
        true
    )]
    public void What_is_offered_follows_from_what_is_said(string said, bool actions, bool plainRename, bool fileOperations, bool outlines)
    {
        var offered = JsonNode.Parse(Capabilities.Json(Encoding.UTF8.GetBytes(said)))!["capabilities"]!;
        Assert.Equal(
            (actions, plainRename, fileOperations, outlines),
            (
                offered["codeActionProvider"] is JsonObject,
                offered["renameProvider"] is JsonValue,
                offered["workspace"]!.AsObject().ContainsKey("fileOperations"),
                offered["documentSymbolProvider"]!.GetValue<bool>()
            )
        );
    }

    private static IEnumerable<PropertyInfo> Questions =>
        typeof(ClientInfo).GetProperties().Where(property => property.PropertyType == typeof(bool));

    private static string[] WhatIsTrueOf(string said)
    {
        var client = new ClientInfo(new InitializeParams(Encoding.UTF8.GetBytes(said)));
        return [.. Questions.Where(question => (bool)question.GetValue(client)!).Select(question => question.Name)];
    }

    // What is left when the innermost thing, or one around it, is empty or missing.
    private static IEnumerable<JsonNode> Lesser(JsonNode said)
    {
        var (name, inner) = said.AsObject().Single();
        yield return new JsonObject();
        switch (inner)
        {
            case JsonValue:
                yield return new JsonObject { [name] = false };
                break;
            case JsonArray:
                yield return new JsonObject { [name] = new JsonArray() };
                break;
            case JsonObject { Count: 0 }:
                break;
            case JsonObject:
                foreach (var less in Lesser(inner))
                    yield return new JsonObject { [name] = less };
                break;
        }
    }
}
