namespace Bep.Analysis.Checking;

/// <summary>
/// What a rule looks at besides the document that it judges, the convention and the external facts. When some of it changes, the document
/// is judged again (<see cref="Affected"/>); a rule that looks at more than it says leaves findings of yesterday, and a test finds it.
/// </summary>
[Flags]
public enum Reach
{
    /// <summary>Nothing.</summary>
    Document = 0,

    /// <summary>Whether the files and numbers that the document mentions exist, and what others can see of them.</summary>
    Targets = 1,

    /// <summary>What else has a number of the document or its rows: rows, files, folders, and what others can see of them.</summary>
    Number = 2,

    /// <summary>What took the place of the proposals that the document mentions, or of the document itself, however often.</summary>
    Successors = 4,

    /// <summary>All numbers that are taken: one of them may be what an unknown number is meant to be.</summary>
    TakenNumbers = 8,

    /// <summary>Whether somebody links the supporting files of the document's number.</summary>
    LinksToSupportingFiles = 16,

    /// <summary>Whether somebody links the document's sections.</summary>
    LinksToSections = 32,

    /// <summary>All of it: for a rule that looks at what the others find.</summary>
    All = Targets | Number | Successors | TakenNumbers | LinksToSupportingFiles | LinksToSections,
}
