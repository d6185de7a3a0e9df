using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds the lines that git left in a document where two versions of it met.</summary>
public sealed class ConflictMarker()
    : Rule(RuleGroup.Structure, Severity.Error, $"A document says one thing, and not what two branches have made of it.")
{
    /// <inheritdoc/>
    public override bool JudgesAlone => true;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Where two branches change the same lines, git writes both into the file, between lines of its own, and waits for somebody to choose. A
            file that is committed like that says two things, and its marks make headings and quotations of what stands around them.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A merge that nobody has finished",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                <<<<<<< HEAD
                ^^^^^^^^^^^^ This file has an unresolved merge conflict: HEAD and night have changed the same lines.
                From ten to six.
                =======
                From nine to five.
                >>>>>>> night
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                From ten to six.
                """
            ),
            new(
                "An underline is not a marker",
                """
                -- BEP-1001-quiet-hours.md --
                Quiet Hours
                =======

                After ten, `<<<<<<<` is quiet.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Conflicts.IsEmpty)
            yield break;
        var quiet = new Spans(document.Quiet);
        foreach (var conflict in document.Conflicts)
        {
            // The registry's own has a rule that knows rows.
            if (document.Registry is { } registry && registry.Table.Span.Contains(conflict.Markers[0]))
                continue;
            // In a block of code it may be what the block is to show.
            yield return Report(
                document,
                conflict.Markers[0],
                $"This file has an unresolved merge conflict: {conflict.Ours} and {conflict.Theirs} have changed the same lines.",
                Keep(document, conflict, conflict.Ours, conflict.OurText),
                Keep(document, conflict, conflict.Theirs, conflict.TheirText)
            ) with
            {
                Severity = quiet.AnyAround(new(conflict.Markers[0].Start, conflict.Markers[^1].End)) ? Severity.Information : Severity,
            };
        }
    }

    // Who keeps one side may see what the other one had hidden.
    private static Fix Keep(Document document, MergeConflict conflict, string name, TextSpan side) =>
        new(
            $"Keep only {name}",
            Change.Of(
                document.Path,
                TextEdit.Delete(new(conflict.Span.Start, side.Start)),
                TextEdit.Delete(new(side.End, conflict.Span.End))
            )
        )
        {
            Uncovers = [.. RuleBook.Names],
        };
}
