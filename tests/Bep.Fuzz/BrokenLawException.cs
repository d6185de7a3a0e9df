namespace Bep.Fuzz;

/// <summary>Something that always holds did not.</summary>
/// <param name="law">What, in a few words that are the same for each time: two inputs that break one law in one way are one fault.</param>
/// <param name="message">The case.</param>
public sealed class BrokenLawException(string law, string message) : Exception($"{law}: {message}")
{
    /// <summary>What does not hold.</summary>
    public string Law => law;

    /// <summary>Throws unless <paramref name="holds"/>.</summary>
    public static void Unless(
        bool holds,
        string law,
        [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(holds))] ref Words message
    )
    {
        if (!holds)
            throw new BrokenLawException(law, message.ToString());
    }

    /// <summary>A message that is only put together where it is needed.</summary>
    [System.Runtime.CompilerServices.InterpolatedStringHandler]
    public ref struct Words
    {
        private System.Runtime.CompilerServices.DefaultInterpolatedStringHandler _words;

        /// <summary>For the compiler.</summary>
        public Words(int literalLength, int formattedCount, bool holds, out bool isNeeded)
        {
            isNeeded = !holds;
            if (isNeeded)
                _words = new(literalLength, formattedCount);
        }

        /// <summary>For the compiler.</summary>
        public void AppendLiteral(string words) => _words.AppendLiteral(words);

        /// <summary>For the compiler.</summary>
        public void AppendFormatted<T>(T value) => _words.AppendFormatted(value);

        /// <inheritdoc/>
        public override string ToString() => _words.ToString();
    }
}
