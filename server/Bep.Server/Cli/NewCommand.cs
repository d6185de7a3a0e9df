using System.CommandLine;
using Bep.Analysis.Features;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>`bep new`: reserves the next number and makes a document from the template.</summary>
static class NewCommand
{
    public static Command Define(World world)
    {
        var title = new Argument<string>("title") { Description = "What the proposal is called." };
        var (series, dryRun) = (EditCommand.SeriesOption(), EditCommand.DryRunOption());
        var command = new Command("new", "Reserves the next number in the registry, and makes a document from the template.") { title, series, dryRun };
        command.SetAction(parsed =>
        {
            var opened = EditCommand.Open(world, parsed.GetValue(series)!);
            var made = NewProposal.Create(opened.Series, parsed.GetValue(title)!, out var refusal) ?? throw new UnusableException(refusal!.ToString());
            EditCommand.Carry(world, opened, made.Change, parsed.GetValue(dryRun), opened.Place.AbsoluteOf(made.Path));
            world.Terminal.Warn(Reservation.Describe(opened.Series, made.Number, DateTimeOffset.Now).ToString());
            return CommandLine.Fine;
        });
        return command;
    }
}
