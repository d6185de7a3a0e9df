using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>New proposals in series of other houses: as their template and their rows are written.</summary>
public sealed class NewProposalTests
{
    [Theory]
    // The title is a field, or titles are off: the template's headings are its sections'.
    [InlineData(
        "field-names: { title: title }\n",
        "---\ntitle: Your Title\n---\n\n# Summary\n\nText.\n\n# Details\n",
        "---\ntitle: Lamps\n---\n\n# Summary\n\nText.\n\n# Details\n"
    )]
    [InlineData(
        "field-names: { title: title }\n",
        "---\ntitle: Your Title\n---\n\n# Summary\n\nText.\n",
        "---\ntitle: Lamps\n---\n\n# Summary\n\nText.\n"
    )]
    [InlineData(
        "field-names: { title: title }\n",
        "---\ntitle: Your Title\n---\n\n# Your Title\n\n## Summary\n",
        "---\ntitle: Lamps\n---\n\n# Lamps\n\n## Summary\n"
    )]
    [InlineData(
        "field-names: { title: title }\n",
        "---\ntitle: x\n---\n\n# BEP-0000: Title\n\n## Summary\n",
        "---\ntitle: Lamps\n---\n\n# BEP-1000: Lamps\n\n## Summary\n"
    )]
    [InlineData("rules: { missing-title: off }\n", "# Summary\n\nText.\n\n# Details\n", "# Summary\n\nText.\n\n# Details\n")]
    [InlineData("rules: { missing-title: off }\n", "# Summary\n\nText.\n", "# Summary\n\nText.\n")]
    [InlineData("rules: { missing-title: off }\n", "# {title}\n\n## Summary\n", "# Lamps\n\n## Summary\n")]
    [InlineData("", "# Summary\n\nText.\n\n# Details\n", "# Lamps\n\n# Summary\n\nText.\n\n# Details\n")]
    [InlineData("", "# Something\n\n## Details\n", "# Lamps\n\n## Details\n")]
    // The form of the heading.
    [InlineData("", "# BEP-0000: Title\n", "# BEP-1000: Lamps\n")]
    [InlineData("", "# BEP-X - Title\n", "# BEP-1000 - Lamps\n")]
    [InlineData("", "# BEP-XXXX – Your short title\n", "# BEP-1000 – Lamps\n")]
    [InlineData("", "# BEP NNNN. Title\n", "# BEP 1000. Lamps\n")]
    [InlineData("", "# [BEP-0000] Title\n", "# [BEP-1000] Lamps\n")]
    [InlineData("", "# BEP-0000 Title\n", "# BEP-1000 Lamps\n")]
    [InlineData("", "# BEP-{number}: {title}\n", "# BEP-1000: Lamps\n")]
    [InlineData("", "# NUMBER. Title\n", "# 1000. Lamps\n")]
    [InlineData("", "# 0000. Title\n", "# 1000. Lamps\n")]
    [InlineData("", "# X: Title\n", "# 1000: Lamps\n")]
    [InlineData("", "# Title\n", "# Lamps\n")]
    [InlineData("", "# {short title of the problem}\n", "# Lamps\n")]
    [InlineData("", "# <Title>\n", "# Lamps\n")]
    // Types of values.
    [InlineData("field-names: { number: number }\n", "---\nnumber: '0000'\n---\n# Title\n", "---\nnumber: '1000'\n---\n# Lamps\n")]
    [InlineData(
        "field-names: { number: number }\n",
        "---\nnumber: \"XXXX\" # yours\n---\n# Title\n",
        "---\nnumber: \"1000\" # yours\n---\n# Lamps\n"
    )]
    [InlineData("field-names: { number: number }\n", "---\nnumber: 0\n---\n# Title\n", "---\nnumber: 1000\n---\n# Lamps\n")]
    [InlineData(
        "field-names: { author: authors }\n",
        "---\nauthors: [Your Name]\n---\n# Title\n",
        "---\nauthors: [Ada Park (ada@example.com)]\n---\n# Lamps\n"
    )]
    [InlineData(
        "field-names: { author: authors }\n",
        "---\nauthors: [\"Your Name\", 'Another']\n---\n# Title\n",
        "---\nauthors: [\"Ada Park (ada@example.com)\"]\n---\n# Lamps\n"
    )]
    [InlineData(
        "field-names: { author: authors }\n",
        "---\nauthors:\n  - Your Name\n  - Another\nx: y\n---\n# Title\n",
        "---\nauthors:\n  - Ada Park (ada@example.com)\nx: y\n---\n# Lamps\n"
    )]
    [InlineData(
        "field-names: { author: authors }\n",
        "---\nauthors:\n- \"@you\"\n---\n# Title\n",
        "---\nauthors:\n- \"Ada Park (ada@example.com)\"\n---\n# Lamps\n"
    )]
    [InlineData(
        "",
        "---\nCreated: '2020-01-01'\nStatus: \"Draft\"\n---\n# Title\n",
        "---\nCreated: '2026-01-15'\nStatus: \"Draft\"\n---\n# Lamps\n"
    )]
    public void A_new_document_is_written_as_the_template_is(string configuration, string template, string expected)
    {
        var series = Fixture
            .Read(
                (configuration.Length > 0 ? $"-- .bep.yaml --\n{configuration}" : "")
                    + $"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n-- BEP-0000-template.md --\n{template}"
            )
            .ToSeries();
        var (created, refusal) = NewProposal.Create(series, "Lamps");
        Assert.Null(refusal);
        Assert.Equal(expected, series.Apply(created!.Change).Find(created.Path)!.Text.Content);
    }

