using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>Finds proposals that lie in another folder than that of their status.</summary>
public sealed class StatusFolder() : Rule(RuleGroup.Lifecycle, Severity.Warning, $"A proposal lies in the folder of its status.")
{
    /// <inheritdoc/>
    public override LocalizableString Why =>
        $"""
            Where `status-folders` says that folders mean statuses, who looks at the names of the files alone takes a proposal for what its folder
            says. A proposal that was rejected and still lies among the active ones is read as one of them.
            """;

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new(
                "A status that changed by hand",
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: ["active/{number}-{slug}.md", "archived/{number}-{slug}.md"]
                registry: none
                template: none
                field-names: { status: status }
                statuses: [Draft, Accepted, Rejected]
                status-folders: { Draft: active, Accepted: active, Rejected: archived }
                -- active/0001-lamps.md --
                ---
                status: Rejected
                        ^^^^^^^^ A proposal that is Rejected lies in archived/, not in active/.
                ---

                # Lamps, after [Oil](0002-oil.md)
                -- active/0002-oil.md --
                ---
                status: Accepted
                ---

                # Oil, before [Lamps](0001-lamps.md)
                """,
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: ["active/{number}-{slug}.md", "archived/{number}-{slug}.md"]
                registry: none
                template: none
                field-names: { status: status }
                statuses: [Draft, Accepted, Rejected]
                status-folders: { Draft: active, Accepted: active, Rejected: archived }
                -- active/0002-oil.md --
                ---
                status: Accepted
                ---

                # Oil, before [Lamps](../archived/0001-lamps.md)
                -- archived/0001-lamps.md --
                ---
                status: Rejected
                ---

                # Lamps, after [Oil](../active/0002-oil.md)
                """
            ),
            new(
                "Statuses without a folder, and documents without a status",
                """
                -- .bep.yaml --
                prefix: ADR
                file-names: ["{number}-{slug}.md", "archived/{number}-{slug}.md"]
                registry: none
                template: none
                field-names: { status: status }
                statuses: [Draft, Accepted, Rejected]
                status-folders: { Rejected: archived }
                rules: { missing-front-matter: off }
                -- archived/0001-lamps.md --
                ---
                status: Accepted
                ---

                # Lamps
                -- archived/0002-oil.md --
                # Oil
                """
            ),
        ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        var convention = series.Convention;
        if (
            document.Kind != DocumentKind.Proposal
            || document.Field(FieldRole.Status) is not { IsEmpty: false, Value: { Value: var status } value } field
            || convention.FolderOf(status) is not { } right
            || convention.CommonFolder(series.Folder, document.Path) is not { } folder
            || folder == right
        )
            yield break;
        var fixes = ImmutableArray.CreateBuilder<Fix>();
        var moves = StatusFolders.MovesTo(series, document, status);
        if (moves.All(move => !series.Exists(move.To)))
            fixes.Add(new($"Move {document.Name} to {Shown(right)}", () => Moving.Of(series, moves)));
        if (convention.StatusByFolder(series.Folder, document.Path) is { } said)
            fixes.Add(
                new(
                    $"Change the status to {said}, as the folder says",
                    Change.Of(document.Path, FieldEdits.SetValue(document, field, said))
                )
                {
                    Uncovers = [.. FieldEdits.AskedByStatus, "registry-status-mismatch"],
                }
            );
        yield return Report(
            document,
            value.Span,
            $"A proposal that is {status} lies in {Shown(right)}, not in {Shown(folder)}.",
            [.. fixes]
        );
    }

    private static string Shown(string folder) => folder.Length == 0 ? "./" : $"{folder}/";
}
