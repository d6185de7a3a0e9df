using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Features;

/// <summary>Finds everything that names what the cursor is on: a proposal, a file, a heading.</summary>
public static class References
{
    /// <summary>
    /// The mentions, links and rows that mean what stands at <paramref name="offset"/> of <paramref name="document"/>, by path and place.
    /// Looks at the documents that <see cref="Series.ReferrersOf(ProposalNumber)"/> names, and at no others.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="includesDeclaration">True where the document or heading itself belongs to the answer.</param>
    public static ImmutableArray<NavigationTarget> To(Series series, Document document, int offset, bool includesDeclaration)
    {
        return To(series, Subject.Of(series, document, Symbol.At(document, offset)), includesDeclaration);
    }

    /// <summary>The same for the proposal <paramref name="number"/>.</summary>
    public static ImmutableArray<NavigationTarget> To(Series series, ProposalNumber number, bool includesDeclaration) =>
        To(series, new Subject.Proposal(number), includesDeclaration);

    /// <summary>
    /// The number of the proposal that <paramref name="offset"/> of <paramref name="document"/> names; null where it names none.
    /// </summary>
    public static ProposalNumber? NumberAt(Series series, Document document, int offset) =>
        Subject.Of(series, document, Symbol.At(document, offset)) is Subject.Proposal { Number: var number } ? number : null;

    private static ImmutableArray<NavigationTarget> To(Series series, Subject? subject, bool includesDeclaration)
    {
        var references = subject switch
        {
            Subject.Proposal { Number: var number } => ToProposal(series, number),
            Subject.File { Path: var path } => ToFile(series, path, fragment: null),
            Subject.Anchor { Path: var path, Fragment: var fragment } => ToFile(series, path, fragment),
            _ => [],
        };
        var declarations = includesDeclaration ? Declarations(series, subject) : [];
        return [.. declarations.Concat(references).OrderBy(place => place.Path, StringComparer.Ordinal).ThenBy(place => place.NameSpan)];
    }

    private static IEnumerable<NavigationTarget> Declarations(Series series, Subject? subject) =>
        subject switch
        {
            Subject.Proposal { Number: var number } => series.PathsOf(number).Select(path => NavigationTarget.OfFile(series, path)),
            Subject.File { Path: var path } when series.Find(path) is not null => [NavigationTarget.OfFile(series, path)],
            Subject.Anchor { Path: var path, Fragment: var fragment } when Subject.SectionOf(series.Find(path), fragment) is { } section =>
            [
                NavigationTarget.OfSection(path, section),
            ],
            _ => [],
        };

    private static IEnumerable<NavigationTarget> ToProposal(Series series, ProposalNumber number)
    {
        var paths = series.PathsOf(number);
        var rows = series.RowsOf(number).ToImmutableArray();
        foreach (var row in rows)
            yield return NavigationTarget.OfRow(series, row);
        var cells = new Text.Spans(rows.Select(row => row.NumberCell?.Span).OfType<Text.TextSpan>());

        foreach (var referrer in series.ReferrersOf(number).Select(series.Find).OfType<Document>())
        {
            // The title of the proposal's own document is its declaration, and the number's cell stands for what is in it.
            var title = paths.Contains(referrer.Path) ? referrer.TitleSection?.Heading : null;
            var mentions = referrer
                .References.Where(mention =>
                    mention.Number == number && title?.Contains(mention.Span) != true && !IsInRow(referrer, mention.Span)
                )
                .ToImmutableArray();
            foreach (var mention in mentions)
                yield return new(referrer.Path, mention.Span, mention.Span);

            // `[BEP-1001](BEP-1001-x.md)` is one reference: its text says it already.
            var places = new Text.Spans(mentions.Select(mention => mention.Span));
            foreach (var link in referrer.Links)
            {
                if (link.Path is not { } path || path == referrer.Path || !paths.Contains(path) || IsInRow(referrer, link.Span))
                    continue;
                if (!places.AnyIn(link.TextSpan))
                    yield return new(referrer.Path, link.Span, link.UrlSpan);
            }
        }

        bool IsInRow(Document referrer, Text.TextSpan span) => referrer.Path == series.RegistryPath && cells.AnyAround(span);
    }

    private static IEnumerable<NavigationTarget> ToFile(Series series, string path, string? fragment) =>
        from referrer in series.ReferrersOf(path).Select(series.Find).OfType<Document>()
        from link in referrer.Links
        where fragment is null ? link.LeadsTo(path) : link.LeadsTo(path, fragment)
        select new NavigationTarget(referrer.Path, link.Span, fragment is null ? link.UrlSpan : link.FragmentSpan);
}
