using Bep.Analysis.Checking;
using Bep.Analysis.Notation;
using Bep.Server.Files;
using Bep.Server.Lsp;
using Bep.Server.Protocol;

namespace Bep.Tests.Sizes;

/// <summary>
/// What has been done since it was last asked. Called by the assemblies that <see cref="CountedAssemblies"/> rewrites; in all others
/// nothing is counted.
/// </summary>
public static class Work
{
    private static long s_steps;

    /// <summary>One call, or one time round a loop.</summary>
    public static void Step() => s_steps++;

    /// <summary>So many characters that the runtime has looked through in one call, many of them at a time.</summary>
    public static void Look(int characters) => s_steps += characters / 8;

    /// <summary>
    /// What it takes to apply the safe fixes of a document that holds <paramref name="line"/> <paramref name="size"/> times, and how many
    /// there were.
    /// </summary>
    /// <param name="line">A line of the front matter, with its number in place of <c>{i}</c>; in the text below it with a blank in
    /// front.</param>
    /// <param name="size">How many lines.</param>
    public static long[] OfFixes(string line, int size)
    {
        var lines = string.Concat(
            Enumerable.Range(0, size).Select(i => line.Replace("{i}", $"{i}", StringComparison.Ordinal).Trim() + "\n")
        );
        var text = line.StartsWith(' ')
            ? $"---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\n---\n\n# A\n\n{lines}"
            : $"---\nStatus: Draft\n{lines}---\n\n# A\n";
        var series = Fixture.Read($"-- BEP-1001-a.md --\n{text}").ToSeries();
        var (steps, bytes) = (s_steps, GC.GetAllocatedBytesForCurrentThread());
        var result = BatchFixes.Apply(series, RuleBook.Default, null, BatchFixes.Safe);
        return [s_steps - steps + (GC.GetAllocatedBytesForCurrentThread() - bytes) / 32, result.Steps.Length];
    }

    /// <summary>
    /// What the server does of a key that makes <paramref name="after"/> of <paramref name="before"/> in one of
    /// <paramref name="documents"/> documents: from the text that it is sent to the findings in that document, and to the lists that a
    /// client is told of. What the key means for other documents is left for when nobody types.
    /// </summary>
    public static long OfKey(string before, string after, int documents)
    {
        var rows = Enumerable.Range(1001, documents).Select(i => $"| [{i}](BEP-{i}-a.md) | A | Ada Park | Draft |\n");
        var others = Enumerable
            .Range(1002, documents - 1)
            .Select(i => $"-- BEP-{i}-a.md --\n{Head}# BEP-{i}: A\n\nAfter [BEP-{i - 1}](BEP-{i - 1}-a.md) and BEP-{i - 1}.\n");
        var series = Fixture
            .Read(
                $"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n{string.Concat(rows)}{string.Concat(others)}"
                    + $"-- BEP-1001-a.md --\n{Head}# BEP-1001: A\n"
            )
            .ToSeries();
        var place = new SeriesLocation(Path.GetFullPath("nowhere"), "");
        using var client = new Connection(Stream.Null);
        var diagnostics = new DiagnosticsPublisher(client);
        var announcer = new SeriesAnnouncer(client);
        var proposals = new ProposalsAnnouncer(client);
        var state = new ServerState
        {
            Client = new(new InitializeParams("""{ "initializationOptions": { "seriesNotifications": true } }"""u8.ToArray())),
            IsSearched = true,
            Series = [new(place, series)],
        };
        Publish([], CancellationToken.None);
        Type(after, CancellationToken.None);
        Type(before, CancellationToken.None);
        var (steps, bytes) = (s_steps, GC.GetAllocatedBytesForCurrentThread());
        Type(after, new CancellationToken(canceled: true));
        return s_steps - steps + (GC.GetAllocatedBytesForCurrentThread() - bytes) / 32;

        void Type(string text, CancellationToken overtaken)
        {
            const string Name = "BEP-1001-a.md";
            var loaded = state.Series.Single();
            var open = new OpenDocument(
                Uris.Of(place.AbsoluteOf(Name)),
                place.AbsoluteOf(Name),
                1,
                new($"{Head}# BEP-1001: A\n\n{text}\n")
            );
            var document = SeriesReader.Parse(Name, open.Text, "", loaded.Series.BaseConvention).Document!;
            var update = new FileUpdate(Name, true, document, loaded.Series.BaseConvention, []).AppliedTo(loaded.Series);
            state = state.With(loaded with { Series = update.ApplyTo(loaded.Series) }) with { Open = state.Open.SetItem(open.Path, open) };
            Publish([(place, Name)], overtaken);
        }

        void Publish(List<(SeriesLocation, string?)> changed, CancellationToken overtaken)
        {
            diagnostics.Publish(state, changed, overtaken);
            announcer.Announce(state, place => diagnostics.ErrorsIn(place).New);
            proposals.Announce(state, changed);
        }
    }

    private const string Head = "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n";

    /// <summary>
    /// What the input called <paramref name="name"/> takes at <paramref name="size"/>, stage by stage: steps, and bytes allocated, each of
    /// which was written.
    /// </summary>
    public static long[] Of(string name, int size)
    {
        var sized = Sized.All.Single(one => one.Name == name);
        var result = new List<long>();
        Stages.Run(sized, size, (_, work) =>
        {
            var (steps, bytes) = (s_steps, GC.GetAllocatedBytesForCurrentThread());
            work();
            result.Add(s_steps - steps + (GC.GetAllocatedBytesForCurrentThread() - bytes) / 32);
        });
        return [.. result];
    }
}
