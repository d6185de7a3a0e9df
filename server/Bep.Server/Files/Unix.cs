using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Bep.Server.Files;

/// <summary>The two calls of Unix that the runtime does not have: to open without waiting, and to lock a folder.</summary>
static partial class Unix
{
    // fcntl.h and sys/file.h of Linux (x86-64, arm64) and of macOS.
    private static readonly int s_openToRead = OperatingSystem.IsLinux() ? 0x800 | 0x100 | 0x80000 : 0x4 | 0x20000 | 0x1000000;
    private const int LockAlone = 2,
        LockAtOnce = 4;
    private const int NoEntry = 2,
        Interrupted = 4,
        NoAccess = 13,
        NotPermitted = 1,
        Taken = 11,
        TakenOnMac = 35;

    /// <summary>
    /// Opens a file or folder to read it: O_RDONLY, O_NONBLOCK, O_NOCTTY, O_CLOEXEC. Invalid where that fails, see <see cref="Error"/>.
    /// </summary>
    public static SafeFileHandle Open(string path)
    {
        // The call would open what is called by the part in front.
        if (path.Contains('\0'))
            throw new FileNotFoundException("There is no such name.", path);
        int file;
        do file = open(path, s_openToRead);
        while (file < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return new(file, ownsHandle: true);
    }

    /// <summary>Locks what is open for this process, until it is closed or the process ends.</summary>
    /// <returns>False where another process has it; null where the file system has no locks.</returns>
    public static bool? TryLock(SafeFileHandle handle)
    {
        int result;
        do result = flock(handle, LockAlone | LockAtOnce);
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result == 0 ? true
            : Marshal.GetLastPInvokeError() is Taken or TakenOnMac ? false
            : null;
    }

    /// <summary>What the last call failed with, as the runtime's own methods say it.</summary>
    public static Exception Error(string path) =>
        Marshal.GetLastPInvokeError() switch
        {
            NoEntry => new FileNotFoundException($"Could not find file '{path}'.", path),
            NoAccess or NotPermitted => new UnauthorizedAccessException($"Access to the path '{path}' is denied."),
            var error => new IOException($"{new Win32Exception(error).Message} : '{path}'", error),
        };

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);
}
