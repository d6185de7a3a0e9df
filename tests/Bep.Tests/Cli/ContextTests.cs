using Bep.Tests.Git;
using Bep.Tests.Server;

namespace Bep.Tests.Cli;

/// <summary>`bep context` prints what one has to know, and says what it cannot.</summary>
public sealed class ContextTests
{
    [Fact]
    public void A_proposal_is_told_with_its_places()
    {
        using var folder = TempFolder.WithSeries();
        var run = Command.Run("context", "BEP-1001", "--series", folder.Root);
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.StartsWith("Source: proposals/BEP-1001-tide-tables.md:1-7\n\n# BEP-1001: Tide Tables\n", run.Output);
        Assert.Contains("- Refers to: BEP-1000: Quiet Hours (Draft)\n", run.Output);
        Assert.Contains("After [BEP-1000](BEP-1000-quiet-hours.md).", run.Output);
        Assert.DoesNotContain("After", Command.Run("context", "1001", "--series", folder.Root, "--budget", "1").Output);
    }

    [Fact]
    public void A_source_file_leads_to_its_proposals()
    {
        using var folder = TempRepository.WithSeries();
        folder.Write("src/tides.py", "# Follows BEP-1001.\n");
        folder.Write("src/none.py", "pass\n");
        var run = Command.Run("context", "--for", folder.PathOf("src/tides.py"), "--series", folder.Root);
        Assert.Contains("# BEP-1001: Tide Tables", run.Output);
        string[][] refused =
        [
            ["context"],
            ["context", "1001", "--for", folder.PathOf("src/tides.py")],
            ["context", "--for", folder.PathOf("src/none.py")],
            ["context", "--for", folder.PathOf("src/missing.py")],
            ["context", "--for", Path.Combine(Path.GetTempPath(), "outside.py")],
            ["context", "1234"],
            ["context", "1001", "--budget", "-1"],
        ];
        foreach (var call in refused)
        {
            run = Command.Run([.. call, "--series", folder.Root]);
            Assert.Equal((2, ""), (run.Status, run.Output));
            Assert.Matches(@"\Abep: [^\n]+\n\z", run.Error);
        }
    }
}
