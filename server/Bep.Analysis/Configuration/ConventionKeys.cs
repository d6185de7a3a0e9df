using System.Collections.Immutable;
using Bep.Analysis.Model;
using Bep.Analysis.Text;

namespace Bep.Analysis.Configuration;

/// <summary>
/// Every <see cref="ConventionKey"/>. The reader of <c>.bep.yaml</c>, its completion, hovers, schema and page know no other list.
/// </summary>
public static class ConventionKeys
{
    private static readonly ValueSchema s_text = new ValueSchema.Scalar($"a text");
    private static readonly ValueSchema s_names = new ValueSchema.ListOf(s_text, $"a list of names");

    // What can stand in a cell of the registry's table, and be found there again.
    private static readonly ValueSchema s_cell = new ValueSchema.Scalar(
        $"a text without brackets, backslashes and `|`",
        @"^(?=.*[\p{L}\p{N}])[^|\\\[\]<>]+$"
    );

    // What can stand in front of a colon.
    private static readonly ValueSchema s_field = new ValueSchema.Scalar($"a field's name", @"^[\p{L}\p{N}_][^:#]*$");
    private static readonly ValueSchema s_format = new ValueSchema.Scalar(
        $"`date`, `timestamp`, a date in words such as `DD-MM-YYYY`, `email`, `handle`, `numbers`, `any`, or a list of texts",
        $"^(?:email|handle|numbers|any|{DateForm.Pattern})$",
        ["date", "timestamp", "DD-MM-YYYY", "D MMM YYYY", "email", "handle", "numbers", "any"]
    );
    private static readonly ValueSchema s_path = new ValueSchema.Scalar($"the path of a Markdown file, or `none`", @"^(none|.*\.md)$");
    private static readonly ValueSchema s_lines = new ValueSchema.Scalar($"a number of lines", "^[0-9]{1,6}$");

    // What git takes as a branch's name (git-check-ref-format).
    private const string BranchCharacters = @"(?![-/.])(?!.*(?:\.\.|//|@\{))[^\s~^:?*\[\\]+(?<![/.])$";

    private static readonly ImmutableArray<(FieldRole Role, string Name)> s_roles =
    [
        .. Enum.GetValues<FieldRole>().Where(role => role != FieldRole.Other).Select(role => (role, Hyphenated(role.ToString()))),
    ];

    private static readonly ImmutableArray<(ColumnRole Role, string Name)> s_columns =
    [
        .. Enum.GetValues<ColumnRole>().Select(role => (role, Hyphenated(role.ToString()))),
    ];

    private static readonly ImmutableArray<(ChangeKind Kind, string Name)> s_changes =
    [
        .. Enum.GetValues<ChangeKind>().Select(kind => (kind, Hyphenated(kind.ToString()))),
    ];

