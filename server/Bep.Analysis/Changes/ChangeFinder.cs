using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Changes;

/// <summary>Tells what the working tree does to each proposal, compared with what the base had when the branch left it.</summary>
public static class ChangeFinder
{
    // More than two names make no title.
    private const int MostNames = 2;

    /// <summary>The changes in the order of a title; null where it is not known what was there before.</summary>
    public static ImmutableArray<ProposalChange>? In(Series series) => series.Once(Find);

    private static ImmutableArray<ProposalChange>? Find(Series series)
    {
        if (!series.IsComplete || series.ExternalFacts.Branches.Base is not { IsForkKnown: true } known)
            return null;
        var found = new Dictionary<ProposalNumber, ProposalChange>();
        // The documents that are no longer there, by number and by title: what is new may be one of them.
        var gone = known.Documents.Where(other => NumberOf(series, other.Path) is not null && series.Find(other.Path) is null).ToList();
        var (byNumber, byTitle) = (
            gone.ToLookup(other => NumberOf(series, other.Path)!.Value),
            gone.Where(other => other.Facts.Title is not null).ToLookup(other => series.Convention.WithoutNumber(other.Facts.Title!))
        );
        foreach (var document in series.Documents.Values)
        {
            if (document is { Kind: DocumentKind.Proposal, Number: { } own })
                Add(OfDocument(series, document, own, known.Find(document.Path) ?? byNumber[own].FirstOrDefault(), byTitle));
            else if (document.Kind == DocumentKind.Supporting && series.OwnerOf(document.Path) is { } owner)
                Add(OfPart(series, known, document, owner));
        }

        foreach (var change in Removed(series, known))
            Add(change);
        foreach (var change in Reserved(series, known))
            Add(change);
        // The registry follows the documents; only where it changes by itself is that worth a title.
        if (found.Count == 0)
            foreach (var change in Corrected(series, known))
                Add(change);
        return [.. found.Values.OrderBy(change => change.Kind).ThenBy(change => change.Number)];

        void Add(ProposalChange? change)
        {
            if (change is null || series.Convention.ExampleNumbers.Contains(change.Number))
                return;
            if (!found.TryGetValue(change.Number, out var other) || change.Kind < other.Kind)
                found[change.Number] = change;
            else if (other.Summary is null && change.Kind == other.Kind)
                found[change.Number] = other with { Summary = change.Summary };
        }
    }

    /// <summary>The change of <paramref name="number"/> that would be of this kind, by what the series says of it now.</summary>
    public static ProposalChange Of(Series series, ProposalNumber number, ChangeKind kind)
    {
        var path = series.PathOf(number);
        var facts = series.Find(path)?.Facts;
        var titles = new[]
        {
            facts?.Title is { } title && !string.IsNullOrWhiteSpace(title) ? series.Convention.WithoutNumber(title) : null,
            series.RowsOf(number).FirstOrDefault(row => row.Kind == RowKind.Proposal)?.Title?.Bare,
            series.Convention.TitleOf(path ?? "", facts),
        };
        return new(
            number,
            kind,
            titles
                .OfType<string>()
                .Where(title => title.Length > 0)
                .Distinct()
                .DefaultIfEmpty(series.Convention.Format(number))
                .ToEquatableArray()
        )
        {
            Now = facts?[FieldRole.Status],
            Version = kind switch
            {
                ChangeKind.Accept => facts?[FieldRole.TargetVersion],
                ChangeKind.Implement => facts?[FieldRole.ImplementedVersion],
                _ => null,
            },
            Successor = kind == ChangeKind.Supersede ? facts?[FieldRole.Successor] : null,
        };
    }

    // A renamed file is the one that had the number before.
    private static ProposalChange? OfDocument(
        Series series,
        Document document,
        ProposalNumber number,
        BaselineDocument? before,
        ILookup<string, BaselineDocument> gone
    )
    {
        if (before is null)
        {
            var renumbered = document.Facts.Title is { } now ? gone[series.Convention.WithoutNumber(now)].FirstOrDefault() : null;
            return renumbered is null || NumberOf(series, renumbered.Path) is not { } old
                ? Of(series, number, ChangeKind.New)
                : Of(series, number, ChangeOf(series, renumbered.Facts[FieldRole.Status])) with
                {
                    Before = renumbered.Facts[FieldRole.Status],
                    Summary = $"Renumber {series.Convention.Format(old)}",
                };
        }

        var (then, status) = (before.Facts[FieldRole.Status], document.Facts[FieldRole.Status]);
        if (then == status && before.Path == document.Path && before.Fingerprint == document.Text.Fingerprint)
            return null;
        return Of(series, number, then == status ? ChangeOf(series, then) : StepTo(series, then, status)) with
        {
            Before = then,
            Summary = Summarize(series, before, document) ?? (before.Path == document.Path ? null : "Rename the file"),
        };
    }

