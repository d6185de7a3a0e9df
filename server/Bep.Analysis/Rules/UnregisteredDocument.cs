using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals that the registry does not have.</summary>
public sealed class UnregisteredDocument() : Rule(RuleGroup.Registry, Severity.Error, $"A proposal's number is reserved in the registry.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A number that is not in the registry looks free. The next author takes it, and two proposals share it from then on.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A document without a row",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | - | Draft |
                | 1002 | Fog Horn | - | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                ---
                ^^^ The registry has no row for BEP-1001.
                Author: Ada Park (ada@example.com)
                Status: Accepted
                ---

                # Quiet Hours
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1000 | Lanterns | - | Draft |
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Accepted |
                | 1002 | Fog Horn | - | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Accepted
                ---

                # Quiet Hours
                """
            ),
            new(
                "A row with the number is enough",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | 1001 | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // Without a registry nothing is registered; that is said once, by another rule.
        if (document is not { Kind: DocumentKind.Proposal, Number: { } number } || series.Registry is not { } registry)
            yield break;
        if (series.RowsOf(number).Any() || registry.HasLinkTo(series.RegistryDocument, document.Path))
            yield break;
        yield return Report(
            document,
            document.FirstLine,
            $"The registry has no row for {series.Convention.Format(number)}.",
            new Fix($"Reserve {series.Convention.Format(number)} in the registry", () =>
                Change.Of(series.RegistryPath, RegistryEdits.Insert(series, registry, number, document.Path, document.Facts))
            )
        ) with
        {
            Related = [new(series.RegistryPath, registry.Table.HeaderRow, $"The registry")],
        };
    }
}
