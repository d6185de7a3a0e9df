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

        A few lines make another kind of series, decision records for example:

        ```yaml
        folder: docs/adr             # in the repository's root; elsewhere the file's own folder
        prefix: ADR
        file-names: "{number}-{slug}.md"
        registry: none
        template: none
        field-names: { status: status, created: date, author: deciders }
        statuses: [proposed, accepted, rejected, superseded]
        ```

        [samples/other-series](../samples/other-series) has three such series. In editors, the file's names and values are completed, explained
        and checked by the server; editors that know JSON Schema find one in `client/schemas/bep.schema.json`.

        """;

    private const string Suppressions = """

        ## One finding, one file

        A comment silences a rule for the block behind it, or for its file. The reason is for the next reader.

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
