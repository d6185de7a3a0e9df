using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds links and images whose file is not there.</summary>
public sealed partial class BrokenLink() : Rule(RuleGroup.References, Severity.Error, $"The file that a link or an image names exists.")
{
    private const int MostSuggestions = 3;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override bool JudgesAlone => true;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Relative links break when either end moves: a document into its supporting directory, a directory to its proposal's full name. An image
            that is gone leaves a hole in the middle of an argument.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The directory got another name",
                """
                -- BEP-1001-quiet-hours.md --
                ![Clock](./1001/clock.png)
                         ^^^^^^^^^^^^^^^^ There is no 1001/clock.png; did you mean ./BEP-1001/clock.png?
                -- BEP-1001/clock.png --
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ![Clock](./BEP-1001/clock.png)
                -- BEP-1001/clock.png --
                """
            ),
            new(
                "Up one folder",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002/decisions.md --
                Follows [quiet hours][q].

                [q]: BEP-1001-quiet-hours.md
                     ^^^^^^^^^^^^^^^^^^^^^^^ There is no BEP-1002/BEP-1001-quiet-hours.md; did you mean ../BEP-1001-quiet-hours.md?
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002/decisions.md --
                Follows [quiet hours][q].

                [q]: ../BEP-1001-quiet-hours.md
                """
            ),
            new(
                "The proposal got another name",
                """
                -- BEP-1001-quiet-nights.md --
                # Quiet Nights

                ## Bells
                -- BEP-1002-night-shift.md --
                After [BEP-1001](./BEP-1001-quiet-hours.md#bells).
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no BEP-1001-quiet-hours.md; did you mean ./BEP-1001-quiet-nights.md?
                """,
                """
                -- BEP-1001-quiet-nights.md --
                # Quiet Nights

                ## Bells
                -- BEP-1002-night-shift.md --
                After [BEP-1001](./BEP-1001-quiet-nights.md#bells).
                """
            ),
            new(
                "A file of that name in another proposal's directory is another file",
                """
                -- BEP-1001-quiet-hours.md --
                Step by [step](BEP-1001/migration.md).
                               ^^^^^^^^^^^^^^^^^^^^^ There is no BEP-1001/migration.md.
                -- BEP-1002/migration.md --
                # Migration
                """
            ),
            new(
                "What is not judged: the web, code, and what lies outside the repository",
                """
                -- BEP-1001-quiet-hours.md --
                [web](https://example.com/gone.md), `[code](gone.md)`, [elsewhere](../../gone.md), [here](#quiet-hours), [folder](BEP-1001/)

                ## Quiet Hours
                -- BEP-1001/clock.png --
                """
            ),
            new(
                "Pages of the site that a repository is published as",
                """
                -- BEP-1001-quiet-hours.md --
                [contribute](/contribute.html), [plugins](/docs/plugins/), [the other](BEP-1002-night-shift), [so too](./BEP-1002-night-shift.html#bells)
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // The template's links are samples; the registry's rows have a rule of their own.
        if (document.Kind == DocumentKind.Template)
            yield break;
        var suggestions = new Suggestions();
        foreach (var link in document.Links)
        {
            if (!link.IsUsed || link.Path is not { } path || series.Exists(path) || IsSample(series, path) || IsPage(link, series, path))
                continue;
            if (document.Registry is { } registry && registry.Contains(link.Span))
                continue;
            if (series.ExternalFacts.Branches.BranchWith(path) is { } branch)
            {
                yield return Report(
                    document,
                    link.UrlSpan,
                    $"There is no {MentionText.InSeries(series, path)} here; it is on branch {branch.Name}."
                ) with
                {
                    Severity = Severity.Information,
                };
                continue;
            }

            // Where the document is once it lies where it belongs: that it does not is said there.
            if (
                Paths.Folder(path) == series.Folder
                && series.BaseConvention.TryReadFileName(Paths.Name(path), out var number, out _)
                && number is { } own
                && series.StrayOf(own) is { } stray
                && Paths.Name(stray) == Paths.Name(path)
            )
                continue;
            var candidates = suggestions.For(path, () => [.. Candidates(document, series, path).Take(MostSuggestions)]);
            if (IsBeyond(series, path) && !candidates.Any(found => MentionText.NumberOf(series, found) is not null))
                continue;
            var lead = link.Url.StartsWith("./", StringComparison.Ordinal) ? "./" : "";
            var targets = candidates.Select(found => Write(document, lead, found)).ToList();
            var missing = Paths.IsBelow(series.Folder, path) && series.Folder.Length > 0 ? path[(series.Folder.Length + 1)..] : path;
            yield return Report(
                document,
                link.UrlSpan,
                targets is [var near, ..] ? (LocalizableString)$"There is no {missing}; did you mean {near}?" : $"There is no {missing}.",
                [
                    .. targets.Select(target => new Fix(
                        $"Change to {target}",
                        Change.Of(document.Path, new TextEdit(link.PathSpan, target))
                    )
                    {
                        Uncovers = ["broken-anchor"],
                    }),
                ]
            );
        }
    }

    private static bool IsSample(Series series, string path) =>
        path.Contains($"{series.Convention.Prefix}-XXXX", StringComparison.Ordinal)
        || (series.BaseConvention.TryReadFileName(Paths.Name(path), out var number, out _) && number is null)
        || path.AsSpan().ContainsAny('<', '{', '*')
        || path.EndsWith("...", StringComparison.Ordinal);

    // What is published as a site links its pages as they are called there: from the site's root, and without the ending of the file.
    private static bool IsPage(Link link, Series series, string path)
    {
        var (name, lead) = (Paths.Name(path), path.Split('/')[0]);
        var stem = name.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? name[..^".html".Length] : name;
        if (name.Contains('.') && stem == name)
            return link.Url.StartsWith('/') && !name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !series.Exists(lead);
        return link.Url.StartsWith('/') || !series.IsListed || series.Exists(Paths.Join(Paths.Folder(path), $"{stem}.md"));
    }

    // A series that was copied out of its repository comes without what lay beside it, and nothing says what that was.
    private static bool IsBeyond(Series series, string path) =>
        series.ExternalFacts.IsOutsideRepository && !Paths.IsBelow(series.Folder, path) && !series.Exists(path.Split('/')[0]);

    // Files of that name wherever they lie now, those that share most of the way first; else the proposals with the number of one that is
    // gone.
    private static IEnumerable<string> Candidates(Document document, Series series, string path)
    {
        var owner = series.OwnerOf(Paths.Folder(path));
        var named = series
            .Files.Named(Paths.Name(path))
            .Where(found =>
                owner is null
                || series.OwnerOf(Paths.Folder(found)) is not { } other
                || other == owner
                || other == MentionText.OwnNumber(series, document)
            )
            .OrderBy(found => LanguageOf(found) != LanguageOf(document.Path))
            .ThenByDescending(found => SharedParts(found, path))
            .ThenBy(found => Math.Abs(Depth(found) - Depth(path)))
            .ThenBy(found => Depth(Paths.Relative(Paths.Folder(document.Path), found)))
            .ThenBy(found => found, StringComparer.Ordinal);
        var renamed =
            series.BaseConvention.TryReadFileName(Paths.Name(path), out var number, out _) && number is { } one ? series.PathsOf(one) : [];
        return (named.Any() ? named : renamed.AsEnumerable()).Where(found => found != document.Path);
    }

    private static int Depth(string path) => path.AsSpan().Count('/');

    // `ko/clock.md`, `clock.ko.md`, `zh-CN/clock.md`: documents that are translated have the same names side by side.
    private static string LanguageOf(string path) => Language().Match(path).Groups["language"].Value;

    [GeneratedRegex(
        @"(?:(?:^|/)(?=[^/]*/)|\.(?=[^./]*\.md$))(?<language>(?:ar|bg|cn|cs|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|jp|ko|kr|nb|nl|no|pl|pt|ro|ru|sv|th|tr|uk|vi|zh)(?:[-_][A-Za-z]{2,4})?)(?:/|\.md$)"
    )]
    private static partial Regex Language();

    private static int SharedParts(string a, string b) => a.Split('/').Intersect(b.Split('/')).Count();

    private static string Write(Document document, string lead, string path)
    {
        var relative = Paths.Relative(Paths.Folder(document.Path), path);
        return Destination.Write(relative.StartsWith("../", StringComparison.Ordinal) ? relative : lead + relative);
    }
}
