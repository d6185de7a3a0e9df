using System.Text;

namespace Bep.Tests.Sizes;

/// <summary>A series that can be made of any size: the same thing over and over.</summary>
/// <param name="Name">What there is much of.</param>
/// <param name="Size">A size at which a fault in growth shows, and which still takes no time without one.</param>
/// <param name="Files">The files, by path, for a size.</param>
public sealed record Sized(string Name, int Size, Func<int, Dictionary<string, string>> Files)
{
    private const string Registry = "README.md",
        Template = "BEP-0000-template.md",
        Proposal = "BEP-1001-a.md",
        Settings = ".bep.yaml",
        Head = "---\nAuthor: Ada Park (ada@example.com)\nStatus: Draft\nCreated: 2026-01-05\n---\n\n# A\n\n";

    /// <summary>The document of a series that is large, or that is looked at where all are small.</summary>
    public const string Main = Proposal;

    /// <summary>Everything that there may be much of.</summary>
    public static IReadOnlyList<Sized> All { get; } =
    [
        // Headings.
        Body("headings of level 1", 500, i => $"# Heading {i}\n\nText\n\n"),
        Body("headings of level 2", 500, i => $"## Heading {i}\n\nText\n\n"),
        Body("headings with one text", 500, _ => "## Same\n\nText\n\n"),
        Body("headings with a number at the end", 500, i => $"## Same\n\n## Same-{i}\n\nText\n\n"),
        Body("empty sections", 500, i => $"## Heading {i}\n\n"),
        Body("headings of falling levels", 500, i => $"{new string('#', 1 + (i % 6))} Heading {i}\n\nText\n\n"),
        Body("headings with a mention", 300, i => $"## As in BEP 1001 {i}\n\nText\n\n"),
        Body("headings with tabs", 500, i => $"##\tHeading {i}\n\n"),
        Body("headings in quotations", 500, i => $"> # Heading {i}\n\n"),
        Body("headings with underlines in a list", 300, i => $"  Heading {i}\n  ---\n\n", "", "- a\n\n"),
        Body("headings with underlines", 500, i => $"Heading {i}\n---\n\n"),
        Of("sections that the template has", 200, n =>
            new()
            {
                [Template] = Head + Repeat(n, i => $"## Section {i}\n\nSay what part {i} is about here.\n\n"),
                [Proposal] = Head + Repeat(n / 2, i => $"## Section {2 * i}\n\nSay what part {i} is about here.\n\n"),
            }
        ),
        Of("optional sections of the template", 200, n =>
            new() { [Template] = Head + Repeat(n, i => $"<!-- optional -->\n## Section {i}\n\n<!-- Optional -->\n\n"), [Proposal] = Head }
        ),
        Of("fields of the template", 200, n =>
            new() { [Template] = "---\n# optional\n" + Repeat(n, i => $"f{i}: x\n") + "---\n", [Proposal] = Head }
        ),
        Of("fields that the template has", 200, n =>
            new()
            {
                [Template] = "---\n" + Repeat(n, i => $"f{i}: x\n") + "---\n",
                [Proposal] = "---\n" + Repeat(n / 2, i => $"f{(n / 2) - i}:\n") + "---\n",
            }
        ),
        Of("samples of the template", 200, n =>
            new()
            {
                [Template] = Head + Repeat(n, i => $"Write a few words on part {i} here. See AB-XXXX.\n\n"),
                [Proposal] = Head + Repeat(n, i => $"Write a few words on part {i} here. See AB-XXXX.\n\n"),
            }
        ),
        // Mentions.
        Body("unknown mentions", 400, i => $"See BEP-{1100 + (i % 8000)}.\n"),
        Body("known mentions", 400, _ => "See BEP-1002.\n"),
        Body("mentions of this document", 400, _ => "See BEP-1001.\n"),
        Body("loose mentions", 400, _ => "See bep 1002 and BEP1002.\n"),
        Body("mentions on one line", 400, i => $"BEP-{1100 + (i % 8000)} "),
        Body("mentions without blanks", 400, i => $"BEP-{1100 + (i % 8000)},"),
        Body("mentions in an address", 400, _ => "/BEP-1002"),
        Body("mentions in code", 400, _ => "`BEP-1002` "),
        Body("mentions between tags", 400, _ => "<div>\nBEP-1002 <b>BEP-1002</b>\n"),
        Body("placeholders", 400, _ => "See BEP-XXXX and `BEP-NNNN`.\n"),
        Body("mentions in front of a title", 400, _ => "BEP-1002: Something else\n\n"),
        // Links.
        Body("openings of links", 400, _ => "[a](b"),
        Body("openings of links with a blank", 400, _ => "[a](b "),
        Body("openings of links in paragraphs", 400, _ => "[a](b\n\n"),
        Body("links to nowhere", 400, i => $"[a](lost-{i}.md)\n"),
        Body("links to one place", 400, _ => "[a](BEP-1002-b.md)\n"),
        Body("links to lost anchors", 400, i => $"[a](#lost-{i})\n"),
        Body("links to anchors", 300, i => $"## Heading {i}\n\n[a](#heading-{i})\n\n"),
        Body("links on one line", 400, i => $"[a](lost-{i}.md) "),
        Body("links around links", 300, i => $"[a ![b](c-{i}.png)](lost-{i}.md) "),
        Body("images", 400, i => $"![a](lost-{i}.png)\n"),
        Body("links of tags", 400, i => $"<a href=\"lost-{i}.md\">a</a>\n"),
        Body("links with wrong numbers", 300, _ => "[BEP-1003](BEP-1002-b.md)\n"),
        Body("links to absolute paths", 300, i => $"[a](/lost-{i}.md)\n"),
        Body("definitions", 400, i => $"[label {i}]: lost-{i}.md\n"),
        Body("uses of a definition", 400, _ => "[a BEP-1002][b] ", "\n\n[b]: BEP-1002-b.md\n"),
        Body("definitions and uses", 300, i => $"[a][l{i}]\n\n[l{i}]: lost-{i}.md\n\n"),
        Body("uses of no definition", 400, i => $"[a][b{i}] [c{i}]\n"),
        Body("a long label", 400, _ => "label ", "]: x\n", "["),
        Body("footnotes", 300, i => $"a[^{i}]\n\n[^{i}]: Note BEP-1002\n\n"),
        Body("uses of a footnote", 300, _ => "a[^1] ", "\n\n[^1]: Note\n"),
        Body("uses of no footnote", 300, i => $"a[^{i}] "),
        Body("definitions of no use", 300, i => $"[^{i}]: Note\n"),
        Body("addresses", 400, i => $"https://example.com/a/{i}#x\n"),
        Body("addresses in angle brackets", 400, i => $"<https://example.com/{i}> "),
        Body("openings of angle brackets", 400, _ => "<a "),
        Body("anchors", 400, i => $"<a id=\"x{i}\"></a>\n"),
        // Nesting, and marks that are never closed.
        Body("openings of brackets", 400, _ => "["),
        Body("openings of images", 400, _ => "!["),
        Body("brackets that are closed", 400, _ => "[", "", "", _ => "]"),
        Body("closed brackets", 400, _ => "[a] "),
        Body("closings of brackets", 400, _ => "a]"),
        Body("parentheses in a target", 400, _ => "(", ")", "[a](", _ => ")"),
        Body("stars", 400, _ => "*a "),
        Body("stars that close", 400, _ => " a*"),
        Body("stars on both sides", 400, _ => "*a**b_c_ "),
        Body("stars in a row", 400, _ => "*"),
        Body("stars and underscores", 400, i => i % 2 == 0 ? "*a" : "_b"),
        Body("nested emphasis", 400, _ => "**a ", "", "", _ => " b**"),
        Body("backticks of all lengths", 400, i => new string('`', 1 + (i % 90)) + " a "),
        Body("backticks", 400, _ => "` "),
        Body("code", 400, i => $"`a{i}` "),
        Body("dollars", 400, _ => "$$ "),
        Body("lines of dollars", 400, _ => "$$\na\n"),
        Body("quotations", 400, _ => "> "),
        Body("lines of quotations", 400, i => $"> line {i}\n>\n"),
        Body("nested lists", 400, i => new string(' ', 2 * (i % 100)) + "- a\n"),
        Body("lists on one line", 400, _ => "- "),
        Body("lists", 400, i => $"- item {i}\n"),
        Body("lists with blank lines", 400, i => $"- item {i}\n\n"),
        Body("numbered lists", 400, i => $"{i}. item\n"),
        Body("quotations in lists", 400, _ => "- > "),
        Body("fences", 400, i => $"```a{i}\ncode\n```\n\n"),
        Body("openings of fences", 400, i => $"{(i % 2 == 0 ? "```" : "~~~~")} a\n"),
        Body("indented code", 400, _ => "    code\n"),
        Body("openings of comments", 400, _ => "<!-- "),
        Body("openings of comments on lines", 400, _ => "a <!-- b\n"),
        Body("openings of comments in paragraphs", 400, _ => "a <!-- b\n\n"),
        Body("openings of declarations", 400, _ => "<!A <![CDATA[ <?a "),
        Body("comments", 400, i => $"<!-- a {i} -->\n\n"),
        Body("comments in a block", 400, i => $"<div><!-- a {i} -->\n"),
        Body("tags", 400, _ => "<div>\n\n"),
        Body("tags in a line", 400, _ => "<b>x</b>"),
        Body("openings of tags with attributes", 400, _ => "<a b=\"c "),
        Body("attributes", 400, i => $" a{i}=\"b\"", ">", "<div"),
        Body("blanks in a tag", 400, _ => " ", "x>", "<div"),
        Body("entities", 400, _ => "&amp;&#65;&"),
        Body("escapes", 400, _ => "\\*\\["),
        Body("blank lines", 400, _ => "\n"),
        Body("blanks", 400, _ => " "),
        Body("tabs", 400, _ => "\t"),
        Body("a long line", 400, _ => "word "),
        Body("a long word", 400, _ => "word"),
        Body("lines", 400, i => $"line {i}\n"),
        Body("underlines", 400, _ => "=\n"),
        Body("lines of hyphens", 400, _ => "---\n"),
        Body("carriage returns", 400, _ => "a\r"),
        Body("characters of two units", 400, _ => "\U0001F600 "),
        Body("zeros", 400, _ => "\0"),
        // Tables.
        Body("rows", 400, i => $"| a{i} | b |\n", "", "| A | B |\n|---|---|\n"),
        Body("rows with emphasis", 400, i => $"| *a{i}* | __b__ |\n", "", "| A | B |\n|---|---|\n"),
        Body("rows with openings", 400, _ => "| *a | [b](c | `\n", "", "| A | B | C |\n|---|---|---|\n"),
        Body("rows with links and code", 400, i => $"| [a](lost-{i}.md) | `b` |\n", "", "| A | B |\n|---|---|\n"),
        Body("columns", 400, _ => "a | ", "\n"),
        Body("columns with a delimiter row", 200, _ => "a|", "\n", "", _ => "-|"),
        Body("pipes", 400, _ => "|"),
        Body("pipes on lines", 400, _ => "|\n"),
        Body("delimiter rows", 400, _ => "|---|---|\n"),
        Body("rows without a delimiter row", 400, i => $"| a{i} | b |\n"),
        Body("tables", 200, i => $"| A{i} | B |\n|---|---|\n| a | b |\n\n"),
        // The block at the top.
        Front("fields", 400, i => $"f{i}: x\n"),
        Front("fields with one name", 400, _ => "Status: Draft\n"),
        Front("fields that nearly have a known name", 200, i => $"Statu{i}: x\n"),
        Front("empty fields", 400, i => $"f{i}:\n"),
        Front("lone dashes", 400, i => $"f{i}: -\n"),
        Front("lines that are no fields", 400, i => $"line {i}\n"),
        Front("mappings in a line", 400, i => $"f{i}: a: b\n"),
        Front("openings of lists", 400, i => $"f{i}: [a\n"),
        Front("nested brackets", 400, _ => "[", "Author: ", "\n"),
        Front("a list of authors", 400, i => $"  - Ada Park{i} (ada{i}@example.com)\n", "Author:\n"),
        Front("a list in brackets", 400, i => $"Ada Park{i}, ", "Author: [", "]\n"),
        Front("authors on a line", 400, i => $"Ada Park{i} (ada{i}@example.com), ", "Author: ", "\n"),
        Front("blanks between authors", 400, _ => " ", "Author: Ada", "Min\n"),
        Front("commas between authors", 400, _ => ", ", "Author: Ada", "Min\n"),
        Front("successors", 400, i => $"BEP-{1100 + (i % 8000)}, ", "Status: Superseded\nSuperseded-By: ", "\n"),
        Front("a block of text", 400, i => $"  line {i}\n", "Notes: |\n"),
        Front("anchors of YAML", 30, i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"),
        Front("blank lines in the front matter", 400, i => $"f{i}: x\n\n"),
        Front("comments in the front matter", 400, i => $"# comment {i}\n"),
        Front("comments after blank lines in the front matter", 400, i => $"\n# comment {i}\n"),
        Front("quotes in the front matter", 400, _ => "'\"", "Author: "),
        Of("an unclosed front matter", 400, n => new() { [Proposal] = "---\n" + Repeat(n, i => $"f{i}: x\n") }),
        Of("an unclosed front matter with comments", 400, n =>
            new() { [Proposal] = "---\n" + Repeat(n, i => $"f{i}: x\n\n# comment\n# comment\n") }
        ),
        Of("an unclosed front matter of comments", 400, n =>
            new() { [Proposal] = "---\nStatus: Draft\n\n" + Repeat(n, _ => "# comment\n") }
        ),
        Of("an unclosed front matter with lists", 400, n => new() { [Proposal] = "---\nAuthor:\n" + Repeat(n, i => $"  - Ada {i}\n") }),
        // What authors write for tools.
        Body("suppressions", 200, _ => "<!-- bep-ignore unknown-reference: x -->\nBEP-1100\n\n"),
        Body("suppressions of the file", 200, _ => "<!-- bep-ignore-file broken-link -->\n\n"),
        Body("suppressions one after another", 200, _ => "<!-- bep-ignore unknown-reference -->\n"),
        Body("suppressions with blank lines between", 200, _ => "<!-- bep-ignore unknown-reference -->\n\n"),
        Body("suppressions that are not closed", 200, _ => "<!-- bep-ignore unknown-reference:\n\n"),
        Body("suppressions of unknown rules", 200, i => $"<!-- bep-ignore unknown-referenc{i} -->\n\nText\n\n"),
        Body("suppressed findings", 200, i => $"<!-- bep-ignore broken-link -->\n[a](lost-{i}.md)\n\nBEP-1100\n\n"),
        Body("entries for tools", 200, i => $"Sub-documents: [lost-{i}.md]\n", "-->\n", "<!-- context-for-ai\n"),
        Body("entries in a list for tools", 200, i => $"- lost-{i}.md\n", "-->\n", "<!-- context-for-ai\nSub-documents:\n"),
        Body("comments for tools", 200, i => $"<!-- context-for-ai\nParent: BEP-1100 {i}\n-->\n\n"),
        Body("issues", 300, i => $"BA-{i} and #{i}\n"),
        Body("conflict markers", 200, i => $"<<<<<<< ours\na {i}\n=======\nb\n>>>>>>> theirs\n"),
        // The registry.
        Rows("rows with dead links", 400, i => $"| [{1000 + i}](BEP-{1000 + i}-lost.md) | Title {i} | - | Draft |\n"),
        Rows("rows with one number", 200, i => $"| 1001 | Title {i} | - | Draft |\n"),
        Rows("rows with two numbers", 200, i => $"| {1001 + (i % 2)} | Title {i} | - | Draft |\n"),
        Rows("rows with one number and a link", 200, _ => "| [1001](BEP-1001-a.md) | A | - | Draft |\n"),
        Rows("rows with emphasised titles", 400, i => $"| {1000 + i} | *Title {i}* | - | **Draft** |\n"),
        Rows("rows with half emphasised titles", 400, i => $"| {1000 + i} | *Title {i} | _a | **Draft |\n"),
        Rows("rows without a link", 400, i => $"| {1000 + i} | Title {i} | Ada Park | Draft |\n"),
        Rows("rows in the wrong order", 200, i => $"| {9000 - i} | Title {i} | - | Draft |\n"),
        Rows("rows that jump", 200, i => $"| {1000 + (i * 37 % 8000)} | Title {i} | - | Draft |\n"),
        Rows("rows with gaps", 200, i => $"| {1000 + (3 * i)} | Title {i} | - | Draft |\n"),
        Rows("malformed rows", 400, i => $"| x{i} | Title {i} |\n"),
        Rows("rows with unknown statuses", 400, i => $"| {1000 + i} | Title {i} | - | Drafft{i} |\n"),
        Rows("rows for the next number", 200, _ => "| _next_ | a | | |\n"),
        Rows("rows that are skipped", 200, i => $"| {1000 + i} | _(skipped)_ | | |\n"),
        Rows("rows in conflict", 100, i =>
            $"<<<<<<< ours\n| {1000 + i} | A | - | Draft |\n=======\n| {1000 + i} | B | - | Draft |\n>>>>>>> theirs\n"
        ),
        Rows("rows with many columns", 200, _ => "|", "", "\n"),
        Rows("rows with many authors", 200, i => $"Ada Park{i}, ", "| 1001 | A | ", " | Draft |\n"),
        Of("authors in a row and in its document", 100, n =>
            new()
            {
                [Registry] = Table + "| [1001](BEP-1001-a.md) | A | " + Repeat(n, i => $"Ada Park{i}, ") + "| Draft |\n",
                [Proposal] = "---\nAuthor: " + Repeat(n, i => $"Min Seo{i} (min{i}@example.com), ") + "\nStatus: Draft\n---\n\n# A\n",
            }
        ),
        Rows("numbers with much text", 200, _ => "word ", "| 1001 | ", " | - | Draft |\n"),
        Of("tables beside the registry", 200, n =>
            new()
            {
                [Registry] = Repeat(n, i =>
                    $"| Status | Description |\n|--|--|\n| Draft{i} | x |\n\n| From | To |\n|--|--|\n| A{i} | B{i} |\n\n"
                ),
                [Proposal] = Head,
            }
        ),
        Of("statuses in a table", 200, n =>
            new() { [Registry] = "| Status | Description |\n|--|--|\n" + Repeat(n, i => $"| Status{i} | x |\n"), [Proposal] = Head }
        ),
        Of("steps in a table", 200, n =>
            new() { [Registry] = "| From | To |\n|--|--|\n" + Repeat(n, i => $"| Status{i} | Status{i + 1} |\n"), [Proposal] = Head }
        ),
        Of("limits in prose", 200, n =>
            new() { [Registry] = Repeat(n, i => $"A single document has under {100 + i} lines.\n"), [Proposal] = Head }
        ),
        Of("directories in prose", 200, n => new() { [Registry] = Repeat(n, _ => "`BEP-XXXX/`\n"), [Proposal] = Head }),
        // Many documents.
        Of("documents", 100, n =>
            new(
                Enumerable
                    .Range(0, n)
                    .Select(i => new KeyValuePair<string, string>($"BEP-{1001 + i}-a.md", Head.Replace("# A", $"# A {i}")))
            )
            {
                [Proposal] = Head,
                [Registry] = Table + Repeat(n, i => $"| [{1001 + i}](BEP-{1001 + i}-a.md) | A {i} | - | Draft |\n"),
            }
        ),
        Of("documents with one number", 60, n =>
            new(Enumerable.Range(0, n).Select(i => new KeyValuePair<string, string>($"BEP-1001-a{i}.md", Head)))
            {
                [Proposal] = Head,
                [Registry] = Table + "| [1001](BEP-1001-a.md) | A | - | Draft |\n",
            }
        ),
        Of("documents that refer to one", 100, n =>
            new(
                Enumerable
                    .Range(1, n)
                    .Select(i => new KeyValuePair<string, string>($"BEP-{1001 + i}-a.md", Head + "BEP-1001 [a](BEP-1001-a.md#lost)\n"))
            )
            {
                [Proposal] = Head,
            }
        ),
        Of("a chain of successors", 100, n =>
            new(
                Enumerable
                    .Range(0, n)
                    .Select(i => new KeyValuePair<string, string>(
                        i == 0 ? Proposal : $"BEP-{1001 + i}-a.md",
                        Superseded(1002 + i) + (i == 0 ? "BEP-1002\n" : "")
                    ))
            )
            {
                [Registry] = Table,
            }
        ),
        Of("a circle of successors", 100, n =>
            new(
                Enumerable
                    .Range(0, n)
                    .Select(i => new KeyValuePair<string, string>(
                        i == 0 ? Proposal : $"BEP-{1001 + i}-a.md",
                        Superseded(1001 + ((i + 1) % n))
                    ))
            )
            {
                [Registry] = Table,
            }
        ),
        Of("supporting files", 200, n =>
            new(Enumerable.Range(0, n).Select(i => new KeyValuePair<string, string>($"BEP-1001-a/file{i}.png", "")))
            {
                [Proposal] = Head,
                [Registry] = Table + "| [1001](BEP-1001-a.md) | A | - | Draft |\n",
            }
        ),
        Of("supporting documents", 100, n =>
            new(
                Enumerable
                    .Range(0, n)
                    .Select(i => new KeyValuePair<string, string>($"BEP-1001-a/file{i}.md", $"# File {i}\n\n[up](../BEP-1001-a.md)\n"))
            )
            {
                [Proposal] = Head + Repeat(n, i => $"[a](BEP-1001-a/file{i}.md)\n"),
                [Registry] = Table + "| [1001](BEP-1001-a.md) | A | - | Draft |\n",
            }
        ),
        Of("files with one name", 100, n =>
            new(Enumerable.Range(0, n).Select(i => new KeyValuePair<string, string>($"d{i}/lost.png", "")))
            {
                [Proposal] = Head + Repeat(n, i => $"[a](x{i}/lost.png)\n"),
            }
        ),
        // The configuration, and messages.
        Config("keys", 200, i => $"key{i}: x\n"),
        Config("keys with one name", 200, _ => "prefix: BEP\n"),
        Config("names of rules", 200, i => $"  unknown-referenc{i}: off\n", "rules:\n"),
        Config("one rule many times", 200, _ => "  unknown-reference: off\n", "rules:\n"),
        Config("trackers", 200, i => $"  A{i}: https://example.com/{{key}}\n", "trackers:\n"),
        Config("statuses", 200, i => $"  - Status{i}\n", "statuses:\n"),
        Config("fields of the configuration", 200, i => $"  - Field{i}\n", "fields:\n"),
        Config("file names", 100, i => $"  - \"{i}-{{number}}-{{slug}}.md\"\n", "file-names:\n"),
        Config("example numbers", 200, i => $"  - {2000 + i}\n", "example-numbers:\n"),
        Config("anchors of YAML in the configuration", 30, i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"),
        Config("openings in the configuration", 200, _ => "- [", "rules: "),
        Config("comments in the configuration", 200, _ => "# a\n"),
        Of("lines of a message", 200, n => new() { [".git/COMMIT_EDITMSG"] = Repeat(n, i => $"BEP-{1000 + i}: x\n"), [Proposal] = Head }),
        Of("comments of a message", 200, n =>
            new()
            {
                [".git/COMMIT_EDITMSG"] = "BEP-1001 (new): A\n" + Repeat(n, i => $"# BEP-{1000 + (i % 8000)}\n# comment\nBEP-1002\n"),
                [Proposal] = Head,
            }
        ),
        Of("parts of a title", 40, n =>
            new() { [".git/COMMIT_EDITMSG"] = Repeat(n, i => $"BEP-{1001 + i} (new), ") + "BEP-1001 (new): A\n", [Proposal] = Head }
        ),
        Of("a long title of a message", 200, n =>
            new() { [".git/COMMIT_EDITMSG"] = Repeat(n, i => $"BEP-{1000 + (i % 8000)}, "), [Proposal] = Head }
        ),
    ];

    private const string Table = "| Number | Title | Author | Status |\n|--|--|--|--|\n";

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static string Superseded(int by) =>
        $"---\nAuthor: Ada Park (ada@example.com)\nStatus: Superseded\nCreated: 2026-01-05\nSuperseded-By: BEP-{by}\n---\n\n# A\n\n";

    private static Sized Of(string name, int size, Func<int, Dictionary<string, string>> files) => new(name, size, files);

    private static Sized Body(
        string name,
        int size,
        Func<int, string> part,
        string end = "",
        string start = "",
        Func<int, string>? second = null
    ) => new(name, size, n => new()
            {
                [Registry] =
                    Table
                    + "| [1001](BEP-1001-a.md) | A | Ada Park | Draft |\n| [1002](BEP-1002-b.md) | B | Ada Park | Draft |\n| _next_ | _(reserve your number here)_ | | |\n",
                [Proposal] = Head + start + Repeat(n, part) + end + (second is null ? "" : Repeat(n, second)) + "\n\nThe end.\n",
                ["BEP-1002-b.md"] = Head,
            });

    private static Sized Front(string name, int size, Func<int, string> part, string start = "", string end = "") =>
        new(name, size, n =>
            new()
            {
                [Registry] = Table + "| [1001](BEP-1001-a.md) | A | Ada Park | Draft |\n",
                [Proposal] = "---\n" + start + Repeat(n, part) + end + "---\n\n# A\n\nText\n",
            }
        );

    private static Sized Rows(string name, int size, Func<int, string> part, string start = "", string end = "") =>
        new(name, size, n =>
            new() { [Registry] = "# Proposals\n\n" + Table + start + Repeat(n, part) + end, [Proposal] = Head + "BEP-1001, BEP-1002\n" }
        );

    private static Sized Config(string name, int size, Func<int, string> part, string start = "") => new(name, size, n => new()
            {
                [Settings] = start + Repeat(n, part),
                [Registry] = Table + "| [1001](BEP-1001-a.md) | A | Ada Park | Draft |\n",
                [Proposal] = Head + "Text of BA-1 and BEP-1001\n",
            });

    private static string Repeat(int n, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < n; i++)
            text.Append(part(i));
        return text.ToString();
    }
}
