using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Tests.Configuration;

/// <summary>
/// Everything that can be set in `.bep.yaml`: what a value makes of the convention, and what is said of one that does not fit.
/// </summary>
public sealed class ConfigurationKeysTests
{
    /// <summary>A line of the file, and what `bep convention` then says of its key.</summary>
    public static TheoryData<string, string> Values() =>
        new()
        {
            { "prefix: RFC", "RFC" },
            { "digits: 4", "4" },
            { "digits: 1-5", "1-5" },
            { "digits: 5-3", "5" },
            { "file-names: \"{number}-{slug}.md\"", "{number}-{slug}.md" },
            { "file-names: [\"a-{number}.md\", \"b-{number}.md\"]", "a-{number}.md, b-{number}.md" },
            { "first-number: 7", "0007" },
            { "example-numbers: [1, 22]", "0001, 0022" },
            { "example-numbers: 7", "0007" },
            { "registry: list.md", "list.md" },
            { "registry: none", "none" },
            { "index: INDEX.md", "INDEX.md" },
            { "index-item: \"* [ADR-{number}]({link}) - {title}\"", "* [ADR-{number}]({link}) - {title}" },
            { "index-item: none", "none" },
            { "column-names: { number: FIP, status: State }", "number: FIP, title: Title, author: Author, status: State" },
            { "columns: [Number, Title]", "Number, Title" },
            { "next-row: \"*new*\"", "*new*" },
            { "next-row: none", "none" },
            { "template: docs/template.md", "docs/template.md" },
            { "template: none", "none" },
            { "title-form: \"{number}. {title}\"", "{number}. {title}" },
            { "mentions: [\"ADR {number}\", \"#{number}\"]", "ADR {number}, #{number}, BEP-{number}" },
            { "front-matter: preformatted", "preformatted" },
            { "front-matter: none", "none" },
            { "front-matter: yaml", "yaml" },
            {
                "field-names: { status: state, created-version: since }",
                "author: Author, created: Created, target-version: Target-Version, implemented-version: Implemented-Version, successor: Superseded-By, status: state, created-version: since"
            },
            { "fields: [Author, Team]", "Author, Team" },
            { "fields: { Author: Who, Team: }", "Author, Team" },
            { "optional-fields: [Team, Lamp]", "Team, Lamp" },
            { "optional-fields: { Team: Whose work it is, Created: }", "Created, Team" },
            { "optional-fields: [Team, Team]", "Team" },
            { "status-fields: { Last Call: Until, Final: [Begun, Ended] }", "Last Call: Until, Final: Begun and Ended" },
            {
                "field-formats: { Created: DD-MM-YYYY, Kind: [A, B c], Requires: numbers }",
                "Author: email, Created: DD-MM-YYYY, Kind: A or B c, Requires: numbers"
            },
            { "field-formats: { Author: handle, Created: YYYY-MM-DD }", "Author: handle, Created: date" },
            { "field-formats: { authors: any, created: timestamp }", "authors: any, created: timestamp" },
            { "field-formats: { Kind: [A] }", "Author: email, Created: date, Kind: A" },
            { "statuses: [Draft, Final]", "Draft, Final" },
            { "statuses: { Draft: Being written, Final: }", "Draft, Final" },
            { "status-folders: { Draft: ., Rejected: ./ }", "Draft: ., Rejected: ." },
            {
                "transitions: { Draft: [Accepted, Rejected], Accepted: Implemented }",
                "Draft → Accepted or Rejected, Accepted → Implemented"
            },
            { "settled-statuses: [Rejected]", "Rejected" },
            { "stub-statuses: [Moved, Renamed]", "Moved, Renamed" },
            { "answered-statuses: [Accepted]", "Accepted" },
            { "milder-when-settled: false", "false" },
            { "milder-when-settled: true", "true" },
            { "sections: [Why, How]", "Why, How" },
            { "summary-sections: [Abstract, Why]", "Abstract, Why" },
            { "version-format: YY.Sprint", "YY.Sprint" },
            { "version-format: none", "none" },
            { "line-limits: { single: 500, main: 200, sub: 300 }", "single: 500, main: 200, sub: 300" },
            { "line-limits: { sub: 300 }", "sub: 300" },
            { "directories: number", "number" },
            { "directories: number-and-slug", "number-and-slug" },
            { "directories: either", "either" },
            { "change-titles: conventional", "conventional" },
            { "change-titles: bep", "bep" },
            {
                "change-verbs: { new: begin, accept: agree-to }",
                "new: begin, accept: agree-to, reject: reject, implement: update, supersede: update, revise: revise, update: update"
            },
            { "base-branch: trunk", "trunk" },
            { "branch-pattern: \"docs/{number}-{slug}\"", "docs/{number}-{slug}" },
            {
                "trackers: { BA: \"https://issues.example.org/{key}\", GH: \"http://gh.example.org/?{key}#x\" }",
                "BA: https://issues.example.org/{key}, GH: http://gh.example.org/?{key}#x"
            },
            { "reviewed: { 1042: Draft in 26.8.1, 7: In progress in 1.2 }", "1042: Draft in 26.8.1, 0007: In progress in 1.2" },
            {
                "rules: { broken-link: off, unknown-status: hint, missing-title: error, next-row: warning, file-name: information }",
                "broken-link: off, unknown-status: hint, missing-title: error, next-row: warning, file-name: information"
            },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_what_the_convention_then_says(string line, string expected)
    {
        var series = Read(line);
        var key = ConventionKeys.Find(line.Split(':')[0])!;
        Assert.Equal(expected, key.Show(series.Convention));
        Assert.Equal([(key.Name, ".bep.yaml", expected)], series.ConventionFacts.Select(fact => (fact.Key, fact.Path, fact.Value)));
        Assert.Empty(ConfigurationReader.Check(series.Configuration!, RuleBook.Names));
    }

    [Fact]
    public void No_key_is_left_out_here() =>
        Assert.Equal(
            ConventionKeys.All.Select(key => key.Name),
            Values()
                .Select(row => ((string)row[0]).Split(':')[0])
                .Distinct()
                .OrderBy(name => ConventionKeys.All.IndexOf(ConventionKeys.Find(name)!))
        );

    /// <summary>A text, and everything that is said of it, with the nearest names after it.</summary>
    public static TheoryData<string, string> Violations() =>
        new()
        {
            { "", "" },
            { "folder: docs", "" },
            { "prefix: BEP2", "`prefix` is a word of letters, not `BEP2`." },
            { "prefix: ''", "`prefix` is a word of letters, not ``." },
            { "prefix: [BEP]", "`prefix` is a word of letters." },
            { "prefix: ABCDEFGHIJKLMNOPQRSTU", "`prefix` is a word of letters, not `ABCDEFGHIJKLMNOPQRSTU`." },
            { "digits: 9", "`digits` is a number of digits such as `4`, or a range such as `1-5`, not `9`." },
            {
                "file-names: [a.md, \"{number}.md\", \"../{number}.md\"]",
                "`file-names` is a file name with `{number}` in it, and perhaps `{slug}` after it, not `a.md`. `file-names` is a file name with `{number}` in it, and perhaps `{slug}` after it, not `../{number}.md`."
            },
            { "file-names: { a: b }", "`file-names` is a list of file names." },
            { "example-numbers: [1, x]", "`example-numbers` is a number, not `x`." },
            {
                "title-form: \"{title} {number}\"",
                "`title-form` is a text with `{number}` in it and `{title}` at its end, or `none`, not `{title} {number}`."
            },
            {
                "mentions: [\"{number}\", \"1{number}\", \"ADR {number}!\"]",
                "`mentions` is a text that ends in `{number}`, such as `ADR {number}`, not `{number}`. `mentions` is a text that ends in `{number}`, such as `ADR {number}`, not `1{number}`. `mentions` is a text that ends in `{number}`, such as `ADR {number}`, not `ADR {number}!`."
            },
            { "front-matter: yml", "`front-matter` is yaml, preformatted, fenced, list, table, sections or none, not `yml`. → yaml" },
            { "front-matter: [yaml]", "`front-matter` is yaml, preformatted, fenced, list, table, sections or none." },
            { "milder-when-settled: yes", "`milder-when-settled` is true or false, not `yes`." },
            { "field-names: status", "`field-names` is a name for each of some roles, not `status`." },
            { "field-names: { statsu: state }", "`statsu` is not one of the names under `field-names`; did you mean `status`? → status" },
            { "field-names: { status: [a] }", "`status` is a field's name." },
            { "fields: Author", "`fields` is a list of fields, or of fields with what they mean, not `Author`." },
            { "fields: { Author: [x], Team: y }", "`Author` is a text." },
            { "fields: [[x], y]", "`fields` is a field's name." },
            { "optional-fields: Team", "`optional-fields` is a list of fields, or of fields with what they mean, not `Team`." },
            { "status-fields: [Until]", "`status-fields` is a list of fields for each of some statuses." },
            { "status-fields: { Final: [] }", "`Final` is a list of fields." },
            {
                "field-formats: { Created: DD-MM, Kind: [], Requires: number }",
                "`Created` is `date`, `timestamp`, a date in words such as `DD-MM-YYYY`, `email`, `handle`, `numbers`, `any`, or a list of texts, not `DD-MM`. `Kind` is a format, or a list of texts. `Requires` is `date`, `timestamp`, a date in words such as `DD-MM-YYYY`, `email`, `handle`, `numbers`, `any`, or a list of texts, not `number`."
            },
            {
                "index-item: \"- {title}\"",
                "`index-item` is an item of a list with `{link}` in it, such as `- [{title}]({link})`, or `none`, not `- {title}`."
            },
            {
                "index-item: \"- [{name}]({link})\"",
                "`index-item` is an item of a list with `{link}` in it, such as `- [{title}]({link})`, or `none`, not `- [{name}]({link})`."
            },
            { "status-folders: { Draft: ../x }", "`Draft` is a folder's path, not `../x`." },
            { "status-folders: { Draft: old }", "`status-folders` names the folder `old`, in which no file lies by `file-names`." },
            { "transitions: { Draft: { Final: x } }", "`Draft` is a list of names." },
            {
                "line-limits: { single: many, double: 3 }",
                "`single` is a number of lines, not `many`. `double` is not one of the names under `line-limits`; there are single, main, sub."
            },
            { "line-limits: { sngle: 3 }", "`sngle` is not one of the names under `line-limits`; did you mean `single`? → single" },
            { "change-verbs: { new: two words }", "`new` is a word, not `two words`." },
            { "base-branch: -x", "`base-branch` is a branch's name, not `-x`." },
            { "base-branch: a..b", "`base-branch` is a branch's name, not `a..b`." },
            { "branch-pattern: docs", "`branch-pattern` is a branch's name with `{number}` in it, not `docs`." },
            { "trackers: { BA: \"https://example.org\" }", "`BA` is a web address with `{key}` in it, not `https://example.org`." },
            {
                "reviewed: { BEP-1042: Draft }",
                "`reviewed` is made of numbers of proposals, not `BEP-1042`. `BEP-1042` is a status and a release, such as `Draft in 26.8.1`, not `Draft`."
            },
            {
                "rules: { broken-lnk: off, broken-link: loud }",
                "`broken-lnk` is not one of the names under `rules`; did you mean `broken-link`? → broken-link. `broken-link` is error, warning, information, hint or off, not `loud`."
            },
            { "rules: { zzzzzz: off }", "`zzzzzz` is not one of the names under `rules`; there is no such name." },
            { "prefix: BEP\nprefix: RFC", "`prefix` is set twice; the last one counts." },
            { "prefixx: BEP", "`prefixx` is nothing that can be set; did you mean `prefix`? → prefix" },
            { "foldr: docs", "`foldr` is nothing that can be set; did you mean `folder`? → folder" },
            { "folder: [docs]", "`folder` is a path." },
            { "- prefix", "A configuration is made of names with values." },
            { "prefix", "A configuration is made of names with values." },
        };

    [Theory]
    [MemberData(nameof(Violations))]
    public void What_does_not_fit_is_said(string text, string expected)
    {
        var series = Read(text);
        var found = RuleBook
            .Find("invalid-configuration")!
            .Check(series.Configuration!, series)
            .Select(finding =>
                $"{finding.Message}{string.Concat(finding.Fixes.Take(1).Select(fix => fix.Title.ToString().Replace("Change to `", " → ", StringComparison.Ordinal).TrimEnd('`')))}"
            );
        Assert.Equal(
            expected,
            string.Join(". ", found).Replace(".. ", ". ", StringComparison.Ordinal).Replace("?. ", "? ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_stands_above_a_mistake_is_looked_at()
    {
        var found = ConfigurationReader
            .Check(Read("digits: 9\nprefix: [BEP\n").Configuration!, RuleBook.Names)
            .Select(violation => violation.Message.ToString())
            .ToList();
        Assert.Contains("`digits` is a number of digits such as `4`, or a range such as `1-5`, not `9`.", found);
        Assert.DoesNotContain(found, message => message.StartsWith("`prefix`", StringComparison.Ordinal));
    }

    [Fact]
    public void Statuses_may_say_what_they_mean() =>
        Assert.Equal(
            ["Being written", null],
            Read("statuses: { Draft: Being written, Final: }").Convention.Statuses.Select(status => status.Description)
        );

    [Fact]
    public void Of_a_name_that_is_set_twice_the_last_one_counts() =>
        Assert.Equal("RFC", Read("prefix: BEP\nprefix: RFC\n").Convention.Prefix);

    // The template, and a table of the registry's file that says more of the fields.
    private const string Stated = """

        -- BEP-0000-template.md --
        ---
        Author: Full Name (email)
        Status: Draft
        # Optional.
        Team: The team's name
        Created:
        ---

        # Title
        -- README.md --
        | Field | Description |
        |-------|-------------|
        | Author | Who answers for it |
        | Team | Whose work it is |
        """;

    [Theory]
    // In the configuration's order, with the template's samples and the table's words; what it does not list is no field.
    [InlineData(
        "fields: [Team, Author]",
        "Team (Other): The team's name. Whose work it is",
        "Author (Author): Full Name (email). Who answers for it"
    )]
    // Words of the configuration's own stand above those of the table.
    [InlineData(
        "fields:\n  Author: The writer\n  Team:",
        "Author (Author): Full Name (email). The writer",
        "Team (Other): The team's name. Whose work it is"
    )]
    // What the template does not have has no sample, and what a tool makes of it depends on its name.
    [InlineData("fields: [Lamp, Target-Version]", "Lamp (Other): . ", "Target-Version (TargetVersion): . ")]
    [InlineData("field-names: { target-version: Lamp }\nfields: [Lamp]", "Lamp (TargetVersion): . ")]
    public void Fields_keep_what_the_template_and_the_table_say_of_them(string configuration, params string[] expected)
    {
        var fields = Read(configuration + Stated).Convention.Fields;
        Assert.Equal(expected, fields.Select(field => $"{field.Name} ({field.Role}): {field.Sample}. {field.Description}"));
        // Who lists a field asks for it.
        Assert.DoesNotContain(fields, field => field.IsOptional);
    }

    [Fact]
    public void The_samples_of_the_template_are_still_known_for_what_they_are()
    {
        var series = Fixture
            .Read(
                "-- .bep.yaml --\nfields: [Author, Status]"
                    + Stated
                    + "\n-- BEP-1001-a.md --\n---\nAuthor: Full Name (email)\nStatus: Draft\n---\n\n# A\n"
            )
            .ToSeries();
        Assert.Contains(RuleBook.Default.CheckAll(series), finding => finding.Rule.Name == "template-text");
        Assert.Null(FixAll.In(series, series.Find("BEP-1001-a.md")!, RuleBook.Default));
    }

    [Theory]
    [InlineData("", ".bep.yaml", "", true)]
    [InlineData("", ".bep.yaml", "docs", true)]
    [InlineData("", "docs/.bep.yaml", "docs", true)]
    [InlineData("", "docs/.bep.yaml", "other", false)]
    [InlineData("", "docs/.bep.yaml", "docs/adr", false)]
    [InlineData("folder: docs", ".bep.yaml", "docs", true)]
    [InlineData("folder: docs", ".bep.yaml", "", false)]
    [InlineData("folder: ./docs/", ".bep.yaml", "docs", true)]
    [InlineData("folder: adr", "docs/.bep.yaml", "docs/adr", true)]
    [InlineData("folder: adr", "docs/.bep.yaml", "docs", false)]
    [InlineData("folder: ''", "docs/.bep.yaml", "docs", true)]
    [InlineData("folder: [adr]", "docs/.bep.yaml", "docs", true)]
    public void A_configuration_is_for_the_folder_that_it_names_or_lies_in(string text, string path, string folder, bool expected)
    {
        var configuration = Analysis.Parsing.DocumentParser.Parse(path, new SourceText(text), folder, Convention.Default);
        Assert.Equal(expected, ConfigurationReader.IsFor(configuration, folder));
    }

    [Theory]
    [InlineData("folder: docs\nregistry: docs/list.md\ntemplate: docs/sub/t.md", "list.md", "sub/t.md")]
    [InlineData("folder: docs\nregistry: list.md\ntemplate: other/t.md", "../list.md", "../other/t.md")]
    public void Paths_are_seen_from_the_configurations_folder(string text, string registry, string template)
    {
        var convention = Read(text).Convention;
        Assert.Equal((registry, template), (convention.RegistryFile, convention.TemplateFile));
    }

    private static Series Read(string configuration) => Fixture.Read($"-- .bep.yaml --\n{configuration}").ToSeries();
}
