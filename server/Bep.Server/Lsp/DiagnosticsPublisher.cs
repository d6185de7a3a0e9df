using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Publishes diagnostics (LSP 3.17 `textDocument/publishDiagnostics`) for every document of every series: checks what the changes can have
/// affected, the edited document first, and sends what differs from what the client has. Used on one thread.
/// </summary>
/// <param name="client">Gets the diagnostics.</param>
sealed class DiagnosticsPublisher(Connection client)
{
    private readonly Dictionary<SeriesLocation, Series> _checked = [];
    private readonly Dictionary<SeriesLocation, HashSet<string>> _pending = [];

    // By absolute path: a file that several series look at, such as the configuration of a repository, has what each of them finds in it.
    private readonly Dictionary<string, PublishedFile> _published = new(Paths.Comparer);
    private readonly Dictionary<SeriesLocation, RelatedPlaces> _related = [];

    // By path relative to the root; only files with errors.
    private readonly Dictionary<SeriesLocation, Dictionary<string, (int All, int? New)>> _errors = [];
    private readonly HashSet<(string Path, Rule Rule)> _failures = [];
    private RuleBook? _rules;
    private bool _onlyNew;
    private ImmutableDictionary<SeriesLocation, BaselineFindings> _baseline = ImmutableDictionary<SeriesLocation, BaselineFindings>.Empty;

    /// <summary>Publishes what is news in <paramref name="state"/>.</summary>
    /// <param name="state">The newest state.</param>
    /// <param name="changed">The documents that have changed since the last one.</param>
    /// <param name="overtaken">Asked for once there is a newer state: what nobody looks at can wait for it.</param>
    public void Publish(ServerState state, List<(SeriesLocation Place, string? Path)> changed, CancellationToken overtaken)
    {
        Plan(state, changed);
        // What is being edited comes first, then what is open; the rest can be interrupted by news.
        foreach (var (place, path) in changed)
        {
            if (path is not null && state.Open.ContainsKey(place.AbsoluteOf(path)))
                PublishPending(state, place, path, CancellationToken.None);
        }
        foreach (var open in state.Open.Values)
        {
            if (state.SeriesAt(open.Path) is { } loaded)
                PublishPending(state, loaded.Place, loaded.Place.RelativeOf(open.Path)!, CancellationToken.None);
        }
        Trace(state);
        PublishRest(state, overtaken);
        if (StartupTrace.IsOn && !overtaken.IsCancellationRequested && state.Series.Any(loaded => loaded.Series.IsComplete))
            StartupTrace.Mark("all documents checked");
    }

    /// <summary>
    /// How many errors the documents of a series have that were checked last, and how many of them are new; null where nothing is known of
    /// what is old.
    /// </summary>
    public (int All, int? New) ErrorsIn(SeriesLocation place)
    {
        var files = _errors.GetValueOrDefault(place)?.Values.ToList() ?? [];
        return (files.Sum(file => file.All), files.TrueForAll(file => file.New is not null) ? files.Sum(file => file.New) : null);
    }

    private static void Trace(ServerState state)
    {
        if (!StartupTrace.IsOn)
            return;
        foreach (var path in state.Open.Keys.Where(path => !state.Pending.ContainsKey(path)))
        {
            if (state.SeriesAt(path) is { Series: var series })
                StartupTrace.Mark(series.IsListed ? "the open document checked" : "the open document checked by itself");
        }
    }

    /// <summary>Works out what may have other findings than those that were published.</summary>
    private void Plan(ServerState state, List<(SeriesLocation Place, string? Path)> changed)
    {
        var onlyNew = state.Settings?.ShowsOnlyNew == true;
        var everything = state.Rules != _rules || onlyNew != _onlyNew;
        var baseline = _baseline;
        (_rules, _onlyNew, _baseline) = (state.Rules, onlyNew, state.Baseline);
        foreach (var (place, series) in state.Checked)
        {
            var before = _checked.GetValueOrDefault(place);
            var all =
                everything
                || changed.Contains((place, null))
                || baseline.GetValueOrDefault(place) != state.Baseline.GetValueOrDefault(place);
            if (before == series && !all)
                continue;
            if (!_pending.TryGetValue(place, out var pending))
                _pending.Add(place, pending = []);
            if (before is null)
                pending.UnionWith(PathsOf(series));
            else if (all)
                pending.UnionWith(PathsOf(before).Union(PathsOf(series)));
            else
                pending.UnionWith(
                    AffectedBetween(
                        place,
                        before,
                        series,
                        [.. changed.Where(change => change.Place == place).Select(change => change.Path!)]
                    )
                );
            _checked[place] = series;
        }
        foreach (var place in _checked.Keys.Where(place => state.Checked.All(loaded => loaded.Place != place)).ToArray())
        {
            _checked.Remove(place);
            _pending.Remove(place);
            _related.Remove(place);
            _errors.Remove(place);
            foreach (var path in _published.Where(file => file.Value.BySeries.ContainsKey(place)).Select(file => file.Key).ToArray())
                Publish(state, place, path, []);
        }
    }

    // Where it cannot be worked out what is affected, everything is.
    private IEnumerable<string> AffectedBetween(SeriesLocation place, Series before, Series series, ImmutableArray<string> changed) =>
        Safely.Try<IEnumerable<string>>(
            "finding what an edit affects",
            () =>
                Affected
                    .Between(before, series, changed)
                    .Concat(_related.GetValueOrDefault(place)?.MovedSince(before, series, changed) ?? [])
                    .ToList(),
            PathsOf(before).Union(PathsOf(series))
        );

