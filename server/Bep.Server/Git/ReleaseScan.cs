using System.Collections.Immutable;
using System.Globalization;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Git;

/// <summary>
/// Reads which proposals the releases and commits of a repository name: one search through the newest release for all of them, one through
/// older ones where that has found something, one walk through the subjects of commits. What was read is kept as long as tags, commits and the
/// keys of issues that name proposals are the same.
/// </summary>
/// <param name="basis">What a mention is.</param>
sealed class ReleaseScan(Convention basis)
{
    // Since when code follows a proposal is told by so many releases and files; a command line of Windows has no more room for the names of
    // the files, and the keys.
    private const int MostReleases = 60,
        MostFiles = 400,
        MostCharacters = 25_000;

    // Whoever names proposals in more commits names them in the newest ones.
    private const int MostCommits = 20_000;

    private ((EquatableArray<Release> Releases, string Folder, OwnKeys Keys) Asked, ReleasedMentions Answer)? _code;
    private ((string Head, OwnKeys Keys) Asked, ImmutableArray<NamedCommit> Answer)? _commits;

    /// <summary>What a mention is.</summary>
    public Convention Basis => basis;

    /// <summary>What releases and commits say of the proposals of <paramref name="series"/>.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series.</param>
    /// <param name="head">The commit to walk from; all of its history is there.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no release, or git does not tell it.</exception>
    public async Task<ReleasedMentions> ReadAsync(string root, Series series, string head, CancellationToken cancel)
    {
        var keys = OwnKeys.Of(series);
        // Numbers alone could be anything.
        if (basis.Prefix.Length == 0 && keys.All.Count == 0)
            throw new GitException(
                $"code can name no proposal here: numbers have no `prefix`, and no proposal has the key of an issue of the `trackers` in a field"
            );
        var releases = await ReleasesAsync(root, cancel).ConfigureAwait(false);
        if (releases.IsEmpty)
            throw new GitException($"there is no tag of a release here, such as 26.1.0");
        var pattern = Pattern.Of(basis.Prefix.Length > 0 ? $"{basis.Prefix}-" : "", keys);
        var (asked, walked) = ((releases.ToEquatableArray(), series.Folder, keys), (head, keys));
        var code =
            _code is var (before, answer) && before == asked
                ? answer
                : await CodeAsync(root, series, pattern, releases, cancel).ConfigureAwait(false);
        _code = (asked, code);
        var commits =
            _commits is { } read && read.Asked == walked
                ? read.Answer
                : await CommitsAsync(root, pattern, head, cancel).ConfigureAwait(false);
        _commits = (walked, commits);
        var mentions = ReleaseReader.WithCommits(series, code, commits);
        return commits.Length == MostCommits ? mentions with { IsCut = true } : mentions;
    }

    // The newest first.
    private static async Task<ImmutableArray<Release>> ReleasesAsync(string root, CancellationToken cancel)
    {
        string[] arguments =
        [
            "for-each-ref",
            "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname) %(refname:strip=2)",
            "refs/tags/[0-9]*",
            "refs/tags/v[0-9]*",
        ];
        var tags =
            from line in (await GitProcess.RunAsync(root, arguments, [], cancel).ConfigureAwait(false)).Split('\n')
            let words = line.Split(' ')
            where words.Length == 5
            let commit = words[0] == "commit" ? words[1]
            : words[2] == "commit" ? words[3]
            : null
            where commit is not null
            let name = words[4].TrimStart('v')
            let version = ProductVersion.Read(name)
            where version is { IsPrerelease: false }
            select (Release: new Release(name, commit), version.Parts);
        var known = tags.ToList();
        // 2025.12 beside 25.12.0 is of another product, or a date.
        var isShort = known.Exists(tag => tag.Parts[0] < 100);
        return
        [
            .. known
                .Where(tag => tag.Parts[0] < 100 == isShort)
                .OrderByDescending(tag => tag.Parts, Versions.Order)
                .ThenBy(tag => tag.Release.Name, StringComparer.Ordinal)
                .Select(tag => tag.Release)
                .DistinctBy(release => release.Name)
                .Take(MostReleases),
        ];
    }

    private static async Task<ReleasedMentions> CodeAsync(
        string root,
        Series series,
        Pattern wanted,
        ImmutableArray<Release> releases,
        CancellationToken cancel
    )
    {
        var newest = releases[0];
        string[] all = series.Folder.Length > 0 ? [$":(top,exclude,literal){series.Folder}"] : [":(top)"];
        var (found, isCut) = await Search.ReadAsync(root, wanted, [newest.Commit], all, cancel).ConfigureAwait(false);
        var mentions = ReleaseReader.Read(series, newest.Name, Lines(found)) with { IsCut = isCut };

        var (files, room) = (new List<string>(), MostCharacters - wanted.Text.Length);
        foreach (var path in ReleaseReader.PathsToFollow(series, Lines(found)).Distinct().Take(MostFiles))
        {
            var spec = $":(top,literal){path}";
            if ((room -= spec.Length + 1) > 0)
                files.Add(spec);
        }

        if (files.Count == 0 || releases.Length == 1)
            return mentions;
        var older = await Search
            .ReadAsync(root, wanted, [.. releases.Skip(1).Select(release => release.Commit).Distinct()], files, cancel)
            .ConfigureAwait(false);
        var byCommit = older.Lines.ToLookup(line => line.Commit);
        foreach (var release in releases.Skip(1))
            mentions = ReleaseReader.WithOlder(series, mentions, release.Name, Lines(byCommit[release.Commit]));
        return mentions;
    }

    private static IEnumerable<ReleasedLine> Lines(IEnumerable<FoundLine> found) =>
        found.Select(line => new ReleasedLine(line.Path, line.Line + 1, line.Text));

    private static async Task<ImmutableArray<NamedCommit>> CommitsAsync(string root, Pattern wanted, string head, CancellationToken cancel)
    {
        // Only of commits that name a proposal it is told what they change; a merge has nothing of its own.
        string[] arguments =
        [
            "log",
            "-z",
            "--encoding=UTF-8",
            "--format=%x01%as %s",
            "--name-only",
            "--no-renames",
            "--no-merges",
            wanted.Kind,
            $"--grep={wanted.Text}",
            $"--max-count={MostCommits}",
            "--no-ext-diff",
            "--no-textconv",
            "--no-show-signature",
            "--no-color",
            "--end-of-options",
            head,
        ];
        var commits = ImmutableArray.CreateBuilder<NamedCommit>();
        foreach (var part in (await GitProcess.RunAsync(root, arguments, [], cancel).ConfigureAwait(false)).Split('\u0001').Skip(1))
        {
            // `day subject NUL`, and after an empty line each file's name.
            var words = part.Split('\0');
            if (
                words[0].Split(' ', 2) is [var day, var subject]
                && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            )
                commits.Add(new(date, subject, [.. words.Skip(1).Select(path => path.TrimStart('\n')).Where(path => path.Length > 0)]));
        }

        return commits.ToImmutable();
    }

    /// <summary>A release and the commit that its tag names.</summary>
    private readonly record struct Release(string Name, string Commit);
}
