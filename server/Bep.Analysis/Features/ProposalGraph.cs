using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Features;

/// <summary>A series as a graph: its proposals, what they refer to, and who took whose place.</summary>
/// <param name="Nodes">The proposals, by number.</param>
/// <param name="Edges">From one proposal to another one; of each pair the supersession where there is one, else the reference.</param>
public sealed record ProposalGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges)
{
    /// <summary>The graph of <paramref name="series"/>. What is referred to and does not exist is not in it.</summary>
    public static ProposalGraph Of(Series series)
    {
        var nodes = ProposalList
            .Of(series)
            .Select(entry => new GraphNode(IdOf(series, entry), entry))
            .DistinctBy(node => node.Id)
            .ToImmutableArray();
        var known = nodes.Select(node => node.Id).ToHashSet();
        var edges =
            from node in nodes
            from target in node
                .Entry.RefersTo.Select(number => (ProposalNumber?)number)
                .Append(node.Entry.Successor)
                .OfType<ProposalNumber>()
                .Distinct()
                .Order()
            let id = series.Convention.Format(target)
            where id != node.Id && known.Contains(id)
            select new GraphEdge(node.Id, id, IsSuccessor: target == node.Entry.Successor);
        return new(nodes, [.. edges]);
    }

    // A number with several documents means the one that its row says.
    private static string IdOf(Series series, ProposalEntry entry) =>
        entry.Number is { } number && (entry.Path is null || series.PathOf(number) == entry.Path)
            ? series.Convention.Format(number)
            : Paths.Name(entry.Path ?? "");
}

/// <summary>A proposal in a graph.</summary>
/// <param name="Id">Its number as it is read; of a document that its number does not mean, the file's name.</param>
/// <param name="Entry">What is known of it.</param>
public sealed record GraphNode(string Id, ProposalEntry Entry);

/// <summary>What one proposal has to do with another one.</summary>
/// <param name="From">See <see cref="GraphNode.Id"/>.</param>
/// <param name="To">Likewise.</param>
/// <param name="IsSuccessor">True where the other one took its place; false where it only refers to it.</param>
public sealed record GraphEdge(string From, string To, bool IsSuccessor);
