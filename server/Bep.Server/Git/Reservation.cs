using Bep.Analysis.Model;

namespace Bep.Server.Git;

/// <summary>Says what a number that is given away was chosen by.</summary>
static class Reservation
{
    // What others have reserved since is not known; within a day nobody wonders.
    private static readonly TimeSpan s_old = TimeSpan.FromDays(1);

    /// <summary>The number, how many branches were read, and when the repository last fetched: “Next: BEP-1073. 728 branches read, last fetch 3 h ago.”</summary>
    public static string Describe(Series series, ProposalNumber number, DateTimeOffset now)
    {
        var view = series.Surroundings.Branches;
        var read = view.Count == 0 ? "No other branch was read" : $"{view.Count} {(view.Count == 1 ? "branch" : "branches")} read";
        var fetched = !view.HasRemote ? "" : view.LastFetch is { } time ? $", last fetch {Ago(now - time)}" : ", never fetched";
        var problem = view.Problem is { } missing ? $" {missing}." : "";
        return $"Next: {series.Convention.Format(number)}. {read}{fetched}.{problem}{(IsOld(series, now) ? " Fetch first to see what others have reserved since." : "")}";
    }

    /// <summary>True where others may have reserved numbers that are not known here.</summary>
    public static bool IsOld(Series series, DateTimeOffset now) =>
        series.Surroundings.Branches is { HasRemote: true, LastFetch: var time } && (time is null || now - time > s_old);

    private static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min ago",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} h ago",
        _ => $"{(int)time.TotalDays} days ago",
    };
}
