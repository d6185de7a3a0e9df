using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bep.Server.Protocol;

/// <summary>
/// The writing side of the connection: every message goes through one queue to one thread, so that nobody who sends ever waits for a
/// client that does not read. It also remembers the requests made of the client until they are answered.
/// </summary>
sealed class Connection : IDisposable
{
    private readonly Mailbox<ReadOnlyMemory<byte>> _queue = new();
    private readonly ConcurrentDictionary<RequestId, TaskCompletionSource<Message>> _asked = new();
    private readonly Thread _writer;
    private int _lastAsked;

    public Connection(Stream output)
    {
        _writer = Safely.Start("writer", () => Write(output));
    }

    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> type) =>
        Send(Made($"{{\"jsonrpc\":\"2.0\",\"method\":\"{method}\",\"params\":", parameters, type));

    /// <summary>The answer to a request, ready for <see cref="Send"/>.</summary>
    public static ReadOnlyMemory<byte> Response<T>(RequestId id, T? result, JsonTypeInfo<T> type) =>
        Made($"{{\"jsonrpc\":\"2.0\",\"id\":{id.Json},\"result\":", result, type);

    /// <summary>An error as the answer to a request, ready for <see cref="Send"/>; the id is null where it could not be read.</summary>
    public static ReadOnlyMemory<byte> Failure(RequestId? id, int code, string message) =>
        Made($"{{\"jsonrpc\":\"2.0\",\"id\":{id?.Json ?? "null"},\"error\":", new ResponseError(code, message), Json.Default.ResponseError);

    /// <summary>Answers with JSON that is at hand: on the way to the first answer, even a JSON writer costs milliseconds.</summary>
    public void RespondWith(RequestId id, ReadOnlySpan<byte> result)
    {
        var frame = new Frame();
        frame.WriteText($"{{\"jsonrpc\":\"2.0\",\"id\":{id.Json},\"result\":");
        frame.Write(result);
        Send(frame.Close());
    }

    /// <summary>Answers with an error.</summary>
    public void Fail(RequestId? id, int code, string message) => Send(Failure(id, code, message));

    /// <summary>Writes to the client's log (LSP 3.17 `window/logMessage`).</summary>
    public void Log(MessageType type, string message) =>
        Notify("window/logMessage", new LogMessageParams(type, message), Json.Default.LogMessageParams);

    /// <summary>Asks the client.</summary>
    /// <exception cref="RequestException">The client answered with an error.</exception>
    public async Task<ReadOnlyMemory<byte>> SendRequestAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var id = new RequestId($"\"bep-{Interlocked.Increment(ref _lastAsked)}\"");
        var answered = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answered;
        Send(Made($"{{\"jsonrpc\":\"2.0\",\"id\":{id.Json},\"method\":\"{method}\",\"params\":", parameters, type));
        using var cancelling = cancel.Register(() =>
        {
            if (!_asked.TryRemove(id, out var _))
                return;
            Notify("$/cancelRequest", new(JsonSerializer.Deserialize(id.Json, Json.Default.JsonElement)), Json.Default.CancelParams);
            answered.SetCanceled(cancel);
        });
        var answer = await answered.Task.ConfigureAwait(false);
        if (answer.Error.IsEmpty)
            return answer.Result;
        var error = JsonSerializer.Deserialize(answer.Error.Span, Json.Default.ResponseError);
        throw new RequestException(error?.Code ?? ErrorCode.InternalError, $"{method}: {error?.Message}");
    }

    /// <summary>
    /// Asks the client for something that we can do without: what it answers, nothing where it refuses, which is then in its log.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>> AskOrLogAsync<T>(string method, T parameters, JsonTypeInfo<T> type)
    {
        try
        {
            return await SendRequestAsync(method, parameters, type, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RequestException e)
        {
            Log(MessageType.Warning, e.Message);
            return default;
        }
    }

    /// <summary>Likewise, where nobody waits for the answer.</summary>
    public void AskAndGoOn<T>(string method, T parameters, JsonTypeInfo<T> type) =>
        Safely.Forget(method, AskOrLogAsync(method, parameters, type));

    /// <summary>Takes an answer of the client to the one who asked; answers to nothing are dropped.</summary>
    public void Answered(Message response)
    {
        if (response.Id is { } id && _asked.TryRemove(id, out var asked))
            asked.SetResult(response);
    }

    /// <summary>Sends what is waiting, unless the client has stopped reading.</summary>
    public void Dispose()
    {
        _queue.Close();
        _writer.Join(TimeSpan.FromSeconds(1));
    }

    /// <summary>Korean and Markdown go out as they are; the reader is a JSON parser, not a browser.</summary>
    private static JsonWriterOptions Writing => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static ReadOnlyMemory<byte> Made<T>(string head, T? value, JsonTypeInfo<T> type)
    {
        var frame = new Frame();
        frame.WriteText(head);
        if (value is null)
        {
            frame.Write("null"u8);
        }
        else
        {
            using var json = new Utf8JsonWriter(frame.Buffer, Writing);
            JsonSerializer.Serialize(json, value, type);
        }
        return frame.Close();
    }

    /// <summary>Sends a message that has been made. When the connection has ended, whoever still works has nobody to tell.</summary>
    public void Send(ReadOnlyMemory<byte> message) => _queue.Add(message);

    private void Write(Stream output)
    {
        try
        {
            while (_queue.TryTake(out var frame))
            {
                output.Write(frame.Span);
                output.Flush();
            }
        }
        catch (IOException)
        {
            // The client is gone: standard input ends as well, and with it the server.
        }
        finally
        {
            // What nobody writes need not be kept.
            _queue.Close();
        }
    }

    /// <summary>A message being written, with room left at the front for its header, so that both go out in one write.</summary>
    private readonly struct Frame
    {
        const int HeaderRoom = 32;

        public Frame() => Buffer.Write(stackalloc byte[HeaderRoom]);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public void Write(ReadOnlySpan<byte> bytes) => Buffer.Write(bytes);

        public void WriteText(string text) => Encoding.UTF8.GetBytes(text, Buffer);

        public ReadOnlyMemory<byte> Close()
        {
            Write("}"u8);
            MemoryMarshal.TryGetArray(Buffer.WrittenMemory, out var written);
            Span<byte> header = stackalloc byte[HeaderRoom];
            "Content-Length: "u8.CopyTo(header);
            Utf8Formatter.TryFormat(written.Count - HeaderRoom, header[16..], out var digits);
            "\r\n\r\n"u8.CopyTo(header[(16 + digits)..]);
            var length = 16 + digits + 4;
            header[..length].CopyTo(written.AsSpan(HeaderRoom - length));
            return written.AsMemory(HeaderRoom - length);
        }
    }
}
