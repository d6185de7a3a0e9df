using System.CommandLine;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
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
                var (change, path, number) = Make(now, parsed.GetValue(title)!);
                reserved = Reservation.Describe(now.Series, number, DateTimeOffset.Now).ToString();
                return (change, path);
            });
            world.Terminal.Warn(reserved);
            return CommandLine.Fine;
        });
        return command;
    }

    /// <summary>The change that makes a proposal called <paramref name="title"/>, its file and its number.</summary>
    /// <exception cref="UnusableException">There can be none.</exception>
    public static (Change Change, string Path, ProposalNumber Number) Make(OpenedSeries opened, string title)
    {
        var (made, refusal) = NewProposal.Create(opened.Series, title);
        return made is null
            ? throw new UnusableException(refusal!.ToString())
            : (made.Change, opened.Place.AbsoluteOf(made.Path), made.Number);
    }
}
