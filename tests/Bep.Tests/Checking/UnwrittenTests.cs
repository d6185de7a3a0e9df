using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Checking;

/// <summary>What the template has put into a new proposal is no fault of its author's, who has not come to it yet.</summary>
public sealed class UnwrittenTests
{
    private const string Fields = "---\nAuthor: Your Full Name (email@example.com)\nStatus: Draft\nCreated: 2025-01-01\n---\n\n",
        Plain = Fields + "# Title\n\nThese sections are only examples.\n\n## Motivation\n\n## Design\n\n## References\n";

    /// <summary>Templates with what rules would find in a document that keeps it.</summary>
    public static TheoryData<string> Templates() =>
        [
            Plain,
            Fields + "# Title\n\n## Motivation\n\n## Design\n\n### Clock\n\n## References\n",
            "---\nAuthor: Your Full Name (email@example.com)\nStatus: Draft\nCreated: 2025-01-01\nSponsor: (fill in)\n---\n\n# BEP-XXXX: Title\n\n## Motivation\n\nSay which problem this solves.\n\nExample:\n> Nobody can sleep at night.\n\n## Design\n\n- JIRA: AB-XXXX\n- GitHub: #XXXX\n\nSee [the guide](../guide.md) and BEP-4321.\n\n## References\n",
            "---\nAuthor:\nStatus: Draft\nCreated:\nTarget-Version:\n---\n\n# Title\n\n## Motivation\n\n<!-- Why? -->\n\n## Design\n",
        ];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Nothing_is_found_in_a_new_proposal_but_hints(string template)
    {
        var (series, path) = New(template);
        Assert.Empty(Found(series, path));
        // Nor below the first words that its author writes.
        var create = series.Find(path)!;
        var at = create.Sections.First(section => section.Level == 2).Heading.End;
        Assert.Empty(Found(series.Apply(Change.Of(path, TextEditAt(at, "\n\nThe harbour is loud at night."))), path));
    }

    [Fact]
    public void What_the_author_has_passed_by_is_found()
    {
        var (series, path) = New(Plain);
        var document = series.Find(path)!;
        var edits = new[] { "Motivation", "References" }.Select(title =>
            TextEditAt(document.Sections.First(section => section.Title == title).Heading.End, "\n\nA bell that rings by day.")
        );
        Assert.Equal(["empty-section"], Found(series.Apply(Change.Of(path, [.. edits])), path));
    }

    [Fact]
    public void In_a_document_that_is_committed_it_is_found()
    {
        var (series, path) = New(Plain);
        var after = series.Apply(Change.Of(path, TextEditAt(series.Find(path)!.Sections[1].Heading.End, "\n\nLoud.")));
        Assert.Empty(Found(after, path));
        var committed = ImmutableDictionary<string, FileCommits>.Empty.Add(path, new(new(2026, 1, 14), DateTimeOffset.UnixEpoch));
        Assert.Equal(
            ["template-text", "empty-section", "empty-section"],
            Found(after.With(after.ExternalFacts with { History = new FileHistory(committed) }), path)
        );
    }

    // A new proposal in a repository that has nothing of it.
    private static (Series Series, string Path) New(string template)
    {
        var series = Fixture
            .Read($"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n-- BEP-0000-template.md --\n{template}")
            .ToSeries();
        series = series.With(series.ExternalFacts with { History = new FileHistory(ImmutableDictionary<string, FileCommits>.Empty) });
        var made = NewProposal.Create(series, "Quiet Hours").Value!;
        return (series.Apply(made.Change), made.Path);
    }

    private static Bep.Analysis.Text.TextEdit TextEditAt(int at, string text) => Bep.Analysis.Text.TextEdit.Insert(at, text);

    private static string[] Found(Series series, string path) =>
        [
            .. RuleBook
                .Default.Check(series.Find(path)!, series)
                .Where(finding => finding.Severity < Severity.Hint)
                .Select(finding => finding.Rule.Name),
        ];
}
