using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>
/// What came of asking for a change: its value; or a reason why there is none; or, where there is nothing to change, neither
/// (<c>default</c>).
/// </summary>
/// <typeparam name="T">What is asked for.</typeparam>
/// <param name="Value">What was asked for; null where it cannot be had.</param>
/// <param name="Refusal">Why it cannot be had, in a sentence; null where it can, or where nothing was meant.</param>
public readonly record struct Attempt<T>(T? Value, LocalizableString? Refusal)
    where T : class
{
    /// <summary>An attempt that succeeded.</summary>
    public static implicit operator Attempt<T>(T value) => new(value, null);

    /// <summary>One that was refused.</summary>
    public static implicit operator Attempt<T>(LocalizableString refusal) => new(null, refusal);
}
