using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bep.Analysis.Model;

namespace Bep.Server.Git;

/// <summary>Reads when the files of a folder were committed first: one walk through the commits that added or renamed one, the newest first.</summary>
static class History
{
    /// <summary>The days, by present path; unknown where git does not tell.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="folder">The folder, relative to the root.</param>
    /// <param name="head">The commit to begin with.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<FirstCommits> ReadAsync(string root, string folder, string head, CancellationToken cancel)
    {
        // Names are compared, contents only to see that a file was renamed, and those as they are stored.
        string[] arguments =
        [
            "log", "-z", "--format=%x01%as", "--name-status", "--find-renames", "--diff-filter=AR", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color", "--end-of-options", head,
            .. folder.Length > 0 ? ["--", $":(top,literal){folder}"] : Array.Empty<string>(),
        ];
        try
        {
            var answer = await GitProcess.TryAsync(root, arguments, [], cancel).ConfigureAwait(false);
            return answer.Status == 0 ? new(Parse(Encoding.UTF8.GetString(answer.Output))) : FirstCommits.Unknown;
        }
        catch (GitException)
        {
            return FirstCommits.Unknown;
        }
    }

    // `<1>date`, then of each file `A` and its name, or `R100`, its name before and its name after.
    private static ImmutableDictionary<string, DateOnly> Parse(string log)
    {
        var dates = ImmutableDictionary.CreateBuilder<string, DateOnly>();
        // What a file was called at this point of the walk, and what it is called now.
        var names = new Dictionary<string, string>();
        var date = default(DateOnly);
        var words = log.Split('\0');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].TrimStart('\n');
            if (word is ['\u0001', .. var day]) _ = DateOnly.TryParseExact(day.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
            else if (word == "A" && i + 1 < words.Length) Added(words[++i]);
            else if (word is ['R', ..] && i + 2 < words.Length) Renamed(words[++i], words[++i]);
        }
        return dates.ToImmutable();

        void Added(string path)
        {
            names.Remove(path, out var now);
            // What was added again was another file before.
            if (date != default) dates.TryAdd(now ?? path, date);
        }

        void Renamed(string before, string after)
        {
            names.Remove(after, out var now);
            now ??= after;
            if (!dates.ContainsKey(now)) names.TryAdd(before, now);
        }
    }
}
