using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Checking;

/// <summary>
/// What was wrong with a series at an earlier time already. A finding is the same one where its rule, its document and the text that it
/// marks are the same: wherever that stands by now, whatever the document is called, and whatever else the message says.
/// </summary>
public sealed class BaselineFindings
{
    private const int LongestText = 2000;

    // A document with another name is the one that has most of its lines, and at least half of them.
    private const double OfOneDocument = 0.5;

    private readonly Series? _before;
    private readonly Dictionary<string, Dictionary<Key, int>> _counts;
    private (FileSet Files, List<Document> Gone)? _gone;

    private BaselineFindings(Series? before, Dictionary<string, Dictionary<Key, int>> counts) => (_before, _counts) = (before, counts);

    /// <summary>What is wrong with a series of which nothing earlier is known.</summary>
    public static BaselineFindings None { get; } = new(null, []);

    /// <summary>What is wrong with <paramref name="series"/>, by all rules.</summary>
    public static BaselineFindings In(Series series) =>
        new(
            series,
            RuleBook
                .Default.CheckAll(series)
                .GroupBy(finding => finding.Path)
                .ToDictionary(
                    document => document.Key,
                    document =>
                        document.GroupBy(finding => Key.Of(series, finding)).ToDictionary(group => group.Key, group => group.Count())
                )
        );

    /// <summary>
    /// What <paramref name="finding"/> of <paramref name="series"/> marks, its blanks made one; empty for one about a whole document, which
    /// stands on its first line.
    /// </summary>
    public static string MarkedText(Series series, Finding finding)
    {
        var document = series.Find(finding.Path)!;
        if (finding.Span == document.FirstLine)
            return "";
        var span = finding.Span.Length > LongestText ? finding.Span with { End = finding.Span.Start + LongestText } : finding.Span;
        return string.Join(' ', document.Text.Slice(span).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>True where <paramref name="finding"/> of <paramref name="series"/> is one of these.</summary>
    public bool Has(Series series, Finding finding) => CountsOf(series, finding.Path)?.ContainsKey(Key.Of(series, finding)) == true;

    /// <summary>
    /// Those of <paramref name="findings"/> that are not among these, or that there are more of. Of each document all findings are given,
    /// or none.
    /// </summary>
    public IEnumerable<Finding> Without(Series series, IEnumerable<Finding> findings)
    {
        var left = new Dictionary<(string Path, Key Key), int>();
        var (path, counts) = ("", default(Dictionary<Key, int>));
        foreach (var finding in findings)
        {
            if (finding.Path != path)
                (path, counts) = (finding.Path, CountsOf(series, finding.Path));
            var key = (path, Key.Of(series, finding));
            var count = left.TryGetValue(key, out var rest) ? rest : counts?.GetValueOrDefault(key.Item2) ?? 0;
            left[key] = count - 1;
            if (count <= 0)
                yield return finding;
        }
    }

    private Dictionary<Key, int>? CountsOf(Series series, string path)
    {
        if (_before is null || _counts.Count == 0)
            return null;
        return _counts.GetValueOrDefault(_before.Documents.ContainsKey(path) ? path : NameBefore(series, path) ?? path);
    }

    // What the document at `path`, which has come since, was called; null where it is new.
    private string? NameBefore(Series series, string path)
    {
        // Which documents are gone changes only as files come and go, not with what is typed.
        var gone =
            _gone is { } known && known.Files == series.Files
                ? known.Gone
                : [.. _before!.Documents.Values.Where(document => !series.Documents.ContainsKey(document.Path))];
        _gone = (series.Files, gone);
        if (gone.Count == 0 || series.Find(path) is not { } document)
            return null;
        var lines = LinesOf(document);
        var (likest, name) = gone.Select(old => (Share(lines, LinesOf(old)), old.Path)).MaxBy(old => old.Item1);
        return likest >= OfOneDocument ? name : null;
    }

    private static HashSet<string> LinesOf(Document document) =>
        [.. document.Text.Content.Split(['\r', '\n']).Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static double Share(HashSet<string> lines, HashSet<string> others) =>
        lines.Count == 0 || others.Count == 0 ? 0 : (double)lines.Count(others.Contains) / Math.Max(lines.Count, others.Count);

    private readonly record struct Key(string Rule, string Text)
    {
        public static Key Of(Series series, Finding finding) => new(finding.Rule.Name, MarkedText(series, finding));
    }
}
