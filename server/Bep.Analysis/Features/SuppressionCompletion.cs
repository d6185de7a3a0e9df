using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// Completes a comment that silences a rule: the words it begins with, and the names of rules, those first that find something here.
/// </summary>
internal static partial class SuppressionCompletion
{
    private static readonly (string Name, LocalizableString Meaning)[] s_marks =
    [
        (Suppression.BlockMark, $"silences a rule for the block below"),
        (Suppression.FileMark, $"silences a rule for the file"),
    ];

    /// <summary>What the comment before <paramref name="offset"/> can become; null where no comment is being begun.</summary>
    public static Completion? At(Series series, Document document, int offset)
    {
        var content = document.Text.Content;
        var line = document.Text.LineSpan(document.Text.LineAt(offset));
        if (offset > line.End || Typed().Match(content, line.Start, offset - line.Start) is not { Success: true } match)
            return null;
        var end = offset;
        while (end < line.End && (char.IsAsciiLetterOrDigit(content[end]) || content[end] == '-' && !content.AsSpan(end).StartsWith("-->")))
            end++;
        var isClosed = content.AsSpan(end..line.End).Contains("-->", StringComparison.Ordinal);

        var rule = match.Groups["rule"];
        if (!rule.Success)
        {
            var word = match.Groups["word"];
            return Completion.Of(
                s_marks.Select(mark => new CompletionItem(
                    mark.Name,
                    CompletionKind.Value,
                    new(new(word.Index, end), mark.Name + " "),
                    mark.Name
                )
                {
                    Detail = mark.Meaning,
                })
            );
        }

        var found = RuleBook.Default.Check(document, series).Select(finding => finding.Rule.Name).ToHashSet();
        var hasReason = content.AsSpan(end..line.End).TrimStart().StartsWith(":");
        var close = isClosed ? "" : " -->";
        return Completion.Of(
            RuleBook
                .Rules.OrderByDescending(known => found.Contains(known.Name))
                .Select(known =>
                {
                    var text = hasReason ? known.Name : $"{known.Name}: {close}";
                    return new CompletionItem(known.Name, CompletionKind.Value, new(new(rule.Index, end), text), known.Name)
                    {
                        Detail = found.Contains(known.Name) ? (LocalizableString)$"finds something here" : $"",
                        Documentation = known.Summary,
                        Snippet = hasReason ? null : $"{known.Name}: ${{1:reason}}{close}",
                    };
                })
        );
    }

    // `<!-- `, `<!-- bep-ign`, `<!-- bep-ignore `, `<!-- bep-ignore-file unkn`
    [GeneratedRegex(@"<!--\s*(?:bep-ignore(?:-file)?\s+(?<rule>[\w-]*)|(?<word>[a-z-]*))\z")]
    private static partial Regex Typed();
}
