using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Changes;

/// <summary>What a branch does to one proposal, and what its title may say of that.</summary>
/// <param name="Number">The proposal.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Titles">What the proposal is called, in its document and in its row; at least one, the likelier first.</param>
public sealed record ProposalChange(ProposalNumber Number, ChangeKind Kind, EquatableArray<string> Titles)
{
    /// <summary>The status that it had; null for a new proposal, or where it had none.</summary>
    public string? Before { get; init; }

    /// <summary>The status that it has; null where it has none.</summary>
    public string? Now { get; init; }

    /// <summary>The version that a decision is for; null where none is named.</summary>
    public string? Version { get; init; }

    /// <summary>The proposal that takes its place, as it is read; null where none is named.</summary>
    public string? Successor { get; init; }

    /// <summary>What can be told of the change, as a command: “Add Rollout and Risks”; null for nothing.</summary>
    public string? Summary { get; init; }
}
