using Bep.Analysis.Model;

namespace Bep.Analysis.Features;

/// <summary>
/// What a mention of a proposal is, as a pattern: for a client that shows a text while it is typed and has no time to ask.
/// </summary>
public static class MentionPattern
{
    /// <summary>
    /// A regular expression for the mentions in plain text that count (<see cref="Connections"/>), as far as they are not a part of some
    /// other name (<see cref="Snapshot.MentionText.IsInName"/>). Its first group is the number. JavaScript and .NET read it alike.
    /// </summary>
    public static string Of(Convention convention) =>
        @"(?<![A-Za-z0-9_#@-]|[A-Za-z.][/.\\])"
        + $"(?:{string.Join('|', Leads(convention))})([0-9]{{1,{convention.MostDigits}}})"
        + @"(?![A-Za-z0-9_]|[/.@\\][A-Za-z]|-[A-Za-z0-9]+[-_./][A-Za-z0-9])";

    // What .NET escapes and JavaScript would not know is escaped for both alike.
    private static IEnumerable<string> Leads(Convention convention) =>
        convention
            .MentionLeads.Where(lead => !lead.IsLoose)
            .OrderByDescending(lead => lead.Text.Length)
            .Select(lead => string.Concat(lead.Text.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' ? $"{c}" : $@"\u{(int)c:x4}")));
}
