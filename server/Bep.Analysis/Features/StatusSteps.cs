using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Offers the steps that a proposal may take next.</summary>
internal static class StatusSteps
{
    // As many versions and successors are offered as fit into a short list.
    private const int MostOffered = 3;

    // No menu is longer; each step is a change that is made ready to be chosen.
    private const int MostSteps = 30;

    /// <summary>
    /// The steps of <paramref name="document"/> as things to do: with each version and successor that is likely, or by asking its author.
    /// </summary>
    public static IEnumerable<Refactoring> Offer(Series series, Document document)
    {
        foreach (var step in StatusChange.Steps(series, document).Take(MostSteps))
        {
            var needs = new List<string>();
            if (step.Version is not null)
                needs.Add("version");
            if (step.Successor is not null)
                needs.Add("successor");
            if (step.Reason is not null)
                needs.Add("reason");
            var candidates = step switch
            {
                { Version: null, Successor: null } =>
                [
                    (Title: (LocalizableString)$"Change the status to {step.Status}", Details: default(StatusDetails)),
                ],
                { Version: not null, Successor: null } => Versions
                    .Known(series)
                    .Take(MostOffered)
                    .Select(version =>
                        (
                            Title: (LocalizableString)$"Change the status to {step.Status}, {step.Version.Name} {version}",
                            Details: new StatusDetails(version, null, null)
                        )
                    ),
                { Version: null } => LikelySuccessors(series, document)
                    .Select(number =>
                        (
                            Title: (LocalizableString)
                                $"Change the status to {step.Status}, {step.Successor} {series.Convention.Format(number)}",
                            Details: new StatusDetails(null, number, null)
                        )
                    ),
                _ => [],
            };
            foreach (var (title, details) in candidates)
            {
                if (StatusChange.To(series, document, step.Status, details).Value is { Files.IsEmpty: false } change)
                    yield return new(title, RefactoringKind.Rewrite, change);
            }

            if (needs.Count > 0)
            {
                yield return new(
                    $"Change the status to {step.Status}…",
                    RefactoringKind.Rewrite,
                    null,
                    new("changeStatus", AsksAuthor: true, ("status", step.Status), ("needs", string.Join(",", needs)))
                );
            }
        }
    }

    // What refers to a proposal and is newer may have taken its place.
    private static IEnumerable<ProposalNumber> LikelySuccessors(Series series, Document document) =>
        document.Number is not { } own
            ? []
            : series
                .ReferrersOf(own)
                .Select(series.Find)
                .Select(referrer => referrer?.Number)
                .OfType<ProposalNumber>()
                .Where(number => number.Value > own.Value)
                .Distinct()
                .OrderDescending()
                .Take(MostOffered);
}
