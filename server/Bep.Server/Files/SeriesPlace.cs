using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>Where a series lies on the disk, and with it what a path of the middle means there.</summary>
/// <param name="Root">
/// The absolute path of the repository that holds the series, or of the opened folder where there is no repository: nothing outside of
/// it is read or judged.
/// </param>
/// <param name="Folder">The series' folder, relative to the root; empty for the root itself.</param>
public sealed record SeriesPlace(string Root, string Folder)
{
    /// <summary>Files of the series that lie outside of its folder, relative to the root: a configuration or a registry file in the root.</summary>
    public EquatableArray<string> Beyond { get; init; } = [];

    /// <summary>The series' folder as an absolute path.</summary>
    public string Absolute => AbsoluteOf(Folder);

    /// <summary>What the person calls the series: its folder below the root, or the root's name.</summary>
    public string Name => Folder.Length > 0 ? Folder : Path.GetFileName(Root);

    /// <summary>The absolute path of <paramref name="path"/>, which is relative to the root.</summary>
    public string AbsoluteOf(string path) =>
        path.Length == 0 ? Root : Path.Join(Root, Path.DirectorySeparatorChar == '/' ? path : path.Replace('/', '\\'));

    /// <summary>The path relative to the root of something in the series; null for anything else.</summary>
    public string? RelativeOf(string absolute)
    {
        if (absolute.Length <= Root.Length || !absolute.StartsWith(Root, StringComparison.Ordinal)) return null;
        var start = Path.EndsInDirectorySeparator(Root) ? Root.Length : Root.Length + 1;
        if (start > Root.Length && absolute[Root.Length] != Path.DirectorySeparatorChar) return null;
        var relative = absolute[start..].Replace(Path.DirectorySeparatorChar, '/');
        return Paths.IsBelow(Folder, relative) || Beyond.Contains(relative) ? relative : null;
    }
}
