namespace Bep.Tests;

/// <summary>
/// Files that are committed although they are made from the code, so that people can read them. `npm run generate` writes them anew.
/// </summary>
internal static class Generated
{
    /// <summary>True where files are to be written and not compared.</summary>
    public static bool IsWriting { get; } = Environment.GetEnvironmentVariable("BEP_GENERATE") == "1";

    /// <summary>
    /// Writes <paramref name="expected"/> to the file at <paramref name="path"/>, below the repository's root, or says that it has another
    /// text.
    /// </summary>
    public static void Is(string expected, params string[] path)
    {
        var file = Path.Combine([Repository.Root, .. path]);
        if (IsWriting)
            File.WriteAllText(file, expected);
        Assert.True(
            File.Exists(file) && expected == File.ReadAllText(file).ReplaceLineEndings("\n"),
            $"{string.Join('/', path)} is stale; run: npm run generate"
        );
    }
}
