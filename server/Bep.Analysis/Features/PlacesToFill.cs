using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Something that the template leaves to its author to write.</summary>
/// <param name="Span">What is to be replaced; the white space below a heading where there is nothing yet.</param>
/// <param name="Room">
/// For such white space: the line ends that leave room for a line of text, with a blank one above it, and below it where something follows.
/// </param>
public sealed record PlaceToFill(TextSpan Span, string? Room = null);

/// <summary>
/// Finds what is left to write in a new proposal, so that an author can go from one to the next: the template's placeholders, comments and
/// guiding sentences that still stand there, and sections without text.
/// </summary>
public static partial class PlacesToFill
{
    // Nobody goes through more.
    private const int MostPlaces = 200;

    /// <summary>The places of <paramref name="document"/>, in the order of the text; none of them lies in another.</summary>
    public static ImmutableArray<PlaceToFill> Of(Series series, Document document)
    {
        if (document.Kind is not (DocumentKind.Proposal or DocumentKind.Supporting))
            return [];
        var places = ImmutableArray.CreateBuilder<PlaceToFill>();
        var end = 0;
        foreach (var place in Left(document, series.Template).Concat(Blank(document)).OrderBy(place => place.Span).Take(MostPlaces))
        {
            if (place.Span.Start < end)
                continue;
            places.Add(place);
            end = place.Span.End;
        }
        return places.ToImmutable();
    }

    // What stands in the template as well.
    private static IEnumerable<PlaceToFill> Left(Document document, Document? template)
    {
        if (template is null)
            yield break;
        var (content, quiet) = (document.Text.Content, new Spans(document.Quiet));
        var samples = Comments(template)
            .Concat(Placeholder().Matches(template.Text.Content).Select(match => new TextSpan(match.Index, match.Index + match.Length)))
            .Select(template.Text.Slice)
            .Where(sample => !IsForTools(sample, template.Text.Content))
            .ToHashSet();
        foreach (var comment in Comments(document).Where(comment => samples.Contains(content[comment.Start..comment.End])))
            yield return new(comment);
        TextSpan[] placeholders =
        [
            .. Placeholder()
                .Matches(content)
                .Where(match => samples.Contains(match.Value))
                .Select(match => new TextSpan(match.Index, match.Index + match.Length))
                .Where(span => !quiet.AnyAround(span)),
        ];
        foreach (var placeholder in placeholders)
            yield return new(placeholder);
        // A sentence with a gap in it is to be completed, another one to be replaced.
        foreach (var block in TextBlocks.Of(document.Text, document.FrontMatter))
        {
            if (
                template.Facts.HasSample(content.AsSpan(block.Start..block.End))
                && !(Spans.LastUpTo(placeholders, block.End, span => span) is var last and >= 0 && block.Contains(placeholders[last]))
            )
                yield return new(block);
        }
    }

    private static IEnumerable<TextSpan> Comments(Document document) =>
        document.Quiet.Where(span => document.Text.Content.AsSpan(span.Start..span.End).StartsWith("<!--", StringComparison.Ordinal));

    // `<!-- a-linter-disable -->`, an element of HTML, an address.
    private static bool IsForTools(string sample, string template) =>
        ForTools().IsMatch(sample) || template.Contains($"</{sample.Trim('<', '>', '/')}>", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<PlaceToFill> Blank(Document document)
    {
        var (text, content) = (document.Text, document.Text.Content);
        for (var i = 0; i < document.Sections.Length; i++)
        {
            var heading = document.Sections[i].Heading;
            var next = i + 1 < document.Sections.Length ? document.Sections[i + 1] : null;
            // Below a section's heading there may be parts of it alone.
            if (document.Sections[i].Level < 2 || next?.Level > document.Sections[i].Level)
                continue;
            var span = new TextSpan(heading.End, next?.Heading.Start ?? content.Length);
            if (content.AsSpan(span.Start..span.End).IsWhiteSpace())
                yield return new(span, string.Concat(Enumerable.Repeat(text.NewLine, next is null ? 2 : 4)));
        }
    }

    [GeneratedRegex(@"</?[^<>\n]+>|\{[^{}\n]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(
        @"^(?:<!--\s*[\w-]*(?:-disable|-enable|-ignore|-file|toc)\b|<[^>]*(?:://|=)|</|<(?:br|hr|img|wbr)\b)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ForTools();
}
