using Bep.Tests.Git;

namespace Bep.Tests.Cli;

/// <summary>`bep index`: a table that follows from the documents, and nothing else of its file.</summary>
public sealed class IndexTests
{
    private const string Configuration =
        "prefix: ADR\nfile-names: \"{number}-{slug}.md\"\nregistry: none\ntemplate: none\nfront-matter: list\n"
        + "field-names: { status: Status, created: Date }\nstatuses: [Proposed, Accepted]\nfirst-number: 1\n";

    private static TempRepository WithRecords(string index)
    {
        var repository = new TempRepository();
        repository.Write("docs/adr/.bep.yaml", $"{Configuration}index: {index}\n");
        repository.Write("docs/adr/0001-ropes.md", "# Ropes | and knots\n\n* Status: Proposed\n* Date: 2026-01-05\n");
        repository.Write("docs/adr/0002-lamps.md", "# Lamps\n\n* Status: Accepted\n* Date: 2026-01-06\n");
        return repository;
    }

    [Theory]
    [InlineData("README.md", "docs/adr/README.md", "")]
    [InlineData("../decisions.md", "docs/decisions.md", "adr/")]
    public void It_is_made_checked_and_made_anew(string index, string path, string folder)
    {
        using var repository = WithRecords(index);
        repository.Write(
            path,
            "# Decisions\r\n\r\n[nothing](nowhere.md)\r\n\r\n<!-- bep:begin index -->\r\n<!-- bep:end -->\r\n\r\nAfter.\r\n"
        );
        Assert.Contains("stale-index", Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Equal($"{path} has the index\n", Command.Run("index", "--series", repository.Root).Output);
        var made = repository.Read(path);
        Assert.StartsWith("# Decisions\r\n\r\n[nothing](nowhere.md)\r\n\r\n<!-- bep:begin index -->\r\n", made);
        Assert.EndsWith("<!-- bep:end -->\r\n\r\nAfter.\r\n", made);
        Assert.DoesNotMatch("[^\r]\n", made);
        Assert.Contains(
            $"| Number | Title | Status | Date |\r\n| --- | --- | --- | --- |\r\n| [ADR-0001]({folder}0001-ropes.md) | Ropes \\| and knots | Proposed | 2026-01-05 |\r\n| [ADR-0002]({folder}0002-lamps.md) | Lamps | Accepted | 2026-01-06 |\r\n",
            made
        );
        Assert.Equal($"{path} says it already\n", Command.Run("index", "--series", repository.Root).Output);
        Assert.DoesNotContain("stale-index", Command.Run("check", repository.Root, "--format", "json").Rules);

        Command.Run("status", "1", "Accepted", "--series", repository.Root);
        Assert.Contains("stale-index", Command.Run("check", repository.Root, "--format", "json").Rules);
        Command.Run("check", repository.Root, "--fix");
        Assert.Equal(made.Replace("Proposed", "Accepted"), repository.Read(path));
    }

    [Fact]
    public void A_file_that_is_not_there_is_made_and_a_dry_run_makes_nothing()
    {
        using var repository = WithRecords("INDEX.md");
        Assert.Contains(
            "+| [ADR-0002](0002-lamps.md) | Lamps | Accepted | 2026-01-06 |",
            Command.Run("index", "--series", repository.Root, "--dry-run").Output
        );
        Assert.False(File.Exists(Path.Join(repository.Root, "docs/adr/INDEX.md")));
        Assert.Equal("docs/adr/INDEX.md is made, with the index in it\n", Command.Run("index", "--series", repository.Root).Output);
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    [Fact]
    public void A_series_that_names_no_file_is_told_how()
    {
        using var repository = WithRecords("none");
        var command = Command.Run("index", "--series", repository.Root);
        Assert.Equal(2, command.Status);
        Assert.Contains("write `index: README.md` into .bep.yaml", command.Error);
    }

    [Fact]
    public void Comments_that_do_not_go_together_are_said_and_nothing_is_written()
    {
        using var repository = WithRecords("README.md");
        repository.Write("docs/adr/README.md", "<!-- bep:begin index -->\n\nMine.\n");
        Assert.Equal(2, Command.Run("index", "--series", repository.Root).Status);
        Assert.Equal("<!-- bep:begin index -->\n\nMine.\n", repository.Read("docs/adr/README.md"));
        Assert.Contains("stale-index", Command.Run("check", repository.Root, "--format", "json").Rules);
    }
}
