using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Server.Cli;

/// <summary>`bep list`: the proposals of a series, as a table, as JSON or as comma-separated values.</summary>
static class ListCommand
{
    public static Command Define(CommandContext world)
    {
        var path = new Argument<string>("path")
        {
            Description = "The folder of the series, or one around it.",
            DefaultValueFactory = _ => ".",
        };
        var status = new Option<string>("--status") { Description = "Only proposals with this status." };
        var author = new Option<string>("--author") { Description = "Only proposals of whom this is the name, or a part of it." };
        var version = new Option<string>("--target-version") { Description = "Only proposals that are planned for this version." };
        var inFlight = new Option<bool>("--in-flight") { Description = "Instead, the proposals that only other branches have, and which." };
        var format = new Option<string>("--format") { Description = "How they are written.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "csv");
        var command = new Command("list", "Lists proposals with their status, authors and versions.")
        {
            path,
            status,
            author,
            version,
            inFlight,
            format,
        };
        command.SetAction(parsed =>
        {
            var opened = EditCommand.Open(world, parsed.GetValue(path)!);
            var entries = parsed.GetValue(inFlight)
                ?
                [
                    .. ProposalsInFlight
                        .Of(WithDocuments(world, opened))
                        .Where(proposal =>
                            Suits(proposal.Entry, parsed.GetValue(status), parsed.GetValue(author), parsed.GetValue(version))
                        )
                        .Select(proposal => new Listed(proposal.Entry, proposal.Branches)),
                ]
                : Entries(opened, parsed.GetValue(status), parsed.GetValue(author), parsed.GetValue(version))
                    .Select(entry => new Listed(entry, null))
                    .ToImmutableArray();
            var output = world.Terminal.Output;
            switch (parsed.GetValue(format))
            {
                case "json":
                    world.Terminal.WriteJson(Json(opened, entries));
                    break;
                case "csv":
                    output.Write(Csv(opened, entries, parsed.GetValue(inFlight)));
                    break;
                default:
                    output.Write(Table(opened, entries, world.Terminal));
                    break;
            }
            return CommandLine.Fine;
        });
        return command;
    }

    // Only this command asks what they say.
    private static Series WithDocuments(CommandContext world, OpenedSeries opened)
    {
        var (place, series, known) = (opened.Place, opened.Series, opened.Series.ExternalFacts);
        var branches = world.Git.WithDocumentsAsync(place.Root, series, known.Branches, CancellationToken.None).GetAwaiter().GetResult();
        return series.With(known with { Branches = branches });
    }

    /// <summary>The proposals with a status, an author and a target version; null for any.</summary>
    public static ImmutableArray<ProposalEntry> Entries(OpenedSeries opened, string? status, string? author, string? version) =>
        [.. ProposalList.Of(opened.Series).Where(entry => Suits(entry, status, author, version))];

    private static bool Suits(ProposalEntry entry, string? status, string? author, string? version) =>
        (status is null || entry.Status.Equals(status, StringComparison.OrdinalIgnoreCase))
        && (author is null || entry.Authors.Any(one => one.Contains(author, StringComparison.OrdinalIgnoreCase)))
        && (version is null || entry.TargetVersion == version);

    private static string NumberOf(OpenedSeries opened, ProposalEntry entry) =>
        entry.Number is { } number ? opened.Series.Convention.Format(number) : "";

    /// <summary>The document of a proposal as seen from the series' folder, with forward slashes; empty where there is none.</summary>
    public static string PathOf(OpenedSeries opened, ProposalEntry entry) =>
        entry.Path is { } path
            ? Path.GetRelativePath(opened.Place.Absolute, opened.Place.AbsoluteOf(path)).Replace(Path.DirectorySeparatorChar, '/')
            : "";

    /// <summary>A line of the list.</summary>
    /// <param name="Entry">The proposal.</param>
    /// <param name="Branches">Those that have it; null where it is here.</param>
    private sealed record Listed(ProposalEntry Entry, IReadOnlyList<Branch>? Branches);

    /// <summary>A line for each, in columns.</summary>
    public static string Table(OpenedSeries opened, ImmutableArray<ProposalEntry> entries, Terminal terminal) =>
        Table(opened, [.. entries.Select(entry => new Listed(entry, null))], terminal);

    private static string Table(OpenedSeries opened, ImmutableArray<Listed> entries, Terminal terminal)
    {
        string[][] rows =
        [
            .. entries.Select(one =>
                new[]
                {
                    NumberOf(opened, one.Entry),
                    one.Entry.Status,
                    one.Entry.TargetVersion,
                    string.Join(", ", one.Entry.Authors),
                    Summary(one.Branches),
                    one.Entry.Title,
                }
                    .Select(Terminal.Visible)
                    .ToArray()
            ),
        ];
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Select(row => WidthOf(row[column])).DefaultIfEmpty().Max())];
        return string.Concat(
            rows.Select(row =>
                string.Concat(
                        terminal.Bold(Padded(row[0], widths[0])),
                        string.Concat(
                            Enumerable
                                .Range(1, 4)
                                .Where(column => widths[column] > 0)
                                .Select(column => "  " + Padded(row[column], widths[column]))
                        ),
                        "  ",
                        row[5]
                    )
                    .TrimEnd() + "\n"
            )
        );
    }

    // The nearest one, and how many more: a proposal may be on a hundred, which JSON and CSV name.
    private static string Summary(IReadOnlyList<Branch>? branches) =>
        branches switch
        {
            null or [] => "",
            [var only] => only.Name,
            [var nearest, ..] => $"{nearest.Name} +{branches.Count - 1}",
        };

    private static string Padded(string text, int width) => text + new string(' ', width - WidthOf(text));

    // East Asian characters are two columns wide.
    private static int WidthOf(string text) =>
        text.Sum(c =>
            c is >= '\u1100' and <= '\u115F' or >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uFF00' and <= '\uFF60'
                ? 2
                : 1
        );

    private static string Json(OpenedSeries opened, ImmutableArray<Listed> entries) =>
        Text(new JsonArray([.. entries.Select(one => Json(opened, one))]));

    private static JsonObject Json(OpenedSeries opened, Listed one)
    {
        var entry = one.Entry;
        var json = new JsonObject
        {
            ["number"] = entry.Number?.Value,
            ["name"] = NumberOf(opened, entry),
            ["path"] = entry.Path is null ? null : PathOf(opened, entry),
            ["title"] = entry.Title,
            ["status"] = entry.Status,
            ["authors"] = new JsonArray([.. entry.Authors.Select(author => (JsonNode)author)]),
            ["created"] = entry.Created,
            ["targetVersion"] = entry.TargetVersion,
            ["implementedVersion"] = entry.ImplementedVersion,
            ["supersededBy"] = entry.Successor?.Value,
        };
        if (one.Branches is { } branches)
            json["branches"] = new JsonArray([
                .. branches.Select(branch => new JsonObject
                {
                    ["name"] = branch.Name,
                    ["author"] = branch.Author,
                    ["date"] = branch.Day,
                }),
            ]);
        return json;
    }

    /// <summary>JSON as a person can read it.</summary>
    public static string Text(JsonNode json)
    {
        using var bytes = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                bytes,
                new()
                {
                    Indented = true,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
            json.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static string Csv(OpenedSeries opened, ImmutableArray<Listed> entries, bool hasBranches)
    {
        string[] always = ["number", "title", "status", "authors", "created", "target-version", "implemented-version", "path"];
        string[] header = hasBranches ? [.. always, "branches"] : always;
        var rows = entries.Select(one =>
            new[]
            {
                NumberOf(opened, one.Entry),
                one.Entry.Title,
                one.Entry.Status,
                string.Join("; ", one.Entry.Authors),
                one.Entry.Created,
                one.Entry.TargetVersion,
                one.Entry.ImplementedVersion,
                PathOf(opened, one.Entry),
            }
                .Concat(one.Branches is { } branches ? [string.Join("; ", branches.Select(branch => branch.Name))] : [])
                .ToArray()
        );
        return string.Concat(rows.Prepend(header).Select(row => string.Join(',', row.Select(Quoted)) + "\r\n"));
    }

    // RFC 4180. A table is opened by programs and shown in terminals; control characters are of use in neither.
    private static string Quoted(string value) => Escaped(Terminal.Visible(value));

    private static string Escaped(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
