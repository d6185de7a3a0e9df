using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Asks the <c>git</c> command; see <see cref="GitProcess"/> for how it is run.</summary>
/// <param name="files">The disk, on which worktrees lie.</param>
public sealed class GitCommand(IFiles files) : IGit
{
    // More than anybody picks from.
    private const int MostTags = 200;

    // The last answer for each series: history is long, and is told again only where it goes on.
    private readonly ConcurrentDictionary<(string Root, string Folder), (string Head, FileHistory History)> _histories = new();
    private readonly ConcurrentDictionary<(string Root, string Folder), (string Head, Convention Basis, StatusHistory Statuses)> _statuses =
        new();

    private readonly ConcurrentDictionary<(string Root, string Folder), BranchDocuments> _documents = new();

    private readonly ConcurrentDictionary<(string Root, string Folder), ReleaseScan> _releases = new();

    private readonly ConcurrentDictionary<string, (string Head, GonePaths Paths)> _gone = new();

    private readonly ConcurrentDictionary<
        (string Root, string Folder),
        ((string Commit, string? Template) Asked, Convention Basis, Practice Practice)
    > _practices = new();

    /// <inheritdoc/>
    public async Task<GitConfiguration> ConfigurationAsync(string folder, CancellationToken cancel)
    {
        try
        {
            var answer = await GitProcess
                .TryAsync(
                    folder,
                    ["config", "-z", "--get-regexp", @"^(user\.(name|email)|remote\..*\.url|core\.sparsecheckout)$"],
                    [],
                    cancel
                )
                .ConfigureAwait(false);
            var entries = answer
                .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(entry => entry.Split('\n', 2))
                .Where(entry => entry is [_, { Length: > 0 }])
                .ToLookup(entry => entry[0], entry => entry[1]);
            // Of several values the last one holds.
            var (name, email) = (entries["user.name"].LastOrDefault(), entries["user.email"].LastOrDefault());
            return new(
                name is null || email is null ? name : $"{name} ({email})",
                entries
                    .Where(entry => entry.Key.StartsWith("remote.", StringComparison.Ordinal))
                    .SelectMany(entry => entry)
                    .Distinct()
                    .ToEquatableArray()
            )
            {
                SparseExclusions =
                    entries["core.sparsecheckout"].LastOrDefault() == "true"
                        ? await SparseExclusionsAsync(folder, cancel).ConfigureAwait(false)
                        : FileSet.Empty,
            };
        }
        catch (GitException)
        {
            return GitConfiguration.None;
        }
    }

