"""Citations load in the programs that read them, with the words that were put in."""

import io
import json
import re

import bibtexparser
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from jsonschema import Draft202012Validator
from pybtex import database, format_from_string

DAY = ("--accessed", "2026-11-25")
# What the commands of TeX stand for that are written.
TEX = {
    "\\textbraceleft{}": "{",
    "\\textbraceright{}": "}",
    "\\textbackslash{}": "\\",
    "\\textasciitilde{}": "~",
    "\\textasciicircum{}": "^",
    "\\textasciigrave{}": "`",
    "\\textbar{}": "|",
    "\\textless{}": "<",
    "\\textgreater{}": ">",
    "\\textquotedblleft{}": '"',
    "\\textquotedblright{}": '"',
    **{f"\\{c}": c for c in "&%$#_"},
    "{}": "",
}
# The parts of the CSL data schema (https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json) for a report.
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
        }
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
NAME = {
    "type": "object",
    "properties": {"literal": {"type": "string"}, "family": {"type": "string"}, "given": {"type": "string"}},
    "additionalProperties": False,
}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": ["report"]},
            "id": {"type": ["string", "number"]},
            "author": {"type": "array", "items": NAME},
            "issued": DATE,
            "accessed": DATE,
            **{k: {"type": "string"} for k in ("title", "publisher", "section", "note", "genre", "URL", "archive", "page")},
            "custom": {"type": "object"},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


def untex(words: str) -> str:
    return re.sub(r"\\text[a-z]+\{\}|\\[&%$#_]|\{\}", lambda found: TEX[found.group()], words)


def section(passage) -> list[str]:
    """The headings that the report itself has."""
    return [title for title in passage["section"] if title and not title.startswith("[")]


def run(built_in, hostile, report):
    for program in (built_in, hostile):
        name = "own data" if program.data else "built-in data"
        whole = program.json("export")
        titles = {r["id"]: r for r in whole["reports"]}
        passages = whole["passages"]
        printed = lambda style: program.text("cite", "--style", style, *DAY, *(p["id"] for p in passages))
        bibtex(report, printed("bibtex"), passages, titles, name)
        ris(report, program.bytes("cite", "--style", "ris", *DAY, *(p["id"] for p in passages)), passages, titles, name)
        csl(report, json.loads(printed("csl-json")), passages, titles, name)


def by_report(passages):
    groups = {}
    for p in passages:
        groups.setdefault(p["report"], []).append(p)
    return groups


def pages_of(passages):
    """The pages of passages, in order and each once."""
    return ", ".join(map(str, sorted({p["page"] for p in passages if p["page"] is not None})))


def bibtex(report, text, passages, titles, name):
    read = database.parse_string(text, "bibtex")
    other = bibtexparser.parse_string(text)
    report.holds(not other.failed_blocks, f"{name}: bibtexparser", str(other.failed_blocks[:1]))
    report.equal(list(read.entries), [p["id"] for p in passages], f"{name}: keys in pybtex")
    report.equal([e.key for e in other.entries], [p["id"] for p in passages], f"{name}: keys in bibtexparser")
    for p, entry in zip(passages, other.entries):
        fields = {f.key: f.value for f in entry.fields}
        where = f"{name}: {p['id']} in BibTeX"
        title, path = titles[p["report"]]["title"], section(p)
        report.equal(untex(fields["title"].strip()[1:-1]), title, f"{where}: title")
        report.equal(untex(fields.get("chapter", "")), " > ".join(path), f"{where}: section")
        begin = f"\u201c{' / '.join(path)}\u201d, passage" if path else "Passage"
        note = untex(fields["note"])
        linked = f"; {untex(fields['url'])}" if "url" in fields else ""
        report.holds(note.startswith(f"{begin} {p['id']}{linked}; dataset sha256:"), f"{where}: note", note)
        report.holds(note.endswith("; accessed 2026-11-25"), f"{where}: note", note)
        digest = max(re.findall(r"[0-9a-f:]{12,}", note.replace("sha256:", "")), key=len)
        report.holds(len(digest) <= 20, f"{where}: the digest in the note", digest)
        report.holds(fields["dataset"].startswith("sha256:") and len(fields["dataset"]) == 71, f"{where}: dataset")
        for key, value in fields.items():
            if key == "url":
                continue  # What reads it wants it as it is.
            raw = re.sub(r"\\[&%$#_]|\\text[a-z]+\{\}", "", value)
            report.holds(not re.search(r"[|<>\"`^~\\&%$#]|--|''|,,", raw), f"{where}: {key} as TeX prints it", value)
    first = next(p for p in passages if section(p))
    subset = "\n".join(entry for entry in text.split("\n\n") if first["id"] + "," in entry)
    plain = format_from_string(subset, style="plain", output_backend="plaintext")
    for words in ([section(first)[-1]] if not name.startswith("own") else []) + [first["id"], "accessed 2026-11-25"]:
        report.holds(words in plain.replace("\n", " "), f"{name}: plain style lacks {words}", plain)
    everything = format_from_string(text, style="plain", output_backend="plaintext")
    report.equal(everything.count("accessed 2026-11-25"), len(passages), f"{name}: entries in plain style")


