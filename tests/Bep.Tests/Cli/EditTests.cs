using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>The commands that list proposals, reserve numbers and change them.</summary>
public sealed class EditTests
{
    private const string Registry = "proposals/README.md";

    [Fact]
    public void A_new_proposal_has_a_number_a_row_and_a_document()
    {
        using var repository = TempRepository.WithSeries();
        var run = Command.Run("new", "Fog Horn", "--series", repository.Root);
        Assert.Equal((0, $"{repository.PathOf("proposals/BEP-1002-fog-horn.md")}\n"), (run.Status, run.Output));
        Assert.Equal("bep: Next: BEP-1002. 1 branch read.\n", run.Error);
        Assert.Contains("| [1002](BEP-1002-fog-horn.md) | Fog Horn | Ada Park | Draft |\n| _next_", repository.Read(Registry));
        Assert.Contains("# Fog Horn", repository.Read("proposals/BEP-1002-fog-horn.md"));
        Assert.Equal(0, Command.Run("check", repository.Root).Status);
        Assert.Equal("BEP-1003\n", Command.Run("next", repository.Root).Output);
    }

    [Fact]
    public void A_dry_run_shows_a_patch_that_git_applies()
    {
        string[][] calls =
        [
            ["new", "한글 제목"],
            ["renumber", "1000"],
            ["renumber", "BEP-1001", "1044"],
        ];
        foreach (var call in calls)
        {
            using var repository = TempRepository.WithSeries();
            repository.Write("proposals/BEP-1000/notes.md", "See BEP-1000.\n");
            repository.Write("proposals/BEP-1000/chart.bin", "\0");
            // What is no part of the text, and what ends a line for an editor and not for git.
            repository.Write(
                "proposals/BEP-1000-quiet-hours.md",
                $"\uFEFF{repository.Read("proposals/BEP-1000-quiet-hours.md")}One\rand\r\nBEP-1000\ris this one"
            );
            repository.Replace(Registry, "# Proposals", "# Proposals\n\nSee [quiet](BEP-1000-quiet-hours.md) and BEP-1001.");
            repository.Commit("More");
            var patch = Command.Run([.. call, "--series", repository.Root, "--dry-run"]);
            Assert.Equal(0, patch.Status);
            Assert.Equal("", repository.Git("status", "--porcelain"));
            var applied = repository.TryGit(patch.Output, "apply", "--index");
            Assert.True(applied.Status == 0, $"{applied.Error}\n{patch.Output}");
            var expected = repository.Git("write-tree");

            repository.Git("reset", "--quiet", "--hard");
            Assert.Equal(0, Command.Run([.. call, "--series", repository.Root]).Status);
            repository.Git("add", "--all");
            Assert.Equal(expected, repository.Git("write-tree"));
        }
    }

    [Fact]
    public void Renumbering_takes_everything_along()
    {
        using var folder = TempFolder.WithSeries();
        Assert.Equal(0, Command.Run("renumber", "BEP-1000", "--series", folder.Root).Status);
        Assert.Contains("After [BEP-1002](BEP-1002-quiet-hours.md).", File.ReadAllText(folder.PathOf("proposals/BEP-1001-tide-tables.md")));
        Assert.True(File.Exists(folder.PathOf("proposals/BEP-1002-quiet-hours.md")));
        Assert.Equal(0, Command.Run("check", folder.Root).Status);
    }

