using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Changes;

/// <summary>Writes the title of a change in the series' form.</summary>
public static partial class TitleWriter
{
    // A title that names more than these is a list.
    private const int MostListed = 3;

    /// <summary>The title of <paramref name="changes"/>, of which there is at least one, in the order in which they are named.</summary>
    public static string Write(Series series, ImmutableArray<ProposalChange> changes)
    {
        var convention = series.Convention;
        var listed = changes.Take(MostListed).ToImmutableArray();
        var more = changes.Length > listed.Length ? $" and {changes.Length - listed.Length} more" : "";
        if (convention.ChangeForm.Type is { } type)
        {
            var issue = IssueOf(convention, series.ExternalFacts.Branches.Current) is { } key ? $"({key})" : "";
            return $"{type}{issue}: {string.Join(", ", listed.Select(change => $"{convention.VerbOf(change.Kind).Word} {convention.Format(change.Number)}{SummaryOf(convention, change)}"))}{more}";
        }

        return $"{Heads(convention, listed)}{more}: {string.Join("; ", listed.Select(change => SummaryOf(convention, change)).Distinct())}";
    }

    /// <summary>
    /// The title of the one change that <paramref name="number"/> would have, with the verb <paramref name="word"/> and this summary.
    /// </summary>
    public static string Write(Series series, ProposalNumber number, string word, string summary) =>
        series.Convention.ChangeForm.Type is { } type
            ? $"{type}{(IssueOf(series.Convention, series.ExternalFacts.Branches.Current) is { } key ? $"({key})" : "")}: {word} {series.Convention.Format(number)}{summary}"
            : $"{series.Convention.Format(number)} ({word}): {summary}";

    /// <summary>What a title says of <paramref name="change"/> after the verb and the number.</summary>
    public static string SummaryOf(Convention convention, ProposalChange change)
    {
        var summary = Fill(convention.VerbOf(change.Kind).Summary, change);
        return summary ?? Fill(convention.VerbOf(ChangeKind.New).Summary, change)!;
    }

    /// <summary>
    /// The key of the issue that a branch is named after, <c>BA-7050</c> of <c>docs/BA-7050-quiet-hours</c>; null where there is none.
    /// </summary>
    public static string? IssueOf(Convention convention, string? branch)
    {
        if (branch is null)
            return null;
        foreach (Match match in Key().Matches(branch))
        {
            var letters = match.Groups["letters"].Value;
            if (letters.Equals(convention.Prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            // In small letters anything may be one: only a tracker's are known.
            var tracker = convention.Trackers.FirstOrDefault(tracker => tracker.Key.Equals(letters, StringComparison.OrdinalIgnoreCase));
            if (tracker is not null)
                return $"{tracker.Key}-{match.Groups["number"].Value}";
            if (convention.Trackers.Count == 0 && letters.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
                return match.Value;
        }

        return null;
    }

    // `BEP-1072, BEP-1073 (new), BEP-1055 (accept)`
    private static string Heads(Convention convention, ImmutableArray<ProposalChange> changes) =>
        string.Join(
            ", ",
            changes.Select(
                (change, i) =>
                {
                    var word = convention.VerbOf(change.Kind).Word;
                    var isLast = i == changes.Length - 1 || convention.VerbOf(changes[i + 1].Kind).Word != word;
                    return $"{convention.Format(change.Number)}{(isLast ? $" ({word})" : "")}";
                }
            )
        );

    // Null where a hole cannot be filled.
    private static string? Fill(string summary, ProposalChange change)
    {
        foreach (
            var (hole, value) in (ReadOnlySpan<(string, string?)>)
                [
                    (ChangeForm.TitleHole, change.Titles[0]),
                    (ChangeForm.VersionHole, change.Version),
                    (ChangeForm.SuccessorHole, change.Successor),
                    (ChangeForm.SummaryHole, change.Summary),
                ]
        )
        {
            if (!summary.Contains(hole, StringComparison.Ordinal))
                continue;
            if (string.IsNullOrWhiteSpace(value))
                return null;
            summary = summary.Replace(hole, value, StringComparison.Ordinal);
        }

        return summary.ReplaceLineEndings(" ");
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?<letters>[A-Za-z][A-Za-z0-9]*)-(?<number>\d+)(?![A-Za-z0-9])")]
    private static partial Regex Key();
}
