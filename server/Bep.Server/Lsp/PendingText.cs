namespace Bep.Server.Lsp;

/// <summary>
/// A file that is being read off the loop: a text that was typed and is still to be parsed, or one that was closed, of which the disk's
/// holds again. Of one file one text is read at a time, in order. A text that is overtaken before its turn is not read at all, unless a
/// request that came in between is to see it.
/// </summary>
sealed class PendingText
{
    // The newest text is wanted by the series itself.
    private int _wanted = 1;

    /// <param name="path">The file, absolute.</param>
    /// <param name="before">The text that this one overtakes; null where none is waiting.</param>
    /// <param name="read">Reads the file; it does not throw.</param>
    /// <param name="done">Told what was read, on any thread.</param>
    public PendingText(string path, PendingText? before, Func<FileUpdate> read, Action<PendingText, FileUpdate> done)
    {
        Path = path;
        before?.Release();
        Update = ReadAsync(before?.Update ?? Task.FromResult<FileUpdate?>(null), read, done);
    }

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>What was read; null where nobody wanted it in the end.</summary>
    public Task<FileUpdate?> Update { get; }

    /// <summary>Somebody is to see this text, even if a newer one comes. Called on the loop, while it is the newest.</summary>
    public void Want() => Interlocked.Increment(ref _wanted);

    /// <summary>Nobody waits for it any more. Called once for each <see cref="Want"/>, on any thread.</summary>
    public void Release() => Interlocked.Decrement(ref _wanted);

    private async Task<FileUpdate?> ReadAsync(Task before, Func<FileUpdate> read, Action<PendingText, FileUpdate> done)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        if (Volatile.Read(ref _wanted) == 0)
            return null;
        var update = read();
        done(this, update);
        return update;
    }
}
