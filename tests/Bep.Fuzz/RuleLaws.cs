using System.Collections.Immutable;
using Bep.Analysis.Checking;
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
}
