using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Bep.Analysis.Text;

namespace Bep.Server.Git;

/// <summary>
/// A git command that runs. There is no shell, and everything is switched off that could run another program, ask a question, use the network
/// or write: a repository that somebody opens to read may hold any configuration. The commands given here only read, none of them formats a
/// difference, and none takes its name from an alias.
/// </summary>
sealed class GitProcess : IDisposable
{
    // More than anybody has in proposals; what goes on and on is no answer.
    private const int MostBytes = 256 << 20;
    private const int MostWords = 2000;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    // What a repository may set to name a program, the transports through which a partial clone would fetch what it lacks, and what would
    // leave something out of an answer: what the first commit changes.
    private static readonly string[] s_switches =
    [
        "--no-pager",
        "--no-replace-objects",
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.sshCommand=false",
        "-c",
        "core.askPass=",
        "-c",
        "core.pager=cat",
        "-c",
        "diff.external=",
        "-c",
        "credential.helper=",
        "-c",
        "protocol.allow=never",
        "-c",
        "log.showSignature=false",
        "-c",
        "log.showRoot=true",
        "-c",
        "gc.auto=0",
        "-c",
        "maintenance.auto=false",
        "-c",
        "safe.bareRepository=explicit",
    ];

    // What a hook's environment says is about the repository that the hook runs for, which need not be the one that is asked about (`git
    // rev-parse --local-env-vars`, but for configuration, of which ours wins); and what names programs, files to write, or other objects.
    private static readonly string[] s_forgotten =
    [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_COMMON_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_EXTERNAL_DIFF",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_CONFIG",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_GRAFT_FILE",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_LITERAL_PATHSPECS",
        "GIT_GLOB_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
        "GIT_PROXY_COMMAND",
        "GIT_TRACE",
        "GIT_TRACE_SETUP",
        "GIT_TRACE2",
        "GIT_TRACE2_EVENT",
        "GIT_TRACE2_PERF",
        "GIT_REDIRECT_STDIN",
        "GIT_REDIRECT_STDOUT",
        "GIT_REDIRECT_STDERR",
    ];

    private readonly Process _process;
    private readonly AnswerReader _output;
    private readonly Task<byte[]> _problem;

    private GitProcess(Process process)
    {
        _process = process;
        _output = new(process.StandardOutput.BaseStream);
        _problem = ReadAsync(process.StandardError.BaseStream, CancellationToken.None);
    }

    /// <summary>The text that the command wrote to its standard output.</summary>
    /// <param name="folder">The folder to ask about.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="cancel">Ends the command.</param>
    /// <exception cref="GitException">git is not there, failed, took too long or wrote too much.</exception>
    public static async Task<string> RunAsync(string folder, IEnumerable<string> arguments, byte[] input, CancellationToken cancel)
    {
        var answer = await TryAsync(folder, arguments, input, cancel).ConfigureAwait(false);
        return answer.Status == 0
            ? answer.Text
            : throw new GitException(
                answer.Problem.Length > 0 ? LocalizableString.Of(answer.Problem) : $"git ended with status {answer.Status}"
            );
    }

    /// <summary>What the command wrote before it ended, well or not.</summary>
    /// <exception cref="GitException">git is not there, took too long or wrote too much.</exception>
    public static async Task<GitAnswer> TryAsync(string folder, IEnumerable<string> arguments, byte[] input, CancellationToken cancel)
    {
        using var git = Open(folder, arguments);
        return await BoundedAsync(AnswerAsync, cancel).ConfigureAwait(false);

        async Task<GitAnswer> AnswerAsync(CancellationToken limit)
        {
            var writing = git.WriteAsync(input, isAll: true, limit);
            var output = await ReadAsync(git._process.StandardOutput.BaseStream, limit).ConfigureAwait(false);
            await writing.ConfigureAwait(false);
            await git._process.WaitForExitAsync(limit).ConfigureAwait(false);
            return new(git._process.ExitCode, output, FirstLine(await git._problem.WaitAsync(limit).ConfigureAwait(false)));
        }
    }

