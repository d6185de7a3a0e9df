using System.Text;

namespace Bep.Analysis.Text;

/// <summary>
/// The text of a file: the one place where offsets and lines meet. Lines end with LF, CRLF or a lone CR (LSP 3.17, Text Documents).
/// A text that nobody has open is kept <see cref="Packed"/>, as the bytes of its file, and unpacked when asked for.
/// </summary>
public sealed class SourceText
{
    private readonly string? _content;
    private readonly byte[] _packed = [];
    private int[]? _lineStarts;
    private string? _fingerprint;
    private WeakReference<string>? _unpacked;

    /// <summary>The text <paramref name="content"/>, kept as it is.</summary>
    public SourceText(string content)
    {
        _content = content;
        Length = content.Length;
    }

    private SourceText(byte[] packed, int length, int[]? lineStarts)
    {
        _packed = packed;
        Length = length;
        _lineStarts = lineStarts;
    }

    /// <summary>The text without a character.</summary>
    public static SourceText Empty { get; } = new("");

    /// <summary>The number of UTF-16 code units.</summary>
    public int Length { get; }

    /// <summary>The whole text. That of a packed one is made when it is asked for, and kept as long as there is memory to spare.</summary>
    public string Content => _content ?? Unpack();

    /// <summary>The number of lines; a text that ends with a line end has an empty last one, an empty text has one line.</summary>
    public int LineCount => LineStarts.Length;

    // Worked out on first use, then kept. Two threads may both do so; they get the same numbers.
    private int[] LineStarts => _lineStarts ??= FindLineStarts(Content);

    /// <summary>The same text in half the memory or less: for the thousands of documents that are known but not open.</summary>
    public SourceText Packed() =>
        _content is null ? this : new(Encoding.UTF8.GetBytes(_content), Length, _lineStarts) { _fingerprint = _fingerprint };

    /// <summary>The same text, for many questions: of a packed text each would unpack all of it.</summary>
    public SourceText Unpacked() => _content is not null ? this : new(Content) { _lineStarts = _lineStarts, _fingerprint = _fingerprint };

    /// <summary>The code units of <paramref name="span"/>.</summary>
    public string Slice(TextSpan span) => Content[span.Start..span.End];

    /// <summary>Where <paramref name="offset"/> lies; an offset outside is brought to the nearest edge of the text.</summary>
    public LinePosition PositionOf(int offset)
    {
        offset = Math.Clamp(offset, 0, Length);
        var line = LineAt(offset);
        return new(line, offset - LineStarts[line]);
    }

    /// <summary>The line, from 0, in which <paramref name="offset"/> lies.</summary>
    public int LineAt(int offset)
    {
        var found = Array.BinarySearch(LineStarts, Math.Clamp(offset, 0, Length));
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>
    /// The offset of <paramref name="position"/>. A character after the line's end means the line's end, a line after the last one the
    /// end of the text (LSP 3.17, Position).
    /// </summary>
    public int OffsetOf(LinePosition position)
    {
        if (position.Line < 0)
            return 0;
        if (position.Line >= LineCount)
            return Length;
        var line = LineSpan(position.Line);
        return (int)Math.Clamp((long)line.Start + position.Character, line.Start, line.End);
    }

    /// <summary>The characters of line <paramref name="line"/> (from 0), its line end left out.</summary>
    public TextSpan LineSpan(int line)
    {
        var span = FullLineSpan(line);
        if (span.IsEmpty)
            return span;
        var end = Content.AsSpan(Math.Max(span.Start, span.End - 2)..span.End);
        return new(
            span.Start,
            span.End
                - (
                    end is "\r\n" ? 2
                    : end[^1] is '\n' or '\r' ? 1
                    : 0
                )
        );
    }

    /// <summary>Line <paramref name="line"/> (from 0) with its line end.</summary>
    public TextSpan FullLineSpan(int line) => new(LineStarts[line], line + 1 < LineCount ? LineStarts[line + 1] : Length);

    /// <summary>True where the last character is a line end, or a part of one.</summary>
    public bool EndsInLineEnd => Length > 0 && Content[^1] is '\r' or '\n';

    /// <summary>The line end that the text uses first, for what is inserted into it; <c>\n</c> where it has none.</summary>
    public string NewLine
    {
        get
        {
            var content = Content;
            var i = content.AsSpan().IndexOfAny('\r', '\n');
            return i < 0 || content[i] == '\n' ? "\n"
                : content.AsSpan(i).StartsWith("\r\n") ? "\r\n"
                : "\r";
        }
    }

    /// <summary>
    /// What the text is known by: equal for equal texts, however their lines end and whether or not a mark of the byte order stands in
    /// front, because git may change both; and for hardly any others. Worked out on first use, then kept.
    /// </summary>
    public string Fingerprint =>
        _fingerprint ??= Sha1.Of(Encoding.UTF8.GetBytes(Content.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal)));

    /// <summary>The text after <paramref name="edits"/>, which refer to this text, are sorted and do not overlap.</summary>
    public SourceText With(IEnumerable<TextEdit> edits)
    {
        var content = Content;
        var result = new StringBuilder(content.Length);
        var at = 0;
        foreach (var edit in edits)
        {
            result.Append(content, at, edit.Span.Start - at).Append(edit.NewText);
            at = edit.Span.End;
        }

        return new(result.Append(content, at, content.Length - at).ToString());
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => Content;

    // One question is often followed by a thousand others.
    private string Unpack()
    {
        if (_unpacked is { } unpacked && unpacked.TryGetTarget(out var known))
            return known;
        var content = Encoding.UTF8.GetString(_packed);
        _unpacked = new(content);
        return content;
    }

    private static int[] FindLineStarts(string content)
    {
        var starts = new List<int>(content.Length / 32 + 1) { 0 };
        for (var i = 0; ; )
        {
            var next = content.AsSpan(i).IndexOfAny('\r', '\n');
            if (next < 0)
                return [.. starts];
            i += next + 1;
            if (content[i - 1] == '\r' && i < content.Length && content[i] == '\n')
                i++;
            starts.Add(i);
        }
    }
}
