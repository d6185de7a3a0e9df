using System.Text;
using Bep.Analysis.Notation;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Tests.Server;
using LibGit2Sharp;
using GitRepository = LibGit2Sharp.Repository;

namespace Bep.Tests.Git;

/// <summary>
/// What git's command tells us of random repositories is what libgit2 reads, which others wrote. It makes the repositories too, in this
/// process.
/// </summary>
public sealed class SecondOpinionTests : IDisposable
{
    private const int Commits = 25;

    private readonly TempFolder _folder = new();
    private readonly GitCommand _git = new(new Disk());

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Both_read_the_same(int seed)
    {
        using var repository = Make(new(seed));
        var none = CancellationToken.None;
        var series = Fixture.Read("-- proposals/README.md --\n").ToSeries();
        foreach (var branch in repository.Branches)
        {
            var revision = await _git.RevisionAsync(_folder.Root, branch.FriendlyName, none);
            Assert.Equal(FilesOf(branch.Tip.Tree), FilesOf(revision, _folder.Root));
        }

        var common = repository.ObjectDatabase.FindMergeBase(repository.Head.Tip, repository.Branches["main"].Tip);
        Assert.Equal(common.Sha, (await _git.BranchesAsync(_folder.Root, series, none)).Base?.Commit);

        var configuration = await _git.ConfigurationAsync(_folder.Root, none);
        var signature = repository.Config.BuildSignature(DateTimeOffset.Now);
        Assert.Equal($"{signature.Name} ({signature.Email})", configuration.Author);
        Assert.Equal(
            repository.Tags.Select(tag => tag.FriendlyName).Where(name => char.IsAsciiDigit(name[0])).Order(),
            (await _git.TagsAsync(_folder.Root, none)).Order()
        );

        var history = await _git.HistoryAsync(_folder.Root, "proposals", none);
        foreach (var (path, (first, last)) in HistoryOf(repository))
        {
            Assert.Equal((path, last), (path, history.LastOf(path)));
            Assert.Equal((path, first), (path, history.FirstOf(path)));
        }
    }

    // Commits on some branches, one after the other in time; files come, change and go. Contents have nothing in common, so that none is a
    // rename.
    private GitRepository Make(Random random)
    {
        GitRepository.Init(_folder.Root);
        var repository = new GitRepository(_folder.Root);
        repository.Config.Set("user.name", "Ada Park");
        repository.Config.Set("user.email", "ada@example.com");
        repository.Refs.UpdateTarget("HEAD", "refs/heads/main");
        var time = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.FromHours(random.Next(-11, 12)));
        for (var i = 0; i < Commits; i++)
        {
            if (i > 2 && random.Next(4) == 0)
            {
                var branches = repository.Branches.ToList();
                Commands.Checkout(
                    repository,
                    random.Next(2) == 0 && branches.Count < 5
                        ? repository.CreateBranch($"branch-{i}")
                        : branches[random.Next(branches.Count)]
                );
            }

            foreach (var file in Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(12)).Distinct())
            {
                var path = file == 0 ? "notes é.md" : $"proposals/BEP-{1000 + file}-word-{file}{(file > 9 ? "/part" : "")}.md";
                if (File.Exists(_folder.PathOf(path)) && random.Next(5) == 0)
                    File.Delete(_folder.PathOf(path));
                else
                    _folder.Write(path, string.Concat(Enumerable.Range(0, 40).Select(_ => $"{random.NextInt64():x}\n")));
            }

            _folder.Write("always.md", $"{i}");
            Commands.Stage(repository, "*");
            time = time.AddHours(random.Next(1, 60));
            var signature = new Signature("Ada Park", "ada@example.com", time);
            repository.Commit($"Commit {i}", signature, signature);
            if (random.Next(6) == 0)
                repository.ApplyTag($"{i}.{random.Next(9)}");
        }

        repository.ApplyTag("no-version");
        return repository;
    }

    private static List<string> FilesOf(Tree tree) =>
        [
            .. tree.SelectMany(entry =>
                    entry.Target is Tree below
                        ? FilesOf(below).Select(line => $"{entry.Name}/{line}")
                        : [$"{entry.Name}: {((Blob)entry.Target).GetContentText()}"]
                )
                .Order(StringComparer.Ordinal),
        ];

    private static List<string> FilesOf(IFiles files, string folder) =>
        [
            .. files
                .List(folder)
                .SelectMany(entry =>
                    entry.IsFolder
                        ? FilesOf(files, Path.Join(folder, entry.Name)).Select(line => $"{entry.Name}/{line}")
                        : [$"{entry.Name}: {Encoding.UTF8.GetString(files.Read(Path.Join(folder, entry.Name), int.MaxValue))}"]
                )
                .Order(StringComparer.Ordinal),
        ];

    // Each commit compared with the one before it: there are no merges.
    private static Dictionary<string, (DateOnly First, DateTimeOffset Last)> HistoryOf(GitRepository repository)
    {
        var found = new Dictionary<string, (DateOnly First, DateTimeOffset Last)>();
        foreach (var commit in repository.Head.Commits.Reverse())
        {
            var day = DateOnly.FromDateTime(commit.Author.When.DateTime);
            foreach (
                var change in repository
                    .Diff.Compare<TreeChanges>(commit.Parents.FirstOrDefault()?.Tree, commit.Tree)
                    .Where(change => change.Path.StartsWith("proposals/", StringComparison.Ordinal))
            )
            {
                if (change.Status == ChangeKind.Deleted)
                    found.Remove(change.Path);
                else
                    found[change.Path] = (found.TryGetValue(change.Path, out var known) ? known.First : day, commit.Author.When);
            }
        }

        return found;
    }
}
