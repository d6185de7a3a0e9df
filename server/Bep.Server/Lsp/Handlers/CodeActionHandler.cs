using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `textDocument/codeAction`: the fixes of what is found in the range. The rules run again on the request's state, so that nothing has to
/// be remembered from when the diagnostics were published.
/// </summary>
static class CodeActionHandler
{
    private const string QuickFix = "quickfix";

    public static CodeAction[]? Answer(ServerState state, CodeActionParams given, CancellationToken cancel)
    {
        if (!state.Client.TakesCodeActions || !state.TryFind(given.TextDocument.Uri, out var loaded, out var document)) return null;
        if (given.Context?.Only is { } only && !only.Any(IsAskedFor)) return [];

        var span = Translate.Span(document.Text, given.Range);
        // A reservation is offered where a number is to go, whether or not something is wrong there.
        var reservations =
            from fix in Reserve.At(loaded.Series, document, span.Start)
            let edit = Translate.Change(state, loaded, fix.Change)
            where edit is not null
            select new CodeAction(fix.Title, QuickFix, null, null, edit);
        var actions =
            from finding in state.Rules.Check(document, loaded.Series, cancel)
            where finding.Span.Intersects(span)
            from fix in finding.Fixes
            let edit = Translate.Change(state, loaded, fix.Change)
            where edit is not null
            let diagnostic = Translate.Diagnostic(state, loaded, document, finding)
            select new CodeAction(fix.Title, QuickFix, [diagnostic], IsPreferred(fix == finding.Fixes[0]), edit);
        return [.. actions, .. reservations];

        bool? IsPreferred(bool isFirst) => isFirst && state.Client.PrefersActions ? true : null;
    }

    /// <summary>A kind asks for itself and for everything below it; the empty kind asks for all (LSP 3.17, CodeActionKind).</summary>
    private static bool IsAskedFor(string kind) => kind is "" or QuickFix;
}
