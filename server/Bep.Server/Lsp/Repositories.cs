using System.Collections.Concurrent;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// What git says around the series: who the author is, what other branches and the files' history say, and which findings the base branch
/// has. Each is asked for off the loop, and put into the state on it.
/// </summary>
/// <param name="cell">The state.</param>
/// <param name="client">Told of what cannot be read.</param>
/// <param name="files">The file system.</param>
/// <param name="git">The one who is asked.</param>
sealed class Repositories(StateCell cell, Connection client, IFiles files, IGit git)
{
    // Read on any thread; the rest is the loop's own.
    private readonly ConcurrentDictionary<SeriesLocation, RepositoryWatch> _watches = [];
    private readonly ConcurrentDictionary<string, bool> _isOutside = [];
    private readonly Dictionary<SeriesLocation, BaselineQuestion> _baselines = [];
    private readonly HashSet<SeriesLocation> _wanted = [];
    private volatile GitConfiguration _configuration = GitConfiguration.None;

    /// <summary>What holds of every series.</summary>
    public ExternalFacts Facts => WithConfiguration(new(default, null));

    /// <summary>What is known around a series, on any thread.</summary>
    public ExternalFacts FactsOf(SeriesLocation place) =>
        (_watches.GetValueOrDefault(place)?.Latest is { } read ? WithConfiguration(read) : Facts) with
        {
            IsOutsideRepository = _isOutside.GetValueOrDefault(place.Root),
        };

    private ExternalFacts WithConfiguration(ExternalFacts known) =>
        known with
        {
            Today = DateOnly.FromDateTime(DateTime.Now),
            Author = _configuration.Author,
            Remotes = _configuration.Remotes,
            SparseExclusions = _configuration.SparseExclusions,
        };

    /// <summary>The external facts of a series after its repository has been read once more. Called on any thread.</summary>
    public async Task<ExternalFacts> ReadAgainAsync(SeriesLocation place)
    {
        if (_watches.TryGetValue(place, out var watch))
            await watch.ReadAgainAsync().ConfigureAwait(false);
        return FactsOf(place);
    }

    /// <summary>Asks the disk whether there is a repository around a series. Called off the loop.</summary>
    public void LookAround(SeriesLocation place) => _isOutside[place.Root] = !files.Exists(Path.Join(place.Root, ".git"));

    /// <summary>Asks git who the author is, and what else its configuration says of the repository around an opened folder.</summary>
    public void AskForConfiguration(string folder) => Safely.Run("reading git's configuration", async () =>
        {
            var configuration = await git.ConfigurationAsync(folder, CancellationToken.None).ConfigureAwait(false);
            cell.Post(() =>
            {
                var (before, known) = (Facts, _configuration);
                _configuration = new(known.Author ?? configuration.Author, known.Remotes.Union(configuration.Remotes).ToEquatableArray())
                {
                    SparseExclusions = configuration.SparseExclusions.Paths.IsEmpty
                        ? known.SparseExclusions
                        : FileSet.Of(known.SparseExclusions.Paths.Union(configuration.SparseExclusions.Paths)),
                };
                if (Facts == before)
                    return;
                foreach (var (place, series) in cell.State.Series)
                    cell.Replace(new(place, series.With(FactsOf(place))), []);
            });
        });

    /// <summary>Reads the repository around a series that has been read whole, and again whenever git changes it.</summary>
    public void Watch(SeriesLocation place, Series series)
    {
        if (_watches.ContainsKey(place))
            return;
        LocalizableString? said = null;
        var watch = new RepositoryWatch(
            series,
            ReadAsync,
            (series, known, cancel) => RepositoryReader.WithFarFactsAsync(git, place, series, known, FarFacts.All, cancel),
            () =>
                cell.Post(() =>
                {
                    if (SeriesAt(place) is { } now)
                        cell.Replace(new(place, now.With(FactsOf(place))), []);
                })
        );
        _watches[place] = watch;
        watch.Start(files, place.Root);

        async Task<ExternalFacts> ReadAsync(Series series, CancellationToken cancel)
        {
            LookAround(place);
            var read = await RepositoryReader.ReadAsync(files, git, place, series, cancel).ConfigureAwait(false);
            // A folder without a repository has no other branches that anybody could miss.
            if (read.Branches.Problem is { } problem && !problem.Equals(said) && !_isOutside.GetValueOrDefault(place.Root))
                Warn($"{place.Name}: {problem}.");
            said = read.Branches.Problem;
            return read with
            {
                Branches = await Safely
                    .TryAsync(
                        "reading proposals of other branches",
                        () => git.WithDocumentsAsync(place.Root, series, read.Branches, cancel),
                        read.Branches
                    )
                    .ConfigureAwait(false),
            };
        }
    }

