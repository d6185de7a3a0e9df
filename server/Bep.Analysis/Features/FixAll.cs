using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Fixes many findings at once: all that can be fixed without asking, or all of one rule in the way that was chosen.</summary>
public static class FixAll
{
    /// <summary>
    /// One edit that does what the safe fixes of <paramref name="document"/> do one after the other, as far as they change nothing else;
    /// null where there are none.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="rule">Only this rule's findings; null for those of all rules.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Change? In(
        Series series,
        Document document,
        RuleBook rules,
        string? rule = null,
        CancellationToken cancellation = default
    ) =>
        Made(
            series,
            rules,
            [document.Path],
            finding =>
                (rule is null || finding.Rule.Name == rule)
                && BatchFixes.Safe(series, finding) is { } fix
                && fix.Change.Files.All(file => file is FileChange.Edit && file.Path == document.Path)
                    ? fix
                    : null,
            cancellation
        );

    /// <summary>
    /// The ways in which more than one finding of the documents can be fixed, by rule and then in the order of the findings.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="paths">The documents whose findings count, by path in order.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ImmutableArray<WayToFix> Ways(
        Series series,
        RuleBook rules,
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation = default
    ) =>
        [
            .. Concurrently
                .Map([.. paths.Select(series.Find).OfType<Document>()], document =>
                    cancellation.IsCancellationRequested ? [] : rules.Check(document, series)
                )
                .SelectMany(findings => findings)
                // A disagreement of a row and a document is found at both, and is one.
                .Where(finding => !finding.IsMirroredElsewhere || !paths.Contains(series.RegistryPath))
                .SelectMany(finding =>
                    finding.Fixes.Where(IsEdit).Select(fix => (finding.Rule, fix.Title)).DistinctBy(fix => fix.Title.Template)
                )
                .GroupBy(fix => (fix.Rule.Name, fix.Title.Template))
                .Select(fixes => new WayToFix(fixes.Key.Name, fixes.Key.Template, fixes.First().Title, fixes.Count()))
                .OrderBy(way => way.Rule, StringComparer.Ordinal),
        ];

    /// <summary>
    /// The change that fixes all findings of <paramref name="rule"/> in the documents in one way; null where that does not fix any.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="paths">The documents whose findings are fixed; other ones may be edited with them.</param>
    /// <param name="rule">A rule's name.</param>
    /// <param name="way">See <see cref="WayToFix.Way"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Change? In(
        Series series,
        RuleBook rules,
        IReadOnlyCollection<string> paths,
        string rule,
        string way,
        CancellationToken cancellation = default
    ) => Made(series, rules, paths, finding => Chosen(finding, rule, way), cancellation);

    /// <summary>The documents of <paramref name="series"/>, by path in order.</summary>
    public static IReadOnlyCollection<string> Paths(Series series) => [.. series.Documents.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The fix of <paramref name="finding"/> that is meant by a rule and a way; null where it has none such.</summary>
    public static Fix? Chosen(Finding finding, string rule, string way) =>
        finding.Rule.Name == rule ? finding.Fixes.FirstOrDefault(fix => fix.Title.Template == way && IsEdit(fix)) : null;

    /// <summary>True for a fix that can be made together with others: it edits texts, and no file comes or gets another name.</summary>
    public static bool IsEdit(Fix fix) => fix.Change.Files.All(file => file is FileChange.Edit);

    private static Change? Made(
        Series series,
        RuleBook rules,
        IReadOnlyCollection<string> paths,
        Func<Finding, Fix?> choose,
        CancellationToken cancellation
    )
    {
        var result = BatchFixes.Apply(series, rules, paths.ToHashSet(), (_, finding) => choose(finding), cancellation);
        var changed = result
            .Steps.SelectMany(step => step.Fix.Change.Files)
            .Select(file => file.Path)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(path => new FileChange.Edit(path, LineDifference.EditsOf(series.Find(path)!.Text, result.Series.Find(path)!.Text)))
            .Where(edit => !edit.Edits.IsEmpty)
            .ToImmutableArray<FileChange>();
        return changed.IsEmpty ? null : new(changed);
    }
}

/// <summary>A way in which findings of one rule can be fixed.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Way">What tells it from other ways: the words that the titles of its fixes share.</param>
/// <param name="Title">What it does to the first finding.</param>
/// <param name="Count">How many findings can be fixed so.</param>
public sealed record WayToFix(string Rule, string Way, LocalizableString Title, int Count);
