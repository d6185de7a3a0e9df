namespace Bep.Analysis.Features;

/// <summary>LSP 3.17, Snippet Syntax.</summary>
internal static class Snippets
{
    /// <summary><paramref name="text"/> as it stands, without anything in it that would be a tab stop.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal)
            .Replace("}", "\\}", StringComparison.Ordinal);
}
