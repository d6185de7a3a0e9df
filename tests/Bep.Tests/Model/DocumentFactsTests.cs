using Bep.Analysis.Model;

namespace Bep.Tests.Model;

/// <summary>What a template says is found again where somebody has broken its lines otherwise.</summary>
public sealed class DocumentFactsTests
{
    private static readonly DocumentFacts s_template = new(null, [], [], [])
    {
        Samples = ["Say which problem this solves."],
        Blocks = ["Say which problem this solves."],
    };

    [Theory]
    [InlineData("Say which problem this solves.")]
    [InlineData("Say which\nproblem this solves.")]
    [InlineData("  Say\twhich \r\n  problem\u00a0this solves.\n")]
    public void Blanks_and_line_ends_make_no_difference(string text)
    {
        Assert.True(s_template.HasSample(text));
        Assert.True(s_template.HasBlock(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("say which problem this solves.")]
    [InlineData("Say which problem this solves")]
    [InlineData("Say which problem this")]
    [InlineData("Saywhich problem this solves.")]
    [InlineData("Say which problem this solves. And how.")]
    public void Other_words_do(string text)
    {
        Assert.False(s_template.HasSample(text));
        Assert.False(s_template.HasBlock(text));
    }
}
