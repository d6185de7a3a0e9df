using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Knows the lines that git writes into a file that it could not merge.</summary>
internal static class ConflictMarkers
{
    /// <summary>
    /// True where <paramref name="line"/>, without its line end, is such a line: seven marks, then nothing, or a blank and a name. What
    /// both sides come from always has a name; seven bars alone are a table's empty row.
    /// </summary>
    public static bool IsMarker(ReadOnlySpan<char> line) =>
        line.Length >= 7
        && line[..7] is "<<<<<<<" or ">>>>>>>" or "=======" or "|||||||"
        && (line.Length == 7 ? line[0] != '|' : line[7] == ' ');

    /// <summary>
    /// The conflicts in <paramref name="text"/> that are whole, in order: a line of equals signs alone is the underline of a heading.
    /// </summary>
    public static ImmutableArray<MergeConflict> In(SourceText text)
    {
        var content = text.Content;
        if (!content.Contains("<<<<<<<", StringComparison.Ordinal))
            return [];
        var conflicts = ImmutableArray.CreateBuilder<MergeConflict>();
        int first = -1,
            bars = -1,
            middle = -1;
        for (var i = 0; i < text.LineCount; i++)
        {
            var span = text.LineSpan(i);
            if (!IsMarker(content.AsSpan(span.Start, span.Length)))
                continue;
            switch (content[span.Start])
            {
                case '<':
                    (first, bars, middle) = (i, -1, -1);
                    break;
                case '|' when first >= 0 && middle < 0:
                    bars = i;
                    break;
                case '=' when first >= 0 && middle < 0:
                    middle = i;
                    break;
                case '>' when middle >= 0:
                    conflicts.Add(
                        new(
                            [.. new[] { first, bars, middle, i }.Where(line => line >= 0).Select(text.LineSpan)],
                            new(text.FullLineSpan(first).Start, text.FullLineSpan(i).End),
                            new(text.FullLineSpan(first).End, text.FullLineSpan(bars >= 0 ? bars : middle).Start),
                            new(text.FullLineSpan(middle).End, text.FullLineSpan(i).Start),
                            NameIn(text.Slice(text.LineSpan(first)), "ours"),
                            NameIn(text.Slice(span), "theirs")
                        )
                    );
                    (first, bars, middle) = (-1, -1, -1);
                    break;
            }
        }

        return conflicts.ToImmutable();
    }

    private static string NameIn(string marker, string otherwise) => marker.Length > 8 ? marker[8..].Trim() : otherwise;
}
