using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>What a repository says of versions, of its base branch and of its files' history, as rules and fixes hear of it.</summary>
public sealed class RepositoryReaderTests
{
    private const string Registry = "proposals/README.md",
        Tides = "proposals/BEP-1001-tide-tables.md";

    // Versions

    [Fact]
    public void Releases_are_known_by_their_tags()
    {
        using var repository = TempRepository.WithSeries();
        foreach (var tag in new[] { "v25.9.0", "26.1.0", "26.2.0rc1", "2026-01-10", "latest" })
            repository.Git("tag", tag);
        // Tags of other things are no reason to forget the versions.
        var names = string.Concat(Enumerable.Range(0, 250).Select(i => $"create refs/tags/webui-{i} HEAD\n"));
        Assert.Equal(0, repository.TryGit(names, "update-ref", "--stdin").Status);
        repository.Write("VERSION", "26.3.0\n");
        var externalFacts = Read(repository.Root);
        Assert.Equal(["25.9.0", "26.1.0", "26.2.0rc1"], externalFacts.Released.Order());
        Assert.Equal(["25.9.0", "26.1.0", "26.2.0rc1", "26.3.0"], externalFacts.Versions.Order());
    }

    [Theory]
    [InlineData("26.1.0\n", "26.1.0")]
    [InlineData("26.1.0.dev1\nof the lamps\n", "26.1.0.dev1")]
    [InlineData("none yet\n", "")]
    [InlineData("", "")]
    public void Without_tags_the_version_file_says_it(string file, string released)
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("VERSION", file);
        Assert.Equal(released, string.Join(' ', Read(repository.Root).Released));
    }

    [Theory]
    [InlineData("26.1.0", "26.1.0", "26.1.0")]
    [InlineData("26.1", "26.1.0 26.1.1", "26.1.0")]
    [InlineData("26.1.0rc1", "26.1.0", "26.1.0")]
    [InlineData("26.1.1", "26.1.3 26.1.2 26.1.0", "26.1.2")]
    [InlineData("25.9 LTS", "25.9.4", "25.9.4")]
    [InlineData("26.1.0", "26.1.0rc1 25.18.0", null)]
    [InlineData("26.1.0", "26.1.0.dev2", null)]
    [InlineData("26.1.0", "26.1.0.post1", "26.1.0.post1")]
    [InlineData("26.1.1", "26.1.0", null)]
    [InlineData("26.1.1", "26.2.0", null)]
    [InlineData("26.1.0", "2026.12.1", null)]
    [InlineData("26.1.0, 25.9.4 (backport)", "26.1.0", null)]
    [InlineData("next spring", "26.1.0", null)]
    public void What_was_planned_is_overdue_when_it_is_certainly_out(string planned, string released, string? release)
    {
        var series = Fixture.Read($"-- BEP-1001-tides.md --\n---\nStatus: Accepted\nTarget-Version: {planned}\n---\n").ToSeries();
        series = series.With(series.ExternalFacts with { Released = [.. released.Split(' ')] });
        var found = RuleBook.Default.CheckAll(series).Where(finding => finding.Rule.Name == "overdue-target-version").ToList();
        Assert.Equal(
            release is null
                ? []
                : [$"`{release}` is out, and this proposal is still Accepted{(release == planned ? "" : $" for `{planned}`")}."],
            found.Select(finding => finding.Message.ToString())
        );
        if (found is [var finding])
            Assert.Equal($"Set Implemented with {release}", Assert.Single(finding.Fixes).Title.ToString());
    }

    [Fact]
    public void The_command_line_knows_the_tags()
    {
        using var repository = Overdue();
        Assert.DoesNotContain("overdue-target-version", Command.Run("check", repository.Root, "--format", "json").Rules);
        repository.Git("tag", "26.1.0");
        Assert.Contains("overdue-target-version", Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    [Fact]
    public async Task The_editor_learns_of_a_release_when_it_is_tagged()
    {
        using var repository = Overdue();
        await using var client = new EditorClient();
        await client.InitializeAsync([repository.Root], options: """{ "seriesNotifications": true }""");
        await client.CompleteAsync();
        repository.Git("tag", "26.1.0");
        var uri = Bep.Server.Protocol.Uris.Of(repository.PathOf(Tides));
        await client.FindsAsync(uri, "overdue-target-version");
        repository.Git("tag", "--delete", "26.1.0");
        await client.ClearsAsync(uri, "overdue-target-version");
    }

    // History

    [Fact]
    public void The_first_commit_of_a_file_is_found_behind_its_renames()
    {
        using var repository = TempRepository.WithSeries();
        Commit(repository, "2026-01-11", () =>
            repository.Write("proposals/BEP-1002-fog-horn.md", TempFolder.Proposal("Fog Horn", body: "Loud.\n"))
        );
        Commit(repository, "2026-01-12", () => repository.Git("mv", "proposals/BEP-1002-fog-horn.md", "proposals/BEP-1003-fog-signals.md"));
        // Its old name is given to another file at once, and that one is deleted and made again.
        Commit(repository, "2026-01-13", () => repository.Write("proposals/BEP-1002-fog-horn.md", "# Something else altogether\n"));
        Commit(repository, "2026-01-14", () => File.Delete(repository.PathOf("proposals/BEP-1002-fog-horn.md")));
        Commit(repository, "2026-01-15", () => repository.Write("proposals/BEP-1002-fog-horn.md", "# Once more\n"));
        // Two files that exchange their names.
        Commit(repository, "2026-01-16", () =>
            repository.Write(
                "proposals/BEP-1004-a.md",
                TempFolder.Proposal("Anchors", body: string.Concat(Enumerable.Repeat("Heavy.\n", 9)))
            )
        );
        Commit(repository, "2026-01-17", () =>
            repository.Write(
                "proposals/BEP-1005-b.md",
                TempFolder.Proposal("Buoys", body: string.Concat(Enumerable.Repeat("Bright.\n", 9)))
            )
        );
        Commit(repository, "2026-01-18", () =>
        {
            repository.Git("mv", "proposals/BEP-1004-a.md", "c");
            repository.Git("mv", "proposals/BEP-1005-b.md", "proposals/BEP-1004-a.md");
            repository.Git("mv", "c", "proposals/BEP-1005-b.md");
        });

        var commits = Read(repository.Root).History;
        Assert.Equal(new DateOnly(2026, 1, 10), commits.FirstOf(Tides));
        Assert.Equal(new DateOnly(2026, 1, 11), commits.FirstOf("proposals/BEP-1003-fog-signals.md"));
        Assert.Equal(new DateOnly(2026, 1, 15), commits.FirstOf("proposals/BEP-1002-fog-horn.md"));
        Assert.Null(commits.FirstOf("proposals/BEP-1009-nowhere.md"));
        // To git, names that were there before and after are the same files with other texts.
        Assert.Equal(new DateOnly(2026, 1, 16), commits.FirstOf("proposals/BEP-1004-a.md"));
        Assert.Equal(new DateOnly(2026, 1, 17), commits.FirstOf("proposals/BEP-1005-b.md"));
    }

    [Fact]
    public void The_last_commit_of_a_proposal_is_that_of_any_part_of_it()
    {
        using var repository = TempRepository.WithSeries();
        Commit(repository, "2026-01-11", () =>
            repository.Write("proposals/BEP-1002-fog-horn.md", TempFolder.Proposal("Fog Horn", body: "Loud.\n"))
        );
        Commit(repository, "2026-01-12", () => repository.Write("proposals/BEP-1002/range.md", "# Range\n"));
        Commit(repository, "2026-01-13", () => repository.Git("mv", "proposals/BEP-1002-fog-horn.md", "proposals/BEP-1002-horn.md"));
        Commit(repository, "2026-01-14", () => repository.Replace(Tides, "After", "Before"));
        Assert.Equal(("2026-01-13", "2026-01-14"), (Changed("BEP-1002-horn"), Changed("BEP-1001")));
        Commit(repository, "2026-01-15", () => repository.Replace("proposals/BEP-1002/range.md", "Range", "How far"));
        Assert.Equal("2026-01-15", Changed("BEP-1002-horn"));
        repository.Write("proposals/BEP-1009-ropes.md", "# Ropes\n");
        Assert.Null(Changed("BEP-1009"));

        string? Changed(string name)
        {
            var opened = Open(repository.Root);
            return ProposalList
                .Of(opened)
                .Single(entry => entry.Path?.Contains(name, StringComparison.Ordinal) == true)
                .Changed?.ToString("yyyy-MM-dd");
        }
    }

    [Fact]
    public async Task The_statuses_of_a_proposal_are_known_with_their_days_behind_its_renames()
    {
        using var repository = TempRepository.WithSeries();
        Commit(repository, "2026-01-11", () => repository.Replace(Tides, "Status: Draft", "Status: Accepted"));
        // Words alone change no status, and a front matter that is broken for a while says none.
        Commit(repository, "2026-01-12", () => repository.Replace(Tides, "After", "Before"));
        Commit(repository, "2026-01-13", () => repository.Replace(Tides, "Status: Accepted", "Status"));
        Commit(repository, "2026-01-14", () => repository.Replace(Tides, "Status", "Status: Accepted"));
        Commit(repository, "2026-01-15", () => repository.Git("mv", Tides, "proposals/BEP-1002-tides.md"));
        Commit(repository, "2026-01-16", () =>
            repository.Replace("proposals/BEP-1002-tides.md", "Status: Accepted", "Status: Implemented")
        );
        // The old name is given to another one, which has nothing to do with it.
        Commit(repository, "2026-01-17", () =>
            repository.Write(Tides, TempFolder.Proposal("Tide Tables, Again", "Rejected", "Not that.\n"))
        );
        // On a branch, and merged: the day is the one of the commit that says it.
        repository.Git("checkout", "--quiet", "-b", "quiet");
        Commit(repository, "2026-01-18", () =>
            repository.Replace("proposals/BEP-1000-quiet-hours.md", "Status: Draft", "Status: Superseded")
        );
        repository.Git("checkout", "--quiet", "main");
        repository.Git("merge", "--quiet", "--no-ff", "--no-edit", "quiet");

        var series = Open(repository.Root);
        var history = await new GitCommand(new Disk()).StatusesAsync(repository.Root, series, CancellationToken.None);
        Assert.Equal("2026-01-10 Draft, 2026-01-11 Accepted, 2026-01-16 Implemented", Told(history, series, "proposals/BEP-1002-tides.md"));
        Assert.Equal("2026-01-17 Rejected", Told(history, series, Tides));
        Assert.Equal("2026-01-10 Draft, 2026-01-18 Superseded", Told(history, series, "proposals/BEP-1000-quiet-hours.md"));
        Assert.Equal("", Told(history, series, "proposals/BEP-1009-nowhere.md"));
    }

    [Fact]
    public async Task What_came_together_came_from_somewhere_else_where_it_may_have_been_accepted_long_ago()
    {
        using var repository = TempRepository.WithSeries();
        var (git, series) = (new GitCommand(new Disk()), Open(repository.Root));
        Assert.Equal("2026-01-10 Draft", Told(await git.StatusesAsync(repository.Root, series, CancellationToken.None), series, Tides));
        Commit(repository, "2026-01-19", () =>
        {
            for (var number = 1010; number < 1013; number++)
                repository.Write($"proposals/BEP-{number}-old.md", TempFolder.Proposal("Old", "Accepted"));
        });
        Commit(repository, "2026-01-20", () => repository.Replace("proposals/BEP-1012-old.md", "Status: Accepted", "Status: Implemented"));
        var history = await git.StatusesAsync(repository.Root, series, CancellationToken.None);
        Assert.Equal(" Accepted, 2026-01-20 Implemented", Told(history, series, "proposals/BEP-1012-old.md"));
    }

    [Fact]
    public async Task A_status_that_is_not_committed_yet_is_of_today_and_what_was_never_committed_has_no_past()
    {
        using var repository = TempRepository.WithSeries();
        Commit(repository, "2026-01-17", () => repository.Replace(Tides, "Status: Draft", "Status: Rejected"));
        var git = new GitCommand(new Disk());
        var history = await git.StatusesAsync(repository.Root, Open(repository.Root), CancellationToken.None);
        repository.Replace(Tides, "Status: Rejected", "Status: Draft");
        repository.Write("proposals/BEP-1003-fog-horn.md", TempFolder.Proposal("Fog Horn"));
        var series = Open(repository.Root);
        Assert.Same(history, await git.StatusesAsync(repository.Root, series, CancellationToken.None));
        Assert.Equal($"2026-01-10 Draft, 2026-01-17 Rejected, {series.ExternalFacts.Today:yyyy-MM-dd} Draft", Told(history, series, Tides));
        Assert.Equal("", Told(history, series, "proposals/BEP-1003-fog-horn.md"));
    }

    [Fact]
    public async Task Where_history_is_not_all_there_nothing_is_said_of_it()
    {
        using var origin = TempRepository.WithSeries();
        origin.Replace(Registry, "Quiet Hours", "Silent Hours");
        origin.Commit("Second");
        using var shallow = TempRepository.CloneOf(new Uri(origin.Root).AbsoluteUri, "--depth", "1");
        Assert.Null(Read(shallow.Root).History.FirstOf(Tides));
        var here = Open(shallow.Root);
        await Assert.ThrowsAsync<GitException>(() => new GitCommand(new Disk()).StatusesAsync(shallow.Root, here, CancellationToken.None));
        using var unborn = new TempRepository();
        unborn.Write(Registry, TempFolder.Registry());
        Assert.Null(Read(unborn.Root).History.FirstOf(Registry));
        using var folder = TempFolder.WithSeries();
        Assert.Equal(FileHistory.Unknown, Read(folder.Root).History);
    }

    [Fact]
    public async Task What_git_could_not_tell_it_is_asked_again()
    {
        using var repository = TempRepository.WithSeries();
        var begin = repository.Git("rev-parse", "HEAD").Trim();
        Commit(repository, "2026-01-11", () => repository.Replace(Tides, "Status: Draft", "Status: Accepted"));
        var (commit, lost) = (repository.PathOf($".git/objects/{begin[..2]}/{begin[2..]}"), repository.PathOf("lost"));
        File.Move(commit, lost);
        var (git, series) = (new GitCommand(new Disk()), Open(repository.Root));
        Assert.Null((await git.HistoryAsync(repository.Root, "proposals", CancellationToken.None)).FirstOf(Tides));
        await Assert.ThrowsAsync<GitException>(() => git.StatusesAsync(repository.Root, series, CancellationToken.None));
        File.Move(lost, commit);
        Assert.Equal(
            new DateOnly(2026, 1, 10),
            (await git.HistoryAsync(repository.Root, "proposals", CancellationToken.None)).FirstOf(Tides)
        );
        Assert.Equal(
            ["Draft", "Accepted"],
            (await git.StatusesAsync(repository.Root, series, CancellationToken.None)).Of(series, Tides).Select(known => known.Status)
        );
    }

    [Fact]
    public async Task A_history_is_told_once()
    {
        using var repository = TempRepository.WithSeries();
        var git = new GitCommand(new Disk());
        var first = await git.HistoryAsync(repository.Root, "proposals", CancellationToken.None);
        Assert.Same(first, await git.HistoryAsync(repository.Root, "proposals", CancellationToken.None));
        Commit(repository, "2026-01-11", () => repository.Write("notes.md", "Elsewhere\n"));
        Assert.Same(first, await git.HistoryAsync(repository.Root, "proposals", CancellationToken.None));
        Commit(repository, "2026-01-12", () => repository.Write("proposals/BEP-1002-fog-horn.md", "# Fog Horn\n"));
        Assert.Equal(
            new DateOnly(2026, 1, 12),
            (await git.HistoryAsync(repository.Root, "proposals", CancellationToken.None)).FirstOf("proposals/BEP-1002-fog-horn.md")
        );
    }

    [Theory]
    // The commit says the same as the version, and says it without one.
    [InlineData("2025-01-05", "26.1.0", "2026-01-08", "the year is probably 2026")]
    [InlineData(
        "2025-01-05",
        "",
        "2026-01-08",
        "The file was committed first on 2026-01-08, a year after 2025-01-05; the year is probably 2026."
    )]
    // What was committed in the year of its date has the right date, whatever the version says.
    [InlineData("2025-06-05", "26.1.0", "2025-06-20", null)]
    // Written long before, or in a month in which nobody slips, or with a version that agrees.
    [InlineData("2025-03-05", "", "2026-03-08", null)]
    [InlineData("2025-01-05", "", "2026-02-20", null)]
    [InlineData("2025-01-05", "25.1.0", "2026-01-08", null)]
    [InlineData("2024-01-05", "", "2026-01-08", null)]
    public void The_first_commit_sharpens_a_slip_of_the_year(string created, string version, string committed, string? message)
    {
        var found = RuleBook
            .Default.CheckAll(Dated(created, version, committed, "BEP-1001-tides.md"))
            .Where(finding => finding.Rule.Name == "implausible-created-date")
            .ToList();
        if (message is null)
        {
            Assert.Empty(found);
            return;
        }
        Assert.Contains(message, Assert.Single(found).Message.ToString());
        Assert.Equal($"Change to 2026{created[4..]}", found[0].Fixes[0].Title.ToString());
    }

    [Fact]
    public void Files_that_came_in_together_say_nothing_of_their_dates() =>
        Assert.DoesNotContain(
            RuleBook.Default.CheckAll(Dated("2025-01-05", "", "2026-01-08", "BEP-1001-tides.md", "BEP-1002-a.md", "BEP-1003-b.md")),
            finding => finding.Rule.Name == "implausible-created-date"
        );

    [Fact]
    public void An_empty_date_is_filled_with_that_of_the_first_commit()
    {
        using var repository = TempRepository.WithSeries();
        repository.Replace(Tides, "Created: 2026-01-05", "Created:");
        repository.Write(
            "proposals/BEP-1002-fog-horn.md",
            TempFolder.Proposal("Fog Horn").Replace("Created: 2026-01-05", "Created:", StringComparison.Ordinal)
        );
        var today = DateTime.Now;
        var fixes = Command.Run("check", repository.Root, "--format", "json").Json["findings"]!
            .AsArray()
            .Where(finding => finding!["rule"]!.GetValue<string>() == "empty-field")
            .Select(finding => $"{finding!["path"]} {finding["fixes"]![0]}")
            .ToList();
        Assert.Equal("BEP-1001-tide-tables.md Fill in `2026-01-10`", fixes[0]);
        // Midnight may lie between.
        Assert.Contains(fixes[1], new[] { today, DateTime.Now }.Select(day => $"BEP-1002-fog-horn.md Fill in `{day:yyyy-MM-dd}`"));
        Assert.Equal(2, fixes.Count);
    }

    // The base branch

    [Theory]
    [InlineData("", "origin/main")]
    [InlineData("base-branch: develop\n", "origin/develop")]
    [InlineData("base-branch: origin/develop\n", "origin/develop")]
    [InlineData("base-branch: local\n", "local")]
    [InlineData("base-branch: gone\n", null)]
    public void The_base_branch_is_the_one_that_the_series_names(string configuration, string? name)
    {
        using var origin = TempRepository.WithSeries();
        origin.Git("branch", "develop");
        using var clone = TempRepository.CloneOf(origin.Root);
        clone.Git("branch", "local");
        clone.Write("proposals/.bep.yaml", configuration);
        var branches = Read(clone.Root).Branches;
        Assert.Equal(name, branches.Base?.Name);
        Assert.Equal(name is null ? "There is no base branch gone" : null, branches.Problem?.ToString());
    }

    [Theory]
    [InlineData("main", null)]
    [InlineData("master", null)]
    [InlineData("trunk", "trunk")]
    public void Without_a_remote_it_is_main_or_master(string branch, string? configured)
    {
        using var repository = TempRepository.WithSeries();
        repository.Git("branch", "--move", "main", branch);
        if (configured is not null)
            repository.Write(".bep.yaml", $"base-branch: {configured}\n");
        Assert.Equal(branch, Read(repository.Root).Branches.Base?.Name);
        Assert.Equal(repository.Git("rev-parse", "HEAD").Trim(), Read(repository.Root).Branches.Base?.Commit);
    }

    [Fact]
    public void A_remote_without_a_head_has_main_or_master_too()
    {
        using var origin = TempRepository.WithSeries();
        origin.Git("branch", "--move", "main", "master");
        using var clone = TempRepository.CloneOf(origin.Root);
        clone.Git("remote", "set-head", "origin", "--delete");
        clone.Git("checkout", "--quiet", "-b", "topic");
        Assert.Equal("origin/master", Read(clone.Root).Branches.Base?.Name);
    }

    // Helpers

    private static TempRepository Overdue()
    {
        var repository = TempRepository.WithSeries();
        repository.Replace(Tides, "Status: Draft\n", "Status: Accepted\nTarget-Version: 26.1.0\n");
        repository.Replace(Registry, "Tide Tables | Ada Park | Draft", "Tide Tables | Ada Park | Accepted");
        repository.Commit("Accept");
        return repository;
    }

    private static Series Dated(string created, string version, string committed, params string[] paths)
    {
        var series = Fixture.Read($"-- {paths[0]} --\n---\nCreated: {created}\nCreated-Version: {version}\n---\n").ToSeries();
        return series.With(
            series.ExternalFacts with
            {
                History = new(
                    paths.ToImmutableDictionary(
                        path => path,
                        _ => new FileCommits(DateOnly.Parse(committed, System.Globalization.CultureInfo.InvariantCulture), default)
                    )
                ),
            }
        );
    }

    private static string Told(StatusHistory history, Series series, string path) =>
        string.Join(", ", history.Of(series, path).Select(one => $"{one.Day:yyyy-MM-dd} {one.Status}"));

    private static void Commit(TempRepository repository, string day, Action change)
    {
        change();
        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--message", "Change", "--date", $"{day}T12:00:00Z");
    }

    private static ExternalFacts Read(string root) => Open(root).ExternalFacts;

    private static Series Open(string root)
    {
        var files = new Disk();
        var place = SeriesFinder.Below(files, root).Single();
        var series = SeriesReader.ReadAll(files, place, Listing.Of(files, place), Fixture.ExternalFacts).Series;
        return series.With(RepositoryReader.ReadAsync(files, new GitCommand(files), place, series, CancellationToken.None).Result);
    }
}
