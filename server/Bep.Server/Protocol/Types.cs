// The parts of LSP 3.17's vocabulary that this server speaks, as the records that JSON is read into and written from.
// Members are named after the specification, which also says what they mean; null members are left out when written.
// A type begins with Lsp where the middle has one of its name.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bep.Server.Protocol;

// Base protocol

sealed record ResponseError(int Code, string Message);

sealed record CancelParams(JsonElement Id);

// Places

readonly record struct Position(int Line, int Character);

readonly record struct Range(Position Start, Position End);

sealed record Location(string Uri, Range Range);

/// <summary>A `Location`, or for clients that take it a `LocationLink`: the one has the first two members, the other the rest.</summary>
sealed record LocationOrLink(
    string? Uri = null,
    Range? Range = null,
    Range? OriginSelectionRange = null,
    string? TargetUri = null,
    Range? TargetRange = null,
    Range? TargetSelectionRange = null
);

sealed record TextDocumentIdentifier(string Uri);

/// <summary>
/// The parameters of a request that is about one document, and sees no text of any other one that is newer than what is known of it.
/// </summary>
interface IDocumentParams
{
    /// <summary>The document's address; null for none.</summary>
    string? DocumentUri { get; }
}

sealed record TextDocumentPositionParams(TextDocumentIdentifier TextDocument, Position Position) : IDocumentParams
{
    string? IDocumentParams.DocumentUri => TextDocument.Uri;
}

sealed record CompletionParams(TextDocumentIdentifier TextDocument, Position Position, CompletionContext? Context = null) : IDocumentParams
{
    string? IDocumentParams.DocumentUri => TextDocument.Uri;
}

/// <param name="TriggerCharacter">The character whose typing asks; null where an author or a letter does.</param>
sealed record CompletionContext(string? TriggerCharacter = null);

sealed record TextDocumentParams(TextDocumentIdentifier TextDocument) : IDocumentParams
{
    string? IDocumentParams.DocumentUri => TextDocument.Uri;
}

// Documents

sealed record TextDocumentItem(string Uri, int Version, string Text);

sealed record DidOpenParams(TextDocumentItem TextDocument);

sealed record VersionedTextDocumentIdentifier(string Uri, int Version);

sealed record DidChangeParams(VersionedTextDocumentIdentifier TextDocument, ContentChange[] ContentChanges);

sealed record ContentChange(string Text, Range? Range = null);

// Workspace

sealed record WorkspaceFolder(string Uri);

sealed record DidChangeFoldersParams(FoldersChange Event);

sealed record FoldersChange(WorkspaceFolder[] Added, WorkspaceFolder[] Removed);

sealed record DidChangeWatchedFilesParams(FileEvent[] Changes);

/// <param name="Uri">The file.</param>
/// <param name="Type">1 created, 2 changed, 3 deleted.</param>
sealed record FileEvent(string Uri, int Type);

sealed record DidChangeConfigurationParams(JsonElement Settings);

sealed record ConfigurationParams(ConfigurationItem[] Items);

sealed record ConfigurationItem(string Section);

sealed record RegistrationParams(Registration[] Registrations);

sealed record Registration(string Id, string Method, RegistrationOptions? RegisterOptions = null);

sealed record UnregistrationParams([property: JsonPropertyName("unregisterations")] Unregistration[] Unregistrations);

sealed record Unregistration(string Id, string Method);

/// <summary>What a registration is about: files to watch, or documents to be asked about.</summary>
sealed record RegistrationOptions(FileWatcher[]? Watchers = null, DocumentFilter[]? DocumentSelector = null, int? SyncKind = null);

sealed record DocumentFilter(string Scheme, string Pattern);

/// <param name="GlobPattern">A string, or a <see cref="RelativePattern"/>.</param>
sealed record FileWatcher(JsonElement GlobPattern);

sealed record RelativePattern(string BaseUri, string Pattern);

sealed record ApplyEditParams(string Label, WorkspaceEdit Edit, EditMetadata? Metadata = null);

/// <param name="IsRefactoring">The editor treats all the files as one: an author who wants it has them saved.</param>
sealed record EditMetadata(bool IsRefactoring);

sealed record ApplyEditResult(bool Applied, string? FailureReason = null);

sealed record WorkspaceSymbolParams(string Query);

sealed record TextDocumentContentParams(string Uri);

sealed record TextDocumentContentResult(string Text);

