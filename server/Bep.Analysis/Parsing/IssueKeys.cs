using System.Text.RegularExpressions;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>Finds what looks like the key of an issue, <c>BA-1234</c>, in text of any kind; which letters a tracker has, the series says.</summary>
public static partial class IssueKeys
{
    /// <summary>The keys in <paramref name="text"/>, in order.</summary>
    public static IEnumerable<Located<string>> In(string text)
    {
        foreach (Match match in Key().Matches(text))
            yield return new(match.Value, new(match.Index, match.Index + match.Length));
    }

    /// <summary>The letters in front of the number: <c>BA</c>.</summary>
    public static string LettersOf(string key) => key[..key.IndexOf('-')];

    // No tracker has longer ones.
    [GeneratedRegex(@"(?<![\w-])[A-Z][A-Z0-9]{0,19}-[0-9]{1,9}(?!\w)")]
    private static partial Regex Key();
}
