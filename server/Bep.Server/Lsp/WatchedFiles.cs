using System.Text.Json;
using Bep.Analysis.Model;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Asks the client to watch files (LSP 3.17 `workspace/didChangeWatchedFiles`): everything in the series' folders, because links may lead
/// to any of it, these folders themselves, what else links lead to, and Markdown files and configurations elsewhere, because a series may
/// begin there.
/// </summary>
sealed class WatchedFiles(Connection client)
{
    private const string Method = "workspace/didChangeWatchedFiles";

    private const string Elsewhere = "**/{*.md,.bep.yaml}";

    // Links out of a series are few. An editor compares each of its files with each of them.
    private const int MostOutside = 500;

    private string[] _watched = [];
    private int _registration;

    /// <summary>Registers again if what is to be watched has changed. Called on the loop.</summary>
    public void Update(ServerState state)
    {
        if (!state.Client.WatchesFiles)
            return;
        string[] series = [.. state.Series.Select(loaded => loaded.Place.Absolute)];
        var outside = state.Series.SelectMany(Outside).ToList();
        string[] watched = [.. state.Folders, "", .. series, "", .. outside.SelectMany(one => new[] { one.Folder, one.Names })];
        if (watched.AsSpan().SequenceEqual(_watched))
            return;
        _watched = watched;

        var before = _registration++;
        IEnumerable<FileWatcher> watchers = state.Client.WatchesRelativePatterns
            ?
            [
                .. state.Folders.Select(folder => Relative(state, folder, Elsewhere)),
                .. series.Select(folder => Relative(state, folder, "**/*")),
                .. from folder in series
                let parent = Path.GetDirectoryName(folder)
                where parent is not null
                select Relative(state, parent, Path.GetFileName(folder)),
                .. outside.Select(one => Relative(state, one.Folder, one.Names)),
            ]
            :
            [
                .. state.Folders.Take(1).Select(_ => Pattern(Elsewhere)),
                .. series
                    .Select(folder => folder.Replace('\\', '/'))
                    .SelectMany(folder => new[] { Pattern(folder), Pattern($"{folder}/**/*") }),
                .. outside.Select(one => Pattern($"{one.Folder.Replace('\\', '/')}/{one.Names}")),
            ];
        client.AskAndGoOn(
            "client/registerCapability",
            new([new($"files-{_registration}", Method, new([.. watchers]))]),
            Json.Default.RegistrationParams
        );
        // Only now: what changes in between is not to be missed.
        if (before > 0)
            client.AskAndGoOn("client/unregisterCapability", new([new($"files-{before}", Method)]), Json.Default.UnregistrationParams);
    }

    // What is linked out there, by the folders that it lies in, and these folders likewise: where one goes or comes, no more may be said than
    // that. Of each folder only what lies right in it is asked for, so that an editor need not look through all that is below.
    private static IEnumerable<(string Folder, string Names)> Outside(LoadedSeries loaded) =>
        from path in loaded
            .Series.PathsLinkedOutside.SelectMany(path => Paths.WithFolders(path))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Take(MostOutside)
        group Globs.Escape(Paths.Name(path)) by Paths.Folder(path) into folder
        select (loaded.Place.AbsoluteOf(folder.Key), folder.Count() == 1 ? folder.Single() : $"{{{string.Join(',', folder)}}}");

    private static FileWatcher Pattern(string glob) => new(JsonSerializer.SerializeToElement(glob, Json.Default.String));

    private static FileWatcher Relative(ServerState state, string folder, string glob) =>
        new(JsonSerializer.SerializeToElement(new(state.UriOf(folder), glob), Json.Default.RelativePattern));
}
