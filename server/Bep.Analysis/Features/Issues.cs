using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>The key of an issue in a text, <c>BA-1234</c>, and where the series' tracker has it.</summary>
/// <param name="Span">The key.</param>
/// <param name="Key">As it is written.</param>
/// <param name="Address">An address of the web.</param>
public sealed record Issue(TextSpan Span, string Key, string Address);

/// <summary>Finds keys of issues, of the trackers that a series names in its convention.</summary>
public static class Issues
{
    /// <summary>
    /// The keys in <paramref name="document"/>, in the order of the text: not in code, and not in what is a link already.
    /// </summary>
    public static IEnumerable<Issue> In(Series series, Document document)
    {
        if (series.Convention.Trackers.Count == 0)
            yield break;
        var trackers = TrackersOf(series.Convention);
        var taken = new Spans(document.Quiet.Concat(document.Links.Select(link => link.Span)));
        foreach (var (key, span) in IssueKeys.In(document.Text.Content))
        {
            if (AddressOf(trackers, key) is { } address && !taken.AnyAround(span))
                yield return new(span, key, address);
        }
    }

    /// <summary>The key at <paramref name="offset"/>; null where there is none.</summary>
    public static Issue? At(Series series, Document document, int offset)
    {
        if (series.Convention.Trackers.Count == 0)
            return null;
        var (line, trackers) = (document.Text.LineSpan(document.Text.LineAt(offset)), TrackersOf(series.Convention));
        foreach (var (key, place) in IssueKeys.In(document.Text.Slice(line)))
        {
            var span = place.Shifted(line.Start);
            if (span.Touches(offset) && AddressOf(trackers, key) is { } address)
                return new(span, key, address);
        }

        return null;
    }

    // The first one of each key.
    private static Dictionary<string, string> TrackersOf(Convention convention) =>
        convention.Trackers.DistinctBy(tracker => tracker.Key).ToDictionary(tracker => tracker.Key, tracker => tracker.Address);

    // The tracker comes from a file of the repository, so only an address of the web will do.
    private static string? AddressOf(Dictionary<string, string> trackers, string key)
    {
        if (!trackers.TryGetValue(IssueKeys.LettersOf(key), out var pattern))
            return null;
        var address = pattern.Replace("{key}", key, StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri.AbsoluteUri : null;
    }
}
