using Bep.Analysis.Changes;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using static Bep.Fuzz.BrokenLawException;

namespace Bep.Fuzz;

/// <summary>What holds of every answer that an editor may ask for.</summary>
public static class FeatureLaws
{
    private static readonly bool[] s_both = [true, false];

    /// <summary>What is asked for a whole document.</summary>
    public static void CheckWhole(Series series, Document document, Sample sample)
    {
        var whole = new TextSpan(0, document.Text.Length);
        foreach (var reads in s_both)
        {
            foreach (var link in DocumentLinks.In(series, document, reads))
            {
                LiesIn(document, link.Span, nameof(DocumentLinks));
                Unless(link.Path is null != link.Address is null, nameof(DocumentLinks), $"{link} leads to two places or none.");
            }

            foreach (var fold in FoldingRanges.In(document, reads))
                Unless(
                    fold.First >= 0 && fold.First < fold.Last && fold.Last < document.Text.LineCount,
                    nameof(FoldingRanges),
                    $"{fold} is no fold."
                );
        }

        CheckOutline(DocumentSymbols.In(document), whole);
        foreach (var symbol in WorkspaceSymbols.Find(series, "a", 20))
            LiesIn(series, symbol.Place, nameof(WorkspaceSymbols));
        foreach (var refactoring in sample.Of([.. Refactorings.In(series, document).SelectMany(group => group)]))
        {
            if (refactoring.Change is { } change)
                FixLaws.Apply(series, change, $"refactoring {refactoring.Kind}");
        }

        var last = 0;
        foreach (var token in ReferenceTokens.In(series, document, whole))
        {
            LiesIn(document, token.Span, nameof(ReferenceTokens));
            Unless(token.Span.Start >= last, nameof(ReferenceTokens), $"{token} comes too late.");
            Unless(
                document.Text.LineAt(token.Span.Start) == document.Text.LineAt(token.Span.End),
                nameof(ReferenceTokens),
                $"{token} has several lines."
            );
            last = token.Span.End;
        }

        foreach (var mention in PlainMentions.In(series.Convention, document.Text.Content))
            LiesIn(document, mention.Span, nameof(PlainMentions));
        foreach (var lens in CodeLenses.In(series, document))
            LiesIn(document, lens.Span, nameof(CodeLenses));
        foreach (var hint in InlayHints.In(series, document, whole))
            LiesIn(document, TextSpan.At(hint.Offset), nameof(InlayHints));
        foreach (var issue in Issues.In(series, document))
            LiesIn(document, issue.Span, nameof(Issues));
        if (!sample.Now(4))
            return;
        if (FixAll.In(series, document, Analysis.Checking.RuleBook.Default) is { } all)
            FixLaws.Apply(series, all, nameof(FixAll));
        _ = Connections.Of(series, document.Path);
        _ = ProposalList.Of(series);
        _ = ProposalGraph.Of(series);
        FixLaws.Apply(series, Linking.InAll(series), nameof(Linking));
        _ = WrittenTitle.Read(series.Convention, document);
        if (NewProposal.Create(series, "A new one").Value is { } made)
            FixLaws.Apply(series, made.Change, nameof(NewProposal));
        if (document.Number is { } number)
            FixLaws.Apply(series, Renumbering.Of(series, document, series.NextNumber), nameof(Renumbering));
        foreach (var step in sample.Of(StatusChange.Steps(series, document)))
        {
            if (StatusChange.To(series, document, step.Status, new("26.1.0", null, null)).Value is { } change)
                FixLaws.Apply(series, change, nameof(StatusChange));
        }

        if (SubDocuments.Create(series, document, "Details").Value is { } sub)
            FixLaws.Apply(series, sub, nameof(SubDocuments));
        foreach (var section in sample.Of(document.Sections))
        {
            if (Splitting.Of(series, document, section).Value is { } split)
                FixLaws.Apply(series, split, nameof(Splitting));
        }

        if (
            document.Kind is DocumentKind.Proposal or DocumentKind.Supporting
            && !series.Files.Contains(Paths.Join(series.Folder, "moved/x.md"))
        )
        {
            FixLaws.Apply(series, Moving.Of(series, document.Path, Paths.Join(series.Folder, "moved/x.md")), nameof(Moving));
            FixLaws.Apply(series, Moving.Unlink(series, [document.Path]), nameof(Moving));
        }
    }

