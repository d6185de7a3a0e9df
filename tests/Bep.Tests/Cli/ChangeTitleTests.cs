using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary><c>bep change-title</c> and <c>bep check --commit-msg</c> in real repositories.</summary>
public sealed class ChangeTitleTests
{
    private const string Registry = "proposals/README.md",
        Hours = "proposals/BEP-1000-quiet-hours.md",
        Tides = "proposals/BEP-1001-tide-tables.md";

    [Fact]
    public void A_branch_is_titled_by_what_it_changes_committed_or_not()
    {
        using var repository = Begin("night-shift");
        Assert.Equal((2, "", "bep: no proposal differs from main\n"), Run(repository));

        // Reserved, then written, then committed: it stays a new proposal.
        repository.Replace(Registry, "| _next_", "| 1002 | Night Shift | Ada Park | Draft |\n| _next_");
        Assert.Equal((0, "BEP-1002 (new): Night Shift\n", ""), Run(repository));
        repository.Write("proposals/BEP-1002-night-shift.md", TempFolder.Proposal("Night Shift"));
        repository.Commit("Draft");
        Assert.Equal((0, "BEP-1002 (new): Night Shift\n", ""), Run(repository));
        Assert.Equal((2, "", "bep: no proposal differs from HEAD\n"), Run(repository, "--base", "HEAD"));

        // The base goes on meanwhile; what it does is not the branch's doing.
        repository.Git("checkout", "--quiet", "main");
        repository.Write(Hours, TempFolder.Proposal("Quiet Hours", body: "Silence.\n"));
        repository.Commit("BEP-1000 (update): Silence");
        repository.Git("checkout", "--quiet", "night-shift");
        Assert.Equal((0, "BEP-1002 (new): Night Shift\n", ""), Run(repository));

        repository.Write(Tides, TempFolder.Proposal("Tide Tables", body: "After BEP-1000.\n\n## Neap Tides\n\nLow.\n"));
        Assert.Equal((0, "BEP-1002 (new), BEP-1001 (update): Night Shift; Add Neap Tides\n", ""), Run(repository));
        Assert.Equal((0, "BEP-1001 (update): Add Neap Tides\n", ""), Run(repository, "--base", "HEAD"));
    }

    [Fact]
    public void Decisions_are_titled_with_their_version_or_what_is_dropped()
    {
        using var repository = Begin("decide");
        repository.Write(
            Tides,
            TempFolder.Proposal("Tide Tables", "Accepted").Replace("Created:", "Target-Version: 26.9.0\nCreated:", StringComparison.Ordinal)
        );
        repository.Replace(Registry, "Tide Tables | Ada Park | Draft", "Tide Tables | Ada Park | Accepted");
        Assert.Equal((0, "BEP-1001 (accept): Planned for 26.9.0\n", ""), Run(repository));
        repository.Commit("BEP-1001 (accept): Planned for 26.9.0");
        repository.Git("checkout", "--quiet", "main");
        repository.Git("merge", "--quiet", "decide");

        repository.Git("checkout", "--quiet", "-b", "more");
        repository.Write(Hours, TempFolder.Proposal("Quiet Hours", "Rejected"));
        Assert.Equal((0, "BEP-1000 (reject): Decided to drop Quiet Hours\n", ""), Run(repository));
        repository.Replace(Tides, "# Tide Tables", "# Tide Tables\n\n## Neap Tides");
        repository.Git("checkout", Hours);
        Assert.Equal((0, "BEP-1001 (revise): Add Neap Tides\n", ""), Run(repository));
        repository.Write(Hours, TempFolder.Proposal("Quiet Hours", "Accepted"));
        repository.Git("checkout", Tides);
        Assert.Equal(
            (0, "BEP-1000 (accept): Quiet Hours\n", "bep: BEP-1000 does not say for which version it is accepted\n"),
            Run(repository)
        );
    }

