using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bep.Server.Protocol;

/// <summary>
/// Reads and writes the protocol's records with code made at build time: nothing is looked up by reflection, so that trimming keeps
/// what is needed and the first message is fast.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false
)]
[JsonSerializable(typeof(ApplyEditParams))]
[JsonSerializable(typeof(ApplyEditResult))]
[JsonSerializable(typeof(CancelParams))]
[JsonSerializable(typeof(ChangeTitleResult))]
[JsonSerializable(typeof(CodeAction[]))]
[JsonSerializable(typeof(CodeActionParams))]
[JsonSerializable(typeof(CommandArgument))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(CompletionList))]
[JsonSerializable(typeof(CompletionParams))]
[JsonSerializable(typeof(ConfigurationParams))]
[JsonSerializable(typeof(ConnectionsResult))]
[JsonSerializable(typeof(ConventionFactInfo[]))]
[JsonSerializable(typeof(DeleteFilesParams))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(DidChangeConfigurationParams))]
[JsonSerializable(typeof(DidChangeFoldersParams))]
[JsonSerializable(typeof(DidChangeParams))]
[JsonSerializable(typeof(DidChangeWatchedFilesParams))]
[JsonSerializable(typeof(DidOpenParams))]
[JsonSerializable(typeof(DocumentHighlight[]))]
[JsonSerializable(typeof(ExecuteCommandParams))]
[JsonSerializable(typeof(FoldingRange[]))]
[JsonSerializable(typeof(HierarchyItem[]))]
[JsonSerializable(typeof(HierarchyParams))]
[JsonSerializable(typeof(IncomingCall[]))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Location[]))]
[JsonSerializable(typeof(LogMessageParams))]
[JsonSerializable(typeof(LspCodeLens[]))]
[JsonSerializable(typeof(LspCompletionItem))]
[JsonSerializable(typeof(LspDocumentLink[]))]
[JsonSerializable(typeof(LspHover))]
[JsonSerializable(typeof(LspInlayHint[]))]
[JsonSerializable(typeof(LspSelectionRange[]))]
[JsonSerializable(typeof(OutgoingCall[]))]
[JsonSerializable(typeof(PrepareRenameResult))]
[JsonSerializable(typeof(PartialLocationsParams))]
[JsonSerializable(typeof(ProgressCreateParams))]
[JsonSerializable(typeof(ProgressParams))]
[JsonSerializable(typeof(ProposalHistoryInfo[]))]
[JsonSerializable(typeof(ProposalsChangedParams))]
[JsonSerializable(typeof(ProposalsParams))]
[JsonSerializable(typeof(ProposalsResult))]
[JsonSerializable(typeof(PublishDiagnosticsParams))]
[JsonSerializable(typeof(RangeParams))]
[JsonSerializable(typeof(ReferenceParams))]
[JsonSerializable(typeof(RegistrationParams))]
[JsonSerializable(typeof(RelativePattern))]
[JsonSerializable(typeof(RenameFilesParams))]
[JsonSerializable(typeof(RenameParams))]
[JsonSerializable(typeof(ReservationInfo))]
[JsonSerializable(typeof(ReservationParams))]
[JsonSerializable(typeof(ResponseError))]
[JsonSerializable(typeof(SelectionRangeParams))]
[JsonSerializable(typeof(SemanticTokens))]
[JsonSerializable(typeof(SeriesParams))]
[JsonSerializable(typeof(ShowDocumentParams))]
[JsonSerializable(typeof(ShowDocumentResult))]
[JsonSerializable(typeof(StepInfo[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(LspSymbol[]))]
[JsonSerializable(typeof(LocationOrLink[]))]
[JsonSerializable(typeof(TextDocumentParams))]
[JsonSerializable(typeof(TextDocumentPositionParams))]
[JsonSerializable(typeof(UnregistrationParams))]
[JsonSerializable(typeof(WorkspaceEdit))]
[JsonSerializable(typeof(WorkDoneProgressParams))]
[JsonSerializable(typeof(WorkspaceSymbolParams))]
[JsonSerializable(typeof(TextDocumentContentParams))]
[JsonSerializable(typeof(TextDocumentContentResult))]
sealed partial class Json : JsonSerializerContext;
