using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds links and images whose file is not there.</summary>
public sealed class BrokenLink() : Rule(RuleGroup.References, Severity.Error, $"The file that a link or an image names exists.")
{
    private const int MostSuggestions = 3;

    /// <inheritdoc/>
    public override Phrase Why => $"""
        Relative links break when either end moves: a document into its supporting directory, a directory to its proposal's full name. An image
        that is gone leaves a hole in the middle of an argument.
        """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
    [
        new("The directory got another name",
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
            """),
        new("Up one folder",
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
            """),
        new("What is not judged: the web, code, and what lies outside the repository",
            """
            -- BEP-1001-quiet-hours.md --
            [web](https://example.com/gone.md), `[code](gone.md)`, [elsewhere](../../gone.md), [here](#quiet-hours), [folder](BEP-1001/)

            ## Quiet Hours
            -- BEP-1001/clock.png --
            """),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // The template's links are samples; the registry's rows have a rule of their own.
        if (document.Kind == DocumentKind.Template) yield break;
        foreach (var link in document.Links)
        {
            if (link.Path is not { } path || series.Exists(path) || IsSample(series, path)) continue;
            if (document.Registry is { } registry && registry.Table.Span.Contains(link.Span)) continue;
            var lead = link.Url.StartsWith("./", StringComparison.Ordinal) ? "./" : "";
            var targets = Candidates(document, series, path).Select(found => Write(document, lead, found)).Take(MostSuggestions).ToList();
            var missing = Paths.IsBelow(series.Folder, path) && series.Folder.Length > 0 ? path[(series.Folder.Length + 1)..] : path;
            yield return Report(document, link.UrlSpan, targets is [var near, ..] ? (Phrase)$"There is no {missing}; did you mean {near}?" : $"There is no {missing}.",
                [.. targets.Select(target => new Fix($"Change to {target}", Change.Of(document.Path, new TextEdit(link.PathSpan, target))))]);
        }
    }

    private static bool IsSample(Series series, string path) =>
        path.Contains($"{series.Convention.Prefix}-XXXX", StringComparison.Ordinal) || path.AsSpan().ContainsAny('<', '{', '*') || path.EndsWith("...", StringComparison.Ordinal);

    // Files of that name wherever they lie now, those that share most of the way first.
    private static IEnumerable<string> Candidates(Document document, Series series, string path) =>
        series.Files.Named(Paths.Name(path))
            .Where(found => found != document.Path)
            .OrderByDescending(found => SharedParts(found, path)).ThenBy(found => found, StringComparer.Ordinal);

    private static int SharedParts(string a, string b) => a.Split('/').Intersect(b.Split('/')).Count();

    private static string Write(Document document, string lead, string path)
    {
        var relative = Paths.Relative(Paths.Folder(document.Path), path);
        return RegistryEdits.LinkTarget(relative.StartsWith("../", StringComparison.Ordinal) ? relative : lead + relative);
    }
}