    /// <summary>The keys, in the order of a well-kept file.</summary>
    public static ImmutableArray<ConventionKey> All { get; } =
    [
        new(
            "prefix",
            $"The word in front of a number: `BEP` in `BEP-1055`. Where nothing else is said, files and branches are called after it.",
            new ValueSchema.Scalar($"a word of letters", "^[A-Za-z]{1,20}$"),
            convention => convention.Prefix,
            (convention, value) => convention.WithPrefix(value.Text),
            ShapesDocuments: true
        ),
        new(
            "digits",
            $"How many digits a number has, zeros in front (`4`), or how many at least and at most (`1-5`).",
            new ValueSchema.Scalar($"a number of digits such as `4`, or a range such as `1-5`", "^[1-8](-[1-8])?$"),
            convention =>
                convention.Digits == convention.MostDigits ? $"{convention.Digits}" : $"{convention.Digits}-{convention.MostDigits}",
            ReadDigits,
            ShapesDocuments: true
        ),
        new(
            "file-names",
            $"How proposals' files are called, the usual form first, with `{{number}}` and `{{slug}}` in it; with folders (`{{number}}-{{slug}}/README.md`, `archived/{{number}}-{{slug}}.md`) where they lie in some.",
            new ValueSchema.ListOf(
                new ValueSchema.Scalar(
                    $"a file name with `{{number}}` in it, and perhaps `{{slug}}` after it",
                    @"^(?!/)(?!.*(?:^|/)\.{1,2}/)(?!.*//)[^\\{}]*\{number\}(?![0-9{])[^\\{}]*(\{slug\}[^\\{}]*)?(/[^\\{}/]*\{number\}(?![0-9{])[^\\{}/]*(\{slug\}[^\\{}/]*)?)?\.md$"
                ),
                $"a list of file names",
                IsNeeded: true
            ),
            convention => List(convention.FileNames),
            (convention, value) => convention with { FileNames = value.Texts.ToEquatableArray() },
            ShapesDocuments: true
        ),
        new(
            "first-number",
            $"The first number that is given away.",
            new ValueSchema.Scalar($"a number", "^[0-9]{1,8}$"),
            convention => convention.Digitize(convention.FirstNumber),
            (convention, value) => convention with { FirstNumber = new(int.Parse(value.Text)) }
        ),
        new(
            "example-numbers",
            $"Numbers that stand for any number in examples.",
            new ValueSchema.ListOf(new ValueSchema.Scalar($"a number", "^[0-9]{1,8}$"), $"a list of numbers"),
            convention => List(convention.ExampleNumbers.Select(convention.Digitize)),
            (convention, value) =>
                convention with
                {
                    ExampleNumbers = value.Texts.Select(text => new ProposalNumber(int.Parse(text))).ToEquatableArray(),
                }
        ),
        new(
            "registry",
            $"The file with the table of numbers, seen from the configuration's folder; `none` where there is no such table.",
            s_path,
            convention => convention.RegistryFile ?? "none",
            (convention, value) => convention with { RegistryFile = value.PathOrNone },
            ShapesDocuments: true
        ),
        new(
            "index",
            $"The file with a table or list of the documents that `bep index` makes from them, seen from the configuration's folder; `none` where there is none.",
            s_path,
            convention => convention.IndexFile ?? "none",
            (convention, value) => convention with { IndexFile = value.PathOrNone },
            ShapesDocuments: true
        ),
        new(
            "index-item",
            $"How an item of the index is written, for one that is a list: `- [{{number}}: {{title}}]({{link}})`, with `{{status}}`, `{{author}}`, `{{created}}` and `{{heading}}`, the title as the document has it, if wanted; `none` for a table.",
            new ValueSchema.Scalar(
                $"an item of a list with `{{link}}` in it, such as `- [{{title}}]({{link}})`, or `none`",
                @"^(none|(?:[-*+]|1[.)]) (?=.*\{link\})(?:[^{}]|\{(?:number|title|heading|link|status|author|created)\}){1,200})$"
            ),
            convention => convention.IndexItem ?? "none",
            (convention, value) => convention with { IndexItem = value.TextOrNone }
        ),
        new(
            "column-names",
            $"What the registry's columns that mean something to tools are called.",
            new ValueSchema.MapOf($"a name for each of some columns", s_cell, [.. s_columns.Select(column => column.Name)]),
            convention =>
                List(convention.ColumnNames.Select(column => $"{s_columns.First(known => known.Role == column.Role).Name}: {column.Name}")),
            ReadColumnNames,
            ShapesDocuments: true
        ),
        new(
            "columns",
            $"The registry table's columns.",
            new ValueSchema.ListOf(s_cell, $"a list of names", IsNeeded: true),
            convention => List(convention.Columns),
            // A table without these two is no registry.
            (convention, value) =>
                NeededColumns(convention).Except(value.Texts, StringComparer.OrdinalIgnoreCase).Any()
                    ? convention
                    : convention with
                    {
                        Columns = value.Texts.ToEquatableArray(),
                    }
        ),
        new(
            "next-row",
            $"What stands in the number's cell of the row after the last proposal; `none` where there is no such row.",
            s_cell,
            convention => convention.NextMarker ?? "none",
            (convention, value) => convention with { NextMarker = value.TextOrNone },
            ShapesDocuments: true
        ),
        new(
            "template",
            $"The file that new proposals are copied from, seen from the configuration's folder; `none` where there is none.",
            s_path,
            convention =>
                convention.TemplateFile ?? (convention.TemplateNumber is { } number ? convention.FileName(number, "template") : "none"),
            (convention, value) => convention with { TemplateNumber = null, TemplateFile = value.PathOrNone },
            ShapesDocuments: true
        ),
        new(
            "title-form",
            $"How the heading of a document without a template is written: `{{number}}. {{title}}`; `none` where it is the title alone.",
            new ValueSchema.Scalar(
                $"a text with `{{number}}` in it and `{{title}}` at its end, or `none`",
                @"^(none|[^{}\r\n]*\{number\}[^{}0-9\r\n]+\{title\})$"
            ),
            convention => convention.TitleForm ?? "none",
            (convention, value) => convention with { TitleForm = value.TextOrNone },
            ShapesDocuments: true
        ),
        new(
            "mentions",
            $"How texts mention a proposal, the preferred form first, with `{{number}}` at its end: `ADR {{number}}`. The prefix and a hyphen always do; zeros in front may be left out.",
            new ValueSchema.ListOf(
                new ValueSchema.Scalar(
                    $"a text that ends in `{{number}}`, such as `ADR {{number}}`",
                    @"^(?![\s0-9])[^{}|\\`<>\r\n]{0,29}[^{}|\\`<>\r\n0-9]\{number\}$"
                ),
                $"a list of forms"
            ),
            convention => List(convention.MentionLeads.Where(lead => !lead.IsLoose).Select(lead => lead.Text + "{number}")),
            (convention, value) => convention with { Mentions = value.Texts.ToEquatableArray() },
            ShapesDocuments: true
        ),
        new(
            "front-matter",
            $"How the fields at the top are written: `yaml` between lines of hyphens, `preformatted` in a `<pre>` element, `fenced` in a code block, `list` as items (`* Status: Draft`) or `table` as rows below the title, `sections` as lines and sections (`## Status`) there, or `none`.",
            new ValueSchema.Choice([.. Enum.GetNames<FrontMatterForm>().Select(name => name.ToLowerInvariant())]),
            convention => convention.FrontMatterForm.ToString().ToLowerInvariant(),
            (convention, value) =>
                convention with
                {
                    FrontMatterForm = Enum.TryParse<FrontMatterForm>(value.Text, ignoreCase: true, out var form) ? form : default,
                },
            ShapesDocuments: true
        ),
        new(
            "field-names",
            $"What the fields that mean something to tools are called.",
            new ValueSchema.MapOf($"a name for each of some roles", s_field, [.. s_roles.Select(role => role.Name)]),
            convention =>
                List(convention.FieldNames.Select(field => $"{s_roles.First(role => role.Role == field.Role).Name}: {field.Name}")),
            ReadFieldNames,
            ShapesDocuments: true
        ),
        new(
            "fields",
            $"The fields that every proposal has, in order; with a text each, that is what hovers say of them.",
            new ValueSchema.Described(s_field, $"a list of fields, or of fields with what they mean"),
            convention =>
                List(convention.Fields.Select(field => field.Name))
                + (
                    convention.Fields.Any(field => field.IsOptional)
                        ? $" (optional: {List(convention.Fields.Where(field => field.IsOptional).Select(field => field.Name))})"
                        : ""
                ),
            ReadFields
        ),
        new(
            "optional-fields",
            $"The fields that a proposal may have and need not, in order; with a text each, that is what hovers say of them.",
            new ValueSchema.Described(s_field, $"a list of fields, or of fields with what they mean"),
            convention => List(convention.Fields.Where(field => field.IsOptional).Select(field => field.Name)),
            ReadOptionalFields
        ),
        new(
            "status-fields",
            $"The fields that a proposal needs once it has a certain status: `Last Call: last-call-deadline`.",
            new ValueSchema.MapOf(
                $"a list of fields for each of some statuses",
                new ValueSchema.ListOf(s_field, $"a list of fields", IsNeeded: true)
            ),
            convention =>
                List(
                    convention.StatusFields.GroupBy(
                        asked => asked.Status,
                        (status, asked) => $"{status}: {string.Join(" and ", asked.Select(one => one.Field))}"
                    )
                ),
            (convention, value) =>
                convention with
                {
                    StatusFields = value
                        .Entries.SelectMany(entry => entry.Value.Texts.Distinct(), (entry, field) => new StatusField(entry.Name, field))
                        .ToEquatableArray(),
                }
        ),
        new(
            "field-formats",
            $"How values are written: `date` (`2026-01-05`), `timestamp`, a date in words (`DD-MM-YYYY`, `D MMM YYYY`), one of a list of texts, authors by `email` (`Full Name (email)`) or `handle` (`Name (@handle)`), `numbers` of proposals, or `any`.",
            new ValueSchema.MapOf(
                $"a format for each of some fields",
                new ValueSchema.ListOf(s_text, $"a format, or a list of texts", IsNeeded: true, Single: s_format)
            ),
            convention => List(convention.FieldFormats.Select(field => $"{field.Name}: {field.Format}")),
            ReadFieldFormats,
            ShapesDocuments: true
        ),
        new(
            "statuses",
            $"The stations of a proposal's life, the first one first; with a text each, that is what hovers say of them.",
            new ValueSchema.Described(s_cell, $"a list of statuses, or of statuses with what they mean"),
            convention => List(convention.Statuses.Select(status => status.Name)),
            (convention, value) =>
                convention with
                {
                    Statuses = value
                        .Described.Select(status => new StatusDefinition(status.Name) { Description = status.Description })
                        .ToEquatableArray(),
                }
        ),
        new(
            "status-folders",
            $"The folders that mean a status, seen from the series' own (`.`), for some statuses: `Rejected: archived`. A proposal lies in that of its status, and moves when the status changes; without a field, its status is its folder's.",
            new ValueSchema.MapOf(
                $"a folder for each of some statuses",
                new ValueSchema.Scalar($"a folder's path", @"^(\.|\./|(?!/)(?!.*(?:^|/)\.{1,2}(?:/|$))(?!.*//)[^\\{}]+)$")
            ),
            convention =>
                convention.StatusPlaces.Count == 0
                    ? "none"
                    : List(convention.StatusPlaces.Select(place => $"{place.Status}: {(place.Folder.Length == 0 ? "." : place.Folder)}")),
            (convention, value) =>
                convention with
                {
                    StatusPlaces = value
                        .Entries.Select(entry => new StatusPlace(
                            entry.Name,
                            entry.Value.Text.TrimEnd('/') is not "." and var folder ? folder : ""
                        ))
                        .ToEquatableArray(),
                },
            ShapesDocuments: true
        ),
        new(
            "transitions",
            $"The statuses that each status may be followed by.",
            new ValueSchema.MapOf($"a list of next statuses for each status", s_names),
            convention =>
                List(
                    convention.Transitions.GroupBy(
                        step => step.From,
                        (from, steps) => $"{from} → {string.Join(" or ", steps.Select(step => step.To))}"
                    )
                ),
            (convention, value) =>
                convention with
                {
                    Transitions = value
                        .Entries.SelectMany(entry => entry.Value.Texts, (entry, to) => new Transition(entry.Name, to))
                        .ToEquatableArray(),
                }
        ),
        new(
            "settled-statuses",
            $"The statuses of proposals that nobody works on any more.",
            s_names,
            convention => List(convention.SettledStatuses),
            (convention, value) => convention with { SettledStatuses = value.Texts.ToEquatableArray() }
        ),
        new(
            "stub-statuses",
            $"The statuses of documents that only say where a proposal has gone, of which no title, field or section is asked.",
            s_names,
            convention => List(convention.StubStatuses),
            (convention, value) => convention with { StubStatuses = value.Texts.ToEquatableArray() }
        ),
        new(
            "answered-statuses",
            $"The statuses in which no question in a proposal's list of open questions is open any more.",
            s_names,
            convention => List(convention.AnsweredStatuses),
            (convention, value) => convention with { AnsweredStatuses = value.Texts.ToEquatableArray() }
        ),
        new(
            "milder-when-settled",
            $"Whether findings of form in a settled proposal are one severity milder.",
            new ValueSchema.Choice(["true", "false"]),
            convention => convention.IsMildWhenSettled ? "true" : "false",
            (convention, value) => convention with { IsMildWhenSettled = value.Text == "true" }
        ),
        new(
            "sections",
            $"The sections that every proposal has below its title.",
            s_names,
            convention =>
                List(convention.Sections)
                + (
                    convention.SectionsAreExamples && convention.Sections.Count > 0 ? " (examples)"
                    : convention.OptionalSections.Count > 0 ? $" (optional: {List(convention.OptionalSections)})"
                    : ""
                ),
            (convention, value) =>
                convention with
                {
                    Sections = value.Texts.ToEquatableArray(),
                    OptionalSections = [],
                    SectionsAreExamples = false,
                }
        ),
        new(
            "summary-sections",
            $"The sections whose first paragraph says what a proposal is about, the likeliest first.",
            s_names,
            convention => List(convention.SummarySections),
            (convention, value) => convention with { SummarySections = value.Texts.ToEquatableArray() }
        ),
        new(
            "version-format",
            $"How a version is written, in words: `YY.Sprint.Patch`; `none` where versions are not checked.",
            new ValueSchema.Scalar($"a text, or `none`"),
            convention => convention.VersionFormat ?? "none",
            (convention, value) => convention with { VersionFormat = value.TextOrNone }
        ),
        new(
            "line-limits",
            $"How many lines documents may have: a `single` one, a `main` one with sub-documents, a `sub`-document.",
            new ValueSchema.MapOf($"a number of lines for some kinds of documents", s_lines, ["single", "main", "sub"]),
            convention => convention.Limits is { } limits ? List(Limits(limits)) : "none",
            ReadLimits
        ),
        new(
            "directories",
            $"How supporting directories are called: `number` (`BEP-1055/`), `number-and-slug` (`BEP-1055-slug/`), or `either`.",
            new ValueSchema.Choice(["number", "number-and-slug", "either"]),
            convention =>
                convention.DirectoriesHaveNumberOnly switch
                {
                    true => "number",
                    false => "number-and-slug",
                    null => "either",
                },
            (convention, value) =>
                convention with
                {
                    DirectoriesHaveNumberOnly = value.Text switch
                    {
                        "number" => true,
                        "number-and-slug" => false,
                        _ => null,
                    },
                }
        ),
        new(
            "change-titles",
            $"How commits and pull requests are titled: `bep` (`BEP-1072 (new): Title`) or `conventional` (`docs(BA-7050): add BEP-1072 Title`, with the issue that the branch is named after).",
            new ValueSchema.Choice([.. ChangeForm.All.Select(form => form.Name)]),
            convention => convention.ChangeForm.Name,
            (convention, value) =>
                convention with
                {
                    ChangeForm = ChangeForm.All.FirstOrDefault(form => form.Name == value.Text) ?? convention.ChangeForm,
                }
        ),
        new(
            "change-verbs",
            $"The verb of a title for each kind of change.",
            new ValueSchema.MapOf(
                $"a verb for each of some kinds of changes",
                new ValueSchema.Scalar($"a word", @"^[\p{L}-]{1,20}$"),
                [.. s_changes.Select(change => change.Name)]
            ),
            convention =>
                List(convention.ChangeVerbs.Select(verb => $"{s_changes.First(change => change.Kind == verb.Kind).Name}: {verb.Word}")),
            (convention, value) =>
                convention with
                {
                    ChangeWords = value
                        .Entries.Select(entry => new ChangeWord(
                            s_changes.First(change => change.Name == entry.Name).Kind,
                            entry.Value.Text
                        ))
                        .ToEquatableArray(),
                }
        ),
        new(
            "base-branch",
            $"The branch that all others lead to; where nothing is said, the remote's own, `main` or `master`.",
            new ValueSchema.Scalar($"a branch's name", "^" + BranchCharacters),
            convention => convention.BaseBranch ?? "",
            (convention, value) => convention with { BaseBranch = value.Text }
        ),
        new(
            "branch-pattern",
            $"What the branch of a new proposal is called, with `{{number}}` and `{{slug}}` in it.",
            new ValueSchema.Scalar($"a branch's name with `{{number}}` in it", @"^(?=.*\{number\})" + BranchCharacters),
            convention => convention.BranchPattern,
            (convention, value) => convention with { BranchPattern = value.Text }
        ),
        new(
            "trackers",
            $"Where issues are found: an address with `{{key}}` in it for the letters in front of an issue's number. A key in a field of one proposal alone, `Issue: BA-1234`, names it in released code as its number does.",
            new ValueSchema.MapOf(
                $"an address with `{{key}}` for each kind of issue",
                new ValueSchema.Scalar($"a web address with `{{key}}` in it", @"^https?://\S*\{key\}\S*$")
            ),
            convention => List(convention.Trackers.Select(tracker => $"{tracker.Key}: {tracker.Address}")),
            (convention, value) =>
                convention with
                {
                    Trackers = value.Entries.Select(entry => new IssueTracker(entry.Name, entry.Value.Text)).ToEquatableArray(),
                }
        ),
        new(
            Reviewed,
            $"Statuses that somebody has compared with what was released and found right, `1042: Draft in 26.8.1`: nothing is said of such a proposal until its status changes, or a later release says something new.",
            new ValueSchema.MapOf(
                $"a status and a release for each of some numbers, such as `1042: Draft in 26.8.1`",
                new ValueSchema.Scalar($"a status and a release, such as `Draft in 26.8.1`", "^.+ in [0-9]+[.][0-9.]+$"),
                Name: new ValueSchema.Scalar($"made of numbers of proposals", "^[0-9]{1,9}$")
            ),
            convention => List(convention.Reviewed.Select(one => $"{convention.Digitize(one.Number)}: {Write(one.Status, one.Release)}")),
            (convention, value) => convention with { Reviewed = ReadReviewed(value).ToEquatableArray() }
        ),
        new(
            Rules,
            $"What findings of a rule matter: `error`, `warning`, `information`, `hint`, or `off`.",
            new ValueSchema.MapOf($"a severity for each of some rules", new ValueSchema.Choice([.. Severities.Names, Severities.Off])),
            convention => List(convention.Severities.Select(rule => $"{rule.Rule}: {Severities.NameOf(rule.Severity)}")),
            (convention, value) =>
                convention with
                {
                    Severities = value
                        .Entries.Select(entry => new RuleSeverity(entry.Name, Severities.Find(entry.Value.Text)))
                        .ToEquatableArray(),
                }
        ),
    ];

