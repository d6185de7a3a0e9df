using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Completes a heading: the template's sections that the document has not, those first that come next.</summary>
internal static partial class SectionCompletion
{
    // Where the template does not say how deep a section is, it is one below the title.
    private const int UsualLevel = 2;

    /// <summary>
    /// The headings that what is typed before <paramref name="offset"/> can become; null where no heading is being typed.
    /// </summary>
    public static Completion? At(Series series, Document document, int offset)
    {
        if (document.Kind != DocumentKind.Proposal || series.Convention.Sections.Count == 0)
            return null;
        var text = document.Text;
        var line = text.LineSpan(text.LineAt(offset));
        var content = text.Content;
        if (offset > line.End || !Typed().IsMatch(content.AsSpan(line.Start, offset - line.Start)))
            return null;
        var marks = content.AsSpan(line.Start, offset - line.Start).IndexOfAnyExcept('#') is >= 0 and var end ? end : offset - line.Start;

        var present = document.Sections.Where(section => !section.Heading.Touches(offset)).ToList();
        var above = present.LastOrDefault(section => section.Heading.Start < line.Start && IndexOf(section.Title) >= 0)?.Title;
        var next = above is null ? 0 : IndexOf(above) + 1;
        var missing = Enumerable
            .Range(0, series.Convention.Sections.Count)
            .Where(i => !present.Any(section => IsSame(section.Title, series.Convention.Sections[i])))
            .OrderBy(i => i < next)
            .ThenBy(i => i)
            .Select(i =>
                (
                    Title: series.Convention.Sections[i],
                    Original: series.Template?.Sections.FirstOrDefault(section => IsSame(section.Title, series.Convention.Sections[i]))
                )
            )
            .Where(section => marks <= 1 || (section.Original?.Level ?? UsualLevel) == marks);
        return Completion.Of(
            missing.Select(section =>
            {
                var heading = $"{new string('#', section.Original?.Level ?? UsualLevel)} {section.Title}";
                return new CompletionItem(section.Title, CompletionKind.Heading, new(line, heading), heading)
                {
                    Documentation = LocalizableString.Of(
                        section.Original is null ? null : ProposalCard.Excerpt(series.Template!, section.Original)
                    ),
                };
            })
        );

        int IndexOf(string title)
        {
            for (var i = 0; i < series.Convention.Sections.Count; i++)
                if (IsSame(title, series.Convention.Sections[i]))
                    return i;
            return -1;
        }
    }

    private static bool IsSame(string title, string other) => string.Equals(title, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^#{1,6}(?: [^#]*)?$")]
    private static partial Regex Typed();
}
