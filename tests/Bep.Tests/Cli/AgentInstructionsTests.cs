using Bep.Server.Protocol;
using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>`bep convention --format agents`: kept between two comments, checked, and nothing else of the file is touched.</summary>
public sealed class AgentInstructionsTests
{
    private const string Around = "# For agents\r\n\r\nSee [nothing](nowhere.md) and BEP-4444.\r\n";

    [Fact]
    public void They_say_what_the_series_states_and_where()
    {
        using var copy = Samples.Copy("samples/proposals");
        var text = Command.Run("convention", copy.Root, "--format", "agents").Output;
        Assert.StartsWith("<!-- bep:begin . -->\n", text);
        Assert.EndsWith("\n<!-- bep:end -->\n", text);
        Assert.Contains("- Files are called `BEP-{number}-{slug}.md`; a number has 4 digits.\n", text);
        Assert.Matches(@"\n- Statuses: Draft, .* Steps: Draft → Accepted or Rejected, .* \(stated in `README\.md`\)\n", text);
        Assert.Contains("bep new", text);
    }

    [Theory]
    [InlineData("AGENTS.md")]
    [InlineData("CLAUDE.md")]
    [InlineData(".github/copilot-instructions.md")]
    [InlineData(".claude/skills/proposals/SKILL.md")]
    [InlineData("proposals/AGENTS.md")]
    public void They_are_written_checked_and_fixed_and_what_stands_around_stays(string path)
    {
        using var repository = WithSeries();
        var isOutside = !path.StartsWith("proposals/", StringComparison.Ordinal);
        repository.Write(path, isOutside ? Around : "# For agents\r\n");
        var before = repository.Read(path);
        Assert.Equal((0, $"{path} has the convention\n"), Write(repository, path));
        Assert.StartsWith($"{before}\r\n<!-- bep:begin proposals -->\r\n", repository.Read(path));
        Assert.EndsWith("\r\n<!-- bep:end -->\r\n", repository.Read(path));
        Assert.DoesNotMatch("[^\r]\n", repository.Read(path));
        Assert.Equal((0, $"{path} says it already\n"), Write(repository, path));
        // Whatever else an author says to agents is not judged.
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);

        var written = repository.Read(path);
        repository.Write(path, written + "More.\r\n");
        repository.Write("proposals/.bep.yaml", "digits: 1-5\n");
        Assert.Equal(["stale-agent-instructions"], Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Equal(0, Command.Run("check", repository.Root, "--fix").Status);
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
        var after = repository.Read(path);
        Assert.StartsWith(before, after);
        Assert.EndsWith("<!-- bep:end -->\r\nMore.\r\n", after);
        Assert.Contains("1-5 digits. (stated in `proposals/.bep.yaml`)", after);
    }

    [Fact]
    public void A_file_that_is_not_there_is_made_and_a_dry_run_makes_nothing()
    {
        using var repository = WithSeries();
        var patch = Command.Run(Arguments(repository, "AGENTS.md", "--dry-run"));
        Assert.Equal("", repository.Git("status", "--porcelain"));
        Assert.Equal(0, repository.TryGit(patch.Output, "apply").Status);
        var patched = repository.Read("AGENTS.md");
        File.Delete(repository.PathOf("AGENTS.md"));
        Assert.Equal((0, "AGENTS.md is made, with the convention in it\n"), Write(repository, "AGENTS.md"));
        Assert.Equal(patched, repository.Read("AGENTS.md"));
    }

    [Theory]
    [InlineData("<!-- bep:begin proposals -->\n\nText.\n")]
    [InlineData("Text.\n<!-- bep:end -->\n")]
    [InlineData("<!-- bep:begin proposals -->\n<!-- bep:begin other -->\n<!-- bep:end -->\n")]
    [InlineData("<!-- bep:begin proposals -->\n<!-- bep:end -->\n<!-- bep:begin proposals -->\n<!-- bep:end -->\n")]
    public void Where_the_comments_do_not_go_together_nothing_is_written(string text)
    {
        using var repository = WithSeries();
        repository.Write("AGENTS.md", text);
        var run = Command.Run(Arguments(repository, "AGENTS.md"));
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Matches(@"\Abep: [^\n]+AGENTS\.md: The `bep:[^\n]+\n\z", run.Error);
        Assert.Equal(text, repository.Read("AGENTS.md"));
        Assert.Equal(0, Command.Run("check", repository.Root, "--fix").Status);
        Assert.Equal(text, repository.Read("AGENTS.md"));
    }

