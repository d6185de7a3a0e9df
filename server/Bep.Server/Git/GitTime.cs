using System.Globalization;

namespace Bep.Server.Git;

/// <summary>Reads times as git writes them.</summary>
static class GitTime
{
    // The first second of the year 10000, which no calendar here has.
    private const long End = 253402300800;

    /// <summary>
    /// The time that is <paramref name="seconds"/> after the start of 1970; null for what is none. A commit may name any.
    /// </summary>
    public static DateTimeOffset? Read(string seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var time) && time is >= 0 and < End
            ? DateTimeOffset.FromUnixTimeSeconds(time)
            : null;
}
