using System.CommandLine;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>
/// `bep init`: writes the configuration of a folder with numbered documents, as they show it; where there are none, starts a series.
/// </summary>
static class InitCommand
{
    private const string Usual = "bep";

    public static Command Define(CommandContext world)
    {
        var folder = new Argument<string>("folder") { Description = "The folder of the series.", DefaultValueFactory = _ => "." };
        var preset = new Option<string?>("--preset")
        {
            Description =
                $"What to start a series from: {string.Join(", ", Preset.All.Select(preset => preset.Name))}. Without it: {Usual}.",
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
        var (place, existing) = SeriesFinder.Start(world.Files, path);
        if (SeriesFinder.ConfigurationOf(world.Files, place.Root, place.Folder) is { } configuration)
            throw new UnusableException($"{place.AbsoluteOf(configuration.Path)} says already how the series is written");
        var facts = new ExternalFacts(DateOnly.FromDateTime(DateTime.Now), null);
        var before =
            existing.Folder == place.Folder
                ? SeriesReader.ReadAll(world.Files, place, Listing.Of(world.Files, place), facts).Series
                : Series.Create(place.Folder, Convention.Default, facts, [], [], isComplete: true);
        var (text, refusal) = ProposedConfiguration.Of(
            before,
            [.. new[] { path, Path.GetDirectoryName(path) }.Select(Path.GetFileName).OfType<string>()],
            starts: preset is not null
        );
        if (refusal is not null)
            throw new UnusableException($"{path} cannot be set up: {refusal}");
        if (text is not null && preset is not null)
            throw new UnusableException($"{path} has numbered documents, which say how they are written: leave out --preset");
        if (text is { Length: 0 })
            throw new UnusableException($"{path} needs no configuration: it is read as it is");
        var files = text is null ? Preset.All.First(one => one.Name == (preset ?? Usual)).Files : [(ConfigurationReader.FileName, text)];
        var isRoot = place.Folder.Length == 0 || !world.Files.Exists(Path.Join(place.Root, ".git"));
        var change = new Change([
            .. files.Select(file => new FileChange.Create(
                Paths.Join(place.Folder, file.Name),
                // In a root, a configuration is for all series below it, unless it says otherwise.
                file.Name == ConfigurationReader.FileName
                && isRoot
                    ? $"{ConventionKeys.Folder}: . # this folder itself\n{file.Text}"
                    : file.Text
            )),
        ]);
        return change.Files.OfType<FileChange.Create>().FirstOrDefault(file => before.Files.Contains(file.Path)) is { } other
            ? throw new UnusableException($"{place.AbsoluteOf(other.Path)} is there already; nothing was written")
            : (before, change);
    }
}
