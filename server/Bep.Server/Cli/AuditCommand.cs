using System.CommandLine;
using System.Text.Json.Nodes;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Server.Cli;

/// <summary>`bep audit`: which statuses do not go together with what was released, and what a repository says of each proposal.</summary>
static class AuditCommand
{
    // The rule that has the statements.
    private const string Rule = "status-evidence";

    public static Command Define(CommandContext world)
    {
        var path = new Argument<string>("path")
        {
            Description = "The folder of the series, or one around it.",
            DefaultValueFactory = _ => ".",
        };
        var format = new Option<string>("--format") { Description = "How it is written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "github");
        var command = new Command(
            "audit",
            "Compares the statuses of proposals with the code, changelog and commits that name them, as far as they were released."
        )
        {
            path,
            format,
        };
        command.SetAction(parsed =>
        {
            var opened = EditCommand.Open(world, parsed.GetValue(path)!);
            var (place, series, _) = opened;
            // Here, unlike in a check, somebody wants to know why nothing is known.
            var mentions = world.Git.MentionsAsync(place.Root, series, CancellationToken.None).GetAwaiter().GetResult();
            opened = opened with { Series = series.With(series.ExternalFacts with { Mentions = mentions }) };
            if (mentions.IsCut)
                world.Terminal.Warn(
                    $"{mentions.Release} mentions proposals more often than is looked at; that nothing cites one is not said"
                );
            var report = CheckCommand.Check(world, [opened], [parsed.GetValue(path)!], rule: Rule);
            switch (parsed.GetValue(format))
            {
                case "json":
                    world.Terminal.WriteJson(ListCommand.Text(Json(opened, report)));
                    break;
                case "github":
                    GithubReport.Write(report, world.Terminal);
                    break;
                default:
                    TextReport.Write(report, world.Terminal);
                    break;
            }
            return report.Found.Any(one => one.Finding.Severity == Severity.Error) ? CommandLine.Found : CommandLine.Fine;
        });
        return command;
    }

    private static JsonObject Json(OpenedSeries opened, CheckReport report)
    {
        var mentions = opened.Series.ExternalFacts.Mentions;
        var keys = OwnKeys.Of(opened.Series).All.ToLookup(one => one.Owner, one => one.Key);
        var says = report.Found.ToLookup(one => one.Finding.Path, one => one.Finding.Message.ToString());
        return new()
        {
            ["root"] = report.Root.Replace(Path.DirectorySeparatorChar, '/'),
            ["release"] = mentions.Release,
            ["isWhole"] = !mentions.IsCut,
            ["proposals"] = new JsonArray([
                .. ProposalList.Of(opened.Series).Where(entry => entry is { Number: not null, Path: not null }).Select(Describe),
            ]),
        };

        JsonNode Describe(ProposalEntry entry)
        {
            var json = new JsonObject
            {
                ["number"] = entry.Number!.Value.Value,
                ["path"] = ListCommand.PathOf(opened, entry),
                ["title"] = entry.Title,
                ["status"] = entry.Status,
            };
            if (keys[entry.Number.Value].ToArray() is { Length: > 0 } own)
                json["keys"] = new JsonArray([.. own.Select(key => JsonValue.Create(key))]);
            var said = mentions.Of(entry.Number.Value);
            if (said is { First: { } first })
            {
                var code = Place(first);
                code.Insert(0, "lines", said.Lines);
                code["since"] = said.Since;
                json["code"] = code;
            }

            if (said?.Changelog is { } changelog)
                json["changelog"] = Place(changelog);
            if (said is { Commits: > 0, FirstCommit: { } day })
                json["commits"] = new JsonObject { ["count"] = said.Commits, ["since"] = $"{day:yyyy-MM-dd}" };
            if (says[entry.Path!].FirstOrDefault() is { } message)
                json["says"] = message;
            return json;
        }

        static JsonObject Place(PlaceInRelease place)
        {
            var json = new JsonObject { ["path"] = place.Path, ["line"] = place.Line };
            if (place.Key is { } key)
                json["key"] = key;
            return json;
        }
    }
}