    private static ProposalChange? OfPart(Series series, Baseline known, Document part, ProposalNumber owner)
    {
        var before = known.Find(part.Path);
        if (
            before?.Fingerprint == part.Text.Fingerprint
            || series.DocumentOf(owner) is not { } document
            || known.Find(document.Path) is not { } main
        )
            return null;
        var name = part.Facts.Title is { Length: > 0 } title ? title : part.Name;
        return Of(series, owner, ChangeOf(series, document.Facts[FieldRole.Status])) with
        {
            Before = main.Facts[FieldRole.Status],
            Summary = $"{(before is null ? "Add" : "Change")} {name}",
        };
    }

    private static IEnumerable<ProposalChange> Removed(Series series, Baseline known) =>
        from document in known.Documents
        let number = NumberOf(series, document.Path)
        where number is not null && series.PathsOf(number.Value).IsEmpty && series.RowsOf(number.Value).Any()
        select Of(series, number.Value, ChangeOf(series, document.Facts[FieldRole.Status])) with
        {
            Before = document.Facts[FieldRole.Status],
            Summary = "Remove the document",
        };

    private static IEnumerable<ProposalChange> Reserved(Series series, Baseline known)
    {
        var before = known
            .Rows.Select(row => row.Number)
            .Concat(known.Documents.Select(document => NumberOf(series, document.Path)))
            .OfType<ProposalNumber>()
            .ToHashSet();
        return from row in series.Registry?.AllRows ?? []
            where row is { Kind: RowKind.Proposal } && series.PathsOf(row.Number!.Value).IsEmpty
            let number = row.Number!.Value
            where !before.Contains(number)
            select Of(series, number, ChangeKind.New);
    }

    private static IEnumerable<ProposalChange> Corrected(Series series, Baseline known)
    {
        var before = known.Rows.Where(row => row.Number is not null).ToLookup(row => row.Number!.Value);
        return from row in series.RegistryDocument.Facts.Rows
            where row is { Kind: RowKind.Proposal } && before[row.Number!.Value].Any() && !before[row.Number!.Value].Contains(row)
            let status = series.DocumentOf(row.Number!.Value)?.Facts[FieldRole.Status]
            select Of(series, row.Number!.Value, ChangeOf(series, status)) with
            {
                Before = status,
                Summary = "Correct the registry",
            };
    }

    // What is changed after a decision is revised.
    private static ChangeKind ChangeOf(Series series, string? status) =>
        series.Convention.RoleOfStatus(status) == StatusRole.Other ? ChangeKind.Update : ChangeKind.Revise;

    private static ChangeKind StepTo(Series series, string? before, string? status) =>
        series.Convention.RoleOfStatus(status) switch
        {
            StatusRole.Accepted => ChangeKind.Accept,
            StatusRole.Rejected => ChangeKind.Reject,
            StatusRole.Implemented => ChangeKind.Implement,
            StatusRole.Superseded => ChangeKind.Supersede,
            _ => ChangeOf(series, before),
        };

    private static string? Summarize(Series series, BaselineDocument before, Document now)
    {
        var title = now.Facts.Title is { Length: > 0 } text ? series.Convention.WithoutNumber(text) : null;
        if (title is not null && before.Facts.Title is { } old && series.Convention.WithoutNumber(old) != title)
            return $"Retitle to {title}";
        var anchors = before.Facts.Anchors.ToHashSet();
        // A section that comes with one around it needs no word.
        var added = new List<Section>();
        foreach (var section in now.Sections)
        {
            if (
                section.Level > 1
                && section.Title.Length > 0
                && !anchors.Contains(section.Anchor)
                && !added.Any(other => other.Span.Contains(section.Span))
            )
                added.Add(section);
        }

        return added.Count == 0 ? null : $"Add {Listed([.. added.Select(section => section.Title)])}";
    }

    private static string Listed(ImmutableArray<string> names) =>
        names.Length switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more",
        };

    private static ProposalNumber? NumberOf(Series series, string path) =>
        DocumentParser.Classify(path, series.Folder, series.BaseConvention).Number;
}