    /// <summary>Starts a command that is asked one thing after the other; see <see cref="AskAsync"/>.</summary>
    /// <exception cref="GitException">git is not there.</exception>
    public static GitProcess Open(string folder, IEnumerable<string> arguments)
    {
        try
        {
            return new(Process.Start(Describe(folder, arguments))!);
        }
        catch (Win32Exception)
        {
            throw new GitException($"the git command is not there");
        }
    }

    /// <summary>What <paramref name="read"/> makes of the command's answer to <paramref name="input"/>.</summary>
    /// <exception cref="GitException">The command took too long.</exception>
    public Task<T> AskAsync<T>(byte[] input, Func<AnswerReader, CancellationToken, Task<T>> read, CancellationToken cancel) =>
        BoundedAsync(
            async limit =>
            {
                var writing = WriteAsync(input, isAll: false, limit);
                var answer = await read(_output, limit).ConfigureAwait(false);
                await writing.ConfigureAwait(false);
                return answer;
            },
            cancel
        );

    /// <summary>Lets a command that was asked end: there are no more questions. What it still had to say is its problem.</summary>
    /// <exception cref="GitException">The command took too long.</exception>
    public Task<GitAnswer> EndAsync(CancellationToken cancel) =>
        BoundedAsync(
            async limit =>
            {
                await WriteAsync([], isAll: true, limit).ConfigureAwait(false);
                await _process.WaitForExitAsync(limit).ConfigureAwait(false);
                return new GitAnswer(_process.ExitCode, [], FirstLine(await _problem.WaitAsync(limit).ConfigureAwait(false)));
            },
            cancel
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_limit);
        try
        {
            return await ask(limit.Token).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new GitException(LocalizableString.Of(e.Message));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new GitException($"git did not answer within {(int)s_limit.TotalSeconds} seconds");
        }
    }

    private static ProcessStartInfo Describe(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", [.. s_switches, .. arguments])
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
                ["GIT_ASKPASS"] = "",
                // Wins over what a repository allows for one protocol.
                ["GIT_ALLOW_PROTOCOL"] = "none",
                ["GIT_NO_LAZY_FETCH"] = "1",
                // Nobody reads the first line before the last one is there: git need not send each by itself.
                ["GIT_FLUSH"] = "0",
                ["LC_ALL"] = "C",
            },
        };
        // Of a damaged repository git would pass on to the one around it, in which paths mean something else.
        if (Path.Exists(Path.Join(folder, ".git")))
            start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(folder) ?? "";
        foreach (var name in s_forgotten)
            start.Environment.Remove(name);
        return start;
    }

    private async Task WriteAsync(byte[] bytes, bool isAll, CancellationToken cancel)
    {
        var input = _process.StandardInput.BaseStream;
        try
        {
            await input.WriteAsync(bytes, cancel).ConfigureAwait(false);
            await input.FlushAsync(cancel).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended before it had read everything; its answer says why.
        }
        finally
        {
            if (isAll)
                await input.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await output.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            if (bytes.Length + read > MostBytes)
                throw new GitException($"git answered with more than {MostBytes >> 20} MiB");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    // `fatal: not a git repository …` as the end of a sentence.
    private static string FirstLine(byte[] problem)
    {
        var text = Encoding.UTF8.GetString(problem, 0, Math.Min(problem.Length, MostWords));
        var line = text.Split('\n', 2)[0].Trim();
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && line[..colon] is "fatal" or "error" ? line[(colon + 2)..] : line;
    }
}

/// <summary>What a git command answered.</summary>
/// <param name="Status">Its exit status, 0 for well.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Problem">The first line of what it wrote to its standard error; empty where nothing.</param>
readonly record struct GitAnswer(int Status, byte[] Output, string Problem)
{
    /// <summary>The output as text.</summary>
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>git could not say what it was asked for; what is said of it is the end of a sentence that a person can read.</summary>
public sealed class GitException(LocalizableString said) : Exception(said.ToString())
{
    /// <summary>The message in words that can be translated; what git itself said stays as it is.</summary>
    public LocalizableString Said => said;
}
