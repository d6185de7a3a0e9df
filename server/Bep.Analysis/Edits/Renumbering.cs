using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>Gives a proposal another number, everywhere.</summary>
public static partial class Renumbering
{
    /// <summary>
    /// The change that makes <paramref name="document"/> the proposal <paramref name="number"/>: its file, its supporting directory and the
    /// files there that bear its number, its row, its own mentions of itself, and all that leads to it. Of a number that another row or
    /// document has too, only what is certainly meant for this one changes: links to it; and it gets a row if it had none of its own.
    /// </summary>
    public static Change Of(Series series, Document document, ProposalNumber number) => Of(series, document, number, null, []);

    /// <summary>The same with another file name too, and together with other moves.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">The proposal.</param>
    /// <param name="number">Its new number.</param>
    /// <param name="newPath">Where its file goes; where null, to the name that differs in nothing but the number.</param>
    /// <param name="others">Moves that somebody makes with it.</param>
    internal static Change Of(Series series, Document document, ProposalNumber number, string? newPath, ImmutableArray<Move> others)
    {
        var old = document.Number ?? throw new ArgumentException($"{document.Path} has no number.", nameof(document));
        var row = Rows.Of(series, document.Path, old);
        newPath ??= Paths.Join(
            series.Folder,
            Renamed(series.Convention, document.Path[(series.Folder.Length == 0 ? 0 : series.Folder.Length + 1)..], old, number)
        );
        return Of(series, old, document, row, number, newPath, others);
    }

    /// <summary>
    /// The change that makes <paramref name="row"/>, which reserves a number ahead of its document, the row of <paramref name="number"/>.
    /// </summary>
    public static Change Of(Series series, RegistryRow row, ProposalNumber number) =>
        Of(series, row.Number!.Value, null, row, number, "", []);

    /// <summary>Why <paramref name="old"/> cannot become <paramref name="number"/>, in a sentence; null where it can.</summary>
    public static LocalizableString? Refuse(Series series, ProposalNumber old, ProposalNumber number)
    {
        var (convention, name) = (series.Convention, series.Convention.Format(number));
        if (number == old)
            return null;
        if (!series.IsComplete)
            return $"The proposals are still being read; try again in a moment.";
        if (IsInMerge(series.RegistryDocument.Text.Content))
            return $"{series.RegistryPath} has a merge conflict in its table; resolve it first.";
        if (number == convention.TemplateNumber)
            return $"{name} is the template's number.";
        if (convention.ExampleNumbers.Contains(number))
            return $"{name} is a number that documents give as an example.";
        if ((series.PathOf(number) ?? series.InOtherMarkup(number)) is { } path)
            return $"{name} is taken: {path} has it.";
        if (series.RowsOf(number).FirstOrDefault() is { } row)
            return row.Kind == RowKind.Skipped
                ? (LocalizableString)$"{name} is left out on purpose in {series.RegistryPath}."
                : $"{name} is taken: {series.RegistryPath} reserves it for “{row.Title?.Bare}”.";
        return null;
    }

    private static bool IsInMerge(string content) =>
        content.StartsWith("<<<<<<< ", StringComparison.Ordinal) || content.Contains("\n<<<<<<< ", StringComparison.Ordinal);

