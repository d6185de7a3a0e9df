using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>A step that a proposal may take next.</summary>
/// <param name="Status">The status after it.</param>
/// <param name="Version">The field that it asks a version for; null where it asks for none, or the field has one.</param>
/// <param name="Successor">The field that it asks the proposal for which takes this one's place; null likewise.</param>
/// <param name="Reason">The title of the section that the series wants the step to be explained in; null where it wants none, or there is
/// one.</param>
/// <param name="Fields">The other fields that the status asks for and that are not there.</param>
public sealed record StatusStep(
    string Status,
    FieldDefinition? Version,
    string? Successor,
    string? Reason,
    ImmutableArray<FieldDefinition> Fields
);

/// <summary>What an author adds to a step, as far as it asks for it.</summary>
/// <param name="Version">A version.</param>
/// <param name="Successor">The number of the proposal that takes this one's place.</param>
/// <param name="Reason">Words for the section that explains the step.</param>
public readonly record struct StatusDetails(string? Version, ProposalNumber? Successor, string? Reason);

/// <summary>Takes a proposal a step further in its life: its field, its row, and what the step asks for.</summary>
public static partial class StatusChange
{
    /// <summary>The steps that <paramref name="document"/> may take next; any, where what it has is no status.</summary>
    public static ImmutableArray<StatusStep> Steps(Series series, Document document)
    {
        if (!MayStep(series, document))
            return [];
        var (convention, current) = (series.Convention, document.Facts[FieldRole.Status]);
        var next =
            current is not null && convention.Knows(current)
                ? convention.NextOf(current)
                : convention.Statuses.Select(status => status.Name);
        var steps = convention
            .Transitions.Where(step => step.From == current)
            .DistinctBy(step => step.To)
            .ToDictionary(step => step.To, step => step.Description);
        var statuses = convention
            .Statuses.DistinctBy(status => status.Name)
            .ToDictionary(status => status.Name, status => status.Description);
        var titles = document.Sections.Select(section => section.Title).ToHashSet();
        return
        [
            .. next.Select(status =>
                Step(convention, document, status, [steps.GetValueOrDefault(status), statuses.GetValueOrDefault(status)], titles)
            ),
        ];
    }

    /// <summary>The change that gives <paramref name="document"/> the status <paramref name="status"/>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="document">A proposal.</param>
    /// <param name="status">Its next status.</param>
    /// <param name="details">What the step asks for.</param>
    public static Attempt<Change> To(Series series, Document document, string status, StatusDetails details) =>
        To(series, [document], status, details);

    /// <summary>
    /// The change that gives all of <paramref name="documents"/> the status <paramref name="status"/>; where some of them cannot take it, there
    /// is none, and each of those is told with its reason. Where folders mean statuses, the documents move, and the links follow.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="documents">Its proposals, each of them once.</param>
    /// <param name="status">Their next status.</param>
    /// <param name="details">What the step asks for, the same for all of them.</param>
    public static Attempt<Change> To(Series series, IReadOnlyCollection<Document> documents, string status, StatusDetails details)
    {
        var (edits, refusals) = (new FileEdits(), new List<LocalizableString>());
        var rows = new List<(RegistryRow Row, Registry Table)>();
        var moves = documents.SelectMany(document => StatusFolders.MovesTo(series, document, status)).ToImmutableArray();
        foreach (var document in documents)
        {
            if (Add(series, document, status, details, moves, edits, rows) is not { } refusal)
                continue;
            var name = MentionText.InSeries(series, document.Path);
            var isNamed = documents.Count == 1 || refusal.ToString().StartsWith(name, StringComparison.Ordinal);
            refusals.Add(isNamed ? refusal : $"{name}: {refusal}");
        }

        if (refusals.Count > 0)
            return LocalizableString.Join(" ", refusals);
        var links = new FileEdits();
        Moving.Follow(series, moves, links);
        foreach (var path in links.Paths)
        {
            // What is written anew is right already.
            var written = new Spans(edits.Of(path).Select(edit => edit.Span));
            foreach (var edit in links.Of(path).Where(edit => !written.AnyAround(edit.Span)))
                edits.Add(path, edit);
        }

        MoveRows(series, rows, edits);
        return edits.Paths.Any() || moves.Length > 0
            ? new Change([.. edits.ToChanges(), .. Moving.Renames(moves)])
            : default(Attempt<Change>);
    }

