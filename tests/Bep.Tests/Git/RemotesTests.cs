using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>Where a repository's web pages are is known from its configuration.</summary>
public sealed class RemotesTests
{
    [Fact]
    public async Task The_addresses_of_all_remotes_are_read()
    {
        using var repository = new TempRepository();
        repository.Git("remote", "add", "origin", "git@git.example.com:lamps/lamps.git");
        repository.Git("remote", "add", "up.stream", "https://git.example.com/oil/lamps");
        var remotes = (await new GitCommand(new Disk()).ConfigurationAsync(repository.Root, CancellationToken.None)).Remotes;
        Assert.Equal("git@git.example.com:lamps/lamps.git https://git.example.com/oil/lamps", string.Join(' ', remotes));
    }

    [Fact]
    public async Task Without_a_remote_there_are_none()
    {
        using var repository = new TempRepository();
        Assert.Empty((await new GitCommand(new Disk()).ConfigurationAsync(repository.Root, CancellationToken.None)).Remotes);
        using var folder = new TempFolder();
        Assert.Empty((await new GitCommand(new Disk()).ConfigurationAsync(folder.Root, CancellationToken.None)).Remotes);
    }
}
