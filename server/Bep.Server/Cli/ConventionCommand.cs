using System.CommandLine;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>
/// `bep convention`: how a series writes its proposals, each fact with the place that states it; or the same as instructions for agents.
/// </summary>
static class ConventionCommand
{
    public static Command Define(CommandContext world)
    {
        var path = SeriesSource.PathsArgument();
        var format = new Option<string>("--format") { Description = "How it is written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "agents");
        var write = new Option<string>("--write")
        {
            Description = "With --format agents: puts it into this file, AGENTS.md for example, between two comments.",
            HelpName = "file",
        };
        var dryRun = EditCommand.DryRunOption();
        var command = new Command("convention", "Prints how a series writes its proposals, and which of its files says so.")
        {
            path,
            format,
            write,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            var (isForAgents, file) = (parsed.GetValue(format) == "agents", parsed.GetValue(write));
            if (file is not null && !isForAgents)
                throw new UnusableException("--write is for --format agents");
            if (file is null && parsed.GetValue(dryRun))
                throw new UnusableException("--dry-run is for --write");
            var found = SeriesSource.Read(world, parsed.GetValue(path)!);
            if (file is not null)
                Write(
                    world,
                    found is [var only]
                        ? only
                        : throw new UnusableException(
                            $"there are several series; name the folder of one: {string.Join(", ", found.Select(one => one.Place.Name))}"
                        ),
                    file,
                    parsed.GetValue(dryRun)
                );
            else if (isForAgents)
                foreach (var (_, series, _) in found)
                    world.Terminal.Output.WriteLine(AgentInstructions.Of(series));
            else
                foreach (var one in found)
                    Print(world, one, found.Length > 1);
            return CommandLine.Fine;
        });
        return command;
    }

    private static void Print(CommandContext world, OpenedSeries opened, bool isNamed)
    {
        var (place, series, _) = opened;
        if (isNamed)
            world.Terminal.Output.WriteLine(world.Terminal.Bold(place.Name));
        foreach (var key in ConventionKeys.All)
        {
            var fact = series.ConventionFacts.LastOrDefault(fact => fact.Key == key.Name);
            var origin = fact is null ? "default" : $"{fact.Path}:{series.Find(fact.Path)!.Text.PositionOf(fact.Span.Start).Line + 1}";
            world.Terminal.Output.WriteLine(
                $"{world.Terminal.Bold(key.Name)}: {(key.Show(series.Convention) is { Length: > 0 } value ? Terminal.Visible(value) : "none")}  {world.Terminal.Faint($"({origin})")}"
            );
        }
    }

    private static void Write(CommandContext world, OpenedSeries opened, string file, bool isDryRun)
    {
        var place = opened.Place;
        var files = Contained.In(world.Files, place.Root);
        if (files.Locate(Path.GetFullPath(file), out _) is not { } path)
            throw new UnusableException($"{file} is outside of the repository {place.Root}");
        if (!Paths.IsBelow(place.Folder, path))
        {
            if (!InstructionFiles.IsPlace(path))
                throw new UnusableException(
                    $"{file} is no file that is looked at later: name {string.Join(", ", InstructionFiles.Known)} in {place.Root}, {InstructionFiles.Skill} in a folder of {string.Join(", ", InstructionFiles.SkillFolders)}, or a Markdown file of the series"
                );
            place = place with { Beyond = place.Beyond.Append(path).Distinct().ToEquatableArray() };
        }

        if (!files.IsFolder(Path.GetDirectoryName(place.AbsoluteOf(path))!))
            throw new UnusableException($"there is no folder for {file}");
        EditCommand.Carry(world, SeriesSource.ReadAgain(world, opened with { Place = place }), isDryRun, now =>
        {
            if (now.Series.Find(path) is not { } document)
                return files.Exists(place.AbsoluteOf(path)) || !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
                    ? throw new UnusableException($"{file} is no Markdown file that can be read")
                    : (
                        new Change([new FileChange.Create(path, $"{AgentInstructions.Of(now.Series)}\n")]),
                        $"{path} is made, with the convention in it"
                    );
            if (document.Kind is not (DocumentKind.Instructions or DocumentKind.Supporting))
                throw new UnusableException($"{file} is not for agents alone");
            var (change, refusal) = AgentInstructions.WriteInto(now.Series, document);
            if (refusal is not null)
                throw new UnusableException($"{file}: {refusal}");
            return (change ?? Change.None, change is null ? $"{path} says it already" : $"{path} has the convention");
        });
    }
}
