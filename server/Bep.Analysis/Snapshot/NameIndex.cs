using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;

namespace Bep.Analysis.Snapshot;

/// <summary>What the names of a series' files say, all of them together.</summary>
internal sealed class NameIndex
{
    // A series may have begun in one of these, or have some of its proposals in it.
    private static readonly HashSet<string> s_otherMarkup = new(StringComparer.OrdinalIgnoreCase)
    {
        ".rst",
        ".adoc",
        ".asciidoc",
        ".org",
        ".txt",
        ".mediawiki",
        ".textile",
    };

    private readonly FileSet _files;
    private readonly Lazy<ImmutableArray<string>> _others;

    /// <summary>The index of the files of <paramref name="series"/>.</summary>
    public NameIndex(Series series)
    {
        _files = series.Files;
        var convention = series.BaseConvention;
        Directories = _files
            .In(series.Folder)
            .Where(path => convention.NumberOfDirectory(Paths.Name(path)) is not null && _files.In(path).Any())
            .GroupBy(path => convention.NumberOfDirectory(Paths.Name(path))!.Value)
            .ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableSortedSet(StringComparer.Ordinal));
        Strays = _files
            .Paths.Where(path => Paths.Folder(path) != series.Folder && Paths.IsBelow(series.Folder, path))
            .Select(path => (Path: path, Number: convention.TryReadFileName(Paths.Name(path), out var number, out _) ? number : null))
            .Where(file => file.Number is { } number && number != convention.TemplateNumber && series.PathsOf(number).IsEmpty)
            .GroupBy(file => file.Number!.Value, file => file.Path)
            .ToDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).First());
        InOtherMarkup = _files
            .Paths.Where(path => Paths.IsBelow(series.Folder, path) && s_otherMarkup.Contains(Path.GetExtension(path)))
            .Select(path =>
                (
                    Path: path,
                    Number: convention.TryReadPath(series.Folder, Path.ChangeExtension(path, ".md"), out var number, out _) ? number : null
                )
            )
            .Where(file => file.Number is not null)
            .GroupBy(file => file.Number!.Value, file => file.Path)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Order(StringComparer.Ordinal).First());
        var slugs = series
            .DocumentNumbers.SelectMany(series.PathsOf)
            .Select(path => convention.TryReadPath(series.Folder, path, out _, out var slug) ? slug : "")
            .ToList();
        HasKebabSlugs = slugs.Count(Slug.IsKebab) * 2 > slugs.Count;
        SlugSeparator = "_ ".FirstOrDefault(sign => slugs.Count(slug => slug.Contains(sign)) * 2 > slugs.Count, '-');
        Slugs = slugs.Where(slug => slug.Length > 0).ToHashSet();
        var folder = series.Folder;
        _others = new(() =>
            [
                .. _files
                    .Paths.Where(path =>
                        Paths.IsBelow(folder, path)
                        && Paths.Name(path).Contains('.')
                        && DocumentParser.Classify(path, folder, convention).Number is null
                    )
                    .Order(StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>See <see cref="Series.OtherFiles"/>.</summary>
    public ImmutableArray<string> Others => _others.Value;

    /// <summary>The folders that hold supporting files, by the number that they are of.</summary>
    public ImmutableSortedDictionary<ProposalNumber, ImmutableSortedSet<string>> Directories { get; }

    /// <summary>The files that are called like proposals but are not Markdown, by their numbers.</summary>
    public ImmutableSortedDictionary<ProposalNumber, string> InOtherMarkup { get; }

    /// <summary>See <see cref="Series.HasKebabSlugs"/>.</summary>
    public bool HasKebabSlugs { get; }

    /// <summary>See <see cref="Series.SlugSeparator"/>.</summary>
    public char SlugSeparator { get; }

    /// <summary>See <see cref="Series.HasSlug"/>.</summary>
    public HashSet<string> Slugs { get; }

    /// <summary>See <see cref="Series.StrayOf"/>.</summary>
    public Dictionary<ProposalNumber, string> Strays { get; }

    /// <summary>True where the index is also that of <paramref name="series"/>.</summary>
    public bool IsOf(Series series) => _files == series.Files;
}
