using System.Diagnostics;
using System.Text;
using Bep.Analysis.Text;
using Microsoft.Win32.SafeHandles;

namespace Bep.Server.Files;

/// <summary>
/// A folder that one process at a time may change. The system gives the lock back when its owner ends, however it ends; nothing is left on
/// the disk. It binds only those who ask for it. Where a file system has no locks, nobody is kept out.
/// </summary>
sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle? _handle;
    private readonly Mutex? _mutex;

    private FolderLock(SafeFileHandle? handle, Mutex? mutex) => (_handle, _mutex) = (handle, mutex);

    /// <summary>Waits for the lock of <paramref name="folder"/>. The thread that took it gives it back.</summary>
    /// <param name="folder">The folder, as an absolute path without links.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>Null where another process has had it all the time.</returns>
    /// <exception cref="IOException">There is no such folder.</exception>
    public static FolderLock? Take(string folder, TimeSpan patience) =>
        OperatingSystem.IsWindows() ? TakeMutex(folder, patience) : TakeHandle(folder, patience);

    private static FolderLock? TakeHandle(string folder, TimeSpan patience)
    {
        var handle = Unix.Open(folder);
        if (handle.IsInvalid)
            throw Unix.Error(folder);
        for (var waited = Stopwatch.StartNew(); ; )
        {
            if (Unix.TryLock(handle) is not false)
                return new(handle, null);
            if (waited.Elapsed > patience)
                break;
            Thread.Sleep(s_pause);
        }
        handle.Dispose();
        return null;
    }

    // Windows locks no folders, but has locks by name.
    private static FolderLock? TakeMutex(string folder, TimeSpan patience)
    {
        var mutex = new Mutex(false, $@"Global\bep-{Sha1.Of(Encoding.UTF8.GetBytes(folder.ToUpperInvariant()))}");
        try
        {
            if (mutex.WaitOne(patience))
                return new(null, mutex);
        }
        catch (AbandonedMutexException)
        {
            return new(null, mutex);
        }
        mutex.Dispose();
        return null;
    }

    public void Dispose()
    {
        _handle?.Dispose();
        _mutex?.ReleaseMutex();
        _mutex?.Dispose();
    }
}
