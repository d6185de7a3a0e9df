using Bep.Tests.Server;
using YamlDotNet.RepresentationModel;

namespace Bep.Tests.Cli;

/// <summary>The hooks for pre-commit, run as far as they run without it.</summary>
public sealed class HookTests
{
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

    private static YamlSequenceNode Load(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Repository.Root, file));
        stream.Load(reader);
        return (YamlSequenceNode)stream.Documents[0].RootNode;
    }
}
