namespace Bep.Analysis.Parsing;

/// <summary>Knows the lines that git writes into a file that it could not merge.</summary>
internal static class ConflictMarkers
{
    /// <summary>
    /// True where <paramref name="line"/>, without its line end, is such a line: seven marks, then nothing, or a blank and a name. What both
    /// sides come from always has a name; seven bars alone are a table's empty row.
    /// </summary>
    public static bool IsMarker(ReadOnlySpan<char> line) =>
        line.Length >= 7 && line[..7] is "<<<<<<<" or ">>>>>>>" or "=======" or "|||||||" && (line.Length == 7 ? line[0] != '|' : line[7] == ' ');
}
