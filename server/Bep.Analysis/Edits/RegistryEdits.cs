using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Edits of the registry table, in its own order of columns.</summary>
internal static partial class RegistryEdits
{
    /// <summary>
    /// Puts a row for the document at <paramref name="path"/>, filled from what it says of itself, into the registry: into the table for its
    /// status, where there are several.
    /// </summary>
    public static TextEdit Insert(Series series, Registry registry, ProposalNumber number, string path, DocumentFacts? facts) =>
        Insert(
            series.RegistryDocument,
            TableFor(series, registry, StatusFor(series, facts)),
            number,
            RowFor(series, registry, number, path, facts)
        );

    /// <summary>
    /// The table that a new row with <paramref name="status"/> is for. One for the first status goes where the next number is said to go.
    /// </summary>
    public static Registry TableFor(Series series, Registry registry, string status) =>
        status == series.Convention.FirstStatus && registry.Rows.Any(row => row.Kind == RowKind.Next)
            ? registry
            : StatusTables.Of(series, status) ?? registry;

    private static string StatusFor(Series series, DocumentFacts? facts) =>
        facts?[FieldRole.Status] is { } status && series.Convention.Knows(status) ? status : series.Convention.FirstStatus;

    /// <summary>A row for the document at <paramref name="path"/>, filled from what it says of itself.</summary>
    public static string RowFor(Series series, Registry registry, ProposalNumber number, string path, DocumentFacts? facts) =>
        Row(
            registry,
            series.Convention,
            number,
            series.Convention.TitleOf(path, facts),
            Authors.NamesOf(facts?[FieldRole.Author]),
            StatusFor(series, facts),
            TargetOf(series, registry, path)
        );

    /// <summary>A row with these cells; columns that the convention does not know stay empty.</summary>
    /// <param name="registry">The table that the row is for.</param>
    /// <param name="convention">How numbers are written.</param>
    /// <param name="number">The number.</param>
    /// <param name="title">The title, as text.</param>
    /// <param name="authors">The authors' names, or <c>-</c>.</param>
    /// <param name="status">The status.</param>
    /// <param name="target">What the number links, relative to the registry's file; null for no link.</param>
    public static string Row(
        Registry registry,
        Convention convention,
        ProposalNumber number,
        string title,
        string authors,
        string status,
        string? target
    )
    {
        var digits = NumberIn(registry, convention, number);
        var cells = registry.Table.Header.Select(
            (_, i) =>
                registry.Columns.RoleAt(i) switch
                {
                    ColumnRole.Number => target is null ? digits : $"[{digits}]({Destination.Write(target)})",
                    ColumnRole.Title => Escape(title),
                    ColumnRole.Author => Escape(authors),
                    ColumnRole.Status => status,
                    _ => "",
                }
        );
        return $"| {string.Join(" | ", cells)} |";
    }

    /// <summary>How a row of <paramref name="registry"/> links the document at <paramref name="path"/>, as the rows above do.</summary>
    public static string TargetOf(Series series, Registry registry, string path)
    {
        var target = Paths.Relative(Paths.Folder(series.RegistryPath), path);
        return registry.Last.Linked?.Link!.Url.StartsWith("./", StringComparison.Ordinal) == true ? "./" + target : target;
    }

    // As the row above writes it: `1055`, `BEP-1055`, `#55`; without zeros where it has none.
    private static string NumberIn(Registry registry, Convention convention, ProposalNumber number)
    {
        var written = registry.Last.Numbered?.NumberCell?.Bare ?? "";
        var start = written.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1;
        return start == written.Length ? convention.Digitize(number) : written[..start] + Digits(convention, number, written.AsSpan(start));
    }

    /// <summary>
    /// <paramref name="number"/> with zeros in front or without, as <paramref name="model"/> is written, another one: <c>0055</c>,
    /// <c>55</c>.
    /// </summary>
    public static string Digits(Convention convention, ProposalNumber number, ReadOnlySpan<char> model) =>
        model.StartsWith('0') ? number.Value.ToString().PadLeft(Math.Min(model.Length, convention.MostDigits), '0')
        : model.Length >= convention.Digits ? convention.Digitize(number)
        : number.Value.ToString();

