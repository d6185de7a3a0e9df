using System.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Tells when a repository last got the branches of its remotes.</summary>
static class LastFetch
{
    // One line of the log.
    private const int LongestLine = 4096;

    /// <summary>When that was; null where it never did, or nobody knows.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="common">The folder in which git keeps what all worktrees share.</param>
    /// <param name="own">The folder in which it keeps what belongs to this one.</param>
    public static DateTimeOffset? Of(IFiles files, string common, string own)
    {
        // A fetch leaves a file behind; before the first one, cloning leaves a line in the log.
        var times = new[] { common, own }.Select(folder => Contained.In(files, folder).LastWrite(Path.Join(folder, "FETCH_HEAD")));
        return times.Max() ?? CloneTime(files, common);
    }

    private static DateTimeOffset? CloneTime(IFiles files, string common)
    {
        string line;
        try
        {
            line = Encoding.UTF8.GetString(Contained.In(files, common).Read(Path.Join(common, "logs", "HEAD"), LongestLine)).Split('\n')[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        var tab = line.IndexOf("\tclone: from", StringComparison.Ordinal);
        return tab > 0 && line[..tab].Split(' ') is [.., var seconds, _] ? GitTime.Read(seconds) : null;
    }
}
