using System.Globalization;
using System.Text;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Tests.Parsing;

/// <summary>The anchors of headings, by the rules that GitHub's own program has and that github-slugger publishes.</summary>
public sealed class SlugTests
{
    /// <summary>Of each Unicode category some characters, and what is left of each.</summary>
    public static TheoryData<UnicodeCategory, string, string> Categories() =>
        new()
        {
            { UnicodeCategory.UppercaseLetter, "A É Ж Ω", "a é ж ω" },
            { UnicodeCategory.LowercaseLetter, "a é ж ß", "a é ж ß" },
            { UnicodeCategory.TitlecaseLetter, "ǅ", "ǆ" },
            { UnicodeCategory.ModifierLetter, "ʰ ˮ ー", "ʰ ˮ ー" },
            { UnicodeCategory.OtherLetter, "한 文 ª ا", "한 文 ª ا" },
            { UnicodeCategory.NonSpacingMark, "\u0301 \u0E31 \uFE0F", "\u0301 \u0E31 \uFE0F" },
            { UnicodeCategory.SpacingCombiningMark, "\u0903 \u093E", "\u0903 \u093E" },
            { UnicodeCategory.EnclosingMark, "\u20DD \u20E3", "\u20DD \u20E3" },
            { UnicodeCategory.DecimalDigitNumber, "7 ٣ ７ 𝟗", "7 ٣ ７ 𝟗" },
            { UnicodeCategory.LetterNumber, "Ⅳ ⅷ 〇", "ⅳ ⅷ 〇" },
            { UnicodeCategory.OtherNumber, "² ½ ① ⒈ ₃ ㊿", "" },
            { UnicodeCategory.SpaceSeparator, "\u00A0 \u2003 \u3000", "" },
            { UnicodeCategory.LineSeparator, "\u2028", "" },
            { UnicodeCategory.ParagraphSeparator, "\u2029", "" },
            { UnicodeCategory.Control, "\t \n \u007F", "" },
            { UnicodeCategory.Format, "\u200D \u200B \uFEFF \u00AD", "" },
            { UnicodeCategory.PrivateUse, "\uE000", "" },
            { UnicodeCategory.ConnectorPunctuation, "_ ‿ ＿", "_ ‿ ＿" },
            { UnicodeCategory.DashPunctuation, "– — ‐", "" },
            { UnicodeCategory.OpenPunctuation, "( [ 「", "" },
            { UnicodeCategory.ClosePunctuation, ") ] 」", "" },
            { UnicodeCategory.InitialQuotePunctuation, "« “", "" },
            { UnicodeCategory.FinalQuotePunctuation, "» ’", "" },
            { UnicodeCategory.OtherPunctuation, "! . : · … 、", "" },
            { UnicodeCategory.MathSymbol, "+ < = ∑ →", "" },
            { UnicodeCategory.CurrencySymbol, "$ € ₩", "" },
            { UnicodeCategory.ModifierSymbol, "^ ` ¨ 🏽", "" },
            { UnicodeCategory.OtherSymbol, "© ° 🚀 ✅", "" },
            // These are letters to Unicode, Alphabetic, all the same.
            { UnicodeCategory.OtherSymbol, "Ⓐ ⓩ 🄰", "ⓐ ⓩ 🄰" },
            { UnicodeCategory.OtherNotAssigned, "\u0378", "" },
        };

    [Theory]
    [MemberData(nameof(Categories))]
    public void A_character_stays_by_its_category(UnicodeCategory category, string characters, string left)
    {
        var kept = new List<string>();
        foreach (var rune in characters.Split(' ').SelectMany(one => one.EnumerateRunes()))
        {
            Assert.Equal(category, Rune.GetUnicodeCategory(rune));
            var slug = Slug.OfHeading($"x{rune}y");
            Assert.StartsWith("x", slug);
            if (slug.Length > 2)
                kept.Add(slug[1..^1]);
        }

        Assert.Equal(left, string.Join(' ', kept));
    }

    [Fact]
    public void Every_category_but_half_characters_is_in_the_table() =>
        Assert.Equal(
            Enum.GetValues<UnicodeCategory>().Except([UnicodeCategory.Surrogate]).Order(),
            Categories().Select(row => (UnicodeCategory)row[0]).Distinct().Order()
        );

    [Theory]
    [InlineData("Area in x²", "area-in-x")]
    [InlineData("½ a lamp", "-a-lamp")]
    [InlineData("Step ①", "step-")]
    [InlineData("Night <!-- words --> shift", "night--shift")]
    [InlineData("Night <!-- words -->", "night-")]
    [InlineData("🚀 Launch", "-launch")]
    [InlineData(":rocket: Launch", "rocket-launch")]
    [InlineData("The `a  b()` call", "the-a--b-call")]
    [InlineData("A [link](x.md \"title\") here", "a-link-here")]
    [InlineData("A [link][x] here\n\n[x]: x.md", "a-link-here")]
    [InlineData("A [bracket] here", "a-bracket-here")]
    [InlineData("![Logo](x.png) Lamps", "-lamps")]
    [InlineData("Lamps <img src=\"x.png\" alt=\"Logo\">", "lamps-")]
    [InlineData("<a id=\"own\"></a>Lamps", "lamps")]
    [InlineData("H<sub>2</sub>O", "h2o")]
    [InlineData("R&amp;D &lt;T&gt;", "rd-t")]
    [InlineData("*a* **b** ~~c~~ \\*d\\*", "a-b-c-d")]
    [InlineData("snake_case and kebab-case", "snake_case-and-kebab-case")]
    [InlineData("Two\nlines\n---", "twolines")]
    [InlineData("Formula $x^2$", "formula-x2")]
    [InlineData("ÀÉÎ Straße", "àéî-straße")]
    [InlineData("C++ / C# & F#", "c--c--f")]
    [InlineData("a - b -- c", "a---b----c")]
    public void A_headings_anchor_is_GitHubs(string heading, string anchor)
    {
        var text = heading.Contains("---", StringComparison.Ordinal) ? heading : $"## {heading}";
        Assert.Equal(
            [anchor],
            DocumentParser.Parse("a.md", new(text + "\n"), "", Convention.Default).Sections.Select(section => section.Anchor)
        );
    }
}
