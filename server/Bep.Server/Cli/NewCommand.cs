using System.CommandLine;
using Bep.Analysis.Edits;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>`bep new`: reserves the next number and makes a document from the template.</summary>
static class NewCommand
{
    public static Command Define(CommandContext world)
    {
        var title = new Argument<string>("title") { Description = "What the proposal is called." };
        var (series, dryRun) = (EditCommand.SeriesOption(), EditCommand.DryRunOption());
        var command = new Command("new", "Reserves the next number in the registry, and makes a document from the template.")
        {
            title,
            series,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            var opened = EditCommand.Open(world, parsed.GetValue(series)!);
            var reserved = "";
            EditCommand.Carry(world, opened, parsed.GetValue(dryRun), now =>
            {
                var (made, refusal) = NewProposal.Create(now.Series, parsed.GetValue(title)!);
                if (made is null)
                    throw new UnusableException(refusal!.ToString());
                reserved = Reservation.Describe(now.Series, made.Number, DateTimeOffset.Now).ToString();
                return (made.Change, now.Place.AbsoluteOf(made.Path));
            });
            world.Terminal.Warn(reserved);
            return CommandLine.Fine;
        });
        return command;
    }
}
