namespace Bep.Server.Cli;

/// <summary>The commands that a person gives in a terminal.</summary>
static class CommandLine
{
    /// <summary>Runs one.</summary>
    public static int Run(string[] args) => 2;
}
