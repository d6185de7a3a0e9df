using Bep.Analysis.Notation;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>
/// Repositories that name programs, opened only to be read: none of the programs runs. Each tripwire is first set off by git itself, so
/// that one that cannot be set off is no test.
/// </summary>
public sealed class UntrustedRepositoryTests : IDisposable
{
    private readonly TempFolder _traps = new();
    private readonly TempRepository _repository = TempRepository.WithSeries();

    public UntrustedRepositoryTests()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "The traps are shell scripts.");
        _repository.Git("tag", "26.1.0");
    }

    private string Tripped => _traps.PathOf("tripped");

    [SkippableFact]
    public void A_file_system_monitor()
    {
        _repository.Git("config", "core.fsmonitor", Quoted(Trap()));
        Reads(() => _repository.TryGit("", "status"));
    }

    [SkippableFact]
    public void Hooks()
    {
        foreach (
            var hook in new[]
            {
                "pre-commit",
                "post-index-change",
                "reference-transaction",
                "post-checkout",
                "pre-auto-gc",
                "fsmonitor-watchman",
            }
        )
            Trap($"hooks/{hook}");
        _repository.Git("config", "core.hooksPath", _traps.PathOf("hooks"));
        Reads(() => _repository.TryGit("", "commit", "--allow-empty", "-m", "x"));
    }

    [SkippableFact]
    public void An_external_difference()
    {
        _repository.Git("config", "diff.external", Quoted(Trap()));
        Reads(() => _repository.TryGit("", "diff", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "HEAD"));
    }

    [SkippableFact]
    public void Filters()
    {
        _repository.Write(".gitattributes", "*.md filter=trap\n");
        _repository.Commit("Attributes");
        foreach (var name in new[] { "clean", "smudge", "process" })
            _repository.Git("config", $"filter.trap.{name}", Quoted(Trap()));
        Reads(() => _repository.TryGit("", "cat-file", "--filters", "HEAD:proposals/README.md"));
    }

    [SkippableFact]
    public void A_text_conversion()
    {
        _repository.Write(".gitattributes", "*.md diff=trap\n");
        _repository.Commit("Attributes");
        _repository.Git("config", "diff.trap.textconv", Quoted(Trap()));
        _repository.Git("config", "diff.trap.command", Quoted(Trap()));
        Reads(() => _repository.TryGit("", "cat-file", "--textconv", "HEAD:proposals/README.md"));
    }

    [SkippableFact]
    public void Renames_that_are_looked_for_in_what_is_converted()
    {
        _repository.Write(".gitattributes", "*.md diff=trap\n");
        _repository.Commit("Attributes");
        _repository.Git("mv", "proposals/BEP-1001-tide-tables.md", "proposals/BEP-1002-tides.md");
        _repository.Replace("proposals/BEP-1002-tides.md", "After", "Before");
        _repository.Commit("Rename");
        _repository.Git("config", "diff.trap.textconv", Quoted(Trap()));
        _repository.Git("config", "diff.trap.command", Quoted(Trap()));
        _repository.Git("config", "diff.external", Quoted(Trap()));
        Reads(() => _repository.TryGit("", "log", "-p", "--ext-diff", "-1"));
    }

    [SkippableFact]
    public void Objects_that_lie_elsewhere()
    {
        using var lender = TempRepository.WithSeries();
        lender.Git("config", "core.fsmonitor", Quoted(Trap()));
        lender.Git("config", "core.alternateRefsCommand", Quoted(Trap()));
        lender.Git("checkout", "--quiet", "-b", "lent");
        lender.Write("proposals/BEP-1002-lent.md", "# Lent\n");
        lender.Commit("Lent");
        _repository.Write(".git/objects/info/alternates", lender.PathOf(".git/objects") + "\n");
        _repository.Git("update-ref", "refs/heads/borrowed", lender.Git("rev-parse", "lent").Trim());
        _repository.Git("config", "core.alternateRefsCommand", Quoted(Trap()));
        Reads(() => lender.TryGit("", "status"));
        Assert.Equal("BEP-1003\n", Command.Run("next", _repository.Root).Output);
    }

    [SkippableFact]
    public void A_working_tree_that_lies_elsewhere()
    {
        using var elsewhere = new TempFolder();
        elsewhere.Write("secret.md", "BEP-1000 is mentioned here.\n");
        _repository.Git("config", "core.worktree", elsewhere.Root);
        _repository.Git("config", "core.fsmonitor", Quoted(Trap()));
        Reads(() => _repository.TryGit("", "status"));
        Assert.Equal(["secret.md"], Directory.EnumerateFileSystemEntries(elsewhere.Root).Select(Path.GetFileName));
    }

    [SkippableTheory]
    [InlineData("include.path")]
    [InlineData("includeIf.gitdir:/.path")]
    [InlineData("includeIf.onbranch:main.path")]
    public void A_configuration_that_is_included(string key)
    {
        _traps.Write(
            "more",
            $"[core]\n\tfsmonitor = {Trap()}\n\tsshCommand = {Trap()}\n\thooksPath = {_traps.PathOf("hooks")}\n[diff]\n\texternal = {Trap()}\n"
        );
        Trap("hooks/post-index-change");
        File.WriteAllText(
            _traps.PathOf("more"),
            File.ReadAllText(_traps.PathOf("more")).Replace(Trap(), $"\"'{Trap()}'\"", StringComparison.Ordinal)
        );
        _repository.Git("config", key, _traps.PathOf("more"));
        Reads(() => _repository.TryGit("", "status"));
    }

    [SkippableFact]
    public void An_environment_that_a_hook_has()
    {
        using var other = TempRepository.WithSeries();
        other.Git("config", "core.fsmonitor", Quoted(Trap()));
        string[] names =
        [
            "GIT_DIR",
            "GIT_OBJECT_DIRECTORY",
            "GIT_INDEX_FILE",
            "GIT_EXTERNAL_DIFF",
            "GIT_SSH_COMMAND",
            "GIT_TRACE",
            "GIT_LITERAL_PATHSPECS",
        ];
        string[] values =
        [
            other.PathOf(".git"),
            other.PathOf(".git/objects"),
            other.PathOf(".git/index"),
            Trap(),
            Trap(),
            _traps.PathOf("trace"),
            "1",
        ];
        other.TryGit("", "status");
        Assert.True(File.Exists(Tripped), "The trap does not work.");
        File.Delete(Tripped);
        foreach (var arguments in new string[][] { ["check", _repository.Root, "--since", "HEAD"], ["next", _repository.Root] })
        {
            var start = new System.Diagnostics.ProcessStartInfo("dotnet", [EditorClient.ServerPath, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            for (var i = 0; i < names.Length; i++)
                start.Environment[names[i]] = values[i];
            using var process = System.Diagnostics.Process.Start(start)!;
            Assert.Contains(arguments[0] == "next" ? "BEP-1002" : "", process.StandardOutput.ReadToEnd());
            Assert.Contains(arguments[0] == "next" ? "1 branch read" : "", process.StandardError.ReadToEnd());
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        Assert.False(File.Exists(Tripped), "A program that the environment names ran.");
        Assert.False(File.Exists(_traps.PathOf("trace")));
    }

    [SkippableFact]
    public void Aliases()
    {
        foreach (
            var command in new[]
            {
                "tripped",
                "cat-file",
                "ls-tree",
                "for-each-ref",
                "rev-list",
                "rev-parse",
                "config",
                "worktree",
                "merge-base",
            }
        )
            _repository.Git("config", $"alias.{command}", $"!{Quoted(Trap())}");
        Reads(() => _repository.TryGit("", "tripped"));
    }

    [SkippableFact]
    public void A_pager_an_editor_and_who_asks_for_passwords()
    {
        foreach (
            var key in new[]
            {
                "core.pager",
                "core.editor",
                "core.askPass",
                "credential.helper",
                "sequence.editor",
                "pager.config",
                "core.alternateRefsCommand",
                "core.gitProxy",
            }
        )
            _repository.Git("config", key, $"!{Quoted(Trap())}");
        Reads(() => _repository.TryGit("protocol=https\nhost=example.com\n\n", "credential", "fill"));
    }

    [SkippableFact]
    public void A_signed_commit_whose_signature_is_looked_at()
    {
        var commit = _repository.Git("cat-file", "commit", "HEAD");
        var signed = commit.Replace(
            "\n\n",
            "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n",
            StringComparison.Ordinal
        );
        var name = _repository.TryGit(signed, "hash-object", "-t", "commit", "-w", "--stdin").Output.Trim();
        _repository.Git("update-ref", "refs/heads/signed", name);
        _repository.Git("update-ref", "refs/heads/main", name);
        _repository.Git("config", "log.showSignature", "true");
        _repository.Git("config", "gpg.program", Trap());
        Reads(() => _repository.TryGit("", "log", "-1"));
    }

    [SkippableTheory]
    [InlineData("ssh://git.example.com/x")]
    [InlineData("ext::TRAP")]
    public void A_partial_clone_whose_origin_is_a_program(string address)
    {
        var blob = _repository.Git("rev-parse", "HEAD:proposals/README.md").Trim();
        var missing = _repository.PathOf($".git/objects/{blob[..2]}/{blob[2..]}");
        _repository.Git("config", "core.repositoryFormatVersion", "1");
        _repository.Git("config", "extensions.partialClone", "origin");
        _repository.Git("config", "remote.origin.promisor", "true");
        _repository.Git(
            "config",
            "remote.origin.url",
            address.Replace("TRAP", Trap().Replace(" ", "% ", StringComparison.Ordinal), StringComparison.Ordinal)
        );
        _repository.Git("config", "core.sshCommand", Quoted(Trap()));
        _repository.Git("config", "protocol.allow", "always");
        _repository.Git("config", "protocol.ext.allow", "always");
        _repository.Git("config", "protocol.ssh.allow", "always");
        File.SetAttributes(missing, FileAttributes.Normal);
        File.Delete(missing);
        Reads(() => _repository.TryGit("", "cat-file", "-p", blob));
    }

    [SkippableFact]
    public void A_repository_that_lies_elsewhere()
    {
        _repository.Git("config", "core.fsmonitor", Quoted(Trap()));
        Trap("hooks/post-index-change");
        _repository.Git("config", "core.hooksPath", _traps.PathOf("hooks"));
        Directory.Move(_repository.PathOf(".git"), _traps.PathOf("elsewhere"));
        File.WriteAllText(_repository.PathOf(".git"), $"gitdir: {_traps.PathOf("elsewhere")}\n");
        Reads(() => _repository.TryGit("", "status"));
    }

    [SkippableFact]
    public void A_folder_that_is_itself_a_repository()
    {
        // A bare repository among the files of a download: HEAD, objects and refs beside the proposals.
        foreach (var path in new[] { "HEAD", "config", "objects", "refs" })
            Directory.Move(_repository.PathOf($".git/{path}"), _repository.PathOf(path));
        Directory.Delete(_repository.PathOf(".git"), recursive: true);
        _repository.TryGit("", "--git-dir=.", "config", "core.fsmonitor", Quoted(Trap()));
        _repository.TryGit("", "--git-dir=.", "config", "core.bare", "false");
        _repository.TryGit("", "--git-dir=.", "config", "core.worktree", ".");
        Reads(() => _repository.TryGit("", "status"));
    }

    [SkippableFact]
    public void A_git_in_the_opened_folder()
    {
        File.Copy(Trap(), _repository.PathOf("git"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_repository.PathOf("git"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Reads(() => System.Diagnostics.Process.Start(_repository.PathOf("git"))!.WaitForExit());
    }

    /// <summary>Everything that asks git is asked, once <paramref name="provoke"/> has shown that the trap works.</summary>
    private void Reads(Action provoke)
    {
        provoke();
        Assert.True(File.Exists(Tripped), "The trap does not work.");
        File.Delete(Tripped);
        Read();
        Assert.False(File.Exists(Tripped), "A program of the repository ran.");
    }

    private void Read()
    {
        Command.Run("check", _repository.Root);
        Command.Run("check", _repository.Root, "--since", "HEAD");
        Command.Run("check", _repository.Root, "--since", "ext::sh");
        Command.Run("check", _repository.Root, "--fix");
        Command.Run("check", _repository.Root, "--code");
        Command.Run("audit", _repository.Root);
        Command.Run("next", _repository.Root);
        var (files, place) = (new Disk(), new SeriesLocation(_repository.Root, "proposals"));
        var series = SeriesReader.ReadAll(files, place, Listing.Of(files, place), Fixture.ExternalFacts).Series;
        var git = new GitCommand(files);
        _ = RepositoryReader.ReadAsync(files, git, place, series, CancellationToken.None).Result;
        _ = git.ConfigurationAsync(place.Root, CancellationToken.None).Result;
        // Git may refuse such a repository, which is an answer.
        _ = Record.Exception(() => git.GrepAsync(place.Root, "BEP-1000", "", CancellationToken.None).Result);
        _ = Record.Exception(() => git.GonePathsAsync(place.Root, CancellationToken.None).Result);
    }

    private string Trap(string name = "trap")
    {
        var path = _traps.PathOf(name);
        _traps.Write(name, $"#!/bin/sh\n: > '{Tripped}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static string Quoted(string path) => $"'{path}'";

    public void Dispose()
    {
        _repository.Dispose();
        foreach (var file in Directory.EnumerateFiles(_traps.Root, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        _traps.Dispose();
    }
}
