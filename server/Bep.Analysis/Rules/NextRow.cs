using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds registries whose last row is not the one that says where the next number goes.</summary>
public sealed class NextRow() : Rule(RuleGroup.Registry, Severity.Warning, $"The registry ends with the row for the next number.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Everybody who reserves a number does so right above that row. Two branches that do it then change the same lines, so that git stops
            the second one with a conflict instead of letting a number be taken twice.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A series without such a row",
                """
                -- .bep.yaml --
                next-row: none
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                """
            ),
            new(
                "No such row",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The registry does not end with a `_next_` row.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "A row was added after it",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | _next_ | _(reserve your number here)_ | | |
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The `_next_` row is not the last one.
                | 1001 | Quiet Hours | Ada Park | Draft |
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "Two of them",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | _next_ | _(reserve your number here)_ | | |
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The registry has another `_next_` row below.
                | _next_ | _(reserve your number here)_ | | |
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
            new(
                "In its place",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // In the middle of a merge nothing is in its place.
        if (
            series.Convention.NextMarker is not { } marker
            || document.Registry is not { } registry
            || registry.Rows.Any(row => row.Kind == RowKind.ConflictMarker)
        )
            yield break;
        var text = document.Text;
        var found = registry.Rows.Where(row => row.Kind == RowKind.Next).ToList();
        if (found.Count == 0)
        {
            var last = text.LineSpan(text.LineAt(registry.End));
            var isAgreed = series.HasAgreedOn("next-row");
            yield return Report(
                document,
                last,
                $"The registry does not end with a `{marker}` row.",
                new Fix(
                    $"Insert the `{marker}` row",
                    Change.Of(document.Path, RegistryEdits.Append(document, registry, RegistryEdits.NextRow(registry, series.Convention))),
                    isSafe: isAgreed
                )
            ) with
            {
                Severity = isAgreed ? Severity : Severity.Hint,
            };
            yield break;
        }

        foreach (var row in found.SkipLast(1))
        {
            yield return Report(
                document,
                row.Line,
                $"The registry has another `{marker}` row below.",
                new Fix($"Remove this row", Change.Of(document.Path, TextEdit.Delete(FullLine(text, row))), isSafe: true)
            );
        }

        if (found[^1] is var next && next != registry.LastRow)
        {
            yield return Report(
                document,
                next.Line,
                $"The `{marker}` row is not the last one.",
                new Fix(
                    $"Move it to the end",
                    Change.Of(
                        document.Path,
                        TextEdit.Delete(FullLine(text, next)),
                        RegistryEdits.Append(document, registry, text.Slice(next.Content))
                    ),
                    isSafe: true
                )
            );
        }
    }

    private static TextSpan FullLine(SourceText text, RegistryRow row) => text.FullLineSpan(text.LineAt(row.Line.Start));
}
