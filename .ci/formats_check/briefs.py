"""Briefs and citations in Markdown are rendered to exactly the words that were put in, block by block."""

import json
import re
from urllib.parse import unquote

from .rendered import HOW, PUBLICATIONS, rendered
from .tables import same

DAY = ("--accessed", "2026-11-25")
NOBODY = ("No body is named", "Without a priority")
FORMS = {"mou": "memorandum of understanding", "framework": "other formal framework"}


def line(words: str) -> str:
    return re.sub(r"[\n\r\t]", " ", words)


def grouped(passages, names, priorities, by):
    groups = {}
    for passage in passages:
        if by == "priority":
            first = next(iter(passage["priorities"]), None)
            heading = "Without a priority" if first is None else f"Priority {first}: {priorities[first]}"
        else:
            first = next(iter(passage["entities"]), None)
            heading = "No body is named" if first is None else f"{names[first]} ({first})"
        groups.setdefault(heading, []).append(passage)
    return dict(sorted(groups.items(), key=lambda group: group[0] in NOBODY))


def wanted(program, title, passages, notes=(), by="body", lacking=()):
    """The blocks of a brief, but for what counts and how it is made again; and its passages in their order."""
    whole = program.json("export")
    names = {e["id"]: e["name"] for e in whole["entities"]}
    priorities = {p["number"]: p["title"] for p in whole["priorities"]}
    texts = {p["id"]: p["text"] for p in whole["passages"]}
    notes = dict(notes)
    blocks, order = [("h1", line(title))], []
    if not program.data:
        years = [str(year) for year in sorted({r["covers"] for r in whole["reports"]})]
        group = f"{names['ICAT']} (ICAT)"
        blocks.append(("p", f"From the reports of the {group} on {', '.join(years[:-1])} and {years[-1]}."))
    blocks.append(None)
    lacking = dict(lacking)
    partial = [p for p in passages if p["id"] in lacking]
    if partial:
        rest = len(passages) - len(partial)
        have = "None has" if rest == 0 else "1 has" if rest == 1 else f"{rest} have"
        were = "1 passage was" if len(partial) == 1 else f"{len(partial)} passages were"
        blocks.append(
            ("p", f"{have} all words of the search; {were} found with some of them, and what is lacking stands above the quotation.")
        )
    groups = grouped(passages, names, priorities, by)
    if len(groups) > 1:
        head = "Priority" if by == "priority" else "Body that acts first"
        blocks += [("th", head), ("th", "Passages")]
        largest = sorted(groups.items(), key=lambda group: (group[0] in NOBODY, -len(group[1])))
        blocks += [("td", cell) for heading, members in largest for cell in (line(heading), str(len(members)))]
    for heading, members in groups.items():
        blocks.append(("h2", heading))
        before = None
        for p in members:
            order.append(p["id"])
            blocks.append(("h3", p["headline"]))
            if p["id"] in lacking:
                blocks.append(("p", line(f"Found without {lacking[p['id']]}")))
            if p["kind"] == "agreement":
                blocks.append(("p", f"{p['party']}, {FORMS[p['form']]} with:"))
            if p["kind"] == "initiative":
                blocks.append(("p", f"{p['name']} (scope: {p['scope']}; composition: {p['composition']})"))
            parent = p.get("parent") if p["style"] == "item" else None
            if parent and not (before and parent in (before["id"], before.get("parent"))):
                blocks.append(("p", f"Item of a list under: \u201c{line(texts[parent])}\u201d"))
            before = p
            blocks.append(("quote", p["text"] + " "))
            if p["kind"] == "quote":
                blocks.append(("quote", f"\u2014 {p['speaker']}"))
            blocks.append(("p", when(whole, p)))
            if p.get("editorial"):
                blocks.append(("p", f"Editor's note: {p['editorial']}"))
            if notes.get(p["id"]):
                blocks.append(("p", line(f"Note: {notes[p['id']]}")))
    blocks.append(("h2", "Sources"))
    used = {p["report"] for p in passages}
    for r in whole["reports"]:
        if r["id"] in used:
            blocks.append(("li", f"ICAT, {r['title']} ({r['published']}). {r['terms']}{link(program, r)}"))
    blocks.append(("p", limits(whole)))
    return blocks, order


def when(whole, passage):
    """Of which years a passage is, and the links of the work that it lists."""
    years = [passage["published"]] if passage.get("published") else sorted(set(passage["years"]))
    words = f"Reported for {passage['reported']}."
    if years:
        spans = []
        for year in years:
            if spans and spans[-1][1] + 1 == year:
                spans[-1][1] = year
            else:
                spans.append([year, year])
        parts = [str(a) if a == b else f"{a}, {b}" if a + 1 == b else f"{a}\u2013{b}" for a, b in spans]
        words = f"Year{'s' if len(years) > 1 else ''} in the words: {', '.join(parts)}. {words}"
        if passage.get("published"):
            words = f"Published in {parts[0]}."
    return words + "".join(f" {label[:1].upper()}{label[1:]}: {url}" for label, url in work_links(whole, passage))


def work_links(whole, passage):
    """The links of a work: those beside the passage that lists it, and those of others on the same work."""
    if passage["kind"] != "publication":
        return []
    own = [(link["label"], link["url"]) for link in passage["links"]]
    work = next((w for w in whole["works"] if w["id"] == passage.get("work")), {"links": []})
    return own + [(link["label"], link["url"]) for link in work["links"] if link["url"] not in {url for _, url in own}]


def link(program, report):
    """The address of a report, after a blank."""
    own = report.get("url") or report.get("page_url") or ("" if program.data else PUBLICATIONS)
    return f" {own}" if own else ""


