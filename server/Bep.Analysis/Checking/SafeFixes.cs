using System.Collections.Immutable;
using Bep.Analysis.Model;

namespace Bep.Analysis.Checking;

/// <summary>Mends all that can be mended without asking, until nothing of the kind is left: what <c>bep check --fix</c> and an editor's “fix all” do.</summary>
public static class SafeFixes
{
    /// <summary>Applies the safe fixes of <paramref name="series"/>, one after the other, by path and then in the order of the text.</summary>
    /// <param name="series">The series.</param>
    /// <param name="rules">What is looked for.</param>
    /// <param name="paths">The documents whose findings are wanted; null for all of them.</param>
    /// <param name="isWanted">Which of their findings are to be mended, each in the series as it is by then.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Mended Apply(
        Series series, RuleBook rules, IReadOnlySet<string>? paths, Func<Series, Finding, bool> isWanted, CancellationToken cancellation = default)
    {
        var steps = ImmutableArray.CreateBuilder<MendedFinding>();
        // Two rules that undo each other's work would never come to an end: no text is made a second time.
        var made = new HashSet<(string, string)>();
        var pending = new SortedSet<string>(series.Documents.Keys.Where(IsAskedFor), StringComparer.Ordinal);
        while (pending.Min is { } path)
        {
            if (series.Find(path) is not { } document || Next(document) is not var (finding, fix, mended))
            {
                pending.Remove(path);
                continue;
            }

            steps.Add(new(finding, fix, series));
            var changed = fix.Change.Files.SelectMany(file => file is FileChange.Rename rename ? [rename.Path, rename.NewPath] : new[] { file.Path }).ToHashSet();
            pending.UnionWith(mended.AffectedSince(series, changed).Where(IsAskedFor));
            series = mended;
        }

        return new(series, steps.ToImmutable());

        bool IsAskedFor(string path) => paths?.Contains(path) != false;

        (Finding Finding, Fix Fix, Series Mended)? Next(Document document)
        {
            foreach (var finding in rules.Check(document, series, cancellation))
            {
                if (finding.Fixes.FirstOrDefault(fix => fix.IsSafe) is not { } fix || !isWanted(series, finding)) continue;
                var mended = series.Apply(fix.Change);
                if (fix.Change.Files.All(file => mended.Find(file.Path) is not { } after || made.Add((after.Path, after.Text.Content)))) return (finding, fix, mended);
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
