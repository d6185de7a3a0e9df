using System.Buffers.Text;

namespace Bep.Server.Protocol;

/// <summary>
/// Half of a surrogate pair, which an editor can have for as long as it takes to type or delete the other half. JSON can write it
/// (<c>\ud83d</c>), and the JSON reader refuses the whole text for it.
/// </summary>
static class LoneSurrogates
{
    /// <summary>Puts U+FFFD, which is as long, in the place of each half without its other half.</summary>
    public static void Replace(Span<byte> json)
    {
        for (var at = 0; json[at..].IndexOf("\\u"u8) is >= 0 and var found; )
        {
            var escape = at + found;
            at = escape + 2;
            // An even number of backslashes before it: they escape each other, and this one the `u`.
            if (json[..escape].LastIndexOfAnyExcept((byte)'\\') is var before && (escape - before) % 2 == 0)
                continue;
            var unit = UnitAt(json, escape);
            if (unit is >= 0xD800 and < 0xDC00 && UnitAt(json, escape + 6) is >= 0xDC00 and < 0xE000)
                at = escape + 12;
            else if (unit is >= 0xD800 and < 0xE000)
                "\\uFFFD"u8.CopyTo(json[escape..]);
        }
    }

    /// <returns>The code unit that is escaped here; -1 where none is.</returns>
    private static int UnitAt(ReadOnlySpan<byte> json, int escape) =>
        json.Length >= escape + 6
        && json[escape..].StartsWith("\\u"u8)
        && Utf8Parser.TryParse(json.Slice(escape + 2, 4), out ushort unit, out var used, 'x')
        && used == 4
            ? unit
            : -1;
}
