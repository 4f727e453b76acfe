"""A dataset of own files in which every word that the loader lets be is one that some format takes for its own."""

import json
import re
from pathlib import Path

from .program import Program

HOSTILE = [
    "# no heading",
    "no heading #",
    "no heading ##",
    "#",
    "> no quotation",
    "- no item",
    "+ no item",
    "* no item",
    "1. no item",
    "2022) no item",
    "12.",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "*no* _emphasis_ **no** __strength__ ***",
    "snake_case and a_b_ and _",
    "`no code` `` nor ` here",
    "~~not struck~~ ~nor this~",
    "<script>alert('x')</script>",
    "<b>no</b> <!-- comment --> <?x?> <a@b.org> <https://x.org>",
    "[^1] [^2]: no note",
    "[1]: https://x.org 'no reference'",
    "[no](https://x.org) link ![](https://x.org/no.png)",
    "[ ] no task",
    "&amp; &lt; &#60; &copy; AT&T; & done",
    "a | b || c \\| d",
    "| a | b |",
    "a backslash at the end \\",
    "\\ \\\\ \\* \\n \\textbf{no}",
    "https://x.org/a_b_c?d=e&f=*g* www.x.org/(no) http://y.org",
    "{ not closed",
    "} closed } too often }",
    "{$x^2$} 100% #3 & ~ ^ _ \\",
    "TY  - no record",
    "ER  - ",
    "@book{no, title = {no}}",
    "\"straight\" 'single' \"",
    "-- --- '' `` ,, << >> ?` !`",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1+1",
    "\"=1+1",
    "a;=HYPERLINK(\"https://x.org\")",
    "a, b; c\td".replace("\t", " "),
    "it's \"so\" `$HOME` $(id) !x ~ {a,b}",
    "  blanks  within and at the ends  ",
    "na\u00efve \u2013 \u201cso\u201d \u65e5\u672c\u8a9e \u0639\u0631\u0628\u064a \U0001f30d",
    "$a_1$ and $b$",
    "a long word: " + "x" * 50,
]

KINDS = ["mandate", "activity", "partnership", "recommendation", "membership", "narrative", "caption", "note"]


def write_hostile(built_in: Program, to: Path) -> Program:
    """Ejects the data and puts the words into it; what the loader refuses is left out, and told."""
    built_in.text("data", "eject", str(to), codes=(0,))
    for old in (to / "reports").iterdir():
        old.unlink()
    program = Program(built_in.binary, to.parent / "home", to)
    words = list(HOSTILE)
    while True:
        write(to, words)
        text = program.text("data", "check", codes=(0, 3))
        if is_accepted(text):
            break
        tried = [w for w in words if accepted(program, to, w)]
        refused = [w for w in words if w not in tried]
        if not refused or len(tried) < len(HOSTILE) * 3 // 4:
            raise SystemExit(f"the loader refuses too much: {refused}\n{text}")
        print(f"the loader refuses {refused}")
        words = tried
    keep_marks(program, words)
    return program


def accepted(program: Program, to: Path, word: str) -> bool:
    write(to, [word])
    return is_accepted(program.text("data", "check", codes=(0, 3)))


def is_accepted(text: str) -> bool:
    """Whether `data check` found no error; warnings of what form alone shows are none."""
    return re.search(r"(no problem|[\d,]+ warnings?) in [\d,]+ passages?", text) is not None


