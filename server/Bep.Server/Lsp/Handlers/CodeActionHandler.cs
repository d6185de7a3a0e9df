using System.Collections.Immutable;
using System.Globalization;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `textDocument/codeAction`: the fixes of what is found in the range, and what else can be done there. The rules run again on the
/// request's state, so that nothing has to be remembered from when the diagnostics were published.
/// </summary>
static class CodeActionHandler
{
    private const string QuickFix = "quickfix",
        Rewrite = "refactor.rewrite",
        Extract = "refactor.extract",
        Move = "refactor.move",
        Source = "source",
        FixEverything = "source.fixAll.bep";

    // Of the client; it asks which of the choices it is, and gives that one to the server's command of this name.
    private const string IgnoreCommand = "bep.ignore";

    // LSP 3.17, CodeActionTriggerKind: the editor asks by itself, as the cursor moves.
    private const int Automatic = 2;

    public static CodeAction[]? Answer(ServerState state, CodeActionParams parameters, CancellationToken cancel)
    {
        if (!state.Client.TakesCodeActions || !state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
            return null;
        var rules = state.Rules.RememberingOf(loaded.Series);
        var only = parameters.Context?.Only;
        var span = Translate.Span(document.Text, parameters.Range);
        IEnumerable<CodeAction> actions = IsAskedFor(only, QuickFix) ? [.. QuickFixes(state, rules, loaded, document, span, cancel)] : [];
        // What a finding's fix does as well is offered with the finding alone.
        var fixes = actions.Select(action => action.Title).ToHashSet();
        if (IsAskedFor(only, Rewrite) || IsAskedFor(only, Extract) || IsAskedFor(only, Move))
            actions = actions.Concat(
                Refactorings
                    .At(loaded.Series, document, span)
                    .SelectMany(refactorings => Standing($"a refactoring of {document.Path}", refactorings.SelectMany(Describe)))
                    .Where(action => !fixes.Contains(action.Title))
            );
        if (
            only is null
                ? parameters.Context?.TriggerKind != Automatic
                : only.Any(kind => kind is "" or Source || kind.StartsWith(Source + ".", StringComparison.Ordinal))
        )
            actions = actions.Concat(
                Refactorings
                    .In(loaded.Series, document)
                    .SelectMany(refactorings => Standing($"a refactoring of {document.Path}", refactorings.SelectMany(Describe)))
            );
        if (only?.Any(kind => IsAskedFor([kind], FixEverything)) == true)
            actions = actions.Concat(Standing($"fixing everything in {document.Path}", FixesOfEverything()));
        return [.. actions.Where(action => IsAskedFor(only, action.Kind))];

        IEnumerable<CodeAction> FixesOfEverything()
        {
            return FixAll.In(loaded.Series, document, rules, cancellation: cancel) is { } everything
                ? Offer(state, loaded, $"Fix everything that is safe to fix", FixEverything, everything)
                : [];
        }

        IEnumerable<CodeAction> Describe(Refactoring refactoring)
        {
            if (refactoring.Change is { } change)
                return Effect.IsHarmless(loaded.Series, rules, change, cancel)
                    ? Offer(state, loaded, refactoring.Title, KindOf(refactoring), change)
                    : [];
            return
                refactoring.Command is { } wanted
                && Translate.Command(state, parameters.TextDocument.Uri, refactoring.Title, wanted) is { } command
                ? [new(state.Client.Localize(refactoring.Title), KindOf(refactoring), null, null, null, command)]
                : [];
        }
    }

    private static IEnumerable<CodeAction> QuickFixes(
        ServerState state,
        RuleBook rules,
        LoadedSeries loaded,
        Document document,
        TextSpan span,
        CancellationToken cancel
    )
    {
        var all = rules.Check(document, loaded.Series, cancel);
        var found = all.Where(finding => finding.Span.Intersects(span)).ToList();
        var fixes = found.SelectMany(finding =>
            Standing(
                $"a fix of {finding.Rule.Name} in {document.Path}",
                from fix in Effect.Sound(loaded.Series, rules, finding, finding.Fixes, cancel)
                from action in Offer(state, loaded, fix.Title, QuickFix, fix.Change, [finding], fix == finding.Fixes[0])
                select action
            )
        );
        // Where a rule has found the same thing more than once, all of it goes at once.
        var together = found
            .Where(IsFixable)
            .GroupBy(finding => finding.Rule)
            .SelectMany(findings =>
                Standing(
                    $"fixing all of {findings.Key.Name} in {document.Path}",
                    from _ in new[] { findings }
                    where all.Count(finding => finding.Rule == findings.Key && IsFixable(finding)) > 1
                    let change = FixAll.In(loaded.Series, document, rules, findings.Key.Name, cancel)
                    where change is not null
                    from action in Offer(state, loaded, $"Fix all `{findings.Key.Name}` in this file", QuickFix, change, findings)
                    select action
                )
            );
        // Of what needs a choice, the editor asks once, and where.
        var elsewhere = found
            .GroupBy(finding => finding.Rule.Name)
            .SelectMany(findings =>
                Standing(
                    $"fixing all of {findings.Key}",
                    from title in new[] { (LocalizableString)$"Fix all `{findings.Key}`…" }
                    where findings.Any(finding => finding.Fixes.Any(FixAll.IsEdit))
                    let wanted = new RefactoringCommand("fixAll", AsksAuthor: true, ("rule", findings.Key))
                    let command = Translate.Command(state, state.UriOf(loaded.Place, document.Path), title, wanted)
                    where command is not null
                    select new CodeAction(state.Client.Localize(title), QuickFix, null, null, null, command)
                )
            );
        // Ways not to see it come last, and as one where the client lets its author choose among them.
        var ignorable = found.DistinctBy(finding => finding.Rule);
        IEnumerable<CodeAction> ignorances = state.Client.Commands.Contains(IgnoreCommand)
            ? Standing($"ignoring what is found in {document.Path}", Chosen())
            : ignorable.SelectMany(finding =>
                Standing(
                    $"ignoring {finding.Rule.Name} in {document.Path}",
                    from fix in Effect.Sound(loaded.Series, rules, finding, Ignore.For(loaded.Series, document, finding), cancel)
                    from action in Offer(state, loaded, fix.Title, QuickFix, fix.Change, [finding])
                    select action
                )
            );
        // A reservation is offered where a number is to go, whether or not something is wrong there.
        var reservations = Standing(
            $"a reservation in {document.Path}",
            from fix in Reservations.At(loaded.Series, document, span.Start)
            where Effect.IsHarmless(loaded.Series, rules, fix.Change, cancel)
            from action in Offer(
                state,
                loaded,
                $"{fix.Title}{Reservation.Warning(loaded.Series, DateTimeOffset.Now)}",
                QuickFix,
                fix.Change
            )
            select action
        );
        return fixes.Concat(together).Concat(reservations).Concat(elsewhere).Concat(ignorances);

        bool IsFixable(Finding finding) => finding.Fixes.Any(fix => fix.IsSafe);

        // Each choice is what the server's command takes. No diagnostic stands beside the action, for editors put those of one first.
        IEnumerable<CodeAction> Chosen()
        {
            var choices = (
                from finding in ignorable
                from place in Enum.GetValues<IgnoredWhere>()
                let fix = Ignore.At(loaded.Series, document, finding, place)
                where fix is not null && Effect.Sound(loaded.Series, rules, finding, [fix], cancel).Any()
                let start = Translate.Range(document.Text, finding.Span).Start
                select new Dictionary<string, string>
                {
                    ["title"] = state.Client.Localize(fix.Title),
                    ["uri"] = state.UriOf(loaded.Place, document.Path),
                    ["line"] = start.Line.ToString(CultureInfo.InvariantCulture),
                    ["character"] = start.Character.ToString(CultureInfo.InvariantCulture),
                    ["rule"] = finding.Rule.Name,
                    ["where"] = place.ToString(),
                }
            ).ToArray();
            if (choices.Length > 0 && state.Client.AppliesEdits)
            {
                var title = state.Client.Localize($"Ignore…");
                yield return new(title, QuickFix, null, null, null, new(title, IgnoreCommand, choices));
            }
        }
    }

    // None where the client cannot make the change.
    private static CodeAction[] Offer(
        ServerState state,
        LoadedSeries loaded,
        LocalizableString title,
        string kind,
        Change change,
        IEnumerable<Finding>? solved = null,
        bool isFirst = false
    ) =>
        Translate.Change(state, loaded, change) is not { } edit
            ? []
            :
            [
                new(
                    state.Client.Localize(title),
                    kind,
                    solved?.Select(finding => Translate.Diagnostic(state, loaded, loaded.Series.Find(finding.Path)!, finding)).ToArray(),
                    isFirst && state.Client.PrefersActions ? true : null,
                    edit,
                    Translate.Show(state, loaded, title, change)
                ),
            ];

    /// <summary>
    /// The actions that can be made: one that fails does not take the others, and one for a text that has changed meanwhile is not offered.
    /// </summary>
    /// <param name="doing">What they do, for reports.</param>
    /// <param name="actions">The actions.</param>
    private static ImmutableArray<CodeAction> Standing(string doing, IEnumerable<CodeAction> actions)
    {
        var standing = ImmutableArray.CreateBuilder<CodeAction>();
        try
        {
            foreach (var action in actions)
                standing.Add(action);
        }
        catch (RequestException)
        {
            // The editor asks again once the newer text is read.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Safely.Report(doing, e);
        }
        return standing.ToImmutable();
    }

    private static string KindOf(Refactoring refactoring) =>
        refactoring.Kind switch
        {
            RefactoringKind.Extract => Extract,
            RefactoringKind.Move => Move,
            RefactoringKind.Source when refactoring.Name.Length > 0 => $"{Source}.{refactoring.Name}.bep",
            RefactoringKind.Source => Source,
            _ => Rewrite,
        };

    /// <summary>A kind asks for itself and for everything below it; the empty kind asks for all (LSP 3.17, CodeActionKind).</summary>
    private static bool IsAskedFor(string[]? only, string kind) =>
        only is null || only.Any(asked => asked.Length == 0 || kind == asked || kind.StartsWith($"{asked}.", StringComparison.Ordinal));
}
