using System.Collections.Immutable;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>Mends all that can be mended without asking, until nothing of the kind is left: what <c>bep check --fix</c> and an editor's “fix all” do.</summary>
public static class SafeFixes
{
    /// <summary>
    /// Applies the safe fixes of <paramref name="series"/>, one after the other, by path and then in the order of the text. Each step leaves fewer
    /// findings (<see cref="Effect.IsProgress"/>) and no error that was not there; a fix that would do otherwise is left out, and tried once more
    /// when others have been applied.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="paths">The documents whose findings are wanted; null for all of them.</param>
    /// <param name="isWanted">Which of their findings are to be mended, each in the series as it is by then.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Mended Apply(
        Series series, RuleBook rules, IReadOnlySet<string>? paths, Func<Series, Finding, bool> isWanted, CancellationToken cancellation = default)
    {
        var steps = ImmutableArray.CreateBuilder<MendedFinding>();
        var refused = new HashSet<(string Path, string Rule, Phrase Message)>();
        var pending = new SortedSet<string>(series.Documents.Keys.Where(IsAskedFor), StringComparer.Ordinal);
        int made;
        do
        {
            made = steps.Count;
            pending.UnionWith(refused.Select(one => one.Path));
            refused.Clear();
            while (pending.Min is { } path)
            {
                if (series.Find(path) is not { } document || Next(document) is not var (finding, fix, effect))
                {
                    pending.Remove(path);
                    continue;
                }

                steps.Add(new(finding, fix, series));
                pending.UnionWith(effect.Affected.Where(IsAskedFor));
                series = effect.After;
            }
        }
        while (refused.Count > 0 && steps.Count > made);

        return new(series, steps.ToImmutable());

        bool IsAskedFor(string path) => paths?.Contains(path) != false;

        (Finding Finding, Fix Fix, Effect Effect)? Next(Document document)
        {
            foreach (var finding in rules.Check(document, series, cancellation))
            {
                if (finding.Fixes.FirstOrDefault(fix => fix.IsSafe) is not { } fix || !isWanted(series, finding)) continue;
                var key = (finding.Path, finding.Rule.Name, finding.Message);
                if (refused.Contains(key)) continue;
                if (Effect.Of(series, rules, fix.Change, cancellation: cancellation) is { IsProgress: true } effect && effect.Removes(finding) && !effect.Adds(Severity.Error).Any()) return (finding, fix, effect);
                refused.Add(key);
            }

            return null;
        }
    }
}

/// <summary>A series after its safe fixes.</summary>
/// <param name="Series">With nothing left that could be mended without asking.</param>
/// <param name="Steps">What was mended, in order.</param>
public sealed record Mended(Series Series, ImmutableArray<MendedFinding> Steps);

/// <summary>A finding that was mended.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Fix">What mended it.</param>
/// <param name="Before">The series in which it was found: its places, and the fix's, are those of that one.</param>
public sealed record MendedFinding(Finding Finding, Fix Fix, Series Before);
