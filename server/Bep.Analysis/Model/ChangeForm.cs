using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>What a branch does to a proposal, the most telling first: where several are titled together, in this order.</summary>
public enum ChangeKind
{
    /// <summary>There is a document, or a number reserved for one, that was not there.</summary>
    New,

    /// <summary>It is agreed on.</summary>
    Accept,

    /// <summary>It is decided against.</summary>
    Reject,

    /// <summary>A version has it.</summary>
    Implement,

    /// <summary>Another one takes its place.</summary>
    Supersede,

    /// <summary>It is changed after a decision was made on it.</summary>
    Revise,

    /// <summary>It is changed while it is a draft.</summary>
    Update,
}

/// <summary>How the title of a change names a kind of change.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Word">The verb, as it is written. Several kinds may share one.</param>
/// <param name="Summary">
/// What follows by itself, with holes for what is known of the proposal: <c>{title}</c>, <c>{version}</c>, <c>{successor}</c>,
/// <c>{summary}</c>
/// (what can be told of the change). With a hole that cannot be filled, the summary of a new proposal stands in its place.
/// </param>
/// <param name="Meaning">What it says of a proposal, in a sentence.</param>
public sealed record ChangeVerb(ChangeKind Kind, string Word, string Summary, LocalizableString Meaning);

/// <summary>A word that a series uses in place of a form's own.</summary>
public sealed record ChangeWord(ChangeKind Kind, string Word);

/// <summary>How the title of a change is put together.</summary>
/// <param name="Name">As <c>.bep.yaml</c> calls it.</param>
/// <param name="Type">
/// The type of a conventional commit, <c>docs(BA-7050): add BEP-1072 Quiet Hours</c>; null for the other form, <c>BEP-1072 (new): Quiet
/// Hours</c>.
/// </param>
/// <param name="Verbs">One for each kind of change.</param>
public sealed record ChangeForm(string Name, string? Type, EquatableArray<ChangeVerb> Verbs)
{
    /// <summary>The hole for a proposal's title.</summary>
    public const string TitleHole = "{title}";

    /// <summary>The hole for the version that a decision is for.</summary>
    public const string VersionHole = "{version}";

    /// <summary>The hole for the proposal that takes the place.</summary>
    public const string SuccessorHole = "{successor}";

    /// <summary>The hole for what can be told of a change.</summary>
    public const string SummaryHole = "{summary}";

    /// <summary>The process' own form.</summary>
    public static ChangeForm Bep { get; } =
        new(
            "bep",
            null,
            [
                new(ChangeKind.New, "new", TitleHole, $"A new proposal, with its title."),
                new(
                    ChangeKind.Accept,
                    "accept",
                    $"Planned for {VersionHole}",
                    $"The proposal is accepted, with the version it is planned for."
                ),
                new(ChangeKind.Reject, "reject", $"Decided to drop {TitleHole}", $"The proposal is rejected, with the reason."),
                new(ChangeKind.Implement, "update", $"Implemented in {VersionHole}", $"A draft is changed, with a summary of the change."),
                new(ChangeKind.Supersede, "update", $"Superseded by {SuccessorHole}", $"A draft is changed, with a summary of the change."),
                new(
                    ChangeKind.Revise,
                    "revise",
                    SummaryHole,
                    $"A proposal is changed after it was accepted, with a summary of the change."
                ),
                new(ChangeKind.Update, "update", SummaryHole, $"A draft is changed, with a summary of the change."),
            ]
        );

    /// <summary>Conventional commits, with the key of the issue that the branch is named after.</summary>
    public static ChangeForm Conventional { get; } =
        new(
            "conventional",
            "docs",
            [
                new(ChangeKind.New, "add", $" {TitleHole}", $"A new proposal, with its title."),
                new(ChangeKind.Accept, "accept", $" for {VersionHole}", $"The proposal is accepted, with the version it is planned for."),
                new(ChangeKind.Reject, "reject", $" {TitleHole}", $"The proposal is rejected."),
                new(
                    ChangeKind.Implement,
                    "update",
                    $": implemented in {VersionHole}",
                    $"A draft is changed, with a summary of the change."
                ),
                new(
                    ChangeKind.Supersede,
                    "update",
                    $": superseded by {SuccessorHole}",
                    $"A draft is changed, with a summary of the change."
                ),
                new(
                    ChangeKind.Revise,
                    "revise",
                    $": {SummaryHole}",
                    $"A proposal is changed after it was accepted, with a summary of the change."
                ),
                new(ChangeKind.Update, "update", $": {SummaryHole}", $"A draft is changed, with a summary of the change."),
            ]
        );

    /// <summary>The forms there are.</summary>
    public static ImmutableArray<ChangeForm> All { get; } = [Bep, Conventional];
}
