using System.CommandLine;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>
/// `bep init`: writes the configuration of a folder with numbered documents, as they show it; where there are none, starts a series.
/// </summary>
static class InitCommand
{
    public static Command Define(CommandContext world)
    {
        var folder = new Argument<string>("folder") { Description = "The folder of the series.", DefaultValueFactory = _ => "." };
        var preset = new Option<string?>("--preset")
        {
            Description =
                $"What to start a series from: {string.Join(", ", Preset.All.Select(preset => preset.Name))}. Without it: {FolderSetup.UsualPreset}.",
            HelpName = "name",
        };
        preset.AcceptOnlyFromAmong([.. Preset.All.Select(preset => preset.Name)]);
        var dryRun = EditCommand.DryRunOption();
        var command = new Command("init", "Writes .bep.yaml for a folder of numbered documents, or starts a series in an empty one.")
        {
            folder,
            preset,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            var (path, name) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(folder)!)), parsed.GetValue(preset));
            if (world.Files.Exists(path) && !world.Files.IsFolder(path))
                throw new UnusableException($"{path} is no folder");
            if (parsed.GetValue(dryRun))
            {
                var (shown, start) = Make(world, path, name);
                world.Terminal.WritePatch(UnifiedDiff.Of(shown, shown.Apply(start), [], hasMark: _ => false));
                return CommandLine.Fine;
            }
            // A folder that is not there yet has no lock, but the one around it has.
            var place = SeriesFinder.Start(world.Files, path).Existing;
            using var right = ChangeWriter.Begin(world, place);
            var (before, change) = Make(world, path, name);
            ChangeWriter.Write(place, before, before.Apply(change), change.Files);
            foreach (var made in change.Files.OfType<FileChange.Create>())
                world.Terminal.Output.WriteLine(Terminal.Visible(place.AbsoluteOf(made.Path)));
            return CommandLine.Fine;
        });
        return command;
    }

    // What is there, and the files that are to be made.
    private static (Series Before, Change Change) Make(CommandContext world, string path, string? preset)
    {
        var (setup, refusal) = FolderSetup.Of(world.Files, path, preset, new(DateOnly.FromDateTime(DateTime.Now), null));
        return setup is null ? throw new UnusableException(refusal!.ToString()) : (setup.Before, setup.Change);
    }
}
