namespace Bep.Analysis.Model;

/// <summary>What a field of the front matter is for, whatever a series calls it.</summary>
public enum FieldRole
{
    /// <summary>Something that only people read.</summary>
    Other,

    /// <summary>Who wrote the proposal.</summary>
    Author,

    /// <summary>Where in its life it is.</summary>
    Status,

    /// <summary>The day of its first draft.</summary>
    Created,

    /// <summary>Its title, in a series that does not take the level-1 heading for it.</summary>
    Title,

    /// <summary>Its number, in a series that says it inside the file too.</summary>
    Number,

    /// <summary>The product's version at its first draft.</summary>
    CreatedVersion,

    /// <summary>The version that it is planned for.</summary>
    TargetVersion,

    /// <summary>The version that has it.</summary>
    ImplementedVersion,

    /// <summary>The proposal that took its place.</summary>
    Successor,
}
