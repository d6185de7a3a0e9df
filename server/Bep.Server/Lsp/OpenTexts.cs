using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Lsp;

/// <summary>
/// The texts that the editor has open: each takes the place of what its file says, as soon as it is parsed, off the loop.
/// </summary>
/// <param name="cell">The state.</param>
/// <param name="files">The file system.</param>
/// <param name="warn">Told what an author should know of, on any thread.</param>
sealed class OpenTexts(StateCell cell, IFiles files, Action<LocalizableString> warn)
{
    // The newest look at the disk for each open text of which the end is awaited, by absolute path. Used on the loop alone.
    private readonly Dictionary<string, object> _looks = new(Paths.Comparer);

    /// <summary>A text was opened.</summary>
    public void Open(OpenDocument open)
    {
        cell.State = cell.State with { ClientUris = cell.State.ClientUris.SetItem(open.Path, open.Uri) };
        if (open.Text.Length > TextFile.LargestSize)
            warn($"{open.Path} is larger than {TextFile.LargestSize >> 20} MiB; it is skipped.");
        Change(open);
    }

    /// <summary>An open text is another one.</summary>
    public void Change(OpenDocument open)
    {
        open = open with { OnDisk = cell.State.Open.GetValueOrDefault(open.Path)?.OnDisk };
        cell.State = cell.State with { Open = cell.State.Open.SetItem(open.Path, open) };
        if (cell.State.SeriesAt(open.Path) is { } loaded)
            Read(loaded, open);
    }

    /// <summary>Files or folders were made, changed or removed: what is open of them is compared with the disk.</summary>
    public void Compare(IReadOnlyCollection<string> changed)
    {
        foreach (var open in cell.State.Open.Values.Where(open => changed.Any(path => ServerState.IsIn(path, open.Path))))
        {
            if (cell.State.SeriesAt(open.Path) is { } loaded)
                Compare(loaded.Place, open);
        }
    }

    /// <summary>A text was closed: what is on the disk holds again, and may differ from what was typed.</summary>
    public void Close(LoadedSeries loaded, string path) => Await(loaded, path, loaded => ReadAgain(loaded, path));

