using System.Diagnostics;
using Bep.Tests.Git;
using Bep.Tests.Server;
using YamlDotNet.RepresentationModel;

namespace Bep.Tests.Cli;

/// <summary>The files for continuous integration, run as far as they run without a service.</summary>
public sealed class CiTests
{
    [SkippableFact]
    public void The_action_checks_what_its_inputs_say()
    {
        using var folder = TempFolder.WithSeries();
        Assert.Equal((0, ""), RunAction(folder.Root, []));

        folder.Write("proposals/BEP-1001-tide-tables.md", TempFolder.Proposal("Tide Tables", body: "See BEP-1234.\n"));
        var (status, output) = RunAction(folder.Root, []);
        Assert.Equal(1, status);
        Assert.StartsWith("::error file=", output);
        Assert.Equal(0, RunAction(folder.Root, new() { ["fail-on"] = "never" }).Status);
        Assert.Equal((0, ""), RunAction(folder.Root, new() { ["path"] = "proposals/README.md\nproposals/BEP-1000-quiet-hours.md\n" }));
        Assert.Equal(1, RunAction(folder.Root, new() { ["sarif"] = "found.sarif" }).Status);
        Assert.Contains("\"2.1.0\"", File.ReadAllText(folder.PathOf("found.sarif")));
    }

    [SkippableFact]
    public void The_action_reports_what_is_new()
    {
        using var repository = TempRepository.WithSeries();
        repository.Replace("proposals/BEP-1001-tide-tables.md", "BEP-1000", "BEP-1234");
        repository.Commit("An old fault");
        Assert.Equal((0, ""), RunAction(repository.Root, new() { ["since"] = "HEAD" }));
        Assert.Equal(1, RunAction(repository.Root, new() { ["since"] = "HEAD~1" }).Status);
    }

    [SkippableFact]
    public void No_input_of_the_action_becomes_a_command()
    {
        using var folder = TempFolder.WithSeries();
        foreach (var input in new[] { "path", "since", "fail-on", "sarif" })
            RunAction(
                folder.Root,
                new() { [input] = "$(touch tripped) `touch tripped`; touch tripped #\"; touch tripped\n'; touch tripped\n--help" }
            );
        Assert.False(File.Exists(folder.PathOf("tripped")));
        Assert.DoesNotContain("${{", CheckStep(out _));
    }

    [Fact]
    public void Each_hook_is_a_command_that_there_is()
    {
        using var folder = TempFolder.WithSeries();
        foreach (var hook in Load(".pre-commit-hooks.yaml").Children.Cast<YamlMappingNode>())
        {
            var entry = hook["entry"].ToString().Split(' ');
            Assert.Equal("bep", entry[0]);
            if (hook.Children.ContainsKey("stages"))
            {
                // It gets the name of the message, and runs where the repository is.
                folder.Write("message", "BEP-1000 (update): Typos\n");
                Assert.Equal(0, Command.Run([.. entry[1..], folder.PathOf("message"), folder.Root]).Status);
                continue;
            }
            Assert.Equal(0, Command.Run([.. entry[1..], folder.Root]).Status);
            Assert.Matches(hook["files"].ToString(), "proposals/BEP-1000-quiet-hours.md");
            Assert.Matches(hook["files"].ToString(), ".bep.yaml");
            Assert.DoesNotMatch(hook["files"].ToString(), "proposals/BEP-1002/flow.png");
        }
    }

    private static (int Status, string Output) RunAction(string folder, Dictionary<string, string> inputs)
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no bash.");
        using var temp = new TempFolder();
        Directory.CreateSymbolicLink(temp.PathOf("bep"), AppContext.BaseDirectory);
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", CheckStep(out var environment)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["RUNNER_TEMP"] = temp.Root, ["GIT_CONFIG_GLOBAL"] = "/dev/null" },
        };
        var defaults = (YamlMappingNode)((YamlMappingNode)Document("action.yml"))["inputs"];
        foreach (var (name, input) in environment)
            start.Environment[name] = inputs.GetValueOrDefault(input) ?? defaults[input]["default"].ToString();
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        File.Delete(temp.PathOf("bep"));
        return (bash.ExitCode, output);
    }

    // The script, and the input after each of its variables.
    private static string CheckStep(out Dictionary<string, string> environment)
    {
        var steps = (YamlSequenceNode)Document("action.yml")["runs"]["steps"];
        var check = (YamlMappingNode)steps.Children[^1];
        environment = ((YamlMappingNode)check["env"]).ToDictionary(
            pair => pair.Key.ToString(),
            pair => pair.Value.ToString()["${{ inputs.".Length..^" }}".Length]
        );
        return check["run"].ToString();
    }

    private static YamlSequenceNode Load(string file) => (YamlSequenceNode)Document(file);

    private static YamlNode Document(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Repository.Root, file));
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }
}
