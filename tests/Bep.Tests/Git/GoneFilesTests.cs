using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>What is said of files that a proposal names and that are gone.</summary>
public sealed class GoneFilesTests
{
    // Twenty lines, of which a commit can change one and leave the file the same.
    private static string Code(string name) => string.Concat(Enumerable.Range(0, 20).Select(i => $"{name}_{i} = {name}({i})\n"));

    [Fact]
    public void What_git_knows_to_be_gone_is_said_with_its_new_name_and_nothing_else_is()
    {
        using var repository = TempRepository.WithSeries();
        foreach (var name in new[] { "renamed", "twice", "rewritten", "removed", "again", "here", "split/one", "staged" })
            repository.Write($"src/{name}.py", Code(name.Replace('/', '_')));
        repository.Commit("Code");
        repository.Git("mv", "src/renamed.py", "src/new.py");
        repository.Git("mv", "src/twice.py", "src/second.py");
        repository.Git("mv", "src/rewritten.py", "src/other.py");
        repository.Write("src/other.py", Code("else"));
        repository.Git("rm", "--quiet", "-r", "src/removed.py", "src/again.py", "src/split");
        repository.Commit("Move");
        Directory.CreateDirectory(repository.PathOf("lib"));
        repository.Git("mv", "src/second.py", "lib/third.py");
        repository.Replace("lib/third.py", "twice_3 = twice(3)", "three = 3");
        repository.Write("src/again.py", "again = 1\n");
        repository.Commit("Move on");
        repository.Git("mv", "src/staged.py", "src/stage.py");

        string[] named =
        [
            "src/renamed.py",
            "./src/twice.py:12",
            "src/second.py",
            "src/rewritten.py",
            "src/removed.py",
            "src/split/",
            "src/split/one.py",
            "src/again.py",
            "src/here.py",
            "src/planned.py",
            "src/staged.py",
            "renamed.py",
            "src/*.py",
            "see src/renamed.py",
        ];
        repository.Write(
            "proposals/BEP-1000-quiet-hours.md",
            TempFolder.Proposal("Quiet Hours", body: string.Concat(named.Select(path => $"It is `{path}`.\n\n")))
        );
        var found = Command.Run("check", repository.Root, "--rule", "missing-path", "--format", "json").Json["findings"]!.AsArray();
        Assert.Equal(
            [
                "`src/renamed.py` is gone; it is `src/new.py` now. Change to `src/new.py`",
                "`src/twice.py` is gone; it is `lib/third.py` now. Change to `lib/third.py`",
                "`src/second.py` is gone; it is `lib/third.py` now. Change to `lib/third.py`",
                "`src/rewritten.py` is gone. ",
                "`src/removed.py` is gone. ",
                "`src/split` is gone. ",
                "`src/split/one.py` is gone. ",
            ],
            found.Select(one => $"{one!["message"]} {one["fixes"]!.AsArray().FirstOrDefault()}")
        );
        Assert.All(found, one => Assert.Equal("information", one!["severity"]!.GetValue<string>()));
        Assert.Equal(0, Command.Run("check", repository.Root).Status);

        Command.Run("check", repository.Root, "--fix", "--rule", "missing-path");
        Assert.Contains("It is `./lib/third.py:12`.", repository.Read("proposals/BEP-1000-quiet-hours.md"));
        // Of its own time a settled proposal may say what it likes.
        repository.Replace("proposals/BEP-1000-quiet-hours.md", "Status: Draft", "Status: Rejected");
        Assert.Empty(Command.Run("check", repository.Root, "--rule", "missing-path", "--format", "json").Rules);
    }

    [Fact]
    public void An_empty_file_has_become_none_of_the_others()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("src/lamps/__init__.py", "");
        repository.Commit("Package");
        repository.Git("rm", "--quiet", "src/lamps/__init__.py");
        repository.Write("tests/__init__.py", "");
        repository.Commit("Tests");
        repository.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours", body: "It is `src/lamps/__init__.py`.\n"));
        var found = Assert.Single(
            Command.Run("check", repository.Root, "--rule", "missing-path", "--format", "json").Json["findings"]!.AsArray()
        );
        Assert.Equal("`src/lamps/__init__.py` is gone.", found!["message"]!.GetValue<string>());
        Assert.Empty(found["fixes"]!.AsArray());
    }

    [Fact]
    public async Task An_editor_says_it_once_the_file_is_renamed_and_what_a_key_changes_is_told_from_what_is_known()
    {
        using var repository = TempRepository.WithSeries();
        repository.Write("src/lamp.py", Code("lamp"));
        repository.Write("proposals/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours", body: "It is `src/lamp.py`.\n"));
        repository.Commit("Lamp");
        await using var client = await EditorClient.OpenAsync(repository.Root);
        var uri = Bep.Server.Protocol.Uris.Of(repository.PathOf("proposals/BEP-1000-quiet-hours.md"));
        repository.Git("mv", "src/lamp.py", "src/lantern.py");
        repository.Commit("Rename");
        await client.FindsAsync(uri, "missing-path");
        client.Open(uri, TempFolder.Proposal("Quiet Hours", body: "It is `src/lantern.py`.\n"));
        await client.ClearsAsync(uri, "missing-path");
        client.Change(uri, TempFolder.Proposal("Quiet Hours", body: "It is `src/lamp.py`, I think.\n"), 2);
        await client.FindsAsync(uri, "missing-path");
    }
}
