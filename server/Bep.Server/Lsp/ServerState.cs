using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Everything the server knows, at one moment. Immutable: the reading loop alone replaces it, and a request is answered from the one
/// that held when the request came.
/// </summary>
sealed record ServerState
{
    public ClientInfo Client { get; init; } = ClientInfo.Unknown;

    /// <summary>What the person prefers; null where nothing is known of it.</summary>
    public Settings? Settings { get; init; }

    /// <summary>The rules to check with. Not asked for on the way to the first answer: to find the rules takes time.</summary>
    public RuleBook Rules => Settings?.Rules ?? RuleBook.Default;

    /// <summary>
    /// Where only new findings are to be shown: those that are not new. Of a series that is not here it is not known yet.
    /// </summary>
    public ImmutableDictionary<SeriesLocation, BaselineFindings> Baseline { get; init; } =
        ImmutableDictionary<SeriesLocation, BaselineFindings>.Empty;

    /// <summary>The opened folders, as absolute paths.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>False until an opened folder has been searched: that there is no series is not to be said before.</summary>
    public bool IsSearched { get; init; }

    /// <summary>The texts that the editor has open, by absolute path. They win over the disk's.</summary>
    public ImmutableDictionary<string, OpenDocument> Open { get; init; } = ImmutableDictionary.Create<string, OpenDocument>(Paths.Comparer);

    /// <summary>
    /// The files of which a newer text is being read, by absolute path: what the series have of them is older than this moment.
    /// </summary>
    public ImmutableDictionary<string, PendingText> Pending { get; init; } =
        ImmutableDictionary.Create<string, PendingText>(Paths.Comparer);

    /// <summary>How the client has spelled the address of a file or an opened folder; it wants to read the same again.</summary>
    public ImmutableDictionary<string, string> ClientUris { get; init; } = ImmutableDictionary.Create<string, string>(Paths.Comparer);

    /// <summary>The series in and around the opened folders, the open texts included.</summary>
    public ImmutableArray<LoadedSeries> Series { get; init; } = [];

    /// <summary>
    /// Where there is no series: the configurations that are at fault and may have been meant to name one, each as the only document of a
    /// series (<see cref="SeriesLocation.IsConfigurationOnly"/>).
    /// </summary>
    public ImmutableArray<LoadedSeries> FaultyConfigurations { get; init; } = [];

    /// <summary>Everything that is checked.</summary>
    public IEnumerable<LoadedSeries> Checked => Series.Concat(FaultyConfigurations);

    /// <summary>The series in whose folder <paramref name="path"/>, which is absolute, lies; null where there is none.</summary>
    public LoadedSeries? SeriesAt(string path)
    {
        foreach (var loaded in Checked)
        {
            if (loaded.Place.RelativeOf(path) is not null)
                return loaded;
        }
        return null;
    }

    /// <summary>
    /// This state once what is pending has been read: of one document, or of all where <paramref name="uri"/> is null. It is what a request
    /// at this moment is to see, whatever has come since.
    /// </summary>
    public async Task<ServerState> SettledAsync(string? uri, CancellationToken cancel)
    {
        var state = this;
        var path = uri is null ? null : Uris.ToPath(uri);
        // How the others are read depends on the configuration.
        foreach (var pending in Pending.Values.OrderByDescending(pending => Path.GetFileName(pending.Path) == ConfigurationReader.FileName))
        {
            if ((uri is null || pending.Path == path) && await pending.Update.WaitAsync(cancel).ConfigureAwait(false) is { } update)
                state = state.With(pending, update);
        }
        return state;
    }

    /// <summary>The state with what was read of a file that was pending.</summary>
    public ServerState With(PendingText pending, FileUpdate update)
    {
        var state = this with { Pending = Pending.Remove(pending.Path) };
        return SeriesAt(pending.Path) is { } loaded ? state.With(loaded with { Series = update.ApplyTo(loaded.Series) }) : state;
    }

