using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bep.Server;

/// <summary>
/// What a start spends its time on, for `bep lsp --trace-startup`: each step once, on standard error, with the milliseconds since the process
/// began. Linux says when that was to a hundredth of a second only; the steps lie exactly beside one another.
/// </summary>
static class StartupTrace
{
    private static readonly ConcurrentDictionary<string, bool> s_said = new();
    private static long? s_start;

    /// <summary>True where somebody wants to know: what a step is told by has to be worked out only then.</summary>
    public static bool IsOn => s_start is not null;

    /// <summary>Begins to tell.</summary>
    public static void Begin()
    {
        using var process = Process.GetCurrentProcess();
        var past = DateTime.Now - process.StartTime;
        s_start = Stopwatch.GetTimestamp() - (long)(past.TotalSeconds * Stopwatch.Frequency);
        Mark("the program's first line");
    }

    /// <summary>A step is done; only the first time counts.</summary>
    public static void Mark(string step)
    {
        if (s_start is { } start && s_said.TryAdd(step, true))
            Console.Error.WriteLine($"bep: {Stopwatch.GetElapsedTime(start).TotalMilliseconds, 8:0.0} ms  {step}");
    }
}