    /// <summary>
    /// Files of a series were read from the disk. One that was closed before may have been read earlier than that, and be put into the
    /// series later: it is read once more.
    /// </summary>
    public void ReadClosedAgain(LoadedSeries loaded, IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => cell.State.Pending.ContainsKey(path) && !cell.State.Open.ContainsKey(path)))
            Close(loaded, path);
    }

    /// <summary>Reads the texts of a series that was loaded: the open ones, and those that have just been closed.</summary>
    public void ReadAll(LoadedSeries loaded)
    {
        foreach (var open in cell.State.Open.Values.Where(open => !open.IsGone))
            Read(loaded, open);
        ReadClosedAgain(loaded, cell.State.Pending.Keys.Where(path => loaded.Place.RelativeOf(path) is not null));
    }

    private void Read(LoadedSeries loaded, OpenDocument open)
    {
        if (loaded.Place.RelativeOf(open.Path) is { } path && (Listing.IsDocument(path) || DocumentParser.IsMessage(path)))
        {
            Await(loaded, open.Path, loaded => Parse(loaded, path, open.Text));
            if (open.OnDisk is null)
                Compare(loaded.Place, open);
        }
    }

    private void Compare(SeriesLocation place, OpenDocument open)
    {
        if (place.RelativeOf(open.Path) is not { } path || !Listing.IsDocument(path))
            return;
        var look = new object();
        _looks[open.Path] = look;
        Safely.Run($"looking at {path}", () =>
        {
            var contained = Contained.In(files, place.Root);
            var text = contained.Exists(open.Path) ? TextFile.Read(contained, open.Path).Text?.Content ?? "" : null;
            cell.Post(() => Seen(open.Path, look, text));
            return Task.CompletedTask;
        });
    }

    // What the disk has of a text that is open; null where the file is not there.
    private void Seen(string path, object look, string? onDisk)
    {
        // Two looks at the same time may end in either order, and what was begun last knows best.
        if (_looks.GetValueOrDefault(path) != look)
            return;
        _looks.Remove(path);
        if (cell.State.Open.GetValueOrDefault(path) is not { } open)
            return;
        // Whoever has typed something is writing that file anew, and so is who opened it before it was saved for the first time.
        var now = open with { OnDisk = onDisk ?? open.OnDisk, IsGone = onDisk is null && open.OnDisk == open.Text.Content };
        cell.State = cell.State with { Open = cell.State.Open.SetItem(path, now) };
        if (now.IsGone == open.IsGone || cell.State.SeriesAt(path) is not { } loaded)
            return;
        if (now.IsGone)
            Await(loaded, path, loaded => FileUpdate.Gone(loaded.Place.RelativeOf(path)!));
        else
            Read(loaded, now);
    }

    private void Await(LoadedSeries loaded, string path, Func<LoadedSeries, FileUpdate> read)
    {
        var pending = new PendingText(
            path,
            cell.State.Pending.GetValueOrDefault(path),
            () => Applied(loaded, path, read),
            (pending, update) => cell.Post(() => Take(pending, update, loaded.Series.BaseConvention, read))
        );
        cell.State = cell.State with { Pending = cell.State.Pending.SetItem(path, pending) };
    }

    private void Take(PendingText pending, FileUpdate update, Convention basis, Func<LoadedSeries, FileUpdate> read)
    {
        // A newer text is on its way.
        if (cell.State.Pending.GetValueOrDefault(pending.Path) != pending)
            return;
        // The configuration has changed meanwhile, and with it how the text is read; or this is one, with which everything is read again.
        if (
            cell.State.SeriesAt(pending.Path) is { } loaded
            && !update.IsAppliedTo(loaded.Series)
            && (loaded.Series.BaseConvention != basis || update.Document?.Kind == DocumentKind.Configuration)
        )
        {
            Await(loaded, pending.Path, read);
            return;
        }
        cell.State = cell.State.With(pending, update);
        StartupTrace.Mark("the open document parsed");
        // Also where its series has gone meanwhile: what else was to be told waited for this text.
        cell.Publish(cell.State.SeriesAt(pending.Path)?.Place, update.Path);
    }

    // Off the loop. Whatever is wrong with a file costs that file alone.
    private static FileUpdate Applied(LoadedSeries loaded, string path, Func<LoadedSeries, FileUpdate> read) =>
        Safely.Try($"reading {path}", () => read(loaded).AppliedTo(loaded.Series), FileUpdate.Only(loaded.Place.RelativeOf(path)!));

    // Likewise off the loop.
    private FileUpdate Parse(LoadedSeries loaded, string path, SourceText text)
    {
        var (place, series) = loaded;
        var (document, problem) =
            text.Length > TextFile.LargestSize ? default : SeriesReader.Parse(path, text, series.Folder, series.BaseConvention);
        if (problem is not null)
            warn($"{place.AbsoluteOf(path)} {problem}; it is skipped.");
        if (document is not null)
            return new(path, true, document, series.BaseConvention, SeriesReader.Linked(files, place, document, series));
        // A message is no file of the series.
        return DocumentParser.IsMessage(path) ? FileUpdate.Gone(path) : FileUpdate.Only(path);
    }

    // Off the loop: what the disk says of a file that is no longer open.
    private FileUpdate ReadAgain(LoadedSeries loaded, string absolute)
    {
        var path = loaded.Place.RelativeOf(absolute)!;
        var contained = Contained.In(files, loaded.Place.Root);
        if (DocumentParser.IsMessage(path) || !contained.Exists(absolute))
            return FileUpdate.Gone(path);
        return Listing.IsDocument(path) && TextFile.Read(contained, absolute).Text is { } text
            ? Parse(loaded, path, text)
            : FileUpdate.Only(path);
    }
}
