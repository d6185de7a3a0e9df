using Bep.Server.Lsp.Handlers;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// The answer to `initialize` (LSP 3.17, and of 3.18 `textDocumentContent`). It stands here as JSON, ready to be sent: the editor waits for
/// it. Each provider named here is a line of the routing table in <see cref="LanguageServer"/>; a test compares the two.
/// </summary>
static class Capabilities
{
    private const string FileOperations = """
        "fileOperations": {
          "willRename": { "filters": [{ "scheme": "file", "pattern": { "glob": "**/*" } }] },
          "willDelete": { "filters": [{ "scheme": "file", "pattern": { "glob": "**/*" } }] }
        },
        """;

    /// <param name="said">The parameters of `initialize`: what would be of no use to the client is not offered.</param>
    public static string Json(ReadOnlySpan<byte> said)
    {
        var outlines = !Message.Says(said, "initializationOptions", "markdownLanguageFeatures");
        var takesActions = Message.Says(said, "capabilities", "textDocument", "codeAction", "codeActionLiteralSupport");
        var preparesRename = Message.Says(said, "capabilities", "textDocument", "rename", "prepareSupport");
        var asksBeforeRenaming = Message.Says(said, "capabilities", "workspace", "fileOperations", "willRename");
        var asksForContents = Message.Says(said, "capabilities", "workspace", "textDocumentContent");
        // Else each registry is registered by itself; see FormattingRegistration.
        var formatsAll = !Message.Says(said, "capabilities", "textDocument", "formatting", "dynamicRegistration");
        return $$"""
            {
              "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 1 },
                "completionProvider": { "triggerCharacters": ["-", "(", "#", "/", ":", "|", "[", " "], "resolveProvider": true },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": { "workDoneProgress": true },
                "documentLinkProvider": { "resolveProvider": false },
                "documentSymbolProvider": {{(outlines ? "true" : "false")}},
                "workspaceSymbolProvider": true,
                "codeLensProvider": { "resolveProvider": false },
                "documentHighlightProvider": true,
                "documentFormattingProvider": {{(formatsAll ? "true" : "false")}},
                "foldingRangeProvider": true,
                "selectionRangeProvider": true,
                "inlayHintProvider": true,
                "semanticTokensProvider": {
                  "legend": { "tokenTypes": ["proposal"], "tokenModifiers": ["reserved", "deprecated", "unknown"] },
                  "full": true, "range": true
                },
                "callHierarchyProvider": true,
                "typeHierarchyProvider": true,
                "renameProvider": {{(preparesRename ? """{ "prepareProvider": true }""" : "true")}},
                "codeActionProvider": {{(
                takesActions
                    ? """{ "codeActionKinds": ["quickfix", "refactor.rewrite", "refactor.extract", "refactor.move", "source", "source.fixAll.bep"] }"""
                    : "false"
            )}},
                "executeCommandProvider": { "commands": [{{string.Join(
                ", ",
                ExecuteCommandHandler.Names.Select(name => $"\"{name}\"")
            )}}] },
                "workspace": {
                  {{(asksBeforeRenaming ? FileOperations : "")}}
                  {{(asksForContents ? $$""" "textDocumentContent": { "schemes": ["{{RevisionFile.Branch}}", "{{RevisionFile.Commit}}"] },""" : "")}}
                  "workspaceFolders": { "supported": true, "changeNotifications": true }
                }
              },
              "serverInfo": { "name": "bep", "version": "{{ProgramVersion.Text}}" }
            }
            """;
    }
}
