using System.Text;

namespace Bep.Analysis.Model;

/// <summary>
/// Paths as this assembly knows them: relative to the root (the repository, or the opened folder where there is none), with forward
/// slashes, without a leading or trailing one; the root itself is the empty string.
/// </summary>
public static class Paths
{
    /// <summary>
    /// Equal to the letter, capitals and small ones apart, except that a letter with a mark equals its decomposed form, in which macOS
    /// stores file names; see <see cref="CanonicalForm"/>.
    /// </summary>
    public static IEqualityComparer<string> Comparer { get; } = new CanonicalComparer();

    /// <summary>The folder that holds <paramref name="path"/>; empty for what lies in the root.</summary>
    public static string Folder(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>The last part of <paramref name="path"/>.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The path itself and the folders around it, the innermost first; without the root.</summary>
    public static IEnumerable<string> WithFolders(string path)
    {
        for (; path.Length > 0; path = Folder(path))
            yield return path;
    }

    /// <summary>The path of <paramref name="name"/> in <paramref name="folder"/>.</summary>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>True where <paramref name="path"/> lies in <paramref name="folder"/>, at any depth.</summary>
    public static bool IsBelow(string folder, string path) =>
        folder.Length == 0
        || (path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>
    /// What <paramref name="relative"/>, said in a file of <paramref name="folder"/>, means: a leading slash is the root, as on GitHub.
    /// Null where it climbs out of the root.
    /// </summary>
    public static string? Resolve(string folder, string relative)
    {
        // Nearly every link names a file beside its own.
        if (!relative.Contains('/') && relative is not ("" or "." or ".."))
            return Join(folder, relative);
        List<string> parts = relative.StartsWith('/') || folder.Length == 0 ? [] : [.. folder.Split('/')];
        foreach (var part in relative.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else
                return null;
        }

        return string.Join('/', parts);
    }

    /// <summary>
    /// How a file of <paramref name="folder"/> names <paramref name="target"/>: <c>BEP-1001-x.md</c>, <c>../BEP-1001-x.md</c>.
    /// </summary>
    public static string Relative(string folder, string target)
    {
        // Nearly every file that is named lies beside the one that names it, or below.
        if (IsBelow(folder, target))
            return folder.Length == 0 ? target : target[(folder.Length + 1)..];
        var from = folder.Split('/');
        var to = target.Split('/');
        var common = 0;
        while (common < from.Length && common < to.Length - 1 && from[common] == to[common])
            common++;
        return string.Concat(Enumerable.Repeat("../", from.Length - common)) + string.Join('/', to[common..]);
    }

    /// <summary>
    /// <paramref name="text"/> with each sequence of conjoining Hangul letters (jamo) put together to a syllable: the algorithm of the
    /// Unicode Standard, section 3.12.
    /// </summary>
    internal static string ComposeHangul(string text)
    {
        const int L = 0x1100,
            V = 0x1161,
            T = 0x11A7,
            S = 0xAC00,
            LCount = 19,
            VCount = 21,
            TCount = 28;
        if (text.AsSpan().IndexOfAnyInRange('\u1100', '\u11FF') < 0)
            return text;
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var last = result.Length > 0 ? result[^1] : '\0';
            if (last is >= (char)L and < (char)(L + LCount) && c is >= (char)V and < (char)(V + VCount))
                result[^1] = (char)(S + ((last - L) * VCount + (c - V)) * TCount);
            else if (last is >= '\uAC00' and <= '\uD7A3' && (last - S) % TCount == 0 && c is > (char)T and < (char)(T + TCount))
                result[^1] = (char)(last + (c - T));
            else
                result.Append(c);
        }

        return result.ToString();
    }

    private sealed class CanonicalComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) =>
            string.Equals(x, y, StringComparison.Ordinal) || (x is not null && y is not null && CanonicalForm.Of(x) == CanonicalForm.Of(y));

        public int GetHashCode(string path) => CanonicalForm.Of(path).GetHashCode();
    }
}
