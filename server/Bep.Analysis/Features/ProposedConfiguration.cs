using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Features;

/// <summary>
/// The smallest configuration with which the checker agrees with most documents of a folder that has none. Each of its lines says what it
/// was seen in. What is not in nearly all of the documents is not asked of the others.
/// </summary>
public static partial class ProposedConfiguration
{
    // A number that has no zeros in front may grow.
    private const int UsualMostDigits = 5;

    // No slip of the keyboard and no number that is about to come is that far from the others.
    private const int FarAway = 100;

    // Of fewer documents the most are no majority.
    private const int FewestForRule = 3;

    // What people call a field that means something to tools, in any letter case and with any sign between the words.
    private static readonly ImmutableArray<FieldName> s_fields =
    [
        new(FieldRole.Number, "Number"),
        new(FieldRole.Title, "Title"),
        .. Called(FieldRole.Author, "Author", "Authors", "Decision-Makers", "Deciders", "Owner", "Owners"),
        .. Called(FieldRole.Status, "Status", "State", "Stage"),
        .. Called(FieldRole.Created, "Created", "Date", "Start-Date", "Created-On", "Date-Created", "Creation-Date"),
        .. Called(FieldRole.Successor, "Superseded-By", "Replaced-By"),
    ];

    // The forms of dates that are looked for. What may be two of them is none.
    private static readonly ImmutableArray<DateForm> s_dates =
    [
        DateForm.Timestamp,
        DateForm.Iso,
        .. new[]
        {
            "YYYY/MM/DD",
            "DD-MM-YYYY",
            "DD.MM.YYYY",
            "DD/MM/YYYY",
            "MM/DD/YYYY",
            "DD-MMM-YYYY",
            "DD MMM YYYY",
            "DD MMMM YYYY",
            "MMM DD, YYYY",
            "MMMM DD, YYYY",
            "D MMM YYYY",
            "D MMMM YYYY",
            "MMM D, YYYY",
            "MMMM D, YYYY",
        }
            .Select(DateForm.Find)
            .OfType<DateForm>(),
    ];

    private static IEnumerable<FieldName> Called(FieldRole role, params string[] names) => names.Select(name => new FieldName(role, name));

    /// <summary>
    /// The text of the configuration; empty where all is as it is without one; neither a text nor a refusal where a series can be started;
    /// else why there is none.
    /// </summary>
    /// <param name="found">
    /// What was found in the folder, read with any convention; a file outside of it may be its registry or its template.
    /// </param>
    /// <param name="names">What the folder is called, and the one around it.</param>
    /// <param name="starts">True where a series is to be started beside Markdown files without numbers.</param>
    public static Attempt<string> Of(Series found, ImmutableArray<string> names, bool starts = false)
    {
        var all = found
            .Documents.Keys.Where(path => found.Files.Contains(path) && Paths.IsBelow(found.Folder, path))
            .Select(path => (Path: path, File: NumberedFile.Read(Paths.Relative(found.Folder, path))))
            .OrderBy(path => path.Path, StringComparer.Ordinal)
            .ToList();
        var template = TemplateOf(found);
        var numbered = all.Where(path => path.Path != template).Select(path => path.File).OfType<NumberedFile>().ToList();
        var files = FilesOf(numbered);
        var entries = found.Files.In(found.Folder).Select(Paths.Name).ToList();
        if (files.Count == 0)
            return Refuse(entries) is { } refusal ? refusal
                : starts ? default
                : RefuseToStart(found, numbered) is { } reason ? reason
                : default(Attempt<string>);
        if (files.Count(file => IsDate().IsMatch(file.Path)) * 2 > files.Count)
            return (LocalizableString)$"The names of the files begin with dates, which are not read as numbers.";
        if (entries.Count(file => IsHexadecimal().IsMatch(file)) is var others and > 0 && others >= files.Count)
            return (LocalizableString)$"The numbers of the files are hexadecimal, which cannot be read.";
        var reading = new Reading(found, names, files, numbered.Count, template);
        reading.Read();
        return reading.Write();
    }