def limits(whole):
    """How old the knowledge is, and the reports of the group, on a year between the others, that are not here."""
    newest = max(whole["reports"], key=lambda r: (r["published"], r["covers"]))
    words = f"The newest report here is \u201c{newest['title']}\u201d, published in {newest['published']}. "
    words += "What was done since is not in it."
    covered = [r["covers"] for r in whole["reports"]]
    years = [str(year) for year in range(min(covered), max(covered)) if year not in covered]
    missing = [
        (
            f"\u201c{w['title']}\u201d",
            w["links"][0]["url"] if w["links"] else next(p["id"] for p in whole["passages"] if p.get("work") == w["id"]),
        )
        for w in whole["works"]
        if "ICAT" in w["entities"]
        and "report" in w.get("series", "").lower()
        and any(year in w["title"] for year in years)
    ]
    if missing:
        titles, told = zip(*missing)
        verb = "exists and is" if len(missing) == 1 else "exist and are"
        words += f" {' and '.join(titles)} {verb} not here; see {', '.join(told)}."
    return line(words)


def check(program, report, text, blocks, order, where, hows=HOW):
    # A document says at its end of which dataset its passages are.
    cited = program.text("cite", *DAY, *order).split("\n")[:-1]
    cited = [re.sub(r"\. Dataset sha256:[0-9a-f]+, accessed ", ". Accessed ", citation) for citation in cited]
    whole = program.json("export")
    links = [url for p in whole["passages"] for _, url in work_links(whole, p)]
    commands = [row[4:] for row in text.split("\n") if row.startswith("    ")]
    report.equal(len(commands), 1, f"{where}: lines of code")
    for how in hows:
        if how == "commonmark":
            continue  # It has no tables.
        page = rendered(how, text, links)
        report.holds(not page.strange, f"{where}: {how} makes of it", str(page.strange[:3]))
        found = [None if n == blocks.index(None) else block for n, block in enumerate(page.blocks)]
        expected = blocks
        if how == "markdown-it":
            # It shows what an address stands for: a blank, where the address has its code.
            def plain(block):
                return block and (block[0], unquote(block[1]) if block[0] == "p" and "://" in block[1] else block[1])

            expected, found = [plain(b) for b in blocks], [plain(b) for b in found]
        same(report, found[:-2], expected, f"{where}, {how}")
        report.equal(page.blocks[-1], ("pre", commands[0]), f"{where}, {how}: the command")
        for n, citation in enumerate(cited, 1):
            report.equal(page.notes.get(str(n), "").rstrip(), citation, f"{where}, {how}: note {n}")
        report.equal(len(page.notes), len(order), f"{where}, {how}: notes")
    return commands[0]


def run(built_in, hostile, report):
    for program in (built_in, hostile):
        name = "own data" if program.data else "built-in data"
        passages = program.json("export")["passages"]
        for by in ("body", "priority") if program.data else ("body",):
            text = program.text("export", "--format", "md", "--group", by, *DAY)
            blocks, order = wanted(program, "Everything", passages, by=by)
            quotes = [block for block in blocks if block and block[0] == "quote"]
            report.holds(len(quotes) >= len(passages), f"{name}: quotations")
            check(program, report, text, blocks, order, f"{name}: brief by {by}", HOW if by == "body" else HOW[:1])
        ids = [p["id"] for p in passages]
        citations(program, report, ids, name)
        chosen(program, report, passages, name)
        one = program.text("show", passages[0]["report"], "--format", "md")
        page = rendered("cmark-gfm", one)
        report.equal(
            sorted(text for kind, text in page.blocks if kind == "quote" and not text.startswith("\u2014")),
            sorted(p["text"] + " " for p in passages if p["report"] == passages[0]["report"]),
            f"{name}: show a report",
        )


def citations(program, report, ids, name):
    text = program.text("cite", "--style", "text", *DAY, *ids)
    markdown = program.text("cite", "--style", "markdown", *DAY, *ids)
    for how in HOW:
        page = rendered(how, markdown.replace("\n", "\n\n"))
        report.holds(not page.strange, f"{name}: citations, {how}", str(page.strange[:3]))
        same(report, page.blocks, [("p", words) for words in text.split("\n")[:-1]], f"{name}: citations, {how}")


def chosen(program, report, passages, name):
    """Passages with notes of any words, and hits of a query of any words."""
    every = passages[:: max(1, len(passages) // 60)]
    notes = {p["id"]: f"{p['text'][:60]}\n{p['headline']} \\" for p in every}
    arguments = []
    for p in every:
        arguments += [f"--id={p['id']}", f"--note={p['id']}={notes[p['id']]}"]
    text = program.text("export", "--format", "md", *arguments, *DAY)
    blocks, order = wanted(program, "Selected passages", every, notes.items())
    check(program, report, text, blocks, order, f"{name}: notes")
    query = "no | children\n`a|b` *c* <d> # \\"
    text = program.text("export", "--format", "md", f"--query={query}", "--limit", "9", *DAY)
    found = program.text("export", "--format", "json", f"--query={query}", "--limit", "9")
    hits = [hit for hit in program.json("search", query, "--limit", "200") if hit.get("missing")]
    lacking = {hit["id"]: ", ".join(f"\u201c{words}\u201d" for words in hit["missing"]) for hit in hits if "id" in hit}
    passages = json.loads(found)["passages"]
    blocks, order = wanted(program, f"\u201c{query}\u201d, the first 9", passages, lacking=lacking)
    check(program, report, text, blocks, order, f"{name}: query")
