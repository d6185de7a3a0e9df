using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>
/// A registry in which git has left conflicts, read as its two sides; with the lines before both where git wrote them (<c>diff3</c>).
/// </summary>
internal sealed class ConflictedRegistry
{
    // Each row that gets another number is a new version of the series. What conflicts in more rows than these is for a person to resolve.
    private const int MostRows = 200;

    // A menu's entry is one line.
    private const int MostNames = 3;

    private readonly Document _document;
    private readonly ImmutableArray<Part> _parts;

    private ConflictedRegistry(Document document, ImmutableArray<Part> parts, string ours, string theirs) =>
        (_document, _parts, Ours, Theirs) = (document, parts, ours, theirs);

    /// <summary>What git calls the side that was there.</summary>
    public string Ours { get; }

    /// <summary>What git calls the side that came in.</summary>
    public string Theirs { get; }

    /// <summary>How many places are in conflict.</summary>
    public int Count => _parts.Count(part => part.IsConflict);

    /// <summary>Reads the rows of <paramref name="registry"/>; null where the markers are not in their order.</summary>
    public static ConflictedRegistry? Read(Document document, Registry registry)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var (ours, theirs) = ("", "");
        Part? open = null;
        List<RegistryRow>? side = null;
        foreach (var row in registry.Rows)
        {
            if (row.Kind != RowKind.ConflictMarker)
            {
                if (side is null)
                    parts.Add(new(row));
                else
                    side.Add(row);
                continue;
            }

            var marker = document.Text.Slice(row.Line);
            switch (marker[0])
            {
                case '<' when open is null:
                    open = new(row);
                    side = open.Ours;
                    if (ours.Length == 0)
                        ours = NameIn(marker, "ours");
                    break;
                case '|' when side is not null && side == open?.Ours:
                    side = open.Before = [];
                    break;
                case '=' when open is not null && side != open.Theirs:
                    side = open.Theirs;
                    break;
                case '>' when open is not null && side == open.Theirs:
                    parts.Add(open);
                    (open, side) = (null, null);
                    if (theirs.Length == 0)
                        theirs = NameIn(marker, "theirs");
                    break;
                default:
                    return null;
            }
        }

