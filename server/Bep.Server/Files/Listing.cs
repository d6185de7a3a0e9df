using System.Collections.Immutable;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Server.Files;

/// <summary>What lies in a series' folder and below it, and what of the series lies elsewhere.</summary>
/// <param name="BaseConvention">How its documents are to be read.</param>
/// <param name="Paths">Every file and folder, relative to the root.</param>
/// <param name="Documents">The Markdown files among them that are to be read, and the configuration.</param>
/// <param name="Skipped">What looks like a document and is not read.</param>
public sealed record Listing(
    Convention BaseConvention,
    IReadOnlySet<string> Paths,
    ImmutableArray<string> Documents,
    ImmutableArray<Skip> Skipped
)
{
    /// <summary>True where the series' own folder cannot be listed: what lies in it is not known.</summary>
    public bool IsUnreadable { get; private init; }

    /// <summary>True for the names of files that a series is made of.</summary>
    public static bool IsDocument(string name) =>
        name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || Bep.Analysis.Model.Paths.Name(name) == ConfigurationReader.FileName;

    /// <summary>Lists a series. A link to a folder is not followed, so that nothing is listed twice and no circle is walked.</summary>
    public static Listing Of(IFiles disk, SeriesLocation place)
    {
        var files = Contained.In(disk, place.Root);
        if (place.IsConfigurationOnly)
        {
            var only = Bep.Analysis.Model.Paths.Join(place.Folder, ConfigurationReader.FileName);
            return new(Convention.Default, new HashSet<string>(Bep.Analysis.Model.Paths.Comparer) { only }, [only], []);
        }
        var paths = new HashSet<string>(Bep.Analysis.Model.Paths.Comparer);
        var documents = ImmutableArray.CreateBuilder<string>();
        var skipped = ImmutableArray.CreateBuilder<Skip>();
        var folders = new Stack<string>([place.Folder]);
        while (folders.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in files.List(place.AbsoluteOf(folder)))
                    Add(folder, entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                skipped.Add(new(folder, $"cannot be listed: {e.Message}"));
            }
        }
        foreach (var path in place.Beyond)
        {
            if (IsOutside(path) || !files.Exists(place.AbsoluteOf(path)))
                continue;
            paths.Add(path);
            documents.Add(path);
        }
        // A configuration that is not read cannot be said to belong to the series.
        if (place.Folder.Length > 0 && !place.Beyond.Contains(ConfigurationReader.FileName))
            IsOutside(ConfigurationReader.FileName);
        var configuration = SeriesFinder.ConfigurationOf(files, place.Root, place.Folder);
        return new(ConfigurationReader.BaseConvention(configuration, place.Folder), paths, documents.ToImmutable(), skipped.ToImmutable())
        {
            IsUnreadable = skipped.Any(skip => skip.Path == place.Folder),
        };

        bool IsOutside(string path)
        {
            files.Locate(place.AbsoluteOf(path), out var isOutside);
            if (isOutside)
                skipped.Add(new(path, $"is a link out of the repository"));
            return isOutside;
        }

        void Add(string folder, FileEntry entry)
        {
            var path = Bep.Analysis.Model.Paths.Join(folder, entry.Name);
            paths.Add(path);
            var isNamedAsDocument = entry.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
            if (entry.IsFolder)
            {
                if (isNamedAsDocument)
                    skipped.Add(new(path, $"is a folder"));
                if (!entry.IsLink && SeriesFinder.IsCrawled(entry.Name) && !SeriesFinder.IsWorktree(files, place.AbsoluteOf(path)))
                    folders.Push(path);
            }
            else if (isNamedAsDocument || (entry.Name == ConfigurationReader.FileName && folder == place.Folder))
            {
                if (!entry.IsLink)
                    documents.Add(path);
                else if (files.Locate(place.AbsoluteOf(path), out var isOutside) is not { } target)
                    skipped.Add(
                        new(
                            path,
                            isOutside
                                ? (LocalizableString)$"is a link out of the repository"
                                : (LocalizableString)$"is a link that leads nowhere"
                        )
                    );
                else if (!files.Exists(place.AbsoluteOf(target)))
                    skipped.Add(new(path, $"is a link that leads nowhere"));
                else if (place.RelativeOf(place.AbsoluteOf(target)) is not null)
                    return; // It is listed where it lies.
                else
                    documents.Add(path);
            }
        }
    }
}

/// <summary>Something that its author might take for a document, and that is not read.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Problem">The end of a sentence that begins with the path.</param>
public sealed record Skip(string Path, LocalizableString Problem);
