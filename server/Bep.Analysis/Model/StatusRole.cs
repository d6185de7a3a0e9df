namespace Bep.Analysis.Model;

/// <summary>What a status asks of a proposal, whatever a series calls it.</summary>
public enum StatusRole
{
    /// <summary>Nothing that tools have to know.</summary>
    Other,

    /// <summary>It is agreed on, for a version to come.</summary>
    Accepted,

    /// <summary>A version has it.</summary>
    Implemented,

    /// <summary>It was decided against.</summary>
    Rejected,

    /// <summary>Another one took its place.</summary>
    Superseded,
}