    /// <summary>
    /// The client's version of <paramref name="text"/>, which a file of a series is known to hold; null where the client has not opened it.
    /// An edit carries the version of the text that it was computed from, and there is none for a text that is not the one in the editor.
    /// </summary>
    /// <exception cref="RequestException">The editor has another text by now, or one that could not be read.</exception>
    public int? VersionOf(SeriesLocation place, string path, SourceText text)
    {
        if (!Open.TryGetValue(place.AbsoluteOf(path), out var open))
            return null;
        return ReferenceEquals(open.Text, text)
            ? open.Version
            : throw new RequestException(ErrorCode.ContentModified, $"{Paths.Name(path)} has changed in the meantime; try again.");
    }

    /// <summary>The document at <paramref name="uri"/>, if it is one that we know.</summary>
    public bool TryFind(string uri, [NotNullWhen(true)] out LoadedSeries? loaded, [NotNullWhen(true)] out Document? document)
    {
        (loaded, document) = (null, null);
        if (Uris.ToPath(uri) is not { } path || SeriesAt(path) is not { } found)
            return false;
        loaded = found;
        document = found.Series.Find(found.Place.RelativeOf(path));
        return document is not null;
    }

    /// <summary>What the person wants to see of the findings of one document.</summary>
    public IEnumerable<Finding> Shown(LoadedSeries loaded, ImmutableArray<Finding> findings) =>
        Settings?.ShowsOnlyNew != true ? findings : Baseline.GetValueOrDefault(loaded.Place)?.Without(loaded.Series, findings) ?? [];

    /// <summary>The address of a path of the middle, as the client spells it.</summary>
    public string UriOf(SeriesLocation place, string path) => UriOf(place.AbsoluteOf(path));

    /// <summary>The address of an absolute path as the client spells it, or would: it wrote how its folder begins.</summary>
    public string UriOf(string path)
    {
        if (ClientUris.TryGetValue(path, out var spelled))
            return spelled;
        foreach (var folder in Folders)
        {
            if (!Path.EndsInDirectorySeparator(folder) && IsIn(folder, path))
                return ClientUris[folder] + Uris.Escape(path[folder.Length..]);
        }
        return Uris.Of(path);
    }

    /// <summary>True for <paramref name="folder"/> itself and for everything below it; both are absolute.</summary>
    public static bool IsIn(string folder, string path) =>
        path == folder
        || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>True where <paramref name="path"/>, which is absolute, lies in an opened folder.</summary>
    public bool IsOpened(string path) => Folders.Any(folder => IsIn(folder, path));

    /// <summary>The state with <paramref name="loaded"/> in place of the one at its place, or beside the others.</summary>
    public ServerState With(LoadedSeries loaded)
    {
        var state = Without(loaded.Place);
        return loaded.Place.IsConfigurationOnly
            ? state with
            {
                FaultyConfigurations = state.FaultyConfigurations.Add(loaded),
            }
            : state with
            {
                Series = state.Series.Add(loaded),
            };
    }

    /// <summary>The state without what lies at <paramref name="place"/>.</summary>
    public ServerState Without(SeriesLocation place) =>
        this with
        {
            Series = Series.RemoveAll(loaded => loaded.Place == place),
            FaultyConfigurations = FaultyConfigurations.RemoveAll(loaded => loaded.Place == place),
        };
}

/// <summary>A series, and where it lies.</summary>
sealed record LoadedSeries(SeriesLocation Place, Series Series);

/// <summary>A text that the editor has open.</summary>
/// <param name="Uri">As the client spells it.</param>
/// <param name="Path">Absolute.</param>
/// <param name="Version">The client's.</param>
/// <param name="Text">The whole text.</param>
sealed record OpenDocument(string Uri, string Path, int Version, SourceText Text)
{
    /// <summary>What the file said when it was looked at last; null where it never was, or said nothing that can be read.</summary>
    public string? OnDisk { get; init; }

    /// <summary>
    /// True where the file has gone since, and nothing was typed that it did not say: the editor still shows what a branch without it had.
    /// </summary>
    public bool IsGone { get; init; }
}
