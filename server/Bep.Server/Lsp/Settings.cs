using System.Collections.Immutable;
using System.Text.Json;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Server.Lsp;

/// <summary>What a person prefers: the section <c>bep</c> of the editor's settings.</summary>
/// <param name="Rules">All rules, with the severities that the person set.</param>
/// <param name="FindsReferencesEverywhere">True where mentions of proposals count in all text files of the repository, not in the series
/// alone.</param>
/// <param name="ShowsOnlyNew">True where only those findings count that the base branch did not have when the working tree's branch left
/// it.</param>
sealed record Settings(RuleBook Rules, bool FindsReferencesEverywhere, bool ShowsOnlyNew)
{
    /// <summary>Reads the section. What is no setting of ours is passed over, and reported in words.</summary>
    public static Settings Read(JsonElement section, Action<LocalizableString> report)
    {
        return new(ReadRules(section, report), IsTrue(section, "references", "everywhere"), IsTrue(section, "diagnostics", "onlyNew"));
    }

    private static bool IsTrue(JsonElement section, string group, string name) =>
        section.ValueKind == JsonValueKind.Object
        && section.TryGetProperty(group, out var settings)
        && settings.ValueKind == JsonValueKind.Object
        && settings.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.True;

    private static RuleBook ReadRules(JsonElement section, Action<LocalizableString> report)
    {
        if (
            section.ValueKind != JsonValueKind.Object
            || !section.TryGetProperty("rules", out var rules)
            || rules.ValueKind != JsonValueKind.Object
        )
            return RuleBook.Default;

        var severities = ImmutableDictionary.CreateBuilder<string, Severity?>();
        foreach (var rule in rules.EnumerateObject())
        {
            var value = rule.Value.ValueKind == JsonValueKind.String ? rule.Value.GetString() : null;
            if (RuleBook.Find(rule.Name) is null)
                report($"The setting `bep.rules` names `{rule.Name}`, and there is no such rule.");
            else if (value == "off")
                severities[rule.Name] = null;
            else if (SeverityOf(value) is { } severity)
                severities[rule.Name] = severity;
            else
                report(
                    $"The setting `bep.rules` gives `{rule.Name}` the severity `{rule.Value.ToString()}`; there are error, warning, information, hint and off."
                );
        }
        return severities.Count == 0 ? RuleBook.Default : new RuleBook(severities.ToImmutable());
    }

    private static Severity? SeverityOf(string? name) =>
        name switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            "information" => Severity.Information,
            "hint" => Severity.Hint,
            _ => null,
        };
}