sealed record ExecuteCommandParams(string Command, JsonElement[]? Arguments = null);

/// <summary>The argument of our commands; each reads what it needs.</summary>
/// <param name="Title">A new document's.</param>
/// <param name="Series">The series' folder; may be left out where there is but one.</param>
/// <param name="Uri">The document that is meant.</param>
/// <param name="Number">A proposal's new number, as `1055` or `BEP-1055`.</param>
/// <param name="Status">A proposal's new status.</param>
/// <param name="Version">The version that the status asks for.</param>
/// <param name="Successor">The number of the proposal that takes this one's place.</param>
/// <param name="Reason">Why the status changes.</param>
/// <param name="Rule">The rule that found something.</param>
/// <param name="Way">How all that it finds is fixed; see `bep/waysToFix`.</param>
/// <param name="Line">Where in the document that is, from 0; a string, as a client's command gets it.</param>
/// <param name="Character">Where in the line.</param>
/// <param name="Where">Where it is to be ignored: `block`, `file` or `series`.</param>
/// <param name="Uris">The documents, where a command takes several at once.</param>
/// <param name="Preset">What a series is started from.</param>
sealed record CommandArgument(
    string? Title = null,
    string? Series = null,
    string? Uri = null,
    string? Number = null,
    string? Status = null,
    string? Version = null,
    string? Successor = null,
    string? Reason = null,
    string? Rule = null,
    string? Way = null,
    string? Line = null,
    string? Character = null,
    string? Where = null,
    string[]? Uris = null,
    string? Preset = null
);

/// <summary>What our commands return.</summary>
/// <param name="Uri">The file to look at next.</param>
/// <param name="Number">The number of the proposal in question, as it is read: `BEP-1020`; empty where there is none.</param>
sealed record CommandResult(string Uri, string Number);

// Edits

sealed record LspTextEdit(Range Range, string NewText);

/// <summary>Has either member, as the client can take them.</summary>
sealed record WorkspaceEdit(Dictionary<string, LspTextEdit[]>? Changes = null, DocumentChange[]? DocumentChanges = null);

/// <summary>A `TextDocumentEdit`, a `CreateFile` or a `RenameFile`, by the members it has.</summary>
sealed record DocumentChange(
    string? Kind = null,
    OptionalVersionedTextDocumentIdentifier? TextDocument = null,
    LspTextEdit[]? Edits = null,
    string? Uri = null,
    string? OldUri = null,
    string? NewUri = null
);

/// <param name="Uri">The document.</param>
/// <param name="Version">Null, and written so, where it is not open.</param>
sealed record OptionalVersionedTextDocumentIdentifier(
    string Uri,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Version
);

// Language features

sealed record CompletionList(bool IsIncomplete, LspCompletionItem[] Items);

/// <summary>An item as it goes out, and as it comes back to be resolved.</summary>
sealed record LspCompletionItem(
    string Label,
    int? Kind = null,
    string? Detail = null,
    MarkupContent? Documentation = null,
    string? SortText = null,
    string? FilterText = null,
    int? InsertTextFormat = null,
    LspTextEdit? TextEdit = null,
    CompletionData? Data = null,
    string[]? CommitCharacters = null
) : IDocumentParams
{
    string? IDocumentParams.DocumentUri => Data?.Uri;
}

/// <summary>What `completionItem/resolve` needs to know of an item.</summary>
/// <param name="Uri">The document it was offered in.</param>
/// <param name="Number">The proposal.</param>
sealed record CompletionData(string Uri, int Number);

sealed record MarkupContent(string Kind, string Value);

sealed record LspHover(MarkupContent Contents, Range Range);

sealed record ReferenceParams(
    TextDocumentIdentifier TextDocument,
    Position Position,
    ReferenceContext Context,
    JsonElement? WorkDoneToken = null,
    JsonElement? PartialResultToken = null
);

/// <summary>
/// A part of the answer to `textDocument/references`, as the value of `$/progress`. The token is the client's: text or a number.
/// </summary>
sealed record PartialLocationsParams(JsonElement Token, Location[] Value);

/// <summary>`$/progress` of a request to which the client gave a token.</summary>
sealed record WorkDoneProgressParams(JsonElement Token, ProgressValue Value);

sealed record ReferenceContext(bool IncludeDeclaration);

