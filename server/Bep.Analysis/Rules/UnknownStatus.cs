using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds statuses that the lifecycle does not have.</summary>
public sealed class UnknownStatus() : Rule(RuleGroup.FrontMatter, Severity.Error, $"A proposal's status is one of the lifecycle's.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Everything that follows a proposal through its life reads the status: the registry, the lists of what is accepted, the rules for the
            next step. A status that is misspelt, or written with another case, takes the proposal out of all of them.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A misspelt status",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Drafft
                        ^^^^^^ `Drafft` is not a status; did you mean `Draft`?
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---
                """
            ),
            new(
                "A word of one's own",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Brewing
                        ^^^^^^^ `Brewing` is not a status; the lifecycle has Draft, Accepted, Implemented, Rejected, Superseded.
                ---
                """
            ),
            new(
                "The statuses that the series itself lists",
                """
                -- BEP-0000-template.md --
                ---
                # Status: Draft | Parked
                Status: Draft
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Parked
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.Field(FieldRole.Status) is not { IsEmpty: false, Value: var status } field)
            yield break;
        if (status.Value == "-" || series.Convention.Knows(status.Value))
            yield break;
        var known = series.Convention.Statuses.Select(known => known.Name).ToList();
        var nearest = DidYouMean.To(status.Value, known).FirstOrDefault();
        yield return Report(
            document,
            status.Span,
            nearest is null
                ? (LocalizableString)$"`{status.Value}` is not a status; the lifecycle has {string.Join(", ", known)}."
                : $"`{status.Value}` is not a status; did you mean `{nearest}`?",
            nearest is null
                ? []
                :
                [
                    new Fix(
                        $"Change to `{nearest}`",
                        Change.Of(document.Path, FieldEdits.Respell(document, field, nearest)),
                        IsSameWord(nearest, status.Value) && series.States("statuses")
                    )
                    {
                        Uncovers = [.. FieldEdits.AskedByStatus, "registry-status-mismatch", "status-transition"],
                    },
                ]
        );
    }

    private static bool IsSameWord(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
