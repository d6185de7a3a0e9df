using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>`bep graph` as a person, Graphviz and a program read it.</summary>
public sealed class GraphTests
{
    [Fact]
    public void Mermaid_draws_references_and_successors()
    {
        using var folder = Series();
        Assert.Equal(
            """
            graph LR
                p0["BEP-1000 Quiet Hours"]
                p1["BEP-1001 Tide #quot;Tables#quot; #lt;1#gt;"]
                p2["BEP-1002 Night Shift"]
                p1 --> p0
                p1 -. superseded by .-> p2

            """,
            Command.Run("graph", folder.Root).Output
        );
    }

    [Fact]
    public void Dot_is_what_Graphviz_reads()
    {
        using var folder = Series();
        Assert.Equal(
            """
            digraph proposals {
                rankdir=LR;
                node [shape=box];
                "BEP-1000" [label="BEP-1000\nQuiet Hours"];
                "BEP-1001" [label="BEP-1001\nTide \"Tables\" <1>"];
                "BEP-1002" [label="BEP-1002\nNight Shift"];
                "BEP-1001" -> "BEP-1000";
                "BEP-1001" -> "BEP-1002" [style=dashed, label="superseded by"];
            }

            """,
            Command.Run("graph", folder.Root, "--format", "dot").Output
        );
    }

    [Fact]
    public void Json_names_both_ends()
    {
        using var folder = Series();
        var graph = Command.Run("graph", folder.Root, "--format", "json").Json;
        Assert.Equal(
            ["BEP-1000 BEP-1000-quiet-hours.md", "BEP-1001 BEP-1001-tide-tables.md", "BEP-1002 "],
            graph["nodes"]!.AsArray().Select(node => $"{node!["id"]} {node["path"]}")
        );
        Assert.Equal(
            ["BEP-1001 refers-to BEP-1000", "BEP-1001 superseded-by BEP-1002"],
            graph["edges"]!.AsArray().Select(edge => $"{edge!["from"]} {edge["kind"]} {edge["to"]}")
        );
    }

    [Fact]
    public void Two_documents_of_one_number_are_two_nodes()
    {
        using var folder = TempFolder.WithSeries();
        folder.Write("proposals/BEP-1001-also.md", TempFolder.Proposal("Also", body: "After BEP-1001 and BEP-1234.\n"));
        var graph = Command.Run("graph", folder.Root, "--format", "json").Json;
        Assert.Equal(
            ["BEP-1000", "BEP-1001-also.md", "BEP-1001"],
            graph["nodes"]!.AsArray().Select(node => node!["id"]!.GetValue<string>())
        );
    }

    private static TempFolder Series()
    {
        var folder = TempFolder.WithSeries();
        folder.Write("proposals/README.md", TempFolder.Registry("| 1002 | Night Shift | Min Seo | Draft |"));
        folder.Write(
            "proposals/BEP-1001-tide-tables.md",
            "---\nStatus: Superseded\nSuperseded-By: BEP-1002\n---\n\n# Tide \"Tables\" \\<1>\n\nAfter BEP-1000 and BEP-1234.\n"
        );
        return folder;
    }
}
