using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace Bep.Server.Files;

/// <summary>The real file system.</summary>
public sealed class Disk : IFiles
{
    private static readonly EnumerationOptions s_everyEntry = Options(FileAttributes.None);

    private static readonly EnumerationOptions s_noLinks = Options(FileAttributes.ReparsePoint);

    /// <inheritdoc/>
    /// <remarks>
    /// On Unix a folder says of each entry what it is, while the entry's attributes are asked for one by one, which takes ten times as long.
    /// Therefore all that is no link is listed first, and asked is only what is left.
    /// </remarks>
    public IEnumerable<FileEntry> List(string folder)
    {
        var plain = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var entry in new FileSystemEnumerable<FileEntry>(
                folder,
                static (ref entry) => new(entry.FileName.ToString(), entry.IsDirectory, IsLink: false),
                s_noLinks
            )
        )
        {
            plain.Add(entry.Name);
            yield return entry;
        }

        var names = plain.GetAlternateLookup<ReadOnlySpan<char>>();
        var others = new FileSystemEnumerable<FileEntry>(
            folder,
            static (ref entry) => new(entry.FileName.ToString(), entry.IsDirectory, entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            s_everyEntry
        )
        {
            ShouldIncludePredicate = (ref entry) => !names.Contains(entry.FileName),
        };
        foreach (var entry in others)
            yield return entry;
    }

    /// <inheritdoc/>
    public bool Exists(string path) => Path.Exists(path);

    /// <inheritdoc/>
    public bool IsFolder(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public byte[] Read(string path, int most)
    {
        using var handle = OpenToRead(path);
        // What cannot be asked for its length is a pipe, a socket or a terminal. What says that it is empty and is not is a device, or a
        // file that the system makes up while it is read.
        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (!file.CanSeek)
            throw new UnreadableException($"is a pipe or a device, not a file");
        var length = file.Length;
        if (length == 0)
            return file.ReadByte() < 0 ? [] : throw new UnreadableException($"is a pipe or a device, not a file");

        // It may grow or shrink while it is read.
        var content = new byte[Math.Min(length, most)];
        var count = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return count == content.Length ? content : content[..count];
    }

    /// <inheritdoc/>
    public DateTimeOffset? LastWrite(string path) => File.Exists(path) ? File.GetLastWriteTime(path) : null;

    /// <inheritdoc/>
    public string? Link(string path) => new FileInfo(path).LinkTarget;

    // To open a pipe in the usual way is to wait for somebody who writes into it.
    private static SafeFileHandle OpenToRead(string path)
    {
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Unix.Open(path) is { IsInvalid: false } handle ? handle : throw Unix.Error(path);
    }

    private static EnumerationOptions Options(FileAttributes skipped) =>
        new()
        {
            AttributesToSkip = skipped,
            IgnoreInaccessible = false,
            RecurseSubdirectories = false,
            ReturnSpecialDirectories = false,
        };
}
