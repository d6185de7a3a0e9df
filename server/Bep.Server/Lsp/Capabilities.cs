namespace Bep.Server.Lsp;

/// <summary>
/// The answer to `initialize` (LSP 3.17). It stands here as JSON, ready to be sent: the editor waits for it. Each provider named here is
/// a line of the routing table in <see cref="LanguageServer"/>; a test compares the two.
/// </summary>
static class Capabilities
{
    /// <param name="markdownLanguageFeatures">The editor has an outline of Markdown files already.</param>
    public static string Json(bool markdownLanguageFeatures) => $$"""
        {
          "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 1 },
            "completionProvider": { "triggerCharacters": ["-", "(", "#", "/", ":", "|", "["], "resolveProvider": true },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentLinkProvider": { "resolveProvider": false },
            "documentSymbolProvider": {{(markdownLanguageFeatures ? "false" : "true")}},
            "workspaceSymbolProvider": true,
            "documentHighlightProvider": true,
            "foldingRangeProvider": true,
            "selectionRangeProvider": true,
            "inlayHintProvider": true,
            "callHierarchyProvider": true,
            "typeHierarchyProvider": true,
            "renameProvider": { "prepareProvider": true },
            "codeActionProvider": { "codeActionKinds": ["quickfix", "refactor.rewrite", "refactor.extract", "refactor.move", "source"] },
            "executeCommandProvider": { "commands": ["bep.server.newProposal", "bep.server.reserveNumber", "bep.server.renumber", "bep.server.linkMentions"] },
            "workspace": {
              "workspaceFolders": { "supported": true, "changeNotifications": true },
              "fileOperations": {
                "willRename": { "filters": [{ "scheme": "file", "pattern": { "glob": "**/*" } }] },
                "willDelete": { "filters": [{ "scheme": "file", "pattern": { "glob": "**/*" } }] }
              }
            }
          },
          "serverInfo": { "name": "bep", "version": "{{ProgramVersion.Text}}" }
        }
        """;
}
