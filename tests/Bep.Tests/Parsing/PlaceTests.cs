using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Parsing;
using Bep.Fuzz;
using CsCheck;

namespace Bep.Tests.Parsing;

/// <summary>Every text is a document, and every place in it lies where the document says, whatever was typed, cut off or pasted.</summary>
public sealed class PlaceTests
{
    [Fact]
    public void Places_hold_in_every_prefix() => Parallel.ForEach(Seeds.All().SelectMany(seed => seed.Files).Distinct(), file =>
        {
            for (var length = 0; length <= file.Content!.Length; length += length < 800 ? 1 : 7)
                SpanLaws.Check(DocumentParser.Parse(file.Path, new(file.Content[..length]), Paths.Folder(file.Path), Convention.Default));
        });

    [Fact]
    public void Laws_hold_of_mutated_series()
    {
        var mutations = new Mutations(Seeds.All());
        Parallel.For(0, 8, thread =>
        {
            var random = new PCG((uint)thread, 11);
            for (var i = 0; i < 500; i++)
            {
                var (input, before) = mutations.Inputs.Generate(random, null, out _);
                if (Fault.Of(() => Invariants.Check(input, before, Sample.Few(random))) is { } fault)
                    Assert.Fail($"{fault}\n{input}");
            }
        });
    }

    /// <summary>What the fuzz program once found.</summary>
    [Fact]
    public void Laws_hold_of_what_once_broke_them() =>
        Assert.All(Directory.GetFiles(Seeds.Cases, "*.txt").Order(StringComparer.Ordinal), path =>
            Assert.Null(Fault.Of(() => Invariants.Check(Input.Read(File.ReadAllText(path)))))
        );

    [Fact]
    public void A_case_is_read_as_it_was_written()
    {
        foreach (var seed in Seeds.All())
        {
            var input = seed with { Edits = [new("x.md", "a\\b\r\n-- c --\n\t\0\u2028\uD83D"), new("y.md", null), new("z.md", "")] };
            Assert.Equal(
                input.Files.Concat(input.Edits),
                Input.Read("A remark.\n" + input) is var read ? read.Files.Concat(read.Edits) : []
            );
        }
    }

    [Theory]
    [InlineData("##\tMotivation", "Motivation")]
    [InlineData("##\t\tMotivation\t##\t", "Motivation")]
    [InlineData("  #\t[a](b.md) `c`", "[a](b.md) `c`")]
    [InlineData("## Moti[vation", "Moti[vation")]
    [InlineData("## Closed ##", "Closed")]
    [InlineData("## C#", "C#")]
    [InlineData("## a ## b #", "a ## b")]
    [InlineData("[a]: b.md\nTwo\nlines\n---", "Two\nlines")]
    [InlineData("##", "")]
    [InlineData("## #", "")]
    public void The_title_of_a_heading_lies_in_it(string heading, string title)
    {
        foreach (var newLine in (string[])["\n", "\r\n", "\r"])
        {
            var text = $"Before BEP-1001\n\n{heading}\n\nAfter\n".ReplaceLineEndings(newLine);
            var document = Parse(text);
            SpanLaws.Check(document);
            Assert.Equal(title.ReplaceLineEndings(newLine), document.Text.Slice(Assert.Single(document.Sections).TitleSpan));
        }
    }

    [Fact]
    public void A_link_in_a_heading_with_a_tab_has_its_place()
    {
        var document = Parse("#\tTitle [a](b.md)\n\n- #\tIn a list [c](d.md)\n");
        Assert.Equal(["b.md", "d.md"], document.Links.Select(link => document.Text.Slice(link.UrlSpan)));
        Assert.Equal("Title a", document.Facts.Title);
    }

    [Theory]
    [InlineData("Author: [Ada")]
    [InlineData("Author: {Ada")]
    [InlineData("p: {\nH")]
    [InlineData("Author: [Ada, Min\nNote: x")]
    [InlineData("Author: [[Ada]\nNote: x")]
    [InlineData("Author: {a: [b\nNote: x")]
    [InlineData("Author: \"Ada")]
    [InlineData("Author: *")]
    [InlineData("Author: &")]
    [InlineData("Author: %x")]
    [InlineData("Author: @x")]
    [InlineData("? [a\nb")]
    public void A_half_typed_value_is_found_and_the_other_fields_are_read(string lines)
    {
        foreach (var end in (string[])["", "\n---\n", "\nCreated: 2026-01-05\n---\n# Title\n"])
        {
            var series = Fixture.Read("").ToSeries();
            var document = DocumentParser.Parse("BEP-1001-x.md", new("---\nStatus: Draft\n" + lines + end), "", Convention.Default);
            var findings = RuleBook.Default.Check(document, series.With(document));
            Assert.Contains(findings, finding => finding.Rule.Name == "invalid-front-matter");
            Assert.Equal("Draft", document.Facts[FieldRole.Status]);
            if (end.Contains("Created", StringComparison.Ordinal))
                Assert.Equal("2026-01-05", document.Facts[FieldRole.Created]);
            SpanLaws.Check(document);
        }
    }

    [Fact]
    public void A_tower_costs_its_line_and_nothing_else()
    {
        foreach (
            var tower in (string[])
                [
                    string.Concat(Enumerable.Repeat("> ", 500)),
                    string.Concat(Enumerable.Repeat("- ", 500)),
                    string.Concat(Enumerable.Repeat("![", 500)) + string.Concat(Enumerable.Repeat("](x.md)", 500)),
                ]
        )
        {
            var document = Parse($"# BEP-1001: Title\n\n[a](b.md)\n\n{tower}BEP-1002\n\n## Motivation\n\n[c](d.md)\n");
            Assert.Equal(["BEP-1001: Title", "Motivation"], document.Sections.Select(section => section.Title));
            Assert.Superset(new HashSet<string> { "b.md", "d.md" }, document.Links.Select(link => link.Url).ToHashSet());
            Assert.Contains(document.References, reference => reference.Number == new ProposalNumber(1002));
        }
    }

    private static Document Parse(string text) =>
        DocumentParser.Parse("proposals/BEP-1001-x.md", new(text), "proposals", Convention.Default);
}
