using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Git;

/// <summary>Says what a number that is given away was chosen by.</summary>
static class Reservation
{
    // What others have reserved since is not known; within a day nobody wonders.
    private static readonly TimeSpan s_old = TimeSpan.FromDays(1);

    /// <summary>
    /// The number, how many branches were read, and when the repository last fetched: “Next: BEP-1073. 728 branches read, last fetch 3 h
    /// ago.”
    /// </summary>
    public static LocalizableString Describe(Series series, ProposalNumber number, DateTimeOffset now)
    {
        var view = series.ExternalFacts.Branches;
        LocalizableString said = $"Next: {series.Convention.Format(number)}. {Seen(view, now)}.";
        if (view.Problem is { } missing)
            said = $"{said} {missing}.";
        return IsOld(series, now) ? (LocalizableString)$"{said} Fetch first to see what others have reserved since." : said;
    }

    /// <summary>How many branches were read, and when the repository last fetched: “728 branches read, last fetch 3 h ago”.</summary>
    public static LocalizableString Seen(BranchView view, DateTimeOffset now)
    {
        LocalizableString read = view.Count switch
        {
            0 => (LocalizableString)$"No other branch was read",
            1 => $"1 branch read",
            var count => $"{count} branches read",
        };
        return view.HasRemote ? $"{read}, {Fetched(view, now)}" : read;
    }

    /// <summary>True where others may have reserved numbers that are not known here.</summary>
    public static bool IsOld(Series series, DateTimeOffset now) =>
        series.ExternalFacts.Branches is { HasRemote: true, LastFetch: var time } && (time is null || now - time > s_old);

    /// <summary>What to say after the number, in short, where it was chosen by what was known long ago; nothing otherwise.</summary>
    public static LocalizableString Warning(Series series, DateTimeOffset now) =>
        IsOld(series, now) ? (LocalizableString)$" ({Fetched(series.ExternalFacts.Branches, now)})" : $"";

    private static LocalizableString Fetched(BranchView view, DateTimeOffset now) =>
        view.LastFetch is { } time ? Ago(now - time) : $"never fetched";

    private static LocalizableString Ago(TimeSpan time) =>
        time switch
        {
            { TotalMinutes: < 1 } => $"last fetch just now",
            { TotalHours: < 1 } => $"last fetch {(int)time.TotalMinutes} min ago",
            { TotalDays: < 2 } => $"last fetch {(int)time.TotalHours} h ago",
            _ => $"last fetch {(int)time.TotalDays} days ago",
        };
}