    // What the index has and a sparse checkout is told to pass over.
    private static async Task<FileSet> SparseExclusionsAsync(string folder, CancellationToken cancel)
    {
        var lines = (await ReadAsync(folder, ["ls-files", "-t", "-z", "--full-name", "--", ":(top)"], cancel).ConfigureAwait(false)).Split(
            '\0'
        );
        return FileSet.Of(
            lines.Where(line => line.StartsWith("S ", StringComparison.Ordinal)).SelectMany(line => Paths.WithFolders(line[2..])).Distinct()
        );
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> TagsAsync(string folder, CancellationToken cancel)
    {
        string[] arguments =
        [
            "for-each-ref",
            "--sort=-version:refname",
            $"--count={MostTags}",
            "--format=%(refname:strip=2)",
            "refs/tags/[0-9]*",
            "refs/tags/v[0-9]*",
        ];
        return [.. (await ReadAsync(folder, arguments, cancel).ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<FoundLine>> GrepAsync(string root, string text, string except, CancellationToken cancel)
    {
        var (found, _) = await Search
            .ReadAsync(root, Pattern.Of(text), [], except.Length > 0 ? [$":(top,exclude,literal){except}"] : [":(top)"], cancel)
            .ConfigureAwait(false);
        return found.Length > IGit.MostLines ? found[..IGit.MostLines] : found;
    }

    /// <summary>What a command wrote; nothing where it failed.</summary>
    private static async Task<string> ReadAsync(string folder, string[] arguments, CancellationToken cancel)
    {
        try
        {
            var answer = await GitProcess.TryAsync(folder, arguments, [], cancel).ConfigureAwait(false);
            return answer.Status == 0 ? answer.Text : "";
        }
        catch (GitException)
        {
            return "";
        }
    }

    /// <inheritdoc/>
    public async Task<IFiles> RevisionAsync(string root, string revision, CancellationToken cancel) =>
        await Revision.ReadAsync(root, revision, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<SourceText?> TextAsync(string root, string commit, string path, CancellationToken cancel)
    {
        await using var objects = new GitObjects(root, cancel);
        return (await objects.ReadTextsAsync([$"{commit}:{path}"]).ConfigureAwait(false)).Select(found => found.Value).FirstOrDefault();
    }

    /// <inheritdoc/>
    public Task<Baseline> BaselineAsync(string root, Series series, string revision, CancellationToken cancel) =>
        BranchScan.ReadBaselineAsync(root, series, revision, cancel);

    /// <inheritdoc/>
    public async Task<FileHistory> HistoryAsync(string root, string folder, CancellationToken cancel)
    {
        if (await HeadAsync(root, cancel).ConfigureAwait(false) is not { } head)
            return FileHistory.Unknown;
        if (_histories.TryGetValue((root, folder), out var known) && known.Head == head)
            return known.History;
        try
        {
            var history = await History.ReadAsync(root, folder, head, cancel).ConfigureAwait(false);
            // The same commits are the same value, so that nobody has to look at them again.
            if (history.Equals(known.History))
                history = known.History;
            _histories[(root, folder)] = (head, history);
            return history;
        }
        catch (GitException)
        {
            return FileHistory.Unknown;
        }
    }

    /// <inheritdoc/>
    public async Task<StatusHistory> StatusesAsync(string root, Series series, CancellationToken cancel)
    {
        var head = await WholeHistoryAsync(root, cancel).ConfigureAwait(false);
        var key = (root, series.Folder);
        if (_statuses.TryGetValue(key, out var known) && known.Head == head && known.Basis == series.BaseConvention)
            return known.Statuses;
        var statuses = await History.StatusesAsync(root, series.Folder, series.BaseConvention, head, cancel).ConfigureAwait(false);
        _statuses[key] = (head, series.BaseConvention, statuses);
        return statuses;
    }

    /// <inheritdoc/>
    public async Task<Practice> PracticeAsync(string root, Series series, string commit, CancellationToken cancel)
    {
        var (key, asked) = ((root, series.Folder), (commit, series.Template?.Path));
        if (_practices.TryGetValue(key, out var known) && known.Asked == asked && known.Basis == series.BaseConvention)
            return known.Practice;
        if (await HeadAsync(root, cancel).ConfigureAwait(false) is null)
            return Practice.Unknown;
        try
        {
            var practice = await History.PracticeAsync(root, series, commit, cancel).ConfigureAwait(false);
            _practices[key] = (asked, series.BaseConvention, practice);
            return practice;
        }
        catch (GitException)
        {
            return Practice.Unknown;
        }
    }

    /// <inheritdoc/>
    public async Task<ReleasedMentions> MentionsAsync(string root, Series series, CancellationToken cancel)
    {
        var (key, head) = ((root, series.Folder), await WholeHistoryAsync(root, cancel).ConfigureAwait(false));
        if (!_releases.TryGetValue(key, out var scan) || scan.Basis != series.BaseConvention)
            _releases[key] = scan = new(series.BaseConvention);
        return await scan.ReadAsync(root, series, head, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<GonePaths> GonePathsAsync(string root, CancellationToken cancel)
    {
        var head = await WholeHistoryAsync(root, cancel).ConfigureAwait(false);
        if (_gone.TryGetValue(root, out var known) && known.Head == head)
            return known.Paths;
        var paths = await GoneFiles.ReadAsync(root, head, cancel).ConfigureAwait(false);
        _gone[root] = (head, paths);
        return paths;
    }

    private static async Task<string?> HeadAsync(string root, CancellationToken cancel)
    {
        try
        {
            return await WholeHistoryAsync(root, cancel).ConfigureAwait(false);
        }
        catch (GitException)
        {
            return null;
        }
    }

    /// <summary>The commit that is checked out, the newest of a history that is all there.</summary>
    /// <exception cref="GitException">
    /// There is none, or it is not: in a shallow clone all files seem to have come with its oldest commit.
    /// </exception>
    private static async Task<string> WholeHistoryAsync(string root, CancellationToken cancel)
    {
        var answer = await GitProcess
            .TryAsync(root, ["rev-parse", "--is-shallow-repository", "--verify", "--quiet", "HEAD^{commit}"], [], cancel)
            .ConfigureAwait(false);
        return answer.Text.Split('\n') switch
        {
            ["true", ..] => throw new GitException(
                $"this is a shallow clone, which does not have all commits (`git fetch --unshallow` gets them)"
            ),
            ["false", { Length: > 0 } head, ..] => head,
            ["false", ..] => throw new GitException($"nothing is committed yet"),
            _ when answer.Problem.StartsWith("not a git repository", StringComparison.Ordinal) => throw new GitException(
                $"there is no repository here"
            ),
            _ => throw new GitException(LocalizableString.Of(answer.Problem)),
        };
    }

    /// <inheritdoc/>
    public Task<BranchView> BranchesAsync(string root, Series series, CancellationToken cancel) =>
        BranchScan.ReadAsync(files, root, series, cancel);

    /// <inheritdoc/>
    public async Task<BranchView> WithDocumentsAsync(string root, Series series, BranchView view, CancellationToken cancel)
    {
        var key = (root, series.Folder);
        if (!_documents.TryGetValue(key, out var documents) || documents.Basis != series.BaseConvention)
            _documents[key] = documents = new(series.BaseConvention);
        try
        {
            return await documents.ReadAsync(root, series, view, cancel).ConfigureAwait(false);
        }
        catch (GitException)
        {
            return view;
        }
    }
}
