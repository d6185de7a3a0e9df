using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Edits;

/// <summary>
/// How a series writes its proposals, as instructions for a coding agent, kept between two comments of a file; what stands around them belongs
/// to its author. They follow from the convention and the files that state it, and from nothing else.
/// </summary>
public static partial class AgentInstructions
{
    /// <summary>
    /// The line with which the instructions of the series in <paramref name="folder"/> begin: a repository may have several.
    /// </summary>
    public static string BeginOf(string folder) => MarkedBlock.BeginOf(folder.Length == 0 ? "." : folder);

    /// <summary>The instructions, from one comment to the other, with LF between the lines and none at the end.</summary>
    public static string Of(Series series)
    {
        var convention = series.Convention;
        var (prefix, folder) = (convention.Prefix, series.Folder.Length == 0 ? "this folder" : $"`{series.Folder}`");
        var text = new StringBuilder(
            $"{BeginOf(series.Folder)}\n<!-- `bep convention --format agents --write` writes these lines anew from what the series states. -->\n\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"## Proposals{(prefix.Length > 0 ? $" ({prefix})" : "")}\n\nThey lie in {folder}. Read `bep context NUMBER` before you work on one, and `bep context --for FILE` before you change a source file.\n\n"
        );

        Say(["file-names", "digits"], $"Files are called {Codes(convention.FileNames)}; a number has {Show("digits")} digits.");
        Say(
            ["registry"],
            series.RegistryPath is { Length: > 0 } registry
                ? $"Never choose a number. `bep new \"TITLE\"` takes the next one that is free on all branches, reserves it in `{registry}` and makes the document from the template."
                : "Never choose a number. `bep new \"TITLE\"` takes the next one that is free on all branches and makes the document from the template."
        );
        if (convention.FrontMatterForm != FrontMatterForm.None && series.HasAgreedOn("fields", "field-names", "front-matter"))
            Say(
                ["fields"],
                $"Fields at the top, in this order: {Show("fields")}.",
                convention.Fields.Select(field => (field.Name, field.Description))
            );
        if (convention.StatusFields.Count > 0)
            Say(["status-fields"], $"Fields that a status asks for: {Show("status-fields")}.");
        if (series.States("field-formats"))
            Say(["field-formats"], $"Values are written so: {Show("field-formats")}.");
        if (series.HasAgreedOn("statuses"))
            Say(
                ["statuses", "transitions"],
                $"Statuses: {Show("statuses")}.{(Show("transitions") is { Length: > 0 } steps ? $" Steps: {steps}." : "")} Change one with `bep status NUMBER STATUS` alone, which changes the document and the registry together.",
                convention.Statuses.Select(status => (status.Name, status.Description))
            );
        if (convention.Sections.Count > 0)
            Say(["sections"], $"Sections: {Show("sections")}.");
        if (convention.VersionFormat is { } format)
            Say(["version-format"], $"A version is written `{format}`.");
        if (convention.Limits is not null)
            Say(["line-limits"], $"Lines of a document at most: {Show("line-limits")}.");
        if (prefix.Length > 0)
            Say(
                ["directories"],
                $"Other files of a proposal lie in a directory beside it, called {Codes(convention.DirectoriesHaveNumberOnly switch {
                    true => [$"{prefix}-{{number}}"],
                    false => [$"{prefix}-{{number}}-{{slug}}"],
                    null => [$"{prefix}-{{number}}", $"{prefix}-{{number}}-{{slug}}"],
                })}."
            );
        Say(["change-titles", "change-verbs"], "`bep change-title` makes the title of a commit or a pull request.");
        text.Append(
            "- `bep check` says what is wrong, `bep explain RULE` why, and `bep check --fix` mends what is certain. Leave no errors behind.\n"
        );
        return text.Append(MarkedBlock.End).ToString();

        string Show(string key) => ConventionKeys.Find(key)!.Show(convention);

        void Say(string[] keys, string sentence, IEnumerable<(string Name, string? Description)>? details = null)
        {
            var origins = series
                .ConventionFacts.Where(fact => keys.Contains(fact.Key))
                .Select(fact => $"`{fact.Path}`")
                .Distinct()
                .Order(StringComparer.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"- {Line(sentence)}");
            text.Append(string.Join(", ", origins) is { Length: > 0 } stated ? $" (stated in {stated})\n" : "\n");
            foreach (var (name, description) in details ?? [])
                if (description is not null)
                    text.Append(CultureInfo.InvariantCulture, $"  - {Line(name)}: {Line(description)}\n");
        }
    }

    /// <summary>
    /// Where <paramref name="document"/> has the instructions of the series in <paramref name="folder"/>; see <see cref="MarkedBlock.In"/>.
    /// </summary>
    public static Attempt<MarkedBlock> In(Document document, string folder) => MarkedBlock.In(document, BeginOf(folder));

    /// <summary>The change that brings the instructions in <paramref name="document"/> up to date; see <see cref="MarkedBlock.Write"/>.</summary>
    public static Attempt<Change> WriteInto(Series series, Document document) =>
        MarkedBlock.Write(series, document, BeginOf(series.Folder), Of(series));

    private static string Codes(IEnumerable<string> names) => string.Join(" or ", names.Select(name => $"`{name}`"));

    // What a series says of itself ends no comment of ours, and begins none.
    private static string Line(string text) =>
        string.Join(' ', Comments().Replace(text, " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("<!--|-->")]
    private static partial Regex Comments();
}
