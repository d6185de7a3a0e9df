namespace Bep.Server.Files;

/// <summary>
/// The file system as the readers need it: the seam at which tests put in disks that fail. Paths are absolute. Every method may throw
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public interface IFiles
{
    /// <summary>What lies in <paramref name="folder"/>, in no order.</summary>
    IEnumerable<FileEntry> List(string folder);

    /// <summary>True for a file or folder; links are followed.</summary>
    bool Exists(string path);

    /// <summary>True for a folder; links are followed.</summary>
    bool IsFolder(string path);

    /// <summary>The size of the file in bytes.</summary>
    long Size(string path);

    /// <summary>All bytes of the file.</summary>
    byte[] Read(string path);

    /// <summary>Where a chain of symbolic links ends; null for a link in a circle or to nothing.</summary>
    string? Target(string link);
}

/// <summary>A file or folder in its folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">A folder; for a link, a link to one.</param>
/// <param name="IsLink">A symbolic link or junction.</param>
public readonly record struct FileEntry(string Name, bool IsFolder, bool IsLink);
