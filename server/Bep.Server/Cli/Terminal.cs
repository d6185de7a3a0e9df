using Bep.Analysis.Checking;

namespace Bep.Server.Cli;

/// <summary>Where a command writes what a person reads: in colours where that is a terminal and nobody objects (https://no-color.org).</summary>
sealed class Terminal(TextWriter output, bool hasColors)
{
    /// <summary>Standard output.</summary>
    public static Terminal Current => new(
        Console.Out,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    public TextWriter Output => output;

    public string Bold(string text) => With("1", text);

    public string Faint(string text) => With("2", text);

    public string Colored(string text, Severity severity) => With(severity switch
    {
        Severity.Error => "31",
        Severity.Warning => "33",
        Severity.Information => "34",
        _ => "36",
    }, text);

    private string With(string code, string text) => hasColors ? $"\e[{code}m{text}\e[0m" : text;
}
