using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Bep.Analysis.Changes;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Server.Cli;

/// <summary>
/// `bep change-title`: the title of a pull request for what the working tree changes since its branch left the base, and, for a program, what
/// that is.
/// </summary>
static class ChangeTitleCommand
{
    public static Command Define(CommandContext world)
    {
        var path = SeriesSource.PathsArgument();
        var revision = BaseOption();
        var format = new Option<string>("--format")
        {
            Description = "How it is written; as JSON with each change: the proposal, the kind, the status before and now.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("change-title", "Prints the title of what has been changed, in the series' form.")
        {
            path,
            revision,
            format,
        };
        command.SetAction(parsed =>
        {
            var opened = SeriesSource
                .Read(world, parsed.GetValue(path)!)
                .Select(one => WithBase(world, one, parsed.GetValue(revision)))
                .ToList();
            if (parsed.GetValue(format) == "json")
            {
                // That nothing has been changed is an answer as well.
                world.Terminal.WriteJson(ListCommand.Text(new JsonArray([.. opened.Select(Json)])));
                return CommandLine.Fine;
            }

            var changed = opened.Select(one => one.Series).Where(series => ChangesOf(series).Length > 0).ToList();
            if (changed.Count == 0)
                throw new UnusableException($"no proposal differs from {opened[0].Series.ExternalFacts.Branches.Base!.Name}");
            foreach (var series in changed)
            {
                world.Terminal.Output.WriteLine(Terminal.Visible(TitleWriter.Write(series, ChangesOf(series))));
                foreach (var change in ChangesOf(series).Where(change => change is { Kind: ChangeKind.Accept, Version: null }))
                    world.Terminal.Warn($"{series.Convention.Format(change.Number)} does not say for which version it is accepted");
            }
            return CommandLine.Fine;
        });
        return command;
    }

    /// <summary>What the working tree is compared with.</summary>
    public static Option<string> BaseOption() =>
        new("--base")
        {
            Description = "The branch that is to get the changes, or another revision; the one that all branches lead to if you name none.",
            HelpName = "revision",
        };

    /// <summary>The series with what it had when the branch left <paramref name="revision"/>; the same series where that is null.</summary>
    /// <exception cref="Git.GitException">There is no such revision, or no repository.</exception>
    public static OpenedSeries WithBase(CommandContext world, OpenedSeries opened, string? revision)
    {
        if (revision is null)
            return opened;
        var (place, series, _) = opened;
        var known = world.Git.BaselineAsync(place.Root, series, revision, CancellationToken.None).GetAwaiter().GetResult();
        var branches = series.ExternalFacts.Branches with { Base = known };
        return opened with { Series = series.With(series.ExternalFacts with { Branches = branches }) };
    }

    private static JsonNode Json(OpenedSeries opened)
    {
        var (series, changes) = (opened.Series, ChangesOf(opened.Series));
        return new JsonObject
        {
            ["series"] = opened.Place.Name,
            ["title"] = changes.IsEmpty ? null : TitleWriter.Write(series, changes),
            ["changes"] = new JsonArray([
                .. changes.Select(change => new JsonObject
                {
                    ["number"] = change.Number.Value,
                    ["name"] = series.Convention.Format(change.Number),
                    ["title"] = change.Titles[0],
                    ["kind"] = change.Kind.ToString().ToLowerInvariant(),
                    ["before"] = change.Before,
                    ["now"] = change.Now,
                    ["version"] = change.Version,
                }),
            ]),
        };
    }

    private static ImmutableArray<ProposalChange> ChangesOf(Series series) =>
        ChangeFinder.In(series)
        ?? throw new UnusableException(
            series.ExternalFacts.Branches.Problem is { } problem
                ? $"{problem}; there is nothing to compare with"
                : "there is no branch to compare with; name a revision with --base"
        );
}
