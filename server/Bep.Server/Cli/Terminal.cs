using System.Buffers;
using System.Text;
using Bep.Analysis.Model;

namespace Bep.Server.Cli;

/// <summary>
/// Where a command reads and writes: in colours where that is a terminal and nobody objects (https://no-color.org). Titles, names and texts
/// are somebody else's, and a terminal takes some of their characters for orders: nothing written here holds such a character, but for the
/// colours made here, and for a patch that a program reads.
/// </summary>
/// <param name="input">Standard input.</param>
/// <param name="output">What the command is for.</param>
/// <param name="error">What a person has to know besides.</param>
/// <param name="hasColors">True where escape sequences are shown as colours.</param>
/// <param name="isTerminal">True where a person sees the output, false where it goes to a file or a program.</param>
/// <param name="isWorkflow">True where GitHub reads along and obeys lines that begin with two colons.</param>
sealed class Terminal(Stream input, TextWriter output, TextWriter error, bool hasColors, bool isTerminal = false, bool isWorkflow = false)
{
    // Each style is one noncharacter of Unicode (section 23.7: for a program's own use) until it is written.
    private const char FirstStyle = '\uFDD0',
        LastStyle = '\uFDEF';

    private static readonly string[] s_styles = ["0", "1", "2", "31", "32", "33", "34", "36"];

    // The control characters but the tabulator, line and paragraph separators, what turns the direction of writing (the Unicode Standard,
    // annex 9, section 2), and the characters that stand for our own styles.
    private static readonly char[] s_orders =
    [
        .. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(c => char.IsControl(c) && c != '\t'),
        '\u2028',
        '\u2029',
        .. "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069",
        .. Enumerable.Range(FirstStyle, LastStyle - FirstStyle + 1).Select(i => (char)i),
    ];

    private static readonly SearchValues<char> s_inLine = SearchValues.Create(s_orders),
        s_inText = SearchValues.Create([.. s_orders.Where(c => c != '\n')]);

    // The streams belong to whoever handed them in.
    private readonly TextWriter _output = VisibleWriter.Around(output, hasColors),
        _error = VisibleWriter.Around(error, hasColors: false);

    /// <summary>The standard streams, in UTF-8.</summary>
    public static Terminal Current
    {
        get
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            var isTerminal = !Console.IsOutputRedirected;
            var isPlain =
                !isTerminal
                || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                || Environment.GetEnvironmentVariable("TERM") == "dumb";
            // https://docs.github.com/actions/reference/variables-reference
            return new(
                Console.OpenStandardInput(),
                Console.Out,
                Console.Error,
                !isPlain,
                isTerminal,
                Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true"
            );
        }
    }

    public Stream Input => input;

    /// <summary>What the command is for, as text. Whatever a terminal could take for an order is replaced, except for line ends.</summary>
    public TextWriter Output => _output;

    /// <summary>Like <see cref="Output"/>, for what a person has to know besides.</summary>
    public TextWriter Error => _error;

    /// <summary>Says something beside the command's own output, in one line.</summary>
    public void Warn(string sentence) => _error.WriteLine($"bep: {Quote(sentence)}");

    /// <summary>
    /// Writes JSON. What a terminal could take for an order only stands in its strings, where each character may be escaped (RFC 8259,
    /// section 7).
    /// </summary>
    public void WriteJson(string json)
    {
        var escaped = new StringBuilder(json.Length);
        foreach (var c in json)
            _ = !s_inText.Contains(c) ? escaped.Append(c) : escaped.Append($"\\u{(int)c:X4}");
        output.WriteLine(escaped);
    }

    /// <summary>
    /// Writes a patch: to a program or a file byte for byte, because it has to apply, and to a person like everything else.
    /// </summary>
    public void WritePatch(string patch) => (isTerminal ? _output : output).Write(patch);

    public void Flush()
    {
        _output.Flush();
        _error.Flush();
    }

    public string Bold(string text) => With("1", text);

    public string Faint(string text) => With("2", text);

    public string Green(string text) => With("32", text);

    public string Red(string text) => With("31", text);

    public string Colored(string text, Severity severity) =>
        With(
            severity switch
            {
                Severity.Error => "31",
                Severity.Warning => "33",
                Severity.Information => "34",
                _ => "36",
            },
            text
        );

    /// <summary>
    /// <paramref name="text"/> in one line, to be read and not obeyed. Each character that could be an order stands for one, so that marks
    /// below stay in their place.
    /// </summary>
    public static string Visible(string text) => text.AsSpan().IndexOfAny(s_inLine) < 0 ? text : string.Concat(text.Select(Visible));

    /// <summary>What others wrote in a line, as <see cref="Visible(string)"/> shows it: in a workflow of GitHub it is no command either.</summary>
    public string Quote(string line)
    {
        var visible = Visible(line);
        var start = visible.Length - visible.AsSpan().TrimStart().Length;
        if (isWorkflow && visible.AsSpan(start).StartsWith("::"))
            visible = $"{visible[..start]}\u2236{visible[(start + 1)..]}";
        return isWorkflow ? visible.Replace("##[", "##\uFF3B", StringComparison.Ordinal) : visible;
    }

    /// <summary>Likewise in several lines.</summary>
    public static string VisibleText(string text)
    {
        using var shown = new StringWriter();
        using var writer = VisibleWriter.Around(shown, hasColors: false);
        writer.Write(text);
        writer.Flush();
        return shown.ToString();
    }

    private static char Visible(char c) =>
        c switch
        {
            '\t' => c,
            < ' ' => (char)('\u2400' + c),
            '\x7f' => '\u2421',
            _ => s_inLine.Contains(c) ? '\uFFFD' : c,
        };

    private string With(string code, string text) =>
        hasColors ? $"{(char)(FirstStyle + Array.IndexOf(s_styles, code))}{Visible(text)}{FirstStyle}" : Visible(text);

    /// <summary>
    /// Hands everything on but orders to the terminal; ends of lines stay, and styles become the sequences that they stand for.
    /// </summary>
    private sealed class VisibleWriter : TextWriter
    {
        private readonly TextWriter _inner;
        private readonly bool _hasColors;

        // What ends a line only where a line feed follows.
        private bool _hasReturn;

        public static VisibleWriter Around(TextWriter inner, bool hasColors) => new VisibleWriter(inner, hasColors);

        private VisibleWriter(TextWriter inner, bool hasColors)
        {
            (_inner, _hasColors) = (inner, hasColors);
            NewLine = inner.NewLine;
        }

        public override Encoding Encoding => _inner.Encoding;

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            while (!buffer.IsEmpty)
            {
                if (_hasReturn)
                {
                    _inner.Write(buffer[0] == '\n' ? '\r' : Visible('\r'));
                    _hasReturn = false;
                }
                var plain = buffer.IndexOfAny(s_inText);
                _inner.Write(plain < 0 ? buffer : buffer[..plain]);
                if (plain < 0)
                    return;
                switch (buffer[plain])
                {
                    case '\r':
                        _hasReturn = true;
                        break;
                    case >= FirstStyle and <= LastStyle and var style when _hasColors && style - FirstStyle < s_styles.Length:
                        _inner.Write($"\e[{s_styles[style - FirstStyle]}m");
                        break;
                    case var order:
                        _inner.Write(Visible(order));
                        break;
                }
                buffer = buffer[(plain + 1)..];
            }
        }

        public override void Flush()
        {
            if (_hasReturn)
                _inner.Write(Visible('\r'));
            _hasReturn = false;
            _inner.Flush();
        }
    }
}
