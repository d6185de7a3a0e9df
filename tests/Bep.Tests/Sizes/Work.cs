namespace Bep.Tests.Sizes;

/// <summary>What has been done since it was last asked. Called by the assemblies that <see cref="CountedAssemblies"/> rewrites; in all others nothing is counted.</summary>
public static class Work
{
    private static long s_steps;

    /// <summary>One call, or one time round a loop.</summary>
    public static void Step() => s_steps++;

    /// <summary>So many characters that the runtime has looked through in one call, many of them at a time.</summary>
    public static void Look(int characters) => s_steps += characters / 8;

    /// <summary>What the input called <paramref name="name"/> takes at <paramref name="size"/>, stage by stage: steps, and bytes allocated, each of which was written.</summary>
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