    private static Change Of(
        Series series,
        ProposalNumber old,
        Document? document,
        RegistryRow? row,
        ProposalNumber number,
        string newPath,
        ImmutableArray<Move> others
    )
    {
        var convention = series.Convention;
        var isShared = series.PathsOf(old).Any(path => path != document?.Path) || series.RowsOf(old).Any(other => other != row);
        var directories = DirectoriesOf(series, document, old, number, isShared)
            .Where(directory => !others.Any(other => other.From == directory.From))
            .ToImmutableArray();
        var files = directories.SelectMany(directory => NumberedFilesIn(series, directory, old, number)).ToImmutableArray();
        var moves = directories.AddRange(files);
        // What lies in a folder of its own goes with it.
        if (document is not null && !directories.Any(directory => Paths.IsBelow(directory.From, document.Path)))
            moves = moves.Add(new(document.Path, newPath));

        var edits = new FileEdits();
        Moving.Follow(series, moves.AddRange(others), edits);
        AddMentions(series, old, document, directories, isShared, number, edits);
        if (document?.WrittenField(FieldRole.Number) is { IsEmpty: false } field)
            AddDigits(document, field.Value.Span, number, convention, edits);
        Anchors.Follow(series, edits);
        if (series.Registry is { } registry)
        {
            if (row is not null)
                MoveRow(series, row, number, edits);
            else if (isShared && document is not null)
                AddRow(series, registry, document, newPath, number, edits);
        }

        return new([
            .. edits.ToChanges(),
            .. moves
                .Where(move => !files.Contains(move))
                .OrderBy(move => move.From, StringComparer.Ordinal)
                .Select(move => new FileChange.Rename(move.From, move.To)),
            .. files.Select(file => new FileChange.Rename(Paths.Join(Paths.Folder(file.To), Paths.Name(file.From)), file.To)),
        ]);
    }

    // Only digits are written, so that every form of a mention stays its author's.
    private static void AddMentions(
        Series series,
        ProposalNumber old,
        Document? document,
        ImmutableArray<Move> directories,
        bool isShared,
        ProposalNumber number,
        FileEdits edits
    )
    {
        var inside = directories.IsEmpty ? [] : series.Documents.Keys.Where(IsInside);
        foreach (var path in series.ReferrersOf(old).Concat(inside).Append(document?.Path).ToHashSet())
        {
            if (series.Find(path) is not { } referrer)
                continue;
            var isOwn = path == document?.Path || IsInside(path!);
            var texts =
                isOwn || !isShared ? null : new Spans(referrer.Links.Where(link => IsMeant(link.Path)).Select(link => link.TextSpan));
            foreach (var reference in referrer.References.Where(reference => reference.Number == old))
            {
                if ((texts is null || texts.AnyAround(reference.Span)) && !IsSample(series, referrer, reference))
                    AddDigits(referrer, reference.Span, number, series.Convention, edits);
            }

            foreach (var value in referrer.Context.SelectMany(entry => entry.Values).Where(value => value.Number == old))
            {
                if (isOwn || !isShared)
                    AddDigits(referrer, value.NumberSpan, number, series.Convention, edits);
            }
        }

        if (document is not null)
        {
            AddBareTexts(series, old, document, directories, number, edits);
            if (MentionText.BareNumberInTitle(series, document) is { } title && int.Parse(document.Text.Slice(title)) == old.Value)
                AddDigits(document, title, number, series.Convention, edits);
        }

        bool IsInside(string path) => directories.Any(directory => Paths.IsBelow(directory.From, path));

        bool IsMeant(string? target) =>
            target is not null && (target == document?.Path || directories.Any(directory => target == directory.From) || IsInside(target));
    }

    // What a template has for a value, or with a link that leads nowhere, is an example: `superseded by [ADR-0005](0005-example.md)`.
    private static bool IsSample(Series series, Document document, Reference reference) =>
        document.Kind == DocumentKind.Template
        && (
            reference.Link is { Path: { } path } && !series.Exists(path)
            || document.FrontMatter?.Fields.Any(field => field.Line.Contains(reference.Span)) == true
        );

