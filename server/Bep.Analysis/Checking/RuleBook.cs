using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Bep.Analysis.Model;

namespace Bep.Analysis.Checking;

/// <summary>All rules, and the severities they are to have: what a document is checked with.</summary>
/// <param name="severities">
/// Severities that differ from the rules' own, by rule name; null for a rule that is off. A finding's severity becomes the one given here,
/// whatever the rule chose.
/// </param>
public sealed class RuleBook(ImmutableDictionary<string, Severity?> severities)
{
    private readonly ImmutableArray<Rule> _rules =
        [.. Rules.Where(rule => !severities.TryGetValue(rule.Name, out var severity) || severity is not null)];

    /// <summary>Every rule there is, by name in order. Adding a rule is adding its class.</summary>
    public static ImmutableArray<Rule> Rules { get; } = FindRules();

    /// <summary>The rules with their own severities.</summary>
    public static RuleBook Default { get; } = new([]);

    /// <summary>The rule called <paramref name="name"/>; null where there is none.</summary>
    public static Rule? Find(string name) => Rules.FirstOrDefault(rule => rule.Name == name);

    /// <summary>What is wrong with <paramref name="document"/>, in the order of the text.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for.</exception>
    public ImmutableArray<Finding> Check(Document document, Series series, CancellationToken cancellation = default)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var rule in _rules)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var finding in rule.Check(document, series))
                findings.Add(severities.GetValueOrDefault(rule.Name) is { } severity ? finding with { Severity = severity } : finding);
        }

        findings.Sort((x, y) => x.Span.CompareTo(y.Span) is not 0 and var order ? order : string.CompareOrdinal(x.Rule.Name, y.Rule.Name));
        return findings.ToImmutable();
    }

    /// <summary>What is wrong with the whole of <paramref name="series"/>: by path, and within a document in the order of the text.</summary>
    public ImmutableArray<Finding> CheckAll(Series series) =>
    [
        .. series.Documents.Values
            .AsParallel()
            .Select(document => Check(document, series))
            .Where(findings => findings.Length > 0)
            .OrderBy(findings => findings[0].Path, StringComparer.Ordinal)
            .SelectMany(findings => findings),
    ];

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program keeps this assembly whole.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A trimmed program keeps this assembly whole.")]
    private static ImmutableArray<Rule> FindRules() =>
    [
        .. typeof(Rule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract)
            .Select(type => (Rule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Name, StringComparer.Ordinal),
    ];
}