def ris(report, printed, passages, titles, name):
    for line in printed.decode().split("\r\n")[:-1]:
        report.holds(re.match(r"[A-Z][A-Z0-9]  - ", line) is not None and "\n" not in line, f"{name}: RIS line", line)
    entries = rispy.load(io.StringIO(printed.decode().replace("\r\n", "\n")))
    of_report = by_report(passages)
    report.equal([e["id"] for e in entries], list(of_report), f"{name}: ids in RIS")
    for (key, members), entry in zip(of_report.items(), entries):
        where = f"{name}: {key} in RIS"
        report.equal(entry["type_of_reference"], "RPRT", where)
        report.equal(entry["title"].strip(), titles[key]["title"].strip(), f"{where}: title")
        report.equal(entry["access_date"], "2026/11/25", f"{where}: day")
        report.equal(entry["year"], str(titles[key]["published"]), f"{where}: year")
        report.equal(len(entry["notes"]), len(members) + 1, f"{where}: notes")
        report.equal(entry.get("start_page", ""), pages_of(members), f"{where}: pages")
        report.holds("end_page" not in entry, f"{where}: pages of passages are no range")
        for p, note in zip(members, entry["notes"]):
            report.holds(note.endswith(f"passage {p['id']}"), f"{where}: {p['id']}", note)
            for title in section(p):
                report.holds(re.sub(r"[\n\r\t]", " ", title) in note, f"{where}: section of {p['id']}", note)


def csl(report, items, passages, titles, name):
    wrong = [f"{e.json_path}: {e.message}" for e in Draft202012Validator(CSL).iter_errors(items)][:3]
    report.holds(not wrong, f"{name}: CSL-JSON", "; ".join(wrong))
    of_report = by_report(passages)
    report.equal([item["id"] for item in items], list(of_report), f"{name}: ids in CSL-JSON")
    for (key, members), item in zip(of_report.items(), items):
        report.equal(
            (item["title"], item["accessed"]["date-parts"]),
            (titles[key]["title"], [[2026, 11, 25]]),
            f"{name}: {key} in CSL-JSON",
        )
        report.equal(item.get("page", ""), pages_of(members), f"{name}: pages of {key} in CSL-JSON")
        for p in members:
            report.holds(f"passage {p['id']}" in item["note"], f"{name}: {p['id']} in CSL-JSON")
    if name.startswith("own"):
        return  # CSL reads some elements of HTML in titles; what a style makes of these is its own affair.
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items[:5]:
        bibliography.register(Citation([CitationItem(item["id"])]))
    for item, words in zip(items, map(str, bibliography.bibliography())):
        report.holds(item["title"] in words, f"{name}: {item['id']} in citeproc", words)
