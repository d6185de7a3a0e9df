using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Parsing;

/// <summary>
/// Reads a series' convention out of its template, its registry file and its configuration, as far as they state it. The process moves,
/// and it moves in those files first; what they don't say keeps its default.
/// </summary>
internal sealed partial class ConventionReader
{
    private const int MostTables = 10;

    // An `any` in a table of steps stands for all statuses.
    private const int MostSteps = 10_000;

    // Prose has no longer lines.
    private const int LongestLine = 2000;

    private const int LongestSentence = 400;

    private readonly ImmutableArray<ConventionFact>.Builder _facts = ImmutableArray.CreateBuilder<ConventionFact>();
    private readonly ImmutableArray<Contradiction>.Builder _contradictions = ImmutableArray.CreateBuilder<Contradiction>();
    private Convention _convention;

    private ConventionReader(Convention basis) => _convention = basis;

    /// <summary>What the three files, each of which may be missing, make of <paramref name="basis"/>.</summary>
    public static StatedConvention Read(Convention basis, string folder, Document? template, Document? registry, Document? configuration)
    {
        var reader = new ConventionReader(basis);
        if (template is not null)
            reader.ReadTemplate(template);
        if (registry is not null)
            reader.ReadRegistry(registry);
        var stated = reader._facts.ToImmutable();
        reader._convention = ConfigurationReader.Apply(reader._convention, configuration, folder, reader._facts);
        if (!reader._facts.Any(fact => fact.Key == "transitions"))
            reader.FollowStatuses();
        var known = stated.Reverse().DistinctBy(fact => fact.Key).ToDictionary(fact => fact.Key);
        foreach (var fact in reader._facts.Skip(stated.Length))
        {
            if (known.TryGetValue(fact.Key, out var other) && !IsSame(other.Value, fact.Value))
                reader._contradictions.Add(
                    new(fact, other, $"`{fact.Key}` is set to {fact.Value} here; {Paths.Name(other.Path)} says {other.Value}.")
                );
        }

        return new(reader._convention, reader._facts.ToImmutable(), reader._contradictions.ToImmutable());
    }

    private void State(string key, Document document, TextSpan span, Convention convention)
    {
        _convention = convention;
        _facts.Add(new(key, document.Path, span, ConventionKeys.Find(key)!.Show(convention)));
    }

    private void Contradict(string key, Document document, TextSpan span, LocalizableString message)
    {
        if (_facts.LastOrDefault(fact => fact.Key == key) is { } other)
            _contradictions.Add(new(new(key, document.Path, span, ""), other, message));
    }

    // The order of names is the configuration's to choose.
    private static bool IsSame(string a, string b) => a == b || a.Split(", ").ToHashSet().SetEquals(b.Split(", "));

    // The steps between the usual statuses say nothing of a life with others.
    private void FollowStatuses()
    {
        var usual = Convention.Default.Statuses.Select(status => status.Name).ToHashSet();
        _convention = _convention with
        {
            Transitions = _convention.Statuses.All(status => usual.Contains(status.Name))
                ? _convention.Transitions.Where(step => _convention.Knows(step.From) && _convention.Knows(step.To)).ToEquatableArray()
                : [],
        };
    }

    private void ReadTemplate(Document template)
    {
        if (template.FrontMatter is { Fields.Length: > 0 } block)
        {
            _convention = _convention with { FieldNames = _convention.FieldNames.Select(name => AsSpelt(name, block)).ToEquatableArray() };
            State(
                "fields",
                template,
                block.Content,
                _convention with
                {
                    Fields = ReadFieldDefinitions(template.Text, block, _convention).ToEquatableArray(),
                }
            );
            ReadFormats();
        }

        if (template.FrontMatter is { Content: var content } && _convention.NameOf(FieldRole.Status) is { } name)
            ReadStatusComment(template, content, name);
        ReadStatusValue(template);

        var sections = template.Sections.Where(section => section.Level == 2).ToList();
        if (sections.Count == 0)
            return;
        var comments = HtmlComments.In(template.Text.Content).ToList();
        var optional = template
            .Sections.Index()
            .Where(section =>
                section.Item.Level == 2 && (OptionalRemark().IsMatch(section.Item.Title) || IsOptional(template, section.Index, comments))
            )
            .Select(section => NameOf(section.Item));
        var introduction = new TextSpan(Math.Min(template.TitleSection?.Heading.End ?? 0, sections[0].Span.Start), sections[0].Span.Start);
        State(
            "sections",
            template,
            sections[0].Heading with
            {
                End = sections[^1].Heading.End,
            },
            _convention with
            {
                Sections = sections.Select(NameOf).ToEquatableArray(),
                OptionalSections = optional.ToEquatableArray(),
                SectionsAreExamples = SaysExamples().IsMatch(template.Text.Slice(introduction)),
            }
        );
    }

