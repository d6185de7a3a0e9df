using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

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
            // What an editor only tells of, and goes on.
            if (finding.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            SpanLaws.LiesIn(document.Text, finding.Span, $"finding of {finding.Rule.Name}");
            BrokenLawException.Unless(
                finding.Message.ToString().Length > 0 && Annotated.Marks(document.Text, finding.Span).Length > 0,
                $"finding of {finding.Rule.Name}",
                $"It says nothing at {finding.Span}."
            );
            foreach (var place in finding.Related)
            {
                if (series.Find(place.Path) is { } other)
                    SpanLaws.LiesIn(other.Text, place.Span, $"place related to {finding.Rule.Name}");
            }
        }

        return findings;
    }
}
