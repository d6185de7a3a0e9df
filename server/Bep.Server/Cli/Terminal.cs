using System.Buffers;
using System.Text;
using Bep.Analysis.Checking;

namespace Bep.Server.Cli;

/// <summary>Where a command reads and writes: in colours where that is a terminal and nobody objects (https://no-color.org).</summary>
/// <param name="input">Standard input.</param>
/// <param name="output">What the command is for.</param>
/// <param name="error">What a person has to know besides.</param>
/// <param name="hasColors">True where escape sequences are shown as colours.</param>
sealed class Terminal(Stream input, TextWriter output, TextWriter error, bool hasColors)
{
    // Control characters but the tabulator, and those that turn the direction of writing.
    private static readonly SearchValues<char> s_orders = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(c => char.IsControl(c) && c != '\t'), '\u2028', '\u2029', .. "\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"]);

    /// <summary>The standard streams, in UTF-8.</summary>
    public static Terminal Current
    {
        get
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            var isPlain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";
            return new(Console.OpenStandardInput(), Console.Out, Console.Error, !isPlain);
        }
    }

    public Stream Input => input;

    public TextWriter Output => output;

    /// <summary>Says something beside the command's own output, in one line.</summary>
    public void Warn(string sentence) => error.WriteLine($"bep: {Visible(sentence)}");

    public TextWriter Error => error;

    public string Bold(string text) => With("1", text);

    public string Faint(string text) => With("2", text);

    public string Green(string text) => With("32", text);

    public string Red(string text) => With("31", text);

    public string Colored(string text, Severity severity) => With(severity switch
    {
        Severity.Error => "31",
        Severity.Warning => "33",
        Severity.Information => "34",
        _ => "36",
    }, text);

    /// <summary>
    /// <paramref name="text"/> in one line, to be read and not obeyed: names and documents are somebody else's, and a terminal takes some of
    /// their characters for orders. Each stands for one, so that marks below stay in their place.
    /// </summary>
    public static string Visible(string text) => text.AsSpan().IndexOfAny(s_orders) < 0
        ? text
        : string.Concat(text.Select(c => c switch
        {
            '\t' => c,
            < ' ' => (char)('\u2400' + c),
            '\x7f' => '\u2421',
            _ => s_orders.Contains(c) ? '\uFFFD' : c,
        }));

    private string With(string code, string text) => hasColors ? $"\e[{code}m{text}\e[0m" : text;
}
