namespace Bep.Tests.Cli;

/// <summary>`bep convention` says each fact and where it stands.</summary>
public sealed class ConventionTests
{
    [Fact]
    public void Each_fact_has_its_origin()
    {
        using var copy = Samples.Copy("samples/proposals");
        var lines = Command.Run("convention", copy.Root).Output.Split('\n');
        Assert.Contains("prefix: BEP  (default)", lines);
        Assert.Contains(lines, line =>
            line.StartsWith(
                "transitions: Draft → Accepted or Rejected, Accepted → Implemented or Rejected  (README.md:",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(Analysis.Configuration.ConventionKeys.All.Length, lines.Length - 1);
    }

    [Fact]
    public void The_configuration_is_an_origin()
    {
        using var copy = Samples.Copy("samples/other-series/improvements");
        Assert.Contains("digits: 1-5  (.bep.yaml:3)", Command.Run("convention", copy.Root).Output);
    }
}
