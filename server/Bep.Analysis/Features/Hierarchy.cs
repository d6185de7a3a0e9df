using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>A proposal, or another document, as a node of a tree of those that have to do with one another.</summary>
/// <param name="Number">The proposal's number; null for a document that is not a proposal.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Detail">A proposal's status; empty for nothing.</param>
/// <param name="Place">Its document, else its row.</param>
public sealed record HierarchyNode(ProposalNumber? Number, string Name, string Detail, NavigationTarget Place);

/// <summary>A node that has to do with another one, and where the text says so.</summary>
/// <param name="Node">The node.</param>
/// <param name="Spans">The places, in the document of the one that refers; at least one.</param>
public sealed record HierarchyEdge(HierarchyNode Node, ImmutableArray<TextSpan> Spans);

/// <summary>Who refers to whom, and who took whose place.</summary>
public static class Hierarchy
{
    /// <summary>
    /// The proposal at <paramref name="offset"/> of <paramref name="document"/>; anywhere else in a document, that document. Null for the
    /// registry's.
    /// </summary>
    public static HierarchyNode? At(Series series, Document document, int offset) =>
        Subject.Of(series, document, Symbol.At(document, offset)) is Subject.Proposal { Number: var number } ? OfNumber(series, number)
        : document.Kind is DocumentKind.Proposal or DocumentKind.Supporting ? OfPath(series, document.Path)
        : null;

    /// <summary>The node of <paramref name="number"/>; null where no row and no document has it.</summary>
    public static HierarchyNode? OfNumber(Series series, ProposalNumber number) =>
        series.PathOf(number) is { } path ? OfPath(series, path)
        : series.RowsOf(number).FirstOrDefault() is { } row
            ? new(
                number,
                $"{series.Convention.Format(number)}: {Titles.Of(series, number)}",
                ProposalCard.StatusOf(series, number),
                NavigationTarget.OfRow(series, row)
            )
        : null;

    /// <summary>The node of the document at <paramref name="path"/>; null where there is none.</summary>
    public static HierarchyNode? OfPath(Series series, string path)
    {
        if (series.Find(path) is not { } document)
            return null;
        var title = Titles.Of(series, path);
        return document.Number is { } number
            ? new(
                number,
                $"{series.Convention.Format(number)}: {title}",
                document.Facts[FieldRole.Status] ?? "",
                NavigationTarget.OfFile(series, path)
            )
            : new(null, title, "", NavigationTarget.OfFile(series, path));
    }

    /// <summary>Those that refer to <paramref name="node"/>, the registry left out, by path.</summary>
    public static ImmutableArray<HierarchyEdge> Referring(Series series, HierarchyNode node)
    {
        var path = node.Place.Path == series.RegistryPath ? null : node.Place.Path;
        if (node.Number is { } number)
            return
            [
                .. from referrer in Connections.ReferrersOf(series, number, path)
                from place in referrer.Places
                group place.NameSpan by place.Path into places
                orderby places.Key
                select new HierarchyEdge(OfPath(series, places.Key)!, [.. places.Order()]),
            ];
        if (path is null)
            return [];
        return
        [
            .. from referrer in series.ReferrersOf(path).Order(StringComparer.Ordinal)
            where referrer != series.RegistryPath && referrer != path
            let spans = series.Find(referrer)?.Links.Where(link => link.Path == path).Select(link => link.Span).Order().ToImmutableArray()
            where spans is { Length: > 0 }
            select new HierarchyEdge(OfPath(series, referrer)!, spans.Value),
        ];
    }

    /// <summary>Those that <paramref name="node"/> refers to, in the order in which its document names them.</summary>
    public static ImmutableArray<HierarchyEdge> ReferredTo(Series series, HierarchyNode node)
    {
        if (node.Place.Path == series.RegistryPath || series.Find(node.Place.Path) is not { } document)
            return [];
        var mentions = document
            .References.Where(mention => mention.Number != node.Number)
            .Select(mention => (mention.Number, mention.Span));
        var named = new Spans(document.References.Select(mention => mention.Span));
        var links = document
            .Links.Where(link => !named.AnyIn(link.TextSpan))
            .Select(link => (Number: series.Find(link.Path)?.Number, link.Span))
            .Where(link => link.Number is not null && link.Number != node.Number)
            .Select(link => (link.Number!.Value, link.Span));
        return
        [
            .. from place in mentions.Concat(links)
            orderby place.Span
            group place.Span by place.Item1 into places
            let other = OfNumber(series, places.Key)
            where other is not null
            select new HierarchyEdge(other, [.. places]),
        ];
    }

    /// <summary>The proposals that took the place of <paramref name="node"/>.</summary>
    public static ImmutableArray<HierarchyNode> Successors(Series series, HierarchyNode node) =>
        [
            .. SuccessorsIn(series.Find(node.Place.Path))
                .Where(number => number != node.Number)
                .Select(number => OfNumber(series, number))
                .OfType<HierarchyNode>(),
        ];

    /// <summary>The proposals whose place <paramref name="node"/> took.</summary>
    public static ImmutableArray<HierarchyNode> Predecessors(Series series, HierarchyNode node) =>
        node.Number is not { } number
            ? []
            :
            [
                .. series
                    .ReferrersOf(number)
                    .Order(StringComparer.Ordinal)
                    .Select(series.Find)
                    .OfType<Document>()
                    .Where(other => other.Number is not null && other.Number != number && SuccessorsIn(other).Contains(number))
                    .Select(other => OfPath(series, other.Path)!),
            ];

    private static IEnumerable<ProposalNumber> SuccessorsIn(Document? document) =>
        document?.Field(FieldRole.Successor) is { } field
            ? document.References.Where(mention => field.Value.Span.Contains(mention.Span)).Select(mention => mention.Number).Distinct()
            : [];
}
