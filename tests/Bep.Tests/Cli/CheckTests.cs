using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>What `bep check` takes, says and ends with.</summary>
public sealed class CheckTests
{
    private const string Fault = "proposals/BEP-1001-tide-tables.md";

    [Theory]
    [InlineData(null, 1)]
    [InlineData("error", 1)]
    [InlineData("never", 0)]
    public void An_error_fails_unless_nothing_does(string? failOn, int status)
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n"));
        Assert.Equal(status, Command.Run(["check", folder.Root, .. failOn is null ? [] : new[] { "--fail-on", failOn }]).Status);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 1)]
    [InlineData("information", 1)]
    [InlineData("hint", 1)]
    public void A_warning_fails_where_it_is_said_to(string failOn, int status)
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables") + "\n# Another\n\nText.\n");
        var checkedOnes = Command.Run("check", folder.Root, "--format", "json", "--fail-on", failOn);
        Assert.Equal(status, checkedOnes.Status);
        Assert.Contains("multiple-titles", checkedOnes.Rules);
    }

    [Fact]
    public void A_rule_that_can_be_fixed_in_several_ways_is_fixed_in_the_chosen_one()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables", status: "Accepted"));
        folder.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours", status: "Accepted"));
        string[] fix = ["check", folder.Root, "--fix", "--rule", "registry-status-mismatch"];
        var asked = Command.Run(fix);
        Assert.Equal(2, asked.Status);
        Assert.Contains("--way 1  Change the registry to Accepted, and 1 more", asked.Error, StringComparison.Ordinal);
        Assert.Contains("| Draft |", File.ReadAllText(folder.PathOf("proposals/README.md")), StringComparison.Ordinal);
        Assert.Equal(2, Command.Run([.. fix, "--way", "3"]).Status);
        Assert.Equal(0, Command.Run([.. fix, "--way", "1"]).Status);
        Assert.DoesNotContain("| Draft |", File.ReadAllText(folder.PathOf("proposals/README.md")), StringComparison.Ordinal);
        Assert.Equal(2, Command.Run("check", folder.Root, "--rule", "no-such-rule").Status);
        Assert.Equal(2, Command.Run("check", folder.Root, "--way", "1").Status);
    }

    [Fact]
    public void One_rule_is_checked_alone()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See BEP-1234 and [it](gone.md).\n"));
        Assert.Equal(["broken-link"], Command.Run("check", folder.Root, "--rule", "broken-link", "--format", "json").Rules);
    }

    [Theory]
    [InlineData("prefixx: ADR\n", ".", 1)]
    [InlineData("prefixx: ADR\n", "docs", 1)]
    [InlineData("prefix: [\n", ".", 1)]
    [InlineData("prefix: ADR\n", ".", 2)]
    public void A_configuration_that_is_at_fault_is_said_where_it_makes_no_series(string configuration, string asked, int status)
    {
        using var folder = new TempFolder();
        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        folder.Write(".bep.yaml", configuration);
        folder.Write("docs/notes.md", "[x](gone.md)\n");
        var checkedOnes = Command.Run("check", folder.PathOf(asked), "--format", "json");
        Assert.Equal(status, checkedOnes.Status);
        if (status == 1)
            Assert.Equal(["invalid-configuration"], checkedOnes.Rules.Distinct());
        Assert.Equal(2, Command.Run("next", folder.PathOf(asked)).Status);
    }

    [Theory]
    [InlineData("rules: [")]
    [InlineData("p: {\nH")]
    [InlineData("---")]
    [InlineData("file-names: []")]
    [InlineData("registry: README.md\ntemplate: README.md")]
    [InlineData("registry: ../../../out.md")]
    [InlineData("columns: []\nnext-row: 'none |'")]
    public void A_configuration_that_makes_no_sense_is_found_and_the_rest_is_checked(string configuration)
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/.bep.yaml", configuration);
        folder.Write(Fault, "---\nAuthor: [Ada\nStatus: Draft\n---\n\n# BEP-1001: Tide Tables\n");
        var report = Command.Run("check", folder.PathOf("proposals"), "--format", "json");
        Assert.Equal(1, report.Status);
        Assert.Contains("invalid-configuration", report.Rules);
        Assert.Contains("invalid-front-matter", report.Rules);
    }

    [Fact]
    public void A_file_alone_is_checked_within_its_series()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See [BEP-1000](BEP-1000-quiet-hours.md) and BEP-1234.\n"));
        folder.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours", body: "See BEP-1235.\n"));
        var report = Command.Run("check", folder.PathOf(Fault), "--format", "json");
        Assert.Equal(["unknown-reference"], report.Rules);
        Assert.Equal(1, report.Json["documents"]!.GetValue<int>());
        Assert.Equal("BEP-1001-tide-tables.md", report.Json["findings"]![0]!["path"]!.GetValue<string>());
        Assert.Equal(
            ["unknown-reference", "unknown-reference"],
            Command.Run("check", folder.PathOf(Fault), folder.PathOf("proposals/BEP-1000-quiet-hours.md"), "--format", "json").Rules
        );
    }

    [Fact]
    public void A_folder_inside_a_series_is_the_files_below_it()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n"));
        folder.Write("proposals/BEP-1001/refs/BEP-1001-notes.md", "See BEP-1235, not BEP-1001.\n");
        // What is called like a proposal there makes it no series of its own.
        foreach (var part in (string[])["proposals/BEP-1001", "proposals/BEP-1001/refs"])
            Assert.Single(Command.Run("check", folder.PathOf(part), "--format", "json").Rules, "unknown-reference");
    }

    [Fact]
    public void A_document_checked_alone_shows_what_the_registry_would()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables", status: "Accepted"));
        Assert.Single(Command.Run("check", folder.Root, "--format", "json").Rules, "registry-status-mismatch");
        Assert.Single(Command.Run("check", folder.PathOf(Fault), "--format", "json").Rules, "registry-status-mismatch");
    }

    [Fact]
    public void Standard_input_stands_for_a_file()
    {
        using var folder = TempFolder.WithSeries();
        var path = folder.PathOf(Fault);
        var report = Command.RunWith(
            TempFolder.Proposal("한글", body: "See BEP-1234.\n"),
            "check",
            "-",
            "--stdin-path",
            path,
            "--format",
            "json"
        );
        Assert.Equal((1, ""), (report.Status, report.Error));
        Assert.Equal(["unknown-reference"], report.Rules.Where(rule => rule == "unknown-reference"));
        // A document that is still to be saved is one.
        Assert.Contains(
            "unregistered-document",
            Command
                .RunWith(
                    TempFolder.Proposal("New"),
                    "check",
                    "-",
                    "--stdin-path",
                    folder.PathOf("proposals/BEP-1002-new.md"),
                    "--format",
                    "json"
                )
                .Rules
        );
    }

    [Fact]
    public void Calls_that_make_no_sense_are_refused_in_one_line()
    {
        using var folder = TempFolder.WithSeries();
        using var empty = new TempFolder();
        empty.Write("README.md", "# Nothing\n");
        string[][] calls =
        [
            ["check", "-"],
            ["check", "-", "--stdin-path", empty.PathOf("README.md")],
            ["check", "-", folder.Root, "--stdin-path", folder.PathOf(Fault)],
            ["check", "-", "--stdin-path", folder.PathOf(Fault), "--fix"],
            ["check", folder.Root, "--stdin-path", folder.PathOf(Fault)],
            ["check", empty.Root],
            ["check", empty.PathOf("README.md")],
            ["check", empty.PathOf("nothing.md")],
            ["check", folder.Root, "--format", "xml"],
            ["check", folder.Root, "--fail-on", "everything"],
            ["check", folder.Root, "--since", "main"],
            ["explain", "no-such-rule"],
            ["no-such-command"],
        ];
        foreach (var call in calls)
        {
            var run = Command.Run(call);
            Assert.Equal((2, ""), (run.Status, run.Output));
            Assert.Matches(@"\Abep: [^\n]+\n\z", run.Error);
        }
        Assert.Equal(2, Command.RunWith([0xFF, 0xFE], "check", "-", "--stdin-path", folder.PathOf(Fault)).Status);
    }

    [Fact]
    public void What_cannot_be_read_is_said_beside_the_findings()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-1002-latin.md", [0xE9, 0x0A]);
        var report = Command.Run("check", folder.Root, "--format", "json");
        Assert.Equal($"bep: {folder.PathOf("proposals/BEP-1002-latin.md")} is not UTF-8 (byte 0); it is skipped\n", report.Error);
        Assert.Equal((0, 3), (report.Status, report.Json["documents"]!.GetValue<int>()));
    }

    [Fact]
    public void Several_series_are_named_by_the_folder_that_was_given()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("other/README.md", TempFolder.Registry());
        var report = Command.Run("check", folder.Root, "--format", "json");
        Assert.Equal(folder.Root.Replace('\\', '/'), report.Json["root"]!.GetValue<string>());
        Assert.All(report.Json["findings"]!.AsArray(), finding => Assert.StartsWith("other/", finding!["path"]!.GetValue<string>()));
        Assert.NotEmpty(report.Rules);
    }

    // --since

    [Fact]
    public void Since_a_revision_only_what_is_new_is_found()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n"));
        repository.Commit("An old fault");
        repository.Write(Fault, TempFolder.Proposal("Tide Tables", body: "More text.\n\nSee BEP-1234.\n\nAnd BEP-1235.\n"));
        Assert.Equal(["unknown-reference", "unknown-reference"], Command.Run("check", repository.Root, "--format", "json").Rules);
        var since = Command.Run("check", repository.Root, "--format", "json", "--since", "HEAD");
        Assert.Equal(1, since.Status);
        Assert.Single(since.Rules);
        Assert.Equal(13, since.Json["findings"]![0]!["line"]!.GetValue<int>());
        Assert.Equal(2, Command.Run("check", repository.Root, "--format", "json", "--since", "HEAD~1").Rules.Length);
    }

    [Fact]
    public void The_same_fault_a_second_time_is_new()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n"));
        repository.Commit("An old fault");
        repository.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n\nSee BEP-1234.\n"));
        Assert.Single(Command.Run("check", repository.Root, "--format", "json", "--since", "HEAD").Rules);
    }

    [Fact]
    public void Before_the_series_began_everything_is_new()
    {
        using var repository = new TempRepository();
        repository.Write("README.md", "# Nothing yet\n");
        repository.Commit("Begin");
        repository.Write("proposals/README.md", TempFolder.Registry());
        var now = Command.Run("check", repository.Root, "--format", "json");
        var since = Command.Run("check", repository.Root, "--format", "json", "--since", "HEAD");
        Assert.Equal(now.Output, since.Output);
        Assert.NotEmpty(now.Rules);
    }

    [Fact]
    public void A_revision_is_never_an_option()
    {
        using var repository = TempRepository.WithSeries();
        foreach (var revision in new[] { "--help", "no-such-branch", "-c", "" })
        {
            var run = Command.Run("check", repository.Root, $"--since={revision}");
            Assert.Equal(2, run.Status);
            Assert.Matches(@"\Abep: [^\n]+\n\z", run.Error);
        }
    }

    // --fix

    [Fact]
    public void Fixing_mends_what_is_safe_and_says_what_is_left()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(
            Fault,
            TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal)
        );
        var before = File.ReadAllText(folder.PathOf("proposals/BEP-1000-quiet-hours.md"));
        var stamp = File.GetLastWriteTimeUtc(folder.PathOf("proposals/BEP-1000-quiet-hours.md"));
        var run = Command.Run("check", folder.Root, "--fix");
        Assert.Equal(1, run.Status);
        Assert.Contains("BEP-1001-tide-tables.md:4: fixed [date-format] Write `2026-01-05`", run.Output);
        Assert.Contains("1 fixed, remaining: 1 error", run.Output);
        Assert.Contains("Created: 2026-01-05\n", File.ReadAllText(folder.PathOf(Fault)));
        Assert.Equal(
            (before, stamp),
            (
                File.ReadAllText(folder.PathOf("proposals/BEP-1000-quiet-hours.md")),
                File.GetLastWriteTimeUtc(folder.PathOf("proposals/BEP-1000-quiet-hours.md"))
            )
        );

        var again = Command.Run("check", folder.Root, "--fix", "--format", "json");
        Assert.Empty(again.Json["fixed"]!.AsArray());
        Assert.Empty(Directory.GetFiles(folder.PathOf("proposals"), ".bep-*"));
    }

    [Fact]
    public void Fixing_keeps_line_ends_marks_and_modes()
    {
        using var folder = TempFolder.WithSeries();
        var text =
            "\uFEFF"
            + TempFolder.Proposal("Tide Tables").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal).ReplaceLineEndings("\r\n");
        folder.Write(Fault, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.PathOf(Fault), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        Command.Run("check", folder.Root, "--fix");
        Assert.Equal(
            System.Text.Encoding.UTF8.GetBytes(text.Replace("2026/1/5", "2026-01-05", StringComparison.Ordinal)),
            File.ReadAllBytes(folder.PathOf(Fault))
        );
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite,
                File.GetUnixFileMode(folder.PathOf(Fault))
            );
    }

    [Fact]
    public void Fixing_a_file_leaves_the_others()
    {
        using var folder = TempFolder.WithSeries();
        var faulty = TempFolder.Proposal("Quiet Hours").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal);
        folder.Write("proposals/BEP-1000-quiet-hours.md", faulty);
        folder.Write(Fault, TempFolder.Proposal("Tide Tables").Replace("2026-01-05", "2026/1/5", StringComparison.Ordinal));
        Command.Run("check", folder.PathOf(Fault), "--fix");
        Assert.Equal(faulty, File.ReadAllText(folder.PathOf("proposals/BEP-1000-quiet-hours.md")));
        Assert.Contains("2026-01-05", File.ReadAllText(folder.PathOf(Fault)));
    }

    [Fact]
    public void Fixing_since_a_revision_leaves_old_faults()
    {
        using var repository = TempRepository.WithSeries();
        repository.Replace("proposals/BEP-1000-quiet-hours.md", "2026-01-05", "2026/1/5");
        repository.Commit("An old fault");
        repository.Replace(Fault, "2026-01-05", "2026/1/5");
        Command.Run("check", repository.Root, "--fix", "--since", "HEAD");
        Assert.Contains("2026/1/5", repository.Read("proposals/BEP-1000-quiet-hours.md"));
        Assert.Contains("2026-01-05", repository.Read(Fault));
    }

    [SkippableTheory]
    [InlineData("samples")]
    [InlineData("january")]
    public void Fixing_twice_changes_nothing_more(string name)
    {
        using var copy = Samples.Copy(name);
        Command.Run("check", copy.Root, "--fix");
        var files = Samples.Read(copy.Root);
        var again = Command.Run("check", copy.Root, "--fix", "--format", "json");
        Assert.Empty(again.Json["fixed"]!.AsArray());
        Assert.Equal(files, Samples.Read(copy.Root));
    }

    [Fact]
    public void What_a_terminal_would_obey_is_shown()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Fault, TempFolder.Proposal("Tide Tables", body: "See BEP-1234 \u001b[2J\u202E there.\n"));
        if (!OperatingSystem.IsWindows())
            folder.Write("proposals/BEP-1002-a\nb\u001b[31m.md", TempFolder.Proposal("Red\u0007"));
        foreach (var command in new[] { "check", "list" })
        {
            var run = Command.Run(command, folder.Root);
            Assert.DoesNotContain(run.Output + run.Error, c => (char.IsControl(c) && c != '\n') || c is '\u202E');
        }
        Assert.Contains("See BEP-1234 ␛[2J\uFFFD there.", Command.Run("check", folder.Root).Output);
    }
}
