using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;

namespace Bep.Analysis.Snapshot;

/// <summary>Which headings of <paramref name="document"/> somebody links; looked up once, when it is first asked for.</summary>
internal sealed class LinkedHeadings(Series series, Document document)
{
    private HashSet<string>? _fragments;

    /// <summary>
    /// True where <paramref name="text"/> in place of what stands at <paramref name="span"/> changes the anchor of a heading that somebody
    /// links, as <c>BEP-1002</c> in place of <c>BEP1002</c> does.
    /// </summary>
    public bool AreMovedBy(TextSpan span, string text) =>
        document.HeadingAround(span) is { } section
        && Slug.OfHeading(document.Text.Slice(span)) != Slug.OfHeading(text)
        && (
            _fragments ??= MentionText.LinksInto(series, document).Select(into => into.Link.Fragment!).ToHashSet(Link.FragmentComparer)
        ).Contains(section.Anchor);
}
