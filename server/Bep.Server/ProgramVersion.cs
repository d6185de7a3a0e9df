namespace Bep.Server;

/// <summary>The program's version, as the build gives it to the assembly.</summary>
static class ProgramVersion
{
    /// <summary><c>0.1.0</c></summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
