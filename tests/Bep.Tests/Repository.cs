using System.Runtime.CompilerServices;

namespace Bep.Tests;

/// <summary>Where the project's own files lie.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Real series beside the project; tests that need them skip where they are not.</summary>
    public static string Corpus => Path.Combine(Root, "..", "shared", "corpus");

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
