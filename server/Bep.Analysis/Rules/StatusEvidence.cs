using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals whose status does not go together with what was released.</summary>
public sealed class StatusEvidence()
    : Rule(RuleGroup.Lifecycle, Severity.Information, $"The status of a proposal goes together with the code that was released.")
{
    /// <inheritdoc/>
    public override Reach Reach => Reach.Number;

    /// <inheritdoc/>
    public override FarFacts Asks => FarFacts.Mentions;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Who reads that a proposal is a draft does not expect to find it in use, and a status is what its author changes last. `bep audit` lists
            the findings of this rule, and in its JSON what is known of every proposal.

            Only what is certain is said. Code follows a proposal where the newest release has two lines or more that name it, `BEP-1001`, in any
            source file; tests, documents, foreign code and lines that speak of the future (`TODO`, “until BEP-1001”) do not count. In the code of a
            real series, most proposals that had been made were named in several files, and some in none; of those that had not been made, one was
            named at all, in a remark of a test. That nothing names an accepted proposal whose version is out is said where most of the implemented ones, of three or more, are named:
            by code, tests, the changelog or the subject of a commit that changes more than the series. Nothing is said where the repository has no
            tags of releases or not all of its history, nor of a proposal that is settled, or whose number another one has.

            The key of an issue, `BA-1234`, names a proposal as its number does where it stands in a field of that proposal and of no other, and
            belongs to one of the `trackers` in `.bep.yaml`. In running text a key usually names the bug or the discussion that led to the proposal; one
            that several proposals have in fields is that of all their work; one in the template is an example. Two lines are asked for as well, since
            a single one may mention an issue beside the point. Where code names the implemented ones by their keys alone, nothing follows from a
            proposal that has no key and is named nowhere.

            “Record that it was looked at” writes a line under `reviewed` in `.bep.yaml`. Nothing is said of that proposal any more until its
            status changes, or a release after that one says something new.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A draft that was released",
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Draft |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Target-Version:
                Implemented-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                        ^^^^^ Draft, but cited by code released in 25.12.0: `src/lamp.py:1`, and 1 more.
                Target-Version:
                Implemented-Version:
                ---
                # Quiet Hours
                -- 25.12.0:src/lamp.py --
                # Lamps rest at night (BEP-1001).
                off = range(22, 6)  # see BEP-1001
                """,
                """
                -- README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                | [1001](BEP-1001-quiet-hours.md) | Quiet Hours | Ada Park | Implemented |
                | _next_ | _(reserve your number here)_ | | |
                -- BEP-0000-template.md --
                ---
                Status: Draft
                Target-Version:
                Implemented-Version:
                ---
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Implemented
                Target-Version: 25.12.0
                Implemented-Version: 25.12.0
                ---
                # Quiet Hours
                """
            ),
            new(
                "An accepted one, too",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                        ^^^^^^^^ Accepted for `25.12.0`, which is out, and cited by code released in 25.12.0: `src/lamp.py:1`, and 1 more.
                Target-Version: 25.12.0
                ---
                # Quiet Hours
                -- 25.12.0:src/lamp.py --
                # Lamps rest at night (BEP-1001).
                off = range(22, 6)  # see BEP-1001
                """
            ),
            new(
                "An accepted one that nothing names, while others are named",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                        ^^^^^^^^ Accepted for `25.12.0`, which is out, and nothing in 25.12.0 cites it.
                Target-Version: 25.12.0
                ---
                -- BEP-1002-buoys.md --
                ---
                Status: Implemented
                ---
                -- BEP-1003-tide-tables.md --
                ---
                Status: Implemented
                ---
                -- BEP-1004-fog-horn.md --
                ---
                Status: Implemented
                ---
                -- 25.12.0:src/buoy.py --
                # As BEP-1002 says.
                -- 25.12.0:CHANGES.md --
                * Tide tables (BEP-1003)
                """
            ),
            new(
                "A draft that code names by its issue",
                """
                -- .bep.yaml --
                trackers:
                  BA: https://issues.example.org/browse/{key}
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                        ^^^^^ Draft, but cited as BA-77 by code released in 25.12.0: `src/lamp.py:1`, and 1 more.
                Issue: BA-77
                ---
                # Quiet Hours
                -- 25.12.0:src/lamp.py --
                # Lamps rest at night (BA-77).
                off = range(22, 6)  # see BEP-1001
                """
            ),
            new(
                "Issues that led to a proposal, and one of two proposals",
                """
                -- .bep.yaml --
                trackers:
                  BA: https://issues.example.org/browse/{key}
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                Issue: BA-70
                ---
                # Quiet Hours
                The bells ring all night (BA-12).
                -- BEP-1002-buoys.md --
                ---
                Status: Draft
                Issue: BA-70
                ---
                # Buoys
                -- 25.12.0:src/lamp.py --
                # One bell less (BA-12), the first step of BA-70.
                # Two bells less (BA-12), the second step of BA-70.
                """
            ),
            new(
                "A remark, a test, a plan, and what was looked at",
                """
                -- .bep.yaml --
                reviewed:
                  1004: Draft in 25.12.0
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---
                -- BEP-1002-buoys.md --
                ---
                Status: Draft
                ---
                -- BEP-1003-tide-tables.md --
                ---
                Status: Rejected
                ---
                -- BEP-1004-fog-horn.md --
                ---
                Status: Draft
                ---
                -- 25.12.0:src/lamp.py --
                # Compare BEP-1001 and BEP-1003.
                # TODO: as BEP-1002 says
                # Off until BEP-1002 is there; see BEP-1003.
                # Loud, as BEP-1004 says
                # and says again: BEP-1004.
                -- 25.12.0:tests/test_lamp.py --
                # As in BEP-1001: BEP-1002 comes later.
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        var mentions = series.ExternalFacts.Mentions;
        if (
            document is not { Kind: DocumentKind.Proposal, Number: { } number }
            || mentions.Release.Length == 0
            || document.Field(FieldRole.Status) is not { IsEmpty: false } field
            || document.Facts[FieldRole.Status] is not { } status
            || !IsOpen(series.Convention, status)
            || series.PathsOf(number).Count > 1
        )
            yield break;
        if (Statement(series, document, status, mentions, mentions.Of(number)) is not var (message, since, isMade))
            yield break;
        var convention = series.Convention;
        // What was there when somebody looked says nothing new; what came later does.
        if (
            convention.Reviewed.Any(review =>
                review.Number == number && review.Status == status && Versions.Newer(review.Release, since) == review.Release
            )
        )
            yield break;

        var fixes = ImmutableArray.CreateBuilder<Fix>();
        if (
            isMade
            && convention.NameOf(StatusRole.Implemented) is { } implemented
            && StatusChange.To(series, document, implemented, new(since, null, null)).Value is { } made
        )
            fixes.Add(new Fix($"Set {implemented} with {since}", made));
        if (Review.Of(series, number, status, mentions.Release) is { } reviewed)
            fixes.Add(new Fix($"Record that {status} was looked at in {mentions.Release}", reviewed));
        yield return Report(document, field.Value.Span, message, fixes.ToImmutable());
    }

    // What there is to say, the first release of which it holds, and whether the proposal has been made.
    private static (LocalizableString Message, string Since, bool IsMade)? Statement(
        Series series,
        Document document,
        string status,
        ReleasedMentions mentions,
        ProposalMentions? said
    )
    {
        var isCited = said is { AreCode: true };
        if (series.Convention.RoleOfStatus(status) != StatusRole.Accepted)
            return isCited ? ($"{status}, but {Cited(mentions, said!, said!.Since)}.", said.Since, true) : null;

        if (
            document.Facts[FieldRole.TargetVersion] is not { } target
            || ProductVersion.Read(target) is not { } planned
            || Versions.ReleaseOf(series, planned) is not var (release, has)
        )
            return null;
        if (isCited && has && Versions.Newer(release, said!.Since) is var since)
            return ($"{status} for `{target}`, which is out, and {Cited(mentions, said, since)}.", since, true);
        return mentions.IsMissed(document.Number!.Value)
            ? ($"{status} for `{target}`, which is out, and nothing in {mentions.Release} cites it.", release, false)
            : null;
    }

    private static LocalizableString Cited(ReleasedMentions mentions, ProposalMentions said, string since)
    {
        var (first, more) = (said.First!.ToString(), said.Lines - 1);
        // Who does not find the number there has to know what to look for.
        if (said.First.Key is { } key)
            return since == mentions.Release
                ? $"cited as {key} by code released in {since}: `{first}`, and {more} more"
                : (LocalizableString)$"cited as {key} by code released since {since}: `{first}` in {mentions.Release}, and {more} more";
        return since == mentions.Release
            ? $"cited by code released in {since}: `{first}`, and {more} more"
            : (LocalizableString)$"cited by code released since {since}: `{first}` in {mentions.Release}, and {more} more";
    }

    // A proposal that may still be made, as the lifecycle says it: not settled, and on the way to what is implemented.
    private static bool IsOpen(Convention convention, string status)
    {
        if (
            convention.NameOf(StatusRole.Implemented) is not { } implemented
            || !convention.Knows(status)
            || convention.IsSettled(status)
            || convention.IsStub(status)
        )
            return false;
        if (convention.RoleOfStatus(status) != StatusRole.Other)
            return convention.RoleOfStatus(status) == StatusRole.Accepted;
        // Where any status may follow any other, nothing is known of one but that it is the first.
        return convention.Transitions.Count == 0 ? status == convention.FirstStatus : convention.LeadsTo(status, implemented);
    }
}
