using Bep.Analysis.Model;

namespace Bep.Analysis.Features;

/// <summary>Knows the product's versions: those that its repository has, and those that proposals name.</summary>
public static class Versions
{
    /// <summary>The order of versions' parts.</summary>
    public static IComparer<Text.EquatableArray<int>> Order { get; } = Comparer<Text.EquatableArray<int>>.Create(Compare);

    private static readonly FieldRole[] s_roles = [FieldRole.CreatedVersion, FieldRole.TargetVersion, FieldRole.ImplementedVersion];

    /// <summary>The versions that the repository and documents other than <paramref name="except"/> name, the newest first.</summary>
    public static IEnumerable<string> Known(Series series, Document? except = null) =>
        series.Surroundings.Versions.Concat(s_roles.SelectMany(role => series.ValuesOf(role, except))).Distinct()
            .Select(version => (Text: version, Parts: ProductVersion.Read(version)?.Parts))
            .Where(version => version.Parts is not null)
            .OrderByDescending(version => version.Parts!.Value, Order)
            .ThenBy(version => version.Text, StringComparer.Ordinal)
            .Select(version => version.Text);

    private static int Compare(Text.EquatableArray<int> x, Text.EquatableArray<int> y)
    {
        for (var i = 0; i < Math.Min(x.Count, y.Count); i++)
        {
            if (x[i] != y[i]) return x[i].CompareTo(y[i]);
        }

        return x.Count.CompareTo(y.Count);
    }
}
