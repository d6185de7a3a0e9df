using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>What a repository has and this disk has not is no fault of a link.</summary>
public sealed class PartialCloneTests
{
    private const string Links = "[there](../docs/guide.md) [a folder](../docs/) [gone](../docs/gone.md) [nowhere](../src/gone.py)\n";

    [Fact]
    public void What_a_sparse_checkout_left_out_exists()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("docs/guide.md", "# Guide\n");
        repository.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours", body: Links));
        repository.Commit("Write a guide");
        repository.Git("sparse-checkout", "set", "proposals");
        Assert.False(Directory.Exists(repository.PathOf("docs")));
        Assert.Equal(["There is no docs/gone.md.", "There is no src/gone.py."], BrokenLinks(repository.Root));
        Assert.Equal(["There is no docs/gone.md.", "There is no src/gone.py."], BrokenLinks(repository.PathOf("proposals")));
    }

    [Fact]
    public void Beside_a_copy_without_its_repository_nothing_is_known_to_be_missing()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(
            "proposals/BEP-1000-quiet-hours.md",
            TempFolder.Proposal("Quiet Hours", body: Links + "[moved](../refs/BEP-1001-tide-tables.md)\n")
        );
        Assert.Equal(["There is no refs/BEP-1001-tide-tables.md; did you mean BEP-1001-tide-tables.md?"], BrokenLinks(folder.Root));
        folder.Write("docs/guide.md", "# Guide\n");
        Assert.Equal(
            ["There is no docs/gone.md.", "There is no refs/BEP-1001-tide-tables.md; did you mean BEP-1001-tide-tables.md?"],
            BrokenLinks(folder.Root)
        );
    }

    private static string[] BrokenLinks(string root) =>
        [
            .. from finding in Command.Run("check", root, "--format", "json").Json["findings"]!.AsArray()
            where finding!["rule"]!.GetValue<string>() == "broken-link"
            select finding["message"]!.GetValue<string>(),
        ];
}