    // `[1001](BEP-1001-quiet-hours.md)`, `[1001. Quiet Hours](BEP-1001-quiet-hours.md)`, `<a href="BEP-1001-quiet-hours.md">1001</a>`, `[1001][hours]`
    private static void AddBareTexts(
        Series series,
        ProposalNumber old,
        Document document,
        ImmutableArray<Move> directories,
        ProposalNumber number,
        FileEdits edits
    )
    {
        // Whoever links there has an edit by now.
        foreach (var referrer in edits.Paths.Append(document.Path).ToHashSet().Select(series.Find).OfType<Document>())
        {
            var links = referrer
                .Links.Where(link => (link.Path ?? WebAddress.Of(series, link)?.Path) is { } target && IsOwn(target))
                .ToLookup(link => link.Kind == LinkKind.Definition);
            foreach (var text in BareLabels(referrer, [.. links[true]], old, number))
                AddDigits(referrer, text, number, series.Convention, edits);
            foreach (var link in links[false])
            {
                var text =
                    link.Kind == LinkKind.Html && ElementText().Match(referrer.Text.Content, link.Span.End) is { Success: true } inner
                        ? new(inner.Index, inner.Index + inner.Length)
                        : link.TextSpan;
                if (IsBare(referrer.Text.Slice(text), old))
                    AddDigits(referrer, text, number, series.Convention, edits);
                else if (NumberInFront().Match(referrer.Text.Slice(text)) is { Success: true } front && int.Parse(front.Value) == old.Value)
                    AddDigits(
                        referrer,
                        new(text.Start + front.Index, text.Start + front.Index + front.Length),
                        number,
                        series.Convention,
                        edits
                    );
            }
        }

        bool IsOwn(string target) =>
            Paths.Comparer.Equals(target, document.Path)
            || directories.Any(directory => target == directory.From || Paths.IsBelow(directory.From, target));
    }

    // The bare numbers in links that name one of these definitions, and as labels, if the new number is none yet.
    private static HashSet<TextSpan> BareLabels(
        Document referrer,
        ImmutableArray<Link> definitions,
        ProposalNumber old,
        ProposalNumber number
    )
    {
        if (definitions.IsEmpty)
            return [];
        var content = referrer.Text.Content;
        var labels = definitions.Select(Label).ToHashSet();
        var isFree = referrer.Links.Where(link => link.Kind == LinkKind.Definition).All(link => !IsBare(Label(link), number));
        var quiet = new Spans(referrer.Quiet);
        var found = new HashSet<TextSpan>();
        TextSpan? before = null;
        foreach (var span in LinkLabels.In(content, new(0, content.Length)))
        {
            var (written, previous) = (content[span.Start..span.End], before);
            before = span;
            if (quiet.AnyAround(span) || !labels.Contains(LinkLabels.Normalize(written)))
                continue;
            // What stands before a label that is none itself: `[1001][hours]`.
            if (previous is { } text && text.End + 2 == span.Start && IsBare(content[text.Start..text.End], old))
                found.Add(text);
            if (isFree && IsBare(written, old) && !content.AsSpan(span.End).StartsWith("]("))
                found.Add(span);
        }

        return found;

        string Label(Link definition) => LinkLabels.Normalize(LinkLabels.Of(content, definition));
    }

    private static bool IsBare(string text, ProposalNumber number) =>
        BareNumber().Match(text) is { Success: true } bare && int.Parse(bare.Groups["digits"].Value) == number.Value;

