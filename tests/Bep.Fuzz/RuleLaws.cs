using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Features;
using Bep.Analysis.Model;

namespace Bep.Fuzz;

/// <summary>What holds of what rules find and of how it is fixed.</summary>
public static class RuleLaws
{
    /// <summary>What is found in <paramref name="document"/>; each finding lies in it.</summary>
    public static ImmutableArray<Finding> Check(Series series, Document document)
    {
        var findings = RuleBook.Default.Check(document, series);
        foreach (var finding in findings)
        {
            SpanLaws.LiesIn(document.Text, finding.Span, $"finding of {finding.Rule.Name}");
            foreach (var place in finding.Related)
            {
                if (series.Find(place.Path) is { } other) SpanLaws.LiesIn(other.Text, place.Span, $"place related to {finding.Rule.Name}");
            }
        }

        return findings;
    }

    /// <summary>Every fix can be made, and what an editor would do with its edits is what the program does.</summary>
    public static void CheckFixes(Series series, ImmutableArray<Finding> findings, Sample sample)
    {
        foreach (var finding in sample.Of(findings))
        {
            foreach (var fix in sample.Of(finding.Fixes))
            {
                var after = Apply(series, fix.Change, $"fix of {finding.Rule.Name}");
                if (Laws.JudgesFixes) Judge(series, findings, finding, fix, after);
            }

            if (!sample.Now(4)) continue;
            foreach (var fix in sample.Of([.. Ignore.For(series, series.Find(finding.Path)!, finding)])) Apply(series, fix.Change, "ignoring");
        }
    }

    /// <summary>The series after <paramref name="change"/>, whose edits lie in their texts.</summary>
    public static Series Apply(Series series, Change change, string law)
    {
        foreach (var file in change.Files)
        {
            if (file is not FileChange.Edit edit) continue;
            var document = series.Find(edit.Path) ?? throw new BrokenLawException(law, $"{edit.Path} is edited and not there.");
            for (var i = 0; i < edit.Edits.Length; i++)
            {
                SpanLaws.LiesIn(document.Text, edit.Edits[i].Span, law);
                BrokenLawException.Unless(i == 0 || edit.Edits[i - 1].Span.End <= edit.Edits[i].Span.Start, law, $"Edits overlap in {edit.Path}.");
            }
        }

        return series.Apply(change);
    }

    // A fix removes its finding and adds none.
    private static void Judge(Series before, ImmutableArray<Finding> findings, Finding finding, Fix fix, Series after)
    {
        var now = after.Documents.Values.SelectMany(document => RuleBook.Default.Check(document, after)).ToList();
        var left = now.Count(other => other.Rule == finding.Rule && other.Message.Equals(finding.Message) && other.Path == finding.Path);
        var then = findings.Count(other => other.Rule == finding.Rule && other.Message.Equals(finding.Message) && other.Path == finding.Path);
        BrokenLawException.Unless(left < then, $"fix of {finding.Rule.Name}", $"“{fix.Title}” leaves “{finding.Message}” in {before.Find(finding.Path)!.Path}.");
    }
}
