using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Something that an editor writes into the text for its reader, and that is not in it.</summary>
/// <param name="Offset">Where: after this many characters.</param>
/// <param name="Text">What is read.</param>
/// <param name="Explanation">What is read when the reader points at it.</param>
public sealed record InlayHint(int Offset, string Text, string Explanation);

/// <summary>Writes after each mention of another proposal where that one stands.</summary>
public static class InlayHints
{
    /// <summary>The hints in <paramref name="within"/> of <paramref name="document"/>, in the order of the text.</summary>
    public static IEnumerable<InlayHint> In(Series series, Document document, TextSpan within)
    {
        // What is to be the text of a commit must not look longer than it is.
        if (document.Kind == DocumentKind.Message)
            yield break;
        var known = new Dictionary<ProposalNumber, string>();
        foreach (var mention in document.References)
        {
            // What links itself is not written into, and code is shown as it is. The registry states the statuses itself.
            if (!within.Touches(mention.Span.End) || mention.Number == document.Number || mention.Place == ReferencePlace.Code)
                continue;
            if (document.Registry?.Contains(mention.Span) == true)
                continue;
            if (!known.TryGetValue(mention.Number, out var status))
                known.Add(mention.Number, status = ProposalCard.StatusOf(series, mention.Number));
            if (status.Length == 0)
                continue;
            var link = mention.Link?.TextSpan.Contains(mention.Span) == true ? mention.Link : null;
            yield return new(
                link?.Span.End ?? mention.Span.End,
                status,
                $"{series.Convention.Format(mention.Number)} {Titles.Of(series, mention.Number)}"
            );
        }
    }
}
