using Bep.Analysis.Checking;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Configuration;

/// <summary>Whatever stands in <c>.bep.yaml</c>: it is said what is wrong, the rest counts, and the series is checked.</summary>
public sealed class BadConfigurationTests
{
    public static TheoryData<string> Bad() =>
        new([
            "file-names: []",
            "file-names: [[]]",
            "file-names: ''",
            "file-names: {a: b}",
            "file-names: x.md",
            "file-names: '{slug}-{number}.md'",
            "file-names: '{number}-{number}.md'",
            "file-names: '{number}{slug}.md'",
            "file-names: '../{number}.md'",
            "file-names: '{number}.txt'",
            "registry: README.md\ntemplate: README.md",
            "registry: a.md\ntemplate: ./a.md",
            "template: README.md",
            "registry: ../x.md",
            "template: ../../x.md",
            "registry: docs",
            "registry: ''",
            "registry: []",
            "registry: .bep.yaml",
            "registry: \"a\\0.md\"",
            "folder: ''",
            "folder: []",
            "folder: ../..",
            "folder: {a: b}",
            "next-row: '|'",
            "next-row: 'none |'",
            "next-row: '**'",
            "next-row: \"a\\nb\"",
            "next-row: '[x](y)'",
            "next-row: []",
            "columns: []",
            "columns: [Title]",
            "columns: [Number]",
            "columns: ['a|b', Number, Title]",
            "digits: 0",
            "digits: 9",
            "digits: 99999999999999",
            "digits: []",
            "digits: 1-",
            "first-number: 123456789",
            "first-number: -1",
            "first-number: 10000",
            "first-number: 99999999999999999999",
            "example-numbers: [x]",
            "example-numbers: 99999999999",
            "line-limits: {single: 99999999999}",
            "line-limits: {single: 1, single: 2}",
            "line-limits: 5",
            "line-limits: []",
            "prefix: ''",
            "prefix: 'A B'",
            "prefix: \"BEP\\n\"",
            "prefix: |\n  BEP\n  X",
            "prefix: [BEP]",
            "prefix: *p",
            "prefix: ~~",
            "field-names: {status: ''}",
            "field-names: {status: 'a: b'}",
            "field-names: {status: Author}",
            "field-names: {nobody: x}",
            "field-names: []",
            "fields: ['']",
            "fields: {'a:b': x}",
            "fields: 5",
            "statuses: ['']",
            "statuses: [a|b]",
            "statuses: {Draft: [x]}",
            "statuses: {Draft: , Draft: }",
            "transitions: x",
            "transitions: {Draft: {a: b}}",
            "rules: [",
            "rules: [\n",
            "rules: {",
            "rules: {unknown-status: off",
            "rules: x",
            "rules: [a]",
            "rules: {x: off}",
            "rules:\n\tx: off",
            "rules: {unknown-status: {}}",
            "trackers: {BA: 'javascript:{key}'}",
            "trackers: {BA: []}",
            "branch-pattern: x",
            "branch-pattern: '-{number}'",
            "base-branch: ..",
            "change-titles: x",
            "change-verbs: {new: 1 2}",
            "front-matter: toml",
            "directories: x",
            "- a",
            "x",
            "[",
            "{",
            "'",
            "\"",
            "|",
            "? a",
            "&a",
            "*a",
            "!",
            "%",
            "@",
            "`",
            "a: b: c",
            "\ta: b",
            "prefix: BEP\n---\nprefix: ADR",
            "prefix: BEP\nprefix: BEP",
            "<<: {prefix: X}",
            "a: &a [*a, *a]",
            "prefix: &p BEP\nnext-row: [*p]",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x",
        ]);

    [Theory]
    [MemberData(nameof(Bad))]
    public void Is_found_and_ends_nothing(string lines)
    {
        foreach (var end in (string[])["", "\n", "\r\n"])
        {
            var series = Of(lines + end);
            Assert.Contains(RuleBook.Default.CheckAll(series), finding => finding.Rule.Name == "invalid-configuration");
            Fuzz.Invariants.Check(Input(lines + end));
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_stands_above_it_counts(string lines)
    {
        // What is no mapping cannot follow one.
        if (
            lines is "- a" or "x" or "[" or "{" or "'" or "\"" or "|" or "!" or "*a" or "&a" or "\ta: b"
            || lines.StartsWith("[[", StringComparison.Ordinal)
        )
            return;
        Assert.Contains(Of("version-format: A.B\n" + lines).ConventionFacts, fact => fact is { Key: "version-format", Value: "A.B" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Nothing yet\n")]
    [InlineData(
        "settled-statuses: []\nexample-numbers: []\nsections: []\nsummary-sections: []\ntransitions: {}\nstatuses: []\nfields: []\nrules: {}\n"
    )]
    [InlineData("digits: 3")]
    [InlineData("prefix: RFC\nregistry: none\ntemplate: none\nfile-names: ['{number}.md', 'rfc-{number}-{slug}.md']")]
    [InlineData("next-row: _new_\nregistry: index.md\ntemplate: sub/a.md\nfolder: .")]
    public void These_are_as_they_should_be(string lines)
    {
        Assert.DoesNotContain(RuleBook.Default.CheckAll(Of(lines)), finding => finding.Rule.Name == "invalid-configuration");
        Fuzz.Invariants.Check(Input(lines));
    }

    [Fact]
    public void Only_a_separator_is_found() => Assert.Equal("A configuration is made of names with values.", Message("---\n"));

    [Fact]
    public void Of_two_documents_the_first_one_counts()
    {
        Assert.Equal(
            "This is not YAML: A second document begins here; only the first one counts.",
            Message("prefix: RFC\n---\nprefix: ADR\n")
        );
        Assert.Equal("RFC", Of("prefix: RFC\n---\nprefix: ADR\n").Convention.Prefix);
    }

    [Fact]
    public void A_first_number_has_the_digits_of_a_number() => Assert.Equal(new(1), Of("digits: 3").Convention.FirstNumber);

    private static string Message(string lines) =>
        RuleBook.Default.CheckAll(Of(lines)).Single(finding => finding.Rule.Name == "invalid-configuration").Message.ToString();

    private static Series Of(string lines) => Input(lines).ToSeries();

    private static Fuzz.Input Input(string lines) =>
        new(
            [
                new(".bep.yaml", lines),
                new("README.md", "| Number | Title | Author | Status |\n|--|--|--|--|\n| 1001 | [X](BEP-1001-x.md) | Ada | Draft |\n"),
                new("BEP-0000-template.md", "---\nAuthor: x\nStatus: Draft\n---\n# Title\n\n## Motivation\n"),
                new("BEP-1001-x.md", "---\nAuthor: Ada\nStatus: Draft\n---\n# BEP-1001: X\n"),
            ],
            []
        );
}
