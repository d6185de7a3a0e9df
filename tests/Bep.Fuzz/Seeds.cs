using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;

namespace Bep.Fuzz;

/// <summary>Series to begin with.</summary>
public static class Seeds
{
    // More than this of a text is only more of the same, and takes its time.
    private const int MostCharacters = 3000,
        MostFiles = 6;

    /// <summary>The folder of this project.</summary>
    public static string Folder { get; } = FolderOf();

    /// <summary>Where inputs are kept that once broke a law.</summary>
    public static string Cases => Path.Combine(Folder, "cases");

    private static string Root => Path.Combine(Folder, "..", "..");

    /// <summary>
    /// The examples of all rules, oddities written by hand, the samples, and real series where they are to be had; each in a few short
    /// files.
    /// </summary>
    public static ImmutableArray<Input> All()
    {
        var examples = RuleBook
            .Rules.SelectMany(rule => rule.Examples)
            .SelectMany(example => (string?[])[example.Files, example.Fixed])
            .OfType<string>()
            .Select(Fixture.Read)
            .Select(fixture => new Input(
                [
                    .. fixture.Files.Select(file => new SourceFile(file.Path, file.Content)),
                    .. fixture.Branches.Select(file => new SourceFile($"{file.Branch}:{file.Path}", file.Content)),
                ],
                []
            ));
        var oddities = Oddities.All.Select(Input.Read);
        var folders = (string[])
            [Path.Combine(Root, "samples", "proposals"), Path.Combine(Root, "..", "shared", "corpus", "january", "proposals")];
        return [.. examples, .. oddities, .. oddities, .. folders.Where(Directory.Exists).SelectMany(Cut)];
    }

    // The registry's beginning and its table's end, the template, and a few documents at a time.
    private static IEnumerable<Input> Cut(string folder)
    {
        var files = Directory
            .EnumerateFiles(folder, "*.md")
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetFileName(path), Short(File.ReadAllText(path))))
            .ToList();
        if (File.Exists(Path.Combine(folder, ConfigurationReader.FileName)))
            files.Add(new(ConfigurationReader.FileName, File.ReadAllText(Path.Combine(folder, ConfigurationReader.FileName))));
        var common = files
            .Where(file =>
                !Convention.Default.TryReadFileName(file.Path, out var number, out _) || number == Convention.Default.TemplateNumber
            )
            .Take(MostFiles / 2)
            .ToList();
        foreach (var some in files.Except(common).Chunk(MostFiles / 2))
            yield return new([.. common, .. some], []);
    }

    private static string Short(string text)
    {
        if (text.Length <= MostCharacters)
            return text;
        var lines = text.Split('\n');
        var short_ = new StringBuilder();
        foreach (var line in lines.TakeWhile(_ => short_.Length < MostCharacters))
            short_.Append(line).Append('\n');
        foreach (var line in lines.Where(line => line.StartsWith('|')).TakeLast(5))
            short_.Append(line).Append('\n');
        return short_.ToString();
    }

    private static string FolderOf([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
