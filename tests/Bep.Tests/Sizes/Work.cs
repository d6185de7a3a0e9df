using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

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
        var result = SafeFixes.Apply(series, RuleBook.Default, null, (_, _) => true);
        return [s_steps - steps + (GC.GetAllocatedBytesForCurrentThread() - bytes) / 32, result.Steps.Length];
    }

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