    [Theory]
    [InlineData("| [1055](BEP-1055-x.md) | X | - | Draft |", "[1056]", "Lamps", "Lamps")]
    [InlineData("| [BEP-1055](BEP-1055-x.md) | X | - | Draft |", "[BEP-1056]", "Lamps", "Lamps")]
    [InlineData("| BEP 1055 | X | - | Draft |", "[BEP 1056]", "Lamps", "Lamps")]
    [InlineData("| [55](BEP-0055-x.md) | X | - | Draft |", "[56]", "Lamps", "Lamps")]
    [InlineData("| 9 | X | - | Draft |", "[10]", "Lamps", "Lamps")]
    [InlineData("| 0009 | X | - | Draft |", "[0010]", "Lamps", "Lamps")]
    [InlineData("| 009 | X | - | Draft |", "[010]", "Lamps", "Lamps")]
    [InlineData("| 1055 | X | - | Draft |", "[1056]", "Support List<T>", "Support List\\<T>")]
    [InlineData("| 1055 | X | - | Draft |", "[1056]", "Support `List<T>`", "Support `List<T>`")]
    [InlineData("| 1055 | X | - | Draft |", "[1056]", "From <T> to `a<T>` and <U>", "From \\<T> to `a<T>` and \\<U>")]
    [InlineData("| 1055 | X | - | Draft |", "[1056]", "a < b | c", "a < b \\| c")]
    [InlineData("| 1055 | X | - | Draft |", "[1056]", "Drop </details> <!-- x", "Drop \\</details> \\<!-- x")]
    public void A_new_row_is_written_as_the_ones_above(string row, string number, string title, string cell)
    {
        var series = Fixture.Read($"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n{row}\n").ToSeries();
        var created = NewProposal.Create(series, title).Value!;
        var after = series.Apply(created.Change);
        Assert.EndsWith(
            $"| {number}({created.Path}) | {cell} | Ada Park | Draft |\n",
            after.RegistryDocument.Text.Content,
            StringComparison.Ordinal
        );
        Assert.Equal(title.Replace("`", "", StringComparison.Ordinal), after.Find(created.Path)!.Facts.Title);
        Assert.DoesNotContain(RuleBook.Default.Check(after.RegistryDocument, after), finding =>
            finding.Rule.Name == "registry-title-mismatch"
        );
    }
}
