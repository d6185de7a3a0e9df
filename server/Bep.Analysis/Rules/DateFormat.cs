using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds dates that are not written as ISO 8601 calendar dates.</summary>
public sealed class DateFormat() : Rule(RuleGroup.FrontMatter, Severity.Error, $"A date is written as year, month and day: 2026-01-05.")
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
            and sort by themselves.
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
        if (document.Kind != DocumentKind.Proposal || document.Field(FieldRole.Created) is not { IsEmpty: false, Value: var created } field)
            yield break;
        if (created.Value == "-" || Dates.Read(created.Value) is not null)
            yield break;
        var message = IsIsoShaped(created.Value)
            ? (LocalizableString)$"`{created.Value}` is not in the calendar."
            : $"`{created.Value}` is not a date of the form 2026-01-05.";
        yield return Report(
            document,
            created.Span,
            message,
            TryRead(created.Value, out var iso)
                ?
                [
                    new Fix($"Write `{iso}`", Change.Of(document.Path, FieldEdits.SetValue(document, field, iso)), isSafe: true)
                    {
                        Uncovers = ["future-date", "implausible-created-date"],
                    },
                ]
                : []
        );
    }

    private static bool IsIsoShaped(string value) =>
        value is [_, _, _, _, '-', _, _, '-', _, _] && value.All(c => c == '-' || char.IsAsciiDigit(c));

    private static bool TryRead(string value, out string iso)
    {
        var isRead = DateOnly.TryParseExact(value, s_certain, out var date);
        iso = Dates.Write(date);
        return isRead;
    }
}