    /// <summary>What is asked at a place.</summary>
    public static void CheckAt(Series series, Document document, int offset)
    {
        if (Symbol.At(document, offset) is { } symbol)
            LiesIn(document, symbol.Span, nameof(Symbol));
        if (Hover.At(series, document, offset) is { } hover)
        {
            LiesIn(document, hover.Span, nameof(Hover));
            Unless(hover.Markdown.ToString().Length > 0, nameof(Hover), $"Nothing is said at {offset}.");
        }

        foreach (var both in s_both)
        {
            foreach (var place in References.To(series, document, offset, both))
                LiesIn(series, place, nameof(References));
            foreach (var place in Definition.At(series, document, offset, both)?.Targets ?? [])
                LiesIn(series, place, nameof(Definition));
            foreach (var item in Completion.At(series, document, offset, both).Items)
            {
                LiesIn(document, item.Edit.Span, nameof(Completion));
                Unless(item.Edit.Span.Touches(offset), nameof(Completion), $"{item.Label} replaces what is not at the cursor.");
                Unless(
                    document.Text.LineAt(item.Edit.Span.Start) == document.Text.LineAt(item.Edit.Span.End),
                    nameof(Completion),
                    $"{item.Label} replaces several lines."
                );
                Unless(item.Label.Length > 0, nameof(Completion), $"An item has no label at {offset}.");
            }

            CheckRename(series, document, offset, both);
        }

        foreach (var refactoring in Refactorings.At(series, document, TextSpan.At(offset)).SelectMany(group => group))
        {
            Unless(
                refactoring.Change is null != refactoring.Command is null,
                nameof(Refactorings),
                $"{refactoring.Title} is done in one way."
            );
            if (refactoring.Change is { } change)
                FixLaws.Apply(series, change, $"refactoring {refactoring.Kind}");
        }

        foreach (var highlight in Highlights.At(series, document, offset))
            LiesIn(document, highlight.Span, nameof(Highlights));
        var selections = SelectionRanges.Around(document, offset);
        Unless(selections[0].Touches(offset), nameof(SelectionRanges), $"{selections[0]} is not at {offset}.");
        for (var i = 0; i < selections.Length; i++)
        {
            LiesIn(document, selections[i], nameof(SelectionRanges));
            Unless(
                i == 0 || (selections[i] != selections[i - 1] && selections[i].Contains(selections[i - 1])),
                nameof(SelectionRanges),
                $"{selections[i]} is no more than what it is around."
            );
        }

        if (Hierarchy.At(series, document, offset) is { } node)
        {
            LiesIn(series, node.Place, nameof(Hierarchy));
            foreach (var (other, spans) in Hierarchy.Referring(series, node))
            foreach (var span in spans)
                LiesIn(series.Find(other.Place.Path)!, span, nameof(Hierarchy));
            foreach (var (_, spans) in Hierarchy.ReferredTo(series, node))
            foreach (var span in spans)
                LiesIn(series.Find(node.Place.Path)!, span, nameof(Hierarchy));
            foreach (var other in Hierarchy.Successors(series, node).Concat(Hierarchy.Predecessors(series, node)))
                LiesIn(series, other.Place, nameof(Hierarchy));
        }

        foreach (var fix in Reservations.At(series, document, offset))
            FixLaws.Apply(series, fix.Change, nameof(Reserve));
        _ = Issues.At(series, document, offset);
    }

    private static void CheckRename(Series series, Document document, int offset, bool reads)
    {
        var (target, refusal) = Rename.Prepare(series, document, offset, reads);
        if (refusal?.ToString() is { } reason)
            Unless(
                reason.Length > 2 && reason[^1] == '.' && (char.IsUpper(reason[0]) || char.IsDigit(reason[0])),
                nameof(Rename),
                $"“{reason}” is no sentence."
            );
        if (target is null)
            return;
        LiesIn(document, target.Span, nameof(Rename));
        Unless(target.Span.Touches(offset), nameof(Rename), $"“{target.Text}” is not at the cursor.");
        foreach (var name in (string[])["4321", "", "x", target.Text])
        {
            var (change, refused) = Rename.To(series, document, offset, name, reads);
            Unless(change is null != refused is null, nameof(Rename), $"“{name}” for “{target.Text}”: {refused}");
            if (change is not null)
                FixLaws.Apply(series, change, nameof(Rename));
        }
    }

    private static void CheckOutline(IEnumerable<DocumentSymbol> symbols, TextSpan within)
    {
        foreach (var symbol in symbols)
        {
            Unless(symbol.Name.Length > 0, nameof(DocumentSymbols), $"A symbol has no name at {symbol.Span}.");
            Unless(within.Contains(symbol.Span), nameof(DocumentSymbols), $"{symbol.Name} is not in its parent.");
            Unless(symbol.Span.Contains(symbol.NameSpan), nameof(DocumentSymbols), $"The name of {symbol.Name} is not in it.");
            CheckOutline(symbol.Children, symbol.Span);
        }
    }

    private static void LiesIn(Document document, TextSpan span, string law) => SpanLaws.LiesIn(document.Text, span, law);

    private static void LiesIn(Series series, NavigationTarget place, string law)
    {
        Unless(place.Span.Contains(place.NameSpan), law, $"{place} stands outside of itself.");
        if (series.Find(place.Path) is { } document)
            LiesIn(document, place.Span, law);
        else
            Unless(
                place.Span.IsEmpty && (place.Branch is { } branch ? IsOn(branch) && !series.Exists(place.Path) : series.Exists(place.Path)),
                law,
                $"{place} is nowhere."
            );

        bool IsOn(string branch) =>
            series.ExternalFacts.Branches.Branches.Any(one => one.Name == branch && one.Claims.Any(claim => claim.Path == place.Path));
    }
}
