using System.Collections.Immutable;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Features;

/// <summary>The numbers that can be reserved where the cursor is.</summary>
public static class Reservations
{
    /// <summary>
    /// What can be reserved at <paramref name="offset"/> of <paramref name="document"/>: on the next row, its number; on a placeholder that
    /// stands for the document's own number, that one.
    /// </summary>
    public static ImmutableArray<Fix> At(Series series, Document document, int offset) =>
        Symbol.At(document, offset) switch
        {
            Symbol.NextRow => Reserve.Next(series),
            Symbol.Placeholder placeholder => Reserve.At(series, document, placeholder.Span),
            _ => [],
        };
}
