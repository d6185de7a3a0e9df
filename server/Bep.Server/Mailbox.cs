using System.Diagnostics.CodeAnalysis;

namespace Bep.Server;

/// <summary>
/// What threads hand over to one other thread, in order. Who waits for it sleeps at once: the collections of the library go round in
/// circles first, and on two processors take the time from the thread that they wait for.
/// </summary>
sealed class Mailbox<T>
{
    private readonly Queue<T> _items = [];
    private bool _isClosed;

    /// <summary>Hands over <paramref name="item"/>; after <see cref="Close"/> nobody takes it any more.</summary>
    public void Add(T item)
    {
        lock (_items)
        {
            if (_isClosed)
                return;
            _items.Enqueue(item);
            Monitor.Pulse(_items);
        }
    }

    /// <summary>Waits for the next item.</summary>
    /// <returns>False once the mailbox is closed and empty.</returns>
    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (_items)
        {
            while (_items.Count == 0 && !_isClosed)
                Monitor.Wait(_items);
            return _items.TryDequeue(out item);
        }
    }

    /// <summary>Nothing more is handed over.</summary>
    public void Close()
    {
        lock (_items)
        {
            _isClosed = true;
            Monitor.Pulse(_items);
        }
    }
}
