using Bep.Tests.Git;

namespace Bep.Tests.Cli;

/// <summary>Proposals that lie in folders of their own, or in several folders of one series, in the terminal.</summary>
public sealed class FolderLayoutTests
{
    private const string Common =
        "prefix: ADR\nregistry: none\ntemplate: none\nfirst-number: 1\nfield-names: { status: status, created: date }\n"
        + "statuses: [Draft, Accepted, Rejected]\ndigits: 4\n";

    private const string Own = Common + "file-names: \"{number}-{slug}/README.md\"\n";
    private const string Several = Common + "file-names: [\"active/{number}-{slug}.md\", \"archived/{number}-{slug}.md\"]\n";

    private static string Record(string title, string body = "Text.") =>
        $"---\nstatus: Draft\ndate: 2026-01-05\n---\n\n# {title}\n\n{body}\n";

    private static TempRepository WithOwnFolders()
    {
        var repository = new TempRepository();
        repository.Write("docs/.bep.yaml", Own);
        repository.Write("docs/0001-ropes/README.md", Record("Ropes", "![A knot](knot.png), [Lamps](../0002-lamps/README.md), ADR-0002."));
        repository.Write("docs/0001-ropes/knot.png", "picture");
        repository.Write("docs/0001-ropes/splices.md", "# Splices\n\nOf [ropes](README.md).\n");
        repository.Write(
            "docs/0002-lamps/README.md",
            Record("Lamps", "After [Ropes](../0001-ropes/README.md) and [its splices](../0001-ropes/splices.md).")
        );
        repository.Commit("Two records");
        return repository;
    }

    private static TempRepository WithSeveralFolders()
    {
        var repository = new TempRepository();
        repository.Write("docs/.bep.yaml", Several);
        repository.Write("docs/active/0001-ropes.md", Record("Ropes", "[Lamps](../archived/0002-lamps.md), ADR-0002, ADR-0007."));
        repository.Write("docs/archived/0002-lamps.md", Record("Lamps", "After [Ropes](../active/0001-ropes.md)."));
        repository.Commit("Two records");
        return repository;
    }

    [Fact]
    public void What_is_in_order_is_found_so()
    {
        using var repository = WithOwnFolders();
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.Equal("ADR-0003\n", Command.Run("next", repository.Root).Output);
        Assert.Contains("Ropes", Command.Run("list", repository.Root).Output);
    }

