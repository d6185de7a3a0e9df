using Bep.Analysis.Model;

namespace Bep.Analysis.Checking;

/// <summary>Follows proposals that took each other's place.</summary>
internal static class Successors
{
    /// <summary>True where <paramref name="from"/> is <paramref name="end"/>, or was superseded by it, at whatever distance.</summary>
    public static bool LeadTo(Series series, ProposalNumber from, ProposalNumber end)
    {
        var seen = new HashSet<ProposalNumber>();
        var next = new Stack<ProposalNumber>([from]);
        while (next.TryPop(out var number))
        {
            if (number == end) return true;
            if (!seen.Add(number)) continue;
            foreach (var successor in series.DocumentOf(number)?.Successors ?? []) next.Push(successor.Number);
        }

        return false;
    }

    /// <summary>The one that counts today in place of <paramref name="number"/>; null where the way there ends, forks or goes round.</summary>
    public static ProposalNumber? Last(Series series, ProposalNumber number)
    {
        for (var seen = new HashSet<ProposalNumber>(); seen.Add(number);)
        {
            var document = series.DocumentOf(number);
            var role = series.Convention.RoleOfStatus(document?.Facts[FieldRole.Status]);
            if (role is not (StatusRole.Superseded or StatusRole.Rejected)) return series.Knows(number) ? number : null;
            if (document!.Successors.Select(reference => reference.Number).Distinct().ToList() is not [var next]) return null;
            number = next;
        }

        return null;
    }
}