    // The form of a date or an author that the template has in the place of one. Where it shows none, another name asks for none.
    private void ReadFormats()
    {
        var shown = _convention
            .Fields.Select(field => new FormattedField(field.Name, FormatShownBy(field)!))
            .Where(field => field.Format is not null)
            .ToList();
        _convention = _convention with
        {
            FieldFormats = _convention
                .FieldFormats.Where(field => !shown.Exists(other => _convention.RoleOf(other.Name) == _convention.RoleOf(field.Name)))
                .Concat(shown)
                .ToEquatableArray(),
        };
    }

    private static ValueFormat? FormatShownBy(FieldDefinition field) =>
        field.Role switch
        {
            FieldRole.Created when DateForm.ShownBy(field.Sample) is { } form => new ValueFormat.Date(form),
            FieldRole.Author when field.Sample.Length > 0 && Authors.AreIn(AuthorForm.Email, field.Sample) => new ValueFormat.People(
                AuthorForm.Email
            ),
            FieldRole.Author when field.Sample.Length > 0 || field.Name != Convention.Default.NameOf(FieldRole.Author) =>
                new ValueFormat.Any(),
            _ => null,
        };

    // A name that only the defaults say is spelt as the template spells it.
    private static FieldName AsSpelt(FieldName name, FrontMatter block) =>
        Convention.Default.FieldNames.Contains(name) && block.Fields.FirstOrDefault(field => field.Role == name.Role) is { } field
            ? name with
            {
                Name = field.Name.Value,
            }
            : name;

    // `Drawbacks *(Optional)*` is the section Drawbacks.
    private static string NameOf(Section section) =>
        OptionalRemark().Replace(section.Title, "") is { Length: > 0 } name ? name : section.Title;

    // What is said of a field stands after its value, or in lines above: they are for all fields down to the next blank line or comment.
    private static IEnumerable<FieldDefinition> ReadFieldDefinitions(SourceText text, FrontMatter block, Convention convention)
    {
        var (line, isOptional, wasComment) = (text.LineAt(block.Content.Start), false, false);
        foreach (var field in block.Fields)
        {
            for (; text.LineSpan(line) is var span && span.Start < field.Line.Start; line++)
            {
                var above = text.Slice(span);
                var isComment = above.StartsWith('#');
                if (string.IsNullOrWhiteSpace(above))
                    isOptional = false;
                else if (isComment)
                    isOptional = (wasComment && isOptional) || SaysOptional().IsMatch(above);
                wasComment = isComment;
            }

            // `requires (*optional): …`
            var name = OptionalRemark().Replace(field.Name.Value, "");
            yield return new(
                name.Length > 0 ? name : field.Name.Value,
                field.Value.Value,
                name.Length > 0 ? convention.RoleOf(name) : field.Role
            )
            {
                IsOptional =
                    isOptional
                    || name.Length < field.Name.Value.Length
                    || BeginsOptional().IsMatch(field.Value.Value)
                    || SaysOptional().IsMatch(text.Slice(field.Line with { Start = field.Value.Span.End })),
            };
        }
    }

    // It is said in the section, or on the line above its heading.
    private static bool IsOptional(Document template, int index, List<TextSpan> comments)
    {
        var (text, heading) = (template.Text, template.Sections[index].Heading);
        var end = index + 1 < template.Sections.Length ? template.Sections[index + 1].Span.Start : text.Length;
        var inside = text.Slice(new(heading.End, end)).TrimEnd(' ', '\t');
        if (
            HtmlComments
                .In(inside)
                .Any(comment =>
                    (end == text.Length || !IsRightAbove(inside.AsSpan(comment.End)))
                    && SaysOptional().IsMatch(inside.AsSpan(comment.Start, comment.Length))
                )
        )
            return true;
        var last = Spans.LastUpTo(comments, heading.Start, comment => comment);
        if (last >= 0 && comments[last].End > heading.Start)
            last--;
        return last >= 0
            && IsRightAbove(text.Content.AsSpan(comments[last].End..heading.Start))
            && SaysOptional().IsMatch(text.Slice(comments[last]));
    }

