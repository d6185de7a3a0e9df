using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals that a document mentions without a link.</summary>
public sealed class UnlinkedReference()
    : Rule(RuleGroup.References, Severity.Hint, $"The first mention of another proposal is a link to it.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number says little to those who don't know the series by heart. A link takes them there, shows up where the other proposal's
            referrers are listed, and breaks visibly when the proposal moves.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A first mention",
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours

                ## After BEP-1002

                As BEP-1002 says, nights are for rest; BEP-1002 says why.
                   ^^^^^^^^ The first mention of BEP-1002 is not a link.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours

                ## After BEP-1002

                As [BEP-1002](BEP-1002-night-shift.md) says, nights are for rest; BEP-1002 says why.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "In a supporting directory",
                """
                -- BEP-1001-quiet-hours.md --
                [Decisions](BEP-1001/decisions.md)
                -- BEP-1001/decisions.md --
                # BEP-1001: Decisions

                BEP-1001 and BEP-1002 differ.
                             ^^^^^^^^ The first mention of BEP-1002 is not a link.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- BEP-1001-quiet-hours.md --
                [Decisions](BEP-1001/decisions.md)
                -- BEP-1001/decisions.md --
                # BEP-1001: Decisions

                BEP-1001 and [BEP-1002](../BEP-1002-night-shift.md) differ.
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "A link before it, or beside it",
                """
                -- BEP-1001-quiet-hours.md --
                | Proposal | Title |
                |----------|-------|
                | BEP-1002 | [Night Shift](BEP-1002-night-shift.md) |

                BEP-1003 ([Day Shift](BEP-1003-day-shift.md)) and [BEP-1004] follow BEP-1002.

                [bep-1004]: BEP-1004-lanterns.md "BEP-1005 lights them"
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- BEP-1003-day-shift.md --
                # Day Shift
                -- BEP-1004-lanterns.md --
                # Lanterns
                -- BEP-1005-oil.md --
                # Oil
                """
            ),
            new(
                "Headings, code, names of files, HTML, and numbers without a document",
                """
                -- BEP-1001-quiet-hours.md --
                ## Since BEP-1002

                `BEP-1002`, BEP-1002-night-shift.md, ![BEP-1002](clock.png)

                <details><summary>BEP-1002</summary></details>

                Then BEP-1234.
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- clock.png --
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (!MentionText.IsOfProposal(series, document))
            yield break;
        var own = MentionText.OwnNumber(series, document);
        var text = document.References.IsEmpty ? "" : document.Text.Content;
        // A list of references at the end is a good place for links too.
        var linked = new Lazy<HashSet<string>>(() =>
            document.Links.Where(link => link.Kind != LinkKind.Definition).Select(link => link.Path).OfType<string>().ToHashSet()
        );
        foreach (var mentions in document.References.GroupBy(reference => reference.Number))
        {
            var number = mentions.Key;
            var paths = series.PathsOf(number);
            if (number == own || paths.IsEmpty || series.Convention.ExampleNumbers.Contains(number))
                continue;
            if (
                mentions.FirstOrDefault(mention => IsFirst(document, text, series, mention)) is not { Link: null } first
                || paths.Any(linked.Value.Contains)
            )
                continue;

            yield return Report(
                document,
                first.Span,
                $"The first mention of {series.Convention.Format(number)} is not a link.",
                Linking.To(series, document, number) is { } link
                    ?
                    [
                        new Fix(
                            $"Link this mention of {series.Convention.Format(number)}",
                            Change.Of(document.Path, new TextEdit(first.Span, link))
                        ),
                    ]
                    : []
            );
        }
    }

    // What counts as a mention: words that are, or could be made, a link to the proposal. A heading stays plain, and a link in whose text
    // the number stands cannot hold another.
    private static bool IsFirst(Document document, string text, Series series, Reference mention) =>
        mention.Place switch
        {
            ReferencePlace.Prose => MentionText.CanBeLinked(document, text, mention),
            ReferencePlace.LinkText => mention.Link is { Kind: not LinkKind.Image } link
                && (link.Path is not { } path || MentionText.NumberOf(series, path) == mention.Number),
            _ => false,
        };
}
