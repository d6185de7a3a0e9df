using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Keeps links to headings right when the headings change.</summary>
internal static class Anchors
{
    /// <summary>
    /// Makes the links that lead to headings which <paramref name="edits"/> change follow them, in all files of the series.
    /// </summary>
    public static void Follow(Series series, FileEdits edits)
    {
        foreach (var path in edits.Paths.ToList())
        {
            if (series.Find(path) is { } document && edits.Of(path).Any(edit => document.HeadingAround(edit.Span) is not null))
                Follow(series, document, edits);
        }
    }

    private static void Follow(Series series, Document document, FileEdits edits)
    {
        var after = DocumentParser.Parse(
            document.Path,
            document.Text.With(edits.Of(document.Path).OrderBy(edit => edit.Span)),
            series.Folder,
            series.BaseConvention
        );
        if (after.Sections.Length != document.Sections.Length)
            return;
        var renamed = document
            .Sections.Zip(after.Sections)
            .Where(pair => pair.First.Anchor != pair.Second.Anchor && pair.Second.Anchor.Length > 0)
            .ToDictionary(pair => pair.First.Anchor, pair => pair.Second.Anchor, Link.FragmentComparer);
        if (renamed.Count == 0)
            return;

        foreach (var referrer in series.ReferrersOf(document.Path).Select(series.Find).OfType<Document>())
        {
            foreach (var link in referrer.Links)
            {
                if (!link.LeadsTo(document.Path) || link.Fragment is null || !renamed.TryGetValue(link.Fragment, out var anchor))
                    continue;
                edits.Add(
                    referrer.Path,
                    new TextEdit(link.FragmentSpan, LinkPaths.Fragment(anchor, referrer.Text.Slice(link.FragmentSpan)))
                );
            }
        }
    }
}
