using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals whose file has another name, or lies in another folder, than proposals have.</summary>
public sealed class FileName()
    : Rule(RuleGroup.Structure, Severity.Error, $"A proposal's file is named by its number and lies in the series' folder.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number | Reach.Targets;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A proposal is found by its file's name: by people, by the registry, and by every tool. One with another name, or in another folder, is
            in no list, and its number looks free.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A draft without a number",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-XXXX-night-shift.md --
                ---
                ^^^ The draft BEP-XXXX-night-shift.md has no number yet.
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-15
                ---

                # Night Shift
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | [1002](BEP-1002-night-shift.md) | Night Shift | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1002-night-shift.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-15
                ---

                # Night Shift
                """
            ),
            new(
                "Another form",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](bep_1001_quiet_hours.md) | Quiet Hours | Ada Park | Draft |
                -- bep_1001_quiet_hours.md --
                # Quiet Hours
                ^^^^^^^^^^^^^ The file of BEP-1001 is called bep_1001_quiet_hours.md; BEP-1001-quiet_hours.md would be a proposal's name.
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet_hours.md) | Quiet Hours | Ada Park | Draft |
                -- BEP-1001-quiet_hours.md --
                # Quiet Hours
                """
            ),
            new(
                "In another folder",
                """
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- accepted/BEP-1001-quiet-hours.md --
                ---
                ^^^ BEP-1001-quiet-hours.md lies in accepted/, but proposals lie in the series' own folder.
                Author: Ada Park (ada@example.com)
                Status: Accepted
                Created: 2026-01-15
                ---

                # Quiet Hours

                See [the other](../BEP-1002-night-shift.md).
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Accepted
                Created: 2026-01-15
                ---

                # Quiet Hours

                See [the other](BEP-1002-night-shift.md).
                -- BEP-1002-night-shift.md --
                # Night Shift
                """
            ),
            new(
                "A proposal by its front matter alone",
                """
                -- quiet-hours.md --
                ---
                ^^^ The file quiet-hours.md has the front matter of a proposal, but no number in its name.
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-15
                ---

                # Quiet Hours
                """,
                """
                -- BEP-1000-quiet-hours.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                Created: 2026-01-15
                ---

                # Quiet Hours
                """
            ),
            new(
                "Sub-documents, translations, guides and what the registry links",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | [1002](archive/BEP-1002-night-shift.md) | Night Shift | Ada Park | Rejected |
                -- AGENTS.md --
                # How to write here
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- BEP-1001/BEP-1001-decisions.md --
                ---
                Author: Ada Park (ada@example.com)
                Status: Draft
                ---

                # Decisions
                -- archive/BEP-1002-night-shift.md --
                ---
                Status: Rejected
                ---

                # Night Shift
                -- kr/BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---

                # 조용한 시간
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document is { Kind: DocumentKind.Proposal, Number: null })
            return
            [
                Report(
                    document,
                    document.FirstLine,
                    $"The draft {MentionText.InSeries(series, document.Path)} has no number yet.",
                    [.. Reserve.ForDraft(series, document)]
                ) with
                {
                    Severity = SeverityWithoutNumber(series),
                },
            ];
        if (document.Kind != DocumentKind.Supporting)
            return [];
        return Paths.Folder(document.Path) == series.Folder ? CheckName(document, series) : CheckFolder(document, series);
    }

    /// <summary>The proposals in <paramref name="folder"/> that belong in the series' own.</summary>
    internal static IEnumerable<string> StraysIn(Series series, string folder) =>
        series.Files.FilesBelow(folder).Where(path => series.Find(path) is { } document && StrayNumber(document, series) is not null);

    // `bep-1001_quiet.md`, `BEP1001.md`, or any name above a proposal's front matter.
    private IEnumerable<Finding> CheckName(Document document, Series series)
    {
        var convention = series.Convention;
        if (ReadNumber(convention, document.Name, out var rest) is { } number)
        {
            if (number == convention.TemplateNumber)
                yield break;
            var slug = rest.Trim(' ', '-', '_', '.', ':');
            if (slug.Length == 0 && document.Facts.Title is { Length: > 0 } title)
                slug = NewProposal.SlugOf(convention.WithoutNumber(title));
            var name = convention.FileName(number, slug.Length == 0 ? "untitled" : slug, document.Facts[FieldRole.Status]);
            yield return Report(
                document,
                document.FirstLine,
                $"The file of {convention.Format(number)} is called {document.Name}; {name} would be a proposal's name.",
                [.. Rename(document, series, name)]
            );
        }
        else if (document.Field(FieldRole.Author) is not null && document.Field(FieldRole.Status) is not null && !IsSample(document.Name))
        {
            yield return Report(
                document,
                document.FirstLine,
                $"The file {document.Name} has the front matter of a proposal, but no number in its name.",
                [.. Adopt(document, series)]
            ) with
            {
                Severity = SeverityWithoutNumber(series),
            };
        }
    }

    // Without a registry nobody reserves a number: it is given when a proposal is accepted or merged.
    private Severity SeverityWithoutNumber(Series series) => series.Convention.RegistryFile is null ? Severity.Information : Severity;

    private IEnumerable<Finding> CheckFolder(Document document, Series series)
    {
        if (StrayNumber(document, series) is null)
            yield break;
        yield return Report(
            document,
            document.FirstLine,
            $"{document.Name} lies in {MentionText.InSeries(series, Paths.Folder(document.Path))}/, but proposals lie in the series' own folder.",
            [.. Rename(document, series, document.Name)]
        );
    }

    // What has a proposal's name and front matter, while its number has no document: no copy, no translation, no part of one.
    private static ProposalNumber? StrayNumber(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Supporting || document.Field(FieldRole.Status) is null)
            return null;
        if (
            !series.BaseConvention.TryReadFileName(document.Name, out var name, out _)
            || name is not { } number
            || number == series.Convention.TemplateNumber
        )
            return null;
        return series.PathsOf(number).IsEmpty && !series.RowsOf(number).Any(row => row.Link?.LeadsTo(document.Path) == true)
            ? number
            : null;
    }

    private static IEnumerable<Fix> Rename(Document document, Series series, string name)
    {
        var path = Paths.Join(series.Folder, name);
        if (!series.Exists(path))
            yield return new(
                Paths.Folder(document.Path) == series.Folder
                    ? (LocalizableString)$"Rename the file to {name}"
                    : $"Move the file to the series' folder",
                Moving.Of(series, document.Path, path)
            );
    }

    private static IEnumerable<Fix> Adopt(Document document, Series series)
    {
        var number = series.NextNumber;
        var name = series.Convention.FileName(number, Stem(document.Name), document.Facts[FieldRole.Status]);
        var path = Paths.Join(series.Folder, name);
        if (series.Exists(path))
            yield break;
        var edits = new FileEdits();
        Moving.Follow(series, [new(document.Path, path)], edits);
        if (series.Registry is { } registry)
            edits.Add(series.RegistryPath, RegistryEdits.Insert(series, registry, number, path, document.Facts));
        yield return new($"Rename the file to {name}", new Change([.. edits.ToChanges(), new FileChange.Rename(document.Path, path)]));
    }

    // The template of something else, an example to copy from.
    private static bool IsSample(string name) =>
        name.Contains("template", StringComparison.OrdinalIgnoreCase)
        || name.Contains("example", StringComparison.OrdinalIgnoreCase)
        || name.Contains("sample", StringComparison.OrdinalIgnoreCase);

    private static string Stem(string name) => name[..name.LastIndexOf('.')];

    private static ProposalNumber? ReadNumber(Convention convention, string name, out string rest)
    {
        rest = "";
        if (convention.Prefix.Length == 0 || !name.StartsWith(convention.Prefix, StringComparison.OrdinalIgnoreCase))
            return null;
        var digits = Stem(name).AsSpan(convention.Prefix.Length).TrimStart(" -_.");
        var length = convention.DigitsIn(digits);
        if (length == 0)
            return null;
        rest = digits[length..].ToString();
        return new(int.Parse(digits[..length]));
    }
}