    [Theory]
    [InlineData("```md\n<!-- bep:begin proposals -->\nShown.\n<!-- bep:end -->\n```\n")]
    [InlineData("* Like this:\r\n\r\n  ~~~\r\n  <!-- bep:begin proposals -->\r\n  ~~~\r\n")]
    [InlineData("<!--\nfor later:\n<!-- bep:begin proposals -->\n")]
    public void Comments_that_code_shows_or_another_hides_are_none(string shown)
    {
        using var repository = WithSeries();
        repository.Write("AGENTS.md", shown);
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Equal((0, "AGENTS.md has the convention\n"), Write(repository, "AGENTS.md"));
        Assert.StartsWith(shown, repository.Read("AGENTS.md"));
        Assert.Equal((0, "AGENTS.md says it already\n"), Write(repository, "AGENTS.md"));
        // What stands behind the example is kept up to date, and the example is not.
        repository.Replace("AGENTS.md", "Files are called", "Files were called");
        Assert.Equal(["stale-agent-instructions"], Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Equal(0, Command.Run("check", repository.Root, "--fix").Status);
        Assert.StartsWith(shown, repository.Read("AGENTS.md"));
        Assert.Contains("Files are called", repository.Read("AGENTS.md"));
    }

    [Theory]
    [InlineData("# For agents\n\n```md\nbep check\n")]
    [InlineData("# For agents\n\n<!-- for later\n")]
    public void Nothing_is_written_into_code_or_a_comment_that_is_still_open(string text)
    {
        using var repository = WithSeries();
        repository.Write("AGENTS.md", text);
        var run = Command.Run(Arguments(repository, "AGENTS.md"));
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.EndsWith("AGENTS.md: The file ends in a code block or a comment that is not closed; close it first.\n", run.Error);
        Assert.Equal(text, repository.Read("AGENTS.md"));
    }

    [Fact]
    public void Another_series_lines_in_the_same_file_stay()
    {
        using var repository = WithSeries();
        const string other = "<!-- bep:begin docs/adr -->\nTheirs.\n<!-- bep:end -->\n";
        repository.Write("AGENTS.md", $"{other}\nSay `<!-- bep:begin proposals -->` to begin.\n");
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Equal(0, Write(repository, "AGENTS.md").Status);
        Assert.StartsWith(other, repository.Read("AGENTS.md"));
        Assert.Contains("\n\n<!-- bep:begin proposals -->\n", repository.Read("AGENTS.md"));
    }

    [Fact]
    public void They_are_written_only_where_they_are_looked_at()
    {
        using var repository = WithSeries();
        repository.Write("src/AGENTS.md", "# Sources\n");
        File.CreateSymbolicLink(repository.PathOf("CLAUDE.md"), Path.Combine(Path.GetTempPath(), "elsewhere.md"));
        string[] refused =
        [
            "src/AGENTS.md",
            "notes.md",
            "CLAUDE.md",
            "proposals/README.md",
            "proposals/BEP-1000-quiet-hours.md",
            "proposals/notes.txt",
            ".claude/skills/missing/SKILL.md",
            "../AGENTS.md",
        ];
        foreach (var path in refused)
        {
            var before = Samples.Read(repository.PathOf("proposals"));
            var run = Command.Run(Arguments(repository, path));
            Assert.Equal((2, ""), (run.Status, run.Output));
            Assert.Matches(@"\Abep: [^\n]+\n\z", run.Error);
            Assert.Equal(before, Samples.Read(repository.PathOf("proposals")));
        }
        Assert.Equal("# Sources\n", repository.Read("src/AGENTS.md"));
    }

    [Fact]
    public async Task An_editor_is_told_as_soon_as_the_series_states_something_else()
    {
        using var repository = WithSeries();
        Assert.Equal(0, Write(repository, "AGENTS.md").Status);
        await using var client = await EditorClient.OpenAsync(repository.Root);
        var (registry, instructions) = (Uris.Of(repository.PathOf("proposals/README.md")), Uris.Of(repository.PathOf("AGENTS.md")));
        client.Open(registry, TempFolder.Registry() + "\n| Status | Description |\n|---|---|\n| Draft | Somebody writes it. |\n");
        await client.FindsAsync(instructions, "stale-agent-instructions");
        client.Change(registry, TempFolder.Registry(), 2);
        await client.ClearsAsync(instructions, "stale-agent-instructions");
    }

    [Fact]
    public void A_link_to_a_heading_of_the_file_still_leads_there()
    {
        using var repository = WithSeries();
        repository.Write("AGENTS.md", "# For agents\n\n## Rules\n");
        repository.Replace("proposals/BEP-1001-tide-tables.md", "Later.", "After [rules](../AGENTS.md#rules).");
        Assert.Equal(0, Write(repository, "AGENTS.md").Status);
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    private static TempRepository WithSeries()
    {
        var repository = TempRepository.WithSeries();
        repository.Replace("proposals/BEP-1001-tide-tables.md", "After BEP-1000.", "Later.");
        repository.Commit("Mend");
        return repository;
    }

    private static (int Status, string Output) Write(TempRepository repository, string path)
    {
        var run = Command.Run(Arguments(repository, path));
        return (run.Status, run.Output);
    }

    private static string[] Arguments(TempRepository repository, string path, params string[] more) =>
        ["convention", repository.Root, "--format", "agents", "--write", repository.PathOf(path), .. more];
}
