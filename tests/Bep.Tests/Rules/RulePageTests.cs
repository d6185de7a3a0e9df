using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

namespace Bep.Tests.Rules;

/// <summary>The committed pages, and the manifest's list of rules for completion in settings, are what the rules say.</summary>
[Trait("Category", "Generated")]
public sealed partial class RulePageTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "docs", "rules");

    [Fact]
    public void The_committed_pages_are_current()
    {
        var pages = RuleBook.Rules.ToDictionary(rule => $"{rule.Name}.md", RulePage.Write);
        pages.Add("README.md", RulePage.WriteIndex());
        foreach (var stale in Directory.GetFiles(s_folder).Where(file => !pages.ContainsKey(Path.GetFileName(file))))
        {
            if (Generated.IsWriting)
                File.Delete(stale);
            else
                Assert.Fail($"{stale} is the page of no rule; run: npm run generate");
        }

        foreach (var (name, page) in pages)
            Generated.Is(page, "docs", "rules", name);
    }

    [Fact]
    public void The_manifest_names_every_rule()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "package.json")).ReplaceLineEndings("\n");
        var names = string.Join(",\n", RuleBook.Names.Select(name => $"              \"{name}\""));
        Generated.Is(List().Replace(manifest, match => $"{match.Groups[1].Value}{names}{match.Groups[2].Value}"), "package.json");
    }

    [GeneratedRegex("""("bep\.rules": \{.*?"propertyNames": \{\s*"enum": \[\n).*?(\n\s*\])""", RegexOptions.Singleline)]
    private static partial Regex List();
}
