namespace Bep.Tests.Features;

/// <summary>What the cursor is on.</summary>
public sealed class SymbolTests
{
    [Theory]
    [InlineData("See BE$0P-1001.", "Mention: BEP-1001")]
    [InlineData("See BEP-1001$0.", "Mention: BEP-1001")]
    [InlineData("See $0 BEP-1001.", null)]
    [InlineData("[BEP-1$0001](BEP-1001-a.md)", "Mention: BEP-1001")]
    [InlineData("[the oth$0er](BEP-1001-a.md)", "OfLink Text: [the other](BEP-1001-a.md)")]
    [InlineData("[the other](BEP-10$001-a.md#why)", "OfLink Path: BEP-1001-a.md")]
    [InlineData("[the other](BEP-1001-a.md#w$0hy)", "OfLink Fragment: why")]
    [InlineData("[below](#w$0hy)", "OfLink Fragment: why")]
    [InlineData("![a pict$0ure](a.png)", "OfLink Text: ![a picture](a.png)")]
    [InlineData("[![alt](a.p$0ng)](BEP-1001-a.md)", "OfLink Path: a.png")]
    [InlineData("# Ti$0tle", "Heading: # Title")]
    [InlineData("# BEP-1$0000: Title", "Mention: BEP-1000")]
    [InlineData("Ask for BEP-XX$0XX.", "Placeholder: BEP-XXXX")]
    [InlineData("Read [it][th$0at].\n\n[that]: BEP-1001-a.md", "Label: [that]")]
    [InlineData("Read [i$0t][that].\n\n[that]: BEP-1001-a.md", "Label: [that]")]
    [InlineData("Read [tha$0t].\n\n[That]: BEP-1001-a.md", "Label: [that]")]
    [InlineData("Read [this$0].\n\n[that]: BEP-1001-a.md", null)]
    [InlineData("Plain t$0ext.", null)]
    [InlineData("```\nBEP-1$0001\n```", null)]
    public void A_document_s_text_has_symbols(string text, string? expected) => Expect.Symbol($"-- BEP-1000-x.md --\n{text}", expected);

    [Theory]
    [InlineData("Sta$0tus: Draft", "FieldName: Status")]
    [InlineData("Status: Dr$0aft", "FieldValue: Draft")]
    [InlineData("Status: $0", "FieldValue: ")]
    [InlineData("Superseded-By: BEP-1$0001", "Mention: BEP-1001")]
    public void A_front_matter_has_fields(string line, string? expected) =>
        Expect.Symbol($"-- BEP-1000-x.md --\n---\n{line}\n---", expected);

    [Theory]
    [InlineData("| 10$000 | Title | Ada | Draft |", "RowCell Number: 1000")]
    [InlineData("| [10$000](BEP-1000-x.md) | Title | Ada | Draft |", "RowCell Number: [1000](BEP-1000-x.md)")]
    [InlineData("| [1000](BEP-1$0000-x.md) | Title | Ada | Draft |", "OfLink Path: BEP-1000-x.md")]
    [InlineData("| 1000 | Ti$0tle | Ada | Draft |", "RowCell Title: Title")]
    [InlineData("| 1000 | A \\| B, and the re$0st | Ada | Draft |", "RowCell Title: A \\| B, and the rest")]
    [InlineData("| 1000 | Title | Ada | Dr$0aft |", "RowCell Status: Draft")]
    [InlineData("| 1000 | Title | Ada | Draft |$0", "RowCell Status: Draft")]
    [InlineData("| 1000 | After BEP-1$0001 | Ada | Draft |", "Mention: BEP-1001")]
    [InlineData("| _ne$0xt_ | _(reserve your number here)_ | | |", "NextRow: | _next_ | _(reserve your number here)_ | | |")]
    [InlineData("| none | Ti$0tle | Ada | Draft |", null)]
    public void A_registry_has_rows(string row, string? expected) =>
        Expect.Symbol($"-- README.md --\n| Number | Title | Author | Status |\n|--|--|--|--|\n{row}", expected);
}
