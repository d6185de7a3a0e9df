using System.CommandLine;
using System.Text.Json.Nodes;
using Bep.Analysis.Features;

namespace Bep.Server.Cli;

/// <summary>`bep graph`: what refers to what and who took whose place, for Mermaid, Graphviz or a program.</summary>
static class GraphCommand
{
    public static Command Define(CommandContext world)
    {
        var path = new Argument<string>("path")
        {
            Description = "The folder of the series, or one around it.",
            DefaultValueFactory = _ => ".",
        };
        var format = new Option<string>("--format") { Description = "How it is written.", DefaultValueFactory = _ => "mermaid" };
        format.AcceptOnlyFromAmong("mermaid", "dot", "json");
        var command = new Command("graph", "Draws what proposals refer to, and which took the place of which.") { path, format };
        command.SetAction(parsed =>
        {
            var opened = EditCommand.Open(world, parsed.GetValue(path)!);
            var graph = ProposalGraph.Of(opened.Series);
            switch (parsed.GetValue(format))
            {
                case "json":
                    world.Terminal.WriteJson(Json(graph, opened));
                    break;
                case "dot":
                    world.Terminal.Output.Write(Dot(graph));
                    break;
                default:
                    world.Terminal.Output.Write(Mermaid(graph));
                    break;
            }
            return CommandLine.Fine;
        });
        return command;
    }

    private static string Mermaid(ProposalGraph graph)
    {
        var names = graph.Nodes.Select((node, i) => (node.Id, Name: $"p{i}")).ToDictionary(node => node.Id, node => node.Name);
        return string.Concat(
            graph
                .Nodes.Select(node => $"    {names[node.Id]}[\"{Entities(LabelOf(node, " "))}\"]\n")
                .Concat(
                    graph.Edges.Select(edge =>
                        $"    {names[edge.From]} {(edge.IsSuccessor ? "-. superseded by .->" : "-->")} {names[edge.To]}\n"
                    )
                )
                .Prepend("graph LR\n")
        );
    }

    private static string Dot(ProposalGraph graph) =>
        string.Concat(
            graph
                .Nodes.Select(node => $"    {Quoted(Terminal.Visible(node.Id))} [label={Quoted(LabelOf(node, "\n"))}];\n")
                .Concat(
                    graph.Edges.Select(edge =>
                        $"    {Quoted(Terminal.Visible(edge.From))} -> {Quoted(Terminal.Visible(edge.To))}{(edge.IsSuccessor ? " [style=dashed, label=\"superseded by\"]" : "")};\n"
                    )
                )
                .Prepend("digraph proposals {\n    rankdir=LR;\n    node [shape=box];\n")
                .Append("}\n")
        );

    private static string Json(ProposalGraph graph, OpenedSeries opened)
    {
        var json = new JsonObject
        {
            ["nodes"] = new JsonArray([
                .. graph.Nodes.Select(node => new JsonObject
                {
                    ["id"] = node.Id,
                    ["title"] = node.Entry.Title,
                    ["status"] = node.Entry.Status,
                    ["path"] = node.Entry.Path is null ? null : ListCommand.PathOf(opened, node.Entry),
                }),
            ]),
            ["edges"] = new JsonArray([
                .. graph.Edges.Select(edge => new JsonObject
                {
                    ["from"] = edge.From,
                    ["to"] = edge.To,
                    ["kind"] = edge.IsSuccessor ? "superseded-by" : "refers-to",
                }),
            ]),
        };
        return ListCommand.Text(json);
    }

    private static string LabelOf(GraphNode node, string between) =>
        node.Entry.Title.Length > 0
            ? $"{Terminal.Visible(node.Id)}{between}{Terminal.Visible(node.Entry.Title)}"
            : Terminal.Visible(node.Id);

    // Mermaid, “Entity codes to escape characters”.
    private static string Entities(string text) =>
        text.Replace("#", "#35;", StringComparison.Ordinal)
            .Replace("\"", "#quot;", StringComparison.Ordinal)
            .Replace("<", "#lt;", StringComparison.Ordinal)
            .Replace(">", "#gt;", StringComparison.Ordinal)
            .Replace("`", "#96;", StringComparison.Ordinal);

    // Graphviz, “The DOT Language”: of a quoted text only the quote itself and what looks like an escape have another meaning.
    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
