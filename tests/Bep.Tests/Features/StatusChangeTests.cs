using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Notation;

namespace Bep.Tests.Features;

/// <summary>Steps in a proposal's life.</summary>
public sealed class StatusChangeTests
{
    private const string Series = """
        -- README.md --
        | Status | Description |
        |--|--|
        | Draft | Being written |
        | Accepted | Agreed on |
        | Implemented | Done |
        | Rejected | Dropped; say why in a `Rejection Reason` section |
        | Superseded | Another one took its place |

        | Number | Title | Author | Status |
        |--|--|--|--|
        | [1000](BEP-1000-lamps.md) | Lamps | - | Draft (wip) |
        | [1001](BEP-1001-ropes.md) | Ropes | - | Accepted |
        -- BEP-0000-template.md --
        ---
        Author: Your Name (email)
        Status: Draft
        Target-Version:
        Implemented-Version:
        ---
        -- BEP-1000-lamps.md --
        ---
        Author: Ada Park (ada@example.com)
        Status: Draft # soon
        ---
        # Lamps

        Text.
        -- BEP-1001-ropes.md --
        ---
        Status: Accepted
        Target-Version: 26.2.0
        Implemented-Version:
        ---
        # Ropes
        As BEP-1000 and BEP-1002.
        -- BEP-1002-nets.md --
        ---
        Target-Version: 25.10
        ---
        # Nets
        After BEP-1001.

        """;

    [Theory]
    [InlineData("Sta$0tus: Draft # soon", "Status: Draft # soon")]
    [InlineData("Status: Dr$0aft # soon", "Status: Draft # soon")]
    [InlineData("# La$0mps", "# Lamps")]
    [InlineData("| Dr$0aft (wip)", "| Draft (wip)")]
    public void A_step_changes_field_row_and_version(string at, string without) =>
        Expect.Refactored(
            Series.Replace(without, at, StringComparison.Ordinal),
            "Change the status to Accepted, Target-Version 26.2.0",
            $"""
            -- BEP-1000-lamps.md --
            ---
            Author: Ada Park (ada@example.com)
            Status: Accepted # soon
            Target-Version: 26.2.0
            ---
            # Lamps

            Text.
            {Series[..Series.IndexOf("-- BEP-0000", StringComparison.Ordinal)].Replace(
                "Draft (wip)",
                "Accepted (wip)",
                StringComparison.Ordinal
            )}
            """
        );

    [Theory]
    [InlineData(
        "Status: Dr$0aft # soon",
        "Status: Draft # soon",
        "Change the status to Accepted, Target-Version 26.2.0",
        "Change the status to Accepted, Target-Version 25.10",
        "Change the status to Accepted… version",
        "Change the status to Rejected… reason"
    )]
    [InlineData(
        "Status: Acc$0epted\nTarget",
        "Status: Accepted\nTarget",
        "Change the status to Implemented, Implemented-Version 26.2.0",
        "Change the status to Implemented, Implemented-Version 25.10",
        "Change the status to Implemented… version",
        "Change the status to Rejected… reason",
        "Change the status to Superseded, Superseded-By BEP-1002",
        "Change the status to Superseded… successor"
    )]
    public void Only_steps_that_are_permitted_are_offered(string at, string without, params string[] expected)
    {
        var (series, document, offset) = Expect.Read(Series.Replace(without, at, StringComparison.Ordinal));
        var offered = Refactorings
            .At(series, document, Analysis.Text.TextSpan.At(offset))
            .SelectMany(group => group)
            .Select(refactoring =>
                refactoring.Title
                + (refactoring.Command is { } command ? $" {command.Arguments.Single(argument => argument.Name == "needs").Value}" : "")
            )
            .Where(title =>
                !title.StartsWith("Change the status to Rejected", StringComparison.Ordinal)
                || title.EndsWith("reason", StringComparison.Ordinal)
            );
        Assert.Equal(expected, offered);
    }

    [Fact]
    public void Another_proposal_takes_its_place()
    {
        var series = Fixture.Read(Series).ToSeries();
        var (change, refusal) = StatusChange.To(series, series.Find("BEP-1001-ropes.md")!, "Superseded", new(null, new(1002), null));
        Assert.Null(refusal);
        var after = series.Apply(change!);
        Assert.StartsWith(
            "---\nStatus: Superseded\nTarget-Version: 26.2.0\nImplemented-Version:\nSuperseded-By: BEP-1002\n---\n",
            after.Find("BEP-1001-ropes.md")!.Text.Content,
            StringComparison.Ordinal
        );
        Assert.Contains("| Ropes | - | Superseded |", after.RegistryDocument.Text.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_to_be_explained_is_explained_in_its_section()
    {
        var series = Fixture.Read(Series).ToSeries();
        var (change, refusal) = StatusChange.To(series, series.Find("BEP-1000-lamps.md")!, "Rejected", new(null, null, " Too bright. "));
        Assert.Null(refusal);
        Assert.EndsWith(
            "\nText.\n\n## Rejection Reason\n\nToo bright.\n",
            series.Apply(change!).Find("BEP-1000-lamps.md")!.Text.Content,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("BEP-1000-lamps.md", "Implemented", null, null, "Implemented asks for a Implemented-Version; say which.")]
    [InlineData("BEP-1000-lamps.md", "Draft", null, null, "BEP-1000-lamps.md is already Draft.")]
    [InlineData(
        "BEP-1000-lamps.md",
        "Done",
        null,
        null,
        "`Done` is not a status; the lifecycle has Draft, Accepted, Implemented, Rejected, Superseded."
    )]
    [InlineData("BEP-1000-lamps.md", "Accepted", null, null, "Accepted asks for a Target-Version; say which.")]
    [InlineData("BEP-1000-lamps.md", "Accepted", "1\n2", null, "`1\n2` is not a version.")]
    [InlineData(
        "BEP-1001-ropes.md",
        "Superseded",
        null,
        null,
        "Superseded asks for a Superseded-By; say which proposal takes this one's place."
    )]
    [InlineData("BEP-1001-ropes.md", "Superseded", null, 1001, "A proposal cannot take its own place.")]
    [InlineData("BEP-1001-ropes.md", "Superseded", null, 1687, "No row and no document has BEP-1687.")]
    [InlineData("README.md", "Accepted", null, null, "README.md is not a proposal.")]
    public void What_cannot_be_is_refused_with_its_reason(string path, string status, string? version, int? successor, string reason)
    {
        var series = Fixture.Read(Series).ToSeries();
        var (change, refusal) = StatusChange.To(
            series,
            series.Find(path)!,
            status,
            new(version, successor is { } number ? new(number) : null, null)
        );
        Assert.Null(change);
        Assert.Equal(reason, refusal?.ToString());
    }

    [Fact]
    public void What_follows_a_permitted_step_is_no_step_that_the_lifecycle_lacks()
    {
        var series = Fixture.Read(Series).ToSeries();
        var after = series.Apply(StatusChange.To(series, series.Find("BEP-1000-lamps.md")!, "Accepted", new("26.4.0", null, null)).Value!);
        Assert.Equal(
            ["Implemented", "Rejected", "Superseded"],
            StatusChange.Steps(after, after.Find("BEP-1000-lamps.md")!).Select(step => step.Status)
        );
    }
}
