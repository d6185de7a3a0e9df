using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>
/// How often mentions are written <c>BEP-1001</c>, <c>BEP 1001</c> and <c>BEP1001</c>; and how often with zeros in front, and without them.
/// </summary>
internal readonly record struct MarkCounts(int Hyphens, int Blanks, int Nothing, int Padded, int Bare)
{
    // A few slips make no form.
    private const int Fewest = 3;

    /// <summary>What usually stands between the prefix and the number.</summary>
    public string Usual =>
        Blanks > Hyphens && Blanks >= Nothing && Blanks >= Fewest ? " "
        : Nothing > Hyphens && Nothing >= Fewest ? ""
        : "-";

    /// <summary>True where most mentions of numbers that files pad with zeros leave these out.</summary>
    public bool LacksZeros => Bare > Padded && Bare >= Fewest;

    /// <summary>
    /// The counts with <paramref name="now"/> in place of <paramref name="old"/>; null where there was or is no document.
    /// </summary>
    public MarkCounts With(Document? old, Document? now) => Add(old, -1).Add(now, 1);

    // The registry's numbers and what is code, a label or the template's are nobody's way of writing.
    private MarkCounts Add(Document? document, int sign)
    {
        if (document is not { Kind: DocumentKind.Proposal or DocumentKind.Supporting })
            return this;
        var counts = this;
        foreach (var reference in document.References)
        {
            if (reference.IsLabel || reference.Place is not (ReferencePlace.Prose or ReferencePlace.LinkText))
                continue;
            counts = reference.Lead switch
            {
                [.., '-'] => counts with { Hyphens = counts.Hyphens + sign },
                [.., ' '] => counts with { Blanks = counts.Blanks + sign },
                _ => counts with { Nothing = counts.Nothing + sign },
            };
            if (reference.LacksZeros)
                counts = counts with { Bare = counts.Bare + sign };
            else if (document.Text.Content[reference.Span.Start + reference.Lead.Length] == '0')
                counts = counts with { Padded = counts.Padded + sign };
        }

        return counts;
    }
}
