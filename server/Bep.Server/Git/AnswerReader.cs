using System.Text;

namespace Bep.Server.Git;

/// <summary>Reads lines and contents of a known length, by turns, from what a command answers.</summary>
/// <param name="answer">What it writes.</param>
sealed class AnswerReader(Stream answer)
{
    // As much as a pipe holds. A line is not longer: the longest names an object by a path.
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _to;

    /// <summary>The next line, without its end; null where the answer has ended before it.</summary>
    /// <exception cref="GitException">The line goes on and on.</exception>
    public async ValueTask<string?> LineAsync(CancellationToken cancel)
    {
        var seen = 0;
        int end;
        while ((end = _buffer.AsSpan((_from + seen).._to).IndexOf((byte)'\n')) < 0)
        {
            seen = _to - _from;
            if (!await FillAsync(cancel).ConfigureAwait(false))
                return null;
        }
        var line = Encoding.UTF8.GetString(_buffer, _from, seen + end);
        _from += seen + end + 1;
        return line;
    }

    /// <summary>The next <paramref name="length"/> bytes and the line end after them; null where the answer has ended before that.</summary>
    public async ValueTask<byte[]?> ContentAsync(int length, CancellationToken cancel)
    {
        var content = new byte[length];
        var known = Math.Min(length, _to - _from);
        _buffer.AsSpan(_from, known).CopyTo(content);
        _from += known;
        if (
            length > known
            && await answer
                .ReadAtLeastAsync(content.AsMemory(known), length - known, throwOnEndOfStream: false, cancel)
                .ConfigureAwait(false)
                < length - known
        )
            return null;
        if (_from == _to && !await FillAsync(cancel).ConfigureAwait(false))
            return null;
        _from++;
        return content;
    }

    /// <summary>All that is left of the answer, or its first <paramref name="most"/> bytes and word that there are more.</summary>
    public async Task<(byte[] Bytes, bool IsCut)> UpToAsync(int most, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        do
        {
            bytes.Write(_buffer, _from, Math.Min(_to - _from, most - (int)bytes.Length));
            if (bytes.Length == most)
                return (bytes.ToArray(), true);
            _from = _to;
        } while (await FillAsync(cancel).ConfigureAwait(false));
        return (bytes.ToArray(), false);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        _buffer.AsSpan(_from.._to).CopyTo(_buffer);
        (_from, _to) = (0, _to - _from);
        if (_to == _buffer.Length)
            throw new GitException($"git answered with a line without end");
        var read = await answer.ReadAsync(_buffer.AsMemory(_to), cancel).ConfigureAwait(false);
        _to += read;
        return read > 0;
    }
}