    private static bool IsRightAbove(ReadOnlySpan<char> rest) =>
        rest.IsWhiteSpace() && rest.ToString().ReplaceLineEndings("\n").Count(c => c == '\n') == 1;

    // `# Status: Draft | Accepted | Implemented`, `status: "{proposed | accepted | … | superseded by ADR-0123}"`
    private void ReadStatusComment(Document template, TextSpan block, string name)
    {
        foreach (Match comment in Alternatives().Matches(template.Text.Slice(block)))
        {
            if (comment.Groups["name"].Value != name)
                continue;
            var names = comment
                .Groups["values"]
                .Value.Trim()
                .Trim('"', '\'', '{', '}', '[', ']')
                .Split('|')
                .Select(name => WithoutRemark().Replace(name, "").Trim())
                .Where(name => name.Any(char.IsLetter))
                .Distinct();
            State(
                "statuses",
                template,
                new TextSpan(comment.Index, comment.Index + comment.Length).Shifted(block.Start),
                _convention with
                {
                    Statuses = names.Select(status => new StatusDefinition(status)).ToEquatableArray(),
                }
            );
        }
    }

    // `* **Status**: In progress/Complete`, `| Status | `Approved` `Implemented` |`: all that the value may be in its place.
    private void ReadStatusValue(Document template)
    {
        if (_facts.Any(fact => fact.Key == "statuses") || template.Field(FieldRole.Status) is not { IsEmpty: false, Value.Span: var span })
            return;
        var written = template.Text.Slice(span);
        var marked = Marked().Matches(written).Select(match => match.Groups["name"].Value).ToList();
        var names = (marked.Count > 1 ? marked : written.Trim('"', '\'', '{', '}', '[', ']').Split('|', '/').AsEnumerable())
            .Select(name => WithoutRemark().Replace(name, "").Trim())
            .Where(name => name.Any(char.IsLetter))
            .Distinct()
            .ToList();
        if (names.Count > 1 && names.All(IsStatus().IsMatch))
            State(
                "statuses",
                template,
                span,
                _convention with
                {
                    Statuses = names.Select(status => new StatusDefinition(status)).ToEquatableArray(),
                }
            );
    }

    private void ReadRegistry(Document registry)
    {
        if (registry.Registry is { } own)
            State(
                "columns",
                registry,
                registry.Text.LineSpan(registry.Text.LineAt(own.Table.Span.Start)),
                _convention with
                {
                    Columns = own.Table.Header.Select(cell => cell.Bare).ToEquatableArray(),
                }
            );
        // Statuses first: the other tables speak of them.
        foreach (var table in Others("Status"))
            ReadStatuses(registry, table);
        foreach (var table in Others("Field"))
            ReadFields(registry, table);
        foreach (var table in Others("From"))
            ReadTransitions(registry, table);
        ReadProse(registry);

        // No file states the same thing in more tables than these.
        IEnumerable<Table> Others(string first) =>
            registry
                .Tables.Where(table => table.Column(first) == 0 && table != registry.Registry?.Table && table.Rows.Length > 0)
                .Take(MostTables);
    }

    private void ReadStatuses(Document registry, Table table)
    {
        if (Meanings(table, "Description", "Meaning") is not { Count: > 0 } meanings)
            return;
        if (_facts.Any(fact => fact.Key == "statuses"))
        {
            var (known, named) = (
                _convention.Statuses.Select(status => status.Name).ToList(),
                meanings.Select(meaning => meaning.Name).ToList()
            );
            if (!known.ToHashSet().SetEquals(named))
                Contradict("statuses", registry, HeaderOf(registry, table), Differ(areFields: false, named, known));
            var described = meanings.ToDictionary(meaning => meaning.Name, meaning => meaning.Text);
            _convention = _convention with
            {
                Statuses = _convention
                    .Statuses.Select(status => status with { Description = described.GetValueOrDefault(status.Name) })
                    .ToEquatableArray(),
            };
            return;
        }

        State(
            "statuses",
            registry,
            table.Span,
            _convention with
            {
                Statuses = meanings.Select(meaning => new StatusDefinition(meaning.Name) { Description = meaning.Text }).ToEquatableArray(),
            }
        );
    }

