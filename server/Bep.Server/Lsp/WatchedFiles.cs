using System.Text.Json;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
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
        var outside = state
            .Series.Select(loaded => (loaded.Place.Root, Paths: Outside(loaded.Series)))
            .Where(one => one.Paths.Length > 0)
            .ToList();
        string[] watched = [.. state.Folders, "", .. series, "", .. outside.SelectMany(one => one.Paths.Prepend(one.Root))];
        if (watched.AsSpan().SequenceEqual(_watched))
            return;
        _watched = watched;

        var before = _registration++;
        if (before > 0)
            Ask("client/unregisterCapability", new([new($"files-{before}", Method)]), Json.Default.UnregistrationParams);
        IEnumerable<FileWatcher> watchers = state.Client.WatchesRelativePatterns
            ?
            [
                .. state.Folders.Select(folder => Relative(state, folder, Elsewhere)),
                .. series.Select(folder => Relative(state, folder, "**/*")),
                .. from folder in series
                let parent = Path.GetDirectoryName(folder)
                where parent is not null
                select Relative(state, parent, Path.GetFileName(folder)),
                .. outside.Select(one => Relative(state, one.Root, OneOf(one.Paths))),
            ]
            :
            [
                .. state.Folders.Take(1).Select(_ => Pattern(Elsewhere)),
                .. series
                    .Select(folder => folder.Replace('\\', '/'))
                    .SelectMany(folder => new[] { Pattern(folder), Pattern($"{folder}/**/*") }),
                .. outside.Select(one => Pattern($"{one.Root.Replace('\\', '/')}/{OneOf(one.Paths)}")),
            ];
        Ask("client/registerCapability", new([new($"files-{_registration}", Method, new([.. watchers]))]), Json.Default.RegistrationParams);
    }

    // With the folders around them: where one goes or comes, no more may be said than that.
    private static string[] Outside(Series series) =>
        [
            .. series
                .PathsLinkedOutside.SelectMany(path => Paths.WithFolders(path))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Take(MostOutside),
        ];

    // A pattern cannot name its own signs: in their places any character may stand.
    private static string OneOf(string[] paths)
    {
        var names = paths.Select(path =>
            string.Concat(path.Select(c => c is '*' or '?' or '[' or ']' or '{' or '}' or ',' or '!' ? '?' : c))
        );
        return paths.Length == 1 ? names.Single() : $"{{{string.Join(',', names)}}}";
    }

    private static FileWatcher Pattern(string glob) => new(JsonSerializer.SerializeToElement(glob, Json.Default.String));

    private static FileWatcher Relative(ServerState state, string folder, string glob) =>
        new(JsonSerializer.SerializeToElement(new(state.UriOf(folder), glob), Json.Default.RelativePattern));

    private void Ask<T>(string method, T parameters, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        Safely.Forget(method, client.AskOrLogAsync(method, parameters, type));
}
