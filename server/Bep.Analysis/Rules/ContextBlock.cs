using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds comments for tools that name files or proposals which are not there.</summary>
public sealed class ContextBlock() : Rule(RuleGroup.Structure, Severity.Hint, $"What a document's comment for tools names exists.")
{
    private const int MostSuggestions = 3;

    /// <inheritdoc/>
    public override Reach Reach => Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            The comment `<!-- context-for-ai … -->` says how the parts of a proposal hang together. No reader sees it, so it stays behind when a file
            is renamed or a proposal renumbered, and whoever goes by it reads the wrong documents.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A part that was renamed",
                """
                -- BEP-1001-quiet-hours.md --
                <!-- context-for-ai
                type: master-bep
                detail-docs: [bell.md, clocks.md]
                                       ^^^^^^^^^ There is no BEP-1001/clocks.md; did you mean clock.md?
                depends-on: [BEP-1002]
                -->

                # Quiet Hours

                [Bell](BEP-1001/bell.md), [clock](BEP-1001/clock.md)
                -- BEP-1001/bell.md --
                # Bell
                -- BEP-1001/clock.md --
                # Clock
                -- BEP-1002-night-shift.md --
                # Night Shift
                """,
                """
                -- BEP-1001-quiet-hours.md --
                <!-- context-for-ai
                type: master-bep
                detail-docs: [bell.md, clock.md]
                depends-on: [BEP-1002]
                -->

                # Quiet Hours

                [Bell](BEP-1001/bell.md), [clock](BEP-1001/clock.md)
                -- BEP-1001/bell.md --
                # Bell
                -- BEP-1001/clock.md --
                # Clock
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "Renumbered, but for the comment",
                """
                -- BEP-1001-quiet-hours.md --
                [Clock](BEP-1001/clock.md)
                -- BEP-1001/clock.md --
                <!-- context-for-ai
                type: detail-doc
                parent: BEP-1027 (Quiet Hours)
                        ^^^^^^^^ The parent is BEP-1027, but the directory is that of BEP-1001.
                depends-on:
                  - bell.md
                    ^^^^^^^ There is no BEP-1001/bell.md.
                -->

                # Clock
                """,
                """
                -- BEP-1001-quiet-hours.md --
                [Clock](BEP-1001/clock.md)
                -- BEP-1001/clock.md --
                <!-- context-for-ai
                type: detail-doc
                parent: BEP-1001 (Quiet Hours)
                depends-on:
                  - bell.md
                -->

                # Clock
                """
            ),
            new(
                "A proposal that nobody knows",
                """
                -- BEP-1001-quiet-hours.md --
                <!-- context-for-ai
                depends-on: [BEP-1234]
                             ^^^^^^^^ No proposal has the number BEP-1234.
                -->
                """
            ),
            new(
                "Words, other comments, and placeholders",
                """
                -- BEP-1001-quiet-hours.md --
                <!-- context-for-ai
                scope: parent: nobody
                detail-docs: []
                depends-on: the clock in the hall
                parent: BEP-XXXX (Title)
                Quiet hours were first thought of in BEP-1234.
                -->

                <!--context-for-ai
                Nights are for rest, says clocks.md.
                -->

                <!-- detail-docs: [gone.md] -->
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (!MentionText.IsOfProposal(series, document))
            yield break;
        var own = MentionText.OwnNumber(series, document);
        var suggestions = new Suggestions();
        var homes = ContextFolders.BaseFolders(document, series, own);
        var beside = new Lazy<IReadOnlyCollection<string>>(() =>
            [
                .. homes
                    .SelectMany(home => series.Files.FilesBelow(home).Select(file => Paths.Relative(home, file)))
                    .Where(file => file.EndsWith(".md", StringComparison.OrdinalIgnoreCase))
                    .Distinct(),
            ]
        );
        foreach (var entry in document.Context)
        {
            foreach (var value in entry.Values)
            {
                var finding = value.Number is { } number
                    ? CheckNumber(document, series, own, entry, value, number)
                    : CheckFile(
                        document,
                        series,
                        homes,
                        written => suggestions.Nearest(written, beside.Value, MostSuggestions),
                        entry,
                        value
                    );
                if (finding is not null)
                    yield return finding;
            }
        }
    }

    private Finding? CheckNumber(
        Document document,
        Series series,
        ProposalNumber? own,
        ContextEntry entry,
        ContextValue value,
        ProposalNumber number
    )
    {
        var name = series.Convention.Format(number);
        if (entry.Name == ContextEntry.Parent && document.Kind == DocumentKind.Supporting && own is { } owner && owner != number)
        {
            var right = series.Convention.Format(owner);
            return Report(
                document,
                value.NumberSpan,
                $"The parent is {name}, but the directory is that of {right}.",
                series.PathsOf(owner).IsEmpty
                    ? []
                    : [new Fix($"Change to {right}", Change.Of(document.Path, new TextEdit(value.NumberSpan, right)))]
            );
        }

        return series.Knows(number) ? null : Report(document, value.NumberSpan, $"No proposal has the number {name}.");
    }

    private Finding? CheckFile(
        Document document,
        Series series,
        ImmutableArray<string> homes,
        Func<string, ImmutableArray<string>> suggest,
        ContextEntry entry,
        ContextValue value
    )
    {
        // Words are no file; nor is what lies outside.
        var written = value.Text.Value;
        if (
            entry.Name == ContextEntry.Parent
            || !written.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            || written.Contains(' ')
            || written.AsSpan().ContainsAny('<', '{', '*')
        )
            return null;
        var paths = homes.Select(home => Paths.Resolve(home, written)).ToList();
        if (paths.Exists(path => path is null || series.Exists(path)))
            return null;

        var nearest = suggest(written);
        var missing = MentionText.InSeries(series, paths[0]!);
        return Report(
            document,
            value.Text.Span,
            nearest is [var near, ..] ? (LocalizableString)$"There is no {missing}; did you mean {near}?" : $"There is no {missing}.",
            [.. nearest.Select(other => new Fix($"Change to {other}", Change.Of(document.Path, new TextEdit(value.Text.Span, other))))]
        );
    }
}
