using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>
/// Puts blocks of Markdown where they are read as such: not into a fence or a comment that is still open, nor into what stands around.
/// </summary>
internal static class BlockEdits
{
    /// <summary>Puts <paramref name="block"/> at the end of <paramref name="document"/>, with a blank line in front.</summary>
    public static TextEdit Append(Document document, string block)
    {
        var (text, newLine) = (document.Text, document.Text.NewLine);
        var content = text.Content;
        var end =
            content.AsSpan().TrimEnd().TrimEnd('\uFEFF').Length == 0
                ? (content.StartsWith('\uFEFF') ? 1 : 0)
                : content.AsSpan().TrimEnd().Length;
        return new(new(end, text.Length), $"{(end > 1 || (end == 1 && content[0] != '\uFEFF') ? newLine + newLine : "")}{block}{newLine}");
    }

    /// <summary>True where <paramref name="edit"/> does what it is for: <paramref name="isThere"/> says it of the text after it.</summary>
    public static bool Takes(Series series, Document document, TextEdit edit, Func<Document, bool> isThere) =>
        isThere(DocumentParser.Parse(document.Path, document.Text.With([edit]), series.Folder, series.BaseConvention));
}