    // Adds what gives `document` the status, as long as nothing speaks against it.
    private static LocalizableString? Add(
        Series series,
        Document document,
        string status,
        StatusDetails details,
        ImmutableArray<Move> moves,
        FileEdits edits,
        List<(RegistryRow Row, Registry Table)> rows
    )
    {
        var steps = Steps(series, document);
        // What the last step asks for comes first in words, and what those on the way to it ask for is filled with it.
        var way = steps.FirstOrDefault(step => step.Status == status) is { } next ? [next] : Way(series, document, status);
        var refusal = way.IsEmpty
            ? Refuse(series, document, steps, null, status, details)
            : way.Reverse()
                .Select(step => Refuse(series, document, steps, step, status, details))
                .FirstOrDefault(words => words is not null);
        if (refusal is not null || way.IsEmpty)
            return refusal;
        var newPath = Moved(document.Path, moves);
        if (moves.FirstOrDefault(move => Moved(document.Path, [move]) != document.Path && series.Exists(move.To)) is { To: { } taken })
            return $"{taken} already exists.";

        // What only the folder says stays so where it still does.
        if (!StatusFolders.SayAlone(series, document) || series.Convention.StatusByFolder(series.Folder, newPath) != status)
        {
            if (document.FrontMatter is null)
                return $"{MentionText.InSeries(series, document.Path)} has no front matter to put a status into.";
            var isBehind = way[^1].Successor is not null && details.Successor is not null && SaysSuccessorBehindStatus(series);
            Set(
                FieldRole.Status,
                series.Convention.NameOf(FieldRole.Status)!,
                isBehind ? $"{status} by {LinkTo(series, newPath, details.Successor!.Value, moves)}" : status
            );
            SetSuccessor(isBehind);
        }
        else
        {
            SetSuccessor(isBehind: false);
        }

        foreach (var version in way.Select(step => step.Version).OfType<FieldDefinition>().DistinctBy(field => field.Role))
            Set(version.Role, version.Name, details.Version!.Trim());
        if (document.FrontMatter is { } block)
            SetAsked(block);
        foreach (var title in way.Select(step => step.Reason).OfType<string>().Distinct())
        {
            if (string.IsNullOrWhiteSpace(details.Reason))
                break;
            var section = Section(document, title, details.Reason.Trim());
            if (!BlockEdits.Takes(series, document, section, after => after.Sections.Any(other => other.Title == title)))
                return $"{document.Name} ends in a code block or a comment that is not closed; close it first.";

            edits.Add(document.Path, section);
        }

        if (document.Number is not { } own || Rows.Of(series, document.Path, own) is not { } row)
            return null;
        if (row.Status is { } cell)
        {
            var place = RegistryEdits.StatusOf(series.Convention, row)?.Span ?? cell.Span;
            if (series.RegistryDocument.Text.Slice(place) != status)
                edits.Add(series.RegistryPath, new(place, place.IsEmpty ? $"{status} " : status));
        }

        var (table, noTable) = StatusTables.After(series, row, status);
        if (table is not null)
            rows.Add((row, table));
        return noTable;

        void SetSuccessor(bool isBehind)
        {
            if (!isBehind && way[^1].Successor is { } successor && details.Successor is { } number)
                Set(FieldRole.Successor, successor, Numeral(series.Convention, successor, number));
        }

        // Empty where nobody can say it but the author.
        void SetAsked(FrontMatter block)
        {
            foreach (var field in way[^1].Fields)
                edits.Add(
                    document.Path,
                    FieldEdits.Insert(
                        document,
                        block,
                        series.Convention,
                        field.Name,
                        field.Role == FieldRole.Successor && details.Successor is { } other
                            ? Numeral(series.Convention, field.Name, other)
                            : FieldEdits.ValueAsked(series, document, field)
                    )
                );
        }

        void Set(FieldRole role, string name, string value) =>
            edits.Add(
                document.Path,
                document.WrittenField(role) is { } field
                    ? FieldEdits.SetValue(document, field, value)
                    : FieldEdits.Insert(
                        document,
                        document.FrontMatter!,
                        series.Convention,
                        FieldEdits.SpellingOf(series, role, name),
                        value
                    )
            );
    }

