using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Bep.Analysis.Changes;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds titles of commits and pull requests that do not say, in the series' form, what is done to a proposal.</summary>
public sealed partial class ChangeTitle()
    : Rule(RuleGroup.ChangeTitles, Severity.Warning, $"The title of a change to a proposal is of the series' form and says what is done.")
{
    // More than these to choose from are no help.
    private const int MostFixes = 3;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A pull request is squashed into one commit, whose title is its pull request's. In a year, the list of these titles is all that most people
            read of a proposal's life: when it came, what was changed, for which version it was accepted. A title is compared with what the branch
            changes. Only titles that begin with a proposal's number are looked at, or, in a series with conventional commits, those of that form which
            name a proposal after the verb; `change-titles` in `.bep.yaml` says which form it is. Commits in the midst of a branch may be titled freely.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "No verb",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001: Add quiet hours
                ^^^^^^^^^^^^^^^^^^^^^^^^^ A change is titled `BEP-1001 (verb): summary`; the verb is new, accept, reject, update or revise.

                # Please enter the commit message for your changes.
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (new): Add quiet hours

                # Please enter the commit message for your changes.
                """
            ),
            new(
                "A verb that nobody knows",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (udpate): Remove what nobody needs
                          ^^^^^^ `udpate` is not a verb of a title; did you mean `update`?
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (update): Remove what nobody needs
                """
            ),
            new(
                "A new proposal without its title",
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (new): First draft
                                ^^^^^^^^^^^ The title of BEP-1001, `Quiet Hours`, is missing.
                """,
                """
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (new): Quiet Hours
                """
            ),
            new(
                "Accepted for no version",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Target-Version: 26.9.0
                ---
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (accept): Quiet Hours
                                   ^^^^^^^^^^^ The version that BEP-1001 is accepted for is missing.
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                Target-Version: 26.9.0
                ---
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (accept): Planned for 26.9.0
                """
            ),
            new(
                "A number that nobody has",
                """
                -- BEP-1023-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1032 (update): Silence the horn
                ^^^^^^^^ No proposal has the number BEP-1032; did you mean BEP-1023?
                """,
                """
                -- BEP-1023-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                BEP-1023 (update): Silence the horn
                """
            ),
            new(
                "Another change than the branch makes",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                # Quiet Hours

                Silence the horn.
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (update): Silence the horn
                          ^^^^^^ BEP-1001 was Accepted before; the verb is `revise`.
                -- main:BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                # Quiet Hours
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Accepted
                ---
                # Quiet Hours

                Silence the horn.
                -- .git/COMMIT_EDITMSG --
                BEP-1001 (revise): Silence the horn
                """
            ),
            new(
                "In the form of conventional commits",
                """
                -- .bep.yaml --
                change-titles: conventional
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                docs(BA-7050): update BEP-1001: night watch
                               ^^^^^^ BEP-1001 is new; the verb is `add`.
                -- main:README.md --
                | Number | Title | Author | Status |
                |--------|-------|--------|--------|
                """,
                """
                -- .bep.yaml --
                change-titles: conventional
                -- BEP-1001-quiet-hours.md --
                # Quiet Hours
                -- .git/COMMIT_EDITMSG --
                docs(BA-7050): add BEP-1001 Quiet Hours
                """
            ),
            new(
                "Titles as they should be, and messages about something else",
                """
                -- BEP-1001-quiet-hours.md --
                # BEP-1001: Quiet Hours
                -- BEP-1002-night-shift.md --
                # Night Shift
                -- .git/COMMIT_EDITMSG --
                # A comment

                BEP-1001, BEP-1002 (new): Quiet hours; night shift

                BEP-1003 is still to come.
                -- .git/MERGE_MSG --
                Merge branch 'quiet-hours'
                -- .git/SQUASH_MSG --
                fixup! BEP-1001: quiet hours
                -- .git/PULLREQ_EDITMSG --
                feat(lamps): Turn off at night (BEP-1001)
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Message || WrittenTitle.Read(series.Convention, document) is not { } title)
            yield break;
        ImmutableArray<Fix>? fixes = null;
        foreach (var fault in Judge(series, title))
        {
            fixes ??=
            [
                .. Candidates(series, document.Text.Slice(title.Span), title)
                    .Select(candidate => WrittenTitle.WithScopeOf(series.Convention, candidate, document.Text.Slice(title.Span)))
                    .Distinct()
                    .Where(candidate => WrittenTitle.Read(series.Convention, candidate) is { } better && !Judge(series, better).Any())
                    .Take(MostFixes)
                    .Select(candidate => new Fix(
                        $"Change to `{candidate}`",
                        Change.Of(document.Path, new TextEdit(title.Span, candidate))
                    )),
            ];
            yield return Report(document, fault.Span, fault.Message, fixes.Value);
        }
    }

    private static IEnumerable<Fault> Judge(Series series, WrittenTitle title)
    {
        var convention = series.Convention;
        if (title.Parts.IsEmpty)
        {
            var number = convention.Format(convention.FirstNumber.Next);
            yield return new(title.Span, $"A change is titled `{number} (verb): summary`; the verb is {Words(convention)}.", []);
            yield break;
        }

        foreach (var part in title.Parts)
        {
            var name = convention.Format(part.Number.Value);
            var isKnown = IsKnown(series, part.Number.Value);
            if (!isKnown)
            {
                var nearest = series.NearestTo(part.Number.Value);
                yield return new(
                    part.Number.Span,
                    nearest.IsEmpty
                        ? (LocalizableString)$"No proposal has the number {name}."
                        : $"No proposal has the number {name}; did you mean {nearest[0]}?",
                    nearest
                );
            }

            // Several numbers may share a verb, which is judged with the last of them.
            var isLast = title.Parts.Last(other => other.Verb.Span == part.Verb.Span) == part;
            var verbs = VerbsOf(convention, part.Verb.Value);
            if (verbs.IsEmpty)
            {
                var nearest = NearestVerbs(convention, part.Verb.Value);
                // As a conventional commit it may be a sentence like any other.
                if (!isLast || (nearest.IsEmpty && convention.ChangeForm.Type is not null))
                    continue;
                yield return new(
                    part.Verb.Span,
                    nearest.IsEmpty
                        ? (LocalizableString)$"`{part.Verb.Value}` is not a verb of a title; there are {Words(convention)}."
                        : $"`{part.Verb.Value}` is not a verb of a title; did you mean `{nearest[0]}`?",
                    nearest
                );
            }
            else if (!isKnown)
            {
                continue;
            }
            else if (MismatchOf(series, part, verbs) is { } change)
            {
                yield return new(part.Verb.Span, Tell(convention, verbs, change), [convention.VerbOf(change.Kind).Word]);
            }
            else if (
                series.IsComplete
                && verbs.All(verb => verb.Kind == ChangeKind.New)
                && AsksForTitle(series, part.Number.Value)
                && !HasTitle(series, part)
            )
            {
                var expected = ChangeFinder.Of(series, part.Number.Value, ChangeKind.New).Titles[0];
                yield return new(SpanOf(part), $"The title of {name}, `{expected}`, is missing.", []);
            }
            else if (verbs.All(verb => verb.Kind == ChangeKind.Accept) && !Version().IsMatch(part.Summary.Value))
            {
                yield return new(SpanOf(part), $"The version that {name} is accepted for is missing.", []);
            }
        }
    }

    // What may have been meant, the likeliest first: what is wrong put right in its place, then titles made anew.
    private static IEnumerable<string> Candidates(Series series, string line, WrittenTitle title)
    {
        var convention = series.Convention;
        var (numbers, word, summary) = title.Parts.IsEmpty
            ? WrittenTitle.Guess(convention, line)
            : ([.. title.Parts.Select(part => part.Number.Value)], title.Parts[0].Verb.Value, title.Parts[0].Summary.Value);
        ImmutableArray<ProposalChange> changes = ChangeFinder.In(series) ?? [];
        var own = changes.RemoveAll(change => !numbers.Contains(change.Number));
        var faults = Judge(series, title)
            .Where(fault => !fault.Replacements.IsEmpty)
            .DistinctBy(fault => fault.Span)
            .OrderBy(fault => fault.Span)
            .ToList();
        for (var i = 0; i < faults.Select(fault => fault.Replacements.Length).DefaultIfEmpty().Max(); i++)
            yield return new SourceText(line)
                .With(
                    faults.Select(fault => new TextEdit(
                        fault.Span.Shifted(-title.Span.Start),
                        fault.Replacements[Math.Min(i, fault.Replacements.Length - 1)]
                    ))
                )
                .Content;

        if (title.Parts.IsEmpty && numbers is [var only] && summary.Length > 0)
        {
            if (word is not null)
                yield return TitleWriter.Write(series, only, word, summary);
            foreach (var change in own)
                yield return TitleWriter.Write(series, only, convention.VerbOf(change.Kind).Word, summary);
        }

        if (own.Length > 0)
            yield return TitleWriter.Write(series, own);
        if (numbers is [var single] && word is not null)
        {
            foreach (var verb in VerbsOf(convention, word))
                yield return TitleWriter.Write(series, [ChangeFinder.Of(series, single, verb.Kind)]);
        }

        if (changes.Length > 0)
            yield return TitleWriter.Write(series, changes);
    }

    private static bool IsKnown(Series series, ProposalNumber number)
    {
        var branches = series.ExternalFacts.Branches;
        return series.Knows(number) || branches.Has(number) || branches.Base?.Claims.Any(claim => claim.Number == number) == true;
    }

    // The change that is made and that the verb does not name; null where it does, or nobody can tell.
    private static ProposalChange? MismatchOf(Series series, TitlePart part, ImmutableArray<ChangeVerb> verbs)
    {
        var convention = series.Convention;
        var change = ChangeFinder.In(series)?.FirstOrDefault(change => change.Number == part.Number.Value);
        if (
            change is null
            || Has(change.Kind)
            || part.Verb.Value.Equals(convention.VerbOf(change.Kind).Word, StringComparison.OrdinalIgnoreCase)
        )
            return null;
        // `add BEP-1055 to the index`
        if (convention.ChangeForm.Type is not null && Has(ChangeKind.New) && !HasTitle(series, part))
            return null;
        // What is new may be decided on at once.
        if (
            change.Kind == ChangeKind.New
            && verbs.Any(verb => RoleOf(verb.Kind) is var role and not StatusRole.Other && role == convention.RoleOfStatus(change.Now))
        )
            return null;
        // The next commit of a branch may be about a part of what the branch does.
        var isPart =
            series.ExternalFacts.Branches.Base is { HasNewCommits: true } && change.Kind is not (ChangeKind.Update or ChangeKind.Revise);
        return isPart && (Has(ChangeKind.Update) || Has(ChangeKind.Revise)) ? null : change;

        bool Has(ChangeKind kind) => verbs.Any(verb => verb.Kind == kind);
    }

    private static LocalizableString Tell(Convention convention, ImmutableArray<ChangeVerb> verbs, ProposalChange change)
    {
        var (name, word) = (convention.Format(change.Number), convention.VerbOf(change.Kind).Word);
        return change.Kind switch
        {
            ChangeKind.New => $"{name} is new; the verb is `{word}`.",
            ChangeKind.Revise or ChangeKind.Update when verbs.All(verb => verb.Kind == ChangeKind.New) || change.Before is null =>
                $"{name} was there before; the verb is `{word}`.",
            ChangeKind.Revise => $"{name} was {change.Before} before; the verb is `{word}`.",
            ChangeKind.Update => $"{name} is still {change.Now}; the verb is `{word}`.",
            _ => $"{name} becomes {change.Now}; the verb is `{word}`.",
        };
    }

    private static StatusRole RoleOf(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Accept => StatusRole.Accepted,
            ChangeKind.Reject => StatusRole.Rejected,
            ChangeKind.Implement => StatusRole.Implemented,
            ChangeKind.Supersede => StatusRole.Superseded,
            _ => StatusRole.Other,
        };

    // As a conventional commit, `add` need not say that the proposal is new.
    private static bool AsksForTitle(Series series, ProposalNumber number) =>
        series.Convention.ChangeForm.Type is null
        || ChangeFinder.In(series)?.Any(change => change.Number == number && change.Kind == ChangeKind.New) == true;

    private static bool HasTitle(Series series, TitlePart part)
    {
        var said = Plain(part.Summary.Value);
        return ChangeFinder
            .Of(series, part.Number.Value, ChangeKind.New)
            .Titles.Any(title => said.Contains(Plain(title), StringComparison.Ordinal));
    }

    // Words alone, so that marks, capitals and blanks make no difference.
    private static string Plain(string text)
    {
        var words = new StringBuilder(" ");
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                words.Append(char.ToLowerInvariant(c));
            else if (words[^1] != ' ')
                words.Append(' ');
        }

        return words.ToString().Trim();
    }

    private static TextSpan SpanOf(TitlePart part) => part.Summary.Value.Length > 0 ? part.Summary.Span : part.Number.Span;

    // Conventional commits begin with a capital letter as often as not.
    private static ImmutableArray<ChangeVerb> VerbsOf(Convention convention, string word) =>
        [
            .. convention.ChangeVerbs.Where(verb =>
                verb.Word.Equals(word, convention.ChangeForm.Type is null ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            ),
        ];

    private static ImmutableArray<string> NearestVerbs(Convention convention, string word) =>
        [.. DidYouMean.To(word, convention.ChangeVerbs.Select(verb => verb.Word).Distinct())];

    private static LocalizableString Words(Convention convention) =>
        LocalizableString.Or([.. convention.ChangeVerbs.Select(verb => verb.Word).Distinct()]);

    private sealed record Fault(TextSpan Span, LocalizableString Message, ImmutableArray<string> Replacements);

    // `26.9.0`, `25.9 LTS`
    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Version();
}