    private void ReadFields(Document registry, Table table)
    {
        if (Meanings(table, "Description", "Meaning", "When to Fill") is not { Count: > 0 } meanings)
            return;
        var (known, named) = (_convention.Fields.Select(field => field.Name).ToList(), meanings.Select(meaning => meaning.Name).ToList());
        if (named.Except(known).Except(_convention.FieldNames.Select(field => field.Name)).Any())
            Contradict("fields", registry, HeaderOf(registry, table), Differ(areFields: true, named, known));
        var described = meanings.ToDictionary(meaning => meaning.Name, meaning => meaning.Text);
        _convention = _convention with
        {
            Fields = _convention
                .Fields.Select(field => field with { Description = described.GetValueOrDefault(field.Name) })
                .ToEquatableArray(),
        };
    }

    private void ReadTransitions(Document registry, Table table)
    {
        var to = table.Column("To");
        if (to < 0)
            return;
        var steps = ImmutableArray.CreateBuilder<Transition>();
        foreach (var row in table.Rows.Where(row => row.Cells.Length == table.Header.Length))
        {
            if (steps.Count > MostSteps)
                break;
            var description = string.Join(
                " ",
                row.Cells.Where((_, i) => i != 0 && i != to)
                    .Select(cell => cell.Text)
                    .Where(text => text.Length > 0)
                    .Select(text => text.TrimEnd('.') + ".")
            );
            foreach (var target in StatusesIn(row.Cells[to].Text))
            {
                foreach (var source in StatusesIn(row.Cells[0].Text).Where(source => source != target))
                    steps.Add(new(source, target) { Description = description.Length > 0 ? description : null });
            }
        }

        if (steps.Count == 0)
            return;
        State("transitions", registry, table.Span, _convention with { Transitions = new(steps.ToImmutable()) });
        var unknown = steps
            .SelectMany(step => new[] { step.From, step.To })
            .Distinct()
            .Except(_convention.Statuses.Select(status => status.Name))
            .ToList();
        if (unknown.Count > 0)
            Contradict(
                "statuses",
                registry,
                HeaderOf(registry, table),
                $"This table has steps with {LocalizableString.And(unknown)}, which the statuses {string.Join(", ", _convention.Statuses.Select(status => status.Name))} do not include."
            );
    }

    // `Draft`, `**Draft** or Accepted`, `Draft / Accepted`, `any`
    private IEnumerable<string> StatusesIn(string cell) =>
        BetweenStatuses()
            .Split(cell)
            .Select(part => part.Trim(' ', '*', '_', '`', '~'))
            .Where(part => part.Length > 0)
            .SelectMany(part =>
                part.StartsWith("any", StringComparison.OrdinalIgnoreCase) ? _convention.Statuses.Select(status => status.Name) : [part]
            );

    private void ReadProse(Document registry)
    {
        // The registry table itself states nothing, and grows with the series.
        var content = registry.Text.Content;
        var table = registry.Registry?.Table.Span ?? TextSpan.At(content.Length);
        foreach (var part in new[] { new TextSpan(0, table.Start), new TextSpan(table.End, content.Length) })
        {
            var text = content[part.Start..part.End];
            if (VersionFormat().Match(text) is { Success: true } format)
                State(
                    "version-format",
                    registry,
                    Place(format.Groups["format"]),
                    _convention with
                    {
                        VersionFormat = format.Groups["format"].Value,
                    }
                );
            foreach (Match limit in LineLimit().Matches(text))
                ReadLimit(registry, content, part.Start + limit.Index, int.Parse(limit.Groups["lines"].Value));
            ReadDirectories(registry, text, Place);
            ReadAnswers(registry, text, Place);

            TextSpan Place(Group group) => new TextSpan(group.Index, group.Index + group.Length).Shifted(part.Start);
        }
    }

