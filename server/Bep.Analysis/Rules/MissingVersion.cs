using Bep.Analysis.Checking;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Rules;

/// <summary>What the rules share that ask for a version as soon as a proposal has a certain status.</summary>
/// <param name="status">The status.</param>
/// <param name="version">The field.</param>
/// <param name="summary">See <see cref="Rule.Summary"/>.</param>
/// <param name="need">What the version says, as the end of a sentence.</param>
public abstract class MissingVersion(StatusRole status, FieldRole version, LocalizableString summary, LocalizableString need)
    : Rule(RuleGroup.Lifecycle, Severity.Warning, summary)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || document.Field(FieldRole.Status) is not { Value: var current })
            yield break;
        if (series.Convention.RoleOfStatus(current.Value) != status || !document.Lacks(version))
            yield break;
        if (series.Convention.Fields.FirstOrDefault(known => known.Role == version) is not { } definition)
            yield break;
        yield return Report(
            document,
            document.Field(version)?.Name.Span ?? current.Span,
            $"This proposal is {current.Value}, but has no `{definition.Name}` that says {need}."
        );
    }
}
