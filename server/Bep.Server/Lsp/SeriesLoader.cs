using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Lsp;

/// <summary>What the loader tells the loop. Every method is called on the loader's thread.</summary>
interface ILoaderEvents
{
    /// <summary>A series was read: first its configuration, then its registry and template as well, then all of it.</summary>
    void Loaded(SeriesLocation place, Series series);

    /// <summary>Files of a series were read again; a document is null where there is only a file, and a file may be gone.</summary>
    void Changed(SeriesLocation place, ImmutableArray<FileUpdate> updates);

    /// <summary>
    /// What <see cref="SeriesLoader.Open"/> or <see cref="SeriesLoader.OpenAround"/> ordered was searched: all its series were read at
    /// least once.
    /// </summary>
    void Searched();

    /// <summary>What was searched has been read, all of it that can be.</summary>
    void Finished();

    /// <summary>A series is no longer there.</summary>
    void Gone(SeriesLocation place);

    /// <summary>Something an author should know of.</summary>
    void Warn(LocalizableString message);

    /// <summary>Reading a large series went on or ended (null): the number of documents read, of how many.</summary>
    void Progress(SeriesLocation place, int? done, int of);
}

/// <summary>A file after it was read again.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Exists">False where it is gone.</param>
/// <param name="Document">Null where it is no document, or cannot be read.</param>
/// <param name="Basis">What the document was parsed with.</param>
/// <param name="Linked">The files that it links, that exist, and that no listing of the series shows; of a file out there, the file
/// itself.</param>
sealed record FileUpdate(string Path, bool Exists, Document? Document, Convention Basis, ImmutableArray<LinkedFile> Linked)
{
    /// <summary>A file is gone.</summary>
    public static FileUpdate Gone(string path) => new(path, false, null, Convention.Default, []);

    /// <summary>There is a file of which no more is known than that.</summary>
    public static FileUpdate Only(string path) => new(path, true, null, Convention.Default, []);

    /// <summary>A file, or a folder, outside of the series that it links.</summary>
    public static FileUpdate Outside(LinkedFile linked) => new(linked.Path, true, null, Convention.Default, [linked]);

    private (Series Before, Series After)? _applied;

    /// <summary>
    /// This update with its effect on <paramref name="series"/> worked out: a configuration may have all of it read again.
    /// </summary>
    public FileUpdate AppliedTo(Series series) => this with { _applied = (series, ApplyTo(series)) };

    /// <summary>True where it is known what <see cref="ApplyTo"/> makes of <paramref name="series"/>.</summary>
    public bool IsAppliedTo(Series series) => _applied?.Before == series;

    /// <summary><paramref name="series"/> with what was read.</summary>
    public Series ApplyTo(Series series)
    {
        if (_applied is { } applied && applied.Before == series)
            return applied.After;
        if (!Exists)
            return series.Without(Path);
        var document = Document;
        // The configuration has changed since.
        if (document is not null && !ReferenceEquals(Basis, series.BaseConvention) && Basis != series.BaseConvention)
            document = SeriesReader.Parse(Path, document.Text, series.Folder, series.BaseConvention).Document;
        if (document is not null)
            series = series.With(document);
        else
            series = (series.Find(Path) is null ? series : series.Without(Path)).WithFile(Path);
        foreach (var linked in Linked)
            series = linked.AddedTo(series);
        return series;
    }
}

/// <summary>
/// Reads the disk for the server, on a thread of its own, one order after the other: what it says last is the newest. Nobody waits for it.
/// </summary>
sealed class SeriesLoader
{
    private readonly BlockingCollection<Action> _orders = [];
    private readonly IFiles _files;
    private readonly ILoaderEvents _events;

    // What was found at the last look. Used by the loader's thread alone.
    private readonly Dictionary<SeriesLocation, Listing> _known = [];
    private readonly HashSet<(SeriesLocation, Skip)> _warned = [];

    // What of it could not be read, relative to the root.
    private readonly Dictionary<SeriesLocation, ImmutableArray<string>> _unread = [];

    public SeriesLoader(IFiles files, ILoaderEvents events)
    {
        _files = files;
        _events = events;
        Safely.Start("loader", Work);
    }

    /// <summary>Finds and reads the series of an opened folder.</summary>
    public void Open(string folder, ExternalFacts externalFacts) => _orders.Add(() => LoadFirst(() => In(folder), externalFacts));

    /// <summary>
    /// Finds and reads the series around a file that was opened without its folder, or of the repository that a message is for.
    /// </summary>
    public void OpenAround(string file, ExternalFacts externalFacts) => _orders.Add(() => LoadFirst(() => Around(file), externalFacts));

    /// <summary>Forgets a series, so that it is read again when its folder is opened again.</summary>
    public void Close(SeriesLocation place) => _orders.Add(() => Forget(place));

