using System.Buffers.Text;
using System.Text;

namespace Bep.Server.Protocol;

/// <summary>
/// Cuts a byte stream into messages by their `Content-Length` headers (LSP 3.17, "Base Protocol").
/// What is no message is skipped up to the next header and reported once: JSON cannot contain a raw line break followed by a header,
/// so the next header found is a real one.
/// Memory grows with the bytes that arrive, never with the length that is announced.
/// </summary>
/// <param name="input">Read by this object alone.</param>
/// <param name="report">Told in a sentence what was skipped and why.</param>
sealed class MessageReader(Stream input, Action<string> report)
{
    /// <summary>The longest message that is accepted, in bytes: five hundred times the longest real document.</summary>
    public const int LongestMessage = 64 << 20;

    private const int LongestHeaderLine = 8 << 10;
    private const int KeptBuffer = 1 << 20;

    private byte[] _buffer = new byte[16 << 10];
    private int _start,
        _end;
    private long _skipped;
    private long _toSkip = LongestMessage;
    private bool _reported;

    /// <returns>The body of the next message; null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">So much came that is no message that nothing good is to be expected.</exception>
    public byte[]? Read()
    {
        while (ReadHeader() is { } length)
        {
            if (length > LongestMessage)
            {
                // If it really comes, it goes by; if it does not, the next header is found.
                _toSkip = LongestMessage + Math.Min(length, int.MaxValue);
                Skipped(0, $"A message of {length} bytes was announced; the longest that is accepted has {LongestMessage}.");
                continue;
            }
            if (length > 0 && !Ensure(1))
                return null;
            if (length > 0 && _buffer[_start] is not ((byte)'{' or (byte)'[' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                Skipped(0, "A message was announced, and something that is no JSON object followed.");
                continue;
            }
            if (!Ensure((int)length))
                return null;

            var body = _buffer.AsSpan(_start, (int)length).ToArray();
            _start += (int)length;
            _skipped = 0;
            _toSkip = LongestMessage;
            _reported = false;
            if (_start == _end && _buffer.Length > KeptBuffer)
                (_buffer, _start, _end) = (new byte[16 << 10], 0, 0);
            return body;
        }
        return null;
    }

    /// <returns>The announced length; null at the end of the stream.</returns>
    private long? ReadHeader()
    {
        long? length = null;
        while (ReadLine() is (var from, var to))
        {
            var text = _buffer.AsSpan(from..to);
            if (text.IsEmpty)
            {
                if (length is not null)
                    return length;
                continue;
            }
            if (LengthIn(text) is { } announced)
            {
                length = announced;
                continue;
            }
            if (text.StartsWith("Content-"u8))
                continue;
            length = null;
            Skipped(text.Length, "Something that is no message was sent; it is skipped up to the next header.");
        }
        return null;
    }

    /// <summary>A header may stand after bytes that belong to nothing: what matters is how the line ends.</summary>
    private static long? LengthIn(ReadOnlySpan<byte> line)
    {
        var name = "Content-Length:"u8;
        var at = line.LastIndexOf(name);
        if (at < 0)
            at = Encoding.Latin1.GetString(line).LastIndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var value = line[(at + name.Length)..].Trim((byte)' ');
        return Utf8Parser.TryParse(value, out long length, out var used) && used == value.Length && length >= 0 ? length : null;
    }

    /// <returns>The next line without its end; null at the end of the stream.</returns>
    private (int From, int To)? ReadLine()
    {
        for (var searched = 0; ; )
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var from = _start;
                var to = _start + searched + found;
                _start = to + 1;
                if (to > from && _buffer[to - 1] == '\r')
                    to--;
                return (from, to);
            }
            searched = _end - _start;
            if (searched > LongestHeaderLine)
            {
                // Keep the last bytes: a header may have begun there.
                var dropped = searched - 64;
                _start += dropped;
                searched = 64;
                Skipped(dropped, "Something that is no message was sent; it is skipped up to the next header.");
            }
            if (!Fill())
                return null;
        }
    }

    private bool Ensure(int count)
    {
        while (_end - _start < count)
        {
            if (!Fill())
                return false;
        }
        return true;
    }

    /// <summary>Reads what there is, at least one byte; false at the end of the stream.</summary>
    private bool Fill()
    {
        if (_end == _buffer.Length)
        {
            if (_start > _buffer.Length / 2)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            else
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }
        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private void Skipped(int bytes, string reason)
    {
        if (!_reported)
            report(reason);
        _reported = true;
        _skipped += bytes;
        if (_skipped > _toSkip)
            throw new InvalidDataException($"{_skipped} bytes came that are no message.");
    }
}
