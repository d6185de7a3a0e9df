using Bep.Server.Files;

namespace Bep.Server.Lsp;

/// <summary>
/// The one mutable cell: the state that holds now. It is changed on the loop alone; whoever answers a request reads it once.
/// </summary>
/// <param name="publisher">Told of what changes for the client.</param>
/// <param name="post">Puts work on the loop, from any thread.</param>
sealed class StateCell(Publisher publisher, Action<Action> post)
{
    /// <summary>The state that holds now.</summary>
    public ServerState State { get; set; } = new();

    /// <summary>Raised on the loop, with its place, when a series has become another one.</summary>
    public event Action<SeriesLocation>? SeriesChanged;

    /// <summary>Puts work on the loop, from any thread.</summary>
    public void Post(Action work) => post(work);

    /// <summary>
    /// Puts <paramref name="loaded"/> in place of the series at its place; <paramref name="changed"/> are the paths that differ, null for
    /// all that there may be.
    /// </summary>
    public void Replace(LoadedSeries loaded, params IEnumerable<string?> changed)
    {
        State = State.With(loaded);
        Publish(loaded.Place, changed);
    }

    /// <summary>Has the client told of the state as it is now; see <see cref="Publisher.Update"/>.</summary>
    public void Publish(SeriesLocation? place = null, params IEnumerable<string?> changed)
    {
        publisher.Update(State, place, changed);
        if (place is not null)
            SeriesChanged?.Invoke(place);
    }
}
