using System.Collections.Immutable;
using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>How many proposals have the same author, or the same version. Immutable.</summary>
internal sealed class ValueCounts
{
    private readonly ImmutableDictionary<(FieldRole Role, string Value), int> _counts;

    private ValueCounts(ImmutableDictionary<(FieldRole Role, string Value), int> counts) => _counts = counts;

    /// <summary>The counts of <paramref name="documents"/>.</summary>
    public static ValueCounts Of(IEnumerable<Document> documents) =>
        new(documents.SelectMany(In).GroupBy(value => value).ToImmutableDictionary(group => group.Key, group => group.Count()));

    /// <summary>See <see cref="Series.ValuesOf"/>.</summary>
    public IEnumerable<string> Of(FieldRole role, Document? except) =>
        _counts
            .Where(value => value.Key.Role == role && (value.Value > 1 || except?.Facts[role] != value.Key.Value))
            .Select(value => value.Key.Value);

    /// <summary>
    /// The counts with <paramref name="now"/> in place of <paramref name="old"/>; null where there was or is no document.
    /// </summary>
    public ValueCounts With(Document? old, Document? now)
    {
        if (old?.Facts.Fields == now?.Facts.Fields && old?.Kind == now?.Kind)
            return this;
        var counts = _counts;
        foreach (var gone in In(old))
            counts = counts[gone] > 1 ? counts.SetItem(gone, counts[gone] - 1) : counts.Remove(gone);
        foreach (var added in In(now))
            counts = counts.SetItem(added, counts.GetValueOrDefault(added) + 1);
        return new(counts);
    }

    private static IEnumerable<(FieldRole Role, string Value)> In(Document? document) =>
        document?.Kind != DocumentKind.Proposal
            ? []
            : from field in document.Facts.Fields
            where
                field.Role is FieldRole.Author or FieldRole.CreatedVersion or FieldRole.TargetVersion or FieldRole.ImplementedVersion
                && !string.IsNullOrWhiteSpace(field.Value)
                && field.Value != "-"
            select (field.Role, field.Value);
}
