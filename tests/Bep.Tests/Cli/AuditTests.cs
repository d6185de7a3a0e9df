using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>What `bep audit` says of a repository with releases.</summary>
public sealed class AuditTests
{
    // Number, status, target version, what the repository says of it (s: code since 26.1.0, n: code of 26.2.0, 1: one line, t: a test, p: plans,
    // f: foreign code and documents, h: code that is not released, r: code of a release candidate, l: the changelog, c: a commit), and what
    // the audit says.
    private static readonly (int Number, string Status, string Target, string Where, string? Says)[] s_table =
    [
        (1000, "Draft", "", "s", "Draft, but cited by code released since 26.1.0: `src/s.py:1` in 26.2.0, and 1 more."),
        (1001, "Draft", "", "nc", "Draft, but cited by code released in 26.2.0: `src/n.py:1`, and 1 more."),
        (1002, "Draft", "", "h", null),
        (1003, "Draft", "", "1", null),
        (1004, "Draft", "", "t1", null),
        (1005, "Draft", "", "p", null),
        (1006, "Draft", "", "f", null),
        (1007, "Draft", "", "r", null),
        (1008, "Draft", "", "lc", null),
        (1009, "Draft", "", "", null),
        (
            1010,
            "Accepted",
            "26.2.0",
            "s",
            "Accepted for `26.2.0`, which is out, and cited by code released in 26.2.0: `src/s.py:3`, and 1 more."
        ),
        (
            1011,
            "Accepted",
            "26.1.0",
            "s",
            "Accepted for `26.1.0`, which is out, and cited by code released since 26.1.0: `src/s.py:5` in 26.2.0, and 1 more."
        ),
        (1012, "Accepted", "26.2.0", "", "Accepted for `26.2.0`, which is out, and nothing in 26.2.0 cites it."),
        (1013, "Accepted", "26.2.0", "c", null),
        (1014, "Accepted", "26.2.0", "l", null),
        (1015, "Accepted", "26.2.0", "t", null),
        (1016, "Accepted", "26.2.0", "p", null),
        (1017, "Accepted", "26.3.0", "s", null),
        (1018, "Accepted", "", "s", null),
        (1019, "Accepted", "soon", "", null),
        (1020, "Implemented", "26.1.0", "s", null),
        (1021, "Implemented", "26.1.0", "t", null),
        (1022, "Implemented", "26.1.0", "", null),
        (1023, "Rejected", "", "s", null),
        (1024, "Superseded", "", "s", null),
        (1025, "Draft", "", "s", null),
        (1026, "Draft", "", "n", "Draft, but cited by code released in 26.2.0: `src/n.py:3`, and 1 more."),
        (
            1027,
            "Accepted",
            "26.2.0",
            "n",
            "Accepted for `26.2.0`, which is out, and cited by code released in 26.2.0: `src/n.py:5`, and 1 more."
        ),
        (1028, "Accepted", "26.2.0", "", null),
        (1029, "Draft", "", "s", null),
    ];

    [Fact]
    public void Each_status_that_is_overtaken_is_said_and_no_other()
    {
        using var repository = Released();
        var run = Command.Run("audit", repository.Root, "--format", "json");
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal("26.2.0", run.Json["release"]!.GetValue<string>());
        Assert.True(run.Json["isWhole"]!.GetValue<bool>());
        var said = run.Json["proposals"]!
            .AsArray()
            .GroupBy(one => one!["number"]!.GetValue<int>())
            .ToDictionary(
                group => group.Key,
                group => group.Select(one => one!["says"]?.GetValue<string>()).FirstOrDefault(says => says is not null)
            );
        Assert.Equal(s_table.Select(row => $"{row.Number}: {row.Says}"), s_table.Select(row => $"{row.Number}: {said[row.Number]}"));
        Assert.Equal(s_table.Length, said.Count);

        var code = run.Json["proposals"]![0]!["code"]!;
        Assert.Equal(
            ("src/s.py", 1, 2, "26.1.0"),
            (
                code["path"]!.GetValue<string>(),
                code["line"]!.GetValue<int>(),
                code["lines"]!.GetValue<int>(),
                code["since"]!.GetValue<string>()
            )
        );
        var commits = run.Json["proposals"]![1]!["commits"]!;
        Assert.Equal((1, "2026-01-10"), (commits["count"]!.GetValue<int>(), commits["since"]!.GetValue<string>()));
        var changelog = run.Json["proposals"]![8]!["changelog"]!;
        Assert.Equal(("CHANGELOG.md", 3), (changelog["path"]!.GetValue<string>(), changelog["line"]!.GetValue<int>()));
    }

