using System.Text.RegularExpressions;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// Completes the text of a link that has no target yet: after <c>[</c> and words of a title or a number, the proposals that have a
/// document, the newest first, as whole links; then those in flight, as mentions.
/// </summary>
internal static partial class LinkTextCompletion
{
    /// <summary>The links that what is typed before <paramref name="offset"/> can become; null where no text of one is being typed.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="replacesTyped">False where an item has to go on with the bracket, as a mention does not.</param>
    public static Completion? At(Series series, Document document, int offset, bool replacesTyped)
    {
        var content = document.Text.Content;
        var line = document.Text.LineSpan(document.Text.LineAt(offset));
        if (
            offset > line.End
            || document.Registry?.Contains(TextSpan.At(offset)) == true
            || Typed().Match(content, line.Start, offset - line.Start) is not { Success: true } match
        )
            return null;
        var typed = match.Groups["text"];
        // An editor closes a bracket as soon as it is opened.
        var rest = content.AsSpan(offset..line.End);
        var end = rest is [']', ..] ? offset + 1 : offset;
        if (rest is [']', '(' or '[' or ':', ..])
            return null;

        var own = MentionText.OwnNumber(series, document);
        var words = typed.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var place = new TextSpan(typed.Index - 1, end);
        var known =
            from number in series.ListedNumbers.Reverse()
            where number != own
            let link = Linking.To(series, document, number)
            where link is not null
            let name = series.Convention.Format(number)
            let title = Titles.Of(series, number)
            where IsMeant(name, title)
            select new CompletionItem($"{name} {title}", CompletionKind.Proposal, new(place, link), Filter(name, title))
            {
                Detail = LocalizableString.Of(ProposalCard.StatusOf(series, number)),
                Number = number,
            };
        var inFlight =
            from proposal in replacesTyped ? ProposalsInFlight.Mentionable(series) : []
            let number = proposal.Entry.Number!.Value
            let name = series.Convention.Format(number)
            let title = proposal.Entry.Title
            where IsMeant(name, title)
            let mention = Linking.Mention(series, document, number, place)
            select Completion.InFlight(series, proposal, new(place, mention), Filter(name, title));
        return Completion.Of(known.Concat(inFlight));

        bool IsMeant(string name, string title) => words.All(word => $"{name} {title}".Contains(word, StringComparison.OrdinalIgnoreCase));

        // Editors compare letter by letter and in order, whichever of the two was begun with.
        string Filter(string name, string title) =>
            words is [var first, ..] && name.StartsWith(first, StringComparison.OrdinalIgnoreCase)
                ? $"[{name} {title}"
                : $"[{title} {name}";
    }

    // A bracket that opens a link: not that of a picture, a footnote, a label, an index or a box to tick, and no escaped one.
    [GeneratedRegex(@"(?<![\w\]!\\)])(?<!(?:[-*+]|\d[.)])[ \t]+(?=\[[xX]?\z))\[(?<text>(?:\w[^\[\]()]{0,80})?)\z")]
    private static partial Regex Typed();
}