    /// <summary>The row that says where the next number goes.</summary>
    public static string NextRow(Registry registry, Convention convention)
    {
        var cells = registry.Table.Header.Select(
            (_, i) =>
                registry.Columns.RoleAt(i) switch
                {
                    ColumnRole.Number => $" {convention.NextMarker ?? ""} ",
                    ColumnRole.Title => $" {convention.NextTitle} ",
                    _ => " ",
                }
        );
        return $"|{string.Join("|", cells)}|";
    }

    /// <summary>The row that says that <paramref name="number"/> is left out on purpose.</summary>
    public static string SkippedRow(Registry registry, Convention convention, ProposalNumber number)
    {
        var cells = registry.Table.Header.Select(
            (_, i) =>
                registry.Columns.RoleAt(i) switch
                {
                    ColumnRole.Number => $" {NumberIn(registry, convention, number)} ",
                    ColumnRole.Title => $" {convention.SkippedTitle} ",
                    _ => " ",
                }
        );
        return $"|{string.Join("|", cells)}|";
    }

    /// <summary>
    /// Puts <paramref name="row"/> in front of the first row with a higher number, else in front of the next row or after the last one.
    /// </summary>
    public static TextEdit Insert(Document document, Registry registry, ProposalNumber number, string row)
    {
        var follower = registry.Rows.FirstOrDefault(other => other.Number?.Value > number.Value || other.Kind == RowKind.Next);
        return follower is not null
            ? TextEdit.Insert(follower.Line.Start, registry.Table.Lead + row + document.Text.NewLine)
            : Append(document, registry, row);
    }

    /// <summary>Puts <paramref name="row"/> after all the others.</summary>
    public static TextEdit Append(Document document, Registry registry, string row) =>
        TextEdit.Insert(registry.End, document.Text.NewLine + registry.Table.Lead + row);

    /// <summary>Takes <paramref name="row"/> out, with its line end; at the end of a text without one, with the one before.</summary>
    public static Change Remove(Document document, RegistryRow row) => Change.Of(document.Path, Removal(document, row));

    /// <summary>Takes the line of <paramref name="row"/> out; see <see cref="Remove"/>.</summary>
    public static TextEdit Removal(Document document, RegistryRow row)
    {
        var line = document.Text.LineAt(row.Line.Start);
        var span = document.Text.FullLineSpan(line);
        if (span.End == row.Line.End && line > 0)
            span = span with { Start = document.Text.LineSpan(line - 1).End };
        return TextEdit.Delete(span);
    }

    /// <summary>Makes the number of <paramref name="row"/> a link to <paramref name="path"/>, or changes where its link leads.</summary>
    public static Fix Link(Document document, Series series, RegistryRow row, string path, bool isSafe)
    {
        var target = Destination.Write(Paths.Relative(Paths.Folder(document.Path), path));
        var edit = row.Link is { } link
            ? new TextEdit(link.PathSpan, target)
            : new TextEdit(row.NumberCell!.Span, $"[{document.Text.Slice(row.NumberCell.Span)}]({target})");
        return new($"Link the row to {Paths.Name(path)}", Change.Of(document.Path, edit), isSafe) { Uncovers = ["broken-anchor"] };
    }

    /// <summary>
    /// Gives <paramref name="row"/> the number <paramref name="number"/> and moves it to its place; its link is left out.
    /// </summary>
    public static Change Renumber(Document document, Series series, RegistryRow row, ProposalNumber number)
    {
        var text = document.Text.Slice(row.Line);
        var cell = row.NumberCell!.Span.Shifted(-row.Line.Start);
        return Move(
            document,
            row,
            number,
            string.Concat(text.AsSpan(0, cell.Start), NumberIn(document.Registry!, series.Convention, number), text.AsSpan(cell.End))
        );
    }

