using System.Collections.Immutable;
using System.Reflection;
using Bep.Analysis.Configuration;

namespace Bep.Analysis.Features;

/// <summary>What a series can be started from: its configuration, template and registry, as data files of the program.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Files">The files, by name.</param>
public sealed record Preset(string Name, ImmutableArray<(string Name, string Text)> Files)
{
    private const string Folder = "presets/";

    private static readonly Lazy<ImmutableArray<Preset>> s_all = new(ReadAll);

    /// <summary>Those that there are, by name.</summary>
    public static ImmutableArray<Preset> All => s_all.Value;

    /// <summary>What series it is for, as its configuration says first.</summary>
    public string Description => Files.First(file => file.Name == ConfigurationReader.FileName).Text.Split('\n')[0].TrimStart('#', ' ');

    private static ImmutableArray<Preset> ReadAll()
    {
        var assembly = typeof(Preset).Assembly;
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
            let path = resource.Replace('\\', '/')
            where path.StartsWith(Folder, StringComparison.Ordinal)
            let parts = path[Folder.Length..].Split('/')
            orderby parts[1]
            group (parts[1], Read(assembly, resource)) by parts[0] into files
            orderby files.Key
            select new Preset(files.Key, [.. files]),
        ];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
