namespace Bep.Analysis.Text;

/// <summary>A place as editors say it (LSP 3.17, Position).</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="Character">UTF-16 code units from the line's start, from 0.</param>
public readonly record struct LinePosition(int Line, int Character);
