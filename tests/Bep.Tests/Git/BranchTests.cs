using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>What is seen of other branches, in repositories of every kind.</summary>
public sealed class BranchTests
{
    private const string Registry = "proposals/README.md";

    // Conflicts

    [Fact]
    public void A_number_that_another_branch_has_taken_is_found_on_the_row_and_the_document()
    {
        using var repository = TempRepository.WithSeries();
        Reserve(repository, "night-shift", 1002, "Night Shift", "Min Seo");
        Reserve(repository, "fog-horn", 1002, "Fog Horn", "Ada Park");
        var finding = Assert.Single(Conflicts(repository), finding => !finding.IsMirroredElsewhere);
        Assert.Equal(Registry, finding.Path);
        Assert.Equal(
            (Severity.Warning, "BEP-1002 is `Night Shift` on branch night-shift (Ada Park, 2026-01-10)."),
            (finding.Severity, finding.Message.ToString())
        );
        Assert.Equal("Renumber this one to BEP-1003", finding.Fixes[0].Title.ToString());

        // With a document it is found there too.
        repository.Write("proposals/BEP-1002-fog-horn.md", TempFolder.Proposal("Fog Horn"));
        Assert.Equal(
            ["proposals/BEP-1002-fog-horn.md", Registry],
            Conflicts(repository).Select(finding => finding.Path).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_document_alone_takes_a_number_too()
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "night-shift");
        repository.Write("proposals/BEP-1002-night-shift.md", TempFolder.Proposal("Night Shift"));
        repository.Commit("Draft");
        repository.Git("checkout", "--quiet", "main");
        Assert.Equal("BEP-1003", Next(repository));
        Reserve(repository, "fog-horn", 1002, "Fog Horn", "Min Seo");
        Assert.Contains("`BEP-1002-night-shift.md` on branch night-shift", Assert.Single(Conflicts(repository)).Message.ToString());
    }

    [Fact]
    public void A_branch_that_is_merged_or_left_the_base_before_is_no_conflict()
    {
        using var repository = TempRepository.WithSeries();
        Reserve(repository, "merged", 1002, "Night Shift", "Min Seo");
        repository.Git("checkout", "--quiet", "main");
        repository.Git("branch", "stale");
        repository.Git("merge", "--quiet", "--no-ff", "-m", "Merge", "merged");
        // The base gives the row to somebody else, and rewords another.
        repository.Replace(Registry, "Night Shift | Min Seo", "Fog Horn | Ada Park");
        repository.Replace(Registry, "Tide Tables", "Ebb and Flow");
        repository.Commit("Change rows");
        Assert.Empty(Conflicts(repository));
        Assert.Equal(3, View(repository).Count);
    }

    [Fact]
    public void A_squashed_branch_is_the_same_proposal_under_another_title_or_number()
    {
        using var repository = TempRepository.WithSeries();
        Reserve(repository, "reworded", 1002, "Hours for the Night Shift", "Min Seo");
        Reserve(repository, "renumbered", 1003, "Fog Horn Signals", "Min Seo");
        repository.Git("checkout", "--quiet", "main");
        repository.Replace(
            Registry,
            "| _next_",
            "| 1002 | Night Shift | Min Seo | Draft |\n| 1003 | Storm Warnings | Ada Park | Draft |\n| 1004 | Fog Horn Signals | Min Seo | Draft |\n| _next_"
        );
        repository.Commit("Squash");
        Assert.Empty(Conflicts(repository));
    }

    [Fact]
    public void What_the_base_has_is_its_own_and_the_branch_has_to_give_way()
    {
        using var repository = TempRepository.WithSeries();
        Reserve(repository, "night-shift", 1002, "Night Shift", "Min Seo");
        repository.Git("checkout", "--quiet", "main");
        repository.Replace(Registry, "| _next_", "| 1002 | Fog Horn | Ada Park | Draft |\n| _next_");
        repository.Commit("Reserve");
        var finding = Assert.Single(Conflicts(repository));
        Assert.Equal(Severity.Information, finding.Severity);
        Assert.Empty(finding.Fixes);

        repository.Git("checkout", "--quiet", "night-shift");
        finding = Assert.Single(Conflicts(repository));
        Assert.Equal((Severity.Warning, "BEP-1002 is `Fog Horn` on main."), (finding.Severity, finding.Message.ToString()));
    }

