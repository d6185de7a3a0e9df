namespace Bep.Analysis.Text;

/// <summary>
/// What a record works out of its own values on first use and then keeps. Records compare all that they hold; as this says nothing that the
/// rest does not say, it is equal to any other.
/// </summary>
internal sealed class Derived<T> : IEquatable<Derived<T>>
    where T : class
{
    private T? _value;

    /// <summary>
    /// The value, by <paramref name="make"/> where it has not been asked for. Two threads may both make it; they get equal ones.
    /// </summary>
    public T Get(Func<T> make) => _value ??= make();

    /// <summary>Likewise of <paramref name="from"/>, for what is asked for so often that a function with something in it costs more.</summary>
    public T Get<TFrom>(TFrom from, Func<TFrom, T> make) => _value ??= make(from);

    /// <inheritdoc/>
    public bool Equals(Derived<T>? other) => other is not null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Derived<T>;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
