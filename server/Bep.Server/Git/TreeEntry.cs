using System.Text;
using Bep.Analysis.Model;

namespace Bep.Server.Git;

/// <summary>What a tree of git has under one name.</summary>
/// <param name="Path">Where that lies, relative to the repository's top folder.</param>
/// <param name="Name">The object's hash, as hexadecimal digits.</param>
/// <param name="IsFolder">A folder, or the place of a submodule.</param>
/// <param name="IsLink">A symbolic link.</param>
readonly record struct TreeEntry(string Path, string Name, bool IsFolder, bool IsLink)
{
    /// <summary>The entries in what <c>git ls-tree -z --full-tree</c> writes.</summary>
    public static IEnumerable<TreeEntry> InListing(string listing)
    {
        // `mode type oid<tab>path`
        foreach (var line in listing.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            yield return Of(line[(tab + 1)..], line[(line.LastIndexOf(' ', tab) + 1)..tab], line);
        }
    }

    /// <summary>The entries of the tree whose content is <paramref name="content"/>, as it is stored.</summary>
    /// <param name="content">The tree.</param>
    /// <param name="hashLength">How many bytes a hash has in this repository.</param>
    /// <param name="folder">Where the tree lies, relative to the repository's top folder.</param>
    public static IEnumerable<TreeEntry> InTree(byte[] content, int hashLength, string folder)
    {
        // `mode name`, a zero byte and the hash in bytes: one after the other.
        for (var at = 0; at < content.Length; )
        {
            var zero = Array.IndexOf(content, (byte)0, at);
            if (zero < 0 || zero + hashLength >= content.Length)
                yield break;
            var entry = Encoding.UTF8.GetString(content, at, zero - at);
            var blank = entry.IndexOf(' ', StringComparison.Ordinal);
            yield return Of(
                Paths.Join(folder, entry[(blank + 1)..]),
                Convert.ToHexStringLower(content.AsSpan(zero + 1, hashLength)),
                entry
            );
            at = zero + 1 + hashLength;
        }
    }

    // The mode is `040000` or `40000` for a folder, `160000` for a submodule, `120000` for a link; files begin with `100`.
    private static TreeEntry Of(string path, string name, string mode)
    {
        var digits = mode.AsSpan().TrimStart('0');
        return new(path, name, IsFolder: digits is ['4', ..] or ['1', '6', ..], IsLink: digits is ['1', '2', ..]);
    }
}