    [Fact]
    public void What_was_pushed_before_is_ones_own()
    {
        using var origin = new TempRepository("--bare");
        using var clone = CloneWithSeries(origin);
        Reserve(clone, "fog-horn", 1002, "Fog Horn", "Min Seo");
        clone.Git("push", "--quiet", "--set-upstream", "origin", "fog-horn");
        clone.Replace(Registry, "Fog Horn", "Lighthouse Signals");
        clone.Replace(Registry, "Min Seo", "Ravi Menon");
        clone.Commit("Another proposal altogether");
        Assert.Empty(Conflicts(clone));
        Assert.Equal("BEP-1003", Next(clone));
    }

    [Fact]
    public void A_branch_built_on_mine_and_the_one_I_built_on_are_no_conflict()
    {
        using var repository = TempRepository.WithSeries();
        Reserve(repository, "first", 1002, "Fog Horn", "Ada Park");
        repository.Git("checkout", "--quiet", "-b", "second");
        repository.Replace(Registry, "| _next_", "| 1003 | Night Shift | Ada Park | Draft |\n| _next_");
        repository.Commit("Second");
        Assert.Empty(Conflicts(repository));
        repository.Git("checkout", "--quiet", "first");
        Assert.Empty(Conflicts(repository));
        Assert.Equal("BEP-1004", Next(repository));
    }