def put(to: Path, name: str, value):
    (to / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def write(to: Path, words: list[str]):
    for old in (to / "reports").iterdir():
        old.unlink()
    entities = json.loads((to / "entities.json").read_text(encoding="utf-8"))
    ids = [e["id"] for e in entities["entities"]]
    for n, entity in enumerate(entities["entities"]):
        # A name stands for one body, and holds a letter.
        entity["name"] = f"{words[n % len(words)]} body {n}"
        entity["aliases"] = [f"Body number {n}"]
    put(to, "entities.json", entities)
    priorities = json.loads((to / "priorities.json").read_text(encoding="utf-8"))
    for n, priority in enumerate(priorities["priorities"]):
        priority["title"], priority["subtitle"] = words[-1 - n % len(words)], words[n * 5 % len(words)]
    put(to, "priorities.json", priorities)
    terms = [{"term": f"{w} {n}", "expansion": w, "meaning": w} for n, w in enumerate(words)]
    put(to, "glossary.json", {"schema": 1, "terms": terms})
    regions = [{"name": f"{w} region {n}", "kind": "region"} for n, w in enumerate(words)]
    places = [{"name": f"Place {w}", "kind": "group", "within": [r["name"]], "aliases": [f"{w} alias"]} for w, r in zip(words, regions)]
    put(to, "places.json", {"schema": 2, "places": regions + places})
    topics = [{"id": f"t{n}", "dimension": "people", "name": w, "definition": w, "words": [w]} for n, w in enumerate(words)]
    put(to, "topics.json", {"schema": 2, "topics": topics})
    works = [{"id": f"w{n}", "title": w, "entities": [ids[1]], "languages": [w], "series": w} for n, w in enumerate(words)]
    put(to, "works.json", {"schema": 2, "works": works})
    partners = [{"name": f"{w} partner {n}", "kind": "network"} for n, w in enumerate(words)]
    put(to, "partners.json", {"schema": 2, "partners": partners})
    synonyms = [{"words": [f"{w} {n}", f"{n} {w}"]} for n, w in enumerate(words)]
    put(to, "synonyms.json", {"schema": 2, "synonyms": synonyms})
    taking_part = [
        {"id": f"i{n}", "name": w, "participants": [{"entity": ids[1], "passage": f"r{n:03}-activity"}]}
        for n, w in enumerate(words)
    ]
    put(to, "initiatives.json", {"schema": 2, "initiatives": taking_part})
    promises = []
    for n, word in enumerate(words):
        put(to, f"reports/r{n:03}.json", report(n, word, ids))
        if n + 1 < len(words):
            taken = [{"in": f"r{n + 1:03}-activity", "note": word}]
            promises.append({"commitment": f"r{n:03}-commitment", "how": "done", "why": word, "taken_up": taken})
    put(to, "readings.json", {"schema": 1, "promises": promises, "counts": [], "former_names": []})


def report(n: int, word: str, ids: list[str]) -> dict:
    """A report with a passage of each kind, of which all words are that one."""
    others = [i for i in ids if i != "ICAT"]
    first, second = others[n % len(others)], others[(n * 7 + 3) % len(others)]
    if first == second:
        second = others[(n + 1) % len(others)]

    def passage(kind: str, **more):
        return {
            "id": f"r{n:03}-{kind}",
            "kind": kind,
            "headline": word,
            "text": word,
            "editorial": word,
            "entities": [first, second],
            "priorities": [1 + n % 6],
            "places": [f"Place {word}"],
            "links": [{"label": word, "url": "https://example.org/a_b(c)*d*?e=f&g=%7E"}],
            **more,
        }

    claim = {
        "quote": word,
        "entities": [first, second],
        "places": [f"Place {word}"],
        "topics": [f"t{n}"],
        "partners": [{"name": f"{word} partner", "donor": n % 2 == 0}],
    }
    passages = [passage(kind) for kind in KINDS]
    passages[KINDS.index("activity")] |= {"claims": [claim], "work": f"w{n}", "topics": [f"t{n}"], "page": 1 + n}
    passages += [
        passage("quote", speaker=word),
        passage("commitment"),
        passage("agreement", party=word, **{"with": [second]}, form="mou", starred=n % 2 == 0, detail=word),
        passage("initiative", name=word, scope=word, composition=word),
        passage("publication", title=word, published=None, languages=[word], upcoming=False, series=word),
    ]
    deeper = {"title": word, "passages": passages[6:]}
    top = {"title": word, "passages": passages[:6], "sections": [deeper]}
    # The reports follow each other by the year in which they were published.
    return {"schema": 2, "title": word, "covers": 1950 + n, "published": 1951 + n, "terms": word, "sections": [top]}


def keep_marks(program: Program, words: list[str]):
    marks = [{"id": f"r{n:03}-activity", "note": f"{w}\n{w}"} for n, w in enumerate(words)]
    kept = program.home / "icat-explorer" / "marks.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"schema": 1, "marks": marks}), encoding="utf-8")
