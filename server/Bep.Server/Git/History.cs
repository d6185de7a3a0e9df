using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Model;

namespace Bep.Server.Git;

/// <summary>Reads when the files of a folder were committed first and last: one walk through the commits that touched one, the newest first.</summary>
static class History
{
    /// <summary>What is known of them; unknown where git does not tell.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="folder">The folder, relative to the root.</param>
    /// <param name="head">The commit to begin with.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<FileHistory> ReadAsync(string root, string folder, string head, CancellationToken cancel)
    {
        // Names are compared, contents only to see that a file was renamed, and those as they are stored.
        string[] arguments =
        [
            "log", "-z", "--format=%x01%as %at", "--name-status", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color", "--end-of-options", head,
            .. folder.Length > 0 ? ["--", $":(top,literal){folder}"] : Array.Empty<string>(),
        ];
        try
        {
            var answer = await GitProcess.TryAsync(root, arguments, [], cancel).ConfigureAwait(false);
            return answer.Status == 0 ? new(Parse(Encoding.UTF8.GetString(answer.Output))) : FileHistory.Unknown;
        }
        catch (GitException)
        {
            return FileHistory.Unknown;
        }
    }

    // `<1>date seconds`, then of each file a letter and its name, or `R100`, its name before and its name after.
    private static ImmutableDictionary<string, FileCommits> Parse(string log)
    {
        var commits = new Dictionary<string, FileCommits>();
        // What a file was called at this point of the walk, and what it is called now.
        var names = new Dictionary<string, string>();
        var (date, time) = (default(DateOnly?), default(DateTimeOffset));
        var words = log.Split('\0');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].TrimStart('\n');
            if (word is ['\u0001', .. var said]) (date, time) = ReadTimes(said.Trim().Split(' '));
            else if (word == "A" && i + 1 < words.Length) Added(words[++i]);
            else if (word is ['R', ..] && i + 2 < words.Length) Renamed(words[++i], words[++i]);
            else if (word.Length == 1 && i + 1 < words.Length) Touched(words[++i]);
        }
        return commits.ToImmutableDictionary();

        string Touched(string path)
        {
            var now = names.GetValueOrDefault(path, path);
            commits.TryAdd(now, new(null, time));
            return now;
        }

        void Added(string path)
        {
            var now = Touched(path);
            names.Remove(path);
            // What was added again was another file before.
            if (commits[now] is { First: null, Last: var last }) commits[now] = new(date, last);
        }

        void Renamed(string before, string after)
        {
            var now = Touched(after);
            names.Remove(after);
            if (commits[now].First is null) names.TryAdd(before, now);
        }
    }

    private static (DateOnly?, DateTimeOffset) ReadTimes(string[] words) =>
        words is [var day, var seconds] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && long.TryParse(seconds, CultureInfo.InvariantCulture, out var time)
            && time is >= 0 and < 253402300800
            ? (date, DateTimeOffset.FromUnixTimeSeconds(time))
            : (null, default);
}
