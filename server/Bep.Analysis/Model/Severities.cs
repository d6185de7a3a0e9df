using System.Collections.Immutable;

namespace Bep.Analysis.Model;

/// <summary>The names of severities in settings, in <c>.bep.yaml</c> and in what is printed.</summary>
public static class Severities
{
    /// <summary>What is written for a rule that is switched off.</summary>
    public const string Off = "off";

    /// <summary>The severities by name, the worst first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Enum.GetValues<Severity>().Select(severity => NameOf(severity))];

    /// <summary>The name of <paramref name="severity"/>; null is <see cref="Off"/>.</summary>
    public static string NameOf(Severity? severity) => severity?.ToString().ToLowerInvariant() ?? Off;

    /// <summary>The severity called <paramref name="name"/>; null for <see cref="Off"/> and for what is no name of one.</summary>
    public static Severity? Find(string? name) => Names.IndexOf(name ?? "") is >= 0 and var i ? (Severity)(i + 1) : null;
}
