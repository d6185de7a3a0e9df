using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Lsp;
using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>What was not there, or could not be read, is read as soon as it can be.</summary>
public sealed class ReadingAgainTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private const string Quiet = "proposals/BEP-1000-quiet-hours.md",
        Tides = "proposals/BEP-1001-tide-tables.md";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_that_goes_and_comes_is_read_again(bool isToldOnce)
    {
        using var folder = TempFolder.WithSeries();
        folder.Write(Tides, TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n"));
        await using var client = await EditorClient.OpenAsync(folder.Root);
        var (quiet, tides, proposals) = (folder.UriOf(Quiet), folder.UriOf(Tides), folder.UriOf("proposals"));
        await client.FindsAsync(tides, "broken-link");
        Directory.Move(folder.PathOf("proposals"), folder.PathOf("away"));
        if (!isToldOnce)
        {
            client.Watched((proposals, 3));
            // Where it has gone it is found too, and what is said of that may come first.
            await client.UntilAsync(() => client.RulesOf(quiet) is [] && client.RulesOf(tides) is []);
        }
        // What comes has other texts under the same names.
        folder.Write("away/BEP-1000-quiet-hours.md", TempFolder.Proposal("Quiet Hours", body: "[x](nowhere.md)\n"));
        folder.Write("away/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables"));
        Directory.Move(folder.PathOf("away"), folder.PathOf("proposals"));
        // Of a folder that was moved here no more may be said than that.
        client.Watched((proposals, isToldOnce ? 2 : 1));
        await client.FindsAsync(quiet, "broken-link");
        await client.ClearsAsync(tides, "broken-link");
        Assert.NotNull(
            (
                await client.RequestAsync(
                    "textDocument/documentSymbol",
                    new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = quiet } }
                )
            )
        );
    }

    [Fact]
    public async Task A_folder_is_a_series_as_long_as_it_would_be_found()
    {
        using var folder = new TempFolder();
        var readme = folder.Write("proposals/README.md", "# Notes\n");
        var only = folder.Write("proposals/BEP-1000-quiet-hours.md", "# Quiet Hours\n");
        await using var client = await EditorClient.OpenAsync(folder.Root);
        await client.FindsAsync(readme, "missing-registry");
        // The last document goes: a file with notes makes no series.
        File.Delete(folder.PathOf("proposals/BEP-1000-quiet-hours.md"));
        client.Watched((only, 3));
        await client.ClearsAsync(readme, "missing-registry");
        folder.Write("proposals/BEP-1000-quiet-hours.md", "# Quiet Hours\n");
        client.Watched((only, 1));
        await client.FindsAsync(readme, "missing-registry");
        // The folder around it becomes one, and then it is a part of that; and no longer.
        var outer = folder.Write("BEP-1000-outer.md", "# Outer\n");
        client.Watched((outer, 1));
        await client.ClearsAsync(readme, "missing-registry");
        await client.FindsAsync(outer, "missing-front-matter");
        File.Delete(folder.PathOf("BEP-1000-outer.md"));
        client.Watched((outer, 3));
        await client.FindsAsync(readme, "missing-registry");
        await client.UntilAsync(() => client.RulesOf(outer) is []);
    }

    [Fact]
    public async Task A_document_that_may_be_read_again_is_read_with_the_next_change_of_any_other()
    {
        using var folder = TempFolder.WithSeries();
        var files = new Locked();
        var events = new Events();
        var loader = new SeriesLoader(files, events);
        files.Path = folder.PathOf(Tides);
        loader.Open(folder.Root, new(new(2026, 1, 1), null));
        var series = await events.Complete.Task.WaitAsync(s_patience);
        Assert.Null(series.Find(Tides));
        Assert.True(series.Exists(Tides));

        files.Path = null;
        loader.Refresh([folder.PathOf(Quiet)], new() { Folders = [folder.Root] }, new(new(2026, 1, 1), null));
        var updates = await events.Changes.Task.WaitAsync(s_patience);
        Assert.Contains(updates, update => update is { Path: Tides, Document: not null });
    }

    [Fact]
    public async Task A_folder_that_may_not_be_looked_into_keeps_what_is_known_of_it()
    {
        using var folder = TempFolder.WithSeries();
        var files = new Locked();
        var events = new Events();
        var loader = new SeriesLoader(files, events);
        loader.Open(folder.Root, new(new(2026, 1, 1), null));
        await events.Complete.Task.WaitAsync(s_patience);

        files.Path = folder.PathOf("proposals");
        loader.Refresh([folder.PathOf(Quiet)], new() { Folders = [folder.Root] }, new(new(2026, 1, 1), null));
        await events.Warned.Task.WaitAsync(s_patience);
        Assert.False(events.IsGone);
        files.Path = null;
        loader.Refresh([folder.PathOf(Quiet)], new() { Folders = [folder.Root] }, new(new(2026, 1, 1), null));
        // What happened meanwhile nobody could see: everything is read again.
        var updates = await events.Changes.Task.WaitAsync(s_patience);
        Assert.Contains(updates, update => update is { Path: Tides, Document: not null });
        Assert.False(events.IsGone);
    }

    [Fact]
    public async Task A_series_around_an_open_file_comes_back_with_its_folder()
    {
        using var folder = TempFolder.WithSeries();
        var text = TempFolder.Proposal("Tide Tables", body: "[x](nowhere.md)\n");
        folder.Write(Tides, text);
        await using var client = await EditorClient.OpenAsync();
        var (tides, proposals) = (folder.UriOf(Tides), folder.UriOf("proposals"));
        client.Open(tides, text);
        await client.FindsAsync(tides, "broken-link");
        Directory.Move(folder.PathOf("proposals"), folder.PathOf("away"));
        client.Watched((proposals, 3));
        await client.ClearsAsync(tides, "broken-link");
        Directory.Move(folder.PathOf("away"), folder.PathOf("proposals"));
        client.Watched((proposals, 1));
        await client.FindsAsync(tides, "broken-link");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_read_before_a_file_went_does_not_bring_it_back(bool isWithAll)
    {
        using var folder = TempFolder.WithSeries();
        using var inbox = new BlockingCollection<Action>();
        using var client = new Connection(Stream.Null);
        var files = new Slow();
        var session = new Session(client, files, new NoGit(), inbox.Add, OpenedAt(folder));
        Until(() => session.State.Series is [{ Series.IsComplete: true }]);
        var tides = folder.UriOf(Tides);
        session.DidOpen(new(new(tides, 1, "# Typed\n")));
        Until(() => session.State.Pending.IsEmpty);

        files.Slowly = folder.PathOf(Tides);
        session.DidClose(new(new(tides)));
        await files.HasRead.Task.WaitAsync(s_patience);
        File.Delete(folder.PathOf(Tides));
        // A configuration that changed has all of it read again.
        FileEvent[] changes = isWithAll ? [new(tides, 3), new(folder.UriOf("proposals/.bep.yaml"), 1)] : [new(tides, 3)];
        session.DidChangeWatchedFiles(new(changes));
        Until(() => session.State.Series is [{ Series: { IsComplete: true } series }] && series.Find(Tides) is null);
        files.MayGoOn.Set();
        // With a new configuration, the series goes and comes.
        Until(() => session.State is { Pending.IsEmpty: true, Series: [{ Series.IsComplete: true }] });
        Assert.Null(session.State.Series.Single().Series.Find(Tides));

        void Until(Func<bool> holds) => Work(inbox, holds);
    }

    [Fact]
    public Task An_open_document_is_judged_by_itself_before_the_folder_is_listed() =>
        Task.Run(() =>
        {
            using var folder = TempFolder.WithSeries();
            using var inbox = new BlockingCollection<Action>();
            using var output = new MemoryStream();
            using var client = new Connection(output);
            var files = new Unlisted(folder.PathOf("proposals"));
            var session = new Session(client, files, new NoGit(), inbox.Add, OpenedAt(folder));
            var text = TempFolder.Proposal(
                "Tide Tables",
                "Drafft",
                "[there](BEP-1000-quiet-hours.md), [not there](nowhere.md), BEP-1234\n"
            );
            session.DidOpen(new(new(folder.UriOf(Tides), 1, text)));
            Work(inbox, () => session.State is { Series: [{ Series.IsListed: false }], Pending.IsEmpty: true });
            var alone = session.State.Series.Single().Series;
            Assert.Equal(["broken-link"], RulesOf(alone));
            Assert.False(session.State.IsSearched);

            files.MayBeListed.Set();
            Work(inbox, () => session.State is { Series: [{ Series.IsComplete: true }], Pending.IsEmpty: true });
            Assert.Equal(["unknown-status", "broken-link", "unknown-reference"], RulesOf(session.State.Series.Single().Series));

            static IEnumerable<string> RulesOf(Series series) =>
                RuleBook
                    .Default.Check(series.Find(Tides)!, series)
                    .Where(finding => finding.Severity < Severity.Information)
                    .Select(finding => finding.Rule.Name);
        });

    [Fact]
    public void What_a_document_links_is_there_whether_the_folder_has_been_listed_or_not()
    {
        using var folder = TempFolder.WithSeries();
        var text =
            "[a](BEP-1000-quiet-hours.md) [b](BEP-1000-Quiet-Hours.md) [c](조류/조류.png) [d](nowhere.md) [e](dangling.md) [f](out.md)\n"
            + "[g](linked/x.md) [h](linked) [i](조류) [j](.hidden/x.md) [k](../outside.md) [l](../nowhere.md) [m](README.md/x.md) [n](.)\n";
        folder.Write(Tides, text);
        folder.Write("proposals/\u110C\u1169\u1105\u1172/\u110C\u1169\u1105\u1172.png", "");
        folder.Write("proposals/.hidden/x.md", "");
        folder.Write("elsewhere/x.md", "");
        folder.Write("outside.md", "");
        File.CreateSymbolicLink(folder.PathOf("proposals/dangling.md"), "gone.md");
        File.CreateSymbolicLink(folder.PathOf("proposals/out.md"), Path.GetTempPath());
        Directory.CreateSymbolicLink(folder.PathOf("proposals/linked"), folder.PathOf("elsewhere"));
        var files = new Disk();
        var place = SeriesFinder.Below(files, folder.Root).Single();
        var facts = new ExternalFacts(default, null);
        var whole = SeriesReader.ReadAll(files, place, Listing.Of(files, place), facts).Series;
        var alone = SeriesReader.ReadConfiguration(files, place, facts);
        var document = SeriesReader.Parse(Tides, new(text), alone.Folder, alone.BaseConvention).Document!;
        alone = SeriesReader
            .Linked(files, place, document, alone)
            .Aggregate(alone.With(document), (series, linked) => linked.AddedTo(series));
        Assert.Equal(
            document.Links.Where(link => link.Path is not null).Select(link => (link.Url, whole.Exists(link.Path!))),
            document.Links.Where(link => link.Path is not null).Select(link => (link.Url, alone.Exists(link.Path!)))
        );
        Assert.Contains(document.Links, link => link.Path is { } path && !alone.Exists(path));
    }

    private static InitializeParams OpenedAt(TempFolder folder) =>
        new(Encoding.UTF8.GetBytes(new JsonObject { ["rootUri"] = folder.UriOf("") }.ToJsonString()));

    private static void Work(BlockingCollection<Action> inbox, Func<bool> holds)
    {
        while (!holds())
        {
            Assert.True(inbox.TryTake(out var work, s_patience));
            work();
        }
    }

    /// <summary>A disk that takes long to list what is in a series' folder, once it is known to be one.</summary>
    private sealed class Unlisted(string proposals) : OnDisk
    {
        private int _times;

        public ManualResetEventSlim MayBeListed { get; } = new();

        public override IEnumerable<FileEntry> List(string folder)
        {
            if (folder == proposals && Thread.CurrentThread.Name == "loader" && ++_times > 1)
                MayBeListed.Wait(s_patience);
            return base.List(folder);
        }
    }

    /// <summary>A disk that, to whoever reads a file that was closed, takes long to give it.</summary>
    private sealed class Slow : OnDisk
    {
        public volatile string? Slowly;

        public TaskCompletionSource HasRead { get; } = new();

        public ManualResetEventSlim MayGoOn { get; } = new();

        public override byte[] Read(string path, int most)
        {
            var bytes = base.Read(path, most);
            // The loader has a thread of its own.
            if (path != Slowly || !Thread.CurrentThread.IsThreadPoolThread)
                return bytes;
            Slowly = null;
            HasRead.SetResult();
            MayGoOn.Wait(s_patience);
            return bytes;
        }
    }

    /// <summary>A disk of which one file or folder may not be read.</summary>
    private sealed class Locked : OnDisk
    {
        public volatile string? Path;

        public override IEnumerable<FileEntry> List(string folder) =>
            folder == Path ? throw new UnauthorizedAccessException("locked") : base.List(folder);

        public override byte[] Read(string path, int most) =>
            path == Path ? throw new UnauthorizedAccessException("locked") : base.Read(path, most);
    }

    private abstract class OnDisk : IFiles
    {
        private readonly Disk _disk = new();

        public virtual IEnumerable<FileEntry> List(string folder) => _disk.List(folder);

        public bool Exists(string path) => _disk.Exists(path);

        public bool IsFolder(string path) => _disk.IsFolder(path);

        public virtual byte[] Read(string path, int most) => _disk.Read(path, most);

        public DateTimeOffset? LastWrite(string path) => _disk.LastWrite(path);

        public string? Link(string path) => _disk.Link(path);
    }

    private sealed class Events : ILoaderEvents
    {
        public TaskCompletionSource<Series> Complete { get; } = new();

        public TaskCompletionSource<ImmutableArray<FileUpdate>> Changes { get; } = new();

        public TaskCompletionSource Warned { get; } = new();

        public bool IsGone { get; private set; }

        public void Loaded(SeriesLocation place, Series series)
        {
            if (series.IsComplete)
                Complete.TrySetResult(series);
        }

        public void Changed(SeriesLocation place, ImmutableArray<FileUpdate> updates) => Changes.TrySetResult(updates);

        public void Searched() { }

        public void Finished() { }

        public void Gone(SeriesLocation place) => IsGone = true;

        public void Warn(LocalizableString message) => Warned.TrySetResult();

        public void Progress(SeriesLocation place, int? done, int of) { }
    }
}
