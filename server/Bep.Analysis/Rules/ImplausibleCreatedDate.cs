using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds dates with last year's year, given away by the version of their day.</summary>
public sealed class ImplausibleCreatedDate() : Rule(
    RuleGroup.FrontMatter, Severity.Warning, $"A proposal's date and the version of its first draft are of the same time.")
{
    // From then on the first version of the next year is in the making.
    private const int November = 11;

    /// <inheritdoc/>
    public override Phrase Why => $"""
        In January hands still write last year's number. Where versions begin with their year, a proposal that says it was created in spring
        2025 for a version of 2026 was in truth created in 2026.
        """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
    [
        new("A January slip",
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
            """),
        new("Next year's date would lie in the future",
            """
            -- BEP-1001-quiet-hours.md --
            ---
            Created: 2025-06-05
                     ^^^^^^^^^^ There was no 26.1.0 on 2025-06-05; one of the two is wrong.
            Created-Version: 26.1.0
            ---
            """),
        new("In November work on the next year's first version has begun",
            """
            -- BEP-1001-quiet-hours.md --
            ---
            Created: 2025-11-25
            Created-Version: 26.1.0
            ---
            """),
        new("A version that is older than the proposal",
            """
            -- BEP-1001-quiet-hours.md --
            ---
            Created: 2026-01-05
            Created-Version: 25.18.0
            ---
            """),
        new("Versions that do not begin with a year",
            """
            -- BEP-1001-quiet-hours.md --
            ---
            Created: 2025-01-05
            Created-Version: 32.1.0
            ---
            """),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.Field(FieldRole.Created) is not { } field || Dates.Read(field.Value.Value) is not { } created) yield break;
        if (series.Convention.VersionFormat is { } format && !format.StartsWith("YY", StringComparison.OrdinalIgnoreCase)) yield break;

        // More than a year apart, the two are hardly of one calendar.
        var text = document.Facts[FieldRole.CreatedVersion];
        if (ProductVersion.Read(text) is not { } version || version.Year != created.Year + 1 || created.Month >= November) yield break;

        var isPossible = DateTime.DaysInMonth(version.Year, created.Month) >= created.Day;
        var meant = isPossible ? created.AddYears(1) : created;
        if (!isPossible || meant > series.Surroundings.Today.AddDays(1))
        {
            yield return Report(document, field.Value.Span, $"There was no {text} on {Dates.Write(created)}; one of the two is wrong.");
        }
        else
        {
            yield return Report(document, field.Value.Span, $"There was no {text} on {Dates.Write(created)}; the year is probably {version.Year}.",
                new Fix($"Change to {Dates.Write(meant)}", Change.Of(document.Path, FieldEdits.SetValue(document, field, Dates.Write(meant)))));
        }
    }
}
