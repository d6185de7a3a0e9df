using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>What a <see cref="CompletionItem"/> puts in.</summary>
public enum CompletionKind
{
    /// <summary>A mention of a proposal.</summary>
    Proposal,

    /// <summary>A file, as the target of a link.</summary>
    File,

    /// <summary>A place in a document, as the target of a link.</summary>
    Heading,

    /// <summary>A field of the front matter.</summary>
    Field,

    /// <summary>A value of a field or of a cell.</summary>
    Value,
}

/// <summary>Something that can be put in at the cursor.</summary>
/// <param name="Label">What is read in the list.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Edit">Replaces what has been typed of it; on the cursor's line.</param>
/// <param name="FilterText">What further typing is compared with; begins like the text that is replaced.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, TextEdit Edit, string FilterText)
{
    /// <summary>Items are shown in the order of these.</summary>
    public string SortKey { get; init; } = "";

    /// <summary>What is read beside the label; empty for nothing.</summary>
    public LocalizableString Detail { get; init; } = $"";

    /// <summary>More about it, as Markdown; null for nothing, or where it is asked for by <see cref="Number"/>.</summary>
    public LocalizableString? Documentation { get; init; }

    /// <summary>The proposal whose card is shown beside the list; see <see cref="Completion.Card"/>.</summary>
    public ProposalNumber? Number { get; init; }

    /// <summary>Characters that take the item when they are typed, and then stand after it.</summary>
    public string CommitCharacters { get; init; } = "";

    /// <summary>
    /// The new text with tab stops, in the snippet syntax of LSP 3.17, for editors that have them; null where it has none.
    /// </summary>
    public string? Snippet { get; init; }
}

/// <summary>What can be put in at the cursor.</summary>
/// <param name="Items">The best, the first one first.</param>
/// <param name="IsIncomplete">True where there is more than that: further typing asks again.</param>
public sealed record Completion(ImmutableArray<CompletionItem> Items, bool IsIncomplete)
{
    /// <summary>How many items an answer has at most.</summary>
    public const int Limit = 100;

    /// <summary>Nothing.</summary>
    public static Completion None { get; } = new([], IsIncomplete: false);

    /// <summary>What can be put in at <paramref name="offset"/> of <paramref name="document"/>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="offset">The cursor.</param>
    /// <param name="editorReadsMarkdown">
    /// True where the editor itself completes files and headings in the targets of links; proposals, which it knows only as files, remain.
    /// </param>
    /// <param name="replacesTyped">
    /// True where an item may write something else than what was typed goes on with: a link in place of a number.
    /// </param>
    public static Completion At(Series series, Document document, int offset, bool editorReadsMarkdown, bool replacesTyped = true)
    {
        var completion = Find(series, document, offset, editorReadsMarkdown, replacesTyped);
        // A series may name a status or an author with blanks alone: an item that cannot be read, found or put in is left out.
        return completion with
        {
            Items = completion.Items.RemoveAll(item =>
                string.IsNullOrWhiteSpace(item.Label) || string.IsNullOrEmpty(item.FilterText) || item.Edit.NewText.Length == 0
            ),
        };
    }

    private static Completion Find(Series series, Document document, int offset, bool editorReadsMarkdown, bool replacesTyped)
    {
        offset = Math.Clamp(offset, 0, document.Text.Length);
        if (document.Kind == DocumentKind.Configuration)
            return ConfigurationCompletion.At(document, offset);
        if (document.Kind == DocumentKind.Message)
            return MessageCompletion.At(series, document, offset);
        if (TemplateCompletion.At(series, document, offset) is { } template)
            return template;
        if (FrontMatterCompletion.Covers(document, offset))
            return MentionCompletion.At(series, document, offset, replacesTyped) ?? FrontMatterCompletion.At(series, document, offset);
        if (SuppressionCompletion.At(series, document, offset) is { } suppression)
            return suppression;
        if (document.Quiet.Any(span => span.Start < offset && offset <= span.End))
            return None;
        return LinkCompletion.At(series, document, offset, editorReadsMarkdown, replacesTyped)
            ?? LinkTextCompletion.At(series, document, offset, replacesTyped)
            ?? MentionCompletion.At(series, document, offset, replacesTyped)
            ?? RegistryCompletion.At(series, document, offset)
            ?? SectionCompletion.At(series, document, offset)
            ?? None;
    }

    /// <summary>
    /// True where a blank that is typed at the end of what stands before <paramref name="offset"/> begins something to complete, as the value
    /// of a field; between the words of a text it does not.
    /// </summary>
    public static bool BeginsWithBlank(Document document, int offset) => FrontMatterCompletion.Covers(document, offset);

    /// <summary>What is shown beside the item of <paramref name="number"/>, as Markdown; null where nothing is known of it.</summary>
    public static LocalizableString? Card(Series series, ProposalNumber number) => ProposalCard.Write(series, number);

    /// <summary>A proposal that only branches have: its label says which. There is no file here to link.</summary>
    internal static CompletionItem InFlight(Series series, ProposalInFlight proposal, TextEdit edit, string filter) =>
        new(
            $"{series.Convention.Format(proposal.Entry.Number!.Value)} {proposal.Entry.Title} · {proposal.Branches[0].Name}",
            CompletionKind.Proposal,
            edit,
            filter
        )
        {
            Detail = LocalizableString.Of(proposal.Entry.Status),
            Number = proposal.Entry.Number,
        };

    /// <summary>The first of <paramref name="items"/>, in this order.</summary>
    internal static Completion Of(IEnumerable<CompletionItem> items)
    {
        var first = items.Take(Limit + 1).Select((item, i) => item with { SortKey = $"{i:D3}" }).ToImmutableArray();
        return first.Length > Limit ? new(first[..Limit], IsIncomplete: true) : new(first, IsIncomplete: false);
    }
}