    private static IEnumerable<string> PathsOf(Series series) => series.DocumentsAndMessages.Select(document => document.Path);

    private void PublishPending(ServerState state, SeriesLocation place, string path, CancellationToken overtaken)
    {
        if (!IsOvertaken(state, place, path) && _pending.TryGetValue(place, out var pending) && pending.Remove(path))
        {
            if (!Check(state, place, path, overtaken))
                pending.Add(path);
        }
    }

    // A registry of thousands of rows takes longer than a key may: it is begun again when nobody types.
    private void PublishRest(ServerState state, CancellationToken overtaken)
    {
        // A text that is being read is the next news, and its author looks at it.
        if (!state.Pending.IsEmpty)
            return;
        foreach (var (place, pending) in _pending)
        {
            foreach (var path in pending.ToArray())
            {
                if (overtaken.IsCancellationRequested)
                    return;
                PublishPending(state, place, path, overtaken);
            }
        }
    }

    // Nobody is told of a text that is being replaced; what is read of it is checked.
    private static bool IsOvertaken(ServerState state, SeriesLocation place, string path) =>
        state.Pending.ContainsKey(place.AbsoluteOf(path));

    /// <returns>False where it was given up for what is newer.</returns>
    private bool Check(ServerState state, SeriesLocation place, string path, CancellationToken overtaken)
    {
        // Of a configuration alone, its registry is none of its documents.
        if (place.RelativeOf(place.AbsoluteOf(path)) is null)
            return true;
        var isGivenUp = false;
        Safely.Try($"checking {path}", () =>
        {
            var loaded = new LoadedSeries(place, _checked[place]);
            if (loaded.Series.Find(path) is not { } document)
            {
                Related(place).Note(path, []);
                _errors.GetValueOrDefault(place)?.Remove(path);
                Publish(state, place, place.AbsoluteOf(path), []);
                return;
            }
            ImmutableArray<Finding> findings;
            try
            {
                findings = _rules!.Check(document, loaded.Series, overtaken);
            }
            catch (OperationCanceledException)
            {
                isGivenUp = true;
                return;
            }
            Related(place).Note(path, findings);
            Count(state, loaded, path, findings);
            foreach (var finding in findings)
                Log(state, finding);
            var isOpen = state.Open.TryGetValue(place.AbsoluteOf(path), out var open) && ReferenceEquals(open.Text, document.Text);
            Publish(
                state,
                place,
                place.AbsoluteOf(path),
                [.. state.Shown(loaded, findings).Select(finding => Translate.Diagnostic(state, loaded, document, finding))],
                isOpen ? open!.Version : null
            );
        });
        return !isGivenUp;
    }

    private void Count(ServerState state, LoadedSeries loaded, string path, ImmutableArray<Finding> findings)
    {
        var errors = CollectionsMarshal.GetValueRefOrAddDefault(_errors, loaded.Place, out _) ??= [];
        var all = findings.Count(IsError);
        if (all == 0)
            errors.Remove(path);
        else
            errors[path] = (all, state.Baseline.GetValueOrDefault(loaded.Place)?.Without(loaded.Series, findings).Count(IsError));

        static bool IsError(Finding finding) => finding.Severity == Severity.Error;
    }

    private RelatedPlaces Related(SeriesLocation place) => CollectionsMarshal.GetValueRefOrAddDefault(_related, place, out _) ??= new();

    // A rule that fails, fails again with each key: once is enough.
    private void Log(ServerState state, Finding finding)
    {
        if (finding.Failure is not { } failure || !_failures.Add((finding.Path, finding.Rule)))
            return;
        Safely.Report($"the rule {finding.Rule.Name} on {finding.Path}", failure);
        client.Log(MessageType.Error, $"{finding.Path}: {state.Client.Localize(finding.Message)}");
    }

    private void Publish(ServerState state, SeriesLocation place, string absolute, Diagnostic[] diagnostics, int? version = null)
    {
        var uri = state.UriOf(absolute);
        var last = _published.GetValueOrDefault(absolute);
        if (last is not null && last.Uri != uri)
            Send(last.Uri, null, []);
        var bySeries = last?.BySeries ?? ImmutableDictionary<SeriesLocation, Diagnostic[]>.Empty;
        bySeries = diagnostics.Length > 0 ? bySeries.SetItem(place, diagnostics) : bySeries.Remove(place);
        var now = new PublishedFile(uri, bySeries);
        if (bySeries.IsEmpty)
            _published.Remove(absolute);
        else
            _published[absolute] = now;
        var before = last is not null && last.Uri == uri ? last.All : [];
        if (!before.AsSpan().SequenceEqual(now.All))
            Send(uri, state.Client.TakesVersions ? version : null, now.All);
    }

    private void Send(string uri, int? version, Diagnostic[] diagnostics) =>
        client.Notify(
            "textDocument/publishDiagnostics",
            new PublishDiagnosticsParams(uri, version, diagnostics),
            Json.Default.PublishDiagnosticsParams
        );

    /// <summary>What the client has of a file.</summary>
    /// <param name="Uri">The address that it was told.</param>
    /// <param name="BySeries">What each series finds there, where it finds anything.</param>
    private sealed record PublishedFile(string Uri, ImmutableDictionary<SeriesLocation, Diagnostic[]> BySeries)
    {
        /// <summary>What all of them find, each thing once.</summary>
        public Diagnostic[] All { get; } =
            BySeries.Count == 1 ? BySeries.Values.Single() : [.. BySeries.Values.SelectMany(found => found).Distinct()];
    }
}
