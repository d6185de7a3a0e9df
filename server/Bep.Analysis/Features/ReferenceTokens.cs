using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>What is to be seen of a mention without reading on.</summary>
public enum ReferenceState
{
    /// <summary>The proposal has a document and counts.</summary>
    Known,

    /// <summary>Its number is reserved, its document is not there yet.</summary>
    Reserved,

    /// <summary>It was decided against, or another one took its place.</summary>
    Outdated,

    /// <summary>No row and no document has the number.</summary>
    Unknown,
}

/// <summary>A mention to be coloured.</summary>
/// <param name="Span">The mention, on one line.</param>
/// <param name="State">How.</param>
public sealed record ReferenceToken(TextSpan Span, ReferenceState State);

/// <summary>Says of each mention of a proposal what kind of proposal it names.</summary>
public static class ReferenceTokens
{
    /// <summary>
    /// The mentions in <paramref name="within"/> of <paramref name="document"/>, in the order of the text, without examples.
    /// </summary>
    public static ImmutableArray<ReferenceToken> In(Series series, Document document, TextSpan within) =>
        [
            .. from mention in document.References
            where
                within.Intersects(mention.Span)
                && mention.Place != ReferencePlace.Code
                && !series.Convention.ExampleNumbers.Contains(mention.Number)
            orderby mention.Span
            select new ReferenceToken(mention.Span, StateOf(series, mention.Number)),
        ];

    private static ReferenceState StateOf(Series series, ProposalNumber number)
    {
        if (!MentionText.IsTaken(series, number))
            return ReferenceState.Unknown;
        if (series.Convention.RoleOfStatus(ProposalCard.StatusOf(series, number)) is StatusRole.Rejected or StatusRole.Superseded)
            return ReferenceState.Outdated;
        return series.PathsOf(number).IsEmpty ? ReferenceState.Reserved : ReferenceState.Known;
    }
}
