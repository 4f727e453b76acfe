"""Workbooks, documents, pages and HXL tables open in programs that we did not write, and hold what the other formats hold."""

import csv
import io
import re
import tempfile
from pathlib import Path

import docx
import html5lib
import hxl
import openpyxl

from .tables import bare

DAY = ("--accessed", "2026-11-25")
SHAPES = ["claims", "3w", "works", "agreements", "membership", "initiatives"]
NUMBER = re.compile(r"[1-9][0-9]*|0")
TITLE = "Who helps <whom>, & \"how\"?"


def run(built_in, hostile, report):
    with tempfile.TemporaryDirectory(prefix="icat-files-") as scratch:
        for program in (built_in, hostile):
            name = "own data" if program.data else "built-in data"
            for shape in SHAPES:
                workbook(program, report, ["export", "--shape", shape], shape, f"{name}: {shape}")
            workbook(program, report, ["coverage"], "coverage", f"{name}: coverage")
            workbook(program, report, ["gaps"], "gaps", f"{name}: gaps")
            bodies = [entity["id"] for entity in program.json("export")["entities"][1:3]]
            workbook(program, report, ["compare", *bodies], "compare", f"{name}: compare")
            titled(program, report, name)
            workbook(program, report, ["export", *DAY], "passages", f"{name}: passages")
            document(program, report, name)
            page(program, report, name)
        humanitarian(built_in, report, Path(scratch))


