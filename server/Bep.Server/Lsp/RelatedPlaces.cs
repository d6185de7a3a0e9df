using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Lsp;

/// <summary>
/// Remembers into which documents the findings of others point (<see cref="Finding.Related"/>). Such a place moves with every line that is
/// inserted above it, though nothing that others see of its document has changed.
/// </summary>
sealed class RelatedPlaces
{
    // By the document that is pointed into: who points there, and how far down.
    private readonly Dictionary<string, Dictionary<string, int>> _pointing = new(Paths.Comparer);
    private readonly Dictionary<string, string[]> _targets = new(Paths.Comparer);

    /// <summary>Takes note of what is found in the document at <paramref name="path"/> now.</summary>
    public void Note(string path, IReadOnlyCollection<Finding> findings)
    {
        foreach (var target in _targets.GetValueOrDefault(path, []))
            _pointing[target].Remove(path);
        _targets.Remove(path);
        var related = findings
            .SelectMany(finding => finding.Related)
            .Where(place => place.Path != path)
            .GroupBy(place => place.Path, place => place.Span.End)
            .ToList();
        if (related.Count == 0)
            return;
        _targets[path] = [.. related.Select(group => group.Key)];
        foreach (var group in related)
        {
            if (!_pointing.TryGetValue(group.Key, out var pointing))
                _pointing.Add(group.Key, pointing = new(Paths.Comparer));
            pointing[path] = group.Max();
        }
    }

    /// <summary>The documents whose findings point to a place of a document in <paramref name="changed"/> that may have moved.</summary>
    public IEnumerable<string> MovedSince(Series before, Series after, IEnumerable<string> changed) =>
        from path in changed.Distinct()
        let pointing = _pointing.GetValueOrDefault(path)
        where pointing is { Count: > 0 }
        let same = before.Find(path)?.Text is { } old && after.Find(path)?.Text is { } now ? LengthOfSame(old, now) : 0
        from pointer in pointing
        where pointer.Value >= same
        select pointer.Key;

    // What a line is, a table's header or a heading, may be for the line after it to say: the last one that is the same does not count.
    private static int LengthOfSame(SourceText old, SourceText now)
    {
        var line = now.LineAt(old.Content.AsSpan().CommonPrefixLength(now.Content));
        return line < 2 ? 0 : now.LineSpan(line - 2).End;
    }
}