    private static LocalizableString? Refuse(List<string> names) =>
        names.Any(file => IsHexadecimal().IsMatch(file)) ? $"The numbers of the files are hexadecimal, which cannot be read."
        : names.Any(file => IsOtherMarkup().IsMatch(file)) ? $"The files with numbers are not Markdown."
        : (LocalizableString?)null;

    private static LocalizableString? RefuseToStart(Series found, List<NumberedFile> numbered) =>
        numbered.GroupBy(file => file.Place).MaxBy(place => place.Count()) is { } most
            ? $"The Markdown files with numbers in their names lie in {most.Key.TrimEnd('/')}, {most.Count()} of them: name that folder."
        : found
            .Files.In(found.Folder)
            .Select(Paths.Name)
            .Any(name => name[0] != '.' && !name.Equals(Convention.Default.RegistryFile, StringComparison.OrdinalIgnoreCase))
            ? $"No Markdown file in it has a number in its name. A preset that is named starts a series beside what is there."
        : (LocalizableString?)null;

    // Called so, in the folder or around it; or with the number of none, and a heading that is to be replaced.
    private static string? TemplateOf(Series found) =>
        found
            .Documents.Values.Where(document => found.Files.Contains(document.Path))
            .Where(document =>
                Paths.IsBelow(found.Folder, document.Path)
                    ? NumberedFile.Read(Paths.Relative(found.Folder, document.Path)) is { Number: 0 }
                        ? IsCalledTemplate(document)
                            || document.Sections is [{ Level: 1, Title: var title }, ..] && IsPlaceholder().IsMatch(title)
                        : Paths.Folder(document.Path) == found.Folder && IsCalledTemplate(document)
                    : IsCalledTemplate(document)
            )
            .Select(document => document.Path)
            .OrderBy(path => !Paths.IsBelow(found.Folder, path))
            .ThenBy(path => path, StringComparer.Ordinal)
            .FirstOrDefault();

    private static bool IsCalledTemplate(Document document) => document.Name.Contains("template", StringComparison.OrdinalIgnoreCase);

    // Those of the series: the usual form at the top, the others with the same word there, and in other folders what has one of those forms
    // and no number twice. Without any at the top, those in several folders beside each other.
    private static List<NumberedFile> FilesOf(List<NumberedFile> numbered)
    {
        var top = numbered.Where(file => file.Place.Length == 0).ToList();
        var usual = (top.Count > 0 ? top : numbered).GroupBy(file => (file.Shape, file.Word)).MaxBy(group => group.Count())?.Key;
        var files = top.Where(file => file.Word == usual?.Word).ToList();
        var (shapes, taken) = (
            files.Select(file => file.Shape).Append(usual?.Shape).ToHashSet(),
            files.Select(file => file.Number).ToHashSet()
        );
        var places = numbered
            .Where(file => file.Place.Length > 0 && file.Word == usual?.Word && shapes.Contains(file.Shape))
            .GroupBy(file => file.Place)
            .OrderByDescending(place => place.Count())
            .ThenBy(place => place.Key, StringComparer.Ordinal)
            .Where(place => place.Select(file => file.Number) is var numbers && !numbers.Any(taken.Contains) && numbers.All(taken.Add))
            .ToList();
        return top.Count > 0 ? [.. files, .. places.SelectMany(place => place)]
            : places.Count > 1 && places.All(place => place.Key.Count(c => c == '/') == 1) ? [.. places.SelectMany(place => place)]
            : [];
    }

    /// <summary>A line of the configuration, and what it was seen in.</summary>
    private sealed record Line(string Key, string Value, string Evidence)
    {
        public override string ToString() => $"{Key}: {Value} # {Evidence}\n";
    }

    private sealed class Reading(Series found, ImmutableArray<string> names, List<NumberedFile> files, int all, string? template)
    {
        private readonly List<Line> _lines = [];
        private readonly List<Line> _rules = [];
        private ImmutableArray<Document> _documents = [];

