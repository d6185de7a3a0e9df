using Bep.Analysis.Text;

namespace Bep.Server.Protocol;

/// <summary>The error codes of JSON-RPC 2.0 and LSP 3.17 ("Response Message") that this server answers with.</summary>
static class ErrorCode
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int ServerNotInitialized = -32002;
    public const int ContentModified = -32801;
    public const int RequestFailed = -32803;
    public const int RequestCancelled = -32800;
}

/// <summary>Ends a request with an error whose message its author is meant to read.</summary>
sealed class RequestException(int code, LocalizableString reason) : Exception(reason.ToString())
{
    public int Code => code;

    /// <summary>What the author reads, in the client's language.</summary>
    public LocalizableString Reason => reason;
}