sealed record RangeParams(TextDocumentIdentifier TextDocument, Range Range) : IDocumentParams
{
    string? IDocumentParams.DocumentUri => TextDocument.Uri;
}

/// <param name="Range">The place.</param>
/// <param name="Kind">1 text, 2 read, 3 write.</param>
sealed record DocumentHighlight(Range Range, int Kind);

sealed record FoldingRange(int StartLine, int EndLine, string? Kind);

sealed record SelectionRangeParams(TextDocumentIdentifier TextDocument, Position[] Positions) : IDocumentParams
{
    string? IDocumentParams.DocumentUri => TextDocument.Uri;
}

sealed record LspSelectionRange(Range Range, LspSelectionRange? Parent);

/// <summary>A `CallHierarchyItem` and a `TypeHierarchyItem`; `data` is the proposal's number, where it has one.</summary>
sealed record HierarchyItem(string Name, int Kind, string? Detail, string Uri, Range Range, Range SelectionRange, int? Data);

sealed record HierarchyParams(HierarchyItem Item);

sealed record IncomingCall(HierarchyItem From, Range[] FromRanges);

sealed record OutgoingCall(HierarchyItem To, Range[] FromRanges);

sealed record SemanticTokens(int[] Data);

sealed record LspCodeLens(Range Range, LspCommand Command);

sealed record LspInlayHint(Position Position, string Label, string? Tooltip, bool PaddingLeft);

sealed record RenameFilesParams(FileRename[] Files);

sealed record FileRename(string OldUri, string NewUri);

sealed record DeleteFilesParams(FileDelete[] Files);

sealed record FileDelete(string Uri);

sealed record RenameParams(TextDocumentIdentifier TextDocument, Position Position, string NewName);

sealed record PrepareRenameResult(Range Range, string Placeholder);

sealed record LspDocumentLink(Range Range, string Target, string? Tooltip = null);

/// <summary>A `DocumentSymbol`, or for clients without a hierarchy (and for the workspace) a `SymbolInformation`.</summary>
sealed record LspSymbol(
    string Name,
    int Kind,
    string? Detail = null,
    Range? Range = null,
    Range? SelectionRange = null,
    LspSymbol[]? Children = null,
    Location? Location = null,
    string? ContainerName = null
);

sealed record CodeActionParams(TextDocumentIdentifier TextDocument, Range Range, CodeActionContext? Context = null);

/// <param name="Only">The kinds that are wanted; null for all.</param>
/// <param name="TriggerKind">1 where the author asked, 2 where the editor did by itself.</param>
sealed record CodeActionContext(string[]? Only = null, int? TriggerKind = null);

sealed record CodeAction(
    string Title,
    string Kind,
    Diagnostic[]? Diagnostics,
    bool? IsPreferred,
    WorkspaceEdit? Edit,
    LspCommand? Command = null
);

sealed record LspCommand(string Title, string Command, Dictionary<string, string>[] Arguments);

// Diagnostics

sealed record PublishDiagnosticsParams(string Uri, int? Version, Diagnostic[] Diagnostics);

sealed record Diagnostic(
    Range Range,
    int Severity,
    string Code,
    string Source,
    string Message,
    CodeDescription? CodeDescription = null,
    int[]? Tags = null,
    RelatedInformation[]? RelatedInformation = null
)
{
    /// <summary>By value, the arrays included: what a client has is not sent again.</summary>
    public bool Equals(Diagnostic? other) =>
        other is not null
        && Range == other.Range
        && Severity == other.Severity
        && Code == other.Code
        && Message == other.Message
        && CodeDescription == other.CodeDescription
        && Tags.AsSpan().SequenceEqual(other.Tags)
        && RelatedInformation.AsSpan().SequenceEqual(other.RelatedInformation);

    public override int GetHashCode() => HashCode.Combine(Range, Code, Message);
}

sealed record CodeDescription(string Href);

sealed record RelatedInformation(Location Location, string Message);

// Window

enum MessageType
{
    Error = 1,
    Warning = 2,
    Info = 3,
    Log = 4,
}

sealed record LogMessageParams(MessageType Type, string Message);

sealed record ShowDocumentParams(string Uri, bool TakeFocus, Range? Selection);

sealed record ShowDocumentResult(bool Success);

sealed record ProgressCreateParams(string Token);

sealed record ProgressParams(string Token, ProgressValue Value);

sealed record ProgressValue(string Kind, string? Title = null, string? Message = null, int? Percentage = null);
