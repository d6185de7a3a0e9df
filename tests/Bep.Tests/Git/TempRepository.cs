using System.Diagnostics;
using System.Text;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>A git repository that goes with the test, with nobody's configuration but its own.</summary>
public sealed class TempRepository : IDisposable
{
    private readonly TempFolder _folder = new();

    public TempRepository(params string[] initArguments)
    {
        Git(["init", "--quiet", "--initial-branch=main", .. initArguments]);
        Git("config", "user.name", "Ada Park");
        Git("config", "user.email", "ada@example.com");
    }

    private TempRepository(string origin, string[] arguments)
    {
        Git(["clone", "--quiet", .. arguments, origin, "."]);
        Git("config", "user.name", "Min Seo");
        Git("config", "user.email", "min@example.com");
    }

    public string Root => _folder.Root;

    /// <summary>The day on which commits are made.</summary>
    public DateOnly Today { get; set; } = new(2026, 1, 10);

    /// <summary>A repository with a small series without fault in <c>proposals</c>, committed.</summary>
    public static TempRepository WithSeries(params string[] initArguments)
    {
        var repository = new TempRepository(initArguments);
        repository.Write("proposals/README.md", TempFolder.Registry());
        repository.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        repository.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables", body: "After BEP-1000.\n"));
        repository.Commit("Begin");
        return repository;
    }

    /// <summary>Ada's clone of an empty repository, to which she has pushed a small series without fault.</summary>
    public static TempRepository CloneWithSeries(TempRepository origin)
    {
        var clone = CloneOf(origin.Root);
        clone.Git("config", "user.name", "Ada Park");
        clone.Git("config", "user.email", "ada@example.com");
        clone.Git("checkout", "--quiet", "-B", "main");
        clone.Write("proposals/README.md", TempFolder.Registry());
        clone.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        clone.Write(
            "proposals/BEP-1001-tide-tables.md",
            TempFolder.Proposal("Tide Tables", body: "After [BEP-1000](BEP-1000-quiet-hours.md).\n")
        );
        clone.Commit("Begin");
        clone.Git("push", "--quiet", "--set-upstream", "origin", "main");
        return clone;
    }

    public static TempRepository CloneOf(string origin, params string[] arguments) => new(origin, arguments);

    public string PathOf(string path) => _folder.PathOf(path);

    public void Write(string path, string content) => _folder.Write(path, content);

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public void Replace(string path, string from, string to)
    {
        var text = Read(path);
        Assert.Contains(from, text);
        Write(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    public void Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", message);
    }

    /// <summary>Merges a branch into the main one as one commit, and pushes it.</summary>
    public void PushSquashed(string branch, string message)
    {
        Git("checkout", "--quiet", "main");
        Git("merge", "--quiet", "--squash", branch);
        Commit(message);
        Git("push", "--quiet", "origin", "main");
    }

    /// <summary>Fetches, and rebases onto the main branch, which comes to a conflict.</summary>
    public void RebaseIntoConflict()
    {
        Git("fetch", "--quiet");
        Assert.NotEqual(0, TryGit("", "rebase", "origin/main").Status);
    }

    public void ContinueRebase()
    {
        Git("add", "--all");
        Git("-c", "core.editor=true", "rebase", "--continue");
    }

    public string Git(params string[] arguments)
    {
        var (status, output, error) = TryGit("", arguments);
        Assert.True(status == 0, $"git {string.Join(' ', arguments)}: {error}");
        return output;
    }

    public (int Status, string Output, string Error) TryGit(string input, params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = Root,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                    ["GIT_CONFIG_NOSYSTEM"] = "1",
                    ["LC_ALL"] = "C",
                    // Nothing of git's goes on after the command, in a folder that the test is about to remove.
                    ["GIT_CONFIG_COUNT"] = "2",
                    ["GIT_CONFIG_KEY_0"] = "maintenance.auto",
                    ["GIT_CONFIG_VALUE_0"] = "false",
                    ["GIT_CONFIG_KEY_1"] = "gc.auto",
                    ["GIT_CONFIG_VALUE_1"] = "0",
                    ["GIT_AUTHOR_DATE"] = $"{Today:yyyy-MM-dd}T12:00:00Z",
                    ["GIT_COMMITTER_DATE"] = $"{Today:yyyy-MM-dd}T12:00:00Z",
                },
            }
        )!;
        git.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(input));
        git.StandardInput.Close();
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return (git.ExitCode, output, error.Result);
    }

    public void Dispose()
    {
        // git writes its objects without permission to write them again.
        foreach (
            var file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        )
            File.SetAttributes(file, FileAttributes.Normal);
        _folder.Dispose();
    }
}
