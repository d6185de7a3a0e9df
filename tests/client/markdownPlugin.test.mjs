// What the preview's plugin finds in Markdown, with the parser that the preview uses: mentions, links, and the front matter.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import MarkdownIt from "markdown-it";
import { source } from "./source.mjs";

const { extendMarkdownIt } = await source("markdownPlugin.ts");

/** As the server sends it for a series of BEPs; `MentionPatternTests` compare it with the server's parser. */
const pattern =
  "(?<![A-Za-z0-9_#@-]|[A-Za-z.][/.\\\\])BEP[- ]([0-9]{4,4})(?![A-Za-z0-9_]|[/.@\\\\][A-Za-z]|-[A-Za-z0-9]+[-_./][A-Za-z0-9])";

/** Shows a mention as `{1000 as written}`, and behind a link where it leads. */
const looks = {
  header: ({ head }, isTitled) => head && `(${head}${isTitled ? "" : ", untitled"})`,
  mentionPattern: ({ knowsSeries = true }) => (knowsSeries ? pattern : undefined),
  mention: (_, text, number) => `{${number} as ${text}}`,
  afterLink: (_, target) => `{to ${target}}`,
};

/** Set up as the preview does it: no word becomes a link only because it ends like a host's name. */
function parser() {
  const md = new MarkdownIt({ html: true, linkify: true });
  md.linkify.set({ fuzzyLink: false });
  return extendMarkdownIt(md, looks);
}
const shown = (text, environment = {}) => parser().render(text, environment).trim();
const paragraph = (text) => `<p>${text}</p>`;

describe("a mention", () => {
  for (const [what, text, expected] of [
    ["in a sentence", "See BEP-1000.", "See {1000 as BEP-1000}."],
    ["with a blank", "See BEP 1000.", "See {1000 as BEP 1000}."],
    ["before a particle", "BEP-1000은 <x>", "{1000 as BEP-1000}은 <x>"],
    ["of several", "BEP-1000, BEP-1001 & more", "{1000 as BEP-1000}, {1001 as BEP-1001} &amp; more"],
    ["with marks around it", "*BEP-1000* and **see BEP-1001**", "<em>{1000 as BEP-1000}</em> and <strong>see {1001 as BEP-1001}</strong>"],
    ["in a compound", "a BEP-1000-style lamp", "a {1000 as BEP-1000}-style lamp"],
    ["beside a link", "[a](b.md) BEP-1000", '<a href="b.md">a</a>{to b.md} {1000 as BEP-1000}'],
    ["beside an element of code", "<code>x</code> BEP-1000", "<code>x</code> {1000 as BEP-1000}"],
    ["behind a tag that nothing closes", '<a id="x">BEP-1000', '<a id="x">{1000 as BEP-1000}'],
  ])
    test(`is found ${what}`, () => assert.equal(shown(text), paragraph(expected)));

  for (const [what, text] of [
    ["is not a word that goes on", "BEP-10x, BEP-1000x, BEP-10000, BEP-100 and XBEP-1000"],
    ["is not the name of a file", "BEP-1000-quiet-hours.md and docs/BEP-1000 and BEP-1000.md"],
    ["is not written in another form", "bep-1000, BEP1000 and BEP-XXXX"],
  ])
    test(what, () => assert.equal(shown(text), paragraph(text)));

  for (const [what, text, expected] of [
    ["in a code span", "`BEP-1000`", paragraph("<code>BEP-1000</code>")],
    ["in a block of code", "    BEP-1000", "<pre><code>BEP-1000\n</code></pre>"],
    ["in a fence", "```\nBEP-1000\n```", "<pre><code>BEP-1000\n</code></pre>"],
    ["in the text of a link", "[BEP-1000 **BEP-1001**](a.md)", paragraph('<a href="a.md">BEP-1000 <strong>BEP-1001</strong></a>{to a.md}')],
    [
      "in an address",
      "https://x.example/1/BEP-1000",
      paragraph('<a href="https://x.example/1/BEP-1000">https://x.example/1/BEP-1000</a>{to https://x.example/1/BEP-1000}'),
    ],
    ["in the words of a picture", "![BEP-1000](a.png)", paragraph('<img src="a.png" alt="BEP-1000">')],
    ["in a link of HTML", '<A href="a.md">see *BEP-1000*</A>', paragraph('<A href="a.md">see <em>BEP-1000</em></A>')],
    ["in code of HTML", "<code>BEP-1000</code>, <kbd>BEP-1000</kbd>", paragraph("<code>BEP-1000</code>, <kbd>BEP-1000</kbd>")],
    ["in a block of HTML", "<div>BEP-1000</div>", "<div>BEP-1000</div>"],
  ])
    test(`is not looked for ${what}`, () => assert.equal(shown(text), expected));

  test("is only found once a series is known, also in a text that was read before", () => {
    const md = parser();
    const tokens = md.parse("See BEP-1000 <.", {});
    assert.equal(md.renderer.render(tokens, md.options, { knowsSeries: false }).trim(), paragraph("See BEP-1000 &lt;."));
    assert.equal(md.renderer.render(tokens, md.options, {}).trim(), paragraph("See {1000 as BEP-1000} &lt;."));
  });

  test("leaves a heading's text whole, of which the preview makes its anchor", () => {
    const [, inline] = parser().parse("## After BEP-1000, `code`", {});
    assert.deepEqual(
      inline.children.map(({ type, content }) => [type, content]),
      [
        ["text", "After BEP-1000, "],
        ["code_inline", "code"],
      ],
    );
  });
});

describe("a link", () => {
  test("is followed by what is known of its target, also around a picture", () => {
    assert.equal(shown('[a](b.md#c "d")'), paragraph('<a href="b.md#c" title="d">a</a>{to b.md#c}'));
    assert.equal(shown("[![a](b.png)](c.md)"), paragraph('<a href="c.md"><img src="b.png" alt="a"></a>{to c.md}'));
  });

  test("keeps what another plugin puts at its end", () => {
    const md = new MarkdownIt();
    md.renderer.rules.link_close = () => "</a>!";
    assert.equal(extendMarkdownIt(md, looks).render("[a](b.md)").trim(), paragraph('<a href="b.md">a</a>!{to b.md}'));
  });
});

describe("the front matter", () => {
  /** Stands for the preview's own rule, which comes after ours. */
  const withFrontMatter = () => {
    const md = parser();
    md.block.ruler.before("hr", "front_matter", (state, line) => {
      if (line !== 0 || state.getLines(0, 1, 0, false) !== "---") return false;
      state.line = 3;
      state.push("front_matter", "", 0);
      return true;
    });
    md.renderer.rules.front_matter = () => "(table)";
    return md;
  };

  test("gives its place to the head of a proposal, and stays in another document", () => {
    const text = "---\nStatus: Draft\n---\nText";
    assert.equal(withFrontMatter().render(text, { head: "head" }), "(head, untitled)<p>Text</p>\n");
    assert.equal(withFrontMatter().render(`${text}\n\n# Title\n`, { head: "head" }), "(head)<p>Text</p>\n<h1>Title</h1>\n");
    assert.equal(withFrontMatter().render(text, {}), "(table)<p>Text</p>\n");
  });
});
