using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Rules;

/// <summary>
/// What every fix of every example does to the files, not only the first one's: the committed list is what comes out, and a change of it is
/// read before it is committed.
/// </summary>
[Trait("Category", "Generated")]
public sealed class FixResultTests
{
    [Fact]
    public void The_committed_results_are_current() => Generated.Is(Write(), "tests", "Bep.Tests", "Rules", "fix-results.txt");

    private static string Write()
    {
        var text = new StringBuilder();
        foreach (var rule in RuleBook.Rules)
        {
            foreach (var example in rule.Examples)
            {
                var series = Fixture.Read(example.Files).ToSeries();
                var findings = series
                    .DocumentsAndMessages.OrderBy(document => document.Path, StringComparer.Ordinal)
                    .SelectMany(document => rule.Check(document, series).OrderBy(finding => finding.Span))
                    .Where(finding => finding.Fixes.Length > 0)
                    .ToList();
                if (findings.Count == 0)
                    continue;
                text.Append($"# {rule.Name}: {example.Title}\n");
                foreach (var finding in findings)
                {
                    text.Append($"\n{finding.Path}: {finding.Message}\n");
                    foreach (var fix in finding.Fixes)
                        text.Append($"  {fix.Title}{(fix.IsSafe ? " (safe)" : "")}\n{Difference(series, fix.Change)}");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    // Files that came, went or have another name, and the lines between the first and the last one that is different.
    private static string Difference(Series before, Change change)
    {
        var after = before.Apply(change);
        var text = new StringBuilder();
        foreach (var rename in change.Files.OfType<FileChange.Rename>())
            text.Append($"    {rename.Path} → {rename.NewPath}\n");
        foreach (var path in after.DocumentsAndMessages.Select(document => document.Path).Order(StringComparer.Ordinal))
        {
            var old = change
                .Files.OfType<FileChange.Rename>()
                .Aggregate(path, (name, rename) => name == rename.NewPath ? rename.Path
                    : name.StartsWith(rename.NewPath + "/", StringComparison.Ordinal) ? rename.Path + name[rename.NewPath.Length..]
                    : name);
            string[] was = Lines(before.Find(old)),
                now = Lines(after.Find(path));
            if (was.SequenceEqual(now))
                continue;
            var first = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
            var last = was.Skip(first).Reverse().Zip(now.Skip(first).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
            text.Append($"    {path}{(before.Find(old) is null ? " is new" : "")}\n");
            foreach (var line in was[first..^last])
                text.Append($"    -{line}\n");
            foreach (var line in now[first..^last])
                text.Append($"    +{line}\n");
        }

        return text.ToString();
    }

    // With the line ends, so that one which comes or goes is seen.
    private static string[] Lines(Document? document) =>
        (document?.Text.Content ?? "")
            .Replace("\r", "␍", StringComparison.Ordinal)
            .Replace("\n", "⏎\n", StringComparison.Ordinal)
            .Split('\n');
}
