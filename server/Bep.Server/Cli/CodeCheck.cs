using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Parsing;
using Bep.Server.Files;
using Bep.Server.Git;

namespace Bep.Server.Cli;

/// <summary>`bep check --code`: mentions of proposals in the source files of a repository.</summary>
static class CodeCheck
{
    /// <summary>What is wrong in the source files that git tracks around <paramref name="opened"/>.</summary>
    /// <param name="world">The world.</param>
    /// <param name="opened">The series whose proposals are mentioned.</param>
    /// <param name="rule">The only rule that is asked; null for all.</param>
    /// <exception cref="UnusableException">There is no repository.</exception>
    /// <exception cref="GitException">There is no git.</exception>
    public static CheckReport Of(CommandContext world, ImmutableArray<OpenedSeries> opened, string? rule)
    {
        var (files, found) = (new HashSet<string>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<Found>());
        foreach (var (place, series, _) in opened)
        {
            if (series.ExternalFacts.IsOutsideRepository)
                throw new UnusableException($"{place.Root} is no repository, and --code looks through the files that git tracks");
            // Numbers alone could be anything.
            if (series.Convention.Prefix.Length == 0)
                continue;
            var lines = world
                .Git.GrepAsync(place.Root, $"{series.Convention.Prefix}-", place.Folder, CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            if (lines.Length == IGit.MostLines)
                world.Terminal.Warn($"more than {IGit.MostLines} lines mention proposals; those after {lines[^1].Path} are left out");
            var readable = Contained.In(world.Files, place.Root);
            var paths = lines.Select(line => line.Path).Distinct().Where(path => SourceParser.IsSource(path) && series.Find(path) is null);
            foreach (var path in paths.Order(StringComparer.Ordinal))
            {
                var (text, problem) = TextFile.Read(readable, place.AbsoluteOf(path));
                if (text is null)
                {
                    world.Terminal.Warn($"{place.AbsoluteOf(path)} {problem}; it is skipped");
                    continue;
                }

                files.Add(place.AbsoluteOf(path));
                var file = SourceParser.Parse(path, text, series.BaseConvention);
                var around = series.With(file);
                found.AddRange(
                    RuleBook
                        .Default.Check(file, around)
                        .Where(finding => rule is null || finding.Rule.Name == rule)
                        .Select(finding => new Found(place, around, finding))
                );
            }
        }

        var roots = opened.Select(one => one.Place.Root).Distinct().ToArray();
        return new(roots is [var root] ? root : Path.GetFullPath("."), files.Count, found.ToImmutable(), null);
    }
}
