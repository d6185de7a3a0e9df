using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>The comments of a document that silence rules, so that each finding is not compared with each comment.</summary>
internal sealed class SuppressionIndex
{
    private readonly HashSet<string> _everywhere = [];
    private readonly Dictionary<string, Spans> _blocks = [];

    /// <summary>What <paramref name="document"/> silences.</summary>
    public SuppressionIndex(Document document)
    {
        foreach (var group in document.Suppressions.GroupBy(suppression => suppression.Rule.Value))
        {
            if (group.Any(suppression => suppression.Block is null))
                _everywhere.Add(group.Key);
            _blocks.Add(group.Key, new(group.Select(suppression => suppression.Block).OfType<TextSpan>()));
        }
    }

    /// <summary>
    /// True where a finding of <paramref name="rule"/> at <paramref name="span"/> is silenced, as <see cref="Suppression.Covers"/> has it.
    /// </summary>
    public bool Covers(string rule, TextSpan span) =>
        _everywhere.Contains(rule) || (_blocks.TryGetValue(rule, out var blocks) && blocks.AnyAround(span));
}
