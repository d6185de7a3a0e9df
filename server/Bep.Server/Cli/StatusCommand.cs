using System.CommandLine;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;

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
        var status = new Argument<string?>("status") { Description = "Its next status.", Arity = ArgumentArity.ZeroOrOne };
        var check = new Option<bool>("--check") { Description = "Lists what is missing for the next status; 1 if something is." };
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
            check,
            series,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(check))
                return Check(world, EditCommand.Open(world, parsed.GetValue(series)!), parsed.GetValue(number)!);
            if (parsed.GetValue(status) is not { } wanted)
                throw new UnusableException("say the next status, or --check for what is missing for it");
            EditCommand.Carry(world, EditCommand.Open(world, parsed.GetValue(series)!), parsed.GetValue(dryRun), opened =>
                Change(
                    opened,
                    parsed.GetValue(number)!,
                    wanted,
                    parsed.GetValue(version),
                    parsed.GetValue(successor),
                    parsed.GetValue(reason)
                )
            );
            return CommandLine.Fine;
        });
        return command;
    }

    /// <summary>The change of a proposal's status, and what is said of it.</summary>
    /// <exception cref="UnusableException">There is no such proposal, or the lifecycle has no such step.</exception>
    public static (Change Change, string Says) Change(
        OpenedSeries opened,
        string number,
        string status,
        string? version,
        string? successor,
        string? reason
    )
    {
        var document = EditCommand.DocumentOf(opened, number);
        // Letter case is no reason to refuse.
        var name = opened
            .Series.Convention.Statuses.FirstOrDefault(known => known.Name.Equals(status, StringComparison.OrdinalIgnoreCase))
            ?.Name
            ?? status;
        var details = new StatusDetails(version, successor is null ? null : EditCommand.NumberOf(opened.Series, successor), reason);
        var (change, refusal) = StatusChange.To(opened.Series, document, name, details);
        return change is null
            ? throw new UnusableException(refusal?.ToString() ?? $"{document.Name} cannot become {name}")
            : (change, $"{opened.Series.Convention.Format(document.Number!.Value)} is {name} now");
    }

    private static int Check(CommandContext world, OpenedSeries opened, string number)
    {
        var (series, document) = (opened.Series, EditCommand.DocumentOf(opened, number));
        var name = series.Convention.Format(document.Number!.Value);
        if (NextSteps.Of(series, document) is not { } next)
        {
            world.Terminal.Output.WriteLine($"{name} has no next status");
            return CommandLine.Fine;
        }

        world.Terminal.Output.WriteLine(
            next.Missing.IsEmpty ? $"{name} lacks nothing for {next.Status}" : $"{name} lacks for {next.Status}:"
        );
        foreach (var part in next.Missing)
            world.Terminal.Output.WriteLine($"  {document.Name}:{document.Text.PositionOf(part.Span.Start).Line + 1}: {part.Words}");
        return next.Missing.IsEmpty ? CommandLine.Fine : CommandLine.Found;
    }
}
