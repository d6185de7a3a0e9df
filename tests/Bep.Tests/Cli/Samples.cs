using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>The sample series, and a real one where it is to be had.</summary>
internal static class Samples
{
    /// <summary>The folders below <c>samples</c> that hold a series each.</summary>
    public static TheoryData<string> Folders() =>
        new(
            from folder in new[] { "samples", "samples/other-series" }
            from below in Directory.GetDirectories(Path.Combine(Repository.Root, folder))
            let name = Path.GetFileName(below)
            where name != "other-series"
            orderby name
            select $"{folder}/{name}"
        );

    /// <summary>
    /// The folder of the real series called <c>january</c>, or of samples, named by their path; the test is skipped where it is not here.
    /// </summary>
    public static string FolderOf(string name)
    {
        var folder = Path.Combine(name == "january" ? Repository.Corpus : Repository.Root, name);
        Skip.IfNot(Directory.Exists(folder), $"{name} is not here.");
        return folder;
    }

    /// <summary>A copy that the test may change; the test is skipped where there is no such series.</summary>
    public static TempFolder Copy(string name)
    {
        var from = FolderOf(name);
        var copy = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            copy.Write(Path.GetRelativePath(from, file), File.ReadAllBytes(file));
        return copy;
    }

    /// <summary>Every file below <paramref name="root"/>, with its bytes.</summary>
    public static string[] Read(string root) =>
        [
            .. Directory
                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{Path.GetRelativePath(root, file)} {Convert.ToHexString(File.ReadAllBytes(file))}"),
        ];
}
