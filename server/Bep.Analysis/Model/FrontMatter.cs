using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>The fields of a document, in a YAML block at its top or in another <see cref="FrontMatterForm"/>.</summary>
/// <param name="Span">From the opening fence through the closing one, or from the first field through the last, without its line end.</param>
/// <param name="Content">The lines between the fences, or those of the fields.</param>
/// <param name="IsClosed">False where the closing fence is missing; the block then ends with its last field.</param>
/// <param name="Fields">The top-level keys, each with its places, also of a block that is not YAML.</param>
/// <param name="Problems">What keeps the block from being a YAML mapping, at most one for a line.</param>
public sealed record FrontMatter(
    TextSpan Span,
    TextSpan Content,
    bool IsClosed,
    ImmutableArray<Field> Fields,
    ImmutableArray<FrontMatterProblem> Problems
)
{
    /// <summary>How the fields are written.</summary>
    public FrontMatterForm Form { get; init; }

    /// <summary>
    /// True where a field that is not among <see cref="Fields"/> is certainly missing. A block that is not closed, or has a line that is
    /// not YAML, may lack it for that reason alone.
    /// </summary>
    public bool IsComplete { get; } =
        IsClosed
        && !Problems.Any(problem =>
            problem.Kind is FrontMatterProblemKind.NotYaml or FrontMatterProblemKind.NotMapping or FrontMatterProblemKind.TooMany
        );

    /// <summary>The field in whose lines <paramref name="span"/> lies; null where it lies in none.</summary>
    public Field? FieldAround(TextSpan span) =>
        Spans.LastUpTo(Fields, span.Start, field => field.Line) is >= 0 and var i
            ? (i > 0 && Fields[i - 1].Line.Contains(span))
                ? Fields[i - 1]
                : Fields[i].Line.Contains(span)
                    ? Fields[i]
                    : null
            : null;
}

/// <summary>A <c>Name: value</c> of the front matter.</summary>
/// <param name="Name">The key.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Value">
/// The value without quotes and comment, on the place it has with them; an empty value has an empty place after the colon. A lone dash is
/// no value: its text is empty, its place is the dash's.
/// </param>
/// <param name="Line">The whole line or lines, with the line end.</param>
public sealed record Field(Located<string> Name, FieldRole Role, Located<string> Value, TextSpan Line)
{
    /// <summary>What a status says beyond itself, <c>by ADR-0005</c> of <c>superseded by ADR-0005</c>; null where nothing.</summary>
    public TextSpan? Remark { get; init; }

    /// <summary>
    /// True where one of <see cref="FrontMatter.Problems"/> is about this field: what was read as its value need not be the one that is
    /// meant, and no other rule judges it.
    /// </summary>
    public bool IsBroken { get; init; }

    /// <summary>True where nothing stands after the colon but blanks or a lone dash.</summary>
    public bool IsEmpty => Value.Value.Length == 0;
}

/// <summary>Something in a front matter that is not YAML, or not what a front matter is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where.</param>
/// <param name="Detail">The name of the key, or the YAML reader's own words.</param>
public sealed record FrontMatterProblem(FrontMatterProblemKind Kind, TextSpan Span, string Detail);

/// <summary>The kinds of <see cref="FrontMatterProblem"/>.</summary>
public enum FrontMatterProblemKind
{
    /// <summary>No closing fence.</summary>
    Unclosed,

    /// <summary>A key that an earlier line has.</summary>
    DuplicateKey,

    /// <summary>A value that is a lone dash, which opens a list in YAML.</summary>
    LoneDash,

    /// <summary>A line that the YAML reader does not accept.</summary>
    NotYaml,

    /// <summary>YAML, but not a mapping of names to values.</summary>
    NotMapping,

    /// <summary>More lines that are not YAML than are looked for; where the reading ended.</summary>
    TooMany,
}