    [Fact]
    public void What_cannot_be_done_is_refused_and_nothing_is_written()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-1001-second.md", TempFolder.Proposal("Second"));
        var before = Samples.Read(folder.Root);
        string[][] calls =
        [
            ["renumber", "1000", "1001"],
            ["renumber", "1001"],
            ["renumber", "1234"],
            ["renumber", "x"],
            ["renumber", ""],
            ["status", "", "Accepted"],
            ["status", ",", "Accepted"],
            ["status", ",", "--check"],
            ["context", " "],
            ["renumber", "1000", "9999999"],
            ["new", " "],
            ["new", "a\nb"],
        ];
        foreach (var call in calls)
        {
            var run = Command.Run([.. call, "--series", folder.Root]);
            Assert.Equal((2, ""), (run.Status, run.Output));
            Assert.Matches(@"\Abep: [^\n]+\n\z", run.Error);
            Assert.DoesNotContain("fault of bep", run.Error);
        }
        Assert.Equal(before, Samples.Read(folder.Root));
        // Of several with one number, a file names the one that is meant.
        Assert.Equal(0, Command.Run("renumber", folder.PathOf("proposals/BEP-1001-second.md"), "--series", folder.Root).Status);
        Assert.True(File.Exists(folder.PathOf("proposals/BEP-1002-second.md")));
    }

    [Fact]
    public void A_status_changes_in_the_document_and_its_row_by_the_lifecycles_steps()
    {
        using var folder = TempFolder.WithSeries();
        Assert.Equal("BEP-1000 is Accepted now\n", Command.Run("status", "1000", "accepted", "--series", folder.Root).Output);
        Assert.Contains("Status: Accepted", File.ReadAllText(folder.PathOf("proposals/BEP-1000-quiet-hours.md")));
        Assert.Contains("Quiet Hours | Ada Park | Accepted |", File.ReadAllText(folder.PathOf(Registry)));
        var refused = Command.Run("status", "1001", "Superseded", "--series", folder.Root);
        Assert.Equal((2, ""), (refused.Status, refused.Output));
        Assert.Matches(@"\Abep: [^\n]+\n\z", refused.Error);
    }

    [Fact]
    public void Several_change_their_status_together_or_not_at_all()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Registry, TempFolder.Registry("| [1002](BEP-1002-buoys.md) | Buoys | Ravi Menon | Draft |"));
        folder.Write("proposals/BEP-1002-buoys.md", TempFolder.Proposal("Buoys", "Draft"));
        string[] paths =
        [
            Registry,
            "proposals/BEP-1000-quiet-hours.md",
            "proposals/BEP-1001-tide-tables.md",
            "proposals/BEP-1002-buoys.md",
        ];
        Assert.Equal(0, Command.Run("status", "1001", "Accepted", "--series", folder.Root).Status);
        string[] Texts() => [.. paths.Select(path => File.ReadAllText(folder.PathOf(path)))];
        var before = Texts();

        // Each that cannot go is named, with its reason, and the one that could does not go without them.
        var refused = Command.Run("status", "1000,1002", "1001,1077", "Accepted", "--version", "26.2.0", "--series", folder.Root);
        Assert.Equal((2, ""), (refused.Status, refused.Output));
        Assert.Equal("bep: BEP-1077 has no document; BEP-1001-tide-tables.md is already Accepted.\n", refused.Error);
        Assert.Equal(before, Texts());

        var done = Command.Run("status", "1000,BEP-1002", "1000", "accepted", "--version", "26.2.0", "--series", folder.Root);
        Assert.Equal((0, "BEP-1000 and BEP-1002 are Accepted now\n"), (done.Status, done.Output));
        var after = Texts();
        Assert.Contains("Quiet Hours | Ada Park | Accepted |", after[0]);
        Assert.Contains("Buoys | Ravi Menon | Accepted |", after[0]);
        Assert.Contains("Status: Accepted", after[1]);
        Assert.Equal(before[2], after[2]);
        Assert.Contains("Status: Accepted", after[3]);

        var check = Command.Run("status", "1000,1001", "1002", "--check", "--series", folder.Root);
        Assert.Equal(
            ["BEP-1000", "BEP-1001", "BEP-1002"],
            check.Output.Split('\n').Where(line => line.StartsWith("BEP", StringComparison.Ordinal)).Select(line => line.Split(' ')[0])
        );
    }

    // A variable of a script that has no value: each command says so, and none takes it for the current folder.
    [Theory]
    [InlineData("check", "")]
    [InlineData("check", "--code", "")]
    [InlineData("check", "--since", "", ".")]
    [InlineData("check", "--commit-msg", "", ".")]
    [InlineData("check", "-", "--stdin-path", "")]
    [InlineData("audit", "")]
    [InlineData("change-title", "")]
    [InlineData("context", "")]
    [InlineData("context", "--for", "")]
    [InlineData("convention", "")]
    [InlineData("convention", ".", "--format", "agents", "--write", "")]
    [InlineData("explain", "")]
    [InlineData("graph", "")]
    [InlineData("index", "--series", "")]
    [InlineData("init", "")]
    [InlineData("list", "")]
    [InlineData("list", ".", "--status", "")]
    [InlineData("mcp", "")]
    [InlineData("new", "Fog Horn", "--series", "")]
    [InlineData("next", "")]
    [InlineData("renumber", "1000", "")]
    [InlineData("status", "1000", "Accepted", "--series", "")]
    public void An_empty_argument_is_named_with_the_call(params string[] call)
    {
        var run = Command.Run(call);
        Assert.Equal((2, ""), (run.Status, run.Output));
        var said = string.Join(' ', call.Select(argument => argument.Length == 0 ? "''" : argument));
        Assert.Equal($"bep: an argument is empty: {said}\n", run.Error);
    }

    [Theory]
    [InlineData("Accepted", "Target-Version", "26.1.0", "26.2.0", true)]
    [InlineData("Accepted", "Target-Version", "26.2.0", " 26.2.0 ", false)]
    [InlineData("Accepted", "Implemented-Version", "26.1.0", "26.2.0", false)]
    [InlineData("Implemented", "Implemented-Version", "26.1.0", "26.2.0", true)]
    [InlineData("Implemented", "Target-Version", "26.1.0", "26.2.0", false)]
    [InlineData("Rejected", "Target-Version", "26.1.0", "26.2.0", false)]
    public void A_version_beside_the_one_that_is_there_is_no_secret(string status, string field, string has, string given, bool isRefused)
    {
        using var folder = TempFolder.WithSeries();
        const string path = "proposals/BEP-1000-quiet-hours.md";
        folder.Write(path, TempFolder.Proposal("Quiet Hours").Replace("Status: Draft", $"Status: Draft\n{field}: {has}"));
        folder.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables"));
        var before = Samples.Read(folder.Root);
        var run = Command.Run("status", "1000,1001", status, "--version", given, "--series", folder.Root);
        Assert.Equal(isRefused ? 2 : 0, run.Status);
        if (!isRefused)
        {
            Assert.Contains($"{field}: {has}\n", File.ReadAllText(folder.PathOf(path)));
            return;
        }
        Assert.Equal(
            $"bep: BEP-1000-quiet-hours.md has {has} in its {field} already; change it there, or leave the version out\n",
            run.Error
        );
        Assert.Equal(before, Samples.Read(folder.Root));
    }

    [Theory]
    [InlineData("1000 1001 1002 1003")]
    [InlineData("1001 1003", "--status", "accepted")]
    [InlineData("1001 1003", "--status", "ACCEPTED")]
    [InlineData("", "--status", "accept")]
    [InlineData("1000 1001 1002", "--author", "Ada Park")]
    [InlineData("1001 1002", "--author", "seo")]
    [InlineData("", "--author", "min@example.com")]
    [InlineData("1001 1003", "--target-version", "26.2.0")]
    [InlineData("", "--target-version", "26.2")]
    [InlineData("1001", "--status", "Accepted", "--author", "park", "--target-version", "26.2.0")]
    [InlineData("", "--status", "Draft", "--target-version", "26.2.0")]
    public void A_list_is_filtered_by_all_that_is_asked_for(string expected, params string[] filters)
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(
            Registry,
            TempFolder.Registry(
                "| 1002 | Fog Horn | Ada Park, Min Seo | Draft |",
                "| [1003](BEP-1003-buoys.md) | Buoys | Ravi Menon | Accepted |"
            )
        );
        folder.Write(
            "proposals/BEP-1001-tide-tables.md",
            "---\nAuthor: Ada Park (ada@example.com), Min Seo (min@example.com)\nStatus: Accepted\nTarget-Version: 26.2.0\n---\n\n# Tide Tables\n"
        );
        folder.Write(
            "proposals/BEP-1003-buoys.md",
            "---\nAuthor: Ravi Menon (ravi@example.com)\nStatus: Accepted\nTarget-Version: 26.2.0\n---\n\n# Buoys\n"
        );
        foreach (var format in new[] { "table", "csv", "json" })
        {
            var run = Command.Run(["list", folder.Root, "--format", format, .. filters]);
            Assert.Equal(0, run.Status);
            var numbers =
                format == "json"
                    ? run.Json.AsArray().Select(entry => entry!["number"]!.GetValue<int>().ToString())
                    : run
                        .Output.Split('\n')
                        .Where(line => line.StartsWith("BEP-", StringComparison.Ordinal))
                        .Select(line => line["BEP-".Length..][..4]);
            Assert.Equal(expected, string.Join(' ', numbers));
        }
    }

    [Fact]
    public void A_list_is_filtered_and_written_as_it_is_wanted()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide, \"Tables\"", "Accepted"));
        Assert.Equal(
            "BEP-1000  Draft     Ada Park  Quiet Hours\nBEP-1001  Accepted  Ada Park  Tide, \"Tables\"\n",
            Command.Run("list", folder.Root).Output
        );
        Assert.Equal("BEP-1001  Accepted  Ada Park  Tide, \"Tables\"\n", Command.Run("list", folder.Root, "--status", "accepted").Output);
        Assert.Equal("", Command.Run("list", folder.Root, "--author", "Min").Output);
        Assert.Contains(
            "BEP-1001,\"Tide, \"\"Tables\"\"\",Accepted,Ada Park,2026-01-05,,,BEP-1001-tide-tables.md\r\n",
            Command.Run("list", folder.Root, "--format", "csv").Output
        );
        var json = Command.Run("list", folder.Root, "--format", "json").Json.AsArray();
        Assert.Equal([1000, 1001], json.Select(entry => entry!["number"]!.GetValue<int>()));
        Assert.Equal("BEP-1000-quiet-hours.md", json[0]!["path"]!.GetValue<string>());
    }

    [Fact]
    public void Two_who_race_for_a_number_end_with_one_each()
    {
        using var origin = new TempRepository("--bare");
        using var ada = TempRepository.CloneWithSeries(origin);
        using var min = TempRepository.CloneOf(origin.Root);

        // Both reserve, neither knows of the other.
        Reserve(ada, "fog-horn", "Fog Horn");
        Reserve(min, "night-shift", "Night Shift");
        Assert.Contains("[1002]", ada.Read(Registry));
        Assert.Contains("[1002]", min.Read(Registry));

        // One is pushed; the other sees it as soon as it has fetched, and would take another number.
        ada.Git("push", "--quiet", "origin", "fog-horn");
        min.Git("fetch", "--quiet");
        Assert.Contains("number-taken-on-branch", Command.Run("check", min.Root, "--format", "json").Rules);
        Assert.Equal("BEP-1003\n", Command.Run("next", min.Root).Output);

        // It is merged, and the other is rebased: a conflict, which one fix resolves.
        ada.PushSquashed("fog-horn", "BEP-1002 (new): Fog Horn");
        min.RebaseIntoConflict();
        Assert.Contains("<<<<<<<", min.Read(Registry));
        FixConflict(min);
        min.ContinueRebase();
        var check = Command.Run("check", min.Root, "--format", "json");
        Assert.Equal((0, 0), (check.Status, check.Rules.Length));
        Assert.Equal(
            [
                "| [1002](BEP-1002-fog-horn.md) | Fog Horn | Ada Park | Draft |",
                "| [1003](BEP-1003-night-shift.md) | Night Shift | Min Seo | Draft |",
                "| _next_ | _(reserve your number here)_ | | |",
            ],
            min.Read(Registry).TrimEnd().Split('\n')[^3..]
        );
        Assert.True(File.Exists(min.PathOf("proposals/BEP-1003-night-shift.md")));
    }

    // Makes the first fix of the conflict in the registry.
    private static void FixConflict(TempRepository repository)
    {
        var series = Read(repository.Root);
        var finding = Analysis.Checking.RuleBook.Default.CheckAll(series).Single(finding => finding.Rule.Name == "registry-conflict");
        var change = finding.Fixes[0].Change;
        Bep.Server.Cli.ChangeWriter.Write(
            new(repository.Root, "proposals"),
            series,
            Bep.Analysis.Edits.ChangeApplier.Apply(series, change),
            change.Files
        );
    }

    private static void Reserve(TempRepository repository, string branch, string title)
    {
        repository.Git("checkout", "--quiet", "-b", branch);
        Assert.Equal(0, Command.Run("new", title, "--series", repository.Root).Status);
        repository.Commit($"Draft {title}");
    }

    private static Bep.Analysis.Snapshot.Series Read(string root)
    {
        var (files, place) = (new Bep.Server.Files.Disk(), new Bep.Server.Files.SeriesLocation(root, "proposals"));
        var series = Bep
            .Server.Files.SeriesReader.ReadAll(
                files,
                place,
                Bep.Server.Files.Listing.Of(files, place),
                Bep.Analysis.Notation.Fixture.ExternalFacts
            )
            .Series;
        return series.With(
            series.ExternalFacts with
            {
                Branches = new Bep.Server.Git.GitCommand(files).BranchesAsync(root, series, CancellationToken.None).Result,
            }
        );
    }
}