    [Fact]
    public void A_program_is_told_each_change_with_the_status_before_and_now()
    {
        using var repository = Begin("decide");
        Assert.Equal(
            (0, """[{"series":"proposals","title":null,"changes":[]}]"""),
            Json(Command.Run("change-title", repository.Root, "--format", "json"))
        );
        repository.Write(
            Tides,
            TempFolder.Proposal("Tide Tables", "Accepted").Replace("Created:", "Target-Version: 26.9.0\nCreated:", StringComparison.Ordinal)
        );
        repository.Write("proposals/BEP-1002-night-shift.md", TempFolder.Proposal("Night Shift"));
        repository.Replace(Registry, "| _next_", "| 1003 | Fog Horn | Ada Park | Draft |\n| _next_");
        File.Delete(repository.PathOf(Hours));
        var json = Command.Run("change-title", repository.Root, "--format", "json", "--base", "main").Json[0]!;
        Assert.Equal(
            [
                "BEP-1002 new  Draft  Night Shift",
                "BEP-1003 new    Fog Horn",
                "BEP-1001 accept Draft Accepted 26.9.0 Tide Tables",
                "BEP-1000 update Draft   Quiet Hours",
            ],
            json["changes"]!
                .AsArray()
                .Select(change =>
                    $"{change!["name"]} {change["kind"]} {change["before"]} {change["now"]} {change["version"]} {change["title"]}"
                )
        );
        Assert.Equal(Command.Run("change-title", repository.Root).Output, $"{json["title"]}\n");

        static (int, string) Json(Command command) => (command.Status, command.Json.ToJsonString());
    }

