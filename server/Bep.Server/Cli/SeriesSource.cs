using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>Reads the series that a command is about. What is skipped is said on standard error.</summary>
static class SeriesSource
{
    /// <exception cref="UnusableException">There is no such folder, or no series in it.</exception>
    public static ImmutableArray<(SeriesPlace Place, Series Series)> ReadAll(IFiles files, string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!files.IsFolder(folder)) throw new UnusableException($"{path} is no folder");
        var surroundings = new Surroundings(DateOnly.FromDateTime(DateTime.Now), null);
        var found = SeriesFinder.Below(files, folder).Select(place =>
        {
            var read = SeriesReader.ReadAll(files, place, Listing.Of(files, place), surroundings);
            foreach (var skip in read.Skipped) Console.Error.WriteLine($"bep: {place.AbsoluteOf(skip.Path)} {skip.Problem}; it is skipped");
            return (place, read.Series);
        }).ToImmutableArray();
        return found.IsEmpty ? throw new UnusableException($"there is no series of proposals in {path}") : found;
    }
}
