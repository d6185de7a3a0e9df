using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Tests.Parsing;

/// <summary>
/// Formulas as GitHub has them: its programmers' interface and its documentation say that <c>$$ … $$</c> belongs to a paragraph, may have
/// lines and blanks in it, and that one that nothing closes is text.
/// </summary>
public sealed class FormulaTests
{
    [Theory]
    [InlineData("$$\nBEP-1001 a[i](t)\n$$")]
    [InlineData("$$ BEP-1001 a[i](t) $$")]
    [InlineData("$$BEP-1001 a[i](t)$$")]
    [InlineData("Words $$BEP-1001 a[i](t)$$ words")]
    [InlineData("Words:\n$$\nBEP-1001 a[i](t)\n$$ as above.")]
    [InlineData("$$\nBEP-1001 a[i](t) \\$$ x\n$$")]
    [InlineData("$BEP-1001 a[i](t)$")]
    [InlineData("With $BEP-1001 a[i](t)$, and")]
    [InlineData("$`BEP-1001 a[i](t)`$")]
    [InlineData("> $$\n> BEP-1001 a[i](t)\n> $$")]
    [InlineData("- item\n  $$BEP-1001 a[i](t)$$")]
    [InlineData("```math\nBEP-1001 a[i](t)\n```")]
    public void Nothing_in_a_formula_is_a_mention_or_a_link(string text)
    {
        var document = Parse($"{text}\n\nAfter BEP-1002, [x](y.md)\n\n# End\n");
        Assert.Equal(["y.md"], document.Links.Select(link => link.Url));
        Assert.Equal([1002], document.References.Select(reference => reference.Number.Value));
        Assert.Equal("End", document.Facts.Title);
    }

    [Theory]
    [InlineData("$$\n\nBEP-1001 [a](t)\n\n# End")]
    [InlineData("$$ BEP-1001 [a](t)\n\n# End")]
    [InlineData("$$\nBEP-1001 [a](t)\n\n# End\n\n$$")]
    [InlineData("Costs $5 for BEP-1001 [a](t), or $6.\n\n# End")]
    [InlineData("Costs $$5 and BEP-1001 [a](t) and $$10.\n\n# End")]
    [InlineData("`$` BEP-1001 [a](t) `$`\n\n# End")]
    [InlineData("\\$$ BEP-1001 [a](t) \\$$\n\n# End")]
    [InlineData("$ BEP-1001 [a](t) $\n\n# End")]
    [InlineData("US$a BEP-1001 [a](t) b$\n\n# End")]
    [InlineData("$$$ BEP-1001 [a](t) $$$\n\n# End")]
    [InlineData("$$ words\n\nBEP-1001 [a](t)\n\n$$ words\n\n# End")]
    [InlineData("$a\nBEP-1001 [a](t)$\n\n# End")]
    public void What_is_no_formula_is_text(string text)
    {
        var document = Parse(text + "\n");
        Assert.Equal(["t"], document.Links.Select(link => link.Url));
        Assert.Equal([1001], document.References.Select(reference => reference.Number.Value));
        Assert.Equal("End", document.Facts.Title);
    }

    private static Document Parse(string text) => DocumentParser.Parse("BEP-1009-a.md", new(text), "", Convention.Default);
}
