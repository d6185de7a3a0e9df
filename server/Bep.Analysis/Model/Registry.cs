using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>The table in which numbers are reserved.</summary>
public sealed class Registry(Table table, RegistryColumns columns, ImmutableArray<RegistryRow> rows)
{
    private ImmutableArray<RegistryRow>? _all;

    private ILookup<ProposalNumber, RegistryRow>? _byNumber;
    private ILookup<(string Path, ProposalNumber Number), RegistryRow>? _byTarget;
    private HashSet<string>? _targets;
    private (RegistryRow? Linked, RegistryRow? Numbered)? _last;

    /// <summary>The table as it is written.</summary>
    public Table Table => table;

    /// <summary>The rows below the delimiter row, in order, whatever they hold.</summary>
    public ImmutableArray<RegistryRow> Rows => rows;

    /// <summary>
    /// The last row that was meant to be one; null where there is none. A line without a pipe right below a table is its last row to
    /// GitHub, though its author meant it for text.
    /// </summary>
    public RegistryRow? LastRow => Rows.LastOrDefault(row => row.Cells.Length != 1);

    /// <summary>After which a row is added to the others: the end of the last one, or of the delimiter row.</summary>
    public int End => LastRow?.Line.End ?? Table.DelimiterRow.End;

    /// <summary>Where the table has the columns that mean something.</summary>
    public RegistryColumns Columns => columns;

    /// <summary>
    /// Further tables with the same columns, one for each status perhaps, and their rows. New rows go into the first one.
    /// </summary>
    public ImmutableArray<(Table Table, ImmutableArray<RegistryRow> Rows)> Others { get; init; } = [];

    /// <summary>The rows of all tables.</summary>
    public ImmutableArray<RegistryRow> AllRows => _all ??= Others.IsEmpty ? rows : [.. rows, .. Others.SelectMany(other => other.Rows)];

    /// <summary>The tables, each as a registry of its own.</summary>
    public IEnumerable<Registry> EachTable() => Others.Select(other => new Registry(other.Table, columns, other.Rows)).Prepend(this);

    /// <summary>The table that holds <paramref name="row"/>, as a registry of its own.</summary>
    public Registry TableOf(RegistryRow row) => EachTable().FirstOrDefault(one => one.Table.Span.Contains(row.Line)) ?? this;

    /// <summary>True where <paramref name="span"/> lies in one of the tables.</summary>
    public bool Contains(TextSpan span) => table.Span.Contains(span) || Others.Any(other => other.Table.Span.Contains(span));

    // Worked out on first use, then kept.
    private ILookup<ProposalNumber, RegistryRow> ByNumber =>
        _byNumber ??= AllRows.Where(row => row.Number is not null).ToLookup(row => row.Number!.Value);

    /// <summary>The rows with <paramref name="number"/>: none, one, or by mistake several.</summary>
    public IEnumerable<RegistryRow> RowsOf(ProposalNumber number) => ByNumber[number];

    /// <summary>The rows with <paramref name="number"/> that link the file at <paramref name="path"/>.</summary>
    public IEnumerable<RegistryRow> RowsOf(ProposalNumber number, string path) =>
        (
            _byTarget ??= AllRows
                .Where(row => row is { Number: not null, Link.Path: not null })
                .ToLookup(row => (row.Link!.Path!, row.Number!.Value))
        )[(path, number)];

    /// <summary>
    /// The last row that has a link, and the last one that has a number: how rows are written here. Null where there is none.
    /// </summary>
    public (RegistryRow? Linked, RegistryRow? Numbered) Last =>
        _last ??= (Rows.LastOrDefault(row => row.Link is not null), Rows.LastOrDefault(row => row.Number is not null));

    /// <summary>True where something in the table, whatever row it is in, links the file at <paramref name="path"/>.</summary>
    /// <param name="document">The registry's file.</param>
    /// <param name="path">The file, relative to the root.</param>
    public bool HasLinkTo(Document document, string path) =>
        (
            _targets ??= document
                .Links.Where(link => link.Path is not null && Contains(link.Span))
                .Select(link => link.Path!)
                .ToHashSet(StringComparer.Ordinal)
        ).Contains(path);

    /// <summary>The row, of whatever table, in which <paramref name="span"/> lies; null where it lies in none.</summary>
    public RegistryRow? RowAround(TextSpan span) =>
        RowAround(Rows, span) ?? Others.Select(other => RowAround(other.Rows, span)).FirstOrDefault(row => row is not null);

    private static RegistryRow? RowAround(ImmutableArray<RegistryRow> rows, TextSpan span) =>
        Spans.LastUpTo(rows, span.Start, row => row.Line) is >= 0 and var i && rows[i].Line.Contains(span) ? rows[i] : null;
}

/// <summary>What a column of the registry is for.</summary>
public enum ColumnRole
{
    /// <summary>The proposals' numbers.</summary>
    Number,

    /// <summary>Their titles.</summary>
    Title,

    /// <summary>Their authors.</summary>
    Author,

    /// <summary>Their statuses.</summary>
    Status,
}

/// <summary>Where a table has the columns that mean something, from 0; −1 for one that it does not have.</summary>
public readonly record struct RegistryColumns(int Number, int Title, int Author, int Status)
{
    /// <summary>What the column at <paramref name="index"/> is for; null for one that is for readers alone.</summary>
    public ColumnRole? RoleAt(int index) =>
        index < 0 ? null
        : index == Number ? ColumnRole.Number
        : index == Title ? ColumnRole.Title
        : index == Author ? ColumnRole.Author
        : index == Status ? ColumnRole.Status
        : null;
}

/// <summary>What a row of the registry is for.</summary>
public enum RowKind
{
    /// <summary>A proposal, or a number reserved for one.</summary>
    Proposal,

    /// <summary>The place for the next number.</summary>
    Next,

    /// <summary>A number that is left out on purpose.</summary>
    Skipped,

    /// <summary>A line that git wrote into a conflicting merge.</summary>
    ConflictMarker,

    /// <summary>None of these: too few or too many cells, or something else in place of the number.</summary>
    Malformed,
}

/// <summary>A row of the registry.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Line">Its line, without the line end.</param>
/// <param name="Content">The row, without what a list or quotation around the table puts in front of it.</param>
/// <param name="Cells">Its cells, as many as it has.</param>
/// <param name="Number">The number; null where the row has none.</param>
/// <param name="NumberCell">The number's cell, its text without the link's marks; null where the row has none. Likewise the others.</param>
/// <param name="Link">The link in the number's cell, else the row's first one; null where there is none.</param>
/// <param name="Title">The title's cell.</param>
/// <param name="Author">The authors' cell.</param>
/// <param name="Status">The status' cell.</param>
public sealed record RegistryRow(
    RowKind Kind,
    TextSpan Line,
    TextSpan Content,
    ImmutableArray<Cell> Cells,
    ProposalNumber? Number,
    Cell? NumberCell,
    Link? Link,
    Cell? Title,
    Cell? Author,
    Cell? Status
);

/// <summary>A row as other documents see it: without places.</summary>
public sealed record RowFacts(RowKind Kind, ProposalNumber? Number, string? Target, string? Title, string? Author, string? Status);
