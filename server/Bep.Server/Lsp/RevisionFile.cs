using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// A file as a branch or a commit has it, which need not be what the working tree has: the editor asks for its text by an address of a scheme
/// of our own.
/// </summary>
/// <param name="Scheme">What the revision is: <see cref="Branch"/> or <see cref="Commit"/>.</param>
/// <param name="Path">Where it would lie, absolute.</param>
/// <param name="Revision">A branch as git shows it (<c>other</c>, <c>origin/other</c>); a commit's hash, or one with <c>^</c> for its parent.</param>
sealed partial record RevisionFile(string Scheme, string Path, string Revision)
{
    /// <summary>The scheme of files as a branch has them.</summary>
    public const string Branch = "bep-branch";

    /// <summary>The scheme of files as a commit has them.</summary>
    public const string Commit = "bep-commit";

    /// <summary>The address: that of the file, with another scheme and the revision as its query.</summary>
    public string Uri => $"{Scheme}{Uris.Of(Path)["file".Length..]}?{System.Uri.EscapeDataString(Revision)}";

    /// <summary>Reads an address, in whatever way a client escapes it. Visual Studio Code leaves out the slashes around an empty authority.</summary>
    public static bool TryRead(string uri, [NotNullWhen(true)] out RevisionFile? file)
    {
        file = null;
        if (
            uri.Split(":/", 2) is not [(Branch or Commit) and var scheme, _]
            || uri[(scheme.Length + 1)..].Split('?', 2) is not [var place, var query]
        )
            return false;
        var revision = System.Uri.UnescapeDataString(query);
        if (
            (scheme == Branch || CommitName().IsMatch(revision))
            && Uris.ToPath(place.StartsWith("//", StringComparison.Ordinal) ? $"file:{place}" : $"file://{place}") is { } path
        )
            file = new(scheme, path, revision);
        return file is not null;
    }

    // Of SHA-1 or SHA-256.
    [GeneratedRegex(@"\A(?:[0-9a-f]{40}|[0-9a-f]{64})\^?\z")]
    private static partial Regex CommitName();
}
