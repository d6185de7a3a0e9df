namespace Bep.Analysis.Model;

/// <summary>The number of a proposal, as in <c>BEP-1055</c>. How it is written is the <see cref="Convention"/>'s business.</summary>
/// <param name="Value">Never negative.</param>
public readonly record struct ProposalNumber(int Value) : IComparable<ProposalNumber>
{
    /// <summary>The number after this one.</summary>
    public ProposalNumber Next => new(Value + 1);

    /// <summary>By value.</summary>
    public int CompareTo(ProposalNumber other) => Value.CompareTo(other.Value);

    /// <summary>The bare digits; see <see cref="Convention.Format"/> for the form that people read.</summary>
    public override string ToString() => Value.ToString();
}
