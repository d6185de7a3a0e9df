using Bep.Analysis.Text;

namespace Bep.Tests.Text;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n", 2)]
    [InlineData("a\r\nb\rc\nd", 4)]
    [InlineData("\r\r\n\n", 4)]
    public void Lines_end_with_any_of_the_three_line_ends(string content, int lines) =>
        Assert.Equal(lines, new SourceText(content).LineCount);

    [Theory]
    [InlineData("한국어\r\n😀 tab\there\r끝")]
    [InlineData("\uFEFF---\nAuthor: 김\n---\n")]
    [InlineData("\ud83d lone \udc00 surrogates")]
    public void Every_offset_survives_the_way_to_a_position_and_back(string content)
    {
        foreach (var text in new[] { new SourceText(content), new SourceText(content).Packed() })
        {
            for (var offset = 0; offset <= content.Length; offset++)
            {
                var position = text.PositionOf(offset);
                // Between CR and LF no editor can stand; the line's end is meant.
                var isInLineEnd = offset > 0 && offset < content.Length && content[offset - 1] == '\r' && content[offset] == '\n';
                Assert.Equal(isInLineEnd ? offset - 1 : offset, text.OffsetOf(position));
            }
        }
    }

    [Fact]
    public void Places_outside_are_brought_to_the_nearest_edge()
    {
        var text = new SourceText("ab\r\ncd");
        Assert.Equal(0, text.OffsetOf(new(-1, 5)));
        Assert.Equal(2, text.OffsetOf(new(0, 99)));
        Assert.Equal(2, text.OffsetOf(new(0, int.MaxValue)));
        Assert.Equal(6, text.OffsetOf(new(7, 0)));
        Assert.Equal(new LinePosition(1, 2), text.PositionOf(99));
    }

    [Fact]
    public void A_packed_text_is_the_same_text()
    {
        var text = new SourceText("제안 😀\r\nline\n");
        var packed = text.Packed();
        Assert.Equal(text.Content, packed.Content);
        Assert.Equal(text.Length, packed.Length);
        Assert.Equal(text.NewLine, packed.NewLine);
        Assert.Equal(
            Enumerable.Range(0, text.LineCount).Select(text.LineSpan),
            Enumerable.Range(0, packed.LineCount).Select(packed.LineSpan)
        );
    }

    [Fact]
    public void Edits_refer_to_the_text_as_it_was() =>
        Assert.Equal("xAbZ", new SourceText("abc").With([TextEdit.Insert(0, "x"), new(new(0, 1), "A"), new(new(2, 3), "Z")]).Content);
}
