using Bep.Server.Files;
using NSubstitute;

namespace Bep.Tests.Files;

/// <summary>Where a path really lies.</summary>
public sealed class ContainedTests
{
    [SkippableTheory]
    // Without links.
    [InlineData("/r", "/r/a/b", "a/b")]
    [InlineData("/r", "/r", "")]
    [InlineData("/r", "/other", null)]
    [InlineData("/r", "/rest", null)]
    [InlineData("/r", "/r/../etc/passwd", null)]
    [InlineData("/r", "/r/a/../b", "b")]
    // Links inside.
    [InlineData("/r", "/r/in", "a/b")]
    [InlineData("/r", "/r/in/c", "a/b/c")]
    [InlineData("/r", "/r/a/up/c", "c")]
    [InlineData("/r", "/r/absolute/c", "a/c")]
    [InlineData("/r", "/r/round", "a")]
    // Links out, wherever they come back to.
    [InlineData("/r", "/r/out", null)]
    [InlineData("/r", "/r/out/c", null)]
    [InlineData("/r", "/r/chain", null)]
    [InlineData("/r", "/r/above", null)]
    [InlineData("/r", "/r/detour", null)]
    [InlineData("/r", "/r/git", null)]
    // The root may be named by a link itself, by which its own links may lead.
    [InlineData("/link", "/link/in", "a/b")]
    [InlineData("/link", "/link/absolute/c", "a/c")]
    [InlineData("/link", "/link/linked", "a")]
    [InlineData("/link", "/r/in", "a/b")]
    [InlineData("/link", "/link/out", null)]
    public void Links_are_followed_as_long_as_they_stay(string root, string path, string? expected)
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "The paths are those of Unix.");
        var files = Disk(out var asked);
        Assert.Equal(expected, Contained.In(files, root).Locate(path, out var isOutside));
        Assert.Equal(expected is null, isOutside);
        // Nothing was even looked at that lies outside.
        Assert.DoesNotContain(asked, one =>
            one.StartsWith("/etc", StringComparison.Ordinal) || one.StartsWith("/other", StringComparison.Ordinal) || one == "/r/above/x"
        );
    }

    [SkippableFact]
    public void A_name_with_a_zero_byte_is_nothings()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "The paths are those of Unix.");
        Assert.Null(Contained.In(Disk(out var asked), "/r").Locate("/r/a\0b", out _));
        Assert.DoesNotContain(asked, one => one.Contains('\0'));
        var folder = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Join(folder.FullName, "a"), "x");
        Assert.Throws<FileNotFoundException>(() => new Disk().Read(Path.Join(folder.FullName, "a\0b"), 10));
        folder.Delete(recursive: true);
    }

    [SkippableFact]
    public void A_circle_lies_nowhere()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "The paths are those of Unix.");
        Assert.Null(Contained.In(Disk(out _), "/r").Locate("/r/circle", out var isOutside));
        Assert.False(isOutside);
        Assert.Equal("/r/circle", Contained.In(Disk(out _), "/r").Entry("/r/circle"));
        Assert.Null(Contained.In(Disk(out _), "/r").Entry("/r/out/x"));
    }

    private static IFiles Disk(out List<string> asked)
    {
        var links = new Dictionary<string, string>
        {
            ["/link"] = "/r",
            ["/r/in"] = "a/b",
            ["/r/a/up"] = "..",
            ["/r/absolute"] = "/r/a",
            ["/r/round"] = "../r/a",
            ["/r/out"] = "/etc",
            ["/r/chain"] = "in/../../out",
            ["/r/above"] = "../x",
            ["/r/detour"] = "/other/../r/a",
            ["/r/git"] = ".git/config",
            ["/r/linked"] = "/link/a",
            ["/r/circle"] = "circle",
        };
        var (files, seen) = (Substitute.For<IFiles>(), new List<string>());
        files.Link(Arg.Do<string>(seen.Add)).Returns(call => links.GetValueOrDefault(call.Arg<string>()));
        asked = seen;
        return files;
    }
}
