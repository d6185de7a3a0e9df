using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Pushes diagnostics (LSP 3.17 `textDocument/publishDiagnostics`) for every document of every series. A thread of its own takes the
/// newest state, however many came in between, checks what the changes can have affected, the edited document first, and publishes what
/// differs from what the client has.
/// </summary>
sealed class DiagnosticsPublisher
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly Connection _client;
    private readonly object _gate = new();

    // Handed over from the loop, under the gate.
    private ServerState? _newest;
    private List<(SeriesPlace Place, string Path)> _changed = [];

    // Used by the publisher's thread alone.
    private ServerState? _last;
    private readonly Dictionary<SeriesPlace, Series> _checked = [];
    private readonly Dictionary<SeriesPlace, HashSet<string>> _pending = [];
    private readonly Dictionary<(SeriesPlace Place, string Path), (string Uri, Diagnostic[] Diagnostics)> _published = [];
    private readonly SeriesAnnouncer _announcer;
    private readonly ProposalsAnnouncer _proposals;
    private RuleBook? _rules;
    private bool _onlyNew;
    private ImmutableDictionary<SeriesPlace, KnownFindings> _known = ImmutableDictionary<SeriesPlace, KnownFindings>.Empty;

    /// <param name="client">Gets the diagnostics.</param>
    public DiagnosticsPublisher(Connection client)
    {
        _client = client;
        _announcer = new(client);
        _proposals = new(client);
        new Thread(Work) { IsBackground = true, Name = "diagnostics" }.Start();
    }

    /// <summary>Takes note of a new state and of the documents that have changed in it.</summary>
    public void Update(ServerState state, SeriesPlace? place, IEnumerable<string> changed)
    {
        lock (_gate)
        {
            _newest = state;
            if (place is not null) _changed.AddRange(changed.Select(path => (place, path)));
            Monitor.Pulse(_gate);
        }
    }

    private void Work()
    {
        while (true)
        {
            var (state, changed) = Take();
            Plan(state, changed);
            // What is being edited comes first, then what is open; the rest can be interrupted by news.
            foreach (var (place, path) in changed)
            {
                if (state.Open.ContainsKey(place.AbsoluteOf(path))) PublishPending(state, place, path);
            }
            foreach (var open in state.Open.Values)
            {
                if (state.SeriesAt(open.Path) is { } loaded) PublishPending(state, loaded.Place, loaded.Place.RelativeOf(open.Path)!);
            }
            PublishRest(state);
            _announcer.Announce(state);
            _proposals.Announce(state, changed);
        }
    }

    private (ServerState State, List<(SeriesPlace Place, string Path)> Changed) Take()
    {
        lock (_gate)
        {
            // Where nothing happens, time goes by nevertheless.
            while (_newest is null && (Monitor.Wait(_gate, s_minute) || _last is null)) { }
            _last = _newest ?? _last!;
            var taken = (_last, _changed);
            (_newest, _changed) = (null, []);
            return taken;
        }
    }

    /// <summary>Works out what may have other findings than those that were published.</summary>
    private void Plan(ServerState state, List<(SeriesPlace Place, string Path)> changed)
    {
        var onlyNew = state.Settings?.ShowsOnlyNew == true;
        var everything = state.Rules != _rules || onlyNew != _onlyNew;
        var known = _known;
        (_rules, _onlyNew, _known) = (state.Rules, onlyNew, state.Known);
        foreach (var (place, series) in state.Series)
        {
            var before = _checked.GetValueOrDefault(place);
            var all = everything || known.GetValueOrDefault(place) != state.Known.GetValueOrDefault(place);
            if (before == series && !all) continue;
            if (!_pending.TryGetValue(place, out var pending)) _pending.Add(place, pending = []);
            if (before is null || all) pending.UnionWith(series.Documents.Keys);
            else pending.UnionWith(series.AffectedSince(before, changed.Where(change => change.Place == place).Select(change => change.Path)));
            _checked[place] = series;
        }
        foreach (var place in _checked.Keys.Where(place => state.Series.All(loaded => loaded.Place != place)).ToArray())
        {
            _checked.Remove(place);
            _pending.Remove(place);
            foreach (var key in _published.Keys.Where(key => key.Place == place).ToArray()) Publish(state, key.Place, key.Path, []);
        }
    }

    private void PublishPending(ServerState state, SeriesPlace place, string path)
    {
        if (_pending.TryGetValue(place, out var pending) && pending.Remove(path)) Check(state, place, path);
    }

    private void PublishRest(ServerState state)
    {
        foreach (var (place, pending) in _pending)
        {
            foreach (var path in pending.ToArray())
            {
                if (Volatile.Read(ref _newest) is not null) return;
                pending.Remove(path);
                Check(state, place, path);
            }
        }
    }

    private void Check(ServerState state, SeriesPlace place, string path)
    {
        try
        {
            var loaded = new LoadedSeries(place, _checked[place]);
            Diagnostic[] diagnostics = loaded.Series.Find(path) is { } document
                ? [.. state.Shown(loaded, _rules!.Check(document, loaded.Series)).Select(finding => Translate.Diagnostic(state, loaded, document, finding))]
                : [];
            Publish(state, place, path, diagnostics);
        }
        catch (Exception e)
        {
            LanguageServer.Failed($"checking {path}", e);
        }
    }

    private void Publish(ServerState state, SeriesPlace place, string path, Diagnostic[] diagnostics)
    {
        var key = (place, path);
        var open = state.Open.GetValueOrDefault(place.AbsoluteOf(path));
        var uri = state.UriOf(place, path);
        if (_published.TryGetValue(key, out var last))
        {
            if (last.Uri != uri) Send(last.Uri, null, []);
            else if (last.Diagnostics.AsSpan().SequenceEqual(diagnostics)) return;
        }
        else if (diagnostics.Length == 0)
        {
            return;
        }
        if (diagnostics.Length > 0) _published[key] = (uri, diagnostics);
        else _published.Remove(key);
        Send(uri, state.Client.TakesVersions ? open?.Version : null, diagnostics);
    }

    private void Send(string uri, int? version, Diagnostic[] diagnostics) => _client.Notify(
        "textDocument/publishDiagnostics", new PublishDiagnosticsParams(uri, version, diagnostics), Json.Default.PublishDiagnosticsParams);
}
