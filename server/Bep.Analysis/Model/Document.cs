using System.Collections.Immutable;
using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>What a Markdown file is to its series.</summary>
public enum DocumentKind
{
    /// <summary>A numbered proposal, or a draft that has no number yet.</summary>
    Proposal,

    /// <summary>The file that new proposals are copied from.</summary>
    Template,

    /// <summary>The file that holds the registry table.</summary>
    Registry,

    /// <summary>Anything else: sub-documents in supporting directories, notes.</summary>
    Supporting,

    /// <summary>The file <c>.bep.yaml</c>, which is no Markdown.</summary>
    Configuration,

    /// <summary>A file outside of the series' folder that tells coding agents of it; see <see cref="InstructionFiles"/>.</summary>
    Instructions,

    /// <summary>
    /// The message of a commit that is being written, or the title of a pull request: it speaks of the series and is no file of it.
    /// </summary>
    Message,

    /// <summary>A file of the repository that is no Markdown and mentions proposals: it is no file of the series.</summary>
    Source,
}

/// <summary>A Markdown file, read once for each of its versions: everything that rules and features want to know, with places.</summary>
public sealed record Document
{
    /// <summary>Relative to the root; see <see cref="Paths"/>.</summary>
    public required string Path { get; init; }

    /// <summary>What the file is to its series, by its path.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>A proposal's number, by its file name; null for a draft without one and for everything that is not a proposal.</summary>
    public required ProposalNumber? Number { get; init; }

    /// <summary>The file's characters.</summary>
    public required SourceText Text { get; init; }

    /// <summary>The YAML block at the top; null where there is none.</summary>
    public FrontMatter? FrontMatter { get; init; }

    /// <summary>One for each heading, in the order of the text.</summary>
    public ImmutableArray<Section> Sections { get; init; } = [];

    /// <summary>Links, images and link definitions, in the order of the text.</summary>
    public ImmutableArray<Link> Links { get; init; } = [];

    /// <summary>Mentions of proposals, in the order of the text.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>Places where a number is still to be put in (<c>BEP-XXXX</c>).</summary>
    public ImmutableArray<TextSpan> Placeholders { get; init; } = [];

    /// <summary>The registry table; null where the file has none or is not the registry.</summary>
    public Registry? Registry { get; init; }

    /// <summary>All tables of the registry's file, in which a series states its convention; empty for every other file.</summary>
    public ImmutableArray<Table> Tables { get; init; } = [];

    /// <summary>The configuration's content; null for every other file.</summary>
    public YamlDocument? Yaml { get; init; }

    /// <summary>The first line of a message that is no comment; null where there is none, and for every other file.</summary>
    public TextSpan? TitleLine { get; init; }

    /// <summary>Names of explicit anchors (<c>&lt;a id="x"&gt;</c>), in the order of the text.</summary>
    public ImmutableArray<string> ExplicitAnchors { get; init; } = [];

    /// <summary>Code, in blocks and in lines, and comments: what stands there is no prose.</summary>
    public ImmutableArray<TextSpan> Quiet { get; init; } = [];

    /// <summary>Comments that silence rules, in the order of the text.</summary>
    public ImmutableArray<Suppression> Suppressions { get; init; } = [];

    /// <summary>What the comments for tools name, in the order of the text.</summary>
    public ImmutableArray<ContextEntry> Context { get; init; } = [];

    /// <summary>What git could not merge, in the order of the text.</summary>
    public ImmutableArray<MergeConflict> Conflicts { get; init; } = [];

    /// <summary>What other documents can see of this one. While it stays equal, nothing else has to be looked at again.</summary>
    public required DocumentFacts Facts { get; init; }

    private readonly Derived<string> _headingNames = new();

    /// <summary>The titles of <see cref="Sections"/> in capitals, a line each, for who looks for one in all documents.</summary>
    internal string HeadingNames =>
        _headingNames.Get(() => string.Join('\n', Sections.Select(section => section.Title.ReplaceLineEndings(" "))).ToUpperInvariant());

    /// <summary>The file's name.</summary>
    public string Name => Paths.Name(Path);

    /// <summary>
    /// The section of the first level-1 heading; null where there is none, and where that is one of a chapter that any proposal may begin
    /// with, such as a summary: then all chapters have that level, and none is the title.
    /// </summary>
    public Section? TitleSection { get; init; }

    /// <summary>The first line, where findings about the whole file stand.</summary>
    public TextSpan FirstLine => Text.LineSpan(0);

    /// <summary>The section in whose heading <paramref name="span"/> lies; null where it lies in none.</summary>
    public Section? HeadingAround(TextSpan span) =>
        Spans.LastUpTo(Sections, span.Start, section => section.Heading) is >= 0 and var i && Sections[i].Heading.Contains(span)
            ? Sections[i]
            : null;

