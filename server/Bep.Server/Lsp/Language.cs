using System.Collections.Concurrent;
using System.Text.Json;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// A language in which the server speaks to the person at the editor. What it says is written in English; another language is a file
/// <c>l10n/ko.json</c> that has the other words for each <see cref="LocalizableString.Template"/>. It is read when the first words are
/// wanted.
/// </summary>
sealed class Language
{
    private static readonly ConcurrentDictionary<string, Language> s_others = new();

    private readonly Lazy<Dictionary<string, string>> _words;

    private Language(string name) => _words = new(() => ReadWords(name) ?? []);

    /// <summary>The language in which everything is written.</summary>
    public static Language English { get; } = new("en");

    /// <summary>
    /// The language of <paramref name="locale"/> (<c>ko</c>, <c>ko-KR</c>; LSP 3.17, "initialize"); English where there is no file for it.
    /// </summary>
    public static Language Of(string? locale)
    {
        var name = (locale ?? "").Split('-', '_', '.')[0].ToLowerInvariant();
        return name is "" or "en" ? English : s_others.GetOrAdd(name, name => new(name));
    }

    /// <summary>What the language <paramref name="name"/> says for each template; null where there is no file for it.</summary>
    internal static Dictionary<string, string>? ReadWords(string name)
    {
        using var file = typeof(Language).Assembly.GetManifestResourceStream($"l10n.{name}.json");
        return file is null ? null : JsonSerializer.Deserialize(file, Json.Default.DictionaryStringString);
    }

    /// <summary>What the person reads.</summary>
    public string Localize(LocalizableString sentence) =>
        this == English
            ? sentence.ToString()
            : sentence.Localize(template => _words.Value.GetValueOrDefault(template) is { Length: > 0 } words ? words : template);
}
