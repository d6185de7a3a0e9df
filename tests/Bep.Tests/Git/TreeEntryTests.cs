using Bep.Server.Git;

namespace Bep.Tests.Git;

/// <summary>The two forms in which git gives a tree, and one that ends too early.</summary>
public sealed class TreeEntryTests
{
    private const string Blob = "0101010101010101010101010101010101010101";

    private static readonly TreeEntry[] s_entries =
    [
        new("proposals/BEP-1000", Blob, IsFolder: true, IsLink: false),
        new("proposals/README.md", Blob, IsFolder: false, IsLink: false),
        new("proposals/alias.md", Blob, IsFolder: false, IsLink: true),
        new("proposals/library", Blob, IsFolder: true, IsLink: false),
        new("proposals/run me.sh", Blob, IsFolder: false, IsLink: false),
    ];

    [Fact]
    public void A_listing_is_read()
    {
        const string listing =
            $"040000 tree {Blob}\tproposals/BEP-1000\0100644 blob {Blob}\tproposals/README.md\0120000 blob {Blob}\tproposals/alias.md\0"
            + $"160000 commit {Blob}\tproposals/library\0100755 blob {Blob}\tproposals/run me.sh\0";
        Assert.Equal(s_entries, TreeEntry.InListing(listing));
    }

    [Fact]
    public void A_tree_is_read_as_far_as_it_is_whole()
    {
        var hash = Convert.FromHexString(Blob);
        byte[][] stored =
        [
            [.. "40000 BEP-1000\0"u8, .. hash],
            [.. "100644 README.md\0"u8, .. hash],
            [.. "120000 alias.md\0"u8, .. hash],
            [.. "160000 library\0"u8, .. hash],
            [.. "100755 run me.sh\0"u8, .. hash],
        ];
        for (var count = 0; count < stored.Length; count++)
        {
            var whole = stored[..count].SelectMany(entry => entry).ToArray();
            for (var length = 0; length < stored[count].Length; length++)
                Assert.Equal(s_entries[..count], TreeEntry.InTree([.. whole, .. stored[count][..length]], hash.Length, "proposals"));
        }
        Assert.Equal(s_entries, TreeEntry.InTree([.. stored.SelectMany(entry => entry)], hash.Length, "proposals"));
    }
}
