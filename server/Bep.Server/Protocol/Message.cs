using System.Text;
using System.Text.Json;

namespace Bep.Server.Protocol;

/// <summary>
/// One JSON-RPC message with its outer members taken apart; what lies inside `params`, `result` and `error` stays unread bytes until
/// the one who knows its type reads it.
/// </summary>
/// <param name="Id">Absent in notifications.</param>
/// <param name="Method">Absent in responses.</param>
/// <param name="Params">The JSON of `params`; empty if absent.</param>
/// <param name="Result">The JSON of `result`; empty if absent.</param>
/// <param name="Error">The JSON of `error`; empty if absent.</param>
sealed record Message(RequestId? Id, string? Method, ReadOnlyMemory<byte> Params, ReadOnlyMemory<byte> Result, ReadOnlyMemory<byte> Error)
{
    /// <exception cref="JsonException">The bytes are not JSON, or JSON but no message.</exception>
    public static Message Parse(byte[] body)
    {
        LoneSurrogates.Replace(body);
        var reader = new Utf8JsonReader(body);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A message is a JSON object.");

        RequestId? id = null;
        string? method = null;
        ReadOnlyMemory<byte> parameters = default,
            result = default,
            error = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
                id = IdOf(Value(ref reader, body));
            else if (reader.ValueTextEquals("method"u8))
                method = MethodOf(ref reader);
            else if (reader.ValueTextEquals("params"u8))
                parameters = Value(ref reader, body);
            else if (reader.ValueTextEquals("result"u8))
                result = Value(ref reader, body);
            else if (reader.ValueTextEquals("error"u8))
                error = Value(ref reader, body);
            else
                reader.Skip();
        }
        // Reading on past the closing brace makes the reader throw if anything but white space follows.
        reader.Read();
        return new Message(id, method, parameters, result, error);
    }

    /// <summary>True if <paramref name="json"/>, an object, has at this path of names the value true, or an object that says how.</summary>
    public static bool Says(ReadOnlySpan<byte> json, params ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        foreach (var name in path)
        {
            if (!Enter(ref reader, name))
                return false;
        }
        return reader.TokenType is JsonTokenType.True or JsonTokenType.StartObject;

        static bool Enter(ref Utf8JsonReader reader, string name)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isFound = reader.ValueTextEquals(name);
                reader.Read();
                if (isFound)
                    return true;
                reader.Skip();
            }
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Value(ref Utf8JsonReader reader, byte[] body)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body.AsMemory(start..(int)reader.BytesConsumed);
    }

    private static RequestId? IdOf(ReadOnlyMemory<byte> json) =>
        json.Span[0] switch
        {
            (byte)'n' => null,
            (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9') => new RequestId(Encoding.UTF8.GetString(json.Span)),
            _ => throw new JsonException("An id is a number or a string."),
        };

    private static string? MethodOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("A method is a string.");
    }
}
