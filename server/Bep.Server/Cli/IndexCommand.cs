using System.CommandLine;
using Bep.Analysis.Edits;

namespace Bep.Server.Cli;

/// <summary>`bep index`: makes the table of a series' documents from them.</summary>
static class IndexCommand
{
    public static Command Define(CommandContext world)
    {
        var series = EditCommand.SeriesOption();
        var dryRun = EditCommand.DryRunOption();
        var command = new Command("index", "Makes the table of a series' documents, in the file that `.bep.yaml` names for it.")
        {
            series,
            dryRun,
        };
        command.SetAction(parsed =>
            EditCommand.Carry(world, EditCommand.Open(world, parsed.GetValue(series)!), parsed.GetValue(dryRun), opened =>
            {
                var path = opened.Series.IndexPath;
                if (path.Length == 0)
                    throw new UnusableException("no file is named for the index; write `index: README.md` into .bep.yaml, for example");
                if (opened.Series.Find(path) is not { } document)
                    return world.Files.Exists(opened.Place.AbsoluteOf(path))
                        ? throw new UnusableException($"{path} cannot be read")
                        : (
                            new Change([new FileChange.Create(path, $"{SeriesIndex.Of(opened.Series, path)}\n")]),
                            $"{path} is made, with the index in it"
                        );
                var (change, refusal) = SeriesIndex.WriteInto(opened.Series, document);
                if (refusal is not null)
                    throw new UnusableException($"{path}: {refusal}");
                return (change ?? Change.None, change is null ? $"{path} says it already" : $"{path} has the index");
            })
        );
        return command;
    }
}
