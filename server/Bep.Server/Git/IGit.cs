using System.Collections.Immutable;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>What git knows; the seam behind which its command stands, so that a library could take its place.</summary>
public interface IGit
{
    /// <summary>The author in <paramref name="folder"/> as a proposal names one, <c>Full Name (email)</c>; null where git does not say.</summary>
    Task<string?> AuthorAsync(string folder, CancellationToken cancel);

    /// <summary>The addresses of the remotes of the repository around <paramref name="folder"/>, as its configuration has them; none where there are none.</summary>
    Task<ImmutableArray<string>> RemotesAsync(string folder, CancellationToken cancel);

    /// <summary>The files of a repository as they were in a revision, under their present paths.</summary>
    /// <param name="root">The repository's top folder.</param>
    /// <param name="revision">As a person names it: <c>main</c>, <c>HEAD~3</c>, a hash.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="GitException">There is no such revision, no repository, or no git.</exception>
    Task<IFiles> RevisionAsync(string root, string revision, CancellationToken cancel);
}
