using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;

namespace Bep.Tests.Features;

/// <summary>The forms that a series states for its mentions, and numbers that texts write without the zeros of the files' names.</summary>
public sealed class MentionFormTests
{
    private const string Records = """
        -- .bep.yaml --
        prefix: ADR
        file-names: "{number}-{slug}.md"
        first-number: 1
        registry: none
        template: none
        front-matter: none
        mentions: ["ADR {number}", "#{number}", "decision no. {number}", "ADR{number}"]
        -- 0002-lamps.md --
        # ADR-0002: Lamps
        -- 0012-oil.md --
        # Oil
        -- 0001-ropes.md --
        # ADR-0001: Ropes


        """;

    public static TheoryData<string, string> Texts() =>
        new()
        {
            { "ADR 2", "ADR 2" },
            { "ADR 0002, ADR-0002 and ADR-2", "ADR 0002, ADR-0002, ADR-2" },
            { "(#2) #0012, #12.", "#2, #0012, #12" },
            { "As decision no. 12 says, and Decision no. 0002.", "decision no. 12, Decision no. 0002" },
            { "ADR12", "ADR12" },
            // What is read in another case is so only with all its digits.
            { "adr 0002, adr 2", "adr 0002" },
            { "ADR #12", "#12" },
            { "x#12, ##12, &#12;, ADR 12x, XADR 12, ADR 00012", "" },
            { "[text](page.md#2) and https://example.org/#12", "" },
            { "# 12", "" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Those_forms_are_read_and_no_others(string text, string expected)
    {
        var document = Fixture.Read($"{Records}{text}\n").ToSeries().Find("0001-ropes.md")!;
        var found = document.References.Where(reference => reference.Number != document.Number);
        Assert.Equal(expected, string.Join(", ", found.Select(reference => document.Text.Slice(reference.Span))));
    }

    [Theory]
    [InlineData("#{number}", "ADR {number}")]
    [InlineData("ADR {number}", "ADR-{number}")]
    [InlineData("[{number}", "A.b*c+({number}")]
    [InlineData("제안 {number}", "№{number}")]
    [InlineData("ADR-{number}", "ADR{number}")]
    public void Every_form_is_read_renumbered_and_shown_as_it_was_written(string first, string second)
    {
        foreach (
            var (form, written, now) in from form in (string[])[first, second]
            from digits in (string[])["2", "0002"]
            select (form, form.Replace("{number}", digits), form.Replace("{number}", digits == "2" ? "15" : "0015"))
        )
        {
            var series = Fixture
                .Read(
                    $"{Records}{written} is older.\n".Replace(
                        "\"ADR {number}\", \"#{number}\", \"decision no. {number}\", \"ADR{number}\"",
                        $"\"{first}\", \"{second}\""
                    )
                )
                .ToSeries();
            Assert.Empty(ConfigurationFindings(series));
            var document = series.Find("0001-ropes.md")!;
            var mention = Assert.Single(document.References, reference => reference.Number.Value == 2);
            Assert.Equal(written, document.Text.Slice(mention.Span));
            Assert.False(mention.IsLoose);
            Assert.Equal(
                [written, NumberIn(written)],
                Regex.Match($"See {written}, too", MentionPattern.Of(series.Convention)).Groups.Values.Select(group => group.Value)
            );
            var after = series.Apply(Renumbering.Of(series, series.Find("0002-lamps.md")!, new(15)));
            Assert.Contains($"\n\n{now} is older.\n", after.Find("0001-ropes.md")!.Text.Content);
            Assert.Equal("# ADR-0015: Lamps\n", after.Find("0015-lamps.md")!.Text.Content);
        }

        static string NumberIn(string mention) => Regex.Match(mention, "[0-9]+$").Value;
    }

    private static IEnumerable<Finding> ConfigurationFindings(Series series) =>
        RuleBook.Find("invalid-configuration")!.Check(series.Configuration!, series);

    [Fact]
    public void What_is_completed_is_written_as_the_series_prefers()
    {
        Expect.Completed(Records + "See #1$0", "ADR-0012 Oil", "See [ADR 0012](0012-oil.md)");
        Expect.Completed(Records + "See decision no. 12$0", "ADR-0012 Oil", "See [ADR 0012](0012-oil.md)");
        Expect.Completed(Records + "[Oil](0012-oil.md), and ADR-oi$0", "ADR-0012 Oil", "[Oil](0012-oil.md), and ADR 0012");
        // A heading begins with the sign as well, and words go on after a blank.
        Expect.Completion(Records + "#$0");
        Expect.Completion(Records + "The ADR$0");
        Expect.Completion(Records + "The ADR o$0");
    }

    [Fact]
    public void A_mention_in_any_form_says_what_it_means_and_leads_there()
    {
        Expect.Symbol(Records + "As decision no. 1$02 says.", "Mention: decision no. 12");
        Expect.Definition(Records.Replace("# Oil", "# Oil\n  ^^^") + "As #1$02 says.");
    }

    [Theory]
    // What most write: without zeros, as many series say it whose files have them.
    [InlineData("PDEP-2, PDEP-2 and PDEP-2. PDEP-$0", "PDEP-0012 Oil", "PDEP-2, PDEP-2 and PDEP-2. [PDEP-12](0012-oil.md)")]
    [InlineData("PDEP-0002, PDEP-2 and PDEP-0002. PDEP-$0", "PDEP-0012 Oil", "PDEP-0002, PDEP-2 and PDEP-0002. [PDEP-0012](0012-oil.md)")]
    public void Zeros_are_written_where_most_mentions_have_them(string text, string label, string expected) =>
        Expect.Completed(Short + text, label, expected);

    [Fact]
    public void A_number_without_its_zeros_is_a_mention_and_stays_so()
    {
        var series = Fixture
            .Read($"{Short}After PDEP-2, and [PDEP-0012](0012-oil.md), PDEP-0012, PDEP-0012. PDEP-9 may be of others.\n")
            .ToSeries();
        Assert.Equal("Lamps", series.Convention.WithoutNumber("PDEP-2: Lamps"));
        Assert.Equal("PDEP 3 wicks", series.Convention.WithoutNumber("PDEP 3 wicks"));
        // Where most are written with all digits, one of fewer may be of anything.
        Assert.Equal([], RuleBook.Default.CheckAll(series).Where(finding => finding.Rule.Name is "unknown-reference" or "reference-form"));
        var after = series.Apply(Renumbering.Of(series, series.Find("0002-lamps.md")!, new(7)));
        Assert.Contains("After PDEP-7, and [PDEP-0012](0012-oil.md),", after.Find("0001-ropes.md")!.Text.Content);
        Assert.Equal("# PDEP-7: Lamps\n", after.Find("0007-lamps.md")!.Text.Content);
        Assert.Equal(new ProposalNumber(7), Rename.ReadNumber(series.Convention, "PDEP-7"));
    }

    [Fact]
    public void Where_numbers_usually_lack_their_zeros_an_unknown_one_is_found()
    {
        var series = Fixture.Read($"{Short}PDEP-2, PDEP-2, PDEP-12 and PDEP-9.\n").ToSeries();
        var finding = Assert.Single(RuleBook.Default.CheckAll(series), finding => finding.Rule.Name == "unknown-reference");
        Assert.Equal("No proposal has the number PDEP-0009; did you mean PDEP-0001?", finding.Message.ToString());
    }

    private const string Short = """
        -- .bep.yaml --
        prefix: PDEP
        file-names: "{number}-{slug}.md"
        first-number: 1
        registry: none
        template: none
        front-matter: none
        -- 0002-lamps.md --
        # PDEP-2: Lamps
        -- 0012-oil.md --
        # Oil
        -- 0001-ropes.md --
        # Ropes


        """;
}
