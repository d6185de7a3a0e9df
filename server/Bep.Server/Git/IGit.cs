using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>What git knows; the seam behind which its command stands, so that a library could take its place.</summary>
public interface IGit
{
    /// <summary>As many lines as a search finds at most.</summary>
    const int MostLines = 5000;

    /// <summary>What is configured in and for <paramref name="folder"/>; nothing where git is not there.</summary>
    Task<GitConfiguration> ConfigurationAsync(string folder, CancellationToken cancel);

    /// <summary>
    /// The names of the repository's newest tags that begin like a version, in the order of their versions; none where there are none.
    /// </summary>
    Task<ImmutableArray<string>> TagsAsync(string folder, CancellationToken cancel);

    /// <summary>
    /// The lines of tracked text files that hold <paramref name="text"/>, as they are in the working tree; no more
    /// than <see cref="MostLines"/>.
    /// </summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="text">What is looked for, letter for letter.</param>
    /// <param name="except">A folder to leave out, relative to the root; empty for none.</param>
    /// <param name="cancel">Ends the search.</param>
    /// <exception cref="GitException">There is no repository, or no git.</exception>
    Task<ImmutableArray<FoundLine>> GrepAsync(string root, string text, string except, CancellationToken cancel);

    /// <summary>The files of a repository as they were in a revision, under their present paths.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="revision">As a person names it: <c>main</c>, <c>HEAD~3</c>, a hash.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no such revision, no repository, or no git.</exception>
    Task<IFiles> RevisionAsync(string root, string revision, CancellationToken cancel);

    /// <summary>
    /// The text of a file as a commit has it; null where the commit is not there, or has no such file, or one that is no text.
    /// </summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="commit">The commit, as git names it: a hash, or one with <c>^</c> for its parent.</param>
    /// <param name="path">The file, relative to the root.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">git does not tell it.</exception>
    Task<SourceText?> TextAsync(string root, string commit, string path, CancellationToken cancel);

    /// <summary>What a repository had of a series when the branch that is checked out left a revision.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series as it is in the working tree.</param>
    /// <param name="revision">As a person names it: <c>main</c>, <c>HEAD~3</c>, a hash.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no such revision, nothing that the two have in common, no repository, or no git.</exception>
    Task<Baseline> BaselineAsync(string root, Series series, string revision, CancellationToken cancel);

    /// <summary>
    /// When the files of a series were committed first and last; unknown where the repository does not have its whole history.
    /// </summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="folder">The series' folder, relative to the root.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<FileHistory> HistoryAsync(string root, string folder, CancellationToken cancel);

    /// <summary>
    /// Which statuses the proposals of a series had, and since when.
    /// </summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series, for its folder and its convention.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no repository, no git or no commit, or not all of the history.</exception>
    Task<StatusHistory> StatusesAsync(string root, Series series, CancellationToken cancel);

    /// <summary>How a series was kept up to <paramref name="commit"/>; <see cref="Practice.Unknown"/> where that is not known.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series as it is in the working tree.</param>
    /// <param name="commit">Where the base branch and the working tree part.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<Practice> PracticeAsync(string root, Series series, string commit, CancellationToken cancel);

    /// <summary>Which proposals of a series the releases and commits of its repository name.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series as it is in the working tree.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no release, no repository, no git or no commit, or not all of the history.</exception>
    Task<ReleasedMentions> MentionsAsync(string root, Series series, CancellationToken cancel);

    /// <summary>Which files and folders a repository once had.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no repository, no git or no commit, or not all of the history.</exception>
    Task<GonePaths> GonePathsAsync(string root, CancellationToken cancel);

    /// <summary>
    /// What the branches and worktrees of a repository do with the numbers of a series. What cannot be read is said in the answer.
    /// </summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series as it is in the working tree.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<BranchView> BranchesAsync(string root, Series series, CancellationToken cancel);

    /// <summary>
    /// <paramref name="view"/> with what the documents that branches add say of themselves (<see cref="NumberClaim.Facts"/>), as far as they
    /// can be read.
    /// </summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="series">The series as it is in the working tree.</param>
    /// <param name="view">What <see cref="BranchesAsync"/> has answered.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<BranchView> WithDocumentsAsync(string root, Series series, BranchView view, CancellationToken cancel);
}

/// <summary>What git's configuration says about a repository and who works in it.</summary>
/// <param name="Author">The author as a proposal names one, <c>Full Name (email)</c>; null where git does not say.</param>
/// <param name="Remotes">The addresses of the remotes.</param>
public sealed record GitConfiguration(string? Author, EquatableArray<string> Remotes)
{
    /// <summary>The files and folders that the repository has and its sparse checkout left out, relative to its top folder.</summary>
    public FileSet SparseExclusions { get; init; } = FileSet.Empty;

    /// <summary>What is known without git.</summary>
    public static GitConfiguration None { get; } = new(null, []);
}

/// <summary>A line of a file that holds what was looked for.</summary>
/// <param name="Path">The file, relative to the repository's top folder, with forward slashes.</param>
/// <param name="Line">The line, from 0.</param>
/// <param name="Text">The whole line, without its line end.</param>
public readonly record struct FoundLine(string Path, int Line, string Text)
{
    /// <summary>The commit whose file it is, by its hash; empty for one of the working tree.</summary>
    public string Commit { get; init; } = "";
}
