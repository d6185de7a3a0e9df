using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>Where a series lies on the disk, and with it what a path of the middle means there.</summary>
/// <param name="Root">
/// The absolute path of the repository that holds the series, or of the opened folder where there is no repository: nothing outside of
/// it is read or judged.
/// </param>
/// <param name="Folder">The series' folder, relative to the root; empty for the root itself.</param>
public sealed record SeriesLocation(string Root, string Folder)
{
    /// <summary>
    /// Files of the series that lie outside of its folder, relative to the root: a configuration, a registry file or a template in the
    /// root.
    /// </summary>
    public EquatableArray<string> Beyond { get; init; } = [];

    /// <summary>
    /// True where there is no series, but a configuration that is at fault and may have been meant to name one: it is read and checked, and
    /// nothing else.
    /// </summary>
    public bool IsConfigurationOnly { get; init; }

    // What lies in a git folder elsewhere is said to lie here.
    private const string GitElsewhere = ".git/elsewhere";

    /// <summary>
    /// Where git keeps the messages of commits in a worktree or a submodule, as an absolute path; null where it does so in the root's own
    /// <c>.git</c>.
    /// </summary>
    public string? GitFolder { get; init; }

    /// <summary>The series' folder as an absolute path.</summary>
    public string Absolute => AbsoluteOf(Folder);

    /// <summary>What the person calls the series: its folder below the root, or the root's name.</summary>
    public string Name => Folder.Length > 0 ? Folder : Path.GetFileName(Root);

    /// <summary>The absolute path of <paramref name="path"/>, which is relative to the root.</summary>
    public string AbsoluteOf(string path) =>
        path.Length == 0 ? Root
        : GitFolder is { } git && Paths.Folder(path) == GitElsewhere ? Path.Join(git, Paths.Name(path))
        : Path.Join(Root, Path.DirectorySeparatorChar == '/' ? path : path.Replace('/', '\\'));

    /// <summary>
    /// The path relative to the root of something in the series, or of a message of its repository; null for anything else.
    /// </summary>
    public string? RelativeOf(string absolute)
    {
        if (
            GitFolder is not null
            && !IsConfigurationOnly
            && Path.GetDirectoryName(absolute) == GitFolder
            && Paths.Join(GitElsewhere, Path.GetFileName(absolute)) is var message
            && DocumentParser.IsMessage(message)
        )
            return message;
        if (absolute.Length <= Root.Length || !absolute.StartsWith(Root, StringComparison.Ordinal))
            return null;
        var start = Path.EndsInDirectorySeparator(Root) ? Root.Length : Root.Length + 1;
        if (start > Root.Length && absolute[Root.Length] != Path.DirectorySeparatorChar)
            return null;
        var relative = absolute[start..].Replace(Path.DirectorySeparatorChar, '/');
        if (IsConfigurationOnly)
            return relative == Paths.Join(Folder, ConfigurationReader.FileName) ? relative : null;
        return Paths.IsBelow(Folder, relative) || Beyond.Contains(relative) || DocumentParser.IsMessage(relative) ? relative : null;
    }
}
