using System.CommandLine;
using System.Text;
using Bep.Analysis.Checking;
using Bep.Server.Files;

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
    public static int Run(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        try
        {
            var parsed = Commands().Parse(args.Length == 0 ? ["--help"] : args);
            if (parsed.Errors is [.., var error]) throw new UnusableException(string.Join(' ', error.Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (UnusableException e)
        {
            Console.Error.WriteLine($"bep: {e.Message}");
            return Unusable;
        }
    }

    private static RootCommand Commands() => new("Checks series of BEPs: numbered proposals in Markdown, registered in a table.")
    {
        Check(),
        Explain(),
        Next(),
        Lsp(),
    };

    private static Command Check()
    {
        var path = PathArgument();
        var format = new Option<string>("--format") { Description = "How findings are written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("check", "Checks every series in a folder. Status 1 if there is an error, 2 if there is no series.") { path, format };
        command.SetAction(parsed => CheckCommand.Run(new Disk(), parsed.GetValue(path)!, parsed.GetValue(format) == "json", Terminal.Current));
        return command;
    }

    private static Command Explain()
    {
        var name = new Argument<string>("rule") { Description = "The rule's name, as a finding gives it." };
        var command = new Command("explain", "Says what a rule finds, why, and with which examples.") { name };
        command.SetAction(parsed =>
        {
            var rule = RuleBook.Find(parsed.GetValue(name)!) ?? throw new UnusableException(
                $"there is no rule `{parsed.GetValue(name)}`; the rules are {string.Join(", ", RuleBook.Rules.Select(rule => rule.Name))}");
            Explanation.Write(rule, Terminal.Current);
            return Fine;
        });
        return command;
    }

    private static Command Next()
    {
        var path = PathArgument();
        var command = new Command("next", "Prints the number that the next proposal gets.") { path };
        command.SetAction(parsed =>
        {
            var found = SeriesSource.ReadAll(new Disk(), parsed.GetValue(path)!);
            foreach (var (place, series) in found)
            {
                var number = series.Convention.Format(series.NextNumber);
                Console.Out.WriteLine(found.Length == 1 ? number : $"{number} {place.Name}");
            }
            return Fine;
        });
        return command;
    }

    /// <summary>Listed for `--help` only: the program dispatches it before all this.</summary>
    private static Command Lsp() => new("lsp", "Serves an editor by the Language Server Protocol on standard input and output.");

    private static Argument<string> PathArgument() => new("path")
    {
        Description = "A folder that is a series, or holds one up to three levels below.",
        DefaultValueFactory = _ => ".",
    };
}

/// <summary>The call or the folder cannot be used; the message is for the person.</summary>
sealed class UnusableException(string message) : Exception(message);