        public void Read()
        {
            ReadNames();
            ReadPrefix();
            _lines.Add(new("registry", "none", "no file has a table of the numbers"));
            _lines.Add(
                template is null
                    ? new("template", "none", "no file is called one")
                    : new("template", Quoted(Paths.Relative(found.Folder, template)), "by its name")
            );
            ReadRegistry();
            var form = ReadForm();
            ReadTitles();
            if (form == FrontMatterForm.None)
            {
                Drop("fields");
            }
            else
            {
                ReadFields();
                ReadStatuses();
                ReadFolders();
            }
            ReadExamples();
            AskNoMoreThanMostHave();
            if (form != FrontMatterForm.None)
                ReadOptionalFields();
            DropWhatIsUsual();
        }

        public string Write()
        {
            var text = new StringBuilder();
            foreach (var line in _lines)
                text.Append(line);
            if (_rules.Count > 0)
                text.Append("rules:\n");
            foreach (var rule in _rules)
                text.Append("  ").Append(rule);
            return text.ToString();
        }

        private void ReadNames()
        {
            var forms = files.GroupBy(file => file.Form).OrderByDescending(group => group.Count()).ToList();
            var lengths = files.Select(file => file.Digits.Length).Distinct().Order().ToList();
            var hasZeros = files.Any(file => file.Digits is ['0', _, ..]);
            var digits =
                !hasZeros && lengths is not [> 2] ? $"1-{Math.Max(UsualMostDigits, lengths[^1])}"
                : lengths.Count == 1 ? $"{lengths[0]}"
                : $"{lengths[0]}-{lengths[^1]}";
            if (files[0].Word is { Length: > 0 and <= 20 } word && word.All(char.IsAsciiLetter))
                _lines.Add(new("prefix", word, Of(files.Count, all, "names of files")));
            _lines.Add(new("digits", digits, hasZeros ? "zeros fill the numbers up" : "no number has zeros in front"));
            _lines.Add(
                new(
                    "file-names",
                    forms.Count == 1 ? Quoted(forms[0].Key) : $"[{string.Join(", ", forms.Select(form => Quoted(form.Key)))}]",
                    Of(files.Count, all, "names of files")
                )
            );
        }

        // Without a word in the files' names, it is the one that documents put in front of each other's numbers or of their own.
        private void ReadPrefix()
        {
            if (_lines[0].Key == "prefix")
                return;
            var texts = files.Select(file => found.Find(Paths.Join(found.Folder, file.Path))).OfType<Document>().ToList();
            var numbers = files.Select(file => file.Number).ToHashSet();
            var lengths = files.Select(file => file.Digits.Length).ToHashSet();
            var words = texts
                .SelectMany(document =>
                    Mention()
                        .Matches(document.Text.Content)
                        .Where(match => match.Groups["number"].Value is var digits && (digits[0] != '0' || lengths.Contains(digits.Length)))
                        .Where(match => numbers.Contains(int.Parse(match.Groups["number"].Value)))
                        .Select(match => match.Groups["word"].Value)
                        .Distinct()
                )
                .GroupBy(word => word)
                .MaxBy(group => group.Count());
            // `docs` and `text` say nothing; what is around them may.
            var own = names
                .Where(name => !IsAnyFolder().IsMatch(name))
                .Select(name => string.Concat(name.Where(char.IsAsciiLetter)).ToUpperInvariant())
                .Select(name => name is [.., 'S'] ? name[..^1] : name)
                .FirstOrDefault(name => name.Length is > 0 and <= 20);
            _lines.Insert(
                0,
                words is not null ? new("prefix", words.Key, Of(words.Count(), texts.Count, "documents name themselves or others with it"))
                    : own is not null ? new("prefix", own, "the folder's name: no document names another one")
                    : new("prefix", "DOC", "no document names another one")
            );
        }

