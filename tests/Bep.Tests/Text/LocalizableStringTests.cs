using Bep.Analysis.Text;

namespace Bep.Tests.Text;

public sealed class LocalizableStringTests
{
    private static LocalizableString Refer(string name, int count) => $"`{name}` is named {count} times.";

    [Fact]
    public void It_keeps_the_sentence_apart_from_what_stands_in_its_gaps()
    {
        var sentence = Refer("BEP-1001", 3);
        Assert.Equal("`{0}` is named {1} times.", sentence.Template);
        Assert.Equal("`BEP-1001` is named 3 times.", sentence.ToString());
        Assert.Equal("BEP-1001, 3x", sentence.Localize(_ => "{0}, {1}x"));
    }

    [Fact]
    public void Another_language_may_have_the_gaps_in_another_order() =>
        Assert.Equal("3 BEP-1001", Refer("BEP-1001", 3).Localize(_ => "{1} {0}"));

    [Fact]
    public void A_phrase_in_a_gap_is_translated_too()
    {
        LocalizableString sentence = $"not {Refer("x", 1)}";
        Assert.Equal("NOT `x` IS NAMED 1 TIMES.", sentence.Localize(template => template.ToUpperInvariant()));
    }

    [Fact]
    public void Braces_are_words_wherever_they_stand()
    {
        LocalizableString sentence = $"`{{number}}` in {"{slug}"}";
        Assert.Equal("`{number}` in {slug}", sentence.ToString());
    }

    [Fact]
    public void Equal_words_with_equal_gaps_are_equal()
    {
        Assert.Equal(Refer("x", 1), Refer("x", 1));
        Assert.Equal(Refer("x", 1).GetHashCode(), Refer("x", 1).GetHashCode());
        Assert.NotEqual(Refer("x", 1), Refer("x", 2));
        Assert.NotEqual(Refer("x", 1), LocalizableString.Of("`x` is named 1 times."));
        Assert.Equal(LocalizableString.Join(" ", [Refer("x", 1)]), LocalizableString.Join(" ", [Refer("x", 1)]));
    }

    [Fact]
    public void Names_are_listed()
    {
        Assert.Equal("A", LocalizableString.And(["A"]).ToString());
        Assert.Equal("A and B", LocalizableString.And(["A", "B"]).ToString());
        Assert.Equal("A, B and C", LocalizableString.And(["A", "B", "C"]).ToString());
        Assert.Equal("A, B or C", LocalizableString.Or(["A", "B", "C"]).ToString());
    }

    [Fact]
    public void Several_are_joined()
    {
        Assert.Equal("`x` is named 1 times.\n\nA", LocalizableString.Join("\n\n", [Refer("x", 1), LocalizableString.Of("A")]).ToString());
        Assert.True(LocalizableString.Join(", ", []).IsEmpty);
        Assert.True(LocalizableString.Of(null).IsEmpty);
    }
}