    /// <summary>
    /// Where the series lies, seen from the configuration's folder: no part of a convention, because it is needed to find one.
    /// </summary>
    public const string Folder = "folder";

    /// <summary>The severities of rules, by name. Which rules there are is not known here, where their configuration is read.</summary>
    public const string Rules = "rules";

    /// <summary>Statuses that somebody has looked at, by number.</summary>
    public const string Reviewed = "reviewed";

    // Between the status and the release.
    private const string In = " in ";

    /// <summary>How <see cref="Reviewed"/> says that <paramref name="status"/> was right in <paramref name="release"/>.</summary>
    public static string Write(string status, string release) => status + In + release;

    /// <summary>What <see cref="Folder"/> is, in Markdown.</summary>
    public static LocalizableString FolderDescription { get; } =
        $"The folder of the series, seen from this file's; the file's own where nothing is said.";

    /// <summary>The columns without which a table is no registry.</summary>
    public static IEnumerable<string> NeededColumns(Convention convention) =>
        [convention.NameOf(ColumnRole.Number), convention.NameOf(ColumnRole.Title)];

    /// <summary>The key called <paramref name="name"/>; null where there is none.</summary>
    public static ConventionKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts);

    // The usual first number may have too many digits here.
    private static Convention ReadDigits(Convention convention, Value value)
    {
        var (least, most) = (value.Text[0] - '0', Math.Max(value.Text[0], value.Text[^1]) - '0');
        return convention with
        {
            Digits = least,
            MostDigits = most,
            FirstNumber = $"{convention.FirstNumber.Value}".Length > most ? new(1) : convention.FirstNumber,
        };
    }

    private static Convention ReadColumnNames(Convention convention, Value value)
    {
        var given = value
            .Entries.Select(entry => new ColumnName(s_columns.FirstOrDefault(column => column.Name == entry.Name).Role, entry.Value.Text))
            .ToList();
        return convention with
        {
            ColumnNames = convention
                .ColumnNames.Select(column => given.LastOrDefault(other => other.Role == column.Role) ?? column)
                .ToEquatableArray(),
            Columns = convention
                .Columns.Select(name =>
                    convention.ColumnNames.FirstOrDefault(column => column.Name == name) is { } column
                    && given.LastOrDefault(other => other.Role == column.Role) is { } other
                        ? other.Name
                        : name
                )
                .ToEquatableArray(),
        };
    }

    private static Convention ReadFieldNames(Convention convention, Value value)
    {
        var given = value
            .Entries.Select(entry => new FieldName(s_roles.FirstOrDefault(role => role.Name == entry.Name).Role, entry.Value.Text))
            .Where(field => field.Role != FieldRole.Other)
            .ToList();
        var names = convention.FieldNames.Where(field => given.All(other => other.Role != field.Role)).Concat(given).ToEquatableArray();
        return convention with
        {
            FieldNames = names,
            Fields = convention
                .Fields.Select(field => field with { Name = names.FirstOrDefault(name => name.Role == field.Role)?.Name ?? field.Name })
                .ToEquatableArray(),
        };
    }

    /// <summary>
    /// The fields that every proposal of a series has which has no template: those with a name in <paramref name="value"/>, which is that
    /// of <c>field-names</c>. Versions and a successor come later in a proposal's life.
    /// </summary>
    internal static EquatableArray<FieldDefinition> NamedFields(Value value) =>
        value
            .Entries.Select(entry => new FieldDefinition(
                entry.Value.Text,
                "",
                s_roles.FirstOrDefault(role => role.Name == entry.Name).Role
            ))
            .Where(field => field.Role is FieldRole.Number or FieldRole.Title or FieldRole.Author or FieldRole.Status or FieldRole.Created)
            .ToEquatableArray();

    private static Convention ReadFields(Convention convention, Value value) =>
        convention with
        {
            Fields = value
                .Described.Select(field =>
                {
                    var known = convention.Fields.FirstOrDefault(other => other.Name == field.Name);
                    return new FieldDefinition(field.Name, known?.Sample ?? "", convention.RoleOf(field.Name))
                    {
                        Description = field.Description ?? known?.Description,
                    };
                })
                .ToEquatableArray(),
        };

    // What the template or `fields` lists keeps its place; nobody says where the others stand.
    private static Convention ReadOptionalFields(Convention convention, Value value)
    {
        var described = value.Described.DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => field.Description);
        return convention with
        {
            Fields = convention
                .Fields.Select(field =>
                    described.TryGetValue(field.Name, out var description)
                        ? field with
                        {
                            IsOptional = true,
                            Description = description ?? field.Description,
                        }
                        : field
                )
                .Concat(
                    described
                        .Where(field => convention.Fields.All(known => known.Name != field.Key))
                        .Select(field => new FieldDefinition(field.Key, "", convention.RoleOf(field.Key))
                        {
                            IsOptional = true,
                            IsAnywhere = true,
                            Description = field.Value,
                        })
                )
                .ToEquatableArray(),
        };
    }

    // A format for a field with a meaning is in place of the usual one, whatever the field is called.
    private static Convention ReadFieldFormats(Convention convention, Value value)
    {
        var given = value
            .Entries.Select(entry => new FormattedField(
                entry.Name,
                entry.Value.Node is YamlNode.Sequence
                    ? new ValueFormat.OneOf(entry.Value.Texts.Distinct().ToEquatableArray())
                    : ValueFormat.Find(entry.Value.Text) ?? new ValueFormat.Any()
            ))
            .ToList();
        return convention with
        {
            FieldFormats = convention
                .FieldFormats.Where(field => !given.Exists(other => IsSame(field.Name, other.Name)))
                .Concat(given)
                .ToEquatableArray(),
        };

        bool IsSame(string a, string b) =>
            a == b || (convention.RoleOf(a) is not FieldRole.Other and var role && role == convention.RoleOf(b));
    }

    private static IEnumerable<ReviewedStatus> ReadReviewed(Value value) =>
        from entry in value.Entries
        where entry.Name.Length < 10 && entry.Name.All(char.IsAsciiDigit)
        let at = entry.Value.Text.LastIndexOf(In, StringComparison.Ordinal)
        where at > 0
        select new ReviewedStatus(new(int.Parse(entry.Name)), entry.Value.Text[..at], entry.Value.Text[(at + In.Length)..]);

    private static Convention ReadLimits(Convention convention, Value value)
    {
        var limits = value.Entries.ToDictionary(entry => entry.Name, entry => int.Parse(entry.Value.Text));
        return convention with { Limits = new(Of("single"), Of("main"), Of("sub")) };

        int? Of(string name) => limits.TryGetValue(name, out var lines) ? lines : null;
    }

    private static IEnumerable<string> Limits(LineLimits limits)
    {
        if (limits.Single is { } single)
            yield return $"single: {single}";
        if (limits.Main is { } main)
            yield return $"main: {main}";
        if (limits.Sub is { } sub)
            yield return $"sub: {sub}";
    }

    private static string Hyphenated(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
