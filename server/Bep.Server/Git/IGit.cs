namespace Bep.Server.Git;

/// <summary>What git knows; the seam behind which its command stands, so that a library could take its place.</summary>
public interface IGit
{
    /// <summary>The author in <paramref name="folder"/> as a proposal names one, <c>Full Name (email)</c>; null where git does not say.</summary>
    Task<string?> AuthorAsync(string folder, CancellationToken cancel);
}
