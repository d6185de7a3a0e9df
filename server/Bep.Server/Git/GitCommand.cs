using System.Collections.Immutable;
using System.Text;
using Bep.Server.Files;

namespace Bep.Server.Git;

/// <summary>Asks the <c>git</c> command; see <see cref="GitProcess"/> for how it is run.</summary>
public sealed class GitCommand : IGit
{
    /// <inheritdoc/>
    public async Task<string?> AuthorAsync(string folder, CancellationToken cancel)
    {
        try
        {
            var (name, email) = (await ConfiguredAsync(folder, "user.name", cancel).ConfigureAwait(false), await ConfiguredAsync(folder, "user.email", cancel).ConfigureAwait(false));
            return name is null || email is null ? name : $"{name} ({email})";
        }
        catch (GitException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> RemotesAsync(string folder, CancellationToken cancel)
    {
        try
        {
            var answer = await GitProcess.TryAsync(folder, ["config", "--null", "--get-regexp", @"^remote\..*\.url$"], [], cancel).ConfigureAwait(false);
            // Each entry is a key, a line end and a value.
            var entries = Encoding.UTF8.GetString(answer.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return [.. entries.Select(entry => entry[(entry.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Where(address => address.Length > 0).Distinct()];
        }
        catch (GitException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public async Task<IFiles> RevisionAsync(string root, string revision, CancellationToken cancel) =>
        await Revision.ReadAsync(root, revision, cancel).ConfigureAwait(false);

    private static async Task<string?> ConfiguredAsync(string folder, string key, CancellationToken cancel)
    {
        var answer = await GitProcess.TryAsync(folder, ["config", "--get", key], [], cancel).ConfigureAwait(false);
        return Encoding.UTF8.GetString(answer.Output).Trim() is { Length: > 0 } value ? value : null;
    }
}
