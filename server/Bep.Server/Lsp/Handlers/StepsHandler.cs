using Bep.Analysis.Edits;
using Bep.Analysis.Snapshot;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `bep/steps`: the statuses that a proposal may get next, and what each of them asks for; what `bep.server.changeStatus` takes.
/// </summary>
static class StepsHandler
{
    public static StepInfo[]? Answer(ServerState state, TextDocumentParams parameters, CancellationToken cancel) =>
        state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document)
            ? [.. StatusChange.Steps(loaded.Series, document).Select(step => Describe(loaded.Series, step))]
            : null;

    private static StepInfo Describe(Series series, StatusStep step) =>
        new(step.Status, step.Version?.Name, step.Version is null ? null : [.. Versions.Known(series)], step.Successor, step.Reason);
}
