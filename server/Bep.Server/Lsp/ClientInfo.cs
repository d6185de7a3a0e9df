using System.Collections.Immutable;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// What the client said it can do, as the questions that are asked of it. A client that says nothing gets what every editor can show:
/// plain text, `Location`, `changes`, no file operations.
/// </summary>
sealed record ClientInfo
{
    public static ClientInfo Unknown { get; } = new(InitializeParams.Nothing);

    public ClientInfo(InitializeParams said)
    {
        Language = Language.Of(said.Text("locale"));
        HasMarkdownFeatures = said.IsTrue("initializationOptions", "markdownLanguageFeatures");
        WantsSeries = said.IsTrue("initializationOptions", "seriesNotifications");
        Commands = [.. said.Texts("initializationOptions", "commands")];
        AppliesEdits = said.IsTrue("capabilities", "workspace", "applyEdit");
        TakesDocumentChanges = said.IsTrue("capabilities", "workspace", "workspaceEdit", "documentChanges");
        TakesEditMetadata = said.IsTrue("capabilities", "workspace", "workspaceEdit", "metadataSupport");
        var operations = said.Texts("capabilities", "workspace", "workspaceEdit", "resourceOperations");
        CreatesFiles = operations.Contains("create");
        RenamesFiles = operations.Contains("rename");
        HasConfiguration = said.IsTrue("capabilities", "workspace", "configuration");
        WatchesFiles = said.IsTrue("capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration");
        WatchesRelativePatterns = said.IsTrue("capabilities", "workspace", "didChangeWatchedFiles", "relativePatternSupport");
        AsksForContents = said.Has("capabilities", "workspace", "textDocumentContent");
        RegistersSynchronization = said.IsTrue("capabilities", "textDocument", "synchronization", "dynamicRegistration");
        RegistersFormatting = said.IsTrue("capabilities", "textDocument", "formatting", "dynamicRegistration");
        RegistersConfiguration = said.IsTrue("capabilities", "workspace", "didChangeConfiguration", "dynamicRegistration");
        ReadsMarkdown = said.Texts("capabilities", "textDocument", "hover", "contentFormat").Contains("markdown");
        ReadsMarkdownInCompletion = said.Texts("capabilities", "textDocument", "completion", "completionItem", "documentationFormat")
            .Contains("markdown");
        TakesCommitCharacters = said.IsTrue("capabilities", "textDocument", "completion", "completionItem", "commitCharactersSupport");
        InsertsSnippets = said.IsTrue("capabilities", "textDocument", "completion", "completionItem", "snippetSupport");
        TakesDefinitionLinks = said.IsTrue("capabilities", "textDocument", "definition", "linkSupport");
        NestsSymbols = said.IsTrue("capabilities", "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport");
        TakesCodeActions = said.Has("capabilities", "textDocument", "codeAction", "codeActionLiteralSupport");
        PrefersActions = said.IsTrue("capabilities", "textDocument", "codeAction", "isPreferredSupport");
        TakesVersions = said.IsTrue("capabilities", "textDocument", "publishDiagnostics", "versionSupport");
        TakesRelated = said.IsTrue("capabilities", "textDocument", "publishDiagnostics", "relatedInformation");
        TakesTags = said.Has("capabilities", "textDocument", "publishDiagnostics", "tagSupport");
        TakesCodeDescriptions = said.IsTrue("capabilities", "textDocument", "publishDiagnostics", "codeDescriptionSupport");
        ShowsProgress = said.IsTrue("capabilities", "window", "workDoneProgress");
        ShowsDocuments = said.IsTrue("capabilities", "window", "showDocument", "support");
    }

    /// <summary>The language of the person at the editor.</summary>
    public Language Language { get; }

    public bool HasMarkdownFeatures { get; }

    public bool WantsSeries { get; }

    /// <summary>The client's own commands that we may offer.</summary>
    public ImmutableHashSet<string> Commands { get; }

    public bool AppliesEdits { get; }

    public bool TakesEditMetadata { get; }

    public bool TakesDocumentChanges { get; }

    public bool CreatesFiles { get; }

    public bool RenamesFiles { get; }

    public bool HasConfiguration { get; }

    public bool WatchesFiles { get; }

    public bool WatchesRelativePatterns { get; }

    public bool RegistersConfiguration { get; }

    public bool AsksForContents { get; }

    public bool RegistersSynchronization { get; }

    public bool RegistersFormatting { get; }

    public bool ReadsMarkdown { get; }

    public bool ReadsMarkdownInCompletion { get; }

    public bool TakesCommitCharacters { get; }

    public bool InsertsSnippets { get; }

    public bool TakesDefinitionLinks { get; }

    public bool NestsSymbols { get; }

    public bool TakesCodeActions { get; }

    public bool PrefersActions { get; }

    public bool TakesVersions { get; }

    public bool TakesRelated { get; }

    public bool TakesTags { get; }

    public bool TakesCodeDescriptions { get; }

    public bool ShowsProgress { get; }

    public bool ShowsDocuments { get; }

    /// <summary><paramref name="sentence"/> as the person at the editor reads it.</summary>
    public string Localize(LocalizableString sentence) => Language.Localize(sentence);
}