        // Two sides of one name could not be told apart.
        if (ours == theirs)
            (ours, theirs) = ("ours", "theirs");
        return open is null ? new(document, parts.ToImmutable(), ours, theirs) : null;
    }

    /// <summary>The side that was there, alone.</summary>
    public Change KeepOurs() => Write(part => part.Ours);

    /// <summary>The side that came in, alone.</summary>
    public Change KeepTheirs() => Write(part => part.Theirs);

    /// <summary>
    /// The rows of both sides. Where they give one number to two proposals, the one that fewer people know takes the next number, with its
    /// document and what refers to it. Where that does not say which, there are two ways, and the proposal that came in moves in the first.
    /// None where both sides have changed one and the same row, or several rows link one document: a person has to say which it is to be.
    /// </summary>
    public IEnumerable<(LocalizableString Title, Change Change)> KeepBoth(Series series)
    {
        if (_parts.Sum(part => part.Ours.Count + part.Theirs.Count) > MostRows || KeepBoth(series, keepsOurs: true) is not { } first)
            yield break;
        yield return (TitleOf(first), first.Change);
        if (first.IsOpen && KeepBoth(series, keepsOurs: false) is { } second)
            yield return (TitleOf(second), second.Change);

        LocalizableString TitleOf(Kept kept) =>
            kept.Moved switch
            {
                [] => $"Keep both",
                [var (row, number)] => $"Keep both; {NameOf(row)} becomes {series.Convention.Format(number)}",
                var moved =>
                    $"Keep both; these get new numbers: {string.Join(", ", moved.Take(MostNames).Select(one => NameOf(one.Row)))}{(moved.Count > MostNames ? "…" : "")}",
            };

        string NameOf(RegistryRow row) => row.Title?.Text is { Length: > 0 } title ? title : series.Convention.Format(row.Number!.Value);
    }

    private Kept? KeepBoth(Series series, bool keepsOurs)
    {
        var yielding = new List<RegistryRow>();
        var kept = new Dictionary<Part, List<RegistryRow>>();
        var outside = _parts.Where(part => !part.IsConflict).Select(part => part.Row).ToList();
        foreach (var part in _parts.Where(part => part.IsConflict))
        {
            var rows = kept[part] = [];
            foreach (var row in part.Ours)
            {
                var rivals = part.Theirs.Where(other => other.Number == row.Number && row.Number is not null).ToList();
                if (rivals.Find(other => IsSame(row, other)) is not { } same || Text(same) == Text(row))
                    rows.Add(row);
                else if (Settle(part, row, same) is { } settled)
                    rows.Add(settled);
                else
                    return null;
            }

            foreach (var row in part.Theirs)
            {
                if (
                    rows.Any(other => Text(other) == Text(row))
                    || part.Ours.Any(other => other.Number == row.Number && row.Number is not null && IsSame(other, row))
                )
                    continue;
                if (row.Kind != RowKind.Next || !rows.Exists(other => other.Kind == RowKind.Next))
                    rows.Add(row);
            }
        }

        // Every number that two rows have, one of them here, is left to the row that has the better right to it.
        var all = outside
            .Concat(kept.Values.SelectMany(rows => rows))
            .Where(row => row.Number is not null)
            .GroupBy(row => row.Number!.Value)
            .Where(group => !group.All(outside.Contains));
        var isOpen = false;
        foreach (var group in all.Where(group => group.Count() > 1))
        {
            var best = group.GroupBy(row => (PublicityOf(row), outside.Contains(row))).OrderByDescending(rows => rows.Key).First().ToList();
            isOpen |= best.Count > 1;
            var rightful = best.OrderByDescending(row => IsOurs(row) == keepsOurs).First();
            yielding.AddRange(group.Where(row => row != rightful));
        }

        return
            Renumber(
                series,
                yielding,
                Write(part => kept[part].OrderBy(row => row.Kind == RowKind.Next).ThenBy(row => row.Number ?? default))
            )
                is var (change, numbers)
            ? new(change, [.. yielding.Zip(numbers)], isOpen)
            : null;

        bool IsSame(RegistryRow one, RegistryRow other) => Claims.Of(one).IsSameAs(Claims.Of(other), series.Convention);

        Publicity PublicityOf(RegistryRow row) => series.ExternalFacts.Branches.PublicityOf(Claims.Of(row), series.Convention);

        bool IsOurs(RegistryRow row) => _parts.Any(part => part.IsConflict && part.Ours.Contains(row));
    }

    private (Change Change, List<ProposalNumber> Numbers)? Renumber(Series series, List<RegistryRow> yielding, Change merged)
    {
        var (now, renames, numbers) = (series.Apply(merged), new List<FileChange.Rename>(), new List<ProposalNumber>());
        foreach (var row in yielding)
        {
            var written = now.RegistryDocument.Registry?.Rows.FirstOrDefault(other =>
                other.Number == row.Number && now.RegistryDocument.Text.Slice(other.Line) == Text(row)
            );
            // Another row of the same document has taken this one with it: they are not two proposals.
            if (written is null)
                return null;
            var next = now.NextNumber;
            var change =
                written.Link?.Path is { } path && now.Find(path) is { } own && own.Number == row.Number
                    ? Renumbering.Of(now, own, next)
                    : RegistryEdits.Renumber(now.RegistryDocument, now, written, next);
            renames.AddRange(change.Files.OfType<FileChange.Rename>());
            now = now.Apply(change);
            numbers.Add(next);
        }

        return (ChangeApplier.Difference(series, now, renames), numbers);
    }

    /// <summary>One way to keep both sides.</summary>
    /// <param name="Change">What it does.</param>
    /// <param name="Moved">The rows that get other numbers, and which.</param>
    /// <param name="IsOpen">True where others might as well.</param>
    private sealed record Kept(Change Change, IReadOnlyList<(RegistryRow Row, ProposalNumber Number)> Moved, bool IsOpen);

    // The rows of one side in place of the whole conflict.
    private Change Write(Func<Part, IEnumerable<RegistryRow>> choose)
    {
        var newLine = _document.Text.NewLine;
        var lines = _parts.SelectMany(part => part.IsConflict ? choose(part) : [part.Row]).Select(row => Text(row) + newLine);
        var rows = _document.Registry!.Rows;
        var span = new TextSpan(rows[0].Line.Start, rows[^1].Line.End);
        var text = string.Concat(lines);
        var after = _document.Text.With([new(span, text.Length > 0 ? text[..^newLine.Length] : "")]);
        return Change.Of(_document.Path, [.. LineDifference.EditsOf(_document.Text, after)]);
    }

    // What one side has left as it was, the other one has changed.
    private RegistryRow? Settle(Part part, RegistryRow ours, RegistryRow theirs) =>
        part.Before is not { } before ? null
        : before.Any(row => Text(row) == Text(ours)) ? theirs
        : before.Any(row => Text(row) == Text(theirs)) ? ours
        : null;

    private string Text(RegistryRow row) => _document.Text.Slice(row.Line);

    private static string NameIn(string marker, string otherwise) =>
        marker.TrimStart('<', '>').Trim() is { Length: > 0 } name ? name : otherwise;

    /// <summary>A row outside of any conflict, or a conflict from its first marker on.</summary>
    private sealed class Part(RegistryRow row)
    {
        public RegistryRow Row => row;

        public bool IsConflict => row.Kind == RowKind.ConflictMarker;

        public List<RegistryRow> Ours { get; } = [];

        public List<RegistryRow>? Before { get; set; }

        public List<RegistryRow> Theirs { get; } = [];
    }
}
