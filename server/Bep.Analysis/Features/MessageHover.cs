using Bep.Analysis.Changes;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Says what the verb of a title means, and which title fits what the branch changes.</summary>
internal static class MessageHover
{
    /// <summary>What there is to say of the verb at <paramref name="offset"/>; null where there is none.</summary>
    public static Hover? At(Series series, Document message, int offset)
    {
        var convention = series.Convention;
        if (WrittenTitle.Read(convention, message)?.Parts.LastOrDefault(part => part.Verb.Span.Touches(offset)) is not { } part)
            return null;
        var verbs = convention.ChangeVerbs.Where(verb => verb.Word.Equals(part.Verb.Value, StringComparison.OrdinalIgnoreCase)).ToList();
        var change = ChangeFinder.In(series)?.FirstOrDefault(change => change.Number == part.Number.Value);
        LocalizableString?[] paragraphs =
        [
            .. verbs
                .DistinctBy(verb => verb.Meaning)
                .Select(verb => (LocalizableString)$"**{PlainMarkdown.Escape(verb.Word)}**: {verb.Meaning}"),
            change is null ? null : (LocalizableString)$"Here: {PlainMarkdown.Escape(TitleWriter.Write(series, [change]))}",
        ];
        var markdown = LocalizableString.Join("\n\n", paragraphs.OfType<LocalizableString>());
        return markdown.IsEmpty ? null : new(part.Verb.Span, markdown);
    }
}
