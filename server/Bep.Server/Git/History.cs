using System.Collections.Immutable;
using System.Globalization;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Git;

/// <summary>
/// Reads what became of the files of a folder: one walk through the commits that touched one, the newest first, which follows a file
/// through the names that it had.
/// </summary>
static class History
{
    // Contents are read in portions, and forgotten as soon as their status is known.
    private const int Portion = 500;

    // What was usual longer ago is no practice, and a template has no more versions.
    private const int MostPractised = 3000,
        MostVersions = 200;

    /// <summary>When the files were committed first and last.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="folder">The folder, relative to the root.</param>
    /// <param name="head">The commit to begin with.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">git does not tell it: half a history would be a wrong one.</exception>
    public static async Task<FileHistory> ReadAsync(string root, string folder, string head, CancellationToken cancel)
    {
        var commits = new Dictionary<string, FileCommits>();
        foreach (var change in await WalkAsync(root, folder, head, cancel).ConfigureAwait(false))
        {
            var last = commits.TryGetValue(change.Path, out var known) ? known.Last : change.Commit.Time;
            commits[change.Path] = new(known.First ?? (change.Before is null ? change.Commit.Day : null), last);
        }
        return new(commits.ToImmutableDictionary());
    }

    /// <summary>The statuses that the proposals of a series had.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="folder">The series' folder, relative to the root.</param>
    /// <param name="convention">What the series calls its files and fields.</param>
    /// <param name="head">The commit to begin with.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">git does not tell it: half a history would be a wrong one.</exception>
    public static async Task<StatusHistory> StatusesAsync(
        string root,
        string folder,
        Convention convention,
        string head,
        CancellationToken cancel
    )
    {
        var changes = (await WalkAsync(root, folder, head, cancel).ConfigureAwait(false))
            .Where(change => DocumentParser.Classify(change.Path, folder, convention).Kind == DocumentKind.Proposal)
            .ToList();
        await using var objects = new GitObjects(root, cancel);
        var statuses = await StatusesOfAsync(objects, [.. changes.Select(change => change.Blob).Distinct()], convention)
            .ConfigureAwait(false);
        var steps = new Dictionary<string, ImmutableArray<DatedStatus>>();
        // The oldest first.
        foreach (var change in Enumerable.Reverse(changes))
        {
            var commit = change.Commit;
            if (commit.Day is not { } day || StatusAfter(change, statuses, folder, convention) is not { Length: > 0 } status)
                continue;
            var before = steps.GetValueOrDefault(change.Path, []);
            if (before is not [.., var last] || last.Status != status)
                steps[change.Path] = before.Add(
                    new(day, status) { Commit = new(commit.Name, commit.Author, commit.Subject, change.Then, change.Before) }
                );
        }
        return new(steps.ToImmutableDictionary());
    }

    /// <summary>
    /// How a series was kept: the steps that its proposals took, as far as the latest of its history shows them, and the fields of its
    /// template.
    /// </summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series.</param>
    /// <param name="head">The commit to begin with.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">git does not tell it.</exception>
    public static async Task<Practice> PracticeAsync(string root, Series series, string head, CancellationToken cancel)
    {
        var (folder, convention) = (series.Folder, series.BaseConvention);
        var walked = (await WalkAsync(root, folder, head, cancel).ConfigureAwait(false)).ToList();
        var changes =
            series.Convention.Transitions.Count == 0
                ? []
                : walked
                    .Where(change => DocumentParser.Classify(change.Path, folder, convention).Kind == DocumentKind.Proposal)
                    .Take(MostPractised)
                    .ToList();
        await using var objects = new GitObjects(root, cancel);
        var statuses = await StatusesOfAsync(objects, [.. changes.Select(change => change.Blob).Distinct()], convention)
            .ConfigureAwait(false);
        var steps =
            from document in changes.GroupBy(change => change.Path)
            let had = document
                .Reverse()
                .Select(change => StatusAfter(change, statuses, folder, convention))
                .Where(status => status is { Length: > 0 })
                .ToList()
            from step in had.Zip(had.Skip(1))
            where step.First != step.Second
            group step by step into same
            orderby same.Key.First, same.Key.Second
            select new TakenStep(same.Key.First!, same.Key.Second!, same.Count());
        return new(steps.ToEquatableArray(), (await FieldsAsync(objects, series, walked).ConfigureAwait(false)).ToEquatableArray());
    }

