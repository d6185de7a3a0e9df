using System.CommandLine;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>`bep next`: the number that the next proposal gets, and beside it what was looked at.</summary>
static class NextCommand
{
    public static Command Define(CommandContext world)
    {
        var path = SeriesSource.PathsArgument();
        var command = new Command("next", "Prints the number that the next proposal gets.") { path };
        command.SetAction(parsed =>
        {
            var found = SeriesSource.Read(world, parsed.GetValue(path)!);
            foreach (var (place, series, _) in found)
            {
                var number = series.Convention.Format(series.NextNumber);
                world.Terminal.Output.WriteLine(Terminal.Visible(found.Length == 1 ? number : $"{number} {place.Name}"));
                world.Terminal.Warn(Reservation.Describe(series, series.NextNumber, DateTimeOffset.Now).ToString());
            }
            return CommandLine.Fine;
        });
        return command;
    }
}
