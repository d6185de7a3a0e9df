using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Git;

/// <summary>What git is asked for, and when it is asked again.</summary>
public sealed class ReleaseScanTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private const string Hours = "proposals/BEP-1000-quiet-hours.md";

    [Fact]
    public async Task Git_is_asked_again_when_the_keys_are_others_and_not_when_anything_else_is_typed()
    {
        using var repository = Released();
        var (git, series) = (new GitCommand(new Disk()), Read(repository));
        var known = await git.MentionsAsync(repository.Root, series, CancellationToken.None);
        Assert.Equal(2, known.Of(new(1000))!.Lines);

        // From here on a search fails.
        var tree = repository.Git("rev-parse", "26.1.0^{tree}").Trim();
        File.SetAttributes(repository.PathOf($".git/objects/{tree[..2]}/{tree[2..]}"), FileAttributes.Normal);
        File.Delete(repository.PathOf($".git/objects/{tree[..2]}/{tree[2..]}"));
        Type(Hours, "---\nStatus: Accepted\nIssue: BA-77\nOther: x\n---\n\n# Hours\n\nBA-78, BA-77\n");
        Assert.Equal(known, await git.MentionsAsync(repository.Root, series, CancellationToken.None));
        Type(Hours, "---\nStatus: Accepted\nIssue: BA-78\n---\n\n# Hours\n");
        await Assert.ThrowsAsync<GitException>(() => git.MentionsAsync(repository.Root, series, CancellationToken.None));

        void Type(string path, string text) =>
            series = series.With(DocumentParser.Parse(path, new SourceText(text), series.Folder, series.BaseConvention));
    }

    [Fact]
    public void Nothing_that_a_field_says_is_an_option_or_an_expression_of_its_own()
    {
        var series = Fixture
            .Read(
                "-- .bep.yaml --\ntrackers:\n  BA: https://example.org/{key}\n  L2: https://example.org/{key}\n  '-e x|.*': https://example.org/{key}\n"
                    + "-- BEP-1001-a.md --\n---\nIssue: --output=x BA-77|.* (BA-7) $(touch x) -e x|.*-1 L2-3\n---\n# A\n"
            )
            .ToSeries();
        Assert.Equal(new("BEP-|(BA-(7|77)|L2-(3))([^0-9]|$)", "--extended-regexp"), Pattern.Of("BEP-", OwnKeys.Of(series)));
        Assert.Equal(new("(BA-(7|77)|L2-(3))([^0-9]|$)", "--extended-regexp"), Pattern.Of("", OwnKeys.Of(series)));
        Assert.Equal(new("BEP-", "--fixed-strings"), Pattern.Of("BEP-", new([])));
    }

    [Fact]
    public async Task An_editor_asks_for_no_more_than_that_when_a_key_is_typed()
    {
        using var folder = new TempFolder();
        var start = Fixture
            .Read("-- .bep.yaml --\ntrackers:\n  BA: https://example.org/{key}\n-- BEP-1001-a.md --\n---\nIssue:\n---\n# A\n")
            .ToSeries();
        var (all, further) = (0, System.Threading.Channels.Channel.CreateUnbounded<Series>());
        using var watch = new RepositoryWatch(
            start,
            (series, _) =>
            {
                all++;
                return Task.FromResult(series.ExternalFacts);
            },
            (series, known, _) =>
            {
                further.Writer.TryWrite(series);
                return Task.FromResult(known);
            },
            () => { }
        );
        watch.Start(new Disk(), folder.Root);
        Assert.Same(start, await further.Reader.ReadAsync().AsTask().WaitAsync(s_patience));

        // Neither words nor a name that looks like a key, but keys.
        var words = Typed(start, "---\nIssue: none\n---\n# A of BA-77\n");
        watch.Follow(words);
        var keyed = Typed(words, "---\nIssue: BA-77\n---\n# A of BA-77\n");
        watch.Follow(keyed);
        Assert.Same(keyed, await further.Reader.ReadAsync().AsTask().WaitAsync(s_patience));
        Assert.Equal(1, all);
        await watch.ReadAgainAsync().WaitAsync(s_patience);
        Assert.Equal(2, all);

        static Series Typed(Series series, string text) =>
            series.With(DocumentParser.Parse("BEP-1001-a.md", new SourceText(text), series.Folder, series.BaseConvention));
    }

    [Fact]
    public async Task Proposals_whose_numbers_have_no_prefix_are_known_by_keys_or_not_at_all()
    {
        using var repository = Released();
        var git = new GitCommand(new Disk());
        var series = Bare("trackers:\n  BA: https://issues.example.org/browse/{key}\n");
        var mentions = await git.MentionsAsync(repository.Root, series, CancellationToken.None);
        Assert.Equal((1, "BA-77"), (mentions.Of(new(1000))!.Lines, mentions.Of(new(1000))!.First!.Key));
        Assert.Equal(1, mentions.Of(new(1000))!.Commits);
        Assert.Equal(
            "code can name no proposal here: numbers have no `prefix`, and no proposal has the key of an issue of the `trackers` in a field",
            (
                await Assert.ThrowsAsync<GitException>(() =>
                    git.MentionsAsync(repository.Root, Bare("digits: 4\n"), CancellationToken.None)
                )
            ).Message
        );

        Series Bare(string configuration)
        {
            var basis = Convention.Default with { Prefix = "", FileNames = ["BEP-{number}-{slug}.md"] };
            return Series.Create(
                "proposals",
                basis,
                Fixture.ExternalFacts,
                [],
                [Parse("proposals/.bep.yaml", configuration), Parse(Hours, repository.Read(Hours))],
                isComplete: true
            );

            Document Parse(string path, string text) => DocumentParser.Parse(path, new SourceText(text), "proposals", basis);
        }
    }

    // One line with the number, one with the key, and a commit for each.
    private static TempRepository Released()
    {
        var repository = new TempRepository();
        repository.Write("proposals/README.md", TempFolder.Registry());
        repository.Write("proposals/.bep.yaml", "trackers:\n  BA: https://issues.example.org/browse/{key}\n");
        repository.Write(Hours, "---\nStatus: Draft\nIssue: BA-77\n---\n\n# Hours\n");
        repository.Write("src/lamp.py", "# BEP-1000\n# BA-770\n");
        repository.Commit("feat: BEP-1000");
        repository.Write("src/bell.py", "# BA-77\n");
        repository.Commit("feat(BA-77): bells");
        repository.Git("tag", "26.1.0");
        return repository;
    }

    private static Series Read(TempRepository repository)
    {
        var (files, place) = (new Disk(), new SeriesLocation(repository.Root, "proposals"));
        return SeriesReader.ReadAll(files, place, Listing.Of(files, place), Fixture.ExternalFacts).Series;
    }
}