    /// <summary>
    /// Looks again at files and folders that changed, given by absolute path; and at what of their series could not be read before.
    /// </summary>
    /// <param name="paths">What changed.</param>
    /// <param name="state">What is open, where a series may have begun; and what is linked outside of those that there are.</param>
    /// <param name="externalFacts">For a series that is found.</param>
    public void Refresh(ImmutableArray<string> paths, ServerState state, ExternalFacts externalFacts) =>
        _orders.Add(() =>
        {
            // A configuration says which files are documents and how they are read: nothing that was known holds.
            var mayBegin = paths.Any(path => Path.GetFileName(path) == ConfigurationReader.FileName);
            foreach (var place in mayBegin ? _known.Keys.ToArray() : [])
            {
                Forget(place);
                _events.Gone(place);
            }
            foreach (var group in paths.GroupBy(PlaceOf))
            {
                if (group.Key is { } place)
                    Attempt($"reading {place.Name}", () => mayBegin |= !Refresh(place, group));
                // A series may come with a document, and with a folder that is moved here, of which no more may be said than that.
                else
                    mayBegin |= group.Any(path => Listing.IsDocument(path) || _files.IsFolder(path));
            }
            foreach (var place in _known.Keys.Where(place => paths.Any(path => ServerState.IsIn(path, place.Absolute))).ToArray())
                Attempt($"reading {place.Name}", () => mayBegin |= !Refresh(place, [place.Absolute]));
            foreach (var (place, series) in state.Series)
                Attempt($"reading what {place.Name} links", () => RefreshOutside(place, series, paths));
            if (!mayBegin)
                return;
            List<SeriesLocation> found = [];
            foreach (var folder in state.Folders)
                Attempt($"reading {folder}", () => found.AddRange(In(folder)));
            // A folder that has become a series takes those below it in, and a configuration beside which there is one is its own.
            foreach (
                var known in _known
                    .Keys.Where(known =>
                        known.IsConfigurationOnly
                            ? !found.Contains(known)
                            : found.Any(place => place.Absolute != known.Absolute && ServerState.IsIn(place.Absolute, known.Absolute))
                    )
                    .ToArray()
            )
            {
                Forget(known);
                _events.Gone(known);
            }
            Load(found, externalFacts, () => { });
            foreach (var file in state.Open.Keys.Where(file => PlaceOf(file) is null))
                Attempt($"reading {file}", () => Load(Around(file), externalFacts, () => { }));
        });

    // The series in an opened folder; where there is none, the configuration that may have been meant to name one.
    private IEnumerable<SeriesLocation> In(string folder)
    {
        var isFound = false;
        foreach (var place in SeriesFinder.Below(_files, folder))
        {
            isFound = true;
            yield return place;
        }
        if (!isFound && SeriesFinder.OfFaultyConfiguration(_files, folder) is { } faulty)
            yield return faulty;
    }

    private IEnumerable<SeriesLocation> Around(string file) =>
        SeriesFinder.Around(_files, file) is { } place ? [place]
        : Path.GetFileName(file) != ConfigurationReader.FileName ? SeriesFinder.OfMessage(_files, file)
        : SeriesFinder.OfFaultyConfiguration(_files, Path.GetDirectoryName(file)!) is { } faulty ? [faulty]
        : [];

