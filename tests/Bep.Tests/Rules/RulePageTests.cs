using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

namespace Bep.Tests.Rules;

/// <summary>The committed pages are what the rules say. To write them anew: UPDATE_RULE_PAGES=1 dotnet test --filter RulePageTests</summary>
public sealed class RulePageTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "docs", "rules");

    [Fact]
    public void The_committed_pages_are_current()
    {
        var pages = RuleBook.Rules.ToDictionary(rule => $"{rule.Name}.md", RulePage.Write);
        pages.Add("README.md", RulePage.WriteIndex());
        if (Environment.GetEnvironmentVariable("UPDATE_RULE_PAGES") == "1")
        {
            Directory.CreateDirectory(s_folder);
            foreach (var stale in Directory.GetFiles(s_folder)) File.Delete(stale);
            foreach (var (name, page) in pages) File.WriteAllText(Path.Combine(s_folder, name), page);
        }

        const string Help = "run: UPDATE_RULE_PAGES=1 dotnet test --filter RulePageTests";
        Assert.True(pages.Keys.Order().SequenceEqual(Directory.GetFiles(s_folder).Select(file => Path.GetFileName(file)).Order()), Help);
        foreach (var (name, page) in pages) Assert.True(page == File.ReadAllText(Path.Combine(s_folder, name)), $"{name} is stale; {Help}");
    }
}
