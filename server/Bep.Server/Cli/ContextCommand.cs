using System.Collections.Immutable;
using System.CommandLine;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>`bep context`: what somebody has to know who works on a proposal, or on a source file.</summary>
static class ContextCommand
{
    public static Command Define(CommandContext world)
    {
        var numbers = new Argument<string[]>("number")
        {
            Description = "The proposals: their numbers, or their files.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var source = new Option<string>("--for")
        {
            Description = "Instead: the proposals that this file mentions, and those that name it in code style.",
            HelpName = "file",
        };
        var budget = new Option<int>("--budget")
        {
            Description = "How many tokens it may take, about: one for four ASCII characters, one for each other character.",
            DefaultValueFactory = _ => ProposalContext.DefaultBudget,
            HelpName = "tokens",
        };
        var series = EditCommand.SeriesOption();
        var command = new Command("context", "Prints what one has to know to work on a proposal, each part with its place.")
        {
            numbers,
            source,
            budget,
            series,
        };
        command.SetAction(parsed =>
        {
            var (given, file) = (parsed.GetValue(numbers)!, parsed.GetValue(source));
            if (given.Length == 0 == (file is null))
                throw new UnusableException("say a number, or --for with a file");
            if (parsed.GetValue(budget) < 0)
                throw new UnusableException("--budget is a number of tokens");
            var opened = EditCommand.Open(world, parsed.GetValue(series)!);
            var context = ProposalContext.Of(
                opened.Series,
                file is null ? [.. given.Select(one => EditCommand.DocumentOf(opened, one))] : ProposalsOf(world, opened, file),
                parsed.GetValue(budget)
            );
            world.Terminal.Output.Write(context.ToMarkdown());
            return CommandLine.Fine;
        });
        return command;
    }

    /// <summary>The proposals that the source file <paramref name="given"/> is about.</summary>
    /// <exception cref="UnusableException">It is outside of the repository or cannot be read, or no proposal has to do with it.</exception>
    public static ImmutableArray<Document> ProposalsOf(CommandContext world, OpenedSeries opened, string given)
    {
        var files = Contained.In(world.Files, opened.Place.Root);
        var absolute = Path.GetFullPath(given);
        if (files.Locate(absolute, out _) is not { } path)
            throw new UnusableException($"{given} is outside of the repository {opened.Place.Root}");
        var (text, problem) = TextFile.Read(files, absolute);
        if (text is null)
            throw new UnusableException($"{given} {problem}");
        return ProposalContext.ProposalsOf(opened.Series, path, text.Content) is { IsEmpty: false } found
            ? found
            : throw new UnusableException($"no proposal has to do with {given}: it mentions none, and none names it");
    }
}
