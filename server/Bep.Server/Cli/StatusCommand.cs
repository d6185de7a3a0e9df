using System.CommandLine;
using Bep.Analysis.Edits;

namespace Bep.Server.Cli;

/// <summary>`bep status`: takes a proposal a step further in its life, in its document and its row.</summary>
static class StatusCommand
{
    public static Command Define(CommandContext world)
    {
        var number = new Argument<string>("number")
        {
            Description = "The proposal: its number, or its file where several have that number.",
        };
        var status = new Argument<string>("status") { Description = "Its next status." };
        var version = new Option<string>("--version") { Description = "The version that the step asks for." };
        var successor = new Option<string>("--successor") { Description = "The proposal that takes its place.", HelpName = "number" };
        var reason = new Option<string>("--reason") { Description = "Why, where the series wants that explained." };
        var (series, dryRun) = (EditCommand.SeriesOption(), EditCommand.DryRunOption());
        var command = new Command("status", "Changes a proposal's status by a step that the lifecycle has.")
        {
            number,
            status,
            version,
            successor,
            reason,
            series,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            EditCommand.Carry(world, EditCommand.Open(world, parsed.GetValue(series)!), parsed.GetValue(dryRun), opened =>
            {
                var document = EditCommand.DocumentOf(opened, parsed.GetValue(number)!);
                // Letter case is no reason to refuse.
                var wanted = parsed.GetValue(status)!;
                var name = opened
                    .Series.Convention.Statuses.FirstOrDefault(known => known.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                    ?.Name
                    ?? wanted;
                var details = new StatusDetails(
                    parsed.GetValue(version),
                    parsed.GetValue(successor) is { } other ? EditCommand.NumberOf(opened.Series, other) : null,
                    parsed.GetValue(reason)
                );
                var (change, refusal) = StatusChange.To(opened.Series, document, name, details);
                if (change is null)
                    throw new UnusableException(refusal?.ToString() ?? $"{document.Name} cannot become {name}");
                return (change, $"{opened.Series.Convention.Format(document.Number!.Value)} is {name} now");
            });
            return CommandLine.Fine;
        });
        return command;
    }
}
