using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>The pages of the rules, which lie beside the program: where the code of a diagnostic leads to.</summary>
static class RulePages
{
    // Looked up once: the program's own folder does not change while it runs.
    private static readonly Dictionary<string, string> s_uris = Find(Path.Join(AppContext.BaseDirectory, "rules"));

    /// <returns>The address of the rule's page; null where the program came without it.</returns>
    public static string? UriOf(string rule) => s_uris.GetValueOrDefault(rule);

    private static Dictionary<string, string> Find(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.md").ToDictionary(file => Path.GetFileNameWithoutExtension(file), Uris.Of)
            : [];
}
