using System.Text;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>A file as text, or the reason why it cannot be read.</summary>
/// <param name="Text">Null where the file is skipped.</param>
/// <param name="Problem">Why it is skipped: the end of a sentence that begins with the file's name.</param>
public readonly record struct TextFile(SourceText? Text, LocalizableString? Problem)
{
    /// <summary>Longer files are no documents that anybody reads: they are skipped. In bytes.</summary>
    public const int LargestSize = 5 << 20;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file; whatever is wrong with it becomes a reason, not an exception.</summary>
    public static TextFile Read(IFiles files, string path)
    {
        try
        {
            return Of(files.Read(path, LargestSize + 1));
        }
        catch (UnreadableException e)
        {
            return new(null, e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, $"cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// What <paramref name="content"/> says, if it is not longer than <see cref="LargestSize"/>. As editors have it: a byte-order mark is
    /// how a file is stored, not what it says.
    /// </summary>
    public static TextFile Of(ReadOnlySpan<byte> content)
    {
        if (content.Length > LargestSize)
            return new(null, $"is larger than {LargestSize >> 20} MiB");
        try
        {
            return new(new SourceText(s_strict.GetString(content[MarkLength(content)..])), null);
        }
        catch (DecoderFallbackException e)
        {
            return new(null, $"is not UTF-8 (byte {e.Index})");
        }
    }

    /// <summary>True where the file begins with a byte-order mark.</summary>
    public static bool HasMark(IFiles files, string path)
    {
        try
        {
            return MarkLength(files.Read(path, Encoding.UTF8.Preamble.Length)) > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>How many bytes of <paramref name="content"/> are a byte-order mark: none, or three.</summary>
    public static int MarkLength(ReadOnlySpan<byte> content) =>
        content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
}
