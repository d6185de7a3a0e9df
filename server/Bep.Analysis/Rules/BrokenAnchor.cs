using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds links to a heading that is not there.</summary>
public sealed class BrokenAnchor() : Rule(RuleGroup.References, Severity.Warning, $"The heading that a link names exists.")
{
    private const int MostSuggestions = 3;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A link's fragment is made of a heading's words and breaks silently when they change: the reader lands at the top of the page and has to
            search for what was meant.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The heading was reworded",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Who Decides?
                -- BEP-1002-night-shift.md --
                See [who decides](BEP-1001-quiet-hours.md#who-decide) and [above](#nobody).
                                                          ^^^^^^^^^^ BEP-1001-quiet-hours.md has no heading for #who-decide; did you mean #who-decides?
                                                                                   ^^^^^^ This document has no heading for #nobody.
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                ## Who Decides?
                -- BEP-1002-night-shift.md --
                See [who decides](BEP-1001-quiet-hours.md#who-decides) and [above](#nobody).
                """
            ),
            new(
                "Repeated headings, other scripts and explicit anchors",
                """
                -- BEP-1001-quiet-hours.md --
                [1](#설계-원칙), [2](#clock-1), [3](#by-hand), [4](#), [5](#Clock)

                ## 설계 원칙

                ## Clock

                ## Clock

                <a id="by-hand"></a>
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind == DocumentKind.Template)
            yield break;
        var suggestions = new Dictionary<string, (Suggestions Of, IReadOnlyCollection<string> Anchors)>();
        foreach (var link in document.Links)
        {
            if (link is not { IsUsed: true, Path: { } path, Fragment: { Length: > 0 } fragment } || IsTheBrowsers(link, fragment))
                continue;
            var target = path == document.Path ? document : series.FindLinked(path);
            if (target is null || target.Facts.HasAnchor(fragment))
                continue;
            if (!suggestions.TryGetValue(target.Path, out var known))
                suggestions.Add(target.Path, known = (new(), [.. target.Facts.Anchors.Distinct()]));
            var nearest = known.Of.Nearest(fragment, known.Anchors, MostSuggestions);
            yield return Report(
                document,
                link.FragmentSpan,
                (target == document, nearest) switch
                {
                    (true, []) => $"This document has no heading for #{fragment}.",
                    (true, [var near, ..]) => $"This document has no heading for #{fragment}; did you mean #{near}?",
                    (_, []) => $"{target.Name} has no heading for #{fragment}.",
                    (_, [var near, ..]) => $"{target.Name} has no heading for #{fragment}; did you mean #{near}?",
                },
                [
                    .. nearest.Select(anchor => new Fix(
                        $"Change to #{anchor}",
                        Change.Of(document.Path, new TextEdit(link.FragmentSpan, anchor))
                    )),
                ]
            );
        }
    }

    // The top of the page, words to search for, and lines of the plain text are not headings.
    private static bool IsTheBrowsers(Link link, string fragment) =>
        fragment is "top"
        || fragment.StartsWith(":~:", StringComparison.Ordinal)
        || link.Url.Contains('?', StringComparison.Ordinal)
        || fragment.StartsWith("user-content-", StringComparison.Ordinal)
        || IsLine(fragment);

    // `L10`, `L10-L20`
    private static bool IsLine(string fragment) =>
        fragment is ['L', >= '0' and <= '9', ..] && fragment.All(c => char.IsAsciiDigit(c) || c is 'L' or 'C' or '-');
}
