using System.CommandLine;
using Bep.Mcp;

namespace Bep.Server.Cli;

/// <summary>`bep mcp`: serves coding agents by the Model Context Protocol on standard input and output.</summary>
static class McpCommand
{
    private const string Instructions =
        "Numbered design proposals of this repository. Read the `context` of a proposal, or of a source file, before you work on it. Never choose a number, and never edit a status or a registry row by hand. Call `check` after each change.";

    public static Command Define(CommandContext world)
    {
        var path = SeriesSource.PathsArgument();
        var write = new Option<bool>("--write") { Description = "Offers the tools that change files, too: new and change_status." };
        var command = new Command("mcp", "Serves coding agents by the Model Context Protocol on standard input and output.")
        {
            path,
            write,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                // Standard output belongs to the protocol; whatever else is said goes to standard error.
                var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
                Console.SetOut(Console.Error);
                var terminal = new Terminal(Stream.Null, Console.Error, Console.Error, hasColors: false);
                var tools = new McpTools(world with { Terminal = terminal }, [.. parsed.GetValue(path)!.Select(Path.GetFullPath)]);
                await McpHost
                    .RunAsync(
                        input,
                        output,
                        "bep",
                        ProgramVersion.Text,
                        Instructions,
                        parsed.GetValue(write) ? [.. tools.Reading, .. tools.Writing] : tools.Reading
                    )
                    .ConfigureAwait(false);
                return CommandLine.Fine;
            }
        );
        return command;
    }
}