def table(program, command):
    text = program.bytes(*command, "--format", "csv").decode()
    return [[bare(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]


def workbook(program, report, command, sheet, where):
    """The cells of the workbook are those of the CSV; its head is frozen; columns of numbers have numbers."""
    rows = table(program, command)
    book = openpyxl.load_workbook(io.BytesIO(program.bytes(*command, "--format", "xlsx")))
    report.equal(book.sheetnames, [sheet, "Notes"], f"{where}: sheets")
    cells = [["" if cell.value is None else str(cell.value) for cell in row] for row in book[sheet].iter_rows()]
    clean = lambda rows: [[cell.replace("\r", "").strip() for cell in row] for row in rows]
    report.equal(clean(cells), clean(rows), f"{where}: cells")
    report.equal(book[sheet].freeze_panes, "A2", f"{where}: frozen head")
    # What is a number is one; codes, such as those of M49, and lists are none.
    for head, *cells in book[sheet].iter_cols():
        numbers = [cell.value for cell in cells if isinstance(cell.value, str) and NUMBER.fullmatch(cell.value)]
        is_text = head.value in ("m49", "priorities", "years")
        report.holds(is_text or not numbers, f"{where}: {head.value} has numbers as text", str(numbers[:3]))
    report.holds(all(cell.data_type != "f" for row in book[sheet].iter_rows() for cell in row), f"{where}: a formula")
    if sheet == "3w":
        years = [cell.value for cell in book[sheet]["J"][1:]]
        codes = [cell.value for cell in book[sheet]["H"][1:] if cell.value]
        report.holds(all(isinstance(year, int) for year in years), f"{where}: years are numbers")
        report.holds(all(isinstance(code, str) and len(code) == 3 for code in codes), f"{where}: codes keep their zeros")
    report.looked_at += sum(map(len, rows))


def document(program, report, name):
    """The document has the quotations to the word, each with a footnote, and real headings."""
    passages = program.json("export")["passages"]
    opened = docx.Document(io.BytesIO(program.bytes("export", "--format", "docx", *DAY)))
    quoted = [p.text for p in opened.paragraphs if p.style.name == "Quote" and not p.text.startswith("\u2014 ")]
    line = lambda words: "".join(" " if c in "\n\r\t" else c for c in words)
    report.equal(sorted(quoted), sorted(line(p["text"]) for p in passages), f"{name}: quotations in DOCX")
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 2"]
    report.equal(sorted(headings), sorted(line(p["headline"]) for p in passages), f"{name}: headings in DOCX")
    notes = [part for part in opened.part.package.iter_parts() if part.partname.endswith("/footnotes.xml")]
    report.equal(notes[0].blob.count(b"<w:footnote "), len(passages) + 2, f"{name}: footnotes in DOCX")
    report.looked_at += len(passages) * 3


def page(program, report, name):
    """The page is HTML without an error, has the quotations to the word, and nothing that runs or comes from elsewhere."""
    passages = program.json("export")["passages"]
    text = program.text("export", "--format", "html", *DAY)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(text)
    line = lambda words: "".join(" " if c in "\n\r\t" else c for c in words)
    quotes = [quote.find("p") for quote in tree.iter("blockquote")]
    report.equal([(q.text or "") for q in quotes], [line(p["text"]) for p in by_group(program, passages)], f"{name}: quotations in HTML")
    strange = [e.tag for e in tree.iter() if e.tag in ("script", "img", "link", "iframe", "form", "object", "base")]
    report.holds(not strange, f"{name}: elements in HTML", str(strange[:3]))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    report.equal(len(ids), len(set(ids)), f"{name}: ids in HTML")
    inner = [e.get("href")[1:] for e in tree.iter("a") if (e.get("href") or "").startswith("#")]
    report.holds(set(inner) <= set(ids), f"{name}: links within the page")
    report.equal(tree.get("lang"), "en", f"{name}: language")
    report.looked_at += len(quotes) + len(inner)


def titled(program, report, name):
    """A title of one's own is that of the document, of the page and of the workbook."""
    command = ["gaps", "--title", TITLE, "--format"]
    opened = docx.Document(io.BytesIO(program.bytes(*command, "docx")))
    report.equal((opened.core_properties.title, opened.paragraphs[0].text), (TITLE, TITLE), f"{name}: title in DOCX")
    heads = [[cell.text for cell in table.rows[0].cells] for table in opened.tables]
    captions = [p.text for p in opened.paragraphs if p.style.name == "Caption"]
    report.equal(len(captions), len(heads), f"{name}: a caption for each table")
    report.holds(all(all(head) for head in heads), f"{name}: heads of tables", str(heads[:1]))
    tree = html5lib.parse(program.text(*command, "html"), namespaceHTMLElements=False)
    report.equal([e.text for e in tree.iter() if e.tag in ("title", "h1")], [TITLE, TITLE], f"{name}: title in HTML")
    found = [caption.text for caption in tree.iter("caption")]
    report.equal(found, captions, f"{name}: captions in HTML")
    book = openpyxl.load_workbook(io.BytesIO(program.bytes(*command, "xlsx")))
    report.equal((book.properties.title, book["Notes"]["A1"].value), (TITLE, TITLE), f"{name}: title in XLSX")
    report.looked_at += len(heads) + len(found)


def by_group(program, passages):
    groups = {}
    for passage in passages:
        groups.setdefault(next(iter(passage["entities"]), None), []).append(passage)
    # Those of nobody come last.
    members = sorted(groups.items(), key=lambda group: group[0] is None)
    return [passage for _, passages in members for passage in passages]


def humanitarian(program, report, scratch):
    """What libhxl filters by the code of a country is what the program filters by its name."""
    for name, code in (("Niger", "NER"), ("India", "IND"), ("Ukraine", "UKR")):
        whole, few = scratch / "whole.csv", scratch / "few.csv"
        command = ["export", "--shape", "3w", "--format", "csv", "--hxl"]
        whole.write_bytes(program.bytes(*command))
        few.write_bytes(program.bytes(*command, "--place", name))
        local = hxl.InputOptions(allow_local=True)
        # How many rows of the table a claim makes depends on the table.
        counted = [str(tag) for tag in hxl.data(str(few), local).display_tags].index("#meta+rows")
        rows = lambda source: sorted([str(v) for n, v in enumerate(row.values) if n != counted] for row in source)
        found = rows(hxl.data(str(whole), local).with_rows(f"#country+code={code}"))
        report.holds(len(found) > 0, f"{name}: rows")
        report.equal(found, rows(hxl.data(str(few), local)), f"{name}: rows by code and by name")
        report.looked_at += len(found)
