using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Text;
using Bep.Server.Lsp;

namespace Bep.Tests.Server;

/// <summary>Everything that the server can say to a person, it can say in Korean.</summary>
public sealed partial class LanguageTests
{
    // What has no letters outside of its gaps is the same in all languages.
    private static readonly HashSet<string> s_written =
    [
        .. WrittenSentences
            .In(typeof(LocalizableString).Assembly)
            .Concat(WrittenSentences.In(typeof(Language).Assembly))
            .Concat(RuleBook.Rules.Select(rule => rule.Why.Unwrapped().Template))
            .Except(RuleBook.Rules.Select(rule => rule.Why.Template).Where(why => why.Contains('\n')))
            .Where(template => Gap().Replace(template, "").Any(char.IsLetter)),
    ];

    // What has no words yet is said in English.
    private static readonly Dictionary<string, string> s_korean = Language
        .ReadWords("ko")!
        .Where(words => words.Value.Length > 0)
        .ToDictionary();

    [SkippableFact]
    public void Everything_has_its_Korean_words()
    {
        var missing = s_written.Except(s_korean.Keys).Order(StringComparer.Ordinal).ToList();
        var message = $"These have no Korean words yet and are said in English (l10n/ko.json):\n{string.Join("\n", missing)}";
        Skip.If(missing.Count > 0 && Environment.GetEnvironmentVariable("BEP_RELEASE") != "1", message);
        Assert.True(missing.Count == 0, message);
    }

    [Fact]
    [Trait("Category", "Generated")]
    public void The_file_has_what_is_said_and_nothing_else()
    {
        var words = new SortedDictionary<string, string>(
            s_written.ToDictionary(template => template, template => s_korean.GetValueOrDefault(template, "")),
            StringComparer.Ordinal
        );
        Generated.Is(JsonSerializer.Serialize(words, s_readable) + "\n", "server", "Bep.Server", "l10n", "ko.json");
    }

    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void A_translation_has_the_gaps_of_its_sentence() =>
        Assert.All(s_korean, words => Assert.Equal(GapsOf(words.Key), GapsOf(words.Value)));

    [Fact]
    public void A_translation_is_Korean() => Assert.All(s_korean, words =>
        {
            Assert.Matches(@"\p{IsHangulSyllables}", words.Value);
            Assert.Equal(words.Key.EndsWith('.') || words.Key.EndsWith('?'), words.Value.EndsWith('.') || words.Value.EndsWith('?'));
            Assert.Equal(words.Value.Trim(), words.Value);
        });

    [Fact]
    public void A_locale_names_its_language()
    {
        LocalizableString sentence = $"`{"Author"}` has no value.";
        Assert.NotEqual(sentence.ToString(), Language.Of("ko").Localize(sentence));
        Assert.Equal(Language.Of("ko").Localize(sentence), Language.Of("ko-KR").Localize(sentence));
        Assert.Equal(Language.Of("ko").Localize(sentence), Language.Of("KO_kr.UTF-8").Localize(sentence));
        Assert.All(new[] { null, "", "en", "en-GB", "C", "../ko", "de" }, locale =>
            Assert.Equal(sentence.ToString(), Language.Of(locale).Localize(sentence))
        );
    }

    [Fact]
    public void The_code_is_read_as_it_is_written()
    {
        Assert.Contains("`{0}` is not a status; did you mean `{1}`?", s_written);
        Assert.Contains("Remove the link", s_written);
        Assert.Contains("{0} and on {1} other branches", s_written);
        Assert.Contains("{0} and {1}", s_written);
    }

    [Fact]
    public async Task An_editor_that_speaks_Korean_is_spoken_to_in_Korean()
    {
        using var folder = TempFolder.WithSeries();
        var (uri, registry) = (folder.UriOf("proposals/BEP-1001-tide-tables.md"), folder.UriOf("proposals/README.md"));
        var text = TempFolder.Proposal("Tide Tables").Replace("Draft", "Drafft", StringComparison.Ordinal);
        await using var client = new EditorClient();
        await client.InitializeAsync([folder.Root], locale: "ko");
        client.Open(uri, text, 1);
        await client.FindsAsync(uri, "unknown-status");
        var found = client.Diagnostics[uri].Single(one => one!["code"]!.GetValue<string>() == "unknown-status")!;
        Assert.Equal("`Drafft`은(는) 상태가 아닙니다. `Draft`을(를) 의도하셨습니까?", found["message"]!.GetValue<string>());

        var actions = await client.RequestAsync(
            "textDocument/codeAction",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = uri },
                ["range"] = found["range"]!.DeepClone(),
                ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
            }
        );
        var titles = actions.AsArray().Select(action => action!["title"]!.GetValue<string>()).ToList();
        Assert.Contains("`Draft`(으)로 바꾸기", titles);
        Assert.Contains("이 파일에서 `unknown-status` 무시", titles);

        var line = TempFolder.Registry().Split('\n').ToList().FindIndex(row => row.Contains("_next_", StringComparison.Ordinal));
        var hover = await client.RequestAsync("textDocument/hover", EditorClient.At(registry, line, 4));
        Assert.Matches(@"^다음 번호는 \*\*BEP-\d+\*\*입니다\.$", hover["contents"]!["value"]!.GetValue<string>());

        var refused = await client.AskAsync(
            "workspace/executeCommand",
            new JsonObject { ["command"] = "bep.server.newProposal", ["arguments"] = new JsonArray(new JsonObject { ["title"] = " " }) }
        );
        Assert.Equal("제안서에는 제목이 필요합니다.", refused["error"]!["message"]!.GetValue<string>());
    }

    private static IEnumerable<string> GapsOf(string template) =>
        Gap().Matches(template.Replace("{{", "", StringComparison.Ordinal)).Select(gap => gap.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Gap();
}
