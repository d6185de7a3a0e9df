using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds web addresses of files that lie in the same repository.</summary>
public sealed class AbsoluteLink()
    : Rule(RuleGroup.References, Severity.Hint, $"A link to a file of the same repository says the way from here.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A web address leads to the published version, wherever it is read: on a branch it shows another text than the one that is being
            reviewed, offline it shows none. No tool notices when its file is renamed.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "An address from the browser",
                """
                -- BEP-1001-quiet-hours.md --
                See [the other](https://git.example.com/lamps/lamps/blob/main/BEP-1002-night-shift.md#who).
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This address is that of BEP-1002-night-shift.md in this repository.
                -- BEP-1002-night-shift.md --
                ## Who
                """,
                """
                -- BEP-1001-quiet-hours.md --
                See [the other](BEP-1002-night-shift.md#who).
                -- BEP-1002-night-shift.md --
                ## Who
                """
            ),
            new(
                "A picture, in a definition, from a supporting directory",
                """
                -- BEP-1001-quiet-hours.md --
                [Clock](BEP-1001/clock.md) ![Bell](BEP-1001/bell.png)
                -- BEP-1001/clock.md --
                ![Bell][b]

                [b]: https://git.example.com/lamps/lamps/-/raw/main/BEP-1001/bell.png
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This address is that of BEP-1001/bell.png in this repository.
                -- BEP-1001/bell.png --
                """,
                """
                -- BEP-1001-quiet-hours.md --
                [Clock](BEP-1001/clock.md) ![Bell](BEP-1001/bell.png)
                -- BEP-1001/clock.md --
                ![Bell][b]

                [b]: bell.png
                -- BEP-1001/bell.png --
                """
            ),
            new(
                "Other repositories, other branches, lines of a file, and what is not there",
                """
                -- BEP-1001-quiet-hours.md --
                [1](https://git.example.com/oil/lamps/blob/main/BEP-1002-night-shift.md),
                [2](https://git.example.com/lamps/lamps/blob/night/BEP-1002-night-shift.md),
                [3](https://git.example.com/lamps/lamps/blob/main/BEP-1002-night-shift.md?plain=1#L3),
                [4](https://git.example.com/lamps/lamps/blob/main/gone.md),
                [5](https://git.example.com/lamps/lamps/pull/3),
                <https://git.example.com/lamps/lamps/blob/main/BEP-1002-night-shift.md>
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (series.ExternalFacts.Remotes.Count == 0)
            yield break;
        foreach (var link in document.Links)
        {
            if (link.Path is not null || WebAddress.Of(series, link) is not { Path: var path })
                continue;
            var target = Destination.Write(Paths.Relative(Paths.Folder(document.Path), path));
            var hasPlace =
                link.Fragment is not { Length: > 0 } fragment
                || (path == document.Path ? document : series.Find(path))?.Facts.HasAnchor(fragment) == true;
            yield return Report(
                document,
                link.UrlSpan,
                $"This address is that of {MentionText.InSeries(series, path)} in this repository.",
                hasPlace ? [new Fix($"Change to {target}", Change.Of(document.Path, new TextEdit(link.PathSpan, target)))] : []
            );
        }
    }
}
