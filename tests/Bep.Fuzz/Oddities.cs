namespace Bep.Fuzz;

/// <summary>Small series, each of which holds many ways to write one thing.</summary>
static class Oddities
{
    public static string[] All { get; } =
    [
        """
            -- README.md --
            # 제안서
            | Number | Title | Author | Status |
            |--|--|--|--|
            | [1000](BEP-1000-lamps.md#why) | Lamps 🔦 | - | Draft |
            | **1001** | 한글 \\| 제목 | 박아다 | Dra
            | 1002 | _(skipped)_ | | |
            | BEP-1003 | [Title](BEP-1003-x.md) | `Ada` | Accepted | more |
            | 1004 |
            || | |
            <<<<<<< HEAD
            | 1005 | Ours | Ada | Draft |
            =======
            | 1005 | Theirs | Min | Draft |
            >>>>>>> branch
            | _next_ | _(reserve your number here)_ | | |

            | Status | Description |
            |---|---|
            | Draft | Being written |
            | Accepted | To be built |

            | From | To | When |
            |---|---|---|
            | Draft | Accepted, Rejected | x |

            Keep a single-file BEP under 500 lines. Version format: `YY.Sprint.Patch`. See `BEP-XXXX/`.
            -- BEP-0000-template.md --
            ---
            Author: Full Name (name@example.com)
            # Status: Draft | Accepted | Implemented
            Status: Draft
            Created: YYYY-MM-DD
            Target-Version:
            ---
            # Title

            ## Motivation
            <!-- optional -->

            What hurts today, said in words.

            ## Design
            -- BEP-1000-lamps.md --
            ---
            Author: Ada Park (ada@example.com), 박아다
            Status: "Draft" # 초안
            Superseded-By: BEP-1001
            Note:
              - a
            ---
            # BEP-1000: Lamps 🔦
            See BEP-1001, [`BEP-1002`](BEP-XXXX-drafts.md#a), bep-1000, ![그림](그림.png "t"), [a][b], <img src="x.png"> and BEP-

            ## 왜 🔦?
            <!-- BEP-1000 --> | [a](
            | a | b |
            ```
            BEP-1000 [x](
            ```
            [b]: <BEP-1000-lamps.md#왜->
            -- BEP-1001-half.md --
            ---
            Author: A,
            Status:

            # BEP-XXXX
            -- BEP-XXXX-drafts.md --
            ---
            Sta
            -- BEP-1000-lamps/notes.md --
            <!-- context-for-ai
            parent: BEP-1000 (Lamps)
            depends-on:
              - ../BEP-1001-half.md
              - "BEP-1003"
            detail-docs: [a.md, 'b.md']
            -->
            # Notes
            """,
        """
            -- BEP-1001-headings.md --
            ---
            Author: Ada Park (ada@example.com)
            Status: Draft
            Created: 2026-01-05
            ---
            #\tBEP-1001: Tabs\tand more

            ##\tMotivation

            ## Closed ##

            ##  \t Blanks \t ##  \t

            Two lines
            of one heading
            --------------

            One line
            ===

            > ## Quoted

            - ## Listed
              text
            1. # Numbered

            #
            ##
            ## #
            ### `code` *emph* **strong** [link](#closed) ![picture](x.png) <a id="here"></a>
            #hashtag
               ## Indented
                ## Code
            ## &amp; &copy; \\# \\*
            ## \u2028 \u0085 \u000b \u000c \u0000 \ufeff x\u00a0
            """,
        """
            -- BEP-1001-links.md --
            # BEP-1001: Links
            [a](b.md) [a]( <b c.md#d> "t" ) ![a](b.png 'x') [a](b.md?x#y) [](b.md) [a]() [a](#) [a](<>) [a][b] [b] [b][] <https://x.y/BEP-1001> https://x.y
            [![i](i.png)](BEP-1002-x.md#a%20b) [a\\]b](c.md) [`]`](d.md) [a](b(c).md) [a](
            b.md) [two
            lines](b.md
            "title
            two")
            > [q](q.md) BEP-1002
            > [q2](q.md)

            * [x](/root.md) [y](../../out.md) [z](//host/x) [m](mailto:x@y) [%](%zz%)
            <a href='x.md#y' name=z>BEP-1003</a> <img src=x.png><br/> <!-- BEP-1004 --> [^1]

            [b]: c.md#d "title"
            [c]:
              <d e.md>
            [^1]: Footnote BEP-1005
            $$
            a[i](t)
            $$
            | [t](t.md) | `|` | \\| |
            |---|:-:|--:|
            | [t](t.md) | BEP 1006 |
            -- BEP-1002-x.md --
            # BEP-1002: X
            ## a b
            <!-- bep-ignore broken-link: reason --> <!-- bep-ignore-file unknown-reference -->
            <!-- bep-ignore
            unknown-reference: x
            -->
            BEP-1687
            """,
        """
            -- BEP-1001-yaml.md --
            ---
            Author: [Ada, {x: y}]
            Status: &a Draft
            Created: *a
            "Quoted": 'it''s' # c
            Text: |-
              Ada Park
              more
            Fold: >+2
              x
            ? complex
            : value
            !!str Tag: !x y
            Lone: -
            Dup: 1
            Dup: 2
            \tTab: x
            Colon: a: b
            Empty:
            %DIRECTIVE
            ...
            # BEP-1001: YAML
            -- .bep.yaml --
            %YAML 1.2
            ---
            prefix: BEP
            digits: 1-5
            file-names: ["BEP-{number}-{slug}.md", 'x{number}.md']
            registry: README.md
            template: none
            next-row: "_next_"
            rules: {unknown-status: off, broken-link: warning}
            statuses:
              Draft: "Being written"
              Final:
            transitions: &t
              Draft: [Final]
            line-limits: { single: 400 }
            trackers:
              BA: https://x.y/{key}
            field-names: {status: Status}
            ---
            digits: 4
            """,
        """
            -- .bep.yaml --
            folder: docs/adr
            prefix: ADR
            digits: 4
            file-names: "{number}-{slug}.md"
            registry: none
            template: template.md
            field-names: {status: status, created: date}
            statuses: [proposed, accepted, "superseded"]
            front-matter: yaml
            sections: [Context, Decision]
            -- docs/adr/0001-first.md --
            ---
            status: superseded by [ADR-0002](0002-second.md)
            date: 2025-01-01
            ---
            # First
            ## Context
            ADR-0002, adr 2
            ## Decision
            -- docs/adr/0002-second.md --
            # Second
            ADR-0001
            -- docs/adr/template.md --
            ---
            # status: "{proposed | accepted | superseded by ADR-0123}"
            status:
            date:
            ---
            # {title}
            """,
        """
            -- .bep.yaml --
            prefix: PEP
            digits: 1-4
            file-names: [pep-{number}.md]
            registry: none
            template: none
            front-matter: preformatted
            field-names: {number: BIP, title: Title, author: Authors, status: Status}
            -- pep-0001.md --
            <pre>
              BIP: 1
              Title: Purpose
              Authors: Ada
              Status: superseded by PEP 2
            </pre>

            ==Abstract==
            PEP 2
            -- pep-0002.md --
            \ufeff<pre>
              BIP : 2
            </pre>
            """,
        """
            -- README.md --
            | Number | Title | Author | Status |
            |---|---|---|---|
            | [1001](BEP-1001-a.md) | A | Ada | Draft |
            | [1002](BEP-1002-b.md) | B | Min | Accepted |
            -- BEP-1001-a.md --
            ---
            Author: Ada
            Status: Draft
            ---
            # BEP-1001: A
            BEP-1002
            -- BEP-1002-b.md --
            ---
            Author: Min
            Status: Superseded
            Superseded-By: BEP-1001
            ---
            # BEP-1002: B
            -- .git/COMMIT_EDITMSG --
            BEP-1001 (update): Change BEP-1002

            # Please enter
            body bep-1001
            # ------------------------ >8 ------------------------
            diff
            -- .git/MERGE_MSG --
            docs(BA-7050): add BEP-1002 B
            -- .bep.yaml --
            change-titles: conventional
            change-verbs: {new: add}
            """,
    ];
}
