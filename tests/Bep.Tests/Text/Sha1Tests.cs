using System.Security.Cryptography;
using System.Text;
using Bep.Analysis.Text;

namespace Bep.Tests.Text;

/// <summary>The hash is that of everybody else.</summary>
public sealed class Sha1Tests
{
    // FIPS 180-4's own examples.
    [Theory]
    [InlineData("", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1")]
    public void Known_texts_have_known_hashes(string text, string hash) => Assert.Equal(hash, Sha1.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void It_equals_the_runtime_s_for_every_length()
    {
        var random = new Random(1);
        foreach (var length in Enumerable.Range(0, 300).Append(100_000))
        {
            var content = new byte[length];
            random.NextBytes(content);
#pragma warning disable CA5350
            Assert.Equal(Convert.ToHexStringLower(SHA1.HashData(content)), Sha1.Of(content));
#pragma warning restore CA5350
        }
    }
}