    /// <summary>
    /// Puts <paramref name="line"/>, a line with all that is in front of a row, in place of <paramref name="row"/>, where
    /// <paramref name="number"/> belongs.
    /// </summary>
    public static Change Move(Document document, RegistryRow row, ProposalNumber number, string line)
    {
        var registry = document.Registry!.TableOf(row);
        var at = registry.Rows.IndexOf(row);
        var isInPlace =
            registry.Rows.Take(at).All(other => other.Number is not { } earlier || earlier.Value < number.Value)
            && registry.Rows.Skip(at + 1).All(other => other.Number is not { } later || later.Value > number.Value);
        var (removal, insertion) = (
            Removal(document, row),
            Insert(document, registry, number, line[(row.Content.Start - row.Line.Start)..])
        );
        // Where only lines without cells follow the row, its place is its own.
        return isInPlace || (removal.Span.Start < insertion.Span.Start && insertion.Span.Start < removal.Span.End)
            ? Change.Of(document.Path, new TextEdit(row.Line, line))
            : Change.Of(document.Path, removal, insertion);
    }

    /// <summary>
    /// Puts <paramref name="title"/>, as text, in place of the title at <paramref name="place"/>, which may be all of a cell or the text of
    /// a link in it.
    /// </summary>
    public static TextEdit SetTitle(Document document, TextSpan place, string title)
    {
        var content = document.Text.Content;
        var isLink = place.Start > 0 && content[place.Start - 1] == '[' && content.AsSpan(place.End).StartsWith("](");
        return isLink ? new(place, Escape(Destination.LinkText(title))) : SetCell(new("", place), title);
    }

    /// <summary>Gives <paramref name="cell"/> another text.</summary>
    public static TextEdit SetCell(Cell cell, string text) => new(cell.Span, cell.Span.IsEmpty ? Escape(text) + " " : Escape(text));

    /// <summary>
    /// The status that <paramref name="row"/> states and where, remarks around it aside: the first one that the lifecycle has and that is
    /// not struck out, else all of the cell. Null where the cell is empty or a dash.
    /// </summary>
    public static Located<string>? StatusOf(Convention convention, RegistryRow row)
    {
        if (row.Status is not { Bare: { Length: > 0 } bare and not Authors.Nobody } cell)
            return null;
        var text = StruckOut().Replace(cell.Text, struck => new string(' ', struck.Length));
        var first = convention
            .Statuses.Select(status => (status.Name, At: IndexOfWord(text, status.Name)))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At)
            .ThenByDescending(found => found.Name.Length)
            .FirstOrDefault();

        // An escaped pipe is shorter in the text than in its place.
        if (first.Name is null || cell.Text.Length != cell.Span.Length)
            return new(bare, cell.Span);
        var start = cell.Span.Start + first.At;
        return new(first.Name, new(start, start + first.Name.Length));
    }

    /// <summary>Where <paramref name="word"/> stands in <paramref name="text"/>, as a word; −1 where it does not.</summary>
    public static int IndexOfWord(string text, string word, StringComparison comparison = StringComparison.Ordinal)
    {
        if (word.Length == 0)
            return -1;
        for (var at = text.IndexOf(word, comparison); at >= 0; at = text.IndexOf(word, at + 1, comparison))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return at;
        }

        return -1;
    }

    /// <summary><paramref name="text"/> as a cell holds it, in which a pipe would begin another one.</summary>
    public static string Escape(string text) =>
        EscapeTags(text).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();

    /// <summary>
    /// <paramref name="text"/> as prose that shows <c>List&lt;T&gt;</c>, which Markdown takes for a tag. Code shows it anyway.
    /// </summary>
    public static string EscapeTags(string text) => CodeOrTag().Replace(text, found => found.Value == "<" ? "\\<" : found.Value);

    /// <summary>What <see cref="EscapeTags"/> was given.</summary>
    public static string WithoutEscapes(string cell) => cell.Replace("\\<", "<", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<!`)(?<ticks>`+)(?!`).*?(?<!`)\k<ticks>(?!`)|(?<!\\)<(?=[A-Za-z/!?])")]
    private static partial Regex CodeOrTag();

    [GeneratedRegex("~~.*?~~")]
    private static partial Regex StruckOut();
}
