using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

public sealed class CodeCheckTests
{
    [Fact]
    public void Mentions_in_source_files_that_lead_nowhere_or_to_what_no_longer_counts_are_found()
    {
        using var repository = Repository();
        repository.Write("src/lamp.py", "# As BEP-1000 says, and BEP-1001.\nx = 1  # BEP-1011\n");
        repository.Write("src/horn.ts", "\uFEFFconst name = \"밤 BEP-1002\"; // BEP-1777\r\n");
        repository.Commit("Code");

        var run = Command.Run("check", "--code", repository.Root, "--format", "json");
        Assert.Equal(0, run.Status);
        Assert.Equal(
            [
                "src/horn.ts:1:17: information superseded-reference BEP-1002 is Rejected.",
                "src/horn.ts:1:31: warning unknown-reference No proposal has the number BEP-1777.",
                "src/lamp.py:1:25: information superseded-reference BEP-1001 is Superseded by BEP-1000.",
                "src/lamp.py:2:10: warning unknown-reference No proposal has the number BEP-1011; did you mean BEP-1001?",
            ],
            Lines(run)
        );
        Assert.Equal(2, run.Json["documents"]!.GetValue<int>());

        Assert.Equal(1, Command.Run("check", "--code", repository.Root, "--fail-on", "warning").Status);
        Assert.Equal(2, Lines(Command.Run("check", "--code", repository.Root, "--rule", "unknown-reference", "--format", "json")).Length);
        Assert.Contains(
            "::warning file=src/lamp.py,line=2,endLine=2,col=10,endColumn=18,title=unknown-reference::",
            Command.Run("check", "--code", repository.Root, "--format", "github").Output
        );
        var result = Command.Run("check", "--code", repository.Root, "--format", "sarif").Json["runs"]![0]!["results"]![3]!;
        Assert.Equal("unknown-reference", result["ruleId"]!.GetValue<string>());
        Assert.Equal(10, result["locations"]![0]!["physicalLocation"]!["region"]!["startColumn"]!.GetValue<int>());
        Assert.Contains("src/lamp.py:2:10: warning [unknown-reference]", Command.Run("check", "--code", repository.Root).Output);
    }

    [Theory]
    // Parts of other words and names, and other spellings.
    [InlineData("src/a.py", "XBEP-1777 BEP-1777x BEP_1777 BEP-17 bep-1777 MY-BEP-1777 #BEP-1777")]
    [InlineData("src/a.py", "proposals/BEP-1777-night-shift.md https://example.com/BEP-1777 BEP-1777.png")]
    // Examples.
    [InlineData("src/a.py", "BEP-9999 BEP-0000 BEP-XXXX")]
    [InlineData("src/a.py", "# BEP-1777 is of another house; bep-ignore")]
    [InlineData("src/a.py", "# BEP-1001 was superseded")]
    // What nobody here writes by hand, and what is no text.
    [InlineData("vendor/a.go", "// BEP-1777")]
    [InlineData("web/node_modules/a/b.js", "// BEP-1777")]
    [InlineData("web/a.min.js", "// BEP-1777")]
    [InlineData("src/a.bin", "BEP-1777\0")]
    // Markdown, in the series' folder and elsewhere.
    [InlineData("docs/a.md", "BEP-1777")]
    [InlineData("proposals/tools/a.py", "# BEP-1777")]
    public void What_only_looks_like_a_wrong_mention_is_passed_over(string path, string text)
    {
        using var repository = Repository();
        repository.Write(path, text + "\n");
        repository.Commit("Code");
        Assert.Empty(Lines(Command.Run("check", "--code", repository.Root, "--format", "json")));
    }

    [Fact]
    public void A_line_too_long_for_people_is_passed_over_and_the_others_are_not()
    {
        using var repository = Repository();
        repository.Write("a.js", $"/* {new string('x', 1000)} BEP-1777 */\n// BEP-1778\n");
        repository.Commit("Code");
        Assert.StartsWith("a.js:2:4:", Assert.Single(Lines(Command.Run("check", "--code", repository.Root, "--format", "json"))));
    }

    [Fact]
    public void Only_what_git_tracks_is_looked_through_as_it_is_in_the_working_tree()
    {
        using var repository = Repository();
        repository.Write("a.py", "# BEP-1777\n");
        repository.Commit("Code");
        repository.Write("a.py", "# BEP-1000\n# BEP-1778\n");
        repository.Write("b.py", "# BEP-1777\n");
        Assert.StartsWith("a.py:2:3:", Assert.Single(Lines(Command.Run("check", "--code", repository.Root, "--format", "json"))));
    }

    [Fact]
    public void A_number_of_another_branch_is_told_as_such()
    {
        using var repository = Repository();
        repository.Write("a.py", "# BEP-1777\n");
        repository.Commit("Code");
        repository.Git("checkout", "--quiet", "-b", "night");
        repository.Write("proposals/BEP-1777-night-shift.md", TempFolder.Proposal("Night Shift"));
        repository.Commit("Night");
        repository.Git("checkout", "--quiet", "-");
        Assert.Equal(
            ["a.py:1:3: information unknown-reference BEP-1777 is `BEP-1777-night-shift.md` on branch night."],
            Lines(Command.Run("check", "--code", repository.Root, "--format", "json"))
        );
    }

    [Fact]
    public void A_rule_that_the_series_turns_off_is_off_here_too()
    {
        using var repository = Repository();
        repository.Write("proposals/.bep.yaml", "rules:\n  unknown-reference: off\n");
        repository.Write("a.py", "# BEP-1777 and BEP-1001\n");
        repository.Commit("Code");
        Assert.Contains("superseded-reference", Assert.Single(Lines(Command.Run("check", "--code", repository.Root, "--format", "json"))));
    }

    [Fact]
    public void Without_a_repository_it_is_said_in_a_line()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("a.py", "# BEP-1777\n");
        var run = Command.Run("check", "--code", folder.Root);
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Matches(@"\Abep: [^\n]+ is no repository, and [^\n]+\n\z", run.Error);
    }

    [Theory]
    [InlineData("--fix")]
    [InlineData("--since", "HEAD")]
    [InlineData("--commit-msg", "-")]
    public void It_goes_with_nothing_that_is_about_documents(params string[] options)
    {
        using var repository = Repository();
        Assert.Equal(
            (2, ""),
            (Command.Run(["check", "--code", repository.Root, .. options]) is var run ? (run.Status, run.Output) : default)
        );
    }

    private static TempRepository Repository()
    {
        var repository = TempRepository.WithSeries();
        repository.Write("proposals/BEP-1001-tide-tables.md", "---\nStatus: Superseded\nSuperseded-By: BEP-1000\n---\n\n# Tide Tables\n");
        repository.Write("proposals/BEP-1002-buoys.md", TempFolder.Proposal("Buoys", "Rejected"));
        repository.Commit("Give up");
        return repository;
    }

    private static string[] Lines(Command run) =>
        [
            .. run.Json["findings"]!
                .AsArray()
                .Select(one => $"{one!["path"]}:{one["line"]}:{one["column"]}: {one["severity"]} {one["rule"]} {one["message"]}"),
        ];
}
