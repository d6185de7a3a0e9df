using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>Somewhere to go: what a jump, a list of references or a symbol leads to.</summary>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Span">All of the thing: a section with its text, a row.</param>
/// <param name="NameSpan">The part of it to stand on: a title, a number.</param>
public sealed record NavigationTarget(string Path, TextSpan Span, TextSpan NameSpan)
{
    /// <summary>The branch that has the file, which is not in the working tree; null for one that is.</summary>
    public string? Branch { get; private init; }

    /// <summary>The file at <paramref name="path"/> as <paramref name="branch"/> has it.</summary>
    internal static NavigationTarget OnBranch(Branch branch, string path) => new(path, default, default) { Branch = branch.Name };

    /// <summary>The file at <paramref name="path"/>: its title, or its start where it has none or is no document.</summary>
    internal static NavigationTarget OfFile(Series series, string path) =>
        series.Find(path)?.TitleSection is { } title ? OfSection(path, title) : new(path, default, default);

    /// <summary>The section <paramref name="section"/> of the document at <paramref name="path"/>.</summary>
    internal static NavigationTarget OfSection(string path, Section section) => new(path, section.Span, section.TitleSpan);

    /// <summary>The row <paramref name="row"/>; <paramref name="name"/> is the cell to stand on, the number's where null.</summary>
    internal static NavigationTarget OfRow(Series series, RegistryRow row, Cell? name = null) =>
        new(series.RegistryPath, row.Line, (name ?? row.NumberCell)?.Span ?? row.Line);
}