    private void Work()
    {
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            Attempt("reading", order);
        }
    }

    // What cannot be read costs itself, and nothing of what is read after it.
    private void Attempt(string doing, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            if (e is not (IOException or UnauthorizedAccessException))
                Safely.Report(doing, e);
            _events.Warn($"Reading failed: {e.Message}");
        }
    }

    // Somebody is waiting to be answered, whatever cannot be read.
    private void LoadFirst(Func<IEnumerable<SeriesLocation>> find, ExternalFacts externalFacts)
    {
        var isSearched = false;
        try
        {
            Load(find(), externalFacts, Searched);
        }
        finally
        {
            if (!isSearched)
                Searched();
            _events.Finished();
        }

        void Searched()
        {
            isSearched = true;
            _events.Searched();
        }
    }

    /// <summary>Reads the series that are not known yet: first of each what can be said at once, then all of each.</summary>
    private void Load(IEnumerable<SeriesLocation> places, ExternalFacts externalFacts, Action searched)
    {
        var found = new List<SeriesLocation>();
        try
        {
            foreach (var place in places)
            {
                Attempt($"reading {place.Name}", () =>
                {
                    StartupTrace.Mark("a series found");
                    if (Begin(place, externalFacts))
                        found.Add(place);
                });
            }
        }
        finally
        {
            searched();
        }
        foreach (var place in found)
        {
            if (_known.TryGetValue(place, out var listing))
                Attempt($"reading {place.Name}", () => ReadAll(place, listing, externalFacts));
        }
    }

    /// <returns>False where the series is known already.</returns>
    private bool Begin(SeriesLocation place, ExternalFacts externalFacts)
    {
        if (
            _known.Keys.FirstOrDefault(known =>
                known.Absolute == place.Absolute && known.IsConfigurationOnly == place.IsConfigurationOnly
            ) is
            { } known
        )
        {
            // The same folder, opened by itself and with one around it: the wider root also sees what links outside lead to.
            if (known.Root.Length <= place.Root.Length)
                return false;
            Forget(known);
            _events.Gone(known);
        }
        if (!place.IsConfigurationOnly)
            _events.Loaded(place, SeriesReader.ReadConfiguration(_files, place, externalFacts));
        try
        {
            var listing = Listing.Of(_files, place);
            StartupTrace.Mark("its files listed");
            _events.Loaded(place, SeriesReader.ReadFirst(_files, place, listing, externalFacts));
            StartupTrace.Mark("its registry and template read");
            _known.Add(place, listing);
            return true;
        }
        catch
        {
            _events.Gone(place);
            throw;
        }
    }

    private void ReadAll(SeriesLocation place, Listing listing, ExternalFacts externalFacts)
    {
        var of = listing.Documents.Length;
        var step = Math.Max(50, of / 20);
        var read = SeriesReader.ReadAll(_files, place, listing, externalFacts, done =>
        {
            if (done % step == 0)
                _events.Progress(place, done, of);
        });
        StartupTrace.Mark("all of it read");
        _events.Loaded(place, read.Series);
        _events.Progress(place, null, of);
        NoteSkipped(place, read.Skipped);
    }

    /// <returns>False where it is no series any more: what lies below it may be some of their own.</returns>
    private bool Refresh(SeriesLocation place, IEnumerable<string> paths)
    {
        var changed = paths.Select(path => path == place.Absolute ? place.Folder : place.RelativeOf(path)!).ToHashSet(Paths.Comparer);
        var before = _known[place];
        var now = Listing.Of(_files, place);
        // Whether there is anything in a folder that may not be looked into is not known.
        if (now.IsUnreadable && _files.IsFolder(place.Absolute))
        {
            _unread[place] = [place.Folder];
            Warn(place, now.Skipped);
            return true;
        }
        // What could not be read the last time may be readable now, and nobody says so.
        if (_unread.Remove(place, out var unread))
            changed.UnionWith(unread);
        if (!SeriesFinder.IsStill(_files, place))
        {
            Forget(place);
            _events.Gone(place);
            return false;
        }
        _known[place] = now;

        var updates = ImmutableArray.CreateBuilder<FileUpdate>();
        var skipped = now.Skipped.ToBuilder();
        var documents = now.Documents.ToHashSet();
        // A file may be gone that was never there: it was typed, and not saved.
        foreach (var path in before.Paths.Union(changed, Paths.Comparer))
        {
            if (!now.Paths.Contains(path))
                updates.Add(FileUpdate.Gone(path));
        }
        foreach (var path in now.Paths)
        {
            if (before.Paths.Contains(path) && !HasChanged(path))
                continue;
            var (document, problem) = documents.Contains(path) ? SeriesReader.Read(_files, place, now.BaseConvention, path) : default;
            if (problem is not null)
                skipped.Add(new(path, problem));
            updates.Add(
                document is null
                    ? FileUpdate.Only(path)
                    : new(path, true, document, now.BaseConvention, SeriesReader.Linked(_files, place, document, now))
            );
        }
        if (updates.Count > 0)
            _events.Changed(place, updates.ToImmutable());
        NoteSkipped(place, skipped.ToImmutable());
        return true;

        // A folder that has changed may hold other files of the same names.
        bool HasChanged(string path)
        {
            for (var at = path; ; at = Paths.Folder(at))
            {
                if (changed.Contains(at))
                    return true;
                if (at.Length == 0)
                    return false;
            }
        }
    }

    // A file or folder out there that a document links may have come, gone, or got other headings; with a folder, all in it.
    private void RefreshOutside(SeriesLocation place, Series series, ImmutableArray<string> changed)
    {
        if (!_known.TryGetValue(place, out var listing))
            return;
        changed = [.. changed.Where(path => ServerState.IsIn(place.Root, path) && !ServerState.IsIn(place.Absolute, path))];
        if (changed.IsEmpty)
            return;
        var updates = ImmutableArray.CreateBuilder<FileUpdate>();
        foreach (var path in series.PathsLinkedOutside)
        {
            var absolute = place.AbsoluteOf(path);
            if (series.Find(path) is not null || !changed.Any(one => ServerState.IsIn(one, absolute)))
                continue;
            updates.Add(
                SeriesReader.ReadLinked(_files, place, listing.BaseConvention, path) is { } linked
                    ? FileUpdate.Outside(linked)
                    : FileUpdate.Gone(path)
            );
        }
        if (updates.Count > 0)
            _events.Changed(place, updates.ToImmutable());
    }

    private void NoteSkipped(SeriesLocation place, ImmutableArray<Skip> skipped)
    {
        if (!skipped.IsEmpty)
            _unread[place] = [.. skipped.Select(skip => skip.Path)];
        Warn(place, skipped);
    }

    private SeriesLocation? PlaceOf(string path) => _known.Keys.FirstOrDefault(place => place.RelativeOf(path) is not null);

    private void Forget(SeriesLocation place)
    {
        _known.Remove(place);
        _unread.Remove(place);
        _warned.RemoveWhere(warned => warned.Item1 == place);
    }

    private void Warn(SeriesLocation place, ImmutableArray<Skip> skipped)
    {
        foreach (var skip in skipped)
        {
            if (_warned.Add((place, skip)))
                _events.Warn($"{place.AbsoluteOf(skip.Path)} {skip.Problem}; it is skipped.");
        }
    }
}
