using System.CommandLine;
using Bep.Server.Files;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>
/// The commands that a person or a build gives in a terminal. What is wrong with the call or the folder is said in one line on standard
/// error, with status 2.
/// </summary>
static class CommandLine
{
    /// <summary>Nothing was found that the status should tell.</summary>
    public const int Fine = 0;

    /// <summary>Something was found.</summary>
    public const int Found = 1;

    /// <summary>The call or the folder cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>Runs the command that <paramref name="args"/> give.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            // No path, number or revision is empty: a variable of a script has no value.
            if (args.Contains(""))
                throw new UnusableException(
                    $"an argument is empty: {string.Join(' ', args.Select(argument => argument.Length == 0 ? "''" : argument))}"
                );
            var parsed = Commands(new(new Disk(), new GitCommand(new Disk()), terminal)).Parse(args.Length == 0 ? ["--help"] : args);
            if (parsed.Errors is [.., var error])
                throw new UnusableException(string.Join(' ', error.Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
            return parsed.Invoke(
                new()
                {
                    EnableDefaultExceptionHandler = false,
                    Output = terminal.Output,
                    Error = terminal.Error,
                }
            );
        }
        catch (Exception e) when (e is UnusableException or GitException)
        {
            terminal.Warn(e.Message);
            return Unusable;
        }
        catch (Exception e)
        {
            terminal.Warn($"this is a fault of bep: {e.Message}");
            Safely.Report(string.Join(' ', args), e);
            return Unusable;
        }
        finally
        {
            terminal.Flush();
        }
    }

    private static RootCommand Commands(CommandContext world) =>
        new("Checks series of BEPs: numbered proposals in Markdown, registered in a table.")
        {
            AuditCommand.Define(world),
            ChangeTitleCommand.Define(world),
            CheckCommand.Define(world),
            ContextCommand.Define(world),
            ConventionCommand.Define(world),
            ExplainCommand.Define(world),
            GraphCommand.Define(world),
            IndexCommand.Define(world),
            InitCommand.Define(world),
            ListCommand.Define(world),
            McpCommand.Define(world),
            NewCommand.Define(world),
            NextCommand.Define(world),
            RenumberCommand.Define(world),
            StatusCommand.Define(world),
            Lsp(),
        };

    /// <summary>Listed for `--help` only: the program dispatches it before all this.</summary>
    private static Command Lsp() => new("lsp", "Serves an editor by the Language Server Protocol on standard input and output.");
}

/// <summary>What the commands have of the world.</summary>
sealed record CommandContext(IFiles Files, IGit Git, Terminal Terminal);

/// <summary>The call or the folder cannot be used; the message is for the person.</summary>
sealed class UnusableException(string message) : Exception(message);
