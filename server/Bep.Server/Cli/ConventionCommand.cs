using System.CommandLine;
using Bep.Analysis.Configuration;

namespace Bep.Server.Cli;

/// <summary>`bep convention`: how a series writes its proposals, each fact with the place that states it.</summary>
static class ConventionCommand
{
    public static Command Define(CommandContext world)
    {
        var path = SeriesSource.PathsArgument();
        var command = new Command("convention", "Prints how a series writes its proposals, and which of its files says so.") { path };
        command.SetAction(parsed =>
        {
            var found = SeriesSource.Read(world, parsed.GetValue(path)!);
            foreach (var (place, series, _) in found)
            {
                if (found.Length > 1)
                    world.Terminal.Output.WriteLine(world.Terminal.Bold(place.Name));
                foreach (var key in ConventionKeys.All)
                {
                    var fact = series.ConventionFacts.LastOrDefault(fact => fact.Key == key.Name);
                    var origin = fact is null
                        ? "default"
                        : $"{fact.Path}:{series.Find(fact.Path)!.Text.PositionOf(fact.Span.Start).Line + 1}";
                    world.Terminal.Output.WriteLine(
                        $"{world.Terminal.Bold(key.Name)}: {(key.Show(series.Convention) is { Length: > 0 } value ? Terminal.Visible(value) : "none")}  {world.Terminal.Faint($"({origin})")}"
                    );
                }
            }
            return CommandLine.Fine;
        });
        return command;
    }
}
