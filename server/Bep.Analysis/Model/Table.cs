using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>A table of a Markdown document, as it is written.</summary>
/// <param name="Span">From the header row through the last row, without its line end.</param>
/// <param name="Header">The column names.</param>
/// <param name="Rows">The lines below the delimiter row, each with as many cells as it has.</param>
public sealed record Table(TextSpan Span, ImmutableArray<Cell> Header, ImmutableArray<TableRow> Rows)
{
    /// <summary>The header row, without what a list or quotation around the table puts in front of it.</summary>
    public TextSpan HeaderRow { get; init; }

    /// <summary>The delimiter row below it, likewise.</summary>
    public TextSpan DelimiterRow { get; init; }

    /// <summary>
    /// What stands in front of each row: the indentation of the list, the signs of the quotation that the table lies in. Empty for a table
    /// on its own.
    /// </summary>
    public string Lead { get; init; } = "";

    /// <summary>Where the column <paramref name="name"/> stands, from 0, letter case aside; −1 where the table has none.</summary>
    public int Column(string name)
    {
        for (var i = 0; i < Header.Length; i++)
        {
            if (string.Equals(Header[i].Bare, name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}

/// <summary>A row of a <see cref="Table"/>.</summary>
/// <param name="Line">Its line, without the line end.</param>
/// <param name="Content">The row, without what a list or quotation around the table puts in front of it.</param>
/// <param name="Cells">Its cells; none for a line that git wrote into a conflicting merge.</param>
public sealed record TableRow(TextSpan Line, TextSpan Content, ImmutableArray<Cell> Cells);

/// <summary>A cell of a table.</summary>
/// <param name="Text">The cell without the blanks at its ends, escaped pipes resolved.</param>
/// <param name="Span">Its characters; for an empty cell, an empty place after its first blank.</param>
public sealed record Cell(string Text, TextSpan Span)
{
    /// <summary>The text without marks of emphasis and code around it.</summary>
    public string Bare => Text.Trim(' ', '*', '_', '`', '~');
}
