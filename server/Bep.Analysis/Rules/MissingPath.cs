using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds names of source files that the repository no longer has.</summary>
public sealed partial class MissingPath()
    : Rule(RuleGroup.References, Severity.Information, $"A source file that a proposal names is still there.")
{
    /// <inheritdoc/>
    public override FarFacts Asks => FarFacts.GonePaths;

    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            A proposal that people still work from describes the code as it is, and code moves. Whoever looks for the file, a coding agent more than
            anybody, finds nothing and guesses.

            Looked at are paths from the repository's top folder on, in code style: `src/lamps/lamp.py`. Found are those that git's history has and
            that are gone. What was never there is planned, and fine; so is what a line says is removed, moved or replaced, and all that a settled
            proposal says of its own time. Where git has renamed the file and nine tenths of it are as they were, that is the fix.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A file that was renamed",
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---
                # Quiet Hours

                Lamps are lit by `src/lamp.py:12`.
                                  ^^^^^^^^^^^ `src/lamp.py` is gone; it is `src/lights/lamp.py` now.
                -- src/lights/lamp.py --
                -- 25.12.0:src/lamp.py --
                light()
                """,
                """
                -- BEP-1001-quiet-hours.md --
                ---
                Status: Draft
                ---
                # Quiet Hours

                Lamps are lit by `src/lights/lamp.py:12`.
                -- src/lights/lamp.py --
                -- 25.12.0:src/lamp.py --
                light()
                """
            ),
            new(
                "A folder that is gone",
                """
                -- BEP-1001-quiet-hours.md --
                Lamps are in `src/lamps/`.
                              ^^^^^^^^^ `src/lamps` is gone.
                -- 25.12.0:src/lamps/lamp.py --
                light()
                """
            ),
            new(
                "What is there, what is planned, and what is said to go",
                """
                -- BEP-1001-quiet-hours.md --
                `src/horn.py` calls `src/night.py`, which is new. Remove `src/lamp.py`, and `src/lamp.py` → `src/horn.py`.

                ```
                src/lamp.py
                ```
                -- BEP-1002-fog-horn.md --
                ---
                Status: Implemented
                ---
                It is `src/lamp.py` that was changed.
                -- src/horn.py --
                -- 25.12.0:src/lamp.py --
                light()
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        var gone = series.ExternalFacts.Gone;
        if (ReferenceEquals(gone, GonePaths.Unknown) || document.Kind != DocumentKind.Proposal || document.IsSettled(series.Convention))
            yield break;
        var text = document.Text;
        foreach (var code in document.Quiet)
        {
            var match = InCode().Match(text.Content, code.Start, code.Length);
            if (
                !match.Success
                || match.Groups["path"] is not { } named
                || !gone.Has(named.Value, out var now)
                || series.Exists(named.Value)
            )
                continue;
            // What a file is called says nothing of what becomes of it.
            if (Goes().IsMatch(Code().Replace(text.Slice(text.LineSpan(text.LineAt(code.Start))), "")))
                continue;
            var span = new TextSpan(named.Index, named.Index + named.Length);
            yield return now is null
                ? Report(document, span, $"`{named.Value}` is gone.")
                : Report(
                    document,
                    span,
                    $"`{named.Value}` is gone; it is `{now}` now.",
                    new Fix($"Change to `{now}`", Change.Of(document.Path, new TextEdit(span, now)))
                );
        }
    }

    // One path and nothing else between backticks, perhaps with a line or a member behind it.
    [GeneratedRegex(
        @"\G`+ ?(?:\./)?(?<path>[\w.@+-]{1,100}(?:/[\w.@+-]{1,100}){1,30})/?(?:[:#][^`\s]{0,100})? ?`+(?!.)",
        RegexOptions.Singleline
    )]
    private static partial Regex InCode();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    // “remove”, “moved to”, “formerly”, an arrow.
    [GeneratedRegex(
        @"\b(?:remov|delet|drop|renam|mov(?:e|ed|es|ing)\b|replac|deprecat|obsolete|legacy|former|previous|used to|no longer|split|merge|migrat|relocat)|→|->|=>|삭제|제거|이동|옮|대체|기존",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Goes();
}