    // Which documents a limit is for stands on its line, or in one of the few lines above it, often a heading.
    private void ReadLimit(Document registry, string content, int at, int lines)
    {
        var line = registry.Text.LineAt(at);
        var span = registry.Text.LineSpan(line);
        for (var above = line; above >= 0 && above > line - 8; above--)
        {
            var place = registry.Text.LineSpan(above);
            if (place.Length > LongestLine)
                continue;
            if (KindOfDocument().Match(content[place.Start..place.End]) is not { Success: true } kind)
                continue;
            var limits = _convention.Limits ?? new(null, null, null);
            State(
                "line-limits",
                registry,
                span,
                _convention with
                {
                    Limits =
                        kind.Groups["single"].Success ? limits with { Single = lines }
                        : kind.Groups["main"].Success ? limits with { Main = lines }
                        : limits with { Sub = lines },
                }
            );
            return;
        }
    }

    // `BEP-XXXX/` or `BEP-XXXX-title/`, as code.
    private void ReadDirectories(Document registry, string text, Func<Group, TextSpan> place)
    {
        var matches = Directory().Matches(text).Where(match => match.Groups["prefix"].Value == _convention.Prefix).ToList();
        if (matches.Count == 0)
            return;
        var withSlug = matches.Count(match => match.Groups["slug"].Success);
        State(
            "directories",
            registry,
            place(matches[0].Groups[0]),
            _convention with
            {
                DirectoriesHaveNumberOnly =
                    withSlug == 0 ? true
                    : withSlug == matches.Count ? false
                    : null,
            }
        );
    }

    // `A proposal is accepted when its open questions are resolved.`, `| Accepted | No open questions are left. |`. A proposal that is begun may
    // ask, and a sentence of what may be demands nothing.
    private void ReadAnswers(Document registry, string text, Func<Group, TextSpan> place)
    {
        foreach (Match asked in OpenQuestion().Matches(text))
        {
            var sentence = SentenceAround(text, asked.Index, asked.Index + asked.Length);
            if (!DemandsAnswers().IsMatch(sentence) || Allows().IsMatch(sentence))
                continue;
            var statuses = _convention
                .Statuses.Skip(1)
                .Select(status => status.Name)
                .Where(status => Regex.IsMatch(sentence, $@"\b{Regex.Escape(status)}\b", RegexOptions.IgnoreCase))
                .ToList();
            // Each sentence may speak of another status.
            if (statuses.Except(_convention.AnsweredStatuses).Any())
                State(
                    "answered-statuses",
                    registry,
                    place(asked.Groups[0]),
                    _convention with
                    {
                        AnsweredStatuses = _convention.AnsweredStatuses.Union(statuses).ToEquatableArray(),
                    }
                );
        }
    }

    // The sentence, item or row; it may go over lines.
    private static string SentenceAround(string text, int start, int end)
    {
        var before = text[Math.Max(0, start - LongestSentence)..start];
        var after = text[end..Math.Min(text.Length, end + LongestSentence)];
        var from = SentenceEnd().Matches(before).LastOrDefault() is { } last ? last.Index + last.Length : 0;
        var to = SentenceEnd().Match(after) is { Success: true } first ? first.Index : after.Length;
        return before[from..] + text[start..end] + after[..to];
    }

    private static List<(string Name, string Text)>? Meanings(Table table, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (table.Column(column) is not (> 0 and var at))
                continue;
            return
            [
                .. table
                    .Rows.Where(row => row.Cells.Length == table.Header.Length && row.Cells[0].Bare.Length > 0)
                    .DistinctBy(row => row.Cells[0].Bare)
                    .Select(row => (row.Cells[0].Bare, row.Cells[at].Text)),
            ];
        }

