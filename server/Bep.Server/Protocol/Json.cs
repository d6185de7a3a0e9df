using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bep.Server.Protocol;

/// <summary>
/// Reads and writes the protocol's records with code made at build time: nothing is looked up by reflection, so that trimming keeps
/// what is needed and the first message is fast.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, NumberHandling = JsonNumberHandling.Strict, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(ApplyEditParams))]
[JsonSerializable(typeof(ApplyEditResult))]
[JsonSerializable(typeof(CancelParams))]
[JsonSerializable(typeof(CodeAction[]))]
[JsonSerializable(typeof(CodeActionParams))]
[JsonSerializable(typeof(CompletionList))]
[JsonSerializable(typeof(ConfigurationParams))]
[JsonSerializable(typeof(ConnectionsResult))]
[JsonSerializable(typeof(DidChangeConfigurationParams))]
[JsonSerializable(typeof(DidChangeFoldersParams))]
[JsonSerializable(typeof(DidChangeParams))]
[JsonSerializable(typeof(DidChangeWatchedFilesParams))]
[JsonSerializable(typeof(DidOpenParams))]
[JsonSerializable(typeof(ExecuteCommandParams))]
[JsonSerializable(typeof(InitializeParams))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Location[]))]
[JsonSerializable(typeof(LogMessageParams))]
[JsonSerializable(typeof(LspCompletionItem))]
[JsonSerializable(typeof(LspDocumentLink[]))]
[JsonSerializable(typeof(LspHover))]
[JsonSerializable(typeof(NewProposalArgument))]
[JsonSerializable(typeof(NewProposalResult))]
[JsonSerializable(typeof(PrepareRenameResult))]
[JsonSerializable(typeof(ProgressCreateParams))]
[JsonSerializable(typeof(ProgressParams))]
[JsonSerializable(typeof(ProposalsChangedParams))]
[JsonSerializable(typeof(ProposalsParams))]
[JsonSerializable(typeof(ProposalsResult))]
[JsonSerializable(typeof(PublishDiagnosticsParams))]
[JsonSerializable(typeof(ReferenceParams))]
[JsonSerializable(typeof(RegistrationParams))]
[JsonSerializable(typeof(RelativePattern))]
[JsonSerializable(typeof(RenameParams))]
[JsonSerializable(typeof(ResponseError))]
[JsonSerializable(typeof(SeriesParams))]
[JsonSerializable(typeof(ShowDocumentParams))]
[JsonSerializable(typeof(ShowDocumentResult))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(LspSymbol[]))]
[JsonSerializable(typeof(Target[]))]
[JsonSerializable(typeof(TextDocumentParams))]
[JsonSerializable(typeof(TextDocumentPositionParams))]
[JsonSerializable(typeof(UnregistrationParams))]
[JsonSerializable(typeof(WorkspaceEdit))]
[JsonSerializable(typeof(WorkspaceSymbolParams))]
sealed partial class Json : JsonSerializerContext;
