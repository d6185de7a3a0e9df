using System.Collections.Immutable;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `textDocument/prepareCallHierarchy` and its calls: who refers to a proposal, and to whom it refers.
/// `textDocument/prepareTypeHierarchy` and its types: whose place it took (above it), and who took its place (below it).
/// </summary>
static class HierarchyHandler
{
    public static HierarchyItem[]? Prepare(ServerState state, TextDocumentPositionParams parameters, CancellationToken cancel)
    {
        if (!state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        return Hierarchy.At(loaded.Series, document, Translate.Offset(document.Text, parameters.Position)) is { } node
            ? [Describe(state, loaded, node)]
            : null;
    }

    public static IncomingCall[]? Incoming(ServerState state, HierarchyParams parameters, CancellationToken cancel) =>
        Find(state, parameters) is var (loaded, node)
            ?
            [
                .. Hierarchy
                    .Referring(loaded.Series, node)
                    .Select(edge => new IncomingCall(Describe(state, loaded, edge.Node), Ranges(loaded, edge.Node, edge.Spans))),
            ]
            : null;

    public static OutgoingCall[]? Outgoing(ServerState state, HierarchyParams parameters, CancellationToken cancel) =>
        Find(state, parameters) is var (loaded, node)
            ?
            [
                .. Hierarchy
                    .ReferredTo(loaded.Series, node)
                    .Select(edge => new OutgoingCall(Describe(state, loaded, edge.Node), Ranges(loaded, node, edge.Spans))),
            ]
            : null;

    public static HierarchyItem[]? Supertypes(ServerState state, HierarchyParams parameters, CancellationToken cancel) =>
        Find(state, parameters) is var (loaded, node)
            ? [.. Hierarchy.Predecessors(loaded.Series, node).Select(other => Describe(state, loaded, other))]
            : null;

    public static HierarchyItem[]? Subtypes(ServerState state, HierarchyParams parameters, CancellationToken cancel) =>
        Find(state, parameters) is var (loaded, node)
            ? [.. Hierarchy.Successors(loaded.Series, node).Select(other => Describe(state, loaded, other))]
            : null;

    // The item comes back as it went out, perhaps after the text has changed: it is looked up again.
    private static (LoadedSeries Loaded, HierarchyNode Node)? Find(ServerState state, HierarchyParams parameters)
    {
        if (!state.TryFind(parameters.Item.Uri, out var loaded, out var document))
            return null;
        var node =
            document.Kind == DocumentKind.Registry && parameters.Item.Data is { } number
                ? Hierarchy.OfNumber(loaded.Series, new(number))
                : Hierarchy.OfPath(loaded.Series, document.Path);
        return node is null ? null : (loaded, node);
    }

    private static HierarchyItem Describe(ServerState state, LoadedSeries loaded, HierarchyNode node)
    {
        var place = Translate.Location(state, loaded, node.Place.Path, node.Place.Span);
        return new(
            node.Name,
            Translate.Kind(SymbolKind.Proposal),
            node.Detail.Length > 0 ? node.Detail : null,
            place.Uri,
            place.Range,
            Translate.Location(state, loaded, node.Place.Path, node.Place.NameSpan).Range,
            node.Number?.Value
        );
    }

    private static Protocol.Range[] Ranges(LoadedSeries loaded, HierarchyNode node, ImmutableArray<TextSpan> spans) =>
        loaded.Series.Find(node.Place.Path)?.Text is { } text ? [.. spans.Select(span => Translate.Range(text, span))] : [];
}
