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

    /// <summary>
    /// The first release that has what was planned for <paramref name="planned"/>; where none has, the first one that comes after it for certain.
    /// Null where it may still come.
    /// </summary>
    public static (string Version, bool Has)? ReleaseOf(Series series, ProductVersion planned)
    {
        var isCalendar = series.Convention.VersionFormat?.StartsWith("YY", StringComparison.OrdinalIgnoreCase) == true;
        var released =
            from text in series.ExternalFacts.Released
            let version = ProductVersion.Read(text)
            // 2025.12 beside 25.12.0 is of another product, or a date.
            where version is { IsPrerelease: false } && version.Parts[0] < 100 == planned.Parts[0] < 100
            let has = planned.IsIn(version)
            where has || (isCalendar && planned.BeginsLine && version.IsAfter(planned))
            select (Text: text, Version: version, Has: has);
        return released
            .OrderByDescending(one => one.Has)
            .ThenBy(one => one.Version.Parts, Order)
            .Select(one => ((string, bool)?)(one.Text, one.Has))
            .FirstOrDefault();
    }

    /// <summary>The newer of two releases; the first one where one of them is no version.</summary>
    public static string Newer(string one, string other) =>
        ProductVersion.Read(one) is { } a && ProductVersion.Read(other) is { } b && Order.Compare(a.Parts, b.Parts) < 0 ? other : one;

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
