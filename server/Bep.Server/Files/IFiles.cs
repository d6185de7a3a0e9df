using Bep.Analysis.Text;

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

    /// <summary>
    /// What the file holds, at most <paramref name="most"/> bytes of it; it is open no longer than that takes, and nothing is waited for.
    /// </summary>
    /// <exception cref="UnreadableException">It is no file but a pipe, a device or the like.</exception>
    byte[] Read(string path, int most);

    /// <summary>When the file was last written; null where there is none, or nobody knows.</summary>
    DateTimeOffset? LastWrite(string path);

    /// <summary>
    /// What the symbolic link or junction at <paramref name="path"/> says that it leads to, absolute or not; null for everything else.
    /// </summary>
    string? Link(string path);
}

/// <summary>A file or folder in its folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">A folder; for a link, a link to one.</param>
/// <param name="IsLink">A symbolic link or junction.</param>
public readonly record struct FileEntry(string Name, bool IsFolder, bool IsLink);

/// <summary>Something is there that is not read.</summary>
/// <param name="problem">The end of a sentence that begins with its path.</param>
public sealed class UnreadableException(LocalizableString problem) : IOException(problem.ToString())
{
    /// <summary>The end of a sentence that begins with the path.</summary>
    public LocalizableString Problem => problem;
}
