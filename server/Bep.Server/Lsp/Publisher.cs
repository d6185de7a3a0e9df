using System.Diagnostics.CodeAnalysis;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Tells the client what a new state changes for it: diagnostics first, then which series there are, and whether their lists of proposals
/// are other ones. A thread of its own takes the newest state, however many came in between. Once nothing changes
/// any more, it gives back what reading a series took.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A source without a timer holds nothing to give back, and this lives as long as the process."
)]
sealed class Publisher
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    // Longer than somebody who writes stops between two words.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(3);

    private readonly object _gate = new();

    // Handed over from the loop, under the gate.
    private ServerState? _newest;
    private List<(SeriesLocation Place, string? Path)> _changed = [];
    private CancellationTokenSource _overtaken = new();

    // Used by the publisher's thread alone.
    private readonly DiagnosticsPublisher _diagnostics;
    private readonly SeriesAnnouncer _series;
    private readonly ProposalsAnnouncer _proposals;
    private ServerState? _last;

    // True after a series was read, until what that took is given back.
    private bool _hasRead;

    private readonly Action<SeriesLocation> _hasErrors;

    /// <param name="client">Who is told.</param>
    /// <param name="hasErrors">
    /// Told, on the publisher's thread, of a series with errors of which it is not known which are new, each time that something changed.
    /// </param>
    public Publisher(Connection client, Action<SeriesLocation> hasErrors)
    {
        _hasErrors = hasErrors;
        _diagnostics = new(client);
        _series = new(client);
        _proposals = new(client);
        Safely.Start("publisher", Work);
    }

    /// <summary>
    /// Takes note of a new state and of the documents that have changed in it; null for all that a series has, where it was read anew.
    /// </summary>
    public void Update(ServerState state, SeriesLocation? place, IEnumerable<string?> changed)
    {
        lock (_gate)
        {
            _newest = state;
            if (place is not null)
                _changed.AddRange(changed.Select(path => (place, path)));
            _overtaken.Cancel();
            Monitor.Pulse(_gate);
        }
    }

    private void Work()
    {
        while (true)
        {
            if (Take() is not var (state, changed, overtaken))
            {
                GiveBack();
                continue;
            }

            Safely.Try("diagnostics", () => _diagnostics.Publish(state, changed, overtaken));
            Safely.Try("announcing the series", () => _series.Announce(state, place => _diagnostics.ErrorsIn(place).New));
            Safely.Try("announcing the proposals", () => _proposals.Announce(state, changed));
            foreach (var (place, series) in state.Client.WantsSeries ? state.Series : [])
            {
                if (series.IsComplete && !state.Baseline.ContainsKey(place) && _diagnostics.ErrorsIn(place).All > 0)
                    _hasErrors(place);
            }

            _hasRead |= changed.Exists(one => one.Path is null) && state.Series.All(one => one.Series.IsComplete);
        }
    }

    // To read a series takes a third more memory than to have it. Collecting that holds everything up, a fifth of a second for ten thousand
    // documents: it is done once nobody types.
    private void GiveBack()
    {
        _hasRead = false;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        StartupTrace.Mark("the memory that reading took given back");
    }

    // Null after a silence where something is to be given back.
    private (ServerState State, List<(SeriesLocation Place, string? Path)> Changed, CancellationToken Overtaken)? Take()
    {
        lock (_gate)
        {
            // Where nothing happens, time goes by nevertheless.
            while (_newest is null && (Monitor.Wait(_gate, _hasRead ? s_silence : s_minute) || _last is null)) { }
            if (_newest is null && _hasRead)
                return null;
            _last = _newest ?? _last!;
            var taken = (_last, _changed);
            (_newest, _changed, _overtaken) = (null, [], new());
            return (taken._last, taken._changed, _overtaken.Token);
        }
    }
}
