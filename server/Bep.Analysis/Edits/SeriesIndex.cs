using System.Globalization;
using System.Text;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Edits;

/// <summary>
/// The table of a series' documents that is made from them, for series in which nobody writes one by hand: between two comments of a file,
/// what stands around it belongs to its author.
/// </summary>
public static class SeriesIndex
{
    /// <summary>The comment with which it begins.</summary>
    public static string Begin { get; } = MarkedBlock.BeginOf("index");

    /// <summary>The index as the file at <paramref name="path"/> has it, from one comment to the other, with LF between the lines.</summary>
    public static string Of(Series series, string path)
    {
        var convention = series.Convention;
        var proposals = series
            .DocumentNumbers.SelectMany(series.PathsOf, (number, file) => (Number: number, Document: series.Find(file)))
            .Where(proposal => proposal.Document is not null && proposal.Number != convention.TemplateNumber)
            .ToList();
        // A column in which nothing would stand says nothing.
        var columns = new[] { FieldRole.Status, FieldRole.Created, FieldRole.Author }
            .Where(role => proposals.Exists(proposal => proposal.Document!.Facts[role] is not null))
            .ToList();
        var text = new StringBuilder($"{Begin}\n<!-- `bep index` writes these lines anew from the documents. -->\n\n");
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

    /// <summary>The change that brings the index in <paramref name="document"/> up to date; see <see cref="MarkedBlock.Write"/>.</summary>
    public static Attempt<Change> WriteInto(Series series, Document document) =>
        MarkedBlock.Write(document, Begin, Of(series, document.Path));

    // Links of a field lead from its own document.
    private static string Value(Document document, FieldRole role) =>
        role == FieldRole.Author ? Authors.NamesOf(document.Facts[role] ?? "") : document.Facts[role] ?? "";
}
