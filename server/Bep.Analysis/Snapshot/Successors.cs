using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>Follows proposals that took each other's place.</summary>
internal static class Successors
{
    // Nothing is replaced that often; in a series where it is, each proposal would go through all the others.
    private const int LongestWay = 200;

    /// <summary>True where <paramref name="from"/> is <paramref name="end"/>, or was superseded by it, at whatever distance.</summary>
    /// <param name="series">The series.</param>
    /// <param name="from">Where the way begins.</param>
    /// <param name="end">Where it may lead.</param>
    /// <param name="seen">Those from which no way leads there, by earlier questions after the same end; more are added.</param>
    public static bool LeadTo(Series series, ProposalNumber from, ProposalNumber end, HashSet<ProposalNumber> seen)
    {
        var met = new HashSet<ProposalNumber>();
        var next = new Stack<ProposalNumber>([from]);
        while (met.Count < LongestWay && next.TryPop(out var number))
        {
            if (number == end)
                return true;
            if (seen.Contains(number) || !met.Add(number))
                continue;
            foreach (var successor in series.DocumentOf(number)?.Successors ?? [])
                next.Push(successor.Number);
        }

        if (next.Count == 0)
            seen.UnionWith(met);
        return false;
    }

    /// <summary>
    /// The one that counts today in place of <paramref name="number"/>; null where the way there ends, forks or goes round.
    /// </summary>
    public static ProposalNumber? Last(Series series, ProposalNumber number)
    {
        for (var seen = new HashSet<ProposalNumber>(); seen.Count < LongestWay && seen.Add(number); )
        {
            var document = series.DocumentOf(number);
            var role = series.Convention.RoleOfStatus(document?.Facts[FieldRole.Status]);
            if (role is not (StatusRole.Superseded or StatusRole.Rejected))
                return series.Knows(number) ? number : null;
            if (document!.Successors.Select(reference => reference.Number).Distinct().ToList() is not [var next])
                return null;
            number = next;
        }

        return null;
    }
}