    // Each row, with what changes in it, goes to the table for its status.
    private static void MoveRows(Series series, List<(RegistryRow Row, Registry Table)> rows, FileEdits edits)
    {
        var file = series.RegistryDocument;
        var end = -1;
        foreach (var (row, table) in rows.OrderBy(one => one.Row.Number?.Value))
        {
            var line = new SourceText(file.Text.Slice(row.Content))
                .With(edits.Take(file.Path, row.Content).Select(edit => edit with { Span = edit.Span.Shifted(-row.Content.Start) }))
                .Content;
            edits.Add(file.Path, RegistryEdits.Insert(file, table, row.Number!.Value, line));
        }

        foreach (var row in rows.Select(one => one.Row).OrderBy(row => row.Line.Start))
        {
            // At the end of a text without a line end, each takes the one before it.
            var span = RegistryEdits.Removal(file, row).Span;
            edits.Add(file.Path, TextEdit.Delete(span with { Start = Math.Max(span.Start, end) }));
            end = span.End;
        }
    }

    private static string Moved(string path, ImmutableArray<Move> moves)
    {
        foreach (var (from, to) in moves)
            if (path == from || Paths.IsBelow(from, path))
                return to + path[from.Length..];
        return path;
    }

    // Many series have no field for what took a proposal's place, and say it behind the status: `superseded by [ADR-0005](0005-title.md)`.
    private static bool SaysSuccessorBehindStatus(Series series)
    {
        if (series.Convention.KnownFields.Any(field => field.Role == FieldRole.Successor))
            return false;
        var proposals = series.Documents.Values.Where(document => document.Kind == DocumentKind.Proposal).ToList();
        return proposals.Exists(document => document.Field(FieldRole.Status)?.Remark is not null)
            && !proposals.Exists(document => document.Field(FieldRole.Successor) is not null);
    }

    // A list of numbers has them alone.
    private static string Numeral(Convention convention, string field, ProposalNumber number) =>
        convention.FormatOf(field) is ValueFormat.Numbers ? convention.Digitize(number) : convention.Format(number);

    private static string LinkTo(Series series, string from, ProposalNumber number, ImmutableArray<Move> moves) =>
        series.PathOf(number) is { } path
            ? $"[{series.Convention.Format(number)}]({Destination.Write(Paths.Relative(Paths.Folder(from), Moved(path, moves)))})"
            : series.Convention.Format(number);

    // The fewest steps that lead there, through nothing that ends a proposal's life; none where nothing leads there.
    private static ImmutableArray<StatusStep> Way(Series series, Document document, string status)
    {
        var convention = series.Convention;
        if (
            !MayStep(series, document)
            || document.Facts[FieldRole.Status] is not { } current
            || !convention.Knows(status)
            || current == status
        )
            return [];
        var from = new Dictionary<string, string?> { [current] = null };
        var open = new Queue<string>([current]);
        while (open.TryDequeue(out var at) && !from.ContainsKey(status))
        {
            if (at != current && convention.IsSettled(at) && convention.RoleOfStatus(at) != StatusRole.Implemented)
                continue;
            foreach (var next in convention.NextOf(at))
                if (from.TryAdd(next, at))
                    open.Enqueue(next);
        }

        if (!from.ContainsKey(status))
            return [];
        var titles = document.Sections.Select(section => section.Title).ToHashSet();
        var way = new List<StatusStep>();
        for (var at = status; from[at] is { } before; at = before)
        {
            var description = convention.Transitions.FirstOrDefault(step => step.From == before && step.To == at)?.Description;
            way.Add(
                Step(
                    convention,
                    document,
                    at,
                    [description, convention.Statuses.FirstOrDefault(known => known.Name == at)?.Description],
                    titles
                )
            );
        }

        way.Reverse();
        return [.. way];
    }

    // There has to be a place where a status stands.
    private static bool MayStep(Series series, Document document) =>
        document.Kind == DocumentKind.Proposal && (document.FrontMatter is not null || StatusFolders.SayAlone(series, document));

