using System.Text.RegularExpressions;
using Bep.Analysis.Model;

namespace Bep.Analysis.Features;

/// <summary>What a status means for a reader, whatever a series calls it: what lists, maps and previews colour by.</summary>
public enum StatusCategory
{
    /// <summary>Nothing is known of it.</summary>
    Other,

    /// <summary>Somebody writes it.</summary>
    Draft,

    /// <summary>Others are asked.</summary>
    Discussed,

    /// <summary>It is agreed on.</summary>
    Accepted,

    /// <summary>It is there.</summary>
    Implemented,

    /// <summary>It was decided against.</summary>
    Rejected,

    /// <summary>Its author, or time, gave it up.</summary>
    Withdrawn,

    /// <summary>Another one took its place.</summary>
    Superseded,
}

/// <summary>Tells the category of a status by the words that series of proposals use, else by its place in the lifecycle.</summary>
public static partial class StatusCategories
{
    /// <summary>The category of <paramref name="status"/>, as it is written, in a series with <paramref name="convention"/>.</summary>
    public static StatusCategory Of(Convention convention, string status)
    {
        var word = Words().Match(status);
        if (word.Groups.Cast<Group>().Skip(1).FirstOrDefault(group => group.Success) is { Name: var name })
            return Enum.Parse<StatusCategory>(name);
        var names = convention.Statuses.Select(known => known.Name).ToList();
        return names.IndexOf(status) switch
        {
            < 0 => StatusCategory.Other,
            _ when convention.IsSettled(status) => StatusCategory.Implemented,
            0 => StatusCategory.Draft,
            _ => StatusCategory.Discussed,
        };
    }

    /// <summary>
    /// True where a proposal with <paramref name="status"/> is agreed on: where the series says so of a status, of that one, else of those
    /// whose words mean it.
    /// </summary>
    public static bool IsAccepted(Convention convention, string status) =>
        convention.NameOf(StatusRole.Accepted) is null
            ? Of(convention, status) == StatusCategory.Accepted
            : convention.RoleOfStatus(status) == StatusRole.Accepted;

    [GeneratedRegex(
        """
            ^(?:(?<Superseded>superseded|replaced|obsoleted?|deprecated)
              |(?<Rejected>rejected|declined|refused)
              |(?<Withdrawn>withdrawn|deferred|abandoned|stagnant|postponed|on\ hold|closed)
              |(?<Implemented>implemented|final|done|completed?|finished|released|shipped|integrated|living)
              |(?<Accepted>accepted|approved|active|ready|implementable|in\ progress|implementing)
              |(?<Discussed>proposed|review|in\ review|last\ call|discussion|under\ discussion|provisional|committed)
              |(?<Draft>draft|idea|pre-?draft|new|prediscussion|ideation))
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Words();
}
