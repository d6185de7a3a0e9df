using System.Diagnostics;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>
/// Which git commands run, and what becomes of the answer where git is an older one. The program finds a script in git's place, which writes
/// down what it is asked for.
/// </summary>
public sealed class GitProcessTests : IDisposable
{
    private const string IsOlder = """
        for word in "$@"; do
          case "$word" in --batch-command) echo "error: unknown option \`batch-command'" >&2; exit 129 ;; esac
        done
        """;

    private readonly TempFolder _programs = new();

    public GitProcessTests() => Xunit.Skip.If(OperatingSystem.IsWindows(), "What stands in git's place is a shell script.");

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(12)]
    public void However_many_branches_there_are_each_command_runs_once(int branches)
    {
        using var repository = WithBranches(branches);
        Assert.StartsWith($"BEP-{1002 + branches}\n", Next(repository));
        Assert.Equal(
            [
                "cat-file --batch-command", // What the branches have, and what the proposals said.
                "cat-file --batch-command", // How the series was kept.
                "config -z",
                "for-each-ref --format=%(refname)%00%(objectname)%00%(symref)%00%(upstream)%00%(HEAD)",
                "for-each-ref --sort=-version:refname",
                "log -z", // When the files came.
                "log -z", // How the series was kept.
                "ls-tree -r",
                "rev-list --parents",
                "rev-parse --git-common-dir",
                "rev-parse --is-shallow-repository",
                "rev-parse --is-shallow-repository",
            ],
            Commands()
        );
    }

    [SkippableFact]
    public void Other_worktrees_are_asked_for_where_there_are_some()
    {
        using var repository = WithBranches(1);
        using var other = new TempFolder();
        repository.Git("worktree", "add", "--quiet", other.PathOf("tree"), "idea-0");
        other.Write("tree/proposals/BEP-1007-fog-horn.md", TempFolder.Proposal("Fog Horn"));
        Assert.StartsWith("BEP-1008\n", Next(repository));
        Assert.Single(Commands(), "worktree list");
    }

    [SkippableFact]
    public void A_git_that_does_not_stay_open_reads_the_same()
    {
        using var repository = WithBranches(3);
        var registry = repository.Git("rev-parse", "idea-1:proposals/README.md").Trim();
        var file = repository.PathOf($".git/objects/{registry[..2]}/{registry[2..]}");
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, "no object");
        var now = Next(repository);
        Assert.DoesNotContain("cat-file --batch", Commands());
        Assert.Equal(now, Next(repository, IsOlder));
        Assert.Contains("cat-file --batch", Commands());
        Assert.Single(Commands(), "cat-file --batch-command");
        Assert.StartsWith("BEP-1005\n", now);
    }

    /// <summary>Each has a row and a document more than the main branch, which is checked out.</summary>
    private static TempRepository WithBranches(int count)
    {
        var repository = TempRepository.WithSeries();
        for (var i = 0; i < count; i++)
        {
            repository.Git("checkout", "--quiet", "-b", $"idea-{i}", "main");
            repository.Replace("proposals/README.md", "| _next_", $"| {1002 + i} | Idea {i} | Min Seo | Draft |\n| _next_");
            repository.Write($"proposals/BEP-{1002 + i}-idea-{i}.md", TempFolder.Proposal($"Idea {i}"));
            repository.Commit($"Have idea {i}");
        }
        repository.Git("checkout", "--quiet", "main");
        return repository;
    }

    /// <summary>What `bep next` says, with <paramref name="first"/> before each command of git.</summary>
    private string Next(TempRepository repository, string first = "")
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        var git = folders.Select(folder => Path.Join(folder, "git")).First(File.Exists);
        _programs.Write("git", $"#!/bin/sh\necho \"$@\" >> '{_programs.PathOf("asked")}'\n{first}\nexec '{git}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_programs.PathOf("git"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Delete(_programs.PathOf("asked"));
        var start = new ProcessStartInfo("dotnet", [EditorClient.ServerPath, "next", repository.Root])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = string.Join(Path.PathSeparator, folders.Prepend(_programs.Root)) },
        };
        using var bep = Process.Start(start)!;
        var error = bep.StandardError.ReadToEndAsync();
        var output = bep.StandardOutput.ReadToEnd();
        bep.WaitForExit();
        Assert.Equal(0, bep.ExitCode);
        return output + error.Result;
    }

    /// <summary>The commands that git was asked for, each with its first argument.</summary>
    private IEnumerable<string> Commands() =>
        File.ReadLines(_programs.PathOf("asked"))
            .Select(line => string.Join(' ', Own(line.Split(' ')).Take(2)))
            .Order(StringComparer.Ordinal);

    // Before the command stand switches, and settings after a `-c`.
    private static string[] Own(string[] words) =>
        words is ["-c", _, .. var after] ? Own(after)
        : words is [['-', ..], .. var more] ? Own(more)
        : words;

    public void Dispose() => _programs.Dispose();
}
