using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>A comment that silences a rule: <c>&lt;!-- bep-ignore rule-name: reason --&gt;</c>.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Comment">The whole comment.</param>
/// <param name="Block">The block after the comment, where the rule is silent; null for the whole file.</param>
public sealed record Suppression(Located<string> Rule, TextSpan Comment, TextSpan? Block)
{
    /// <summary>How a comment for the block after it begins.</summary>
    public const string BlockMark = "bep-ignore";

    /// <summary>How a comment for its file begins.</summary>
    public const string FileMark = "bep-ignore-file";

    /// <summary>True where a finding of <paramref name="rule"/> at <paramref name="span"/> is silenced.</summary>
    public bool Covers(string rule, TextSpan span) => rule == Rule.Value && (Block is not { } block || block.Contains(span));
}
