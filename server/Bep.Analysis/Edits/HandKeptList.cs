using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>A list of a series' documents that somebody wrote by hand, before there was an index that is made from them.</summary>
internal static partial class HandKeptList
{
    /// <summary>
    /// Where <paramref name="document"/> has a list that an index can take the place of: each item links a proposal, at least half of them
    /// stand in it, and it says nothing that they do not say. It says so where there are such lists and that is not certain; nothing where
    /// there is none.
    /// </summary>
    public static Attempt<MarkedBlock> In(Series series, Document document)
    {
        // Of a file outside of the series' folder no links are kept.
        var read = DocumentParser.Parse(
            document.Path,
            document.Text,
            Paths.Folder(document.Path),
            series.BaseConvention with
            {
                IndexFile = null,
            }
        );
        var lists = ListsIn(read)
            .Select(items => items.ConvertAll(item => (Line: item, Proposal: ProposalIn(series, read, item))))
            .Where(items => items.TrueForAll(item => item.Proposal is not null))
            .ToList();
        var listed = lists.SelectMany(items => items).Select(item => item.Proposal!.Number).Distinct().Count();
        if (listed == 0 || listed * 2 < series.DocumentNumbers.Count())
            return default;
        if (lists.Count > 1)
            return (LocalizableString)
                $"The proposals stand in {lists.Count} lists; write {SeriesIndex.Begin} and {MarkedBlock.End} where the index is to stand, and take out the lists.";
        foreach (var (line, proposal) in lists[0])
        {
            if (More(series, read, line, proposal!) is { } word)
                return (LocalizableString)
                    $"The list says `{word}` in line {document.Text.LineAt(line.Start) + 1}, which the index would not; write {SeriesIndex.Begin} and {MarkedBlock.End} where the index is to stand, and take out the list.";
        }

        return new MarkedBlock(new TextSpan(lists[0][0].Line.Start, lists[0][^1].Line.End));
    }

    // The items of each list, with the lines that they go on in.
    private static IEnumerable<List<TextSpan>> ListsIn(Document document)
    {
        var text = document.Text;
        var quiet = new Spans(document.Quiet);
        var items = new List<TextSpan>();
        var isAfterBlank = false;
        for (var i = 0; i < text.LineCount; i++)
        {
            var line = text.LineSpan(i);
            var written = text.Slice(line);
            var isBlank = string.IsNullOrWhiteSpace(written);
            if (!quiet.AnyAround(line) && document.FrontMatter?.Span.Intersects(line) != true && Item().IsMatch(written))
                items.Add(line);
            else if (items.Count > 0 && !isBlank && (!isAfterBlank || written[0] is ' ' or '\t'))
                items[^1] = items[^1] with { End = line.End };
            else if (items.Count > 0 && !isBlank)
            {
                yield return items;
                items = [];
            }

            isAfterBlank = isBlank;
        }

        if (items.Count > 0)
            yield return items;
    }

    private static Document? ProposalIn(Series series, Document document, TextSpan item) =>
        document
            .Links.Where(link => item.Contains(link.Span))
            .Select(link => series.Find(link.Path))
            .FirstOrDefault(target => target is { Kind: DocumentKind.Proposal, Number: not null });

    // The first word of an item that neither its proposal nor the index has; null where there is none.
    private static string? More(Series series, Document document, TextSpan item, Document proposal)
    {
        var convention = series.Convention;
        var known = Words()
            .Matches(
                string.Join(
                    ' ',
                    [
                        convention.Prefix,
                        proposal.Path,
                        convention.TitleOf(proposal.Path, proposal.Facts),
                        proposal.Facts.Title ?? "",
                        $"{proposal.Number} {convention.Digitize(proposal.Number!.Value)}",
                        .. proposal.Facts.Fields.Select(field => field.Value),
                        .. convention.Statuses.Select(status => status.Name),
                    ]
                )
            );
        var words = known.Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var targets = new Spans(document.Links.Where(link => item.Contains(link.Span)).Select(link => link.UrlSpan));
        var start = item.Start + Item().Match(document.Text.Slice(item)).Length;
        return Words()
            .Matches(document.Text.Slice(item with { Start = start }))
            .Where(word => !targets.AnyAround(new(start + word.Index, start + word.Index + word.Length)))
            .FirstOrDefault(word => !words.Contains(word.Value))
            ?.Value;
    }

    // A line of such signs alone divides a text.
    [GeneratedRegex(@"^(?! {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$) {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")]
    private static partial Regex Item();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();
}
