using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Fixes everything in a document that can be fixed without asking: on saving, or for one rule.</summary>
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
    )
    {
        var result = SafeFixes.Apply(series, rules, new HashSet<string> { document.Path }, (_, finding) => IsWanted(finding), cancellation);
        return result.Steps.IsEmpty || result.Series.Find(document.Path) is not { } after
            ? null
            : Change.Of(document.Path, [.. LineDifference.EditsOf(document.Text, after.Text)]);

        bool IsWanted(Finding finding) =>
            (rule is null || finding.Rule.Name == rule)
            && finding.Fixes.First(fix => fix.IsSafe).Change.Files.All(file => file is FileChange.Edit && file.Path == document.Path);
    }
}
