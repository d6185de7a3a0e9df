using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds comments that silence a rule which has nothing to say there.</summary>
public sealed class UnusedSuppression() : Rule(RuleGroup.Convention, Severity.Hint, $"A comment that silences a rule silences something.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.All;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A comment that was needed once, or that names no rule at all, will one day hide a fault that nobody meant to allow.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "The fault is fixed, the comment has stayed",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                <!-- bep-ignore broken-link: the page moves next week -->
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `broken-link` finds nothing in the block after this comment.
                See BEP-1001.
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                See BEP-1001.
                """
            ),
            new(
                "A misspelt rule",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                <!-- bep-ignore brokn-link: the page moves next week -->
                                ^^^^^^^^^^ There is no rule `brokn-link`; did you mean `broken-link`?
                See [the page](page.md).
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours

                <!-- bep-ignore broken-link: the page moves next week -->
                See [the page](page.md).
                """
            ),
            new(
                "Comments that are needed",
                """
                -- BEP-1001-quiet-hours.md --
                <!-- bep-ignore-file missing-front-matter: older than the template -->

                # Quiet Hours

                <!-- bep-ignore broken-link: the page moves next week -->
                <!-- bep-ignore unknown-reference: a number of another house -->
                See [the page](page.md) and BEP-2022.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        // Each rule looks once, however many comments name it.
        var found = new Dictionary<Rule, Spans?>();
        foreach (var suppression in document.Suppressions)
        {
            var name = suppression.Rule.Value;
            if (RuleBook.Find(name) is not { } rule)
            {
                var nearest = DidYouMean.To(name, RuleBook.Rules.Select(known => known.Name)).ToList();
                yield return Report(
                    document,
                    suppression.Rule.Span,
                    nearest.Count > 0
                        ? (LocalizableString)$"There is no rule `{name}`; did you mean `{nearest[0]}`?"
                        : $"There is no rule `{name}`.",
                    [
                        .. nearest.Select(known => new Fix(
                            $"Change to `{known}`",
                            Change.Of(document.Path, new TextEdit(suppression.Rule.Span, known))
                        )),
                    ]
                );
            }
            else if (rule != this && !Silences(rule, suppression))
            {
                yield return Report(
                    document,
                    suppression.Comment,
                    suppression.Block is null
                        ? (LocalizableString)$"`{name}` finds nothing in this file."
                        : $"`{name}` finds nothing in the block after this comment.",
                    new Fix($"Remove the comment", Change.Of(document.Path, TextEdit.Delete(LinesOf(document.Text, suppression.Comment))))
                ) with
                {
                    Tag = FindingTag.Unnecessary,
                };
            }
        }

        // What a rule that failed would have found is not known: nothing that names it is useless.
        bool Silences(Rule rule, Suppression suppression)
        {
            if (!found.TryGetValue(rule, out var spans))
                found.Add(rule, spans = SpansOf(rule, document, series));
            return spans is null || spans.AnyIn(suppression.Block ?? new(0, document.Text.Length));
        }
    }

    private static Spans? SpansOf(Rule rule, Document document, Series series)
    {
        var findings = new List<Finding>();
        rule.Run(document, series, findings);
        return findings.Exists(finding => finding.Failure is not null) ? null : new(findings.Select(finding => finding.Span));
    }

    // The comment's lines where nothing else stands on them.
    private static TextSpan LinesOf(SourceText text, TextSpan comment)
    {
        var lines = new TextSpan(text.FullLineSpan(text.LineAt(comment.Start)).Start, text.FullLineSpan(text.LineAt(comment.End)).End);
        return text.Slice(lines).Trim().Length == comment.Length ? lines : comment;
    }
}
