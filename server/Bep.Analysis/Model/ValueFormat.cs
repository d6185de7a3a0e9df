using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>How the value of a field is written.</summary>
public abstract record ValueFormat
{
    private ValueFormat() { }

    /// <summary>Anyhow.</summary>
    public sealed record Any : ValueFormat;

    /// <summary>As a date.</summary>
    public sealed record Date(DateForm Form) : ValueFormat;

    /// <summary>As one of a few texts, or several of them.</summary>
    public sealed record OneOf(EquatableArray<string> Values) : ValueFormat;

    /// <summary>As authors are named.</summary>
    public sealed record People(AuthorForm Form) : ValueFormat;

    /// <summary>As a list of proposals' numbers, with the series' word in front or without.</summary>
    public sealed record Numbers : ValueFormat;

    /// <summary>The format that a series calls <paramref name="word"/>; null where there is none.</summary>
    public static ValueFormat? Find(string word) =>
        word switch
        {
            "any" => new Any(),
            "email" => new People(AuthorForm.Email),
            "handle" => new People(AuthorForm.Handle),
            "numbers" => new Numbers(),
            _ => DateForm.Find(word) is { } form ? new Date(form) : null,
        };

    /// <summary>What a series calls it.</summary>
    public sealed override string ToString() =>
        this switch
        {
            Date date => date.Form.Words,
            OneOf oneOf => string.Join(" or ", oneOf.Values),
            People { Form: AuthorForm.Email } => "email",
            People => "handle",
            Numbers => "numbers",
            _ => "any",
        };
}

/// <summary>The ways in which authors are named.</summary>
public enum AuthorForm
{
    /// <summary><c>Full Name (email)</c>.</summary>
    Email,

    /// <summary>
    /// By the account on a forge, or by the address where there is none: <c>@handle</c>, <c>Name (@handle)</c>, <c>Name &lt;email&gt;</c>,
    /// <c>Name (@handle) &lt;email&gt;</c>.
    /// </summary>
    Handle,
}

/// <summary>How a series writes the values of the field <paramref name="Name"/>.</summary>
public sealed record FormattedField(string Name, ValueFormat Format);

/// <summary>A field that a proposal has as soon as it has a certain status.</summary>
public sealed record StatusField(string Status, string Field);
