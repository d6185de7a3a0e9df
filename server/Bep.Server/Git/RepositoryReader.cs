using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Asks a repository what a series cannot know of itself; for the editor and the command line alike.</summary>
static class RepositoryReader
{
    // Where a product says which version is being made.
    private const string VersionFile = "VERSION";

    /// <summary>
    /// The external facts of <paramref name="series"/> with what its repository says of branches, versions and its files' history.
    /// </summary>
    /// <param name="files">The disk.</param>
    /// <param name="git">What is asked.</param>
    /// <param name="place">Where the series lies.</param>
    /// <param name="series">The series as it is read.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<ExternalFacts> ReadAsync(IFiles files, IGit git, SeriesLocation place, Series series, CancellationToken cancel)
    {
        // What one of them fails with does not take the others.
        var branches = Safely.TryAsync(
            "reading branches",
            () => git.BranchesAsync(place.Root, series, cancel),
            BranchView.None with
            {
                Problem = $"The branches could not be read",
            }
        );
        var history = Safely.TryAsync("reading the history", () => git.HistoryAsync(place.Root, place.Folder, cancel), FileHistory.Unknown);
        var tags = await Safely.TryAsync("reading tags", () => git.TagsAsync(place.Root, cancel), []).ConfigureAwait(false);
        var (released, stated) = (Versions(tags), Versions([StatedVersion(files, place.Root)]));
        var view = await branches.ConfigureAwait(false);
        var practice = view.Base?.Commit is not { } commit
            ? Practice.Unknown
            : await Safely
                .TryAsync("reading what is usual", () => git.PracticeAsync(place.Root, series, commit, cancel), Practice.Unknown)
                .ConfigureAwait(false);
        return series.ExternalFacts with
        {
            Practice = practice ?? Practice.Unknown,
            Versions = released.Union(stated).ToEquatableArray(),
            // Where releases have tags, the file says what is to come.
            Released = released.IsEmpty ? stated.ToEquatableArray() : released.ToEquatableArray(),
            History = await history.ConfigureAwait(false),
            Branches = view,
        };
    }

    /// <summary>
    /// <paramref name="known"/> with what takes a walk through the whole history. Nothing more is known where git does not tell it.
    /// </summary>
    /// <param name="git">What is asked.</param>
    /// <param name="place">Where the series lies.</param>
    /// <param name="series">The series as it is read.</param>
    /// <param name="known">Its external facts.</param>
    /// <param name="asked">What is read.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<ExternalFacts> WithFarFactsAsync(
        IGit git,
        SeriesLocation place,
        Series series,
        ExternalFacts known,
        FarFacts asked,
        CancellationToken cancel
    )
    {
        var mentions = asked.HasFlag(FarFacts.Mentions)
            ? ReadAsync("reading what releases say of proposals", () => git.MentionsAsync(place.Root, series, cancel), known.Mentions)
            : Task.FromResult(known.Mentions);
        var gone = asked.HasFlag(FarFacts.GonePaths)
            ? ReadAsync("reading which files are gone", () => git.GonePathsAsync(place.Root, cancel), known.Gone)
            : Task.FromResult(known.Gone);
        return known with { Mentions = await mentions.ConfigureAwait(false), Gone = await gone.ConfigureAwait(false) };

        // Who wants to know why git does not tell something asks for it alone.
        static Task<T> ReadAsync<T>(string doing, Func<Task<T>> read, T otherwise) =>
            Safely.TryAsync(
                doing,
                async () =>
                {
                    try
                    {
                        return await read().ConfigureAwait(false);
                    }
                    catch (GitException)
                    {
                        return otherwise;
                    }
                },
                otherwise
            );
    }

    /// <summary>
    /// What was wrong with the series at <paramref name="place"/> in <paramref name="revision"/>, by the convention that it had.
    /// </summary>
    /// <param name="git">What is asked.</param>
    /// <param name="place">Where the series lies.</param>
    /// <param name="externalFacts">Those of today.</param>
    /// <param name="revision">As a person names it, or a commit.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no such revision, or no repository.</exception>
    public static async Task<BaselineFindings> BaselineAsync(
        IGit git,
        SeriesLocation place,
        ExternalFacts externalFacts,
        string revision,
        CancellationToken cancel
    )
    {
        var files = await git.RevisionAsync(place.Root, revision, cancel).ConfigureAwait(false);
        return files.IsFolder(place.Absolute)
            ? BaselineFindings.In(SeriesReader.ReadAll(files, place, Listing.Of(files, place), externalFacts).Series)
            : BaselineFindings.None;
    }

    private static ImmutableArray<string> Versions(IEnumerable<string> names) =>
        [.. names.Where(name => ProductVersion.Read(name) is not null).Select(name => name.TrimStart('v'))];

    private static string StatedVersion(IFiles files, string root) =>
        (TextFile.Read(Contained.In(files, root), Path.Join(root, VersionFile)).Text?.Content ?? "").Trim().Split('\n')[0].Trim();
}