    private static StatusStep Step(Convention convention, Document document, string status, string?[] words, HashSet<string> titles)
    {
        var role = convention.RoleOfStatus(status) switch
        {
            StatusRole.Accepted => FieldRole.TargetVersion,
            StatusRole.Implemented => FieldRole.ImplementedVersion,
            _ => FieldRole.Other,
        };
        var asked = convention
            .FieldsAskedBy(status)
            .Where(field => document.FrontMatter is { } block && block.Fields.All(written => written.Name.Value != field.Name))
            .ToList();
        var version =
            role != FieldRole.Other && document is { FrontMatter: not null } && document.Facts[role] is null
                ? convention.Fields.FirstOrDefault(field => field.Role == role)
                : null;
        var successor =
            convention.RoleOfStatus(status) == StatusRole.Superseded
            && document is { FrontMatter: not null }
            && document.Facts[FieldRole.Successor] is null
                ? convention.NameOf(FieldRole.Successor)
                : null;
        var reason = words
            .OfType<string>()
            .Select(text => NamedSection().Match(text))
            .FirstOrDefault(match => match.Success)
            ?.Groups["title"]
            .Value;
        return new(
            status,
            version,
            successor,
            reason is null || titles.Contains(reason) ? null : reason,
            // What the step asks its author for is none of them.
            [
                .. asked.Where(field =>
                    (version is null || field.Role != version.Role) && (successor is null || field.Role != FieldRole.Successor)
                ),
            ]
        );
    }

    private static LocalizableString? Refuse(
        Series series,
        Document document,
        ImmutableArray<StatusStep> steps,
        StatusStep? step,
        string status,
        StatusDetails details
    )
    {
        var convention = series.Convention;
        if (document.Kind != DocumentKind.Proposal)
            return $"{MentionText.InSeries(series, document.Path)} is not a proposal.";
        if (!MayStep(series, document))
            return $"{MentionText.InSeries(series, document.Path)} has no front matter to put a status into.";
        var current = document.Facts[FieldRole.Status];
        if (
            current is null
            && !convention.KnownFields.Any(field => field.Role == FieldRole.Status)
            && document.WrittenField(FieldRole.Status) is null
        )
            return $"{MentionText.InSeries(series, document.Path)} has no status, and this series asks for none.";
        if (step is null)
        {
            if (current == status)
                return $"{MentionText.InSeries(series, document.Path)} is already {status}.";
            if (!convention.Knows(status))
                return $"`{status}` is not a status; the lifecycle has {string.Join(", ", convention.Statuses.Select(known => known.Name))}.";
            return steps.IsEmpty
                ? (LocalizableString)$"Nothing comes after {current}."
                : $"{current} cannot become {status}; what may come next is {string.Join(", ", steps.Select(next => next.Status))}.";
        }

        if (step.Version is { } version && string.IsNullOrWhiteSpace(details.Version))
            return $"{step.Status} asks for a {version.Name}; say which.";
        if (details.Version is { } text && text.AsSpan().Trim().ContainsAny("\r\n#:"))
            return $"`{text.Trim()}` is not a version.";
        if (step.Successor is { } field && details.Successor is null)
            return $"{status} asks for a {field}; say which proposal takes this one's place.";
        if (details.Successor is not { } successor)
            return null;
        if (successor == document.Number)
            return $"A proposal cannot take its own place.";
        return series.PathOf(successor) is null && !series.RowsOf(successor).Any()
            ? (LocalizableString)$"No row and no document has {convention.Format(successor)}."
            : null;
    }

    // At the end, in front of nothing: where the series wants it, its author knows better.
    private static TextEdit Section(Document document, string title, string reason)
    {
        var newLine = document.Text.NewLine;
        return BlockEdits.Append(document, $"## {title}{newLine}{newLine}{reason.ReplaceLineEndings(newLine)}");
    }

    // “…, with a `Rejection Reason` section”, “… add a section **Rejection Reason**”
    [GeneratedRegex(
        """(?:[`"“]|\*\*)(?<title>[\p{L}][^`"“”*\r\n]*)(?:[`"”]|\*\*)\s+section\b|\bsection\s+(?:[`"“]|\*\*)(?<title>[\p{L}][^`"“”*\r\n]*)(?:[`"”]|\*\*)""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NamedSection();
}
