using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>
/// The table or list of a series' documents that is made from them, for series in which nobody writes one by hand: between two comments of a file,
/// what stands around it belongs to its author.
/// </summary>
public static partial class SeriesIndex
{
    /// <summary>The comment with which it begins.</summary>
    public static string Begin { get; } = MarkedBlock.BeginOf("index");

    /// <summary>The index as the file at <paramref name="path"/> has it, from one comment to the other, with LF between the lines.</summary>
    public static string Of(Series series, string path)
    {
        var convention = series.Convention;
        var proposals = series
            .DocumentNumbers.Order()
            .SelectMany(series.PathsOf, (number, file) => (Number: number, Document: series.Find(file)))
            .Where(proposal => proposal.Document is not null && proposal.Number != convention.TemplateNumber)
            .ToList();
        var text = new StringBuilder($"{Begin}\n<!-- `bep index` writes these lines anew from the documents. -->\n\n");
        if (convention.IndexItem is { } item)
        {
            foreach (var (number, document) in proposals)
                text.Append(CultureInfo.InvariantCulture, $"{Item(convention, item, path, number, document!)}\n");
            return text.Append(CultureInfo.InvariantCulture, $"\n{MarkedBlock.End}").ToString();
        }

        // A column in which nothing would stand says nothing.
        var columns = new[] { FieldRole.Status, FieldRole.Created, FieldRole.Author }
            .Where(role => proposals.Exists(proposal => proposal.Document!.Facts[role] is not null))
            .ToList();
        Row(["Number", "Title", .. columns.Select(role => convention.NameOf(role)!)]);
        Row([.. Enumerable.Repeat("---", columns.Count + 2)]);
        foreach (var (number, document) in proposals)
            Row([
                $"[{convention.Format(number)}]({Destination.Write(Paths.Relative(Paths.Folder(path), document!.Path))})",
                RegistryEdits.Escape(convention.TitleOf(document.Path, document.Facts)),
                .. columns.Select(role => RegistryEdits.Escape(Value(document, role))),
            ]);
        return text.Append(CultureInfo.InvariantCulture, $"\n{MarkedBlock.End}").ToString();

        void Row(IEnumerable<string> cells) => text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
    }

    /// <summary>
    /// The change that brings the index in <paramref name="document"/> up to date; see <see cref="MarkedBlock.Write"/>. The first time it takes
    /// the place of a list of the documents that was written by hand, where it says all that the list says.
    /// </summary>
    public static Attempt<Change> WriteInto(Series series, Document document)
    {
        var content = Of(series, document.Path);
        var (block, unclear) = MarkedBlock.In(document, Begin);
        if (block is not null || unclear is not null)
            return MarkedBlock.Write(series, document, Begin, content);
        var (list, refusal) = HandKeptList.In(series, document);
        if (refusal is not null)
            return refusal;
        return list is null
            ? MarkedBlock.Write(series, document, Begin, content)
            : Change.Of(document.Path, new TextEdit(list.Span, content.ReplaceLineEndings(document.Text.NewLine)));
    }

    // What a document does not say is left out, with the signs that would stand between it and the rest.
    private static string Item(Convention convention, string item, string path, ProposalNumber number, Document document) =>
        Hole()
            .Replace(item, hole => hole.Value switch
                {
                    "{number}" => convention.Digitize(number),
                    "{link}" => Destination.Write(Paths.Relative(Paths.Folder(path), document.Path)),
                    "{title}" => Words(convention.TitleOf(document.Path, document.Facts)),
                    "{heading}" => Words(document.Facts.Title ?? convention.TitleOf(document.Path, document.Facts)),
                    "{status}" => Words(Value(document, FieldRole.Status)),
                    "{author}" => Words(Value(document, FieldRole.Author)),
                    _ => Words(Value(document, FieldRole.Created)),
                })
            .TrimEnd(' ', '-', '–', '—', ':', ',');

    // They may stand in the text of a link.
    private static string Words(string text) => Destination.LinkText(RegistryEdits.EscapeTags(text).ReplaceLineEndings(" ").Trim());

    // Links of a field lead from its own document.
    private static string Value(Document document, FieldRole role) =>
        role == FieldRole.Author ? Authors.NamesOf(document.Facts[role] ?? "") : document.Facts[role] ?? "";

    [GeneratedRegex("[{][a-z]+[}]")]
    private static partial Regex Hole();
}
