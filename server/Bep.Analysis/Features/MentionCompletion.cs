using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// Completes a mention: after <c>BEP-</c>, the proposals by number and by the words of their titles, the newest first; then those in flight.
/// </summary>
internal static class MentionCompletion
{
    /// <summary>
    /// The proposals that what is typed before <paramref name="offset"/> can become; null where no mention is being typed.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="replacesTyped">False where an item has to go on with what was typed, and so is no link.</param>
    public static Completion? At(Series series, Document document, int offset, bool replacesTyped)
    {
        if (ReadTyped(document, offset, series.Convention) is not { } typed)
            return null;
        var convention = series.Convention;
        var written = document.Text.Slice(new(typed.Span.Start, typed.Word));
        var word = document.Text.Slice(new(typed.Word, offset));
        var isTitle = document.TitleSection?.Heading.Touches(offset) == true;
        var own = isTitle ? null : MentionText.OwnNumber(series, document);
        var newest = series.ListedNumbers.Reverse().Where(number => number != own);
        var isNumber = !word.AsSpan().ContainsAnyExceptInRange('0', '9');
        var numbers = !isNumber
            ? newest.Where(number => Titles.Of(series, number).Contains(word, StringComparison.OrdinalIgnoreCase))
            : newest.Where(number => At(number) == 0).Concat(newest.Where(number => At(number) > 0));
        return Completion.Of(numbers.Select(Known).Concat(InFlight()));

        CompletionItem Known(ProposalNumber number)
        {
            var title = Titles.Of(series, number);
            var text = Write(number);
            return new CompletionItem(
                $"{convention.Format(number)} {title}",
                CompletionKind.Proposal,
                new(typed.Span, text),
                Filter(number, title)
            )
            {
                Detail = LocalizableString.Of(ProposalCard.StatusOf(series, number)),
                Number = number,
                CommitCharacters = text.EndsWith(')') ? "" : "]",
            };
        }

        // A title has its own number, a field and a row name what is here.
        IEnumerable<CompletionItem> InFlight() =>
            isTitle || document.FrontMatter?.Span.Contains(typed.Span) == true || document.Registry?.Contains(typed.Span) == true
                ? []
                : from proposal in ProposalsInFlight.Mentionable(series)
                let number = proposal.Entry.Number!.Value
                let title = proposal.Entry.Title
                where isNumber ? At(number) >= 0 : title.Contains(word, StringComparison.OrdinalIgnoreCase)
                select Completion.InFlight(series, proposal, new(typed.Span, Write(number)), Filter(number, title));

        string Write(ProposalNumber number) =>
            replacesTyped ? Linking.Mention(series, document, number, typed.Span) : convention.Format(number);

        // Editors compare what is typed letter by letter, so `bep 10` has to find itself in the filter.
        string Filter(ProposalNumber number, string title) => $"{written}{convention.Digitize(number)} {title}";

        int At(ProposalNumber number) => convention.Digitize(number).IndexOf(word, StringComparison.Ordinal);
    }

    // What mentions begin with, and what may be the start of a number or of a word of a title. Behind a blank, and behind a sign alone, a
    // mention begins only when digits follow: “this BEP proposes” is prose.
    private static (TextSpan Span, int Word)? ReadTyped(Document document, int offset, Convention convention)
    {
        var content = document.Text.Content;
        var line = document.Text.LineSpan(document.Text.LineAt(offset));
        if (offset > line.End)
            return null;
        var word = offset;
        while (word > line.Start && char.IsLetterOrDigit(content[word - 1]))
            word--;
        var isNumber = !content.AsSpan(word..offset).ContainsAnyExceptInRange('0', '9');
        foreach (var lead in convention.MentionLeads.OrderByDescending(lead => lead.Text.Length))
        {
            var start = word - lead.Text.Length;
            if (
                lead.IsLoose
                || start < line.Start
                || !content.AsSpan(start..word).Equals(lead.Text, StringComparison.OrdinalIgnoreCase)
                || (start > line.Start && (char.IsLetterOrDigit(content[start - 1]) || content[start - 1] is '/' or '-' or '_'))
            )
                continue;
            if (!(lead.Text[^1] == '-' && char.IsLetter(lead.Text[0])) && (word == offset || !isNumber))
                return null;

            var end = offset;
            while (isNumber && end < line.End && char.IsAsciiDigit(content[end]))
                end++;
            return (new(start, end), word);
        }

        return null;
    }
}
