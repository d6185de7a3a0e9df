using System.Diagnostics.CodeAnalysis;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// A file as a branch has it, which the working tree lacks: the editor asks for its text by an address of our own scheme.
/// </summary>
/// <param name="Path">Where it would lie, absolute.</param>
/// <param name="Branch">The branch, as git shows it: <c>other</c>, <c>origin/other</c>.</param>
sealed record BranchFile(string Path, string Branch)
{
    /// <summary>The scheme of such addresses.</summary>
    public const string Scheme = "bep-branch";

    /// <summary>The address: that of the file, with another scheme and the branch as its query.</summary>
    public string Uri => $"{Scheme}{Uris.Of(Path)["file".Length..]}?{System.Uri.EscapeDataString(Branch)}";

    /// <summary>Reads an address, in whatever way a client escapes it. Visual Studio Code leaves out the slashes around an empty authority.</summary>
    public static bool TryRead(string uri, [NotNullWhen(true)] out BranchFile? file)
    {
        file =
            uri.StartsWith($"{Scheme}:/", StringComparison.Ordinal)
            && uri[(Scheme.Length + 1)..].Split('?', 2) is [var place, var branch]
            && Uris.ToPath(place.StartsWith("//", StringComparison.Ordinal) ? $"file:{place}" : $"file://{place}") is { } path
                ? new(path, System.Uri.UnescapeDataString(branch))
                : null;
        return file is not null;
    }
}
