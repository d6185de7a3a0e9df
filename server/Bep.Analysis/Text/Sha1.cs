using System.Buffers.Binary;
using System.Numerics;

namespace Bep.Analysis.Text;

/// <summary>
/// SHA-1 (FIPS 180-4, section 6.1), by which git names contents and by which texts are known again here; nothing is kept secret by it. The
/// runtime's own ends the process on a Linux without OpenSSL.
/// </summary>
public static class Sha1
{
    private const int BlockLength = 64;

    /// <summary>The hash of <paramref name="content"/>, 40 hexadecimal digits in small letters.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        var rest = content;
        for (; rest.Length >= BlockLength; rest = rest[BlockLength..])
            Add(rest[..BlockLength], state);

        // What is left, a bit that is set, zeros, and the number of bits.
        Span<byte> end = stackalloc byte[2 * BlockLength];
        end.Clear();
        rest.CopyTo(end);
        end[rest.Length] = 0x80;
        end = end[..(rest.Length < BlockLength - sizeof(ulong) ? BlockLength : 2 * BlockLength)];
        BinaryPrimitives.WriteUInt64BigEndian(end[^sizeof(ulong)..], 8 * (ulong)content.Length);
        for (; !end.IsEmpty; end = end[BlockLength..])
            Add(end[..BlockLength], state);

        Span<byte> hash = stackalloc byte[5 * sizeof(uint)];
        for (var i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], state[i]);
        return Convert.ToHexStringLower(hash);
    }

    private static void Add(ReadOnlySpan<byte> block, Span<uint> state)
    {
        Span<uint> words = stackalloc uint[80];
        for (var i = 0; i < 16; i++)
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        for (var i = 16; i < words.Length; i++)
            words[i] = BitOperations.RotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);

        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        for (var i = 0; i < words.Length; i++)
        {
            var (mix, constant) = i switch
            {
                < 20 => ((b & c) | (~b & d), 0x5A827999u),
                < 40 => (b ^ c ^ d, 0x6ED9EBA1u),
                < 60 => ((b & c) | (b & d) | (c & d), 0x8F1BBCDCu),
                _ => (b ^ c ^ d, 0xCA62C1D6u),
            };
            var next = BitOperations.RotateLeft(a, 5) + mix + e + constant + words[i];
            (a, b, c, d, e) = (next, a, BitOperations.RotateLeft(b, 30), c, d);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
}
