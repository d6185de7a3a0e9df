using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Edits;

/// <summary>Records in <c>.bep.yaml</c> that the status of a proposal was compared with what was released.</summary>
public static class Review
{
    /// <summary>
    /// The change that records <paramref name="status"/> of <paramref name="number"/> as right in <paramref name="release"/>; null where the
    /// file cannot be edited.
    /// </summary>
    public static Change? Of(Series series, ProposalNumber number, string status, string release) =>
        ConfigurationEdits.Set(
            series,
            ConventionKeys.Reviewed,
            series.Convention.Digitize(number),
            ConventionKeys.Write(status, release),
            replaces: true
        );
}