    [Fact]
    public void What_is_wrong_is_found_where_it_stands()
    {
        using var repository = WithSeveralFolders();
        Assert.Equal(["unknown-reference"], Command.Run("check", repository.Root, "--format", "json").Rules);
        repository.Write("docs/archived/0001-knots.md", Record("Knots"));
        Assert.Contains("duplicate-document", Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    [Fact]
    public void A_new_one_gets_a_folder_and_numbers_of_other_branches_count()
    {
        using var repository = WithOwnFolders();
        repository.Git("checkout", "--quiet", "-b", "bells");
        repository.Write("docs/0003-bells/README.md", Record("Bells"));
        repository.Commit("Bells");
        repository.Git("checkout", "--quiet", "-");
        Assert.Equal("ADR-0004\n", Command.Run("next", repository.Root).Output);
        Assert.Equal(0, Command.Run("new", "Signal Flags", "--series", repository.Root).Status);
        Assert.StartsWith("---\nstatus: Draft\n", repository.Read("docs/0004-signal-flags/README.md"));
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    [Fact]
    public void A_folder_is_renumbered_with_all_that_is_in_it()
    {
        using var repository = WithOwnFolders();
        Assert.Equal(0, Command.Run("renumber", "1", "9", "--series", repository.Root).Status);
        Assert.False(Directory.Exists(Path.Join(repository.Root, "docs/0001-ropes")));
        Assert.Equal("picture", repository.Read("docs/0009-ropes/knot.png"));
        Assert.Contains(
            "After [Ropes](../0009-ropes/README.md) and [its splices](../0009-ropes/splices.md).",
            repository.Read("docs/0002-lamps/README.md")
        );
        Assert.Contains("![A knot](knot.png), [Lamps](../0002-lamps/README.md)", repository.Read("docs/0009-ropes/README.md"));
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    [Fact]
    public void A_file_is_renumbered_in_its_folder()
    {
        using var repository = WithSeveralFolders();
        Assert.Equal(0, Command.Run("renumber", "2", "7", "--series", repository.Root).Status);
        Assert.Contains("[Lamps](../archived/0007-lamps.md), ADR-0007, ADR-0007.", repository.Read("docs/active/0001-ropes.md"));
        Assert.Empty(Command.Run("check", repository.Root, "--format", "json").Rules);
    }

    [Fact]
    public void A_status_changes_in_a_folder()
    {
        using var repository = WithOwnFolders();
        Assert.Equal(0, Command.Run("status", "2", "Accepted", "--series", repository.Root).Status);
        Assert.Contains("status: Accepted\n", repository.Read("docs/0002-lamps/README.md"));
    }

    private static TempRepository WithStatusFolders()
    {
        var repository = WithSeveralFolders();
        repository.Write("docs/.bep.yaml", Several + "status-folders: { Draft: active, Accepted: active, Rejected: archived }\n");
        repository.Replace("docs/archived/0002-lamps.md", "status: Draft", "status: Rejected");
        repository.Replace("docs/active/0001-ropes.md", ", ADR-0007", "");
        repository.Commit("Folders mean statuses");
        return repository;
    }

    [Fact]
    public void With_its_status_a_file_moves_and_the_patch_can_be_taken_back()
    {
        using var repository = WithStatusFolders();
        Assert.Equal(["superseded-reference"], Command.Run("check", repository.Root, "--format", "json").Rules);
        var before = repository.Git("write-tree");
        var patch = Command.Run("status", "1", "Rejected", "--series", repository.Root, "--dry-run").Output;
        Assert.Equal("", repository.Git("status", "--porcelain"));
        Assert.Equal(0, Command.Run("status", "1", "Rejected", "--series", repository.Root).Status);
        Assert.False(File.Exists(Path.Join(repository.Root, "docs/active/0001-ropes.md")));
        Assert.Contains("status: Rejected\n", repository.Read("docs/archived/0001-ropes.md"));
        Assert.Contains("After [Ropes](0001-ropes.md).", repository.Read("docs/archived/0002-lamps.md"));
        Assert.DoesNotContain("broken-link", Command.Run("check", repository.Root, "--format", "json").Rules);
        Assert.DoesNotContain("status-folder", Command.Run("check", repository.Root, "--format", "json").Rules);
        repository.Git("add", "--all");
        Assert.Equal(0, repository.TryGit(patch, "apply", "--index", "--reverse").Status);
        Assert.Equal(before, repository.Git("write-tree"));
    }

    [Fact]
    public void What_lies_in_the_wrong_folder_is_found_and_a_new_one_lies_in_the_right_one()
    {
        using var repository = WithStatusFolders();
        repository.Replace("docs/archived/0002-lamps.md", "status: Rejected", "status: Accepted");
        Assert.Contains("status-folder", Command.Run("check", repository.Root, "--format", "json").Rules);
        repository.Write("docs/.bep.yaml", repository.Read("docs/.bep.yaml").Replace("Draft: active", "Draft: archived"));
        Assert.Equal(0, Command.Run("new", "Signal Flags", "--series", repository.Root).Status);
        Assert.True(File.Exists(Path.Join(repository.Root, "docs/archived/0003-signal-flags.md")));
    }

    [Theory]
    [InlineData("file-names: \"../{number}.md\"")]
    [InlineData("file-names: \"/a/{number}.md\"")]
    [InlineData("file-names: \"a//{number}.md\"")]
    [InlineData("file-names: \"{slug}/{number}.md\"")]
    public void A_name_that_leads_out_of_the_series_is_none(string line)
    {
        using var repository = WithOwnFolders();
        repository.Write("docs/.bep.yaml", $"prefix: ADR\n{line}\n");
        Assert.Contains("invalid-configuration", Command.Run("check", repository.Root, "--format", "json").Rules);
    }
}
