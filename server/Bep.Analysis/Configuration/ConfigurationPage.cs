using System.Text;
using Bep.Analysis.Model;

namespace Bep.Analysis.Configuration;

/// <summary>Writes the handbook's page about <c>.bep.yaml</c> from <see cref="ConventionKeys"/>.</summary>
public static class ConfigurationPage
{
    private const string Introduction = """
        # .bep.yaml

        A series says most about itself in its template and its registry file: the fields and sections, the statuses and the steps between
        them, how versions are written, how long documents may be. `bep convention` prints what was read and where. What those files do not
        say, or what holds for tools only, stands in `.bep.yaml`, in the series' folder or in the repository's root; it comes before all else.

        ```yaml
        rules:
          registry-gap: off          # error, warning, information, hint or off
        trackers:
          BA: https://issues.example.org/browse/{key}
        line-limits: { single: 500, main: 200, sub: 300 }
        ```

        ## Another kind of series

        `bep init FOLDER` writes the file for a folder of numbered documents: it reads the files' names, the fields of all documents, the
        template and the table of numbers, and writes the smallest configuration with which the checks agree with most of them. Each line says
        what it was seen in, such as `# 47 of 52 documents`. A rule that would speak of most documents is switched off, and the line says so.

        ```yaml
        prefix: ADR # 40 of 52 documents name others with it
        file-names: "{number}-{slug}.md" # 52 of 52 names of files
        registry: none # no file has a table of the numbers
        front-matter: list # 47 of 52 documents
        ```

        Several folders of one series, and the statuses that they mean, documents in folders of their own, a template beside the folder, a table
        that lists the documents, the form of dates and the fields that only some documents have are found as they are. Without a template,
        `bep new` writes a proposal as the newest one is written.

        Where a folder is empty or not there, it starts a series: with `--preset madr` decision records with their fields in front, with
        `nygard` such with a section for the status, with `eip` improvement proposals, with `rfc` requests for comments, otherwise with `bep`
        the form that holds where nothing is said. A preset is a configuration and a template, and they are yours from then on. No file is
        overwritten, and `--dry-run` shows what would be written. Beside other files a series is started only where `--preset` names one.
        Numbers that are dates or hexadecimal and other markup than Markdown are refused, and where the numbered files lie deeper, it says where.

        A few lines are enough. Decision records, in the form that most templates for them have, with their fields in front:

        ```yaml
        folder: docs/adr             # in the repository's root; elsewhere the file's own folder
        prefix: ADR
        file-names: "{number}-{slug}.md"
        registry: none
        template: docs/adr/template.md   # or none: then the fields named below are those of a record
        field-names: { status: status, created: date, author: deciders }
        statuses: [proposed, accepted, rejected, deprecated, superseded]
        ```

        Where the fields stand elsewhere, `front-matter` says where. Records as adr-tools writes them:

        ```yaml
        prefix: ADR
        file-names: "{number}-{slug}.md"
        first-number: 1
        registry: none
        template: none
        front-matter: sections       # a line `Date: 2026-01-05` and a section `## Status` below the title
        field-names: { status: Status, created: Date }
        statuses: [Proposed, Accepted, Rejected, Deprecated, Superseded]
        ```

        The same fields as items of a list (`* Status: Accepted`, `- **Status:** Accepted`) are `list`, as rows of a table with two columns
        (`| Status | Accepted |`) `table`, in a fenced code block at the top `fenced`. Emphasis, code and links around a value are no part of
        it, and values are written where they stand.

        Proposals that lie in folders, of their own or of all that is kept or put away:

        ```yaml
        prefix: CIP
        file-names: "CIP-{number}/README.md"      # the folder and all in it is the proposal's: it is renumbered and renamed as a whole
        ```

        ```yaml
        prefix: RFC
        file-names: ["active/{number}-{slug}.md", "archived/{number}-{slug}.md"]   # a new one is made in the first
        ```

        Folders may mean statuses:

        ```yaml
        file-names: ["open/{number}-{slug}.md", "closed/{number}-{slug}.md"]
        statuses: [Draft, Accepted, Rejected, Withdrawn]
        status-folders: { Draft: open, Accepted: open, Rejected: closed, Withdrawn: closed }   # `.` is the series' own folder
        ```

        A new proposal then lies in the folder of the first status. When its status changes, in the terminal or in the editor, its file moves
        with it (or the folder that is its own), and all links to it and in it are mended, in one change. `status-folder` finds a document that
        lies elsewhere than its status says. A status that is not named stays where it is, and a folder that means one status alone says it of
        documents that have no field for it.

        Texts mention proposals in their own ways. The first form is what completion and links write, and `reference-form` offers it in place of
        the others:

        ```yaml
        mentions: ["ADR {number}", "#{number}"]   # beside `ADR-{number}`, which is always one
        ```

        Numbers may be written without the zeros that files have: `PDEP-7` is that of `0007-title.md`. What was written so stays so when it is
        renumbered, and is written so where most mentions are.

        A registry is a table that people keep, in which numbers are reserved. There may be several tables with the same columns, one for each
        status: below a heading that names it (`## Accepted`), else the one in which alone proposals of that status stand. All their rows count;
        a new row goes into the table for its status, and a row moves when the status changes. Where a heading names a status and there is none
        for the new one, `bep status` says so and changes nothing.

        An index is written by `bep index` from the documents, between two comments, and checked from then on. It is a table, or a list:

        ```yaml
        registry: none
        index: README.md
        index-item: "* [ADR-{number}]({link}) - {title}"   # as adr-log has it; with adr-tools, "* [{heading}]({link})"
        ```

        A list that was kept by hand is no registry. It becomes an index: `bep index` puts it in its place, if each item links a proposal and
        says nothing that its document does not say. Otherwise it tells the first word that would be lost, and changes nothing; write
        the comments `<!-- bep:begin index -->` and `<!-- bep:end -->` where the index is to stand.

        Improvement proposals that are numbered in front and not in a table:

        ```yaml
        folder: EIPS
        prefix: EIP
        digits: 1-5
        file-names: "eip-{number}.md"
        registry: none
        template: eip-template.md
        field-names: { number: eip, title: title, author: author, status: status, created: created }
        statuses: [Draft, Review, Last Call, Final, Stagnant, Withdrawn, Living]
        settled-statuses: [Final, Withdrawn]
        ```

        A house that lists its proposals in the root's README, and writes fields as lines of a `<pre>` element:

        ```yaml
        folder: BEPs
        digits: 1-3
        file-names: ["BEP-{number}.md", "BEP{number}.md"]
        registry: README.md
        next-row: none               # numbers come from elsewhere, and may have gaps
        template: none
        front-matter: preformatted
        field-names: { number: BEP, title: Title, status: Status, created: Created }
        statuses: [Draft, Review, Candidate, Enabled, Living, Stagnant, Withdrawn]
        settled-statuses: [Enabled, Withdrawn]
        ```

        What a series says of its fields beyond their names:

        ```yaml
        fields: [title, author, status, type, created]     # every proposal has these, in this order
        optional-fields:                                    # and may have these; a text each is what hovers say
          requires: The proposals without which this one makes no sense
          discussion:
        status-fields:                                      # and has these once it has that status
          Last Call: last-call-deadline
          Withdrawn: [withdrawal-reason]
        field-formats:
          author: handle
          type: [Standards Track, Meta, Informational]
          created: date
          requires: numbers
          last-call-deadline: date
        ```

        A field that `fields` or the template has and that `optional-fields` names again stays in its place and is not missed. Where the others
        stand among those is not said, so they may stand anywhere, in the order of their own list. What only a status asks for is missed in
        that status, comes with `bep status`, and is the first that completion offers there.

        Each field has one format:

        | Format | Values |
        |--------|--------|
        | `date` | `2026-01-05`, as ISO 8601 has it; a time may follow |
        | `timestamp` | `2026-01-05T09:30:00Z`, the same with a time. What tools write has the day and midnight |
        | `DD-MM-YYYY`, `D MMM YYYY`, `MMMM D, YYYY`, … | a date in words: `YYYY` or `YY` is the year, `MM` or `M` the month, `MMMM` its English name and `MMM` the short one, `DD` or `D` the day, with `-`, `/`, `.`, a comma or blanks between |
        | `[Meta, Core]` | one of these texts, or several with commas between |
        | `email` | authors as `Full Name (email)` |
        | `handle` | authors as `@handle`, `Name (@handle)`, `Name <email>` or `Name (@handle) <email>` |
        | `numbers` | proposals of this series: `12`, `0012` or with its word in front. Each is a mention: it is checked, explained, followed and renumbered like one |
        | `any` | anything; nothing is checked |

        Dates are read and written in the form of the field for `created`, wherever a tool reads or writes the day of a first draft. Where the
        template has a form in the place of the date (`YYYY-MM-DD`, `2026-01-01`) or of the author (`Full Name (email)`), that is the form. A
        series that names its own `fields` or `field-names` and shows no form is asked for none: there a date is only wrong if the calendar does
        not have it (`2026-02-30`). With the usual names the usual forms hold, `email` and `date`.

        What a template calls optional, in a comment above or beside a field, or above or in a section, is not missed. Where statuses are named
        and no `transitions`, any status may follow any other. A status may say more than itself: `superseded by [ADR-0005](0005-title.md)` is
        superseded. Without titles in headings, as request-for-comments series often are, `rules: { missing-title: off, multiple-titles: off }`
        leaves headings alone; numbers of another body with the same prefix (`RFC 2119`) go under `example-numbers`.

        A folder without this file is taken for a series if it has documents named as one's are, or a registry table that says where the next
        number goes or that speaks of proposals by number. Any other table of numbers and titles is somebody else's.

        [samples/other-series](../samples/other-series) has such series. In editors, the file's names and values are completed, explained
        and checked by the server; editors that know JSON Schema find one in `client/schemas/bep.schema.json`.

        ## All that can be set

        """;

    private const string Suppressions = """

        ## One finding, one file

        A comment silences a rule for the block after it, or for its file. The reason is for the next reader.

        ```markdown
        <!-- bep-ignore broken-link: the page moves next week -->
        See [the page](page.md).

        <!-- bep-ignore-file missing-section: older than the template -->
        ```

        A comment that silences nothing is itself found, by `unused-suppression`.
        """;

    /// <summary>The page's text.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Introduction);
        page.Append("\n| Name | What it is | Without it |\n|------|------------|------------|\n");
        page.Append($"| `{ConventionKeys.Folder}` | {ConventionKeys.FolderDescription} | |\n");
        foreach (var key in ConventionKeys.All)
            page.Append($"| `{key.Name}` | {Escape(key.Description.ToString())} | {Escape(key.Show(Convention.Default))} |\n");
        return page.Append(Suppressions).Append('\n').ToString().ReplaceLineEndings("\n");
    }

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
