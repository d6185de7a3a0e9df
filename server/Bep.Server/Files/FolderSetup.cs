using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>What makes a folder a series: its configuration, as its documents show it; or where there are none, what a preset has.</summary>
/// <param name="Place">Where the series will lie.</param>
/// <param name="Before">What is there.</param>
/// <param name="Change">The files that are to be made.</param>
/// <param name="IsNew">True where no document there has a number.</param>
public sealed record FolderSetup(SeriesLocation Place, Series Before, Change Change, bool IsNew)
{
    /// <summary>The preset that a series is started from where none is named.</summary>
    public const string UsualPreset = "bep";

    /// <summary>What would set up the folder at <paramref name="path"/>, which is absolute and need not be there.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The folder.</param>
    /// <param name="preset">
    /// What a series is started from where there is none; null for the usual one, and only where nothing else lies in the folder.
    /// </param>
    /// <param name="facts">What documents are read with.</param>
    public static Attempt<FolderSetup> Of(IFiles files, string path, string? preset, ExternalFacts facts)
    {
        var (place, existing) = SeriesFinder.Start(files, path);
        if (SeriesFinder.ConfigurationOf(files, place.Root, place.Folder) is { } configuration)
            return (LocalizableString)$"{place.AbsoluteOf(configuration.Path)} says already how the series is written.";
        var before =
            existing.Folder == place.Folder
                ? SeriesReader.ReadAll(files, place, Listing.Of(files, place), facts).Series
                : Series.Create(place.Folder, Convention.Default, facts, [], [], isComplete: true);
        var (text, refusal) = ProposedConfiguration.Of(
            before,
            [.. new[] { path, Path.GetDirectoryName(path) }.Select(Path.GetFileName).OfType<string>()],
            starts: preset is not null
        );
        if (refusal is not null)
            return (LocalizableString)$"{path} cannot be set up: {refusal}";
        if (text is not null && preset is not null)
            return (LocalizableString)$"{path} has numbered documents, which say how they are written: there is no need of a preset.";
        if (text is { Length: 0 })
            return (LocalizableString)$"{path} needs no configuration: it is read as it is.";
        var made = text is null
            ? Preset.All.First(one => one.Name == (preset ?? UsualPreset)).Files
            : [(ConfigurationReader.FileName, text)];
        var isRoot = place.Folder.Length == 0 || !files.Exists(Path.Join(place.Root, ".git"));
        var change = new Change([
            .. made.Select(file => new FileChange.Create(
                Paths.Join(place.Folder, file.Name),
                // In a root, a configuration is for all series below it, unless it says otherwise.
                file.Name == ConfigurationReader.FileName
                && isRoot
                    ? $"{ConventionKeys.Folder}: . # this folder itself\n{file.Text}"
                    : file.Text
            )),
        ]);
        return change.Files.OfType<FileChange.Create>().FirstOrDefault(file => before.Files.Contains(file.Path)) is { } other
            ? (LocalizableString)$"{place.AbsoluteOf(other.Path)} is there already; nothing was written."
            : new FolderSetup(place, before, change, IsNew: text is null);
    }
}
