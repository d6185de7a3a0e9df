using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds what <c>.bep.yaml</c> says and nobody understands.</summary>
public sealed class InvalidConfiguration()
    : Rule(RuleGroup.Convention, Severity.Error, $"The series' configuration says only what there is to say.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A misspelt name in `.bep.yaml` sets nothing, and nobody notices: the rule that was to be switched off goes on finding, the limit that
            was to hold does not. The rest of the file counts all the same.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A misspelt rule",
                """
                -- .bep.yaml --
                rules:
                  unknow-status: warning
                  ^^^^^^^^^^^^^ `unknow-status` is not one of the names under `rules`; did you mean `unknown-status`?
                """,
                """
                -- .bep.yaml --
                rules:
                  unknown-status: warning
                """
            ),
            new(
                "A severity that there is not",
                """
                -- .bep.yaml --
                rules:
                  unknown-status: warn
                                  ^^^^ `unknown-status` is error, warning, information, hint or off, not `warn`.
                  broken-link: off
                """,
                """
                -- .bep.yaml --
                rules:
                  unknown-status: warning
                  broken-link: off
                """
            ),
            new(
                "A name that sets nothing",
                """
                -- .bep.yaml --
                prefix: RFC
                number-of-digits: 4
                ^^^^^^^^^^^^^^^^ `number-of-digits` is nothing that can be set; there is no such name.
                """
            ),
            new(
                "Not YAML from some line on",
                """
                -- .bep.yaml --
                prefix: RFC
                digits: [4
                ^^^^^^^^^^ This is not YAML: While parsing a flow sequence, did not find expected ',' or ']'.
                """
            ),
            new(
                "A configuration that is as it should be",
                """
                -- .bep.yaml --
                # Numbers of a house's own.
                statuses:
                  Draft: Somebody writes it.
                  Final:
                transitions:
                  Draft: Final
                line-limits: { single: 400 }
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Configuration)
            yield break;
        foreach (var violation in ConfigurationReader.Check(document, RuleBook.Names))
        {
            // A text on lines of its own ends with a line end, which stays.
            var place = violation.Span with { End = violation.Span.Start + document.Text.Slice(violation.Span).TrimEnd().Length };
            var nearest = violation.Replaced is { } written ? DidYouMean.To(written, violation.Candidates).Take(3) : [];
            yield return Report(
                document,
                violation.Span,
                violation.Message,
                [
                    .. nearest.Select(name => new Fix($"Change to `{name}`", Change.Of(document.Path, new TextEdit(place, name)))
                    {
                        // What the configuration says once it is read decides what is looked for at all.
                        Uncovers = [.. RuleBook.Names],
                    }),
                ]
            );
        }
    }
}