        return null;
    }

    private static TextSpan HeaderOf(Document document, Table table) => document.Text.LineSpan(document.Text.LineAt(table.Span.Start));

    private static LocalizableString Differ(bool areFields, List<string> named, List<string> known)
    {
        var (more, less) = (named.Except(known).ToList(), known.Except(named).ToList());
        return (more.Count, less.Count, areFields) switch
        {
            (0, _, false) => $"The template has the statuses {LocalizableString.And(less)}, and this table has not.",
            (0, _, true) => $"The template has the fields {LocalizableString.And(less)}, and this table has not.",
            (_, 0, false) => $"This table has the statuses {LocalizableString.And(more)}, and the template has not.",
            (_, 0, true) => $"This table has the fields {LocalizableString.And(more)}, and the template has not.",
            (_, _, false) =>
                $"This table has {LocalizableString.And(more)} and lacks {LocalizableString.And(less)}: the template's statuses are {string.Join(", ", known)}.",
            (_, _, true) =>
                $"This table has {LocalizableString.And(more)} and lacks {LocalizableString.And(less)}: the template's fields are {string.Join(", ", known)}.",
        };
    }

    [GeneratedRegex(@"^(?:#[ \t]*)?(?<name>[\w-]+):[ \t]*(?<values>[^\r\n|]+(?:\|[^\r\n|]+)+)", RegexOptions.Multiline)]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"`(?<name>[^`]+)`|\*\*(?<name>[^*]+)\*\*")]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\p{L}[\p{L} -]{2,30}$")]
    private static partial Regex IsStatus();

    [GeneratedRegex(@"\s+by\s.*", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutRemark();

    [GeneratedRegex(@"\boptional\b|\bonly (?:required|needed)\b|\bfeel free to remove\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysOptional();

    // At the end of a name, in brackets or after a dash.
    [GeneratedRegex(
        @"\s*(?:[(\[][^()\[\]]*(?:\boptional\b|\bonly (?:required|needed)\b)[^()\[\]]*[)\]]|[-–—:]\s*optional)\W*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OptionalRemark();

    // A value that is nothing but what the template says of the field.
    [GeneratedRegex(
        @"^optional\s*[-–—:,;(]|^only (?:required|needed)\b|[(<\[*]\s*\W?(?:optional\b|only (?:required|needed)\b)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex BeginsOptional();

    [GeneratedRegex(@"\bsections?\b[^.]*\bexamples?\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysExamples();

    [GeneratedRegex(@"\s*(?:,|/|\bor\b|\band\b)\s*")]
    private static partial Regex BetweenStatuses();

    [GeneratedRegex(@"version format\W{1,8}?`(?<format>[^`\r\n]+)`", RegexOptions.IgnoreCase)]
    private static partial Regex VersionFormat();

    [GeneratedRegex(
        @"(?:[<≤]|\b(?:under|below|within|at most|up to|max(?:imum)?(?: of)?|(?:no more|fewer|less) than))\s*~?\s*(?<lines>[0-9]{2,5})\s+lines\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex LineLimit();

    [GeneratedRegex(@"(?<sub>\bsub\b|\bsub-?documents?\b|\bdetails?\b)|(?<single>\bsingle\b)|(?<main>\bmain\b)", RegexOptions.IgnoreCase)]
    private static partial Regex KindOfDocument();

    [GeneratedRegex(@"\b(?:open|unresolved) (?:questions?|issues?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OpenQuestion();

    [GeneratedRegex(@"\.\s|\n[ \t]*\r?\n|\n(?=[ \t]*(?:[-*+#|>]|\d+[.)]))")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\b(?:no|without|not|none|resolved?|answered|closed|settled|addressed)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DemandsAnswers();

    [GeneratedRegex(
        @"\b(?:may|might|can|could|optional(?:ly)?|need not|not (?:(?:yet|all|necessarily|been|be|fully) )*(?:resolved?|answered|closed|settled|addressed))\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Allows();

    [GeneratedRegex("`(?<prefix>[A-Za-z]+)-(?:X{3,}|N{3,}|[0-9]{1,8})(?<slug>-[^/`\\s]+)?/`")]
    private static partial Regex Directory();
}

/// <summary>A convention, and how it came about.</summary>
/// <param name="Convention">The convention.</param>
/// <param name="Facts">What the series states, in the order in which it was read: of several facts with one key, the last one
/// counts.</param>
/// <param name="Contradictions">Where two files of the series state different things.</param>
internal sealed record StatedConvention(
    Convention Convention,
    ImmutableArray<ConventionFact> Facts,
    ImmutableArray<Contradiction> Contradictions
);
