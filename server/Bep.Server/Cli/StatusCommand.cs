using System.CommandLine;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Cli;

/// <summary>`bep status`: takes proposals a step further in their life, in their documents and rows.</summary>
static class StatusCommand
{
    public static Command Define(CommandContext world)
    {
        var words = new Argument<string[]>("words")
        {
            Description = "The proposals, and then their next status: `1025,1026 1029 Implemented`. Each is a number, or a file.",
            HelpName = "number… status",
            Arity = ArgumentArity.OneOrMore,
        };
        var check = new Option<bool>("--check") { Description = "Lists what is missing for the next status; 1 if something is." };
        var version = new Option<string>("--version") { Description = "The version that the step asks for." };
        var successor = new Option<string>("--successor") { Description = "The proposal that takes its place.", HelpName = "number" };
        var reason = new Option<string>("--reason") { Description = "Why, where the series wants that explained." };
        var (series, dryRun) = (EditCommand.SeriesOption(), EditCommand.DryRunOption());
        var command = new Command(
            "status",
            "Changes the status of proposals by a step that the lifecycle has; of all that are named, or of none."
        )
        {
            words,
            version,
            successor,
            reason,
            check,
            series,
            dryRun,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(words)!;
            var opened = EditCommand.Open(world, parsed.GetValue(series)!);
            if (parsed.GetValue(check))
                return Check(world, opened, given);
            if (given.Length < 2)
                throw new UnusableException("say the next status, or --check for what is missing for it");
            EditCommand.Carry(world, opened, parsed.GetValue(dryRun), opened =>
                Change(opened, given[..^1], given[^1], parsed.GetValue(version), parsed.GetValue(successor), parsed.GetValue(reason))
            );
            return CommandLine.Fine;
        });
        return command;
    }

    /// <summary>The change of the statuses of proposals, and what is said of it.</summary>
    /// <exception cref="UnusableException">There is no such proposal, or the lifecycle has no such step.</exception>
    public static (Change Change, string Says) Change(
        OpenedSeries opened,
        string[] given,
        string wanted,
        string? version,
        string? successor,
        string? reason
    )
    {
        var (documents, refusals) = Resolve(opened, given);
        var convention = opened.Series.Convention;
        // Letter case is no reason to refuse.
        var status = StatusNamed(convention, wanted) ?? wanted;
        var details = new StatusDetails(version, successor is null ? null : EditCommand.NumberOf(opened.Series, successor), reason);
        if (version is not null)
            refusals.AddRange(OtherVersions(convention, documents, status, version.Trim()));
        var (change, refusal) = StatusChange.To(opened.Series, documents, status, details);
        if (refusal is not null)
            refusals.Add(refusal.ToString());
        if (refusals.Count > 0)
            throw new UnusableException(string.Join("; ", refusals));
        var names = LocalizableString.And([.. documents.Select(document => convention.Format(document.Number!.Value))]);
        return change is null
            ? throw new UnusableException($"{names} cannot become {status}")
            : (change, $"{names} {(documents.Count == 1 ? "is" : "are")} {status} now");
    }

    // A step fills in what is not there. Who names a version where there is another one has to say which of them it is.
    private static IEnumerable<string> OtherVersions(Convention convention, IEnumerable<Document> documents, string status, string version)
    {
        var role = convention.RoleOfStatus(status) switch
        {
            StatusRole.Accepted => FieldRole.TargetVersion,
            StatusRole.Implemented => FieldRole.ImplementedVersion,
            _ => FieldRole.Other,
        };
        return from document in documents
            where role != FieldRole.Other
            let has = document.Facts[role]
            where has is not null && has != version
            select $"{document.Name} has {has} in its {convention.NameOf(role)} already; change it there, or leave the version out";
    }

    private static string? StatusNamed(Convention convention, string name) =>
        convention.Statuses.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name;

    // Each of them once, and what is wrong with any of the others.
    private static (List<Document> Documents, List<string> Problems) Resolve(OpenedSeries opened, IEnumerable<string> given)
    {
        var (documents, problems) = (new List<Document>(), new List<string>());
        var named = given.SelectMany(words => EditCommand.Listed(opened, words)).ToArray();
        if (named.Length == 0)
            problems.Add($"`{string.Join(' ', given)}` names no proposal");
        foreach (var one in named)
        {
            try
            {
                var document = EditCommand.DocumentOf(opened, one);
                if (!documents.Contains(document))
                    documents.Add(document);
            }
            catch (UnusableException e)
            {
                problems.Add(e.Message);
            }
        }

        return (documents, problems);
    }

    private static int Check(CommandContext world, OpenedSeries opened, string[] given)
    {
        // Who asks before the step may have written it already.
        var (documents, problems) = Resolve(
            opened,
            given.Length > 1 && StatusNamed(opened.Series.Convention, given[^1]) is not null ? given[..^1] : given
        );
        if (problems.Count > 0)
            throw new UnusableException(string.Join("; ", problems));
        var areReady = true;
        foreach (var document in documents)
            areReady &= Check(world, opened.Series, document);
        return areReady ? CommandLine.Fine : CommandLine.Found;
    }

    private static bool Check(CommandContext world, Series series, Document document)
    {
        var name = series.Convention.Format(document.Number!.Value);
        if (NextSteps.Of(series, document) is not { } next)
        {
            world.Terminal.Output.WriteLine($"{name} has no next status");
            return true;
        }

        world.Terminal.Output.WriteLine(
            next.Missing.IsEmpty ? $"{name} lacks nothing for {next.Status}" : $"{name} lacks for {next.Status}:"
        );
        foreach (var part in next.Missing)
            world.Terminal.Output.WriteLine($"  {document.Name}:{document.Text.PositionOf(part.Span.Start).Line + 1}: {part.Words}");
        return next.Missing.IsEmpty;
    }
}
