using System.ComponentModel;
using System.Diagnostics;

namespace Bep.Server.Git;

/// <summary>
/// Asks the <c>git</c> command. It runs without a shell, with a time limit, and with everything switched off that could run another
/// program, ask a question or write: a repository that somebody opens to read may hold any configuration.
/// </summary>
public sealed class GitCommand : IGit
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<string?> AuthorAsync(string folder, CancellationToken cancel)
    {
        var name = await RunAsync(folder, ["config", "--get", "user.name"], cancel).ConfigureAwait(false);
        var email = await RunAsync(folder, ["config", "--get", "user.email"], cancel).ConfigureAwait(false);
        return (name, email) switch
        {
            (null, _) => null,
            (_, null) => name,
            _ => $"{name} ({email})",
        };
    }

    /// <returns>What git wrote, trimmed; null where it failed, wrote nothing, took too long or is not there.</returns>
    private static async Task<string?> RunAsync(string folder, string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["GIT_OPTIONAL_LOCKS"] = "0",
                ["GIT_TERMINAL_PROMPT"] = "0",
                ["GIT_PAGER"] = "",
                ["LC_ALL"] = "C",
            },
        };
        string[] switches = ["--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
        foreach (var argument in switches.Concat(arguments)) start.ArgumentList.Add(argument);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_limit);
        Process? git = null;
        try
        {
            git = Process.Start(start)!;
            git.StandardInput.Close();
            _ = git.StandardError.ReadToEndAsync(limit.Token);
            var output = await git.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await git.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return git.ExitCode == 0 && output.Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (git is { HasExited: false }) git.Kill(entireProcessTree: true);
            git?.Dispose();
        }
    }
}