        // The file in whose table most of the rows are the documents.
        private void ReadRegistry()
        {
            var numbers = files.Select(file => file.Number).ToHashSet();
            var candidates =
                from path in found.Documents.Keys
                where found.Files.Contains(path) && path != template && NumberedFile.Read(Paths.Name(path)) is null
                where Paths.Folder(path) == found.Folder || !Paths.IsBelow(found.Folder, path)
                where found.Find(path)!.Text.Content.Contains('|')
                from table in With($"{Text()}registry: {Quoted(Paths.Relative(found.Folder, path))}\n", isWhole: false).Find(path)?.Tables
                    ?? []
                where table.Header.Length > 1
                let number = Enumerable
                    .Range(0, table.Header.Length)
                    .FirstOrDefault(
                        i =>
                            table.Rows.Count(row =>
                                i < row.Cells.Length
                                && RowNumber().Match(row.Cells[i].Text) is { Success: true } match
                                && numbers.Contains(int.Parse(match.Groups["number"].Value))
                            )
                                is var rows
                            && rows > 0
                            && rows * 2 > numbers.Count,
                        -1
                    )
                where number >= 0
                select (Path: path, Table: table, Number: number);
            if (candidates.FirstOrDefault() is not { Path: { } file } best)
                return;
            var header = best.Table.Header.Select(cell => cell.Bare).ToList();
            var title = header.FindIndex(cell => Convention.IsSameName(cell, "Title") || Convention.IsSameName(cell, "Name"));
            if (title < 0)
                title = best.Number + 1 < header.Count ? best.Number + 1 : -1;
            if (title < 0 || title == best.Number || header[title].Length == 0 || header[best.Number].Length == 0)
                return;
            var named = new List<string> { $"number: {Quoted(header[best.Number])}", $"title: {Quoted(header[title])}" };
            if (header.FirstOrDefault(cell => Convention.IsSameName(cell, "Status")) is { } status)
                named.Add($"status: {Quoted(status)}");
            if (
                header.FirstOrDefault(cell => Convention.IsSameName(cell, "Author") || Convention.IsSameName(cell, "Authors")) is { } author
            )
                named.Add($"author: {Quoted(author)}");
            Set(new("registry", Quoted(Paths.Relative(found.Folder, file)), $"its table has {best.Table.Rows.Length} rows"));
            Set(new("column-names", $"{{ {string.Join(", ", named)} }}", "the table's header"));
            var next = Convention.Default.NextMarker!;
            if (!best.Table.Rows.Any(row => row.Cells.Any(cell => cell.Bare == new Cell(next, default).Bare)))
                Set(new("next-row", "none", "no row is for the next number"));
        }

        // `# 1. Ropes`, `# ADR-001: Ropes`, with the document's own number.
        private void ReadTitles()
        {
            var forms = (
                from document in _documents
                let written = document.TitleSection is { } title ? document.Text.Slice(title.TitleSpan) : ""
                let match = NumberedTitle().Match(written)
                where match.Success && int.Parse(match.Groups["number"].Value) == document.Number?.Value
                select $"{match.Groups["lead"].Value}{{number}}{match.Groups["between"].Value}{{title}}"
            ).ToList();
            var usual = forms.GroupBy(form => form).MaxBy(group => group.Count());
            if (usual is not null && usual.Count() * 2 > _documents.Length)
                _lines.Add(new("title-form", Quoted(usual.Key), Of(usual.Count(), _documents.Length)));
        }

        // The form in which most documents have fields that half of them have.
        private FrontMatterForm ReadForm()
        {
            var (best, most) = (FrontMatterForm.None, 0);
            foreach (var form in Enum.GetValues<FrontMatterForm>().Where(form => form != FrontMatterForm.None))
            {
                var documents = DocumentsIn(form);
                var shared = Shared(documents, 0.5).Select(field => field.Name).ToHashSet();
                var count = documents.Count(document =>
                    document.FrontMatter?.Fields.Any(field => shared.Contains(field.Name.Value)) == true
                );
                if (count > most)
                    (best, most, _documents) = (form, count, documents);
            }

            var all = DocumentsOf(With(Text())).Length;
            if (most * 2 <= all)
                best = FrontMatterForm.None;
            Set(new("front-matter", NameOf(best), best == FrontMatterForm.None ? "most documents have no fields" : Of(most, all)));
            return best;
        }