    [Fact]
    public void Line_ends_that_git_changes_are_no_change_and_sub_documents_are()
    {
        using var repository = Begin("ends");
        repository.Write(Hours, repository.Read(Hours).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(2, Run(repository).Status);
        repository.Write("proposals/BEP-1000/lamps.md", "# Lamps\n");
        Assert.Equal((0, "BEP-1000 (update): Add Lamps\n", ""), Run(repository));
        repository.Commit("Lamps");
        repository.Write("proposals/BEP-1000/lamps.md", "# Lamps\n\nOut.\n");
        Assert.Equal((0, "BEP-1000 (update): Change Lamps\n", ""), Run(repository, "--base", "HEAD"));
    }

    [Fact]
    public void A_series_may_title_by_conventional_commits()
    {
        using var repository = Begin("docs/BA-7050-night-shift");
        repository.Write("proposals/.bep.yaml", "change-titles: conventional\n");
        repository.Write("proposals/BEP-1002-night-shift.md", TempFolder.Proposal("Night Shift"));
        Assert.Equal((0, "docs(BA-7050): add BEP-1002 Night Shift\n", ""), Run(repository));
        Assert.Equal((0, "", ""), Check(repository, "docs(BA-7050): add BEP-1002 Night Shift"));
        Assert.Contains("`adn` is not a verb of a title; did you mean `add`?", Check(repository, "docs: adn BEP-1002 Night Shift").Output);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_in_one_line()
    {
        using var repository = Begin("night-shift");
        Assert.Equal((2, "", $"bep: `nowhere` is not a revision of {repository.Root}\n"), Run(repository, "--base", "nowhere"));
        repository.Git("checkout", "--quiet", "--orphan", "alone");
        repository.Git("commit", "--quiet", "--message", "Alone");
        Assert.Equal((2, "", "bep: `main` and the working tree have no commit in common\n"), Run(repository, "--base", "main"));
        Assert.Equal((2, "", "bep: there is no branch to compare with; name a revision with --base\n"), Run(repository));

        using var folder = TempFolder.WithSeries();
        var command = Command.Run("change-title", folder.Root);
        Assert.Equal((2, ""), (command.Status, command.Output));
        Assert.Matches("^bep: [^\n]+there is nothing to compare with\n$", command.Error);

        using var unborn = new TempRepository();
        unborn.Write(Registry, TempFolder.Registry());
        Assert.Equal((2, "", "bep: there is no branch to compare with; name a revision with --base\n"), Run(unborn));
    }

    [Fact]
    public void A_message_is_checked_as_a_hook_does_it()
    {
        using var repository = Begin("night-shift");
        repository.Write("proposals/BEP-1002-night-shift.md", TempFolder.Proposal("Night Shift"));
        repository.Write("message", "BEP-1002 (update): Typos\n\n# Please enter\n");
        var file = repository.PathOf("message");
        var wrong = Command.Run("check", repository.Root, "--commit-msg", file, "--fail-on", "warning");
        Assert.Equal(1, wrong.Status);
        Assert.Equal(
            $"""
            {file}:1:11: warning [change-title]
                BEP-1002 (update): Typos
                          ^^^^^^ BEP-1002 is new; the verb is `new`.

            1 warning in 1 document.

            """,
            wrong.Output
        );
        Assert.Equal(0, Command.Run("check", repository.Root, "--commit-msg", file).Status);
        Assert.Equal((0, "", ""), Check(repository, "Merge branch 'main'"));

        // Once the branch has commits of its own, the next one may be about a part; a title for all of it may not.
        repository.Commit("Draft");
        Assert.Equal((0, "", ""), Check(repository, "BEP-1002 (update): Typos"));
        Assert.Equal(1, Check(repository, "BEP-1002 (update): Typos", "--base", "main").Status);
        Assert.Equal((0, "", ""), Check(repository, "BEP-1002 (new): Night Shift", "--base", "main"));

        var json = Command.RunWith("BEP-1002: x", "check", repository.Root, "--commit-msg", "-", "--format", "json");
        Assert.Equal(["change-title"], json.Rules);
        Assert.Equal((0, "title"), (json.Status, json.Json["findings"]![0]!["path"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("--commit-msg checks a message and nothing else", "--commit-msg", "-", "--fix")]
    [InlineData("--base is for --commit-msg", "--base", "main")]
    [InlineData("there is no file nowhere", "--commit-msg", "nowhere")]
    public void Calls_that_make_no_sense_are_refused(string reason, params string[] arguments)
    {
        using var repository = Begin("x");
        Assert.Equal((2, "", $"bep: {reason}\n"), Of(Command.Run(["check", repository.Root, .. arguments])));
    }

    [Fact]
    public void The_hook_runs_in_git_itself()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var repository = Begin("night-shift");
        repository.Write(
            ".git/hooks/commit-msg",
            $"#!/bin/sh\nexec dotnet \"{EditorClient.ServerPath}\" check --fail-on warning --commit-msg \"$1\"\n"
        );
        File.SetUnixFileMode(
            repository.PathOf(".git/hooks/commit-msg"),
            UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite
        );
        repository.Write("proposals/BEP-1002-night-shift.md", TempFolder.Proposal("Night Shift"));
        repository.Git("add", "--all");
        var (status, output, error) = repository.TryGit("", "commit", "--quiet", "--message", "BEP-1002 (nwe): Night Shift");
        Assert.NotEqual(0, status);
        Assert.Contains("did you mean `new`?", output + error);
        Assert.Equal(0, repository.TryGit("", "commit", "--quiet", "--message", "BEP-1002 (new): Night Shift").Status);
    }

    private static TempRepository Begin(string branch)
    {
        var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", branch);
        return repository;
    }

    private static (int Status, string Output, string Error) Run(TempRepository repository, params string[] arguments) =>
        Of(Command.Run(["change-title", repository.Root, .. arguments]));

    private static (int Status, string Output, string Error) Check(TempRepository repository, string title, params string[] arguments) =>
        Of(Command.RunWith(title, ["check", repository.Root, "--commit-msg", "-", "--fail-on", "warning", .. arguments]));

    private static (int Status, string Output, string Error) Of(Command command) => (command.Status, command.Output, command.Error);
}
