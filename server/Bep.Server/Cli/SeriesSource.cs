using System.Collections.Immutable;
using System.CommandLine;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>Reads the series that a command is about. What is skipped is said on standard error.</summary>
static class SeriesSource
{
    /// <summary>The argument that names them.</summary>
    public static Argument<string[]> PathsArgument() =>
        new("path")
        {
            Description = "Folders that are a series, or hold one up to three levels below; or files of a series.",
            DefaultValueFactory = _ => ["."],
            Arity = ArgumentArity.ZeroOrMore,
        };

    /// <summary>The series in and around <paramref name="paths"/>, which may be relative to the current folder.</summary>
    /// <param name="world">The world.</param>
    /// <param name="paths">What was asked for.</param>
    /// <param name="takesConfiguration">True where a configuration that is at fault will do, and is then all that is asked for.</param>
    /// <exception cref="UnusableException">There is no such file or folder, or no series there.</exception>
    public static ImmutableArray<OpenedSeries> Read(
        CommandContext world,
        IReadOnlyCollection<string> paths,
        bool takesConfiguration = false
    )
    {
        var asked = new List<(SeriesLocation Place, string? Path)>();
        foreach (var path in paths)
        {
            var found = Find(world.Files, path).ToList();
            if (
                found.Count == 0
                && takesConfiguration
                && SeriesFinder.OfFaultyConfiguration(world.Files, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) is { } place
            )
                found.Add((place, Paths.Join(place.Folder, ConfigurationReader.FileName)));
            if (found.Count == 0)
                throw new UnusableException($"there is no series of proposals in {path}");
            asked.AddRange(found);
        }
        return
        [
            .. asked
                .GroupBy(one => one.Place, one => one.Path)
                .Select(group => Read(world, group.Key, group.Contains(null) ? null : [.. group.OfType<string>()])),
        ];
    }

    /// <summary>The series as its files are now; what lies around it stays as it was read.</summary>
    public static OpenedSeries ReadAgain(CommandContext world, OpenedSeries opened)
    {
        var place = opened.Place;
        return opened with
        {
            Series = SeriesReader.ReadAll(world.Files, place, Listing.Of(world.Files, place), opened.Series.ExternalFacts).Series,
        };
    }

    private static OpenedSeries Read(CommandContext world, SeriesLocation place, ImmutableArray<string>? only)
    {
        ChangeWriter.Settle(world, place);
        var configuration = world.Git.ConfigurationAsync(place.Root, CancellationToken.None);
        var read = SeriesReader.ReadAll(world.Files, place, Listing.Of(world.Files, place), new(DateOnly.FromDateTime(DateTime.Now), null));
        foreach (var skip in read.Skipped)
            world.Terminal.Warn($"{place.AbsoluteOf(skip.Path)} {skip.Problem}; it is skipped");
        var known = configuration.GetAwaiter().GetResult();
        var isCopy = !world.Files.Exists(Path.Join(place.Root, ".git"));
        var series = read.Series.With(
            read.Series.ExternalFacts with
            {
                Author = known.Author,
                Remotes = known.Remotes,
                SparseExclusions = known.SparseExclusions,
                IsOutsideRepository = isCopy,
            }
        );
        var externalFacts = RepositoryReader
            .ReadAsync(world.Files, world.Git, place, series, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        // A folder without a repository has no other branches that anybody could miss.
        if (externalFacts.Branches.Problem is { } problem && !isCopy)
            world.Terminal.Warn(problem.ToString());
        return new(place, series.With(externalFacts), only);
    }

    /// <summary>The series that <paramref name="path"/> means, and the part of them that it is; null for a whole one.</summary>
    private static IEnumerable<(SeriesLocation Place, string? Path)> Find(IFiles files, string path)
    {
        var absolute = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!files.Exists(absolute))
            throw new UnusableException($"there is no file or folder {path}");
        var isFolder = files.IsFolder(absolute);
        var below = isFolder ? SeriesFinder.Below(files, absolute).ToList() : [];
        if (below.Count > 0)
            return below.Select(place => (place, (string?)null));
        // A file, or a folder inside a series.
        return
            SeriesFinder.Around(files, isFolder ? Path.Join(absolute, ".") : absolute) is { } around
            && around.RelativeOf(absolute) is { } part
            ? [(around, part)]
            : [];
    }
}

/// <summary>A series that a command is about.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Series">All of it.</param>
/// <param name="Only">The files and folders that the command is about; null for everything.</param>
sealed record OpenedSeries(SeriesLocation Place, Series Series, ImmutableArray<string>? Only)
{
    /// <summary>True where the command is about the document at <paramref name="path"/>.</summary>
    public bool IsAskedFor(string path) => Only is not { } only || only.Any(part => part == path || Paths.IsBelow(part, path));

    /// <summary>The documents and messages that the command is about.</summary>
    public IEnumerable<Document> Documents => Series.DocumentsAndMessages.Where(document => IsAskedFor(document.Path));
}
