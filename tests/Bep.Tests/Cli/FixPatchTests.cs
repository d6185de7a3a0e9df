using System.Text;
using System.Text.RegularExpressions;
using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary><c>bep check --fix --dry-run</c>: a patch, which git makes into the very bytes that <c>--fix</c> writes.</summary>
public sealed class FixPatchTests
{
    // How a series may be stored, and a text be written, without being another one.
    private static readonly Dictionary<string, Func<string, string>> s_forms = new()
    {
        ["as it is"] = text => text,
        ["CRLF"] = text => text.Replace("\n", "\r\n", StringComparison.Ordinal),
        ["no last line end"] = text => text.TrimEnd('\n'),
        ["a byte-order mark"] = text => "\uFEFF" + text,
        ["carriage returns alone"] = text => text.Replace("\n\n", "\n\r\r\n", StringComparison.Ordinal),
    };

    public static TheoryData<string, string> Forms()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in (string[])["samples/proposals", "january"])
        {
            foreach (var form in s_forms.Keys)
                data.Add(name, form);
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Forms))]
    public void The_patch_is_what_is_written(string name, string form) =>
        Assert.StartsWith("diff --git ", PatchOf(Files(name, s_forms[form]), "--fix"));

    [Fact]
    public void The_patch_of_each_way_to_fix_what_a_rule_finds_is_what_is_written()
    {
        var files = Files("samples/proposals", text => text);
        using var repository = Repository(files);
        var patched = new HashSet<string>();
        foreach (var rule in Command.Run("check", repository.Root, "--format", "json").Rules.Distinct())
        {
            // Where there are several ways they are listed, and none is taken.
            var asked = Command.Run("check", repository.Root, "--fix", "--dry-run", "--rule", rule);
            var ways = Regex.Matches(asked.Error, @"--way (\d+)  ").Select(match => match.Groups[1].Value).ToArray();
            foreach (var way in ways)
                Assert.StartsWith("diff --git ", PatchOf(files, "--fix", "--rule", rule, "--way", way));
            if (ways.Length > 0 || (asked.Output.Length > 0 && PatchOf(files, "--fix", "--rule", rule) == asked.Output))
                patched.Add(rule);
        }

        Assert.Superset(new HashSet<string> { "date-format", "registry-status-mismatch", "broken-link" }, patched);
    }

    [SkippableFact]
    public void Names_that_git_quotes_are_in_the_patch()
    {
        Skip.If(OperatingSystem.IsWindows(), "Such names are files' names on Unix alone.");
        Dictionary<string, byte[]> files = new()
        {
            ["README.md"] = Bytes(
                TempFolder.Registry("| 1002 | 한글 | Ada Park | Draft |\n| [1003](<BEP-1003-a b.md>) | A B | Ada Park | Draft |")
            ),
            ["BEP-1000-quiet-hours.md"] = Bytes(TempFolder.Proposal("Quiet Hours")),
            ["BEP-1001-tide-tables.md"] = Bytes(TempFolder.Proposal("Tide Tables", body: "After BEP-1002.")),
            ["BEP-1002-한글 \"제목\"\\t.md"] = Bytes(
                TempFolder.Proposal("한글").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal)
            ),
            ["BEP-1003-a b.md"] = Bytes(TempFolder.Proposal("A B").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal)),
        };
        var patch = PatchOf(files, "--fix");
        Assert.Contains("한글", patch);
        Assert.Contains("BEP-1003-a b.md\t\n", patch);
    }

    [Fact]
    public void What_is_left_decides_the_status_and_is_counted_beside_the_patch()
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal);
        folder.Write("proposals/BEP-1001-tide-tables.md", text);
        var run = Command.Run("check", folder.Root, "--fix", "--dry-run");
        Assert.Equal((1, "bep: 1 would be fixed, remaining: 1 error in 3 documents.\n"), (run.Status, run.Error));
        Assert.Contains("\n-Created: 2026/1/5\n+Created: 2026-01-05\n", run.Output);
        Assert.Equal(0, Command.Run("check", folder.Root, "--fix", "--dry-run", "--rule", "date-format").Status);
        var nothing = Command.Run("check", folder.Root, "--fix", "--dry-run", "--rule", "broken-link");
        Assert.Equal((0, ""), (nothing.Status, nothing.Output));
        Assert.Equal(text, File.ReadAllText(folder.PathOf("proposals/BEP-1001-tide-tables.md")));
        foreach (
            var call in (string[][])
                [
                    ["--dry-run"],
                    ["--fix", "--dry-run", "--format", "json"],
                ]
        )
        {
            var refused = Command.Run(["check", folder.Root, .. call]);
            Assert.Equal((2, ""), (refused.Status, refused.Output));
            Assert.Matches(@"\Abep: --dry-run [^\n]+\n\z", refused.Error);
        }
    }

    // The patch that a call shows, once git has made of it what the call writes.
    private static string PatchOf(Dictionary<string, byte[]> files, params string[] call)
    {
        using var shown = Repository(files);
        using var written = Repository(files);
        var before = Samples.Read(shown.PathOf("series"));
        var run = Command.Run(["check", shown.Root, .. call, "--dry-run"]);
        Assert.True(run.Status < 2, run.Error);
        Assert.Equal(before, Samples.Read(shown.PathOf("series")));
        if (run.Output.Length > 0)
        {
            var (status, _, error) = shown.TryGit(run.Output, "apply", "--whitespace=nowarn");
            Assert.True(status == 0, $"{string.Join(' ', call)}\n{error}\n{run.Output}");
        }

        Assert.Equal(run.Status, Command.Run(["check", written.Root, .. call]).Status);
        Assert.Equal(Samples.Read(written.PathOf("series")), Samples.Read(shown.PathOf("series")));
        return run.Output;
    }

    private static TempRepository Repository(Dictionary<string, byte[]> files)
    {
        var repository = new TempRepository();
        foreach (var (path, content) in files)
        {
            var file = repository.PathOf($"series/{path}");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        return repository;
    }

    private static Dictionary<string, byte[]> Files(string name, Func<string, string> form)
    {
        var folder = Samples.FolderOf(name);
        return Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(folder, file),
                file => Path.GetExtension(file) == ".md" ? Bytes(form(File.ReadAllText(file))) : File.ReadAllBytes(file)
            );
    }

    private static byte[] Bytes(string text) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
}