    // The last digits of a place: of `BEP-1055`, of `[1055](…)` after the link's text was picked, of a field.
    private static void AddDigits(Document document, TextSpan span, ProposalNumber number, Convention convention, FileEdits edits)
    {
        var written = document.Text.Slice(span);
        var end = written.Length;
        while (end > 0 && !char.IsAsciiDigit(written[end - 1]))
            end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(written[start - 1]))
            start--;
        if (start == end)
            return;
        var digits = RegistryEdits.Digits(convention, number, written.AsSpan(start, end - start));
        // Where all that is left is another name for the file, nobody is asked about anything more.
        if (!written.AsSpan(start, end - start).SequenceEqual(digits))
            edits.Add(document.Path, new(new(span.Start + start, span.Start + end), digits));
    }

    private static string Renamed(Convention convention, string name, ProposalNumber old, ProposalNumber number)
    {
        for (var start = 0; start < name.Length; start++)
        {
            if (!char.IsAsciiDigit(name[start]))
                continue;
            var length = convention.DigitsIn(name.AsSpan(start));
            if (length > 0 && int.Parse(name.AsSpan(start, length)) == old.Value)
                return string.Concat(name.AsSpan(0, start), convention.Digitize(number), name.AsSpan(start + length));
            while (start + 1 < name.Length && char.IsAsciiDigit(name[start + 1]))
                start++;
        }

        return name;
    }

    // `BEP-1001/` and `BEP-1001-slug/`; of a number that is shared, the one with this document's slug, or that it alone links into.
    private static IEnumerable<Move> DirectoriesOf(
        Series series,
        Document? document,
        ProposalNumber old,
        ProposalNumber number,
        bool isShared
    )
    {
        var convention = series.Convention;
        if (document is null)
            yield break;
        var own = convention.OwnFolder(series.Folder, document.Path);
        if (own is not null)
            yield return new(own, Paths.Join(Paths.Folder(own), Renamed(convention, Paths.Name(own), old, number)));
        foreach (var path in series.Files.Paths.Where(IsDirectory).Order(StringComparer.Ordinal))
        {
            var to = Paths.Join(series.Folder, Renamed(convention, Paths.Name(path), old, number));
            if (path != own && to != path && !series.Exists(to) && (!isShared || IsAlone(path)))
                yield return new(path, to);
        }

        bool IsDirectory(string path) =>
            Paths.Folder(path) == series.Folder
            && convention.NumberOfDirectory(Paths.Name(path)) == old
            && !convention.TryReadPath(series.Folder, path, out _, out _)
            // That of another one of the same number.
            && !series.PathsOf(old).Any(other => other != document.Path && Paths.IsBelow(path, other));

        bool IsAlone(string directory)
        {
            _ = convention.TryReadPath(series.Folder, document.Path, out _, out var slug);
            if (slug.Length > 0 && directory.EndsWith(slug, StringComparison.Ordinal))
                return true;
            var users = series
                .PathsOf(old)
                .Select(series.Find)
                .OfType<Document>()
                .Where(user => user.Links.Any(link => link.Path is { } target && Paths.IsBelow(directory, target)));
            return users.SequenceEqual([document]);
        }
    }

    private static IEnumerable<Move> NumberedFilesIn(Series series, Move directory, ProposalNumber old, ProposalNumber number) =>
        from path in series.Files.Paths
        where
            Paths.IsBelow(directory.From, path)
            && Paths.Name(path).Contains('.')
            && series.Convention.NumberOfDirectory(Path.GetFileNameWithoutExtension(path)) == old
        orderby path
        let folder = directory.To + Paths.Folder(path)[directory.From.Length..]
        select new Move(path, Paths.Join(folder, Renamed(series.Convention, Paths.Name(path), old, number)));

    // The row goes to its new place, with what changes in it.
    private static void MoveRow(Series series, RegistryRow row, ProposalNumber number, FileEdits edits)
    {
        var file = series.RegistryDocument;
        var cell = row.NumberCell!.Span;
        AddDigits(file, row.Link is { } link && cell.Contains(link.Span) ? link.TextSpan : cell, number, series.Convention, edits);
        var line = new SourceText(file.Text.Slice(row.Line))
            .With(edits.Take(file.Path, row.Line).Select(edit => edit with { Span = edit.Span.Shifted(-row.Line.Start) }))
            .Content;
        foreach (var edit in ((FileChange.Edit)RegistryEdits.Move(file, row, number, line).Files[0]).Edits)
            edits.Add(file.Path, edit);
    }

    private static void AddRow(
        Series series,
        Registry registry,
        Document document,
        string newPath,
        ProposalNumber number,
        FileEdits edits
    ) => edits.Add(series.RegistryPath, RegistryEdits.Insert(series, registry, number, newPath, document.Facts));

    [GeneratedRegex(@"^[\s#*_`]*(?<digits>[0-9]{1,9})[\s*_`]*$")]
    private static partial Regex BareNumber();

    // `5. Quiet Hours`, `0005 - Quiet Hours`: a title as lists name it.
    [GeneratedRegex(@"(?<=^[\s*_`]*)[0-9]{1,9}(?=(?:[.:)]|\s+[-–—])\s)")]
    private static partial Regex NumberInFront();

    [GeneratedRegex(@"\G[^<>]*(?=</a>)", RegexOptions.IgnoreCase)]
    private static partial Regex ElementText();
}
