using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Rules;

/// <summary>Files come, go and change in a small series full of connections, and nobody is left with findings of yesterday.</summary>
public sealed class AffectedTests
{
    private static readonly (string Path, string[] Contents)[] s_files =
    [
        (
            "README.md",
            [
                "| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1001-a.md) | A | - | Draft |\n| 1002 | B | - | Draft |\n| 1003 | _(skipped)_ | | |\n",
                "| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1002-b.md) | A | - | Draft |\n| [1003](drafts/BEP-1003-c.md) | C | - | Draft |\n",
                "The main document has at most 10 lines.\n",
            ]
        ),
        ("BEP-0000-template.md", ["# Title\n\n## Why\n\n## How\n", "# Title\n\nThe sections are examples.\n\n## Why\n"]),
        (
            "BEP-1001-a.md",
            [
                "<!-- context-for-ai\ndetail-docs: [x.md]\ndepends-on: [BEP-1002]\n-->\n\n# BEP-1001: A\n\nBEP-1002, BEP-1003 and bep 1002, [x](BEP-1001/x.md).\n",
                "# BEP-1002: A\n\n[y](BEP-1002/y.png) [d](https://git.example.com/lamps/lamps/blob/main/BEP-1002-b.md#b) [e](BEP-1001/)\n\n1\n2\n3\n4\n5\n6\n7\n",
            ]
        ),
        ("BEP-1001-Other_One.md", ["# Other\n\nBEP-1001\n"]),
        ("BEP-1002-b.md", ["# B\n\n## b\n\n[x](BEP-1001/x.md#old) [BEP-1003](BEP-1001-a.md)\n", "# C\n\nBEP-1001 ![y](BEP-1002/y.png)\n"]),
        (
            "BEP-1001/x.md",
            [
                "<!-- context-for-ai\nparent: BEP-1002 (B)\ndepends-on: [z.md]\n-->\n\n# BEP-1002: X\n\nBEP-1002 [z](z.md)\n",
                "---\nStatus: Draft\n---\n# Old\n",
            ]
        ),
        ("BEP-1001/z.md", ["# Z\n"]),
        ("BEP-1001-a/w.md", ["# W\n"]),
        ("BEP-1002/y.png", [""]),
        ("BEP-1003/BEP-1003-c.md", ["---\nStatus: Draft\n---\n# C\n", "# C\n"]),
        ("drafts/BEP-1003-c.md", ["---\nStatus: Draft\n---\n# C\n"]),
        ("BEP-1003-C_C.md", ["# C\n"]),
        ("BEP-XXXX-d.md", ["# D, after BEP-1003\n\nBEP-1002\n"]),
        ("bep_1004.md", ["# E\n"]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_or_goes_is_seen_by_those_it_concerns(int seed)
    {
        var random = new Random(seed);
        var series = Fixture.Read("-- README.md --\n").ToSeries();
        for (var step = 0; step < 400; step++)
        {
            var (path, contents) = s_files[random.Next(s_files.Length)];
            var after =
                random.Next(3) == 0 ? series.Without(path)
                : path.EndsWith(".md", StringComparison.Ordinal) ? Invariants.With(series, path, contents[random.Next(contents.Length)])
                : series.WithFile(path);
            foreach (var folder in Folders(path))
                after = HoldsFiles(after, folder) ? after.WithFile(folder) : after.Without(folder);
            Invariants.AffectedSuffices(
                series,
                after,
                [path, .. Folders(path).Where(folder => series.Exists(folder) != after.Exists(folder))],
                $"step {step} at {path}"
            );
            series = after;
        }
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var folder = Paths.Folder(path); folder.Length > 0; folder = Paths.Folder(folder))
            yield return folder;
    }

    private static bool HoldsFiles(Series series, string folder) => series.Files.In(folder).Any();
}
