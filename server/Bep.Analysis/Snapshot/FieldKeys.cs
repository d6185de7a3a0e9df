using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Analysis.Snapshot;

/// <summary>Which proposals, and whether the template, have the key of an issue in a field: <c>Issue: BA-1234</c>. Immutable.</summary>
internal sealed class FieldKeys
{
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> _paths;

    private FieldKeys(ImmutableDictionary<string, ImmutableHashSet<string>> paths) => _paths = paths;

    /// <summary>The keys that <paramref name="documents"/> have.</summary>
    public static FieldKeys Of(IEnumerable<Document> documents) =>
        new(
            documents
                .SelectMany(document => In(document).Select(key => (Key: key, document.Path)))
                .GroupBy(one => one.Key, one => one.Path)
                .ToImmutableDictionary(group => group.Key, group => group.ToImmutableHashSet(Paths.Comparer))
        );

    /// <summary>The keys that one document alone has, and its path, in no order.</summary>
    public IEnumerable<(string Key, string Path)> OfOne =>
        _paths.Where(paths => paths.Value.Count == 1).Select(paths => (paths.Key, paths.Value.First()));

    /// <summary>
    /// The keys with <paramref name="now"/> in place of <paramref name="old"/>, null where there was or is no document; this very object
    /// where nothing is different.
    /// </summary>
    public FieldKeys With(Document? old, Document? now)
    {
        if (old?.Facts.Fields == now?.Facts.Fields && old?.Kind == now?.Kind)
            return this;
        var (before, after) = (In(old).ToHashSet(), In(now).ToHashSet());
        if (before.SetEquals(after))
            return this;
        var paths = _paths;
        foreach (var gone in before.Except(after))
            paths = paths[gone].Remove(old!.Path) is { Count: > 0 } rest ? paths.SetItem(gone, rest) : paths.Remove(gone);
        foreach (var added in after.Except(before))
            paths = paths.SetItem(added, paths.GetValueOrDefault(added, ImmutableHashSet.Create<string>(Paths.Comparer)).Add(now!.Path));
        return new(paths);
    }

    private static IEnumerable<string> In(Document? document) =>
        document?.Kind is DocumentKind.Proposal or DocumentKind.Template
            ? document.Facts.Fields.SelectMany(field => IssueKeys.In(field.Value)).Select(key => key.Value)
            : [];
}
