using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// How a proposal hangs together with the others: what it refers to, and what refers to it. The documents in its directory count as its
/// own.
/// </summary>
/// <param name="Path">The proposal that was asked about.</param>
/// <param name="RefersTo">Other proposals, by number in order, also those that do not exist.</param>
/// <param name="ReferredToBy">Other proposals, and documents that belong to none, by path in order. The registry names everything and is
/// left out.</param>
/// <param name="Itself">Where its own documents name it, by path in order; not in their titles.</param>
public sealed record Connections(
    string Path,
    ImmutableArray<ConnectedProposal> RefersTo,
    ImmutableArray<ConnectedProposal> ReferredToBy,
    ImmutableArray<NavigationTarget> Itself
)
{
    /// <summary>The connections of the proposal that <paramref name="path"/> is, or is a part of; null for other files.</summary>
    public static Connections? Of(Series series, string path)
    {
        var owner = series.Find(path) is { Kind: DocumentKind.Proposal } ? path : ProposalList.OwnerOf(series, path);
        if (series.Find(owner) is not { } document)
            return null;

        Document[] own =
        [
            document,
            .. series
                .Documents.Values.Where(other => other.Kind == DocumentKind.Supporting && ProposalList.OwnerOf(series, other.Path) == owner)
                .OrderBy(part => part.Path, StringComparer.Ordinal),
        ];
        var refersTo =
            from part in own.OrderBy(part => part.Path, StringComparer.Ordinal)
            from mention in Mentions(series, part)
            where mention.Number != document.Number && mention.Path != document.Path
            group new NavigationTarget(part.Path, mention.Span, mention.Span) by mention.Number into places
            orderby places.Key
            select new ConnectedProposal(places.Key, series.PathOf(places.Key), [.. places]);

        var itself = own.SelectMany(part => NamingItself(series, document, part));
        return new(document.Path, [.. refersTo], ReferrersOf(series, document.Number, document.Path), [.. itself]);
    }

    /// <summary>
    /// Who refers to a proposal, for whoever asks: other proposals, each with the documents in its directory, and documents that belong to
    /// none, by path in order. The registry, which names everything, and the proposal's own documents are left out.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="number">The proposal's number; null for a document without one.</param>
    /// <param name="path">Its document; null where only the number is reserved.</param>
    public static ImmutableArray<ConnectedProposal> ReferrersOf(Series series, ProposalNumber? number, string? path) =>
        [
            .. from referrer in Referring(series, number, path)
            orderby referrer.Document.Path
            from mention in Mentions(series, referrer.Document)
            where IsMeant(series, mention, referrer.End, number, path)
            group new NavigationTarget(referrer.Document.Path, mention.Span, mention.Span) by referrer.End into places
            orderby places.Key
            select new ConnectedProposal(series.Find(places.Key)?.Number, places.Key, [.. places]),
        ];

    /// <summary>How many <see cref="ReferrersOf"/> are, without looking for the places.</summary>
    public static int CountReferrersOf(Series series, ProposalNumber? number, string? path)
    {
        var isNumbered = path is not null && DocumentParser.Classify(path, series.Folder, series.BaseConvention).Number is not null;
        return (
            from referrer in Referring(series, number, path)
            // Each link to a proposal is a mention of it.
            where
                isNumbered && referrer.Document.Links.Any(link => link.Path == path)
                || Mentions(series, referrer.Document).Any(mention => IsMeant(series, mention, referrer.End, number, path))
            select referrer.End
        )
            .Distinct()
            .Count();
    }

    // The documents that may name a proposal, each with the proposal that it is a part of.
    private static IEnumerable<(Document Document, string End)> Referring(Series series, ProposalNumber? number, string? path)
    {
        var referrers =
            number is { } known ? series.ReferrersOf(known)
            : path is not null ? series.ReferrersOf(path)
            : [];
        return from referrer in referrers.Select(series.Find).OfType<Document>()
            where referrer.Kind != DocumentKind.Registry
            let end = EndOf(series, referrer)
            where end != path
            select (referrer, end);
    }

    // A document that has the same number means itself with it.
    private static bool IsMeant(
        Series series,
        (ProposalNumber Number, TextSpan Span, string? Path) mention,
        string end,
        ProposalNumber? number,
        string? path
    ) => mention.Path is { } target ? target == path : mention.Number == number && series.Find(end)?.Number != number;

    // The proposal that a document is a part of, or the document itself.
    private static string EndOf(Series series, Document document) =>
        document.Kind == DocumentKind.Supporting && ProposalList.OwnerOf(series, document.Path) is { } owner ? owner : document.Path;

    // The title says whose document it is, and refers to nothing.
    private static IEnumerable<NavigationTarget> NamingItself(Series series, Document document, Document part) =>
        from mention in Mentions(series, part)
        where mention.Path is { } target ? target == document.Path : mention.Number == document.Number
        where part.TitleSection?.Heading.Contains(mention.Span) != true
        select new NavigationTarget(part.Path, mention.Span, mention.Span);

    /// <summary>What the other end of a connection is called; empty where nothing says it.</summary>
    public static string TitleOf(Series series, ConnectedProposal connection) =>
        connection switch
        {
            { Path: { } path } when series.Find(path) is not null => Titles.Of(series, path),
            { Number: { } number } => Titles.Of(series, number),
            _ => "",
        };

    /// <summary>Where the other end of a connection is in its life; empty where nothing says it.</summary>
    public static string StatusOf(Series series, ConnectedProposal connection) =>
        connection switch
        {
            { Path: { } path } when series.Find(path)?.Facts[FieldRole.Status] is { } status => status,
            { Number: { } number } => ProposalCard.StatusOf(series, number),
            _ => "",
        };

    /// <summary>
    /// The places in the text of <paramref name="document"/> that name a proposal: not in code, where a number is often an example. A link
    /// whose text is the number is one mention, and has a path.
    /// </summary>
    internal static IEnumerable<(ProposalNumber Number, TextSpan Span, string? Path)> Mentions(Series series, Document document)
    {
        var links = new List<(TextSpan Text, TextSpan Url, string Path, ProposalNumber Number)>();
        foreach (var link in document.Links)
        {
            if (
                link.Path is { } path
                && path != document.Path
                && DocumentParser.Classify(path, series.Folder, series.BaseConvention).Number is { } number
            )
                links.Add((link.TextSpan, link.UrlSpan, path, number));
        }

        var told = new HashSet<TextSpan>();
        foreach (var reference in document.References)
        {
            if (reference.Place == ReferencePlace.Code || reference.IsLoose)
                continue;
            var (text, url, path, number) = LinkAround(reference.Span);
            if (path is not null && number == reference.Number)
                told.Add(url);
            yield return (reference.Number, reference.Span, number == reference.Number ? path : null);
        }

        foreach (var link in links)
        {
            if (!told.Contains(link.Url))
                yield return (link.Number, link.Text.IsEmpty ? link.Url : link.Text, link.Path);
        }

        // Of links in one another, the outer one; they are few and near.
        (TextSpan Text, TextSpan Url, string? Path, ProposalNumber Number) LinkAround(TextSpan span)
        {
            var last = Spans.LastUpTo(links, span.Start, link => link.Text);
            for (var i = Math.Max(0, last - 2); i <= last; i++)
                if (links[i].Text.Contains(span))
                    return links[i];
            return default;
        }
    }
}

/// <summary>One end of a connection.</summary>
/// <param name="Number">The proposal's number; null for a document without one.</param>
/// <param name="Path">The document; null where there is none.</param>
/// <param name="Places">Where the one names the other, in the order of the text. Never empty.</param>
public sealed record ConnectedProposal(ProposalNumber? Number, string? Path, ImmutableArray<NavigationTarget> Places);
