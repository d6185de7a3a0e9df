namespace Bep.Server.Lsp;

/// <summary>Patterns of LSP (3.17, `Pattern`), in which names of files stand.</summary>
static class Globs
{
    /// <summary>A pattern that <paramref name="name"/> matches. It cannot name its own signs: in their places any character may stand.</summary>
    public static string Escape(string name) =>
        string.Concat(name.Select(c => c is '*' or '?' or '[' or ']' or '{' or '}' or ',' or '!' ? '?' : c));
}