        private void ReadFields()
        {
            var seen = Shared(_documents, 0);
            var roles = (
                from names in s_fields.Append(new(FieldRole.Number, Value("prefix"))).GroupBy(field => field.Role, field => field.Name)
                let fields = from field in seen
                where names.Any(name => Convention.IsSameName(name, field.Name))
                where names.Key != FieldRole.Number || IsNumber(field.Name)
                orderby field.Count descending
                select field
                where fields.Any()
                // Some write `Author` where there is one, and `Authors` where there are several.
                where names.Key == FieldRole.Successor || fields.Sum(field => field.Count) * 2 > _documents.Length
                select (Role: names.Key.ToString().ToLowerInvariant(), Field: fields.First())
            ).ToList();
            if (roles.Count > 0)
                Set(
                    new(
                        "field-names",
                        $"{{ {string.Join(", ", roles.Select(role => $"{role.Role}: {Quoted(role.Field.Name)}"))} }}",
                        $"in {string.Join(", ", roles.Select(role => role.Field.Count))} of {_documents.Length} documents"
                    )
                );
            _documents = DocumentsOf(With(Text()));
            if (template is null)
                SetFields(Shared(_documents, 0));
            ReadFormats();
        }

        // What some have and no template or list speaks of.
        private void ReadOptionalFields()
        {
            var known = With(Text()).Convention.KnownFields;
            var some = Shared(_documents, template is null ? 0 : 0.5)
                .Where(field => field.Count > 1 && !known.Any(one => Convention.IsSameName(one.Name, field.Name)))
                .ToList();
            if (some.Count > 0)
                Set(
                    new(
                        "optional-fields",
                        $"[{string.Join(", ", some.Select(field => Quoted(field.Name)))}]",
                        $"in {string.Join(", ", some.Select(field => field.Count))} of {_documents.Length} documents"
                    )
                );
        }

        // `Created: 15 Jan 2026`, where nearly all that are written are so.
        private void ReadFormats()
        {
            var formats = (
                from field in Shared(_documents, 0.5)
                let values = _documents
                    .Select(document => document.Field(field.Name))
                    .Where(written => written is { IsEmpty: false })
                    .Select(written => written!.Value.Value)
                    .ToList()
                where values.Count > 0
                let fitting = s_dates.Where(form => values.Count(form.Fits) * 10 >= values.Count * 9).ToList()
                where fitting.Count > 0 && !(fitting.Count > 1 && fitting[0].Words is "DD/MM/YYYY")
                select (field.Name, fitting[0].Words, Count: values.Count(fitting[0].Fits))
            ).ToList();
            if (formats.Count > 0)
                Set(
                    new(
                        "field-formats",
                        $"{{ {string.Join(", ", formats.Select(format => $"{Quoted(format.Name)}: {Quoted(format.Words)}"))} }}",
                        $"in {string.Join(", ", formats.Select(format => format.Count))} of {_documents.Length} documents"
                    )
                );
        }

        // Where each folder has documents of statuses that no other has, folders mean statuses.
        private void ReadFolders()
        {
            var places = (
                from file in files
                let status = _documents
                    .FirstOrDefault(document => document.Path == Paths.Join(found.Folder, file.Path))
                    ?.Facts[FieldRole.Status]
                group status by file.Place
            ).ToList();
            if (places.Count < 2 || places.Any(place => place.Count() < 2 || place.Any(string.IsNullOrEmpty)))
                return;
            var folders = places.SelectMany(place => place.Distinct(), (place, status) => (Status: status!, Folder: place.Key)).ToList();
            if (folders.Select(folder => folder.Status).Distinct().Count() == folders.Count)
                Set(
                    new(
                        "status-folders",
                        $"{{ {string.Join(", ", folders.Select(folder => $"{Quoted(folder.Status)}: {(folder.Folder.Length == 0 ? "." : Quoted(folder.Folder.TrimEnd('/')))}"))} }}",
                        $"so lie {Of(_documents.Length, _documents.Length)}"
                    )
                );
        }

        private void SetFields(List<(string Name, int Count)> seen)
        {
            var (all, least) = (seen.Where(field => field.Count * 10 >= _documents.Length * 9).ToList(), _documents.Length);
            if (all.Count > 0)
                least = all.Min(field => field.Count);
            Set(
                new(
                    "fields",
                    $"[{string.Join(", ", all.Select(field => Quoted(field.Name)))}]",
                    $"each in at least {Of(least, _documents.Length)}"
                )
            );
        }

