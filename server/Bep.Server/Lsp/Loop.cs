namespace Bep.Server.Lsp;

/// <summary>
/// The loop: pieces of work that are done one after the other, in the order in which they were posted. It has no thread of its own. Who
/// posts work while nothing is being done does it, and what others post meanwhile: between two keys nobody has to be woken.
/// </summary>
sealed class Loop
{
    private readonly Queue<Action> _posted = [];
    private bool _isRunning;

    /// <summary>Has <paramref name="work"/> done, perhaps before this returns. Called on any thread, which must not hold a lock.</summary>
    public void Post(Action work)
    {
        lock (_posted)
        {
            _posted.Enqueue(work);
            if (_isRunning)
                return;
            _isRunning = true;
        }

        while (Next() is { } next)
            Safely.Try("the loop", next);
    }

    private Action? Next()
    {
        lock (_posted)
        {
            _isRunning = _posted.TryDequeue(out var next);
            return next;
        }
    }
}