    /// <summary>
    /// The series at <paramref name="place"/>, or what is shown of it, may be another one: asks git again where its answer may be another
    /// one too.
    /// </summary>
    public void Follow(SeriesLocation place)
    {
        if (SeriesAt(place) is not { } series || !_watches.TryGetValue(place, out var watch))
            return;
        watch.Follow(series);
        if (cell.State.Settings?.ShowsOnlyNew == true || _wanted.Contains(place))
            ReadBaseline(place, watch, series.ExternalFacts);
        else if (_baselines.Remove(place))
            cell.State = cell.State with { Baseline = cell.State.Baseline.Remove(place) };
    }

    /// <summary>From now on it is to be known which findings in a series are new.</summary>
    public void WantBaseline(SeriesLocation place)
    {
        if (_wanted.Add(place))
            Follow(place);
    }

    private Series? SeriesAt(SeriesLocation place) => cell.State.Series.FirstOrDefault(loaded => loaded.Place == place)?.Series;

    /// <summary>A series is no longer there.</summary>
    public void Forget(SeriesLocation place)
    {
        if (_watches.TryRemove(place, out var watch))
            watch.Dispose();
        _baselines.Remove(place);
        _wanted.Remove(place);
        _isOutside.TryRemove(place.Root, out _);
    }

    // Where the person wants to see only what is new: reads what the base branch has, if that is not known yet.
    private void ReadBaseline(SeriesLocation place, RepositoryWatch watch, ExternalFacts externalFacts)
    {
        if (watch.Latest is not { Branches.Base: var branch })
            return;
        if (_baselines.TryGetValue(place, out var last) && last.Commit == branch?.Commit && last.ExternalFacts.SaysTheSameAs(externalFacts))
            return;
        var asked = _baselines[place] = new(branch?.Commit, externalFacts);
        Safely.Run("comparing with the base branch", () => ReadBaselineAsync(place, asked));
    }

    private async Task ReadBaselineAsync(SeriesLocation place, BaselineQuestion asked)
    {
        var baseline = BaselineFindings.None;
        try
        {
            if (asked.Commit is { } commit)
                baseline = await RepositoryReader
                    .BaselineAsync(git, place, asked.ExternalFacts, commit, CancellationToken.None)
                    .ConfigureAwait(false);
            else if (cell.State.Settings?.ShowsOnlyNew == true)
                Warn($"{place.Name} has no base branch to compare with: all findings are shown.");
        }
        catch (GitException e)
        {
            Warn($"{place.Name} cannot be compared with its base branch, all findings are shown: {e.Said}.");
        }
        catch (Exception e)
        {
            Safely.Report("comparing with the base branch", e);
        }
        cell.Post(() =>
        {
            // Another question has been asked since.
            if (_baselines.GetValueOrDefault(place) != asked)
                return;
            cell.State = cell.State with { Baseline = cell.State.Baseline.SetItem(place, baseline) };
            cell.Publish();
        });
    }

    private void Warn(LocalizableString message) => client.Log(MessageType.Warning, cell.State.Client.Localize(message));

    // What the findings of the base branch follow from. A class, as each question is another one.
    private sealed class BaselineQuestion(string? commit, ExternalFacts externalFacts)
    {
        public string? Commit { get; } = commit;

        public ExternalFacts ExternalFacts { get; } = externalFacts;
    }
}