        private bool IsNumber(string field) =>
            _documents.Count(document =>
                document.Field(field) is { } written && int.TryParse(written.Value.Value, out var value) && document.Number?.Value == value
            ) * 2
            > _documents.Length;

        private void ReadStatuses()
        {
            var series = With(Text());
            var values = DocumentsOf(series)
                .Select(document => document.Facts[FieldRole.Status])
                .Where(status => !string.IsNullOrWhiteSpace(status))
                .GroupBy(status => status!)
                .ToDictionary(group => group.Key, group => group.Count());
            if (values.Count == 0 || values.Keys.Any(status => !IsStatus().IsMatch(status)))
                return;
            // What the template or the registry's file says goes on holding.
            var stated = series.States("statuses") ? series.Convention.Statuses.Select(status => status.Name).ToList() : [];
            if (values.Keys.All(stated.Contains))
                return;
            var known = Preset
                .All.Select(preset => preset.Files.First(file => file.Name == ConfigurationReader.FileName).Text)
                .Select(text => Series.Create("", BasisOf(text), found.ExternalFacts, [], [Configuration("", text)], isComplete: true))
                .Select(preset => preset.Convention.Statuses.Select(status => status.Name).ToList())
                .MaxBy(statuses => statuses.Count(status => values.Keys.Contains(status, StringComparer.OrdinalIgnoreCase)))!;
            // A slip of the keyboard is no status, beside the one that was meant.
            var slips = values
                .Where(value => value.Value == 1 && !known.Contains(value.Key, StringComparer.OrdinalIgnoreCase))
                .Where(value => DidYouMean.To(value.Key, values.Keys.Where(other => other != value.Key)).Any())
                .Select(value => value.Key)
                .ToHashSet();
            var first = series.Convention.Fields.FirstOrDefault(field => field.Role == FieldRole.Status)?.Sample;
            var statuses = values
                .Keys.Except(slips)
                .Concat(stated)
                .Concat(first is { Length: > 0 } && IsStatus().IsMatch(first) ? [first] : [])
                .Distinct()
                .OrderBy(status => status != first)
                .ThenBy(status => stated.IndexOf(status) is >= 0 and var at ? at : stated.Count)
                .ThenBy(status =>
                    known.FindIndex(other => other.Equals(status, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at : known.Count
                )
                .ThenByDescending(status => values.GetValueOrDefault(status))
                .ThenBy(status => status, StringComparer.Ordinal)
                .ToList();
            Set(
                new(
                    "statuses",
                    $"[{string.Join(", ", statuses.Select(Quoted))}]",
                    string.Join(", ", statuses.Select(status => $"{values.GetValueOrDefault(status)}"))
                        + $" of {_documents.Length} documents"
                )
            );
        }

        // `RFC 2119` in a series of twenty is a number of another body's with the same word.
        private void ReadExamples()
        {
            var series = With(Text());
            var documents = DocumentsOf(series);
            var highest = documents.Max(document => document.Number!.Value.Value);
            var far = documents
                .SelectMany(document => document.References)
                .Select(reference => reference.Number)
                .Where(number => number.Value > 2 * highest + FarAway && !series.Convention.ExampleNumbers.Contains(number))
                .Distinct()
                .Order()
                .Select(series.Convention.Digitize)
                .ToList();
            if (far.Count > 0)
                Set(
                    new(
                        "example-numbers",
                        $"[{string.Join(", ", series.Convention.ExampleNumbers.Select(series.Convention.Digitize).Concat(far))}]",
                        $"far from {series.Convention.Digitize(new(highest))}, the highest number: somebody else's"
                    )
                );
        }

        // What a template asks and documents do not have; then, where nothing else helps, what a rule says of most of them.
        private void AskNoMoreThanMostHave()
        {
            var findings = Findings();
            // A table that says something else of the documents is none of theirs.
            if (
                Value("registry") != "none"
                && findings.Where(finding => finding.Rule.Group == RuleGroup.Registry).ToImmutableArray() is var rows
            )
            {
                var most = rows.Select(finding => finding.Rule.Name).Distinct().Select(rule => Share(rows, rule)).DefaultIfEmpty().Max();
                if (most >= FewestForRule && most * 10 > files.Count)
                {
                    Set(new("registry", "none", "the tables of numbers that there are do not list the documents, one row for each"));
                    Drop("column-names");
                    Drop("next-row");
                    findings = Findings();
                }
            }
            if (template is not null && Share(findings, "missing-field") * 10 > _documents.Length && _documents.Length > 0)
            {
                SetFields(Shared(_documents, 0));
                findings = Findings();
            }
            var documents = DocumentsOf(With(Text()));
            if (Share(findings, "missing-section") * 10 > documents.Length)
            {
                var sections = With(Text())
                    .Convention.Sections.Where(section =>
                        documents.Count(document => document.Sections.Any(own => own.Title == section)) * 10 >= documents.Length * 9
                    );
                Set(
                    new(
                        "sections",
                        $"[{string.Join(", ", sections.Select(Quoted))}]",
                        "those of the template that nearly all documents have"
                    )
                );
                findings = Findings();
            }
            foreach (var rule in findings.GroupBy(finding => finding.Rule.Name).OrderBy(rule => rule.Key, StringComparer.Ordinal))
            {
                var count = Share(findings, rule.Key);
                // How a document is written is what others do; a link that leads nowhere, or a row that is missing, is at fault anywhere.
                var least = rule.First().Rule.Group is RuleGroup.References or RuleGroup.Registry ? FewestForRule : 1;
                if (count == documents.Length ? count >= least : count >= FewestForRule && count * 2 > documents.Length)
                    _rules.Add(new(rule.Key, "off", $"it would say something of {Of(count, documents.Length)}"));
            }
        }

        private ImmutableArray<Finding> Findings() =>
            [.. RuleBook.Default.CheckAll(With(Text())).Where(finding => finding.Severity <= Severity.Warning)];

        // How many documents a rule speaks of, or how many rows of a registry.
        private int Share(ImmutableArray<Finding> findings, string rule) =>
            findings
                .Where(finding => finding.Rule.Name == rule)
                .DistinctBy(finding => (finding.Path, _documents.Any(document => document.Path == finding.Path) ? 0 : finding.Span.Start))
                .Count();

        // What it comes to without a line is what it is without it.
        private void DropWhatIsUsual()
        {
            var whole = Shown(With(Text(), isWhole: false).Convention);
            foreach (var line in _lines.ToList())
            {
                var without = string.Concat(_lines.Where(other => other != line));
                if (Shown(With(without, isWhole: false).Convention) == whole)
                    _lines.Remove(line);
            }
        }

        // All that can be set, in words; which role is named first means nothing.
        private static string Shown(Convention convention) =>
            string.Join(
                '\n',
                from key in ConventionKeys.All
                select key.Show(convention with { FieldNames = convention.FieldNames.OrderBy(field => field.Role).ToEquatableArray() })
            );

        private void Set(Line line)
        {
            if (_lines.FindIndex(other => other.Key == line.Key) is >= 0 and var at)
                _lines[at] = line;
            else
                _lines.Add(line);
        }

        private void Drop(string key) => _lines.RemoveAll(line => line.Key == key);

        private string Value(string key) => _lines.First(line => line.Key == key).Value;

        private string Text() => string.Concat(_lines);

        private static string NameOf(FrontMatterForm form) => form.ToString().ToLowerInvariant();

        // Whatever the fields are called: most forms are known by a field that means something.
        private ImmutableArray<Document> DocumentsIn(FrontMatterForm form)
        {
            var basis = BasisOf(Text()) with { FrontMatterForm = form, FieldNames = [.. s_fields, new(FieldRole.Number, Value("prefix"))] };
            return
            [
                .. from document in DocumentsOf(With(Text()))
                select DocumentParser.Parse(document.Path, document.Text, found.Folder, basis),
            ];
        }

        private static ImmutableArray<Document> DocumentsOf(Series series) =>
            [
                .. series
                    .Documents.Values.Where(document => document.Kind == DocumentKind.Proposal && document.Number is not null)
                    .OrderBy(document => document.Path, StringComparer.Ordinal),
            ];

        // The fields that at least this part of the documents has, in the order in which they stand.
        private static List<(string Name, int Count)> Shared(ImmutableArray<Document> documents, double part) =>
            [
                .. documents
                    .SelectMany(document => (document.FrontMatter?.Fields ?? []).DistinctBy(field => field.Name.Value).Index())
                    .GroupBy(field => field.Item.Name.Value)
                    .Select(group => (Name: group.Key, Count: group.Count(), Place: group.Average(field => field.Index)))
                    .Where(field => field.Count >= part * documents.Length)
                    .OrderBy(field => field.Place)
                    .ThenBy(field => field.Name, StringComparer.Ordinal)
                    .Select(field => (field.Name, field.Count)),
            ];

        // The series with this configuration; without its proposals where only what it states is asked for.
        private Series With(string text, bool isWhole = true)
        {
            var basis = BasisOf(text);
            return Series.Create(
                found.Folder,
                basis,
                found.ExternalFacts,
                found.Files.Paths,
                found
                    .Documents.Values.Where(document => found.Files.Contains(document.Path))
                    .Where(document => isWhole || DocumentParser.Classify(document.Path, found.Folder, basis).Kind != DocumentKind.Proposal)
                    .Select(document => DocumentParser.Parse(document.Path, document.Text, found.Folder, basis))
                    .Append(Configuration(found.Folder, text)),
                isComplete: true,
                found.Outside.Values
            );
        }

        private Convention BasisOf(string text) => ConfigurationReader.BaseConvention(Configuration(found.Folder, text), found.Folder);

        private static Document Configuration(string folder, string text) =>
            DocumentParser.Parse(Paths.Join(folder, ConfigurationReader.FileName), new(text), folder, Convention.Default);

        private static string Of(int count, int all, string what = "documents") => $"{count} of {all} {what}";
    }

    // As a value, also between brackets.
    private static string Quoted(string text) =>
        IsPlain().IsMatch(text)
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"^[\p{L}_](?:[\p{L}\p{N}_./() -]*[\p{L}\p{N}_)])?$")]
    private static partial Regex IsPlain();

