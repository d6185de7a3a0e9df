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
    public static ClientInfo Unknown { get; } = new(new InitializeParams());

    public ClientInfo(InitializeParams said)
    {
        var workspace = said.Capabilities?.Workspace;
        var document = said.Capabilities?.TextDocument;
        var window = said.Capabilities?.Window;
        Language = Language.Of(said.Locale);
        HasMarkdownFeatures = said.InitializationOptions?.MarkdownLanguageFeatures == true;
        WantsSeries = said.InitializationOptions?.SeriesNotifications == true;
        Commands = [.. said.InitializationOptions?.Commands ?? []];
        AppliesEdits = workspace?.ApplyEdit == true;
        TakesDocumentChanges = workspace?.WorkspaceEdit?.DocumentChanges == true;
        TakesEditMetadata = workspace?.WorkspaceEdit?.MetadataSupport == true;
        CreatesFiles = workspace?.WorkspaceEdit?.ResourceOperations?.Contains("create") == true;
        RenamesFiles = workspace?.WorkspaceEdit?.ResourceOperations?.Contains("rename") == true;
        HasConfiguration = workspace?.Configuration == true;
        WatchesFiles = workspace?.DidChangeWatchedFiles?.DynamicRegistration == true;
        WatchesRelativePatterns = workspace?.DidChangeWatchedFiles?.RelativePatternSupport == true;
        AsksForContents = workspace?.TextDocumentContent is not null;
        RegistersSynchronization = document?.Synchronization?.IsSupported == true;
        RegistersConfiguration = workspace?.DidChangeConfiguration?.IsSupported == true;
        ReadsMarkdown = document?.Hover?.ContentFormat?.Contains("markdown") == true;
        ReadsMarkdownInCompletion = document?.Completion?.CompletionItem?.DocumentationFormat?.Contains("markdown") == true;
        TakesCommitCharacters = document?.Completion?.CompletionItem?.CommitCharactersSupport == true;
        InsertsSnippets = document?.Completion?.CompletionItem?.SnippetSupport == true;
        TakesDefinitionLinks = document?.Definition?.LinkSupport == true;
        NestsSymbols = document?.DocumentSymbol?.HierarchicalDocumentSymbolSupport == true;
        TakesCodeActions = document?.CodeAction?.CodeActionLiteralSupport is not null;
        PrefersActions = document?.CodeAction?.IsPreferredSupport == true;
        TakesVersions = document?.PublishDiagnostics?.VersionSupport == true;
        TakesRelated = document?.PublishDiagnostics?.RelatedInformation == true;
        TakesTags = document?.PublishDiagnostics?.TagSupport is not null;
        TakesCodeDescriptions = document?.PublishDiagnostics?.CodeDescriptionSupport == true;
        ShowsProgress = window?.WorkDoneProgress == true;
        ShowsDocuments = window?.ShowDocument?.Support == true;
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
