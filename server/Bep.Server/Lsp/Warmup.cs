using Bep.Analysis.Checking;
using Bep.Analysis.Notation;

namespace Bep.Server.Lsp;

/// <summary>
/// Reads and checks a small series once, while the editor is still busy with the answer to <c>initialize</c>: what runs for the first time
/// is slow, and by then somebody would wait for it.
/// </summary>
static class Warmup
{
    private const string Series = """
        -- README.md --
        # Proposals

        | Number | Title | Author | Status |
        |--------|-------|--------|--------|
        | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
        | [1002](BEP-1002-night-shift.md) | Night Shift | Min Seo | Accepted |
        | _next_ | _(reserve your number here)_ | | |
        -- BEP-0000-template.md --
        ---
        Author: Full Name (email@example.com)
        Status: Draft
        Created: YYYY-MM-DD
        ---

        # Title

        ## Motivation
        -- BEP-1001-quiet-hours.md --
        ---
        Author: Ada Park (ada@example.com)
        Status: Draft
        Created: 2026-01-10
        ---

        # BEP-1001: Quiet Hours

        ## Motivation

        Lamps that *nobody* needs, see [BEP-1002](BEP-1002-night-shift.md#motivation), BEP-1003 and `lamps`.

        - [the shift](BEP-1002-nightshift.md)
        """;

    /// <summary>Begins, and comes back at once.</summary>
    public static void Begin() => Safely.Start("warm-up", () =>
        {
            var series = Fixture.Read(Series).ToSeries();
            foreach (var document in series.Documents.Values)
                RuleBook.Default.Check(document, series);
        });
}