    [Fact]
    public void It_is_written_for_people_and_for_GitHub_as_a_check_is_and_a_check_says_the_same()
    {
        using var repository = Released();
        var text = Command.Run("audit", repository.Root);
        Assert.Equal(0, text.Status);
        Assert.Contains(
            """
            BEP-1000-proposal.md:3:9: information [status-evidence]
                Status: Draft
                        ^^^^^ Draft, but cited by code released since 26.1.0: `src/s.py:1` in 26.2.0, and 1 more.
            """,
            text.Output
        );
        var count = s_table.Count(row => row.Says is not null);
        Assert.EndsWith($"{count} pieces of information in {s_table.Length + 2} documents.\n", text.Output);
        var github = Command.Run("audit", repository.Root, "--format", "github");
        Assert.Equal(count, github.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("::notice file=proposals/BEP-1000-proposal.md,line=3,", github.Output);
        Assert.Equal(count, Command.Run("check", repository.Root, "--format", "json").Rules.Count(rule => rule == "status-evidence"));
    }

    [Fact]
    public void Where_the_series_makes_it_an_error_the_status_tells_it()
    {
        using var repository = Released();
        repository.Write("proposals/.bep.yaml", "rules:\n  status-evidence: error\n");
        Assert.Equal(1, Command.Run("audit", repository.Root).Status);
        repository.Write("proposals/.bep.yaml", "rules:\n  status-evidence: off\n");
        Assert.Equal((0, "Nothing"), (Command.Run("audit", repository.Root) is var run ? run.Status : 9, run.Output[..7]));
    }

    [Fact]
    public void What_somebody_has_looked_at_is_said_again_when_a_later_release_says_more()
    {
        using var repository = Small("Accepted", target: "26.2.0");
        repository.Git("tag", "26.2.0");
        Assert.Equal(["Accepted for `26.2.0`, which is out, and nothing in 26.2.0 cites it."], Said(repository));
        repository.Write("proposals/.bep.yaml", "reviewed:\n  1000: Accepted in 26.2.0\n");
        Assert.Empty(Said(repository));
        repository.Git("commit", "--quiet", "--allow-empty", "--message", "Nothing");
        repository.Git("tag", "26.3.0");
        Assert.Empty(Said(repository));

        repository.Write("src/lamp.py", "# BEP-1000\n# BEP-1000\n");
        repository.Commit("Lamp");
        repository.Git("tag", "26.4.0");
        Assert.Equal(
            ["Accepted for `26.2.0`, which is out, and cited by code released in 26.4.0: `src/lamp.py:1`, and 1 more."],
            Said(repository)
        );
        repository.Write("proposals/.bep.yaml", "reviewed:\n  1000: Accepted in 26.4.0\n");
        Assert.Empty(Said(repository));
        // Another status is another thing to look at.
        repository.Replace("proposals/BEP-1000-proposal.md", "Accepted", "Draft");
        Assert.Equal(["Draft, but cited by code released in 26.4.0: `src/lamp.py:1`, and 1 more."], Said(repository));
    }

    [Theory]
    // Other houses' versions, and what is no version at all.
    [InlineData("2031.1", true)]
    [InlineData("26.2.0-$(touch${IFS}x)", true)]
    [InlineData("26.3.0rc1", true)]
    [InlineData("v26.1.9", true)]
    [InlineData("26.9.0", false)]
    public void Of_all_tags_those_of_releases_count_and_of_them_the_newest(string tag, bool isPassedOver)
    {
        using var repository = Small("Draft");
        repository.Write("src/lamp.py", "# BEP-1000\n# BEP-1000\n");
        repository.Commit("Lamp");
        repository.Git("tag", "26.2.0");
        repository.Write("src/lamp.py", "pass\n");
        repository.Commit("Dark");
        repository.Git("tag", "--annotate", "--message", "It is out", tag);
        Assert.Equal(isPassedOver ? 1 : 0, Said(repository).Length);
        Assert.False(File.Exists(repository.PathOf("x")));
    }

    [Fact]
    public void A_tag_that_names_no_commit_is_passed_over()
    {
        using var repository = Small("Draft");
        repository.Write("src/lamp.py", "# BEP-1000\n# BEP-1000\n");
        repository.Commit("Lamp");
        repository.Git("tag", "26.2.0");
        repository.Git("tag", "26.9.0", "HEAD:src/lamp.py");
        Assert.Single(Said(repository));
    }

    [SkippableFact]
    public void Files_with_odd_names_and_contents_are_read_or_passed_over()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "Names of files have no line ends there.");
        using var repository = Small("Draft");
        // Nothing that looks like another answer of git's is one.
        repository.Write("src/odd\nsrc/z.py", "# BEP-1000\r\n# nothing\r\n# BEP-1000 again\r\n");
        repository.Write("src/-e", "# As it was.\n");
        repository.Write("src/colon: HEAD:x.py", "# BEP-1001\n");
        repository.Write("src/picture.bin", "BEP-1001\nBEP-1001\n\0");
        repository.Write("src/long.js", $"/* {new string('x', 2_000_000)} BEP-1001 */\n/* {new string('x', 2_000_000)} BEP-1001 */\n");
        repository.Write("src/far.js", $"{string.Concat(Enumerable.Repeat("x\n", 10_000))}\0BEP-1001\n");
        repository.Commit("Odd");
        repository.Git("tag", "26.2.0");
        var run = Command.Run("audit", repository.Root, "--format", "json");
        Assert.Equal((0, ""), (run.Status, run.Error));
        var (first, second) = (run.Json["proposals"]![0]!, run.Json["proposals"]![1]!);
        Assert.Equal(
            ("src/odd\nsrc/z.py", 1, 2),
            (first["code"]!["path"]!.GetValue<string>(), first["code"]!["line"]!.GetValue<int>(), first["code"]!["lines"]!.GetValue<int>())
        );
        Assert.Equal("src/colon: HEAD:x.py", second["code"]!["path"]!.GetValue<string>());
        Assert.Null(second["says"]);
        // No name of a file gives an order.
        Assert.DoesNotContain("\n", Command.Run("audit", repository.Root, "--format", "github").Output.TrimEnd());
        Assert.Equal(4, Command.Run("audit", repository.Root).Output.TrimEnd().Split('\n').Length - 1);
    }

    [Fact]
    public void Of_more_than_is_read_nothing_is_concluded_and_that_is_said()
    {
        using var repository = Small("Accepted", target: "26.2.0");
        var line = $"# BEP-1005 {new string('x', 3_500_000)}\n";
        for (var i = 0; i < 10; i++)
            repository.Write($"src/large{i}.js", line + i);
        repository.Commit("Large");
        repository.Git("tag", "26.2.0");
        var run = Command.Run("audit", repository.Root, "--format", "json");
        Assert.Equal(0, run.Status);
        Assert.Matches(@"\Abep: 26\.2\.0 [^\n]+\n\z", run.Error);
        Assert.False(run.Json["isWhole"]!.GetValue<bool>());
        Assert.All(run.Json["proposals"]!.AsArray(), one => Assert.Null(one!["says"]));
    }

    [Fact]
    public void Where_nothing_can_be_known_it_is_said_in_a_line()
    {
        using var folder = TempFolder.WithSeries();
        using var repository = Small("Draft");
        repository.Write("src/lamp.py", "# BEP-1000\n# BEP-1000\n");
        repository.Commit("Lamp");
        Assert.Equal((2, "bep: there is no repository here\n"), Failed(folder.Root));
        Assert.Equal((2, "bep: there is no tag of a release here, such as 26.1.0\n"), Failed(repository.Root));
        repository.Git("tag", "26.2.0");
        using var shallow = TempRepository.CloneOf(new Uri(repository.Root).AbsoluteUri, "--depth", "1", "--no-local");
        Assert.Equal(2, Failed(shallow.Root).Status);
        Assert.Contains("shallow clone", Failed(shallow.Root).Error);
        // A check goes on without it.
        Assert.DoesNotContain("status-evidence", Command.Run("check", shallow.Root, "--format", "json").Rules);
        Assert.Equal((0, ""), Command.Run("check", folder.Root) is var check ? (check.Status, check.Error) : default);

        static (int Status, string Error) Failed(string root)
        {
            var run = Command.Run("audit", root);
            Assert.Equal("", run.Output);
            return (run.Status, run.Error);
        }
    }

    [Theory]
    [InlineData("log.showRoot", "false")]
    [InlineData("diff.renames", "false")]
    [InlineData("diff.noprefix", "true")]
    [InlineData("log.date", "relative")]
    [InlineData("grep.column", "true")]
    [InlineData("grep.patternType", "perl")]
    [InlineData("core.quotePath", "true")]
    [InlineData("color.ui", "always")]
    public void How_a_person_wants_to_see_git_changes_nothing(string key, string value)
    {
        using var repository = new TempRepository();
        repository.Write("proposals/README.md", TempFolder.Registry());
        repository.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours"));
        repository.Write("src/등대.py", "# BEP-1000\n# BEP-1000\n");
        // The first commit of all, which has no other to be compared with.
        repository.Commit("BEP-1000 (new): Quiet hours, with their lamp");
        repository.Git("tag", "26.1.0");
        var before = Command.Run("audit", repository.Root, "--format", "json");
        Assert.Equal(1, before.Json["proposals"]![0]!["commits"]!["count"]!.GetValue<int>());
        Assert.Equal("src/등대.py", before.Json["proposals"]![0]!["code"]!["path"]!.GetValue<string>());
        repository.Git("config", key, value);
        Assert.Equal(before, Command.Run("audit", repository.Root, "--format", "json"));
    }

    [Fact]
    public void Branches_do_not_count_before_they_are_released_and_commits_of_the_series_alone_do_not_at_all()
    {
        using var repository = Small("Accepted", target: "26.2.0");
        repository.Git("tag", "26.2.0");
        repository.Write("proposals/BEP-1000-proposal.md", repository.Read("proposals/BEP-1000-proposal.md") + "\nMore.\n");
        repository.Commit("BEP-1000 (update): More");
        Assert.Single(Said(repository));
        repository.Git("checkout", "--quiet", "-b", "lamp");
        repository.Write("src/lamp.py", "pass\n");
        repository.Commit("feat: lamps as in BEP-1000");
        Assert.Empty(Said(repository));
        repository.Git("checkout", "--quiet", "main");
        Assert.Single(Said(repository));
    }

    [Fact]
    public void What_code_changelog_and_commits_name_by_the_key_of_an_issue_is_told_with_the_key()
    {
        using var repository = new TempRepository();
        repository.Write("proposals/README.md", TempFolder.Registry());
        repository.Write("proposals/.bep.yaml", "trackers:\n  BA: https://issues.example.org/browse/{key}\n");
        Propose(1000, "Draft", "Issue: BA-77");
        Propose(1001, "Draft", "Issue: BA-78");
        Propose(1002, "Draft", "Epic: BA-70");
        Propose(1003, "Draft", "Epic: BA-70", "It began with BA-12.");
        Propose(1004, "Accepted", "Issue: BA-79");
        Propose(1005, "Accepted", "Other: none");
        foreach (var number in new[] { 1006, 1007, 1008 })
            Propose(number, "Implemented", $"Issue: BA-{number}");
        repository.Write("src/lamp.py", "# BA-77, BA-70, BA-12\n# BA-77, BA-70, BA-12\n# BA-780\n# BA-780\n");
        repository.Write("src/parts.py", "# BA-1006\n# BA-1007\n");
        repository.Commit("Begin");
        repository.Git("tag", "26.1.0");
        repository.Write("src/horn.py", "# BA-78\n# BEP-1001\n");
        repository.Write("CHANGELOG.md", "# Changes\n\n* Lamps (BA-77)\n");
        repository.Commit("feat(BA-77): lamps (#12)");
        repository.Git("tag", "26.2.0");

        var run = Command.Run("audit", repository.Root, "--format", "json");
        Assert.Equal((0, ""), (run.Status, run.Error));
        var said = run.Json["proposals"]!.AsArray().ToDictionary(one => one!["number"]!.GetValue<int>(), one => one!);
        Assert.Equal(
            [
                "1000: Draft, but cited as BA-77 by code released since 26.1.0: `src/lamp.py:1` in 26.2.0, and 1 more.",
                "1001: Draft, but cited as BA-78 by code released in 26.2.0: `src/horn.py:1`, and 1 more.",
                "1004: Accepted for `26.2.0`, which is out, and nothing in 26.2.0 cites it.",
            ],
            said.Where(one => one.Value["says"] is not null).Select(one => $"{one.Key}: {one.Value["says"]}")
        );
        Assert.Equal("""["BA-77"]""", said[1000]["keys"]!.ToJsonString());
        Assert.Equal("""{"lines":2,"path":"src/lamp.py","line":1,"key":"BA-77","since":"26.1.0"}""", said[1000]["code"]!.ToJsonString());
        Assert.Equal("""{"path":"CHANGELOG.md","line":3,"key":"BA-77"}""", said[1000]["changelog"]!.ToJsonString());
        Assert.Equal("""{"count":1,"since":"2026-01-10"}""", said[1000]["commits"]!.ToJsonString());
        Assert.All([1002, 1003, 1005], number => Assert.Null(said[number]["keys"] ?? said[number]["code"]));
        Assert.Contains(
            "^^^^^ Draft, but cited as BA-78 by code released in 26.2.0: `src/horn.py:1`, and 1 more.",
            Command.Run("audit", repository.Root).Output
        );

        void Propose(int number, string status, string field, string body = "") =>
            repository.Write(
                $"proposals/BEP-{number}-proposal.md",
                $"---\nStatus: {status}\nTarget-Version: 26.2.0\n{field}\n---\n\n# Proposal\n\n{body}\n"
            );
    }

    private static string[] Said(TempRepository repository) =>
        [
            .. Command.Run("audit", repository.Root, "--format", "json").Json["proposals"]!
                .AsArray()
                .Select(one => one!["says"]?.GetValue<string>())
                .OfType<string>(),
        ];

    private static string Proposal(string status, string target = "") =>
        $"---\nAuthor: Ada Park (ada@example.com)\nStatus: {status}\nCreated: 2026-01-05\nTarget-Version: {target}\nImplemented-Version:\n---\n\n# Proposal\n";

    /// <summary>A proposal to look at, and three that are implemented and named.</summary>
    private static TempRepository Small(string status, string target = "")
    {
        var repository = new TempRepository();
        repository.Write("proposals/README.md", TempFolder.Registry());
        repository.Write("proposals/BEP-1000-proposal.md", Proposal(status, target));
        foreach (var number in new[] { 1001, 1002, 1003 })
        {
            repository.Write($"proposals/BEP-{number}-proposal.md", Proposal("Implemented", "26.1.0"));
            repository.Write($"src/part{number}.py", $"# BEP-{number}\n");
        }

        repository.Commit("Begin");
        return repository;
    }

    private static TempRepository Released()
    {
        var repository = new TempRepository();
        repository.Write("proposals/README.md", TempFolder.Registry());
        repository.Write(
            "proposals/.bep.yaml",
            "reviewed:\n  1025: Draft in 26.1.0\n  1026: Draft in 26.1.0\n  1027: Draft in 26.2.0\n  1028: Accepted in 26.2.0\n"
        );
        foreach (var (number, status, target, _, _) in s_table)
            repository.Write($"proposals/BEP-{number}-proposal.md", Proposal(status, target));
        // Whose number is taken twice nobody can tell.
        repository.Write("proposals/BEP-1029-other.md", Proposal("Rejected"));
        Cite("src/s.py", "s", "# As {0} says.\n# See {0}, {0}.\n");
        repository.Commit("Begin");
        repository.Git("tag", "26.1.0");

        Cite("src/n.py", "n", "# As {0} says.\n# See {0}.\n");
        Cite("src/one.py", "1", "# As {0} says.\n");
        Cite("tests/test_it.py", "t", "# As {0} says.\n# See {0}.\n");
        Cite("src/plan.py", "p", "# TODO: {0}\n# Until {0} is there.\n# FIXME {0}\n");
        Cite("vendor/it.py", "f", "# As {0} says.\n# See {0}.\n");
        Cite("docs/it.md", "f", "As {0} says.\nSee {0}.\n");
        Cite("src/names.py", "f", "x = 'proposals/{0}-proposal.md'\ny = 'https://example.com/{0}'  # {0}; bep-ignore\n");
        Cite("CHANGELOG.md", "l", "# Changes\n\n* Made ({0})\n");
        foreach (var row in s_table.Where(row => row.Where.Contains('c')))
        {
            repository.Write("src/commits.py", $"x = {row.Number}\n");
            repository.Commit($"feat: BEP-{row.Number} (#12)");
        }

        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--allow-empty", "--message", "More");
        repository.Git("tag", "26.2.0");
        Cite("src/r.py", "r", "# As {0} says.\n# See {0}.\n");
        repository.Commit("Candidate");
        repository.Git("tag", "26.3.0rc1");
        Cite("src/h.py", "h", "# As {0} says.\n# See {0}.\n");
        repository.Commit("Not yet");
        return repository;

        void Cite(string path, string where, string lines) =>
            repository.Write(
                path,
                string.Concat(
                    s_table
                        .Where(row => row.Where.Contains(where, StringComparison.Ordinal))
                        .Select(row => string.Format(lines, $"BEP-{row.Number}"))
                )
            );
    }
}