    /// <summary>
    /// Where a line can be put in front of the Markdown, after the front matter; null while a front matter is being typed, which a line
    /// above it, or in it, would undo.
    /// </summary>
    public int? BodyStart
    {
        get
        {
            if (FrontMatter is { IsClosed: true } block)
                return Text.FullLineSpan(Text.LineAt(block.Span.End)).End;
            var first = Text.Slice(FirstLine);
            var (mark, written) = (first.StartsWith('\uFEFF') ? 1 : 0, first.TrimStart('\uFEFF').Trim());
            return FrontMatter is not null || written is "<pre>" || (written.Length > 0 && written.Trim('-').Length == 0) ? null : mark;
        }
    }

    /// <summary>The field <paramref name="name"/>; null where there is none.</summary>
    public Field? Field(string name) => FrontMatter?.Fields.FirstOrDefault(field => field.Name.Value == name);

    /// <summary>The mentions of the proposals that took this one's place, in the field for them.</summary>
    public IEnumerable<Reference> Successors =>
        Field(FieldRole.Successor) is { Value.Span: var span }
            ? References.TakeWhile(reference => reference.Span.Start < span.End).Where(reference => span.Contains(reference.Span))
            : [];

    /// <summary>
    /// The field for <paramref name="role"/>; null where there is none, or none whose value is certain (<see cref="Field.IsBroken"/>).
    /// </summary>
    public Field? Field(FieldRole role) => FrontMatter?.Fields.FirstOrDefault(field => field.Role == role && !field.IsBroken);

    /// <summary>
    /// The first field for <paramref name="role"/>, for what writes there, whether it is YAML or not; null where there is none.
    /// </summary>
    public Field? WrittenField(FieldRole role) => FrontMatter?.Fields.FirstOrDefault(field => field.Role == role);

    /// <summary>True where nobody works on the proposal any more, or where its status, which is not YAML, may say so.</summary>
    public bool IsSettled(Convention convention) =>
        convention.IsSettled(Facts[FieldRole.Status]) || WrittenField(FieldRole.Status)?.IsBroken == true;

    /// <summary>
    /// True where the front matter certainly says nothing for <paramref name="role"/>: nothing in it that is not YAML may be the field.
    /// </summary>
    public bool Lacks(FieldRole role) =>
        FrontMatter is { } block && Facts[role] is null && (WrittenField(role) is { } field ? !field.IsBroken : block.IsComplete);
}

/// <summary>The part of a document that others depend on, without places, comparable by value.</summary>
/// <param name="Title">The title: the text of the first level-1 heading, or the field for it; null where there is none.</param>
/// <param name="Fields">The front matter's fields.</param>
/// <param name="Anchors">Everything that a link's fragment may name.</param>
/// <param name="Rows">The registry's rows, for the registry's file.</param>
public sealed record DocumentFacts(
    string? Title,
    EquatableArray<FieldFacts> Fields,
    EquatableArray<string> Anchors,
    EquatableArray<RowFacts> Rows
)
{
    /// <summary>What a template says to authors and wants replaced: blocks of text and placeholders, for the template.</summary>
    public EquatableArray<string> Samples { get; init; } = [];

    /// <summary>What each paragraph and item of a template says, however its lines are broken; empty for every other document.</summary>
    public EquatableArray<string> Blocks { get; init; } = [];

    private readonly Derived<HashSet<string>> _names = new();

    private readonly Derived<HashSet<string>> _samples = new();

    private readonly Derived<HashSet<string>> _blocks = new();

    /// <summary>True where <paramref name="text"/> is one of <see cref="Samples"/>, however its lines are broken.</summary>
    public bool HasSample(ReadOnlySpan<char> text) => Has(_samples, Samples, text);

    /// <summary>True where <paramref name="text"/> is one of <see cref="Blocks"/>, however its lines are broken.</summary>
    public bool HasBlock(ReadOnlySpan<char> text) => Has(_blocks, Blocks, text);

    private static bool Has(Derived<HashSet<string>> set, EquatableArray<string> texts, ReadOnlySpan<char> text) =>
        set.Get(texts, static texts => texts.ToHashSet(WordComparer.Instance)).GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);

    /// <summary>The value of the field for <paramref name="role"/>; null where there is no such field, or nothing in it.</summary>
    public string? this[FieldRole role]
    {
        get
        {
            foreach (var field in Fields)
            {
                if (field.Role == role)
                    return field.Value is "" or "-" or "[]" or "~" or "null" ? null : field.Value;
            }

            return null;
        }
    }

    /// <summary>True where <paramref name="fragment"/> names a place of the document.</summary>
    public bool HasAnchor(string fragment) =>
        _names.Get(Anchors, static anchors => anchors.ToHashSet(Link.FragmentComparer)).Contains(fragment);
}

/// <summary>A field as other documents see it.</summary>
public sealed record FieldFacts(string Name, FieldRole Role, string Value);
