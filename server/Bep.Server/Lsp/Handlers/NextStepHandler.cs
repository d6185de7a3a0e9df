using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/nextStep`: what a proposal lacks for its next status.</summary>
static class NextStepHandler
{
    public static NextStepInfo? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document) && NextSteps.Of(loaded.Series, document) is { } next
            ? new(
                next.Status,
                [
                    .. next.Missing.Select(part => new MissingInfo(
                        state.Client.Localize(part.Words),
                        Translate.Range(document.Text, part.Span)
                    )),
                ]
            )
            : null;
}
