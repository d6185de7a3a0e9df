namespace Bep.Server.Protocol;

/// <summary>The id of a JSON-RPC request, a number or a string, kept as the JSON it was sent as, so that it is echoed exactly.</summary>
readonly record struct RequestId(string Json)
{
    public override string ToString() => Json;
}
