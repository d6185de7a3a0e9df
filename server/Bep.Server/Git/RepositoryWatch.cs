using System.Threading.Channels;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>
/// Keeps what a repository says of a series fresh: reads it at the start, and again whenever git has moved a reference, or the series has
/// become one of which the repository says something else. However many move at once, one reading follows the one that runs.
/// </summary>
sealed class RepositoryWatch : IDisposable
{
    private readonly Func<Series, CancellationToken, Task<ExternalFacts>> _read;
    private readonly Func<Series, ExternalFacts, CancellationToken, Task<ExternalFacts>> _readOn;
    private readonly Action _changed;
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<bool> _moved = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private ExternalFacts? _latest;
    private volatile Series _series;

    // False where what takes longer is to be read again, and nothing else.
    private bool _isAllAsked;

    /// <param name="series">The series as it is now.</param>
    /// <param name="read">Reads what the repository says of it.</param>
    /// <param name="readOn">Adds to that what takes longer, and what nobody waits for; until then, what was known of it before is known.</param>
    /// <param name="changed">Called on any thread when that has become something else.</param>
    public RepositoryWatch(
        Series series,
        Func<Series, CancellationToken, Task<ExternalFacts>> read,
        Func<Series, ExternalFacts, CancellationToken, Task<ExternalFacts>> readOn,
        Action changed
    ) => (_series, _read, _readOn, _changed) = (series, read, readOn, changed);

    /// <summary>The newest answer; null before the first one.</summary>
    public ExternalFacts? Latest => Volatile.Read(ref _latest);

    /// <summary>The series is another one. Called on one thread.</summary>
    public void Follow(Series series)
    {
        var before = _series;
        _series = series;
        if (!AsksTheSame(before, series))
            AskForAll();
        // By the keys in fields code may name a proposal; nothing else depends on them.
        else if (series.Convention.Trackers.Count > 0 && !series.HasTheKeysOf(before))
            _moved.Writer.TryWrite(true);
    }

    private void AskForAll()
    {
        Volatile.Write(ref _isAllAsked, true);
        _moved.Writer.TryWrite(true);
    }

    // Of the texts git is asked as they are in its commits: what counts is how they are read, and what files there are.
    private static bool AsksTheSame(Series one, Series other) =>
        ReferenceEquals(one.Files, other.Files)
        && one.BaseConvention == other.BaseConvention
        && one.Convention == other.Convention
        && one.Template?.Path == other.Template?.Path;

    /// <summary>Reads once more; completed when a reading that began after this call is over, and what it changed has been told.</summary>
    public Task ReadAgainAsync()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // First, so that no reading of less answers it.
        Volatile.Write(ref _isAllAsked, true);
        lock (_waiting)
            _waiting.Add(read);
        _moved.Writer.TryWrite(true);
        if (_end.IsCancellationRequested)
            Release(Waiting());
        return read.Task;
    }

    /// <summary>Reads, and watches the repository in <paramref name="root"/>, in the background.</summary>
    public void Start(IFiles files, string root)
    {
        AskForAll();
        Safely.Run("watching the repository", async () =>
        {
            foreach (var (folder, isDeep) in GitFolder.OfReferences(files, root))
                Watch(folder, isDeep);
            await WorkAsync().ConfigureAwait(false);
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        Release(Waiting());
        lock (_watchers)
            _watchers.ForEach(watcher => watcher.Dispose());
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var _ in _moved.Reader.ReadAllAsync(_end.Token).ConfigureAwait(false))
            {
                var waiting = Waiting();
                try
                {
                    var isAll = Interlocked.Exchange(ref _isAllAsked, false);
                    var series = _series;
                    var now = isAll || Latest is null ? await _read(series, _end.Token).ConfigureAwait(false) : Latest;
                    var before = Latest ?? now;
                    Tell(now with { Mentions = before.Mentions, Gone = before.Gone });
                    Release(waiting);
                    Tell(await _readOn(series, now, _end.Token).ConfigureAwait(false));
                }
                catch (Exception e) when (!_end.IsCancellationRequested)
                {
                    // The next time it may be readable, and that may be more than is asked for then.
                    Volatile.Write(ref _isAllAsked, true);
                    Safely.Report("reading the repository", e);
                }
                finally
                {
                    Release(waiting);
                }
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
        finally
        {
            Release(Waiting());
        }
    }

    private void Tell(ExternalFacts now)
    {
        if (now == Latest)
            return;
        Volatile.Write(ref _latest, now);
        _changed();
    }

    private TaskCompletionSource[] Waiting()
    {
        lock (_waiting)
        {
            TaskCompletionSource[] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    private static void Release(TaskCompletionSource[] waiting) => Array.ForEach(waiting, one => one.TrySetResult());

    private void Watch(string folder, bool isDeep)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = isDeep,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.DirectoryName,
            };
            void Moved(string? name)
            {
                // git writes a lock first, which it then renames.
                if (
                    name?.EndsWith(".lock", StringComparison.Ordinal) == false
                    && (isDeep || Path.GetFileName(name) is "HEAD" or "packed-refs" or "FETCH_HEAD")
                )
                    AskForAll();
            }
            watcher.Created += (_, change) => Moved(change.Name);
            watcher.Changed += (_, change) => Moved(change.Name);
            watcher.Deleted += (_, change) => Moved(change.Name);
            watcher.Renamed += (_, change) => Moved(change.Name);
            // More happened than was kept: anything may have.
            watcher.Error += (_, _) => AskForAll();
            watcher.EnableRaisingEvents = true;
            lock (_watchers)
            {
                if (_end.IsCancellationRequested)
                    watcher.Dispose();
                else
                    _watchers.Add(watcher);
            }
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // Without it the view is as old as the session.
        }
    }
}
