using System.Globalization;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// A proposal on a few lines of Markdown, wherever it is named: its title, where it stands, what it is about, who refers to it.
/// </summary>
internal static class ProposalCard
{
    // Two or three sentences. And as much of a section as is read to find them, so that a long one costs nothing.
    private const int ExcerptLength = 320;
    private const int ReadLength = 4000;

    private const int MostParts = 5;

    // More than a life usually has; of a longer one, the latest.
    private const int MostStatuses = 6;

    // As much of a commit's name as git shows, and a little more.
    private const int ShortName = 8;

    // Proposals that branches give one number to. It may be many, and a card is read at a glance.
    private const int MostRivals = 3;

    /// <summary>The card of <paramref name="number"/>; null where no row and no document has it, here or on another branch.</summary>
    /// <param name="series">The series.</param>
    /// <param name="number">The number.</param>
    /// <param name="path">Which of its documents is meant; the one that its row links where null.</param>
    public static LocalizableString? Write(Series series, ProposalNumber number, string? path = null)
    {
        path ??= series.PathOf(number);
        var row = series.RowsOf(number).FirstOrDefault();
        if (path is null && row is null)
            return Elsewhere(series, number);

        var document = series.Find(path);
        var facts = document?.Facts;
        LocalizableString?[] paragraphs =
        [
            $"**{series.Convention.Format(number)}** {PlainMarkdown.Escape(path is null ? Titles.Of(series, number) : Titles.Of(series, path))}",
            LocalizableString.Of(
                Details(
                    facts?[FieldRole.Status] ?? row?.Status?.Bare,
                    facts?[FieldRole.Author] ?? row?.Author?.Bare,
                    facts?[FieldRole.Created]
                )
            ),
            row?.Kind == RowKind.Skipped ? (LocalizableString)$"This number is left out on purpose."
            : path is null ? (LocalizableString)$"Reserved, no document yet."
            : null,
            LocalizableString.Of(Versions(series, facts)),
            LocalizableString.Of(Successors(series, document)),
            LocalizableString.Of(document is null ? null : Excerpt(series, document)),
            Parts(series, number),
            Duplicates(series, number),
            Conflicts(series, number),
            Referrers(series, number, path),
            document is null ? null : Missing(series, document),
        ];
        return LocalizableString.Join("\n\n", paragraphs.OfType<LocalizableString>().Where(paragraph => !paragraph.IsEmpty));
    }

    /// <summary>The statuses that the proposal at <paramref name="path"/> had, the last one first; null where it was never committed.</summary>
    public static LocalizableString? Past(Series series, string path, StatusHistory history)
    {
        var statuses = history.Of(series, path).Reverse().Take(MostStatuses).ToList();
        return statuses.Count == 0
            ? null
            : LocalizableString.Join(
                "\n",
                statuses.Select(one => (LocalizableString)$"- {PlainMarkdown.Escape(one.Status)} · {WhenOf(one)}")
            );
    }

