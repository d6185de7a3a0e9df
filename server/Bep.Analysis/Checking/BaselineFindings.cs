using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>
/// What was wrong with a series at an earlier time already. A finding is the same one where its rule, document, message and line are the same,
/// wherever in the document the line has moved.
/// </summary>
public sealed class BaselineFindings
{
    private const int LongestLine = 2000;

    private readonly Dictionary<string, Dictionary<Key, int>> _counts;

    private BaselineFindings(Dictionary<string, Dictionary<Key, int>> counts) => _counts = counts;

    /// <summary>What is wrong with a series of which nothing earlier is known.</summary>
    public static BaselineFindings None { get; } = new([]);

    /// <summary>What is wrong with <paramref name="series"/>, by all rules.</summary>
    public static BaselineFindings In(Series series) => new(RuleBook.Default.CheckAll(series)
        .GroupBy(finding => finding.Path)
        .ToDictionary(document => document.Key, document => document.GroupBy(finding => Key.Of(series, finding)).ToDictionary(group => group.Key, group => group.Count())));

    /// <summary>True where <paramref name="finding"/> of <paramref name="series"/> is one of these.</summary>
    public bool Has(Series series, Finding finding) => _counts.GetValueOrDefault(finding.Path)?.ContainsKey(Key.Of(series, finding)) == true;

    /// <summary>Those of <paramref name="findings"/> that are none of these, or that there are more of. Of each document all findings are given, or none.</summary>
    public IEnumerable<Finding> Without(Series series, IEnumerable<Finding> findings)
    {
        var left = new Dictionary<Key, int>();
        foreach (var finding in findings)
        {
            var key = Key.Of(series, finding);
            var count = left.TryGetValue(key, out var rest) ? rest : _counts.GetValueOrDefault(finding.Path)?.GetValueOrDefault(key) ?? 0;
            left[key] = count - 1;
            if (count <= 0) yield return finding;
        }
    }

    private readonly record struct Key(string Rule, string Path, LocalizableString Message, string Line)
    {
        public static Key Of(Series series, Finding finding)
        {
            var text = series.Documents[finding.Path].Text;
            var line = text.LineSpan(text.LineAt(finding.Span.Start));
            // Of a line that holds a whole document, what stands around the place: there may be as many findings in it.
            if (line.Length > LongestLine) line = new(Math.Max(line.Start, finding.Span.Start - LongestLine / 2), Math.Min(line.End, finding.Span.Start + LongestLine / 2));
            return new(finding.Rule.Name, finding.Path, finding.Message, text.Slice(line));
        }
    }
}
