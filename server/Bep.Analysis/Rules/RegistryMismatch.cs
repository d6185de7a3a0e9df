using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>
/// What the rules share that compare a row of the registry with its document: the fault shows at both ends and counts once.
/// </summary>
/// <param name="severity">See <see cref="Rule.Severity"/>.</param>
/// <param name="subject">What they disagree on, as a word.</param>
/// <param name="summary">See <see cref="Rule.Summary"/>.</param>
public abstract class RegistryMismatch(Severity severity, LocalizableString subject, LocalizableString summary)
    : Rule(RuleGroup.Registry, severity, summary)
{
    /// <inheritdoc/>
    public sealed override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Registry is { } registry)
        {
            foreach (var row in registry.AllRows)
            {
                if (DocumentOf(series, row) is not { } proposal || Compare(series, row, proposal) is not { } mismatch)
                    continue;
                yield return Show(document, mismatch.AtRow, mismatch) with
                {
                    Related = [new(proposal.Path, mismatch.AtDocument, $"The {subject} in the document")],
                };
            }
        }
        else if (document is { Kind: DocumentKind.Proposal, Number: { } number })
        {
            foreach (var row in series.RowsOf(number))
            {
                if (DocumentOf(series, row)?.Path != document.Path || Compare(series, row, document) is not { } mismatch)
                    continue;
                yield return Show(document, mismatch.AtDocument, mismatch) with
                {
                    IsMirroredElsewhere = true,
                    IsMarkOnly = true,
                    Related = [new(series.RegistryPath, mismatch.AtRow, $"The row in the registry")],
                };
            }
        }
    }

    /// <summary>How <paramref name="row"/> and its document disagree; null where they do not, or one of them says nothing.</summary>
    protected abstract Mismatch? Compare(Series series, RegistryRow row, Document proposal);

    private Finding Show(Document document, TextSpan span, Mismatch mismatch) =>
        Report(document, span, mismatch.Message, mismatch.Fixes) with
        {
            Severity = mismatch.Severity ?? Severity,
        };

    // The document that a row is certainly for: the one it links, or the only one with its number. Two rows or documents of one number, or
    // a row that links another number's document, are faults of their own, in which nobody can say yet who disagrees with whom.
    private static Document? DocumentOf(Series series, RegistryRow row)
    {
        if (row is not { Kind: RowKind.Proposal, Number: { } number })
            return null;
        var linked = series.Find(row.Link?.Path);
        if (linked is { Kind: DocumentKind.Proposal })
            return (linked.Number ?? number) == number && series.Registry!.RowsOf(number, linked.Path).Count() == 1 ? linked : null;
        return series.RowsOf(number).Count() == 1 && series.PathsOf(number).Count == 1 ? series.DocumentOf(number) : null;
    }

    /// <summary>A disagreement of row and document.</summary>
    /// <param name="AtRow">The place in the registry.</param>
    /// <param name="AtDocument">The place in the document.</param>
    /// <param name="Message">See <see cref="Finding.Message"/>.</param>
    /// <param name="Fixes">See <see cref="Finding.Fixes"/>.</param>
    /// <param name="Severity">How much it matters; null for what the rule says.</param>
    protected sealed record Mismatch(
        TextSpan AtRow,
        TextSpan AtDocument,
        LocalizableString Message,
        ImmutableArray<Fix> Fixes,
        Severity? Severity = null
    );
}
