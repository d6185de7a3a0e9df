using System.Text;
using System.Text.Json.Nodes;
using Bep.Server.Cli;

namespace Bep.Tests.Cli;

/// <summary>A command that was run, without a process of its own.</summary>
internal sealed record Command(int Status, string Output, string Error)
{
    public static Command Run(params string[] arguments) => RunWith("", arguments);

    public static Command RunWith(string input, params string[] arguments) => RunWith(Encoding.UTF8.GetBytes(input), arguments);

    public static Command RunWith(byte[] input, params string[] arguments) =>
        Run(input, arguments, isTerminal: false, hasColors: false, isWorkflow: false);

    /// <summary>A command whose output a person sees.</summary>
    public static Command RunOnTerminal(bool hasColors, params string[] arguments) =>
        Run([], arguments, isTerminal: true, hasColors, isWorkflow: false);

    /// <summary>A command in a workflow of GitHub.</summary>
    public static Command RunInWorkflow(params string[] arguments) =>
        Run([], arguments, isTerminal: false, hasColors: false, isWorkflow: true);

    private static Command Run(byte[] input, string[] arguments, bool isTerminal, bool hasColors, bool isWorkflow)
    {
        using StringWriter output = new() { NewLine = "\n" },
            error = new() { NewLine = "\n" };
        var status = CommandLine.Run(arguments, new Terminal(new MemoryStream(input), output, error, hasColors, isTerminal, isWorkflow));
        return new(status, output.ToString(), error.ToString());
    }

    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The rules of the findings of <c>--format json</c>, in order.</summary>
    public string[] Rules => [.. Json["findings"]!.AsArray().Select(finding => finding!["rule"]!.GetValue<string>())];
}
