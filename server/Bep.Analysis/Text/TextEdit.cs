namespace Bep.Analysis.Text;

/// <summary>
/// Replaces the characters of <paramref name="Span"/>, a place in the text as it was before any edit, with <paramref name="NewText"/>.
/// </summary>
public sealed record TextEdit(TextSpan Span, string NewText)
{
    /// <summary>Puts <paramref name="text"/> in at <paramref name="offset"/>.</summary>
    public static TextEdit Insert(int offset, string text) => new(TextSpan.At(offset), text);

    /// <summary>Takes <paramref name="span"/> out.</summary>
    public static TextEdit Delete(TextSpan span) => new(span, "");
}
