using System.Text.RegularExpressions;
using Bep.Tests.Git;

namespace Bep.Tests.Cli;

/// <summary>
/// A series whose titles, names, authors, statuses and branches hold what a terminal, or GitHub, takes for orders: no command passes any of
/// it on.
/// </summary>
public sealed partial class TerminalTests : IDisposable
{
    // Escape, bell, carriage return in the middle, delete, a C1 control, turned directions, a line separator, one of our own styles.
    private const string Orders = "a\e[31mb\e]0;title\ac\x7f" + "d\u009Be\u202Ef\u2066g\u2028h\u061Ci\uFDD3j##[error]x";

    private readonly TempRepository _repository = TempRepository.WithSeries();

    public TerminalTests()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "Such names are files' names on Unix alone.");
        _repository.Git("checkout", "--quiet", "-b", "turned\u202Earound");
        _repository.Write(
            $"proposals/BEP-1002-fog\e]0;x\a\u202E-horn.md",
            $"---\nAuthor: Ada {Orders} (ada@example.com)\nStatus: Draft{Orders}\nCreated: 2026-01-05\n---\n\n# Fog {Orders} Horn\n\n::error file=x::{Orders} [x](nowhere.md)\n"
        );
        _repository.Replace("proposals/README.md", "| _next_", $"| [1002](nowhere.md) | Fog {Orders} | {Orders} | {Orders} |\n| _next_");
        // Of what cannot be read, the name is said.
        File.WriteAllBytes(_repository.PathOf("proposals/BEP-1004-##[error]x.md"), [0xFF]);
        _repository.Commit("More");
        _repository.Replace("proposals/BEP-1000-quiet-hours.md", "# Quiet Hours", $"# Quiet {Orders} Hours");
        _repository.Write("proposals/BEP-1003-\a.md/x", "");
    }

    // Those that write come last.
    private static readonly string[] s_calls =
    [
        "check",
        "check --format github",
        "check --format sarif",
        "check --format json",
        "check --since main",
        "list",
        "list --format csv",
        "list --format json",
        "graph",
        "graph --format dot",
        "graph --format json",
        "change-title --base main",
        "convention",
        "next",
        "new Fog\aHorn\u202E --dry-run",
        "new \e[1mFog --dry-run",
        "renumber 1002 --dry-run",
        "renumber 1002 \e[31m",
        "status 1002 \e[31m",
        "status 1000 Accepted --dry-run",
        "check --fix --dry-run",
        "explain \e[31m",
        "explain broken-link",
        "\e[31m",
        "check --\e[31m",
        "check --format \e[31m",
        "list --status \u202E",
        "graph nowhere\u009B",
        "--help",
        "status 1000 Accepted",
        "renumber 1000",
        "new Fog\u202EHorn",
        "check --fix --format github",
        "check --fix",
    ];

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_order_reaches_a_terminal(bool hasColors)
    {
        foreach (var call in s_calls)
        {
            var run = Command.RunOnTerminal(hasColors, Arguments(call));
            Assert.DoesNotMatch(Order(), hasColors ? Colors().Replace(run.Output, "") : run.Output);
            Assert.DoesNotMatch(Order(), run.Error);
        }
    }

    [SkippableFact]
    public void No_order_reaches_a_file_but_in_a_patch()
    {
        foreach (var call in s_calls)
        {
            if (call.Contains("--dry-run", StringComparison.Ordinal))
                continue;
            var run = Command.Run(Arguments(call));
            Assert.DoesNotMatch(Order(), run.Output + run.Error);
            if (call.Contains("json", StringComparison.Ordinal))
                Assert.Contains(Orders[..^"##[error]x".Length], Strings(run.Json));
        }
    }

    [SkippableFact]
    public void A_patch_for_a_program_holds_every_byte()
    {
        var patch = Command.Run("renumber", "1000", "--series", _repository.Root, "--dry-run");
        Assert.Contains(Orders, patch.Output);
        var applied = _repository.TryGit(patch.Output, "apply");
        Assert.True(applied.Status == 0, $"{applied.Error}\n{patch.Output}");
        var expected = Samples.Read(_repository.PathOf("proposals"));

        _repository.Git("checkout", "--quiet", "--", "proposals");
        _repository.Git("clean", "--quiet", "--force", "-d");
        _repository.Write("proposals/BEP-1003-\a.md/x", "");
        _repository.Replace("proposals/BEP-1000-quiet-hours.md", "# Quiet Hours", $"# Quiet {Orders} Hours");
        Assert.Equal(0, Command.Run("renumber", "1000", "--series", _repository.Root).Status);
        Assert.Equal(expected, Samples.Read(_repository.PathOf("proposals")));
    }

    [SkippableTheory]
    [InlineData("text")]
    [InlineData("github")]
    public void Nothing_but_our_own_commands_reaches_GitHub(string format)
    {
        var run = Command.RunInWorkflow("check", _repository.Root, "--format", format);
        Assert.Contains("BEP-1004-", run.Error);
        Assert.Contains("nowhere.md", run.Output);
        Assert.Contains("error file=x", format == "text" ? run.Output : "error file=x");
        // What the runner takes for a command, https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs: two colons
        // after blanks, or `##[` anywhere.
        foreach (var line in (run.Output + run.Error).Split('\n'))
        {
            Assert.DoesNotContain("##[", line);
            if (line.TrimStart().StartsWith("::", StringComparison.Ordinal))
                Assert.Matches(@"\A::(error|warning|notice) file=[^,:]+,line=\d+,[^:]*::[^:].*\z", line);
        }
    }

    private string[] Arguments(string call)
    {
        string[] words = [.. call.Split(' ')];
        return words[0] switch
        {
            "new" or "renumber" or "status" => [.. words, "--series", _repository.Root],
            "check" or "list" or "graph" or "change-title" or "convention" or "next" when !words.Contains("nowhere\u009B") =>
            [
                words[0],
                _repository.Root,
                .. words[1..],
            ],
            _ => words,
        };
    }

    private static string Strings(System.Text.Json.Nodes.JsonNode? json) =>
        json switch
        {
            System.Text.Json.Nodes.JsonObject map => string.Concat(map.Select(entry => Strings(entry.Value))),
            System.Text.Json.Nodes.JsonArray list => string.Concat(list.Select(Strings)),
            System.Text.Json.Nodes.JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String =>
                value.GetValue<string>() + "\n",
            _ => "",
        };

    // A carriage return ends a line of comma-separated values.
    [GeneratedRegex(@"(?!\r\n)[\p{Cc}-[\t\n]]|[\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF]")]
    private static partial Regex Order();

    [GeneratedRegex(@"\e\[(?:0|1|2|31|32|33|34|36)m")]
    private static partial Regex Colors();

    public void Dispose() => _repository.Dispose();
}
