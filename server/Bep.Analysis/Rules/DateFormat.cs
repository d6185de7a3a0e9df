using System.Collections.Immutable;
using System.Globalization;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds dates that are not written as ISO 8601 calendar dates, or as the series writes them.</summary>
public sealed class DateFormat()
    : Rule(RuleGroup.FrontMatter, Severity.Error, $"A date is written as year, month and day, 2026-01-05, or as the series says.")
{
    // What leaves no doubt about which number is the day.
    private static readonly string[] s_certain =
    [
        "yyyy-M-d",
        "yyyy/M/d",
        "yyyy.M.d",
        "yyyy. M. d.",
        "yyyy. M. d",
        "yyyyMMdd",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d, yyyy",
        "MMMM d, yyyy",
        "MMM d yyyy",
        "MMMM d yyyy",
        "d-MMM-yyyy",
        "yyyy년 M월 d일",
    ];

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            5/1/2026 is a day in May to one reader and in January to another, and neither a sort nor a tool can tell. ISO 8601 dates mean one day
            and sort by themselves. A series with dates of another form, or with dates in other fields, says so in `field-formats`.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "Slashes and missing zeros",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026/1/5
                         ^^^^^^^^ `2026/1/5` is not a date of the form 2026-01-05.
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-01-05
                ---
                """
            ),
            new(
                "A day that the calendar does not have",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-02-30
                         ^^^^^^^^^^ `2026-02-30` is not in the calendar.
                ---
                """
            ),
            new(
                "Month or day first, nobody knows",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 05/01/2026
                         ^^^^^^^^^^ `05/01/2026` is not a date of the form 2026-01-05.
                ---
                """
            ),
            new(
                "A series that writes dates as people say them",
                """
                -- .bep.yaml --
                field-formats: { Created: D MMMM YYYY, Last-Call-Until: date }
                optional-fields: [Last-Call-Until]
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-01-05
                         ^^^^^^^^^^ `2026-01-05` is not a date of the form D MMMM YYYY.
                ---
                -- BEP-1002-night-shift.md --
                ---
                Created: 5 january 2026
                Last-Call-Until: soon
                                 ^^^^ `soon` is not a date of the form 2026-01-05.
                ---
                """,
                """
                -- .bep.yaml --
                field-formats: { Created: D MMMM YYYY, Last-Call-Until: date }
                optional-fields: [Last-Call-Until]
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 5 January 2026
                ---
                -- BEP-1002-night-shift.md --
                ---
                Created: 5 january 2026
                Last-Call-Until: soon
                ---
                """
            ),
            new(
                "A series that names its own fields and says nothing of their form",
                """
                -- .bep.yaml --
                fields: [Status, Created]
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                Created: 5 January
                ---
                -- BEP-1002-night-shift.md --
                ---
                Status: Draft
                Created: 2026-02-30
                         ^^^^^^^^^^ `2026-02-30` is not in the calendar.
                ---
                """
            ),
            new(
                "A calendar date, and a time on it",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-01-05
                ---
                -- BEP-1002-night-shift.md --
                ---
                Created: 2026-01-05T16:05:11.000Z
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document is not { Kind: DocumentKind.Proposal, FrontMatter: { } block })
            yield break;
        foreach (var field in block.Fields)
        {
            var format = series.Convention.FormatOf(field.Name.Value);
            if (field.IsEmpty || field.IsBroken || field.Value.Value == "-")
                continue;
            // Where nobody says how dates are written, one that there is not is wrong in every form.
            var form = (format as ValueFormat.Date)?.Form;
            if (form is null && (format is not null || field.Role != FieldRole.Created || !DateForm.Iso.IsNoDay(field.Value.Value)))
                continue;
            form ??= DateForm.Iso;
            var (text, span) = field.Value;
            if (form.Fits(text))
                continue;
            var meant = Written(text, form);
            yield return Report(
                document,
                span,
                form.IsNoDay(text) ? (LocalizableString)$"`{text}` is not in the calendar."
                    : form == DateForm.Iso ? $"`{text}` is not a date of the form 2026-01-05."
                    : form == DateForm.Timestamp ? $"`{text}` is not a date with a time, such as 2026-01-05T09:30:00Z."
                    : (LocalizableString)$"`{text}` is not a date of the form {form.Words}.",
                meant is null
                    ? []
                    :
                    [
                        new Fix($"Write `{meant}`", Change.Of(document.Path, FieldEdits.SetValue(document, field, meant)), isSafe: true)
                        {
                            Uncovers = ["future-date", "implausible-created-date"],
                        },
                    ]
            );
        }
    }

    // The time of a day is nobody's to make up.
    private static string? Written(string text, DateForm form) =>
        form == DateForm.Timestamp ? null
        : form.ReadLoosely(text) is { } date ? form.Write(date)
        : DateOnly.TryParseExact(text, s_certain, CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? form.Write(date)
        : null;
}
