using System.CommandLine;
using Bep.Analysis.Edits;

namespace Bep.Server.Cli;

/// <summary>`bep renumber`: gives a proposal another number, everywhere.</summary>
static class RenumberCommand
{
    public static Command Define(CommandContext world)
    {
        var old = new Argument<string>("old") { Description = "The proposal: its number, or its file where several have that number." };
        var now = new Argument<string?>("new")
        {
            Description = "Its new number; the next one if none is given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var (series, dryRun) = (EditCommand.SeriesOption(), EditCommand.DryRunOption());
        var command = new Command(
            "renumber",
            "Gives a proposal another number: its file and directory, its row, and all that refers to it."
        )
        {
            old,
            now,
            series,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            EditCommand.Carry(world, EditCommand.Open(world, parsed.GetValue(series)!), parsed.GetValue(dryRun), opened =>
            {
                var convention = opened.Series.Convention;
                var document = EditCommand.DocumentOf(opened, parsed.GetValue(old)!);
                var number = parsed.GetValue(now) is { } given ? EditCommand.NumberOf(opened.Series, given) : opened.Series.NextNumber;
                if (
                    opened.Series.PathsOf(number).Count > 0
                    || opened.Series.RowsOf(number).Any()
                    || opened.Series.InOtherMarkup(number) is not null
                    || !convention.TryReadPath("", convention.FileName(number, "x"), out _, out _)
                )
                    throw new UnusableException(
                        $"{convention.Format(number)} is {(opened.Series.Knows(number) ? "taken" : "no number of this series")}; the next one is {convention.Format(opened.Series.NextNumber)}"
                    );
                return (
                    Renumbering.Of(opened.Series, document, number),
                    $"{convention.Format(document.Number!.Value)} is {convention.Format(number)} now"
                );
            });
            return CommandLine.Fine;
        });
        return command;
    }
}
