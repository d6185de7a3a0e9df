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

    [Theory]
    // As adr-log and adr-tools write theirs, and others.
    [InlineData(
        "* [ADR-{number}]({link}) - {title}",
        "* [ADR-0001](0001-ropes.md) - Ropes \\[old\\]",
        "* [ADR-0002](0002-lamps.md) - Lamps"
    )]
    [InlineData("- [{number}: {title}]({link})", "- [0001: Ropes \\[old\\]](0001-ropes.md)", "- [0002: Lamps](0002-lamps.md)")]
    [InlineData("* [{heading}]({link})", "* [1. Ropes \\[old\\]](0001-ropes.md)", "* [Lamps](0002-lamps.md)")]
    [InlineData("1. [{title}]({link}) - {status}", "1. [Ropes \\[old\\]](0001-ropes.md) - Proposed", "1. [Lamps](0002-lamps.md)")]
    public void It_is_a_list_where_the_series_says_so(string item, string first, string second)
    {
        using var repository = WithRecords("INDEX.md");
        repository.Write(
            "docs/adr/.bep.yaml",
            $"{Configuration}index: INDEX.md\nindex-item: \"{item}\"\ntitle-form: \"{{number}}. {{title}}\"\n"
        );
        repository.Write("docs/adr/0001-ropes.md", "# 1. Ropes [old]\n\n* Status: Proposed\n");
        repository.Write("docs/adr/0002-lamps.md", "# Lamps\n");
        Assert.Equal(0, Command.Run("index", "--series", repository.Root).Status);
        Assert.Contains($"\n\n{first}\n{second}\n\n<!-- bep:end -->\n", repository.Read("docs/adr/INDEX.md"));
        Assert.Equal("docs/adr/INDEX.md says it already\n", Command.Run("index", "--series", repository.Root).Output);
        Assert.DoesNotContain("broken-link", Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    [Theory]
    [InlineData("README.md", "docs/adr/README.md", "")]
    [InlineData("../decisions.md", "docs/decisions.md", "adr/")]
    public void It_takes_the_place_of_a_list_that_says_no_more(string index, string path, string folder)
    {
        using var repository = WithRecords(index);
        repository.Write(
            path,
            $"# Decisions\n\n* not this one\n\nThese:\n\n* [ADR-0001]({folder}0001-ropes.md) - Ropes and knots, accepted\n\n* [2. Lamps]({folder}0002-lamps.md)\n  (2026-01-06)\n\n* * *\n\nAfter.\n"
        );
        Assert.Equal(0, Command.Run("index", "--series", repository.Root).Status);
        var made = repository.Read(path);
        Assert.StartsWith("# Decisions\n\n* not this one\n\nThese:\n\n<!-- bep:begin index -->\n", made);
        Assert.EndsWith("\n\n<!-- bep:end -->\n\n* * *\n\nAfter.\n", made);
        Assert.DoesNotContain("* [ADR-0001]", made);
        Assert.Equal($"{path} says it already\n", Command.Run("index", "--series", repository.Root).Output);
    }

    [Theory]
    // More than its documents say.
    [InlineData(
        "* [ADR-0001](0001-ropes.md) Ropes and knots, never regretted\n* [ADR-0002](0002-lamps.md)\n",
        "The list says `never` in line 3"
    )]
    [InlineData("* [ADR-0001](0001-ropes.md)\n* [ADR-0002](0002-lamps.md)\n  Bright.\n", "The list says `Bright` in line 4")]
    [InlineData("## Proposed\n\n* [Ropes](0001-ropes.md)\n\n## Accepted\n\n* [Lamps](0002-lamps.md)\n", "The proposals stand in 2 lists")]
    public void A_list_that_says_more_stays(string list, string expected)
    {
        using var repository = WithRecords("README.md");
        var text = $"# Decisions\n\n{list}";
        repository.Write("docs/adr/README.md", text);
        var command = Command.Run("index", "--series", repository.Root);
        Assert.Equal(2, command.Status);
        Assert.Contains(expected, command.Error);
        Assert.Contains("<!-- bep:begin index --> and <!-- bep:end -->", command.Error);
        Assert.Equal(text, repository.Read("docs/adr/README.md"));
    }

    [Theory]
    // Of other things, or code.
    [InlineData("* [ADR-0001](0001-ropes.md)\n* [a page](page.md)\n")]
    [InlineData("```\n* [ADR-0001](0001-ropes.md)\n* [ADR-0002](0002-lamps.md)\n```\n")]
    [InlineData("See [ropes](0001-ropes.md) and [lamps](0002-lamps.md).\n")]
    [InlineData("```\n<!-- bep:begin index -->\n<!-- bep:end -->\n```\n")]
    public void What_is_no_list_of_the_documents_stays_and_the_index_comes_after_it(string before)
    {
        using var repository = WithRecords("README.md");
        repository.Write("docs/adr/README.md", before);
        Assert.DoesNotContain("stale-index", Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Equal(0, Command.Run("index", "--series", repository.Root).Status);
        Assert.StartsWith($"{before}\n<!-- bep:begin index -->\n", repository.Read("docs/adr/README.md"));
    }
}
