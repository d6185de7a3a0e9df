using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Fuzz;

namespace Bep.Tests.Rules;

/// <summary>What holds of every series, whatever is in it.</summary>
internal static class Invariants
{
    /// <summary>
    /// Each fix, applied alone, removes the finding it came with and adds none of any severity but those that it says it uncovers. None is
    /// so that it would not be offered.
    /// </summary>
    public static void FixesMend(Series series)
    {
        foreach (var finding in RuleBook.Default.CheckAll(series))
        {
            Assert.Equal(finding.Fixes.Select(fix => fix.Title), finding.Fixes.Select(fix => fix.Title).Distinct());
            foreach (var fix in finding.Fixes)
            {
                var what = $"“{fix.Title}” of {finding.Rule.Name} ({finding.Message})";
                FixLaws.Apply(series, fix.Change, what);
                var effect = Effect.Of(series, RuleBook.Default, fix.Change);
                Assert.True(effect?.Removes(finding), $"{what} leaves it.");
                Assert.True(
                    !effect!.Adds(Severity.Hint).Except(fix.Uncovers).Any(),
                    $"{what} adds {string.Join(", ", effect.Adds(Severity.Hint).Except(fix.Uncovers))}."
                );
            }
        }
    }

    /// <summary>What is checked after an edit gives, with the rest of the last findings, what checking everything gives.</summary>
    public static void JudgesAlone(Series series)
    {
        foreach (var document in series.Documents.Values)
        {
            // As the server opens one: the files are there that it links.
            var alone = document
                .Links.Select(link => link.Path)
                .OfType<string>()
                .Where(series.Exists)
                .Aggregate(
                    Series.Unlisted(series.Folder, series.BaseConvention, series.ExternalFacts, series.Configuration).With(document),
                    (known, path) => known.WithFile(path)
                );
            Assert.Subset(
                RuleBook.Default.Check(document, series).Select(finding => (finding.Rule, finding.Span)).ToHashSet(),
                RuleBook.Default.Check(document, alone).Select(finding => (finding.Rule, finding.Span)).ToHashSet()
            );
        }
    }

    public static void AffectedSuffices(Series before, Series after, IEnumerable<string> changed, string what)
    {
        var affected = Affected.Between(before, after, changed);
        foreach (var document in after.DocumentsAndMessages.Where(document => !affected.Contains(document.Path)))
        {
            var then = before.Find(document.Path) is { } old ? RuleBook.Default.Check(old, before) : [];
            var now = RuleBook.Default.Check(document, after);
            Assert.True(
                then.Select(Exactly).SequenceEqual(now.Select(Exactly)),
                $"{what}: {document.Path} was not looked at, but changed from [{string.Join(", ", then.Select(Exactly))}] to [{string.Join(", ", now.Select(Exactly))}]"
            );
        }
    }

    /// <summary>The series with another text for one of its documents.</summary>
    public static Series With(Series series, string path, string content) =>
        series.With(DocumentParser.Parse(path, new(content), series.Folder, series.BaseConvention));

    private static string Exactly(Finding finding) =>
        $"{finding.Rule.Name} {finding.Span.Start}-{finding.Span.End} {finding.Severity} {finding.Message}";
}
