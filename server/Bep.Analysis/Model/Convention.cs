using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>
/// How a series writes its proposals. Rules and features ask it and know no name of their own, so that another series is a matter of data.
/// The defaults are the process that Backend.AI's proposals follow; <see cref="Parsing.ConventionReader"/> reads the rest from the series.
/// </summary>
public sealed record Convention
{
    /// <summary>What every series has until its files say otherwise.</summary>
    public static Convention Default { get; } = new();

    /// <summary>The word before a number: <c>BEP</c>.</summary>
    public string Prefix { get; init; } = "BEP";

    /// <summary>How many digits a number is written with, zeros in front.</summary>
    public int Digits { get; init; } = 4;

    /// <summary>The first number a series gives away, in a registry that is still empty.</summary>
    public ProposalNumber FirstNumber { get; init; } = new(1000);

    /// <summary>The number of the template's file.</summary>
    public ProposalNumber TemplateNumber { get; init; } = new(0);

    /// <summary>Numbers that documents give as examples.</summary>
    public EquatableArray<ProposalNumber> ExampleNumbers { get; init; } = [new(0), new(9999)];

    /// <summary>The file, in the series' folder, that holds the registry.</summary>
    public string RegistryFile { get; init; } = "README.md";

    /// <summary>The registry table's columns, in order.</summary>
    public EquatableArray<string> Columns { get; init; } = [NumberColumn, TitleColumn, AuthorColumn, StatusColumn];

    /// <summary>What stands in the number's cell of the row behind the last proposal.</summary>
    public string NextMarker { get; init; } = "_next_";

    /// <summary>What stands in the title's cell of that row.</summary>
    public string NextTitle { get; init; } = "_(reserve your number here)_";

    /// <summary>The front matter's fields, in the template's order.</summary>
    public EquatableArray<FieldDefinition> Fields { get; init; } =
        [new(AuthorField, ""), new(StatusField, "Draft"), new(CreatedField, "")];

    /// <summary>The stations of a proposal's life, the first one first.</summary>
    public EquatableArray<StatusDefinition> Statuses { get; init; } =
        [new("Draft"), new("Accepted"), new("Implemented"), new("Rejected"), new("Superseded")];

    /// <summary>The sections that say what a proposal is about, the likeliest first.</summary>
    public EquatableArray<string> SummarySections { get; init; } = ["Abstract", "Summary", "Overview", "Motivation"];

    /// <summary>The registry's column of numbers.</summary>
    public const string NumberColumn = "Number";

    /// <summary>The registry's column of titles.</summary>
    public const string TitleColumn = "Title";

    /// <summary>The registry's column of authors.</summary>
    public const string AuthorColumn = "Author";

    /// <summary>The registry's column of statuses.</summary>
    public const string StatusColumn = "Status";

    /// <summary>The field with the proposal's authors.</summary>
    public const string AuthorField = "Author";

    /// <summary>The field with the proposal's status.</summary>
    public const string StatusField = "Status";

    /// <summary>The field with the date of the first draft.</summary>
    public const string CreatedField = "Created";

    /// <summary>The status that a proposal starts with.</summary>
    public string FirstStatus => Statuses.Count > 0 ? Statuses[0].Name : "";

    /// <summary>A number as people read it: <c>BEP-1055</c>.</summary>
    public string Format(ProposalNumber number) => $"{Prefix}-{Digitize(number)}";

    /// <summary>A number as the registry writes it: <c>1055</c>.</summary>
    public string Digitize(ProposalNumber number) => number.Value.ToString().PadLeft(Digits, '0');

    /// <summary>The file name for <paramref name="number"/> and <paramref name="slug"/>: <c>BEP-1055-slug.md</c>.</summary>
    public string FileName(ProposalNumber number, string slug) => $"{Format(number)}-{slug}.md";

    /// <summary>True where <paramref name="status"/> is one of <see cref="Statuses"/>, letter for letter.</summary>
    public bool Knows(string status) => Statuses.Any(known => known.Name == status);

    /// <summary>What <paramref name="fileName"/> is: its number and slug; a null number for a placeholder (<c>BEP-XXXX-slug.md</c>).</summary>
    /// <returns>False where it is not the file name of a proposal or of the template.</returns>
    public bool TryReadFileName(string fileName, out ProposalNumber? number, out string slug)
    {
        (number, slug) = (null, "");
        var digits = Prefix.Length + 1;
        var behind = digits + Digits;
        if (fileName.Length < behind + 5 || !fileName.StartsWith(Prefix, StringComparison.Ordinal) || fileName[Prefix.Length] != '-' ||
            fileName[behind] != '-' || !fileName.EndsWith(".md", StringComparison.Ordinal)) return false;
        var written = fileName.AsSpan(digits, Digits);
        slug = fileName[(behind + 1)..^3];
        if (IsPlaceholder(written)) return true;
        if (written.ContainsAnyExceptInRange('0', '9')) return false;
        number = new ProposalNumber(int.Parse(written));
        return true;
    }

    /// <summary>True for what stands where a number is not yet known: <c>XXXX</c>, <c>NNNN</c>.</summary>
    internal bool IsPlaceholder(ReadOnlySpan<char> digits) =>
        digits.Length == Digits && (!digits.ContainsAnyExcept('X') || !digits.ContainsAnyExcept('N') || !digits.ContainsAnyExcept('x'));
}

/// <summary>A field of the front matter.</summary>
/// <param name="Name">Its key, letter for letter.</param>
/// <param name="Sample">What the template has as its value: a placeholder, or where a value is to start; empty where nothing.</param>
public sealed record FieldDefinition(string Name, string Sample)
{
    /// <summary>What the field is for, in the series' own words; null where it says nothing.</summary>
    public string? Description { get; init; }
}

/// <summary>A station of a proposal's life.</summary>
/// <param name="Name">As it is written.</param>
public sealed record StatusDefinition(string Name)
{
    /// <summary>What it means, in the series' own words; null where it says nothing.</summary>
    public string? Description { get; init; }
}

/// <summary>One thing that a series states about itself, and where.</summary>
/// <param name="Name">The property of <see cref="Convention"/>.</param>
/// <param name="Path">The file that states it; null for a default.</param>
/// <param name="Span">Where in that file.</param>
public sealed record ConventionFact(string Name, string? Path, TextSpan Span);
