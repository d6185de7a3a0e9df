using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>A place in a document that means the same as the one under the cursor.</summary>
/// <param name="Span">Where.</param>
/// <param name="IsDeclaration">True where it is not named but made: a heading, the proposal's own title or row.</param>
public sealed record Highlight(TextSpan Span, bool IsDeclaration);

/// <summary>Finds what else in a document means the thing under the cursor.</summary>
public static class Highlights
{
    /// <summary>
    /// The places in <paramref name="document"/> that mean what stands at <paramref name="offset"/>, in the order of the text.
    /// </summary>
    public static ImmutableArray<Highlight> At(Series series, Document document, int offset)
    {
        var found = Subject.Of(series, document, Symbol.At(document, offset)) switch
        {
            Subject.Proposal { Number: var number } => OfProposal(series, document, number),
            Subject.File { Path: var path } => document
                .Links.Where(link => link.LeadsTo(path))
                .Select(link => new Highlight(link.UrlSpan, false)),
            Subject.Anchor { Path: var path, Fragment: var fragment } => OfAnchor(document, path, fragment),
            _ => [],
        };
        return [.. found.OrderBy(highlight => highlight.Span)];
    }

    private static IEnumerable<Highlight> OfProposal(Series series, Document document, ProposalNumber number)
    {
        var rows = (document.Registry?.RowsOf(number) ?? []).Select(row => row.NumberCell!.Span).ToList();
        foreach (var cell in rows)
            yield return new(cell, true);
        var cells = new Spans(rows);

        var title = document.Number == number ? document.TitleSection?.Heading : null;
        var mentions = document.References.Where(mention => mention.Number == number && !cells.AnyAround(mention.Span)).ToList();
        foreach (var mention in mentions)
            yield return new(mention.Span, title?.Contains(mention.Span) == true);

        var (paths, places) = (series.PathsOf(number), new Spans(mentions.Select(mention => mention.Span)));
        foreach (var link in document.Links)
        {
            if (link.Path is not { } path || path == document.Path || !paths.Contains(path) || cells.AnyAround(link.Span))
                continue;
            if (!places.AnyIn(link.TextSpan))
                yield return new(link.UrlSpan, false);
        }
    }

    private static IEnumerable<Highlight> OfAnchor(Document document, string path, string fragment)
    {
        if (document.Path == path && Subject.SectionOf(document, fragment) is { } section)
            yield return new(section.Heading, true);
        foreach (var link in document.Links)
        {
            if (link.LeadsTo(path, fragment))
                yield return new(link.FragmentSpan, false);
        }
    }
}
