using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>
/// A part of a file that the tools write, between two comments that stand alone in their lines; what stands around it belongs to its author.
/// </summary>
/// <param name="Span">From the first comment to the last.</param>
public sealed partial record MarkedBlock(TextSpan Span)
{
    /// <summary>The comment with which each ends.</summary>
    public const string End = "<!-- bep:end -->";

    /// <summary>The comment with which the one called <paramref name="name"/> begins.</summary>
    public static string BeginOf(string name) => $"<!-- bep:begin {name} -->";

    /// <summary>
    /// Where <paramref name="document"/> has the block that begins with <paramref name="begin"/>; nothing where it has none. Where the comments
    /// do not go together it says so, because it is not certain what lies between them. Those that a code block shows, or a comment hides, are
    /// none.
    /// </summary>
    public static Attempt<MarkedBlock> In(Document document, string begin)
    {
        var (text, quiet) = (document.Text, new Spans(document.Quiet));
        MarkedBlock? found = null;
        int? open = null;
        var isOurs = false;
        foreach (var mark in Marks().Matches(text.Content).Cast<Match>())
        {
            var line = text.LineAt(mark.Index) + 1;
            // What began in an earlier line and is still open.
            if (line > 1 && quiet.AnyAround(new(text.LineSpan(line - 1).Start - 1, mark.Index + mark.Length)))
                continue;
            var isEnd = mark.Value == End;
            if (isEnd == open is null)
                return isEnd
                    ? (LocalizableString)$"The `bep:end` in line {line} has no `bep:begin` before it."
                    : $"The `bep:begin` in line {text.LineAt(open!.Value) + 1} has no `bep:end` after it.";
            if (!isEnd)
            {
                open = mark.Index;
                isOurs = mark.Value == begin;
                if (isOurs && found is not null)
                    return (LocalizableString)$"The `bep:begin` in line {line} is the second one for this series.";
                continue;
            }

            if (isOurs)
                found = new(new TextSpan(open!.Value, mark.Index + mark.Length));
            open = null;
        }

        if (open is { } last)
            return (LocalizableString)$"The `bep:begin` in line {text.LineAt(last) + 1} has no `bep:end` after it.";
        return found is null ? default(Attempt<MarkedBlock>) : found;
    }

    /// <summary>
    /// The change that makes the block in <paramref name="document"/> that begins with <paramref name="begin"/> say
    /// <paramref name="content"/>, which has both comments, or puts it at the end where there is none. Nothing where there is nothing to
    /// change.
    /// </summary>
    public static Attempt<Change> Write(Series series, Document document, string begin, string content)
    {
        var (block, refusal) = In(document, begin);
        if (refusal is not null)
            return refusal;
        content = content.ReplaceLineEndings(document.Text.NewLine);
        if (block is null)
        {
            var edit = BlockEdits.Append(document, content);
            return BlockEdits.Takes(series, document, edit, after => In(after, begin).Value is not null)
                ? Change.Of(document.Path, edit)
                : (Attempt<Change>)(LocalizableString)$"The file ends in a code block or a comment that is not closed; close it first.";
        }

        return document.Text.Slice(block.Span) == content
            ? default(Attempt<Change>)
            : Change.Of(document.Path, new TextEdit(block.Span, content));
    }

    [GeneratedRegex(@"(?<=^[ \t]*)<!-- bep:(?:begin [^\r\n]*?|end) -->(?=[ \t]*\r?$)", RegexOptions.Multiline)]
    private static partial Regex Marks();
}