    // The oldest version of the template first.
    private static async Task<List<TemplateField>> FieldsAsync(GitObjects objects, Series series, List<Change> walked)
    {
        if (series.Template is not { } template)
            return [];
        var versions = walked.Where(change => change.Path == template.Path).Take(MostVersions).Reverse().ToList();
        var texts = (await objects.ReadTextsAsync(versions.Select(version => version.Blob)).ConfigureAwait(false)).ToDictionary();

        Dictionary<string, DateOnly?>? since = null;
        foreach (var version in versions)
        {
            if (!texts.TryGetValue(version.Blob, out var text))
                continue;
            var names = Safely.Try(
                $"reading the template in {version.Blob}",
                () =>
                    DocumentParser
                        .Parse(template.Path, text, series.Folder, series.BaseConvention)
                        .FrontMatter?.Fields.Select(field => field.Name.Value)
                        .ToHashSet(),
                null
            ) ?? [];
            since = names.ToDictionary(
                name => name,
                name =>
                    since is null ? null
                    : since.TryGetValue(name, out var known) ? known
                    : version.Commit.Day
            );
        }

        return
        [
            .. (since ?? []).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => new TemplateField(field.Key, field.Value)),
        ];
    }

    // By the name of the content.
    private static async Task<Dictionary<string, string?>> StatusesOfAsync(GitObjects objects, string[] blobs, Convention convention)
    {
        var statuses = new Dictionary<string, string?>();
        foreach (var portion in blobs.Chunk(Portion))
        {
            foreach (var (blob, text) in await objects.ReadTextsAsync(portion).ConfigureAwait(false))
                statuses[blob] = Safely.Try($"reading the status in {blob}", () => DocumentParser.StatusOf(text, convention), null);
        }
        return statuses;
    }

    // What the text said, else the folder that it lay in.
    private static string? StatusAfter(Change change, Dictionary<string, string?> statuses, string folder, Convention convention) =>
        !statuses.TryGetValue(change.Blob, out var status) ? null : status ?? convention.StatusByFolder(folder, change.Then);

    private static async Task<IEnumerable<Change>> WalkAsync(string root, string folder, string head, CancellationToken cancel)
    {
        // Names are compared, contents only to see that a file was renamed, and those as they are stored.
        string[] arguments =
        [
            "log",
            "-z",
            "--encoding=UTF-8",
            "--format=%x01%H %as %at%n%an%n%s",
            "--raw",
            "--no-abbrev",
            "--find-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--no-show-signature",
            "--no-color",
            "--end-of-options",
            head,
            .. folder.Length > 0 ? ["--", $":(top,literal){folder}"] : Array.Empty<string>(),
        ];
        return Parse(await GitProcess.RunAsync(root, arguments, [], cancel).ConfigureAwait(false));
    }

    // `<1>name day seconds`, author and subject on lines of their own; then of each file `:mode mode blob blob letter`, its name, and after
    // `R100` its new name.
    private static IEnumerable<Change> Parse(string log)
    {
        var commit = Commit.Unknown;
        // What a file was called at this point of the walk, and what it is called now; null where it is one that is no more.
        var names = new Dictionary<string, string?>();
        var words = log.Split('\0');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].TrimStart('\n');
            if (word is ['\u0001', .. var said])
            {
                commit = Read(said);
            }
            else if (word is [':', ..] && word.Split(' ') is [_, _, _, var blob, var letter] && i + 1 < words.Length)
            {
                var (before, after) = (words[++i], letter is ['R', ..] && i + 2 < words.Length ? words[++i] : null);
                var now = names.GetValueOrDefault(after ?? before, after ?? before);
                if (now is not null)
                    yield return new(now, commit, blob, after ?? before, letter == "A" ? null : before);
                // What had this name earlier was another file.
                if (letter == "A" || after is not null)
                    names[after ?? before] = null;
                if (after is not null && now is not null && names.GetValueOrDefault(before) is null)
                    names[before] = now;
            }
        }
    }

    private static Commit Read(string said)
    {
        var lines = said.Split('\n');
        return
            lines is [var head, var author, var subject, ..]
            && head.Split(' ') is [var name, var day, var seconds]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && GitTime.Read(seconds) is { } time
            ? new(name, date, time, author, subject)
            : Commit.Unknown;
    }

    /// <summary>A commit of the walk.</summary>
    /// <param name="Name">Its hash.</param>
    /// <param name="Day">The day on the author's calendar; null where that is no date.</param>
    /// <param name="Time">When the author made it.</param>
    /// <param name="Author">The author's name.</param>
    /// <param name="Subject">The first line of its message.</param>
    private sealed record Commit(string Name, DateOnly? Day, DateTimeOffset Time, string Author, string Subject)
    {
        public static Commit Unknown { get; } = new("", null, default, "", "");
    }

    /// <summary>What a commit did to a file.</summary>
    /// <param name="Path">What the file is called now.</param>
    /// <param name="Commit">The commit.</param>
    /// <param name="Blob">The content after it.</param>
    /// <param name="Then">What the file was called after it.</param>
    /// <param name="Before">What it was called before it; null where it came with it.</param>
    private readonly record struct Change(string Path, Commit Commit, string Blob, string Then, string? Before);
}
