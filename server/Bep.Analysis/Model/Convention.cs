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

    /// <summary>How many digits a number may have.</summary>
    public int MostDigits { get; init; } = 4;

    /// <summary>
    /// The names of proposals' files, the usual one first, with folders where they lie in some, seen from the series' own. <c>{number}</c>
    /// and <c>{slug}</c> stand for themselves; everything else is as it is.
    /// </summary>
    public EquatableArray<string> FileNames { get; init; } = ["BEP-{number}-{slug}.md"];

    /// <summary>The first number a series gives away, in a registry that is still empty.</summary>
    public ProposalNumber FirstNumber { get; init; } = new(1000);

    /// <summary>The number of the template's file; null where the template has a name of another form, or there is none.</summary>
    public ProposalNumber? TemplateNumber { get; init; } = new(0);

    /// <summary>The template's file, relative to the series' folder; null where <see cref="TemplateNumber"/> says which it is.</summary>
    public string? TemplateFile { get; init; }

    /// <summary>Numbers that documents give as examples.</summary>
    public EquatableArray<ProposalNumber> ExampleNumbers { get; init; } = [new(0), new(9999)];

    /// <summary>The file that holds the registry, relative to the series' folder; null in a series that has none.</summary>
    public string? RegistryFile { get; init; } = "README.md";

    /// <summary>The file with an index of the series that is made from its documents, relative to the series' folder; null where none is.</summary>
    public string? IndexFile { get; init; }

    /// <summary>
    /// How an item of the index is written where that is a list, with <c>{link}</c> in it and perhaps <c>{number}</c>, <c>{title}</c> and others;
    /// null where it is a table.
    /// </summary>
    public string? IndexItem { get; init; }

    /// <summary>What the registry's columns that mean something to tools are called here.</summary>
    public EquatableArray<ColumnName> ColumnNames { get; init; } =
    [new(ColumnRole.Number, "Number"), new(ColumnRole.Title, "Title"), new(ColumnRole.Author, "Author"), new(ColumnRole.Status, "Status")];

    /// <summary>The registry table's columns, in order.</summary>
    public EquatableArray<string> Columns { get; init; } = ["Number", "Title", "Author", "Status"];

    /// <summary>What stands in the number's cell of the row after the last proposal; null in a series without such a row.</summary>
    public string? NextMarker { get; init; } = "_next_";

    /// <summary>What stands in the title's cell of that row.</summary>
    public string NextTitle { get; init; } = "_(reserve your number here)_";

    /// <summary>What stands in the title's cell of a number that is left out on purpose.</summary>
    public string SkippedTitle { get; init; } = "_(skipped)_";

    /// <summary>
    /// How the heading of a new document is written, with <c>{number}</c> and <c>{title}</c> in it; null where it is the title alone, or the
    /// template says it.
    /// </summary>
    public string? TitleForm { get; init; }

    /// <summary>
    /// How texts mention a proposal, the preferred way first, with <c>{number}</c> at its end; empty in a series that does not say.
    /// </summary>
    public EquatableArray<string> Mentions { get; init; } = [];

    /// <summary>How a proposal's fields are written.</summary>
    public FrontMatterForm FrontMatterForm { get; init; }

    /// <summary>What the fields that mean something to tools are called here.</summary>
    public EquatableArray<FieldName> FieldNames { get; init; } =
    [
        new(FieldRole.Author, "Author"),
        new(FieldRole.Status, "Status"),
        new(FieldRole.Created, "Created"),
        new(FieldRole.CreatedVersion, "Created-Version"),
        new(FieldRole.TargetVersion, "Target-Version"),
        new(FieldRole.ImplementedVersion, "Implemented-Version"),
        new(FieldRole.Successor, "Superseded-By"),
    ];

    /// <summary>The front matter's fields, in the template's order.</summary>
    public EquatableArray<FieldDefinition> Fields { get; init; } =
    [new("Author", "", FieldRole.Author), new("Status", "Draft", FieldRole.Status), new("Created", "", FieldRole.Created)];

    /// <summary>The fields that a proposal needs once it has a certain status, and has no need of before.</summary>
    public EquatableArray<StatusField> StatusFields { get; init; } = [];

    /// <summary>How the values of fields are written, as far as anything is said of it.</summary>
    public EquatableArray<FormattedField> FieldFormats { get; init; } =
    [new("Author", new ValueFormat.People(AuthorForm.Email)), new("Created", new ValueFormat.Date(DateForm.Iso))];

    /// <summary>The stations of a proposal's life, the first one first.</summary>
    public EquatableArray<StatusDefinition> Statuses { get; init; } =
    [new("Draft"), new("Accepted"), new("Implemented"), new("Rejected"), new("Superseded")];

    /// <summary>The folders that mean a status; empty in a series where none does.</summary>
    public EquatableArray<StatusPlace> StatusPlaces { get; init; } = [];

    /// <summary>What the statuses that ask something of a proposal are called here.</summary>
    public EquatableArray<StatusName> StatusNames { get; init; } =
    [
        new(StatusRole.Accepted, "Accepted"),
        new(StatusRole.Implemented, "Implemented"),
        new(StatusRole.Rejected, "Rejected"),
        new(StatusRole.Superseded, "Superseded"),
    ];

    /// <summary>The steps from one status to the next; none where any status may follow any other.</summary>
    public EquatableArray<Transition> Transitions { get; init; } =
    [
        new("Draft", "Accepted"),
        new("Draft", "Rejected"),
        new("Accepted", "Implemented"),
        new("Accepted", "Rejected"),
        new("Accepted", "Superseded"),
        new("Implemented", "Superseded"),
    ];

    /// <summary>The statuses of proposals that nobody works on any more.</summary>
    public EquatableArray<string> SettledStatuses { get; init; } = ["Implemented", "Rejected", "Superseded"];

    /// <summary>
    /// The statuses of documents that only say where a proposal has gone; nothing is asked of them but what the status itself asks.
    /// </summary>
    public EquatableArray<string> StubStatuses { get; init; } = [];

    /// <summary>The statuses in which none of a proposal's questions is open any more.</summary>
    public EquatableArray<string> AnsweredStatuses { get; init; } = [];

    /// <summary>The titles of the template's sections below its title, in order.</summary>
    public EquatableArray<string> Sections { get; init; } = [];

    /// <summary>Those of <see cref="Sections"/> that the template says are optional.</summary>
    public EquatableArray<string> OptionalSections { get; init; } = [];

    /// <summary>True where the template calls its sections examples: a proposal may have others.</summary>
    public bool SectionsAreExamples { get; init; } = true;

    /// <summary>The sections that say what a proposal is about, the likeliest first.</summary>
    public EquatableArray<string> SummarySections { get; init; } = ["Abstract", "Summary", "Overview", "Motivation"];

    /// <summary>
    /// How a version is written, in words; a series that says nothing of versions has no such format and the field is not checked.
    /// </summary>
    public string? VersionFormat { get; init; }

    /// <summary>How long documents may be; null where the series sets no limit.</summary>
    public LineLimits? Limits { get; init; }

    /// <summary>
    /// True where a supporting directory is named <c>BEP-1055/</c>, false where <c>BEP-1055-slug/</c>; null where either will do.
    /// </summary>
    public bool? DirectoriesHaveNumberOnly { get; init; }

    /// <summary>How the title of a change is put together.</summary>
    public ChangeForm ChangeForm { get; init; } = ChangeForm.Bep;

    /// <summary>The verbs that the series uses in place of the form's own.</summary>
    public EquatableArray<ChangeWord> ChangeWords { get; init; } = [];

    /// <summary>The branch that all others lead to, as git shows it; null where the repository itself says which.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>What the branch of a new proposal is called.</summary>
    public string BranchPattern { get; init; } = $"bep/{NumberHole}-{SlugHole}";

    /// <summary>Where issues are found, by the letters before their number.</summary>
    public EquatableArray<IssueTracker> Trackers { get; init; } = [];

    /// <summary>Statuses that somebody has compared with what was released, and found right.</summary>
    public EquatableArray<ReviewedStatus> Reviewed { get; init; } = [];

    /// <summary>Severities that the series sets for all its authors; a null severity switches the rule off.</summary>
    public EquatableArray<RuleSeverity> Severities { get; init; } = [];

    /// <summary>True where findings of form in a settled proposal are one severity milder.</summary>
    public bool IsMildWhenSettled { get; init; } = true;

    /// <summary>The status that a proposal starts with.</summary>
    public string FirstStatus => Statuses.Count > 0 ? Statuses[0].Name : "";

    /// <summary>A number as people read it: <c>BEP-1055</c>.</summary>
    public string Format(ProposalNumber number) => $"{Prefix}-{Digitize(number)}";

    /// <summary>A number as the registry writes it: <c>1055</c>.</summary>
    public string Digitize(ProposalNumber number) => number.Value.ToString().PadLeft(Digits, '0');

    /// <summary>
    /// What stands in front of the number in a mention, the preferred one first. What <see cref="Format"/> makes always mentions.
    /// </summary>
    public IEnumerable<MentionLead> MentionLeads =>
        Mentions.Count > 0
            ? Mentions.Select(LeadOf).Append($"{Prefix}-").Distinct(StringComparer.Ordinal).Select(lead => new MentionLead(lead))
            : [new($"{Prefix}-"), new($"{Prefix} "), new(Prefix, IsLoose: true)];

    /// <summary>What the series says should stand in front of the number in a mention; null where it does not say.</summary>
    public string? PreferredLead => Mentions.Count > 0 ? LeadOf(Mentions[0]) : null;

    private static string LeadOf(string form) => form[..form.IndexOf(NumberHole, StringComparison.Ordinal)];

    /// <summary>What this series calls the registry's column for <paramref name="role"/>.</summary>
    public string NameOf(ColumnRole role) => ColumnNames.First(column => column.Role == role).Name;

    /// <summary>
    /// Where <paramref name="table"/> has the columns that mean something. The one of numbers may have another name that says so
    /// (<see cref="IsNumberColumn"/>).
    /// </summary>
    public RegistryColumns ColumnsOf(Table table)
    {
        var number = table.Column(NameOf(ColumnRole.Number));
        for (var i = 0; number < 0 && i < table.Header.Length; i++)
            if (IsNumberColumn(table.Header[i].Bare))
                number = i;
        return new(
            number,
            table.Column(NameOf(ColumnRole.Title)),
            table.Column(NameOf(ColumnRole.Author)),
            table.Column(NameOf(ColumnRole.Status))
        );
    }

    /// <summary>What this series calls the field for <paramref name="role"/>; null where it has none.</summary>
    public string? NameOf(FieldRole role) => FieldNames.FirstOrDefault(field => field.Role == role)?.Name;

    /// <summary>What the field <paramref name="name"/> is for, however its letters and the signs between its words are written.</summary>
    public FieldRole RoleOf(string name) =>
        (
            FieldNames.FirstOrDefault(field => field.Name == name)
            ?? FieldNames.FirstOrDefault(field => IsSameName(field.Name, name))
            // `Authors`, `Author(s)`: who writes for several, or for one or several.
            ?? FieldNames.FirstOrDefault(field => field.Role == FieldRole.Author && IsSameName(Singular(field.Name), Singular(name)))
        )?.Role
        ?? FieldRole.Other;

    private static string Singular(string name) =>
        name.EndsWith("(s)", StringComparison.OrdinalIgnoreCase) ? name[..^3]
        : name.EndsWith('s') ? name[..^1]
        : name;

    /// <summary>
    /// True where two names of fields differ at most in letter case and in what stands between their words: <c>Created-Version</c>,
    /// <c>created_version</c>.
    /// </summary>
    public static bool IsSameName(string a, string b)
    {
        int i = 0,
            j = 0;
        while (true)
        {
            while (i < a.Length && !char.IsLetterOrDigit(a[i]))
                i++;
            while (j < b.Length && !char.IsLetterOrDigit(b[j]))
                j++;
            if (i == a.Length || j == b.Length)
                return i == a.Length && j == b.Length;
            if (char.ToLowerInvariant(a[i++]) != char.ToLowerInvariant(b[j++]))
                return false;
        }
    }

    /// <summary>
    /// Every field that a proposal may have: <see cref="Fields"/>, and those that only a status asks for.
    /// </summary>
    public IEnumerable<FieldDefinition> KnownFields =>
        Fields.Concat(
            StatusFields
                .Select(asked => asked.Field)
                .Distinct()
                .Where(name => Fields.All(known => known.Name != name))
                .Select(name => new FieldDefinition(name, "", RoleOf(name)) { IsOptional = true, IsAnywhere = true })
        );

    /// <summary>The fields that a proposal with <paramref name="status"/> needs for that reason.</summary>
    public IEnumerable<FieldDefinition> FieldsAskedBy(string? status) =>
        StatusFields.Any(asked => asked.Status == status)
            ? KnownFields.Where(field => StatusFields.Contains(new(status!, field.Name))).DistinctBy(field => field.Name)
            : [];

    /// <summary>How the values of the field <paramref name="name"/> are written; null where nothing says it.</summary>
    public ValueFormat? FormatOf(string name) =>
        (
            FieldFormats.FirstOrDefault(field => field.Name == name)
            ?? (RoleOf(name) is not FieldRole.Other and var role ? FieldFormats.FirstOrDefault(field => RoleOf(field.Name) == role) : null)
        )?.Format;

    /// <summary>How the day of a proposal's first draft is written.</summary>
    public DateForm DateForm =>
        FieldFormats.FirstOrDefault(one => RoleOf(one.Name) == FieldRole.Created)?.Format is ValueFormat.Date date
            ? date.Form
            : DateForm.Iso;

    /// <summary>
    /// The number that <paramref name="text"/> is where numbers are listed: <c>BEP-1055</c>, <c>1055</c>, with whatever zeros in front; null for
    /// anything else.
    /// </summary>
    internal ProposalNumber? NumberIn(ReadOnlySpan<char> text)
    {
        if (Prefix.Length > 0 && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            text = text[Prefix.Length..].TrimStart("- ");
        return text.Length is > 0 and var length && length <= MostDigits && !text.ContainsAnyExceptInRange('0', '9')
            ? new(int.Parse(text))
            : null;
    }

    /// <summary>True where the template has a field for <paramref name="role"/>.</summary>
    public bool Has(FieldRole role) => Fields.Any(field => field.Role == role);

    /// <summary>True where <paramref name="status"/> is one of <see cref="Statuses"/>, letter for letter.</summary>
    public bool Knows(string status) => Statuses.Any(known => known.Name == status) || StubStatuses.Contains(status);

    /// <summary>What <paramref name="status"/> asks of a proposal.</summary>
    public StatusRole RoleOfStatus(string? status) => StatusNames.FirstOrDefault(known => known.Name == status)?.Role ?? StatusRole.Other;

    /// <summary>What the status for <paramref name="role"/> is called here; null where the lifecycle has none.</summary>
    public string? NameOf(StatusRole role) => StatusNames.FirstOrDefault(known => known.Role == role && Knows(known.Name))?.Name;

    /// <summary>How a title names each kind of change.</summary>
    public IEnumerable<ChangeVerb> ChangeVerbs =>
        ChangeForm.Verbs.Select(verb =>
            ChangeWords.LastOrDefault(word => word.Kind == verb.Kind) is { } own ? verb with { Word = own.Word } : verb
        );

    /// <summary>How a title names changes of <paramref name="kind"/>.</summary>
    public ChangeVerb VerbOf(ChangeKind kind) => ChangeVerbs.First(verb => verb.Kind == kind);

    /// <summary>The statuses that may follow <paramref name="status"/>.</summary>
    public IEnumerable<string> NextOf(string status) =>
        Transitions.Count == 0
            ? Statuses.Select(known => known.Name).Where(known => known != status)
            : Transitions.Where(step => step.From == status).Select(step => step.To);

    /// <summary>
    /// True where steps lead from <paramref name="from"/> to <paramref name="to"/>, one or several, and none of those on the way ends a proposal's
    /// life.
    /// </summary>
    public bool LeadsTo(string from, string to)
    {
        var (seen, open) = (new HashSet<string> { from }, new Queue<string>([from]));
        while (open.TryDequeue(out var at))
        {
            foreach (var next in NextOf(at))
            {
                if (next == to)
                    return true;
                if (!IsSettled(next) && seen.Add(next))
                    open.Enqueue(next);
            }
        }

        return false;
    }

    /// <summary>True where a proposal with <paramref name="status"/> is done with.</summary>
    public bool IsSettled(string? status) => status is not null && SettledStatuses.Contains(status);

    /// <summary>True where a document with <paramref name="status"/> only says where a proposal has gone.</summary>
    public bool IsStub(string? status) => status is not null && StubStatuses.Contains(status);

    /// <summary>
    /// True where a column called <paramref name="name"/> is one of numbers: <c>Number</c>, <c>No.</c>, <c>#</c>, <c>BEP</c>, <c>BEP #</c>.
    /// </summary>
    public bool IsNumberColumn(string name)
    {
        var rest = name.AsSpan().Trim();
        if (Prefix.Length > 0 && rest.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            rest = rest[Prefix.Length..].TrimStart(" -");
        return rest.Length < name.Length && rest.IsEmpty
            || rest is "#"
            || rest.Equals(NameOf(ColumnRole.Number), StringComparison.OrdinalIgnoreCase)
            || rest.TrimEnd('.') is var word
                && (
                    word.Equals("No", StringComparison.OrdinalIgnoreCase)
                    || word.Equals("Nr", StringComparison.OrdinalIgnoreCase)
                    || word.Equals("ID", StringComparison.OrdinalIgnoreCase)
                );
    }

    /// <summary>The convention with another word before a number, after which its files and branches are called too.</summary>
    public Convention WithPrefix(string prefix) =>
        this with
        {
            Prefix = prefix,
            FileNames = [$"{prefix}-{NumberHole}-{SlugHole}.md"],
            BranchPattern = $"{prefix.ToLowerInvariant()}/{NumberHole}-{SlugHole}",
        };

    /// <summary>
    /// The file name for <paramref name="number"/> and <paramref name="slug"/>, in the usual form: <c>BEP-1055-slug.md</c>; where folders mean
    /// statuses, in that for <paramref name="status"/>, else for the first one.
    /// </summary>
    public string FileName(ProposalNumber number, string slug, string? status = null)
    {
        var folder = FolderOf(status ?? FirstStatus);
        return Fill(FileNames.FirstOrDefault(form => CommonFolder(form) == folder) ?? FileNames[0], number, slug);
    }

    /// <summary>
    /// The folder, seen from the series' own, in which proposals with <paramref name="status"/> lie; null where they may lie in any.
    /// </summary>
    public string? FolderOf(string? status) => StatusPlaces.FirstOrDefault(place => place.Status == status)?.Folder;

    /// <summary>
    /// The status of the document at <paramref name="path"/> as its folder says it, for a series in <paramref name="folder"/>; null where
    /// that means none or several.
    /// </summary>
    public string? StatusByFolder(string folder, string path)
    {
        if (StatusPlaces.Count == 0 || CommonFolder(folder, path) is not { } own)
            return null;
        var places = StatusPlaces.Where(place => place.Folder == own).Take(2).ToList();
        return places is [var only] ? only.Status : null;
    }

    /// <summary>
    /// The folder, seen from the series' own, that the proposal at <paramref name="path"/> shares with all of the same form: <c>archived</c> of
    /// <c>archived/0001-x/README.md</c>; null for what is no proposal.
    /// </summary>
    public string? CommonFolder(string folder, string path)
    {
        if (!Paths.IsBelow(folder, path))
            return null;
        foreach (var form in FileNames)
        {
            if (TryRead(form, path.AsSpan(folder.Length == 0 ? 0 : folder.Length + 1), out _, out _))
                return CommonFolder(form);
        }

        return null;
    }

    /// <summary>True where some of <see cref="FileNames"/> lie in <paramref name="folder"/>, which is seen from the series' own.</summary>
    public bool HasCommonFolder(string folder) => FileNames.Any(form => CommonFolder(form) == folder);

    private static string CommonFolder(string form) => Paths.Folder(form[..form.IndexOf('{', StringComparison.Ordinal)] + "x");

    /// <summary>The branch for the proposal <paramref name="number"/> with <paramref name="slug"/>: <c>bep/1055-slug</c>.</summary>
    public string BranchName(ProposalNumber number, string slug) => Fill(BranchPattern, number, slug);

    /// <summary>
    /// What <paramref name="fileName"/> is: its number and slug; a null number for a placeholder (<c>BEP-XXXX-slug.md</c>).
    /// </summary>
    /// <returns>False where it is not the file name of a proposal or of the template.</returns>
    public bool TryReadFileName(string fileName, out ProposalNumber? number, out string slug)
    {
        foreach (var form in FileNames)
        {
            if (TryRead(form.AsSpan(form.LastIndexOf('/') + 1), fileName, out number, out slug))
                return true;
        }

        (number, slug) = (null, "");
        return false;
    }

    /// <summary>
    /// What the file at <paramref name="path"/> is in a series in <paramref name="folder"/>, both relative to the root, by the names of its
    /// folders and its own; see <see cref="TryReadFileName"/>.
    /// </summary>
    public bool TryReadPath(string folder, string path, out ProposalNumber? number, out string slug)
    {
        (number, slug) = (null, "");
        if (!Paths.IsBelow(folder, path))
            return false;
        var relative = path.AsSpan(folder.Length == 0 ? 0 : folder.Length + 1);
        foreach (var form in FileNames)
        {
            if (TryRead(form, relative, out number, out slug))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The folder that is the proposal's at <paramref name="path"/> alone, for a series where that has the number: <c>0001-lamps</c> of
    /// <c>0001-lamps/README.md</c>. Both are relative to the root; null where there is none.
    /// </summary>
    public string? OwnFolder(string folder, string path)
    {
        if (!Paths.IsBelow(folder, path))
            return null;
        var start = folder.Length == 0 ? 0 : folder.Length + 1;
        foreach (var form in FileNames)
        {
            if (!TryRead(form, path.AsSpan(start), out _, out _))
                continue;
            var end = start;
            var parts = form.Split('/');
            for (var i = 0; i + 1 < parts.Length; i++, end++)
            {
                end = path.IndexOf('/', end);
                if (parts[i].Contains(NumberHole, StringComparison.Ordinal))
                    return path[..end];
            }

            return null;
        }

        return null;
    }

    /// <summary>How many folders below the series' own proposals lie at most.</summary>
    public int FolderDepth => FileNames.Max(form => form.Count(c => c == '/'));

    /// <summary>True where proposals lie in a folder called <paramref name="name"/> in the series' own.</summary>
    public bool IsFolderOfProposals(string name) =>
        FileNames.Any(form =>
            form.IndexOf('/') is > 0 and var end
            && (form.AsSpan(0, end).SequenceEqual(name) || TryRead(form.AsSpan(0, end), name, out _, out _))
        );

    /// <summary>
    /// The number of a supporting directory called <paramref name="name"/>, <c>BEP-1055</c> or <c>BEP-1055-slug</c>; null for others.
    /// </summary>
    public ProposalNumber? NumberOfDirectory(string name)
    {
        foreach (var form in FileNames)
        {
            if (form.IndexOf('/') is < 0)
                continue;
            foreach (var part in form.Split('/')[..^1])
                if (TryRead(part, name, out var own, out _) && own is not null)
                    return own;
        }

        if (
            !name.StartsWith(Prefix, StringComparison.Ordinal)
            || Prefix.Length == 0
            || name.Length <= Prefix.Length
            || name[Prefix.Length] != '-'
        )
            return null;
        var rest = name.AsSpan(Prefix.Length + 1);
        var length = DigitsIn(rest);
        return length > 0 && (length == rest.Length || rest[length] == '-') ? new(int.Parse(rest[..length])) : null;
    }

    /// <summary>
    /// A document's title as the registry says it: without the number in front. Made of the name of the file at <paramref name="path"/>
    /// where there is no title.
    /// </summary>
    internal string TitleOf(string path, DocumentFacts? facts)
    {
        if (facts?.Title is { } title && !string.IsNullOrWhiteSpace(title))
            return WithoutNumber(title);
        var name = Paths.Name(path);
        return (TryReadFileName(name, out _, out var slug) || TryReadPath("", path, out _, out slug)) && slug.Length > 0
            ? slug.Replace('-', ' ')
            : name;
    }

    /// <summary>
    /// A title without the number, or the placeholder for one, that stands in front: <c>Quiet Hours</c> of <c>BEP-1001: Quiet Hours</c>, or
    /// of <c>1. Quiet Hours</c> where <see cref="TitleForm"/> says so.
    /// </summary>
    public string WithoutNumber(string title)
    {
        if (TitleForm is { } form && form.EndsWith(TitleHole, StringComparison.Ordinal))
        {
            var (hole, between) = (form.IndexOf(NumberHole, StringComparison.Ordinal), form[..^TitleHole.Length]);
            var digits = title.AsSpan(Math.Min(hole, title.Length));
            var count = digits.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : digits.Length;
            if (
                title.AsSpan().StartsWith(form.AsSpan(0, hole))
                && count > 0
                && digits[count..].StartsWith(between.AsSpan(hole + NumberHole.Length))
            )
                return digits[(count + between.Length - hole - NumberHole.Length)..].ToString();
        }

        foreach (var lead in Mentions.Select(LeadOf).Append(Prefix))
        {
            if (!title.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = title.AsSpan(lead.Length).TrimStart("- ");
            var length = Math.Max(DigitsIn(rest), PlaceholderIn(rest));
            // `ADR 3 wicks` is not about wicks.
            if (length == 0 && AnyDigitsIn(rest) is var few && rest[few..].TrimStart() is [':' or '–' or '—', ..] or ['-', ' ', ..])
                length = few;
            if (length > 0 && (length == rest.Length || !char.IsLetterOrDigit(rest[length])))
                return rest[length..].TrimStart(":-–— ").ToString();
        }

        return title;
    }

    /// <summary>
    /// How many characters at the start of <paramref name="text"/> are a number; 0 where they are too few or too many for one.
    /// </summary>
    internal int DigitsIn(ReadOnlySpan<char> text) => AnyDigitsIn(text) is var length && length >= Digits ? length : 0;

    /// <summary>The same of a number that may be written without the zeros in front, as a mention is: <c>PDEP-7</c>.</summary>
    internal int AnyDigitsIn(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
            length++;
        return length <= MostDigits ? length : 0;
    }

    /// <summary>
    /// How many characters at the start of <paramref name="text"/> stand where a number is not yet known (<c>XXXX</c>, <c>NNNN</c>); 0 for
    /// none.
    /// </summary>
    internal int PlaceholderIn(ReadOnlySpan<char> text)
    {
        // A single letter X is an X.
        var length = Math.Max(Digits, 3);
        return text.Length >= length && text[0] is 'X' or 'N' or 'x' && !text[..length].ContainsAnyExcept(text[0]) ? length : 0;
    }

    private const string NumberHole = "{number}";
    private const string TitleHole = "{title}";
    private const string SlugHole = "{slug}";

    private string Fill(string form, ProposalNumber number, string slug) =>
        form.Replace(NumberHole, Digitize(number), StringComparison.Ordinal).Replace(SlugHole, slug, StringComparison.Ordinal);

    private bool TryRead(ReadOnlySpan<char> form, ReadOnlySpan<char> fileName, out ProposalNumber? number, out string slug)
    {
        (number, slug) = (null, "");
        var hole = form.IndexOf(NumberHole);
        if (hole < 0 || !fileName.StartsWith(form[..hole]))
            return false;
        var rest = fileName[hole..];
        var (digits, placeholder) = (DigitsIn(rest), PlaceholderIn(rest));
        if (digits == 0 && placeholder == 0)
            return false;
        rest = rest[Math.Max(digits, placeholder)..];

        // `rfc-{number}/rfc-{number}.md`: what stands in the folder's name stands in the file's as well.
        var tail = With(form[(hole + NumberHole.Length)..], NumberHole, fileName.Slice(hole, Math.Max(digits, placeholder)));
        var slugAt = tail.IndexOf(SlugHole);
        if (slugAt < 0)
        {
            if (!rest.SequenceEqual(tail))
                return false;
        }
        else
        {
            var before = tail[..slugAt];
            var after = tail[(slugAt + SlugHole.Length)..];
            if (after.Contains(SlugHole, StringComparison.Ordinal))
            {
                var end = rest.IndexOf('/') - after.IndexOf('/');
                if (end <= before.Length)
                    return false;
                after = With(after, SlugHole, rest[before.Length..end]);
            }
            if (rest.Length <= before.Length + after.Length || !rest.StartsWith(before) || !rest.EndsWith(after))
                return false;
            // A slug is a part of one name.
            if (rest[before.Length..^after.Length].Contains('/'))
                return false;
            slug = rest[before.Length..^after.Length].ToString();
        }

        if (digits > 0)
            number = new ProposalNumber(int.Parse(fileName.Slice(hole, digits)));
        return true;

        static ReadOnlySpan<char> With(ReadOnlySpan<char> form, string hole, ReadOnlySpan<char> value) =>
            form.Contains(hole, StringComparison.Ordinal)
                ? form.ToString().Replace(hole, value.ToString(), StringComparison.Ordinal)
                : form;
    }
}

/// <summary>How the fields at the top of a proposal are written.</summary>
public enum FrontMatterForm
{
    /// <summary>As a YAML block between two lines of three hyphens.</summary>
    Yaml,

    /// <summary>As indented <c>Name: value</c> lines in a <c>&lt;pre&gt;</c> element.</summary>
    Preformatted,

    /// <summary>As lines of a fenced code block, at the top or below the title.</summary>
    Fenced,

    /// <summary>As the items of a list below the title: <c>* Status: Draft</c>, <c>- **Status:** Draft</c>.</summary>
    List,

    /// <summary>As the rows of a table with two columns below the title: <c>| Status | Draft |</c>.</summary>
    Table,

    /// <summary>
    /// As lines below the title (<c>Date: 2026-01-05</c>) and sections of their own (<c>## Status</c>), of which the first line is the value.
    /// </summary>
    Sections,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>What stands in front of the number in a mention: <c>BEP-</c>.</summary>
/// <param name="Text">It, letter for letter.</param>
/// <param name="IsLoose">True where it may be meant for something else (<c>BEP</c> without anything behind it).</param>
public sealed record MentionLead(string Text, bool IsLoose = false);

/// <summary>A name that a series has for a column of its registry with a meaning.</summary>
public sealed record ColumnName(ColumnRole Role, string Name);

/// <summary>A name that a series has for a field with a meaning.</summary>
public sealed record FieldName(FieldRole Role, string Name);

/// <summary>A name that a series has for a status with a meaning.</summary>
public sealed record StatusName(StatusRole Role, string Name);

/// <summary>A field of the front matter.</summary>
/// <param name="Name">Its key, letter for letter.</param>
/// <param name="Sample">What the template has as its value: a placeholder, or where a value is to start; empty where nothing.</param>
/// <param name="Role">What it is for.</param>
public sealed record FieldDefinition(string Name, string Sample, FieldRole Role)
{
    /// <summary>True where a proposal may go without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>True where nothing says in front of which others it stands: a list of its own names it.</summary>
    public bool IsAnywhere { get; init; }

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

/// <summary>Where the proposals with a status lie.</summary>
/// <param name="Status">The status.</param>
/// <param name="Folder">The folder, seen from the series' own; empty for that itself.</param>
public sealed record StatusPlace(string Status, string Folder);

/// <summary>A step that a proposal may take in its life.</summary>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
public sealed record Transition(string From, string To)
{
    /// <summary>When the step is taken and what has to be done with it, in the series' own words; null where it says nothing.</summary>
    public string? Description { get; init; }
}

/// <summary>How many lines a document may have; null for any number.</summary>
/// <param name="Single">A proposal without sub-documents.</param>
/// <param name="Main">A proposal with sub-documents.</param>
/// <param name="Sub">A sub-document.</param>
public sealed record LineLimits(int? Single, int? Main, int? Sub);

/// <summary>Where the issues are whose keys start with <paramref name="Key"/>: an address with <c>{key}</c> in it.</summary>
public sealed record IssueTracker(string Key, string Address);

/// <summary>Word that the status of a proposal is right, whatever was released by then.</summary>
/// <param name="Number">The proposal.</param>
/// <param name="Status">The status that it had.</param>
/// <param name="Release">The newest release at that time.</param>
public sealed record ReviewedStatus(ProposalNumber Number, string Status, string Release);

/// <summary>What findings of a rule matter here; null for nothing at all.</summary>
public sealed record RuleSeverity(string Rule, Severity? Severity);

/// <summary>One thing that a series states about itself, and where.</summary>
/// <param name="Key">What it is about: the name of a <see cref="Configuration.ConventionKey"/>.</param>
/// <param name="Path">The file that states it.</param>
/// <param name="Span">Where in that file.</param>
/// <param name="Value">What it states, as <see cref="Configuration.ConventionKey.Show"/> says it.</param>
public sealed record ConventionFact(string Key, string Path, TextSpan Span, string Value);

/// <summary>Two files of a series that state different things.</summary>
/// <param name="Here">The one to look at.</param>
/// <param name="There">The other one.</param>
/// <param name="Message">What they state, in a sentence.</param>
public sealed record Contradiction(ConventionFact Here, ConventionFact There, LocalizableString Message);
