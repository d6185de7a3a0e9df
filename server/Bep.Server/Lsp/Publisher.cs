using System.Diagnostics.CodeAnalysis;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Tells the client what a new state changes for it: diagnostics first, then which series there are, and whether their lists of proposals
/// are other ones. A thread of its own takes the newest state, however many came in between.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A source without a timer holds nothing to give back, and this lives as long as the process."
)]
sealed class Publisher
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

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
            var (state, changed, overtaken) = Take();
            Safely.Try("diagnostics", () => _diagnostics.Publish(state, changed, overtaken));
            Safely.Try("announcing the series", () => _series.Announce(state, place => _diagnostics.ErrorsIn(place).New));
            Safely.Try("announcing the proposals", () => _proposals.Announce(state, changed));
            foreach (var (place, series) in state.Client.WantsSeries ? state.Series : [])
            {
                if (series.IsComplete && !state.Baseline.ContainsKey(place) && _diagnostics.ErrorsIn(place).All > 0)
                    _hasErrors(place);
            }
        }
    }

    private (ServerState State, List<(SeriesLocation Place, string? Path)> Changed, CancellationToken Overtaken) Take()
    {
        lock (_gate)
        {
            // Where nothing happens, time goes by nevertheless.
            while (_newest is null && (Monitor.Wait(_gate, s_minute) || _last is null)) { }
            _last = _newest ?? _last!;
            var taken = (_last, _changed);
            (_newest, _changed, _overtaken) = (null, [], new());
            return (taken._last, taken._changed, _overtaken.Token);
        }
    }
}
