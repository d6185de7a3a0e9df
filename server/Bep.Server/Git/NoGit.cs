using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>
/// Git as it is in a folder that nobody trusts yet: not asked, because what such a repository configures may run programs.
/// </summary>
sealed class NoGit : IGit
{
    public Task<GitConfiguration> ConfigurationAsync(string folder, CancellationToken cancel) => Task.FromResult(GitConfiguration.None);

    public Task<ImmutableArray<string>> TagsAsync(string folder, CancellationToken cancel) => Task.FromResult(ImmutableArray<string>.Empty);

    public Task<ImmutableArray<FoundLine>> GrepAsync(string root, string text, string except, CancellationToken cancel) =>
        throw new GitException($"git is not asked in a folder that is not trusted");

    public Task<IFiles> RevisionAsync(string root, string revision, CancellationToken cancel) =>
        throw new GitException($"git is not asked in a folder that is not trusted");

    public Task<Baseline> BaselineAsync(string root, Series series, string revision, CancellationToken cancel) =>
        throw new GitException($"git is not asked in a folder that is not trusted");

    public Task<FileHistory> HistoryAsync(string root, string folder, CancellationToken cancel) => Task.FromResult(FileHistory.Unknown);

    public Task<StatusHistory> StatusesAsync(string root, Series series, CancellationToken cancel) =>
        throw new GitException($"git is not asked in a folder that is not trusted");

    public Task<SourceText?> TextAsync(string root, string commit, string path, CancellationToken cancel) =>
        Task.FromResult<SourceText?>(null);

    public Task<Practice> PracticeAsync(string root, Series series, string commit, CancellationToken cancel) =>
        Task.FromResult(Practice.Unknown);

    public Task<ReleasedMentions> MentionsAsync(string root, Series series, CancellationToken cancel) =>
        throw new GitException($"git is not asked in a folder that is not trusted");

    public Task<GonePaths> GonePathsAsync(string root, CancellationToken cancel) =>
        throw new GitException($"git is not asked in a folder that is not trusted");

    public Task<BranchView> BranchesAsync(string root, Series series, CancellationToken cancel) => Task.FromResult(BranchView.None);

    public Task<BranchView> WithDocumentsAsync(string root, Series series, BranchView view, CancellationToken cancel) =>
        Task.FromResult(view);
}
