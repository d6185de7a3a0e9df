using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>All rules, and the severities they are to have: what a document is checked with.</summary>
/// <param name="severities">
/// Severities that a person set, by rule name; null for a rule that is off. They stand above those that the series sets for everybody
/// (<see cref="Convention.Severities"/>); a finding's severity becomes the one given, whatever the rule chose.
/// </param>
public sealed class RuleBook(ImmutableDictionary<string, Severity?> severities)
{
    /// <summary>Every rule there is, by name in order. Adding a rule is adding its class.</summary>
    public static ImmutableArray<Rule> Rules { get; } = FindRules();

    /// <summary>The names of <see cref="Rules"/>, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Rules.Select(rule => rule.Name)];

    /// <summary>The rules with their own severities.</summary>
    public static RuleBook Default { get; } = new([]);

    /// <summary>The rules that are checked: all of them, save in tests of how one that fails is met.</summary>
    public ImmutableArray<Rule> Checked { get; init; } = Rules;

    /// <summary>The rule called <paramref name="name"/>; null where there is none.</summary>
    public static Rule? Find(string name) => Rules.FirstOrDefault(rule => rule.Name == name);

    /// <summary>True where a person set the severity of <paramref name="rule"/>, whatever the series says.</summary>
    public bool Sets(Rule rule) => severities.ContainsKey(rule.Name);

    // What was found in a snapshot whose documents are checked again and again; see RememberingOf.
    private (Series Of, Dictionary<Document, ImmutableArray<Finding>> Found)? _known;

    /// <summary>
    /// The same rules for one answer, on one thread, to which many changes of <paramref name="series"/> are tried: each of its documents is
    /// checked once.
    /// </summary>
    public RuleBook RememberingOf(Series series) =>
        new(severities) { Checked = Checked, _known = (series, new(ReferenceEqualityComparer.Instance)) };

    /// <summary>What is wrong with <paramref name="document"/>, in the order of the text.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for.</exception>
    public ImmutableArray<Finding> Check(Document document, Series series, CancellationToken cancellation = default)
    {
        if (_known is not var (of, found) || of != series)
            return Find(document, series, cancellation);
        if (!found.TryGetValue(document, out var known))
            found.Add(document, known = Find(document, series, cancellation));
        return known;
    }

    private ImmutableArray<Finding> Find(Document document, Series series, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var found = new List<Finding>();
        // Findings of form in a proposal that nobody works on any more are one severity milder.
        var convention = series.Convention;
        var isSettled = convention.IsMildWhenSettled && document.Kind == DocumentKind.Proposal && document.IsSettled(convention);
        var isStub = document.Kind == DocumentKind.Proposal && convention.IsStub(document.Facts[FieldRole.Status]);
        var isReserved = !isStub && UntouchedTemplate.Is(document, series);
        var unwritten = new Lazy<Unwritten?>(() => Unwritten.In(document, series));
        var silenced = document.Suppressions.IsEmpty ? null : new SuppressionIndex(document);
        foreach (var rule in Checked)
        {
            cancellation.ThrowIfCancellationRequested();
            if (document.Kind == DocumentKind.Message != (rule.Group == RuleGroup.ChangeTitles))
                continue;
            if (document.Kind == DocumentKind.Source && !rule.JudgesSource)
                continue;
            if (!series.IsListed && !rule.JudgesAlone)
                continue;
            var isSet = TryGetSeverity(rule, convention, out var set);
            if (isSet && set is null)
                continue;
            if (isStub && !rule.AppliesToStubs)
                continue;
            found.Clear();
            rule.Run(document, series, found);
            foreach (var finding in found)
            {
                // That nothing is written yet is said once.
                if (
                    isReserved
                    && finding is { Severity: > Severity.Error, Failure: null }
                    && rule.Group is RuleGroup.FrontMatter or RuleGroup.Structure
                    && !rule.SpeaksOfReservations
                )
                    continue;
                if (silenced?.Covers(finding.Rule.Name, finding.Span) == true)
                    continue;
                if (
                    !rule.JudgesYaml
                    && document.FrontMatter is { Problems.IsEmpty: false } block
                    && block.FieldAround(finding.Span)?.IsBroken == true
                )
                    continue;
                findings.Add(
                    finding.Failure is not null ? finding
                    : finding.Severity < Severity.Hint && unwritten.Value?.Covers(finding) == true
                        ? finding with
                        {
                            Severity = Severity.Hint,
                        }
                    : isSet ? finding with { Severity = set!.Value }
                    : isSettled && rule.Group is RuleGroup.FrontMatter or RuleGroup.Lifecycle or RuleGroup.Structure
                        ? finding with
                        {
                            Severity = Milder(finding.Severity),
                        }
                    : finding
                );
            }
        }

        findings.Sort((x, y) => x.Span.CompareTo(y.Span) is not 0 and var order ? order : string.CompareOrdinal(x.Rule.Name, y.Rule.Name));
        return findings.ToImmutable();
    }

    /// <summary>
    /// What is wrong with the whole of <paramref name="series"/>: by path, and within a document in the order of the text.
    /// </summary>
    public ImmutableArray<Finding> CheckAll(Series series) =>
        [
            .. Concurrently
                .Map(series.DocumentsAndMessages, document => Find(document, series, CancellationToken.None))
                .Where(findings => findings.Length > 0)
                .OrderBy(findings => findings[0].Path, StringComparer.Ordinal)
                .SelectMany(findings => findings),
        ];

    private bool TryGetSeverity(Rule rule, Convention convention, out Severity? severity)
    {
        if (severities.TryGetValue(rule.Name, out severity))
            return true;
        foreach (var (name, set) in convention.Severities)
        {
            if (name != rule.Name)
                continue;
            severity = set;
            return true;
        }

        return false;
    }

    private static Severity Milder(Severity severity) => severity == Severity.Hint ? severity : severity + 1;

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program keeps the rules (Roots.xml).")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "A trimmed program keeps the rules (Roots.xml).")]
    private static ImmutableArray<Rule> FindRules() =>
        [
            .. typeof(Rule)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract)
                .Select(type => (Rule)Activator.CreateInstance(type)!)
                .OrderBy(rule => rule.Name, StringComparer.Ordinal),
        ];
}
