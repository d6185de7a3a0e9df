using Bep.Analysis.Features;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/steps`: the statuses that a proposal may get next, and what each of them asks for; what `bep.server.changeStatus` takes.</summary>
static class StepsHandler
{
    public static StepInfo[]? Answer(ServerState state, TextDocumentParams given, CancellationToken cancel) =>
        state.TryFind(given.TextDocument.Uri, out var loaded, out var document)
            ? [.. StatusChange.Steps(loaded.Series, document).Select(step => new StepInfo(step.Status, step.Version?.Name, step.Successor, step.Reason))]
            : null;
}
