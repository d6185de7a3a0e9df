using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Edits;

/// <summary>Knows the product's versions: those that its repository has, and those that proposals name.</summary>
public static class Versions
{
    /// <summary>The order of versions' parts.</summary>
    public static IComparer<Bep.Analysis.Text.EquatableArray<int>> Order { get; } =
        Comparer<Bep.Analysis.Text.EquatableArray<int>>.Create(Compare);

    private static readonly FieldRole[] s_roles = [FieldRole.CreatedVersion, FieldRole.TargetVersion, FieldRole.ImplementedVersion];

    /// <summary>The versions that the repository and documents other than <paramref name="except"/> name, the newest first.</summary>
    public static IEnumerable<string> Known(Series series, Document? except = null) =>
        series
            .ExternalFacts.Versions.Concat(s_roles.SelectMany(role => series.ValuesOf(role, except)))
            .Distinct()
            .Select(version => (Text: version, Parts: ProductVersion.Read(version)?.Parts))
            .Where(version => version.Parts is not null)
            .OrderByDescending(version => version.Parts!.Value, Order)
            .ThenBy(version => version.Text, StringComparer.Ordinal)
            .Select(version => version.Text);

    private static int Compare(Bep.Analysis.Text.EquatableArray<int> x, Bep.Analysis.Text.EquatableArray<int> y)
    {
        for (var i = 0; i < Math.Min(x.Count, y.Count); i++)
        {
            if (x[i] != y[i])
                return x[i].CompareTo(y[i]);
        }

        return x.Count.CompareTo(y.Count);
    }
}
