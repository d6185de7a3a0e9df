using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>
/// What was wrong with a series in a revision already. A finding is the same one where its rule, document, message and line are the same,
/// wherever in the document the line has moved.
/// </summary>
sealed class KnownFindings
{
    private readonly Dictionary<Key, int> _counts;

    private KnownFindings(Dictionary<Key, int> counts) => _counts = counts;

    /// <summary>Checks the series at <paramref name="place"/> as it was in <paramref name="revision"/>, with the convention that it had.</summary>
    /// <exception cref="Git.GitException">There is no such revision, or no repository.</exception>
    public static KnownFindings Read(World world, SeriesPlace place, Surroundings surroundings, string revision)
    {
        var files = world.Git.RevisionAsync(place.Root, revision, CancellationToken.None).GetAwaiter().GetResult();
        if (!files.IsFolder(place.Absolute)) return new([]);
        var series = SeriesReader.ReadAll(files, place, Listing.Of(files, place), surroundings).Series;
        return new(RuleBook.Default.CheckAll(series).GroupBy(finding => Key.Of(series, finding)).ToDictionary(group => group.Key, group => group.Count()));
    }

    /// <summary>True where the revision has <paramref name="finding"/> of <paramref name="series"/>.</summary>
    public bool Has(Series series, Finding finding) => _counts.ContainsKey(Key.Of(series, finding));

    /// <summary>Those of <paramref name="findings"/> that the revision does not have, or has fewer times.</summary>
    public IEnumerable<Finding> Without(Series series, IEnumerable<Finding> findings)
    {
        var left = new Dictionary<Key, int>(_counts);
        foreach (var finding in findings)
        {
            var key = Key.Of(series, finding);
            if (left.GetValueOrDefault(key) is > 0 and var count) left[key] = count - 1;
            else yield return finding;
        }
    }

    private readonly record struct Key(string Rule, string Path, Phrase Message, string Line)
    {
        public static Key Of(Series series, Finding finding)
        {
            var text = series.Documents[finding.Path].Text;
            return new(finding.Rule.Name, finding.Path, finding.Message, text.Slice(text.LineSpan(text.LineAt(finding.Span.Start))));
        }
    }
}
