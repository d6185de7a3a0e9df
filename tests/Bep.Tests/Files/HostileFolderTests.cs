using System.Diagnostics;
using Bep.Server.Files;
using Bep.Tests.Cli;
using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Files;

/// <summary>
/// Folders that lead elsewhere, or that hold what is no file: nothing outside is read, written or asked for, and nothing is waited for.
/// </summary>
public sealed class HostileFolderTests : IDisposable
{
    private const string Secret = "BEP-1777 is a secret";

    private readonly TempFolder _outside = new();
    private readonly TempRepository _repository = TempRepository.WithSeries();

    public HostileFolderTests()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "Links and pipes are made with the tools of Unix.");
        _outside.Write("secret.md", $"# {Secret}\n\n{TempFolder.Registry("| [1777](x.md) | " + Secret + " | Ada Park | Draft |")}");
        _outside.Write("proposals/BEP-1777-secret.md", $"# {Secret}\n");
        _outside.Write("proposals/README.md", TempFolder.Registry());
    }

    private string Proposals => _repository.PathOf("proposals");

    [SkippableTheory]
    [InlineData("README.md")]
    [InlineData("BEP-0000-template.md")]
    [InlineData("BEP-1002-fog-horn.md")]
    [InlineData(".bep.yaml")]
    [InlineData("../.bep.yaml")]
    [InlineData("../VERSION")]
    [InlineData("BEP-1001/notes.md")]
    public void A_file_that_is_a_link_out(string name)
    {
        var path = Path.GetFullPath(Path.Join(Proposals, name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Whether there is anything out there makes no difference.
        foreach (
            var target in new[]
            {
                _outside.PathOf("nothing.md"),
                Path.GetRelativePath(Path.GetDirectoryName(path)!, _outside.PathOf("secret.md")),
                _outside.PathOf("secret.md"),
            }
        )
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, target);
            if (!name.EndsWith("VERSION", StringComparison.Ordinal))
                Assert.Contains(
                    $"{Path.GetFileName(name)} is a link out of the repository; it is skipped",
                    Command.Run("list", _repository.Root).Error
                );
        }
        UsesNothingOutside();
    }

    [SkippableFact]
    public void A_chain_of_links_out()
    {
        File.CreateSymbolicLink(_repository.PathOf("a.md"), _outside.PathOf("secret.md"));
        File.CreateSymbolicLink(_repository.PathOf("b.md"), "a.md");
        File.CreateSymbolicLink(Path.Join(Proposals, "BEP-1002-fog-horn.md"), "../b.md");
        UsesNothingOutside();
    }

    [SkippableFact]
    public void A_link_to_what_git_keeps_for_itself()
    {
        _repository.Write(".git/info/BEP-1777.md", $"# {Secret}\n");
        File.CreateSymbolicLink(Path.Join(Proposals, "BEP-1002-fog-horn.md"), "../.git/info/BEP-1777.md");
        UsesNothingOutside();
        _repository.Write("proposals/.bep.yaml", "registry: ../.git/info/BEP-1777.md\n");
        UsesNothingOutside();
    }

    [SkippableFact]
    public void A_circle()
    {
        Directory.CreateSymbolicLink(Path.Join(Proposals, "around"), "../proposals");
        File.CreateSymbolicLink(Path.Join(Proposals, "BEP-1002-a.md"), "BEP-1002-b.md");
        File.CreateSymbolicLink(Path.Join(Proposals, "BEP-1002-b.md"), "BEP-1002-a.md");
        File.CreateSymbolicLink(Path.Join(Proposals, ".bep.yaml"), ".bep.yaml");
        Assert.Contains("BEP-1002-a.md is a link that leads nowhere", Command.Run("check", _repository.Root).Error);
        UsesNothingOutside();
    }

    [SkippableTheory]
    [InlineData("registry")]
    [InlineData("template")]
    public void A_registry_or_template_beside_the_series_that_is_a_link_out(string key)
    {
        _repository.Write("proposals/.bep.yaml", $"{key}: ../docs/index.md\n");
        Directory.CreateDirectory(_repository.PathOf("docs"));
        File.CreateSymbolicLink(_repository.PathOf("docs/index.md"), _outside.PathOf("secret.md"));
        Assert.Contains("docs/index.md is a link out of the repository", Command.Run("check", _repository.Root).Error);
        UsesNothingOutside();

        // So is the folder that it lies in.
        Directory.Delete(_repository.PathOf("docs"), recursive: true);
        Directory.CreateSymbolicLink(_repository.PathOf("docs"), _outside.Root);
        _repository.Write("proposals/.bep.yaml", $"{key}: ../docs/secret.md\n");
        UsesNothingOutside();
    }

    [SkippableFact]
    public void A_folder_of_supporting_files_that_is_a_link_out()
    {
        Directory.CreateSymbolicLink(Path.Join(Proposals, "BEP-1000"), _outside.Root);
        UsesNothingOutside();
    }

    [SkippableFact]
    public void A_series_that_is_a_link_out()
    {
        Directory.Delete(Proposals, recursive: true);
        Directory.CreateSymbolicLink(Proposals, _outside.PathOf("proposals"));
        // Who names it wants it.
        Assert.Contains("BEP-1777", Command.Run("list", Proposals).Output);
        Assert.DoesNotContain("1777", Command.Run("list", _repository.Root).Output);
        _repository.Write(".bep.yaml", "folder: proposals\n");
        UsesNothingOutside();
    }

    [SkippableFact]
    public void Whether_something_outside_exists_is_not_told()
    {
        Directory.CreateSymbolicLink(Path.Join(Proposals, "out"), _outside.Root);
        File.CreateSymbolicLink(Path.Join(Proposals, "there.txt"), _outside.PathOf("secret.md"));
        File.CreateSymbolicLink(Path.Join(Proposals, "gone.txt"), _outside.PathOf("nothing.md"));
        Directory.CreateSymbolicLink(Path.Join(Proposals, "back"), $"../../{Path.GetFileName(_repository.Root)}/proposals");
        string Findings(string link)
        {
            _repository.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables", body: $"[x]({link})\n"));
            return string.Join(' ', Command.Run("check", _repository.Root, "--format", "json").Rules);
        }
        Assert.Equal(Findings("out/nothing.md"), Findings("out/secret.md"));
        Assert.Equal(Findings("out/nothing/"), Findings("out/proposals/"));
        Assert.Contains("broken-link", Findings("out/secret.md"));
        // A link itself is there, wherever it leads.
        Assert.Equal(Findings("gone.txt"), Findings("there.txt"));
        Assert.DoesNotContain("broken-link", Findings("back/BEP-1000-quiet-hours.md"));
    }

    [SkippableFact]
    public void A_worktree_that_knows_nothing_of_the_repository()
    {
        // The repository says that a folder of somebody else is its own.
        _repository.Git("worktree", "add", "--quiet", _outside.PathOf("tree"), "-b", "elsewhere");
        _repository.Write(".git/worktrees/tree/gitdir", _outside.PathOf(".git") + "\n");
        _outside.Write(".git", "gitdir: /nowhere\n");
        UsesNothingOutside();
        // One that is, is read.
        _repository.Write(".git/worktrees/tree/gitdir", _outside.PathOf("tree/.git") + "\n");
        _outside.Write("tree/proposals/BEP-1800-other.md", "# Other\n");
        Assert.Equal("BEP-1801\n", Command.Run("next", _repository.Root).Output);
    }

    [SkippableTheory]
    [InlineData("BEP-1002-fog-horn.md")]
    [InlineData("README.md")]
    [InlineData("BEP-0000-template.md")]
    [InlineData(".bep.yaml")]
    [InlineData("../.bep.yaml")]
    [InlineData("../VERSION")]
    [InlineData("../.git/logs/HEAD")]
    [InlineData(".bep-journal")]
    public async Task A_pipe_is_not_waited_for(string name)
    {
        var path = Path.GetFullPath(Path.Join(Proposals, name));
        File.Delete(path);
        using (var made = Process.Start("mkfifo", [path]))
            await made.WaitForExitAsync();
        var before = Samples.Read(_outside.Root);
        foreach (var arguments in new string[][] { ["check", _repository.Root], ["new", "Fog", "--series", _repository.Root] })
        {
            var run = await Task.Run(() => Command.Run(arguments)).WaitAsync(TimeSpan.FromMinutes(2));
            Assert.InRange(run.Status, 0, 2);
        }
        Assert.Equal(before, Samples.Read(_outside.Root));
    }

    [SkippableFact]
    public void A_file_that_the_system_makes_up_while_it_is_read()
    {
        Xunit.Skip.IfNot(OperatingSystem.IsLinux(), "/proc and /dev are Linux's here.");
        var disk = new Disk();
        foreach (var path in new[] { "/dev/zero", "/dev/random", "/proc/self/maps" })
            Assert.Equal("is a pipe or a device, not a file", Assert.Throws<UnreadableException>(() => disk.Read(path, 100)).Message);
        Assert.Empty(disk.Read("/dev/null", 100));
        Assert.Throws<FileNotFoundException>(() => disk.Read("/no/such/file", 100));
        Assert.ThrowsAny<Exception>(() => disk.Read("/tmp", 100));
    }

    [SkippableFact]
    public void A_file_without_end_is_read_to_its_bound()
    {
        // Sparse: it takes no room on the disk.
        using (var file = File.Create(Path.Join(Proposals, "BEP-1002-huge.md")))
            file.SetLength(1L << 40);
        Assert.Equal(TextFile.LargestSize + 1, new Disk().Read(Path.Join(Proposals, "BEP-1002-huge.md"), TextFile.LargestSize + 1).Length);
        Assert.Contains("BEP-1002-huge.md is larger than 5 MiB; it is skipped", Command.Run("check", _repository.Root).Error);
        foreach (var name in new[] { "README.md", ".bep.yaml", "../.bep.yaml", "BEP-0000-template.md", "../VERSION", ".bep-journal" })
        {
            using (var file = new FileStream(Path.Join(Proposals, name), FileMode.OpenOrCreate))
                file.SetLength(1L << 40);
            Assert.InRange(Command.Run("check", _repository.Root).Status, 0, 2);
        }
    }

    [SkippableFact]
    public void Folders_below_folders()
    {
        var deep = Proposals;
        for (var i = 0; i < 300; i++)
            deep = Path.Join(deep, "deeper");
        Directory.CreateDirectory(deep);
        UsesNothingOutside();
    }

    // Every command runs; what it says, and the outside, tell that nothing there was used.
    private void UsesNothingOutside()
    {
        var before = Samples.Read(_outside.Root);
        string[][] calls =
        [
            ["check", _repository.Root, "--since", "HEAD"],
            ["list", _repository.Root],
            ["convention", _repository.Root],
            ["check", "--fix", _repository.Root],
            ["renumber", "1000", "1900", "--series", _repository.Root],
            ["status", "1001", "Accepted", "--series", _repository.Root],
            ["new", "Fog Horn", "--series", _repository.Root],
        ];
        foreach (var call in calls)
        {
            var run = Command.Run(call);
            Assert.DoesNotContain(Secret, run.Output + run.Error);
            Assert.DoesNotContain("1778", run.Output + run.Error);
        }
        Assert.Equal(before, Samples.Read(_outside.Root));
        Assert.False(File.Exists(Path.Join(Proposals, Journal.Name)));
        _repository.Git("checkout", "--quiet", "--", ".");
        _repository.Git(
            "clean",
            "--quiet",
            "--force",
            "--exclude=.bep.yaml",
            "--exclude=docs",
            "--",
            "proposals/*horn*",
            "proposals/BEP-1900*"
        );
    }

    public void Dispose()
    {
        _repository.Dispose();
        _outside.Dispose();
    }
}
