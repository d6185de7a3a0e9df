using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Features;

/// <summary>
/// What a proposal is called wherever one reads of it. What is checked and what is edited is what its document says, and its row.
/// </summary>
internal static class Titles
{
    /// <summary>The title of <paramref name="number"/>; empty where no row and no document has it.</summary>
    public static string Of(Series series, ProposalNumber number) =>
        series.PathOf(number) is { } path ? Of(series, path, number) : series.RowsOf(number).FirstOrDefault()?.Title?.Bare ?? "";

    /// <summary>
    /// The title of the document at <paramref name="path"/>; its row's where it has not been read, or says no more than the template does,
    /// and without a row its file's name.
    /// </summary>
    public static string Of(Series series, string path) =>
        Of(series, path, DocumentParser.Classify(path, series.Folder, series.BaseConvention).Number);

    /// <summary>Likewise, where it is known that the file has <paramref name="number"/>, or none.</summary>
    public static string Of(Series series, string path, ProposalNumber? number)
    {
        var facts = series.Find(path)?.Facts;
        if (facts?.Title == series.SampleTitle)
            facts = null;
        return facts?.Title is { Length: > 0 } || RowOf()?.Title is not { Text.Length: > 0, Bare: not "-" } title
            ? series.Convention.TitleOf(path, facts)
            : title.Bare;

        RegistryRow? RowOf() => number is { } known ? Rows.Of(series, path, known) : null;
    }
}
