using System.CommandLine;
using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

namespace Bep.Server.Cli;

/// <summary>`bep explain`: a rule's page.</summary>
static class ExplainCommand
{
    public static Command Define(CommandContext world)
    {
        var name = new Argument<string>("rule") { Description = "The rule's name, as a finding gives it." };
        var command = new Command("explain", "Says what a rule finds, why, and with which examples.") { name };
        command.SetAction(parsed =>
        {
            var rule = RuleBook.Find(parsed.GetValue(name)!)
                ?? throw new UnusableException(
                    $"there is no rule `{parsed.GetValue(name)}`; the rules are {string.Join(", ", RuleBook.Names)}"
                );
            world.Terminal.Output.Write(RulePage.Write(rule));
            return CommandLine.Fine;
        });
        return command;
    }
}
