using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>What the history of a series shows of how it is kept, beside what its files say.</summary>
/// <param name="Steps">The steps from one status to the next that proposals took on the base branch.</param>
/// <param name="Fields">The fields that the template had in any of its versions.</param>
public sealed record Practice(EquatableArray<TakenStep> Steps, EquatableArray<TemplateField> Fields)
{
    /// <summary>What is known where git is not there, was not asked yet, or does not have its whole history.</summary>
    public static Practice Unknown { get; } = new([], []);

    /// <summary>How often proposals went from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public int CountOf(string from, string to) => Steps.FirstOrDefault(step => step.From == from && step.To == to)?.Count ?? 0;

    /// <summary>
    /// Since when the template has the field <paramref name="name"/>: <paramref name="today"/> for one that no commit has. Null where that
    /// is not known, as of a field that the template had from its first version on.
    /// </summary>
    public DateOnly? SinceOf(string name, DateOnly today) =>
        Fields.Count == 0 ? null
        : Fields.FirstOrDefault(field => field.Name == name) is { } known ? known.Since
        : today;
}

/// <summary>A step that was taken, and how often.</summary>
public sealed record TakenStep(string From, string To, int Count);

/// <summary>A field of the template.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Since">The day on which it came; null where it was there from the first version on.</param>
public sealed record TemplateField(string Name, DateOnly? Since);
