using System.IO.Enumeration;

namespace Bep.Server.Files;

/// <summary>The real file system.</summary>
public sealed class Disk : IFiles
{
    private static readonly EnumerationOptions s_everyEntry =
        new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false, ReturnSpecialDirectories = false };

    /// <inheritdoc/>
    public IEnumerable<FileEntry> List(string folder) => new FileSystemEnumerable<FileEntry>(
        folder,
        static (ref entry) => new(
            entry.FileName.ToString(), entry.IsDirectory, entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
        s_everyEntry);

    /// <inheritdoc/>
    public bool Exists(string path) => Path.Exists(path);

    /// <inheritdoc/>
    public bool IsFolder(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public long Size(string path) => new FileInfo(path).Length;

    /// <inheritdoc/>
    public byte[] Read(string path) => File.ReadAllBytes(path);

    /// <inheritdoc/>
    public string? Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { Exists: true } target ? target.FullName : null;
        }
        catch (IOException)
        {
            // A circle: the runtime gives up after some forty steps.
            return null;
        }
    }
}