    private static LocalizableString WhenOf(DatedStatus one) =>
        one switch
        {
            { Commit: null } => $"in no commit yet",
            { Day: null } => $"before it came into the repository",
            { Day: { } day, Commit: { } commit } => LocalizableString.Of(
                PlainMarkdown.Escape(
                    $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} · {commit.Author} · {commit.Name[..ShortName]}"
                )
            ),
        };

    private static LocalizableString? Missing(Series series, Document document) =>
        NextSteps.Of(series, document) is { Missing.Length: > 0 and var count } next
            ? count == 1
                ? (LocalizableString)$"1 thing is missing for {next.Status}."
                : $"{count} things are missing for {next.Status}."
            : null;

    /// <summary>The other branches that give <paramref name="number"/> to another proposal, and what that is called.</summary>
    public static IEnumerable<(Branch Branch, NumberClaim Claim)> ConflictsOf(Series series, ProposalNumber number)
    {
        if (series.ExternalFacts.Branches.Branches.Count == 0)
            return [];
        return series
            .ExternalFacts.Branches.ConflictsWith(Claims.Of(series, number), series.Convention)
            .DistinctBy(rival => rival.Branch.Name);
    }

    /// <summary>Where a proposal stands: what its document says, else its row. Empty where neither says it.</summary>
    public static string StatusOf(Series series, ProposalNumber number) =>
        series.DocumentOf(number)?.Facts[FieldRole.Status] ?? series.RowsOf(number).FirstOrDefault()?.Status?.Bare ?? "";

    /// <summary>The first words of <paramref name="section"/>, escaped; null where it has none.</summary>
    public static string? Excerpt(Document document, Section section) =>
        FirstParagraph(document, Text(section)) is { } text ? Shown(text) : null;

    private static string Details(string? status, string? authors, string? created)
    {
        string?[] details = [status, Authors.NamesOf(authors), created];
        return string.Join(
            " · ",
            details.Where(detail => detail is not (null or "" or "-")).Select(detail => PlainMarkdown.Escape(detail!))
        );
    }

    // What the front matter says of versions, in the series' own names for them.
    private static string Versions(Series series, DocumentFacts? facts)
    {
        FieldRole[] roles = [FieldRole.CreatedVersion, FieldRole.TargetVersion, FieldRole.ImplementedVersion];
        return string.Join(
            " · ",
            roles
                .Where(role => facts?[role] is not null)
                .Select(role => PlainMarkdown.Escape($"{facts!.Fields.First(field => field.Role == role).Name}: {facts[role]}"))
        );
    }

    private static string? Successors(Series series, Document? document)
    {
        if (document?.Field(FieldRole.Successor) is not { IsEmpty: false } field)
            return null;
        var names = document
            .References.Where(mention => field.Value.Span.Contains(mention.Span))
            .Select(mention => $"{series.Convention.Format(mention.Number)} {Titles.Of(series, mention.Number)}".Trim())
            .Distinct()
            .ToList();
        return $"{PlainMarkdown.Escape(field.Name.Value)}: {PlainMarkdown.Escape(names.Count > 0 ? string.Join(", ", names) : field.Value.Value)}";
    }

    // The documents in the supporting directory.
    private static LocalizableString? Parts(Series series, ProposalNumber number)
    {
        var titles = series
            .DirectoriesOf(number)
            .SelectMany(series.Files.FilesBelow)
            .Order(StringComparer.Ordinal)
            .Select(series.Find)
            .OfType<Document>()
            .Select(part => part.Facts.Title is { Length: > 0 } title ? title : part.Name)
            .ToList();
        var first = string.Join(", ", titles.Take(MostParts).Select(PlainMarkdown.Escape));
        return titles.Count == 0 ? null
            : titles.Count <= MostParts ? (LocalizableString)$"With {first}."
            : $"With {first} and {titles.Count - MostParts} more.";
    }

    // The section that says what the proposal is about; in a document without one, its first words, unless they are the template's.
    private static string? Excerpt(Series series, Document document)
    {
        var about = series
            .Convention.SummarySections.Select(name =>
                document.Sections.FirstOrDefault(section => string.Equals(section.Title, name, StringComparison.OrdinalIgnoreCase))
            )
            .Select(section => section is null ? null : FirstParagraph(document, Text(section)))
            .FirstOrDefault(text => text is not null);
        if (about is null)
        {
            about = FirstParagraph(document, Body(document));
            if (about is not null && series.Template is { } template && about == FirstParagraph(template, Body(template)))
                about = null;
        }

        return about is null ? null : Shown(about);
    }

    private static TextSpan Text(Section section) => new(section.Heading.End, section.Span.End);

    private static TextSpan Body(Document document) => new(document.FrontMatter?.Span.End ?? 0, document.Text.Length);

    private static string? FirstParagraph(Document document, TextSpan span) =>
        DocumentParser.FirstParagraph(document.Text.Slice(span with { End = Math.Min(span.End, span.Start + ReadLength) }));

    private static string Shown(string text) => PlainMarkdown.Escape(PlainMarkdown.Shorten(text, ExcerptLength));

    private static LocalizableString? Duplicates(Series series, ProposalNumber number)
    {
        var paths = series.PathsOf(number);
        return paths.Count < 2
            ? null
            : (LocalizableString)
                $"{paths.Count} documents have this number: {string.Join(", ", paths.Select(path => PlainMarkdown.Escape(Paths.Name(path))))}.";
    }

    private static LocalizableString? Conflicts(Series series, ProposalNumber number) =>
        ConflictsOf(series, number).ToList() switch
        {
            [] => null,
            [var (branch, claim)] => $"On {Signed(branch)}, this number is {Called(claim)}.",
            [var (branch, claim), .. var others] =>
                $"On {Signed(branch)}, this number is {Called(claim)}; {others.Count} more branches have it too.",
            _ => null,
        };

    // What is only on other branches; several of them may give the number to different proposals.
    private static LocalizableString? Elsewhere(Series series, ProposalNumber number) =>
        LocalizableString.Join(
            "\n\n",
            ProposalsInFlight.With(series, number).Take(MostRivals).SelectMany(proposal => InFlight(series, proposal))
        )
            is { IsEmpty: false } card
            ? card
            : null;

    private static IEnumerable<LocalizableString> InFlight(Series series, ProposalInFlight proposal)
    {
        var (entry, branches) = (proposal.Entry, proposal.Branches);
        LocalizableString[] paragraphs =
        [
            $"**{series.Convention.Format(entry.Number!.Value)}** {PlainMarkdown.Escape(entry.Title)}",
            LocalizableString.Of(Details(entry.Status, string.Join(", ", entry.Authors), entry.Created)),
            branches.Count switch
            {
                1 => (LocalizableString)$"Only on {Signed(branches[0])}.",
                2 => $"Only on {Signed(branches[0])} and another branch.",
                var count => $"Only on {Signed(branches[0])} and {count - 1} other branches.",
            },
        ];
        return paragraphs.Where(paragraph => !paragraph.IsEmpty);
    }

    private static LocalizableString Called(NumberClaim claim) =>
        claim.Name.Length > 0 ? (LocalizableString)$"“{PlainMarkdown.Escape(claim.Name)}”" : $"reserved";

    private static LocalizableString Signed(Branch branch)
    {
        var signature = string.Join(", ", new[] { branch.Author, branch.Day }.Where(part => part.Length > 0));
        return signature.Length > 0
            ? (LocalizableString)$"branch {PlainMarkdown.Escape(branch.Name)} ({PlainMarkdown.Escape(signature)})"
            : $"branch {PlainMarkdown.Escape(branch.Name)}";
    }

    private static LocalizableString? Referrers(Series series, ProposalNumber number, string? path)
    {
        var count = Connections.CountReferrersOf(series, number, path);
        return count == 0 ? null
            : count == 1 ? (LocalizableString)$"One document refers to it."
            : $"{count} documents refer to it.";
    }
}