    [Fact]
    public void A_merge_of_the_base_into_a_branch_moves_where_it_left()
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("checkout", "--quiet", "-b", "long-lived");
        repository.Write("notes.md", "Notes.\n");
        repository.Commit("Notes");
        repository.Git("checkout", "--quiet", "main");
        repository.Replace(Registry, "| _next_", "| 1002 | Night Shift | Min Seo | Draft |\n| _next_");
        repository.Commit("Reserve");
        repository.Git("checkout", "--quiet", "long-lived");
        repository.Git("merge", "--quiet", "-m", "Merge", "main");
        repository.Git("checkout", "--quiet", "main");
        repository.Replace(Registry, "Night Shift | Min Seo", "Fog Horn | Ada Park");
        repository.Commit("Given to somebody else");
        Assert.Empty(Conflicts(repository));
    }

    [Fact]
    public void Another_worktree_shows_what_is_not_committed()
    {
        using var repository = TempRepository.WithSeries();
        using var elsewhere = new TempFolder();
        repository.Git("worktree", "add", "--quiet", "-b", "other", elsewhere.PathOf("other tree"));
        elsewhere.Write("other tree/proposals/README.md", TempFolder.Registry("| 1002 | Night Shift | Min Seo | Draft |"));
        Assert.Equal("BEP-1003", Next(repository));
        repository.Replace(Registry, "| _next_", "| 1002 | Fog Horn | Ada Park | Draft |\n| _next_");
        Assert.Contains("branch other", Assert.Single(Conflicts(repository)).Message.ToString());

        // A worktree without a branch goes by its folder; one that is gone is nothing.
        elsewhere.Write("other tree/proposals/README.md", TempFolder.Registry());
        new Runner(elsewhere.PathOf("other tree")).Git("checkout", "--quiet", "--detach");
        elsewhere.Write("other tree/proposals/README.md", TempFolder.Registry("| 1002 | Night Shift | Min Seo | Draft |"));
        Assert.Contains("branch worktree other tree", Assert.Single(Conflicts(repository)).Message.ToString());
        Directory.Delete(elsewhere.PathOf("other tree"), recursive: true);
        Assert.Empty(Conflicts(repository));
    }

    // Numbers

    [Fact]
    public void The_next_number_is_behind_the_highest_of_all_branches()
    {
        using var repository = TempRepository.WithSeries();
        Assert.Equal("BEP-1002", Next(repository));
        Reserve(repository, "a", 1004, "Night Shift", "Min Seo");
        Reserve(repository, "b", 1007, "Fog Horn", "Min Seo");
        Reserve(repository, "example", 9999, "An Example", "Min Seo");
        repository.Git("checkout", "--quiet", "main");
        Assert.Equal("BEP-1008", Next(repository));
        // A merged branch whose row is gone from the base has had its number.
        repository.Git("merge", "--quiet", "-s", "ours", "-m", "Drop", "b");
        Assert.Equal("BEP-1008", Next(repository));
    }

    [Fact]
    public void A_thousand_branches_are_read()
    {
        using var repository = ManyBranches(1000);
        var view = View(repository);
        Assert.Equal((1001, 2999, null), (view.Count, view.Highest?.Value, view.Problem));
        Assert.Equal(1000, view.Branches.Count);
        Assert.All(view.Branches, branch => Assert.Single(branch.Claims));
    }

    // States

    [Fact]
    public void Without_a_repository_nothing_is_missed()
    {
        using var folder = TempFolder.WithSeries();
        Assert.StartsWith("Other branches are not known: ", View(folder.Root).Problem?.ToString());
        var run = Command.Run("check", folder.Root);
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal("BEP-1002\n", Command.Run("next", folder.Root).Output);
    }

    [Fact]
    public void A_repository_without_a_commit_has_no_branches_yet()
    {
        using var repository = new TempRepository();
        repository.Write(Registry, TempFolder.Registry());
        Assert.Equal((0, null, null), (View(repository).Count, View(repository).Problem, View(repository).Base));
        Assert.Equal("BEP-1002", Next(repository));
    }

    [Fact]
    public void A_detached_head_sees_all_branches()
    {
        using var repository = TempRepository.WithSeries();
        Reserve(repository, "night-shift", 1002, "Night Shift", "Min Seo");
        repository.Git("checkout", "--quiet", "--detach", "main");
        Assert.Equal("BEP-1003", Next(repository));
        Assert.Equal((2, "main", null), (View(repository).Count, View(repository).Base?.Name, View(repository).Problem));
    }

    [Fact]
    public void A_repository_with_other_hashes_is_read_the_same()
    {
        using var repository = TempRepository.WithSeries("--object-format=sha256");
        Reserve(repository, "night-shift", 1002, "Night Shift", "Min Seo");
        Reserve(repository, "fog-horn", 1002, "Fog Horn", "Ada Park");
        Assert.Single(Conflicts(repository));
        repository.Replace("proposals/BEP-1001-tide-tables.md", "BEP-1000", "BEP-1234");
        Assert.Equal(["unknown-reference"], Command.Run("check", repository.Root, "--since", "HEAD", "--format", "json").Rules);
        Assert.Equal(2, View(repository).Base!.Documents.Count);
    }

    [Fact]
    public void A_worktree_of_a_bare_repository_is_read_the_same()
    {
        using var bare = new TempRepository("--bare");
        using var clone = CloneWithSeries(bare);
        Reserve(clone, "night-shift", 1002, "Night Shift", "Min Seo");
        clone.Git("push", "--quiet", "origin", "night-shift");
        using var worktree = new TempFolder();
        bare.Git("worktree", "add", "--quiet", worktree.PathOf("tree"), "main");
        Assert.Equal(
            (2, "main", 1002, null),
            (
                View(worktree.PathOf("tree")).Count,
                View(worktree.PathOf("tree")).Base?.Name,
                View(worktree.PathOf("tree")).Highest?.Value,
                View(worktree.PathOf("tree")).Problem
            )
        );
    }

    [Fact]
    public void A_submodule_has_branches_of_its_own()
    {
        using var inner = TempRepository.WithSeries();
        Reserve(inner, "night-shift", 1002, "Night Shift", "Min Seo");
        inner.Git("checkout", "--quiet", "main");
        using var outer = new TempRepository();
        outer.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.Root, "module");
        outer.Commit("Add");
        Assert.Equal("BEP-1003\n", Command.Run("next", outer.PathOf("module")).Output);
        Assert.Equal("origin/main", View(outer.PathOf("module")).Base?.Name);
    }

    [Fact]
    public void A_shallow_clone_says_that_it_is_one()
    {
        using var origin = TempRepository.WithSeries();
        origin.Replace(Registry, "Quiet Hours", "Silent Hours");
        origin.Commit("Second");
        using var shallow = new TempFolder();
        new Runner(shallow.Root).Git("clone", "--quiet", "--depth", "1", new Uri(origin.Root).AbsoluteUri, "clone");
        Assert.Equal("This clone is shallow and may lack branches", View(shallow.PathOf("clone")).Problem?.ToString());
        Assert.Equal("bep: This clone is shallow and may lack branches\n", Command.Run("check", shallow.PathOf("clone")).Error);
        Assert.Equal(0, Command.Run("check", shallow.PathOf("clone")).Status);
        Assert.Equal(2, Command.Run("check", shallow.PathOf("clone"), "--since", "HEAD~1").Status);
    }

    [Theory]
    [InlineData("blob:none")]
    [InlineData("tree:0")]
    public void A_partial_clone_fetches_nothing_and_says_what_it_lacks(string filter)
    {
        using var origin = TempRepository.WithSeries();
        origin.Git("config", "uploadpack.allowFilter", "true");
        origin.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        Reserve(origin, "night-shift", 1002, "Night Shift", "Min Seo");
        origin.Git("checkout", "--quiet", "main");
        using var partial = new TempFolder();
        new Runner(partial.Root).Git("clone", "--quiet", $"--filter={filter}", new Uri(origin.Root).AbsoluteUri, "clone");
        var objects = new Runner(partial.PathOf("clone")).Git("count-objects", "-v");
        var view = View(partial.PathOf("clone"));
        Assert.Equal(objects, new Runner(partial.PathOf("clone")).Git("count-objects", "-v"));
        Assert.NotNull(view.Problem);
        Assert.Equal(0, Command.Run("check", partial.PathOf("clone")).Status);
    }

    [Fact]
    public void A_branch_with_broken_objects_costs_itself_alone()
    {
        using var repository = TempRepository.WithSeries();
        Reserve(repository, "broken", 1005, "Night Shift", "Min Seo");
        Reserve(repository, "healthy", 1003, "Fog Horn", "Min Seo");
        repository.Git("checkout", "--quiet", "main");
        var commit = repository.Git("rev-parse", "broken").Trim();
        var file = repository.PathOf($".git/objects/{commit[..2]}/{commit[2..]}");
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, "no object");
        repository.Write(".git/refs/heads/nonsense", "no hash\n");
        repository.Write(".git/refs/heads/nowhere", new string('1', 40) + "\n");
        var view = View(repository);
        Assert.Equal(("2 branches could not be read", 1003), (view.Problem?.ToString(), view.Highest?.Value));
        Assert.Equal(0, Command.Run("check", repository.Root).Status);
    }

    [Theory]
    [InlineData("1768000000", 1768000000L)]
    [InlineData("99999999999999", null)]
    [InlineData("soon", null)]
    public void Before_the_first_fetch_the_time_of_the_clone_counts(string seconds, long? expected)
    {
        using var repository = TempRepository.WithSeries();
        repository.Write(
            ".git/logs/HEAD",
            $"{new string('0', 40)} {new string('1', 40)} Ada Park <ada@example.com> {seconds} +0000\tclone: from https://git.example.com/lamps\n"
        );
        var view = View(repository);
        Assert.Equal((1, expected), (view.Count, view.LastFetch?.ToUnixTimeSeconds()));
    }

    [SkippableFact]
    public void The_time_of_a_fetch_is_not_asked_through_a_link_out()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "Links need a privilege.");
        using var outside = new TempFolder();
        using var repository = TempRepository.WithSeries();
        repository.Write(".git/logs/HEAD", "");
        outside.Write("file", "");
        File.CreateSymbolicLink(repository.PathOf(".git/FETCH_HEAD"), outside.PathOf("file"));
        Assert.Null(View(repository).LastFetch);
    }

    [Fact]
    public void A_damaged_repository_is_not_taken_for_the_one_around_it()
    {
        using var outer = TempRepository.WithSeries();
        Directory.CreateDirectory(outer.PathOf("inner/.git"));
        outer.Write("inner/proposals/README.md", TempFolder.Registry());
        Assert.StartsWith("Other branches are not known: not a git repository", View(outer.PathOf("inner")).Problem?.ToString());
    }

    [Fact]
    public void Old_refs_are_packed_and_found_again()
    {
        using var repository = ManyBranches(20);
        repository.Git("pack-refs", "--all");
        repository.Git("gc", "--quiet");
        Assert.Equal((21, 2019), (View(repository).Count, View(repository).Highest?.Value));
    }

    // In the editor

    [Fact]
    public async Task The_editor_sees_a_branch_as_soon_as_it_is_there()
    {
        using var repository = TempRepository.WithSeries();
        repository.Replace(Registry, "| _next_", "| 1002 | Fog Horn | Ada Park | Draft |\n| _next_");
        await using var client = new EditorClient();
        await client.InitializeAsync([repository.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        repository.Git("stash", "--quiet");
        Reserve(repository, "night-shift", 1002, "Night Shift", "Min Seo");
        repository.Git("checkout", "--quiet", "main");
        repository.Git("stash", "pop", "--quiet");
        var uri = Bep.Server.Protocol.Uris.Of(repository.PathOf(Registry));
        await client.NextAsync("textDocument/publishDiagnostics", given =>
            given["uri"]!.GetValue<string>() == uri
            && given["diagnostics"]!.AsArray().Any(diagnostic => diagnostic!["code"]!.GetValue<string>() == "number-taken-on-branch")
        );
        repository.Git("branch", "--quiet", "-D", "night-shift");
        await client.NextAsync("textDocument/publishDiagnostics", given =>
            given["uri"]!.GetValue<string>() == uri
            && given["diagnostics"]!.AsArray().All(diagnostic => diagnostic!["code"]!.GetValue<string>() != "number-taken-on-branch")
        );

        repository.Git("stash", "--quiet");
        Reserve(repository, "fog-signals", 1007, "Fog Signals", "Min Seo");
        await client.NextAsync("bep/series", given => given["series"]![0]!["next"]!.GetValue<string>() == "BEP-1008");
    }

    // Helpers

    /// <summary>Leaves the repository on a branch from main with one more row, committed.</summary>
    private static void Reserve(TempRepository repository, string branch, int number, string title, string author)
    {
        repository.Git("checkout", "--quiet", "-b", branch, "main");
        repository.Replace(Registry, "| _next_", $"| {number} | {title} | {author} | Draft |\n| _next_");
        repository.Commit($"Reserve {number}");
    }

    private static TempRepository CloneWithSeries(TempRepository origin)
    {
        var clone = TempRepository.CloneOf(origin.Root);
        clone.Git("checkout", "--quiet", "-B", "main");
        clone.Write(Registry, TempFolder.Registry());
        clone.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        clone.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables"));
        clone.Commit("Begin");
        clone.Git("push", "--quiet", "--set-upstream", "origin", "main");
        return clone;
    }

    /// <summary>Each branch has a registry of a hundred rows with one of its own, and a document.</summary>
    private static TempRepository ManyBranches(int count)
    {
        var repository = TempRepository.WithSeries();
        var rows = string.Concat(Enumerable.Range(1002, 98).Select(number => $"| {number} | Proposal {number} | Ada Park | Draft |\n"));
        repository.Replace(Registry, "| _next_", $"{rows}| _next_");
        repository.Commit("Grow");
        var registry = repository.Read(Registry);
        var stream = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var changed = registry.Replace("| _next_", $"| {2000 + i} | Idea {i} | Ada Park | Draft |\n| _next_", StringComparison.Ordinal);
            stream.Append(
                $"commit refs/heads/idea-{i}\ncommitter Min Seo <min@example.com> {1768000000 + i} +0000\ndata 4\nIdea\nfrom refs/heads/main^0\n"
            );
            stream.Append($"M 100644 inline {Registry}\ndata {Encoding.UTF8.GetByteCount(changed)}\n{changed}\n");
            stream.Append($"M 100644 inline proposals/BEP-{2000 + i}-idea.md\ndata 7\n# Idea\n\n");
        }
        Assert.Equal(0, repository.TryGit(stream.ToString(), "fast-import", "--quiet").Status);
        return repository;
    }

    private static Series Read(string root)
    {
        var (files, place) = (new Disk(), new SeriesLocation(root, "proposals"));
        var series = SeriesReader.ReadAll(files, place, Listing.Of(files, place), Fixture.ExternalFacts).Series;
        return series.With(
            series.ExternalFacts with
            {
                Branches = new GitCommand(files).BranchesAsync(root, series, CancellationToken.None).Result,
            }
        );
    }

    private static BranchView View(TempRepository repository) => View(repository.Root);

    private static BranchView View(string root) => Read(root).ExternalFacts.Branches;

    private static Finding[] Conflicts(TempRepository repository) =>
        [.. RuleBook.Default.CheckAll(Read(repository.Root)).Where(finding => finding.Rule.Name == "number-taken-on-branch")];

    private static string Next(TempRepository repository) => Command.Run("next", repository.Root).Output.Trim();

    /// <summary>git in a folder that is no repository of the test's own.</summary>
    private sealed class Runner(string folder)
    {
        public string Git(params string[] arguments)
        {
            using var git = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("git", arguments)
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    Environment = { ["GIT_CONFIG_GLOBAL"] = "/dev/null" },
                }
            )!;
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            Assert.Equal(0, git.ExitCode);
            return output;
        }
    }
}