    [GeneratedRegex(@"^(?<lead>(?:\p{L}{1,20}[- ]?)?)(?<number>[0-9]{1,8})(?<between>[.):]\s+|\s+[-–—]\s+)\S")]
    private static partial Regex NumberedTitle();

    [GeneratedRegex(@"^[0-9]{4}[-_.]?[01][0-9][-_.]?[0-3][0-9]\b")]
    private static partial Regex IsDate();

    [GeneratedRegex(@"^(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{4,8}[-_.].*md$")]
    private static partial Regex IsHexadecimal();

    [GeneratedRegex(@"^(?:\p{L}+[-_. ]?)?[0-9]{1,8}\b.*\.(?:rst|adoc|asciidoc|org|txt|mediawiki|textile|html)$", RegexOptions.IgnoreCase)]
    private static partial Regex IsOtherMarkup();

    // The heading of a template: `Title`, `RFC-NNNN: <title>`, `{short title}`.
    [GeneratedRegex(@"\b(?:template|title|[NX]{3,4})\b|^\W*[<{\[]|name here", RegexOptions.IgnoreCase)]
    private static partial Regex IsPlaceholder();

    [GeneratedRegex(@"^(?:docs?|documents?|documentation|texts?|files?|content|src|accepted|active|final)$", RegexOptions.IgnoreCase)]
    private static partial Regex IsAnyFolder();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_/.-])(?<word>[A-Z]{2,12})(?:[- ]| ?#)(?<number>[0-9]{1,8})(?![\p{L}\p{N}_-])")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^\W*(?:\p{L}+[- ]?)?(?<number>[0-9]{1,8})(?![\p{L}\p{N}])")]
    private static partial Regex RowNumber();

    [GeneratedRegex(@"^(?=.*\p{L})[^|\\\[\]<>]{1,40}$")]
    private static partial Regex IsStatus();
}
