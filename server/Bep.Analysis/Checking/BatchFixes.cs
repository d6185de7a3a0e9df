using System.Collections.Immutable;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>
/// Fixes all of a kind until nothing of it is left, as <c>bep check --fix</c> and an editor's “fix all” do: all that can be fixed without
/// asking, or what an author has chosen once.
/// </summary>
public static class BatchFixes
{
    // So many fixes of one document that would do harm are tried alone before the rest of them is left to its author, whose findings stay.
    private const int MostRefused = 200;

    /// <summary>
    /// Applies the chosen fixes of <paramref name="series"/>, by path and then in the order of the text. Those of one document that edit
    /// nothing else, and no place that another one edits, are applied together: each such step removes their findings and adds none. Where
    /// it would not, half as many are tried, down to a single one. A single one leaves fewer findings (<see cref="Effect.IsProgress"/>) and
    /// no error that was not there; a fix that would do otherwise is left out, and tried once more when others have been applied.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="paths">The documents whose findings are wanted; null for all of them.</param>
    /// <param name="choose">How a finding is fixed, in the series as it is by then; null where it stays.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static FixedSeries Apply(
        Series series,
        RuleBook rules,
        IReadOnlySet<string>? paths,
        Func<Series, Finding, Fix?> choose,
        CancellationToken cancellation = default
    )
    {
        var steps = ImmutableArray.CreateBuilder<FixedFinding>();
        var refused = new HashSet<(string Path, string Rule, LocalizableString Message)>();
        var pending = new SortedSet<string>(
            series.DocumentsAndMessages.Select(document => document.Path).Where(IsAskedFor),
            StringComparer.Ordinal
        );
        int made;
        do
        {
            made = steps.Count;
            pending.UnionWith(refused.Select(one => one.Path));
            refused.Clear();
            while (pending.Min is { } path)
            {
                if (series.Find(path) is not { } document || Next(document) is not var (fixes, effect))
                {
                    pending.Remove(path);
                    continue;
                }

                foreach (var (finding, fix) in fixes)
                    steps.Add(new(finding, fix, series));
                pending.UnionWith(effect.Affected.Where(IsAskedFor));
                series = effect.After;
            }
        } while (refused.Count > 0 && steps.Count > made);

        return new(series, steps.ToImmutable());

        bool IsAskedFor(string path) => paths?.Contains(path) != false;

        (List<(Finding Finding, Fix Fix)> Fixes, Effect Effect)? Next(Document document)
        {
            var left = new LinkedList<(Finding Finding, Fix Fix)>();
            foreach (var finding in rules.Check(document, series, cancellation))
            {
                if (choose(series, finding) is { } fix)
                    left.AddLast((finding, fix));
            }

            var tried = 0;
            for (var most = int.MaxValue; tried < MostRefused && left.First is { Value: var first }; )
            {
                if (refused.Contains(KeyOf(first.Finding)))
                {
                    left.RemoveFirst();
                    continue;
                }

                var together = most > 1 ? Disjoint(document.Path, left, most) : [first];
                if (together.Count > 1)
                {
                    var all = Change.Of(document.Path, [.. together.SelectMany(one => EditsOf(document.Path, one.Fix))]);
                    if (
                        Effect.Of(series, rules, all, cancellation: cancellation) is { } sum
                        && sum.Removes([.. together.Select(one => one.Finding)])
                        && !sum.Adds(Severity.Hint).Any()
                    )
                        return (together, sum);
                    most = together.Count / 2;
                    continue;
                }

                if (
                    Effect.Of(series, rules, first.Fix.Change, cancellation: cancellation) is { IsProgress: true } effect
                    && effect.Removes([first.Finding])
                    && !effect.Adds(Severity.Error).Any()
                )
                    return ([first], effect);
                refused.Add(KeyOf(first.Finding));
                tried++;
            }

            return null;
        }

        // The first ones that edit only the document, and each another place in it.
        List<(Finding Finding, Fix Fix)> Disjoint(string path, IEnumerable<(Finding Finding, Fix Fix)> among, int most)
        {
            var (chosen, places) = (new List<(Finding Finding, Fix Fix)>(), new SortedSet<TextSpan>());
            foreach (var one in among)
            {
                if (chosen.Count == most)
                    break;
                if (refused.Contains(KeyOf(one.Finding)))
                    continue;
                var edits = EditsOf(path, one.Fix);
                if (edits.IsEmpty)
                {
                    // What comes before a change of several files is not to wait for it, and it is not to be overtaken.
                    if (chosen.Count == 0)
                        return [one];
                    break;
                }

                if (
                    edits.Any(edit =>
                        places.GetViewBetween(TextSpan.At(0), new(edit.Span.End, int.MaxValue)).Max is var last
                        && places.Count > 0
                        && last.End >= edit.Span.Start
                    )
                )
                    continue;
                places.UnionWith(edits.Select(edit => edit.Span));
                chosen.Add(one);
            }

            return chosen;
        }

        static (string Path, string Rule, LocalizableString Message) KeyOf(Finding finding) =>
            (finding.Path, finding.Rule.Name, finding.Message);
    }

    /// <summary>How a finding is fixed without asking; null where it cannot be.</summary>
    public static Fix? Safe(Series series, Finding finding) => finding.Fixes.FirstOrDefault(fix => fix.IsSafe);

    // Empty where the fix changes anything but the text of the document.
    private static ImmutableArray<TextEdit> EditsOf(string path, Fix fix) =>
        fix.Change.Files is [FileChange.Edit edit] && edit.Path == path ? edit.Edits : [];
}

/// <summary>A series after many fixes.</summary>
/// <param name="Series">With nothing left that could be fixed as was chosen.</param>
/// <param name="Steps">What was fixed, in order.</param>
public sealed record FixedSeries(Series Series, ImmutableArray<FixedFinding> Steps);

/// <summary>A finding that was fixed.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Fix">What fixed it.</param>
/// <param name="Before">The series in which it was found: its places, and the fix's, are those of that one.</param>
public sealed record FixedFinding(Finding Finding, Fix Fix, Series Before);
