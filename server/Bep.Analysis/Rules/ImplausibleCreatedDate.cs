using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds dates with last year's year, given away by the version of their day.</summary>
public sealed class ImplausibleCreatedDate()
    : Rule(RuleGroup.FrontMatter, Severity.Warning, $"A proposal's date and the version of its first draft are of the same time.")
{
    // From then on the first version of the next year is in the making.
    private const int November = 11;

    // Until the end of February, and within a month of the commit, a date may have the year that has just ended.
    private const int LastSlip = 2,
        Near = 31;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            In January hands still write last year's number. Where versions begin with their year, a proposal that says it was created in spring
            2025 for a version of 2026 was in truth created in 2026. So was one whose file came into the repository in January 2026. A file that was
            committed in the year of its date has the right date, whatever the version says.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A January slip",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2025-01-05
                         ^^^^^^^^^^ There was no 26.1.0 on 2025-01-05; the year is probably 2026.
                Created-Version: 26.1.0
                ---
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-01-05
                Created-Version: 26.1.0
                ---
                """
            ),
            new(
                "Next year's date would lie in the future",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2025-06-05
                         ^^^^^^^^^^ There was no 26.1.0 on 2025-06-05; one of the two is wrong.
                Created-Version: 26.1.0
                ---
                """
            ),
            new(
                "In November work on the next year's first version has begun",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2025-11-25
                Created-Version: 26.1.0
                ---
                """
            ),
            new(
                "A version that is older than the proposal",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2026-01-05
                Created-Version: 25.18.0
                ---
                """
            ),
            new(
                "Versions that do not begin with a year",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Created: 2025-01-05
                Created-Version: 32.1.0
                ---
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (
            document.Kind != DocumentKind.Proposal
            || document.Field(FieldRole.Created) is not { } field
            || series.Convention.DateForm.Read(field.Value.Value) is not { } created
        )
            yield break;
        var form = series.Convention.DateForm;
        var committed = series.ExternalFacts.History.FirstOf(document.Path);
        if (committed?.Year == created.Year)
            yield break;
        if (Evidence(document, series, created, committed) is not var (evidence, year))
            yield break;

        var isPossible = DateTime.DaysInMonth(year, created.Month) >= created.Day;
        var meant = isPossible ? created.AddYears(1) : created;
        if (!isPossible || meant > series.ExternalFacts.Today.AddDays(1))
        {
            yield return Report(document, field.Value.Span, $"{evidence}; one of the two is wrong.");
        }
        else
        {
            yield return Report(
                document,
                field.Value.Span,
                $"{evidence}; the year is probably {year}.",
                new Fix($"Change to {form.Write(meant)}", Change.Of(document.Path, FieldEdits.SetValue(document, field, form.Write(meant))))
            );
        }
    }

    // What speaks against the date's year, and the year that it speaks for.
    private static (LocalizableString Evidence, int Year)? Evidence(Document document, Series series, DateOnly created, DateOnly? committed)
    {
        var (form, text) = (series.Convention.DateForm, document.Facts[FieldRole.CreatedVersion]);
        // Other versions begin with anything, and a calendar more than a year apart is another one.
        var speaks = series.Convention.VersionFormat is not { } format || format.StartsWith("YY", StringComparison.OrdinalIgnoreCase);
        var version = speaks ? ProductVersion.Read(text) : null;
        if (version?.Year == created.Year + 1 && created.Month < November)
            return ($"There was no {text} on {form.Write(created)}", version.Year);

        // A proposal may be written long before it is committed, but hardly a year to the month, at the turn of the year, with a version of
        // neither.
        if (
            version is not null
            || committed is not { } first
            || first.Year != created.Year + 1
            || first.Month > LastSlip
            || created.Month > LastSlip
        )
            return null;
        if (
            Math.Abs(first.DayNumber - created.AddYears(1).DayNumber) > Near
            || series.ExternalFacts.History.CountOn(first) > FileHistory.MostAtOnce
        )
            return null;
        return ($"The file was committed first on {form.Write(first)}, a year after {form.Write(created)}", first.Year);
    }
}
