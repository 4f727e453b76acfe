"""CSV is read back cell by cell and holds no formula; Markdown tables are rendered to the same cells."""

import csv
import io
import re
from urllib.parse import unquote

from .program import VIEWS
from .rendered import HOW, rendered

QUOTED = re.compile(rb'(?:"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*\r\n)*')
FORMULA = re.compile(r"""[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]""")
BOM = b"\xef\xbb\xbf"


def bare(cell: str) -> str:
    """The cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def read(program, report, command, where):
    printed = program.bytes(*command, "--format", "csv")
    report.holds(QUOTED.fullmatch(printed) is not None, f"{where}: not every cell is quoted, or a line ends otherwise")
    report.equal(program.bytes("--bom", *command, "--format", "csv"), BOM + printed, f"{where}: --bom")
    rows = list(csv.reader(io.StringIO(printed.decode(), newline=""), strict=True))
    report.equal({len(row) for row in rows} or {0}, {len(rows[0])}, f"{where}: cells in a row")
    for row in rows:
        for cell in row:
            report.holds(not FORMULA.match(cell) or cell.startswith("'"), f"{where}: {cell!r} is a formula")
    return [[bare(cell) for cell in row] for row in rows]


def is_page(command):
    """Whether a document of a view is its page, and not its rows."""
    return command[0] in ("show", "who", "gaps", "search", "marks", "commitments", "compare") or command == ["agreements"]


def is_long(cell):
    return len(cell) > 160


def blocks_of(rows):
    """A table, or, where there are many columns with long cells, an entry for each row."""
    line = lambda words: re.sub(r"[\n\r\t]", " ", words)
    head, rows = rows[0], rows[1:]
    if len(head) < 4 or not any(is_long(cell) for row in rows for cell in row):
        return [("th", line(cell)) for cell in head] + [("td", line(cell)) for row in rows for cell in row]
    at = next((n for n, name in enumerate(head) if name in ("headline", "title")), 0)
    blocks = []
    for row in rows:
        blocks.append(("h2", line(row[at])))
        fields = [(name, cell) for n, (name, cell) in enumerate(zip(head, row)) if n != at and cell]
        blocks += [("li", unquote(line(f"{name}: {cell}"))) for name, cell in fields]
    return blocks


def table_is(program, report, command, title, notes, where):
    rows = read(program, report, command, where)
    text = program.text(*command, "--format", "md")
    if command == ["marks"] and len(rows) == 1:
        report.equal(text, "", f"{where}: of no marks no document is written")
        return rows
    line = lambda words: re.sub(r"[\n\r\t]", " ", words)
    wanted = [("h1", line(title)), *blocks_of(rows), *(("p", line(note)) for note in notes)]
    for how in HOW:
        if how == "commonmark":
            continue  # It has no tables.
        page = rendered(how, text)
        # Addresses lead to themselves in pages and in entries, and markdown-it shows them without `%20`.
        strange = [s for s in page.strange if s[0] != "a" or wanted[1][0] == "th" and not is_page(command)]
        report.holds(not strange, f"{where}: {how} makes of it", str(strange[:3]))
        if is_page(command):
            report.equal(page.blocks[0][0], "h1", f"{where}, {how}: title")
            continue
        found = [(kind, unquote(words) if kind == "li" else words) for kind, words in page.blocks]
        if not program.data:
            kind, words = found.pop(1)
            said = kind == "p" and words.startswith("From the reports of the ")
            report.holds(said, f"{where}, {how}: whose reports it is from", words)
        # Where it comes from.
        report.equal([kind for kind, _ in found[-2:]], ["p", "pre"], f"{where}, {how}: where it comes from")
        sources = ("h2", "Sources") in found and found.index(("h2", "Sources"))
        report.holds(sources, f"{where}, {how}: the reports are named")
        found = found[: sources or -2]
        if found[-1][1].startswith("Bodies. "):
            found = found[:-1]  # The names of bodies that the table has by their ids.
        same(report, found, wanted, f"{where}, {how}")
    return rows


def same(report, found, wanted, where):
    report.equal(len(found), len(wanted), f"{where}: blocks")
    for n, (a, b) in enumerate(zip(found, wanted)):
        if a != b:
            report.equal(a, b, f"{where}: block {n}")
            return
    report.looked_at += len(wanted)


def run(built_in, hostile, report):
    for program in (built_in, hostile):
        name = "own data" if program.data else "built-in data"
        for command in VIEWS:
            told = program.json(*command)
            rows = table_is(program, report, command, told["title"], told["notes"], f"{name}: {command}")
            report.equal(rows[0], told["columns"], f"{name}: {command}: columns")
            if command[0] == "list":
                values = [[row.get("value") or row["work"], *([str(row["count"])] if "count" in row else [])] for row in told["rows"]]
                report.equal([row[: len(v)] for row, v in zip(rows[1:], values)], values, f"{name}: {command}: values")
        query = "no | children `a|b` *c* <d>"
        table_is(program, report, ["search", query], f"Hits of {query}", [], f"{name}: search")
        passages(program, report, name)


def passages(program, report, name):
    command = ["export", "--accessed", "2026-11-25"]
    rows = read(program, report, command, f"{name}: export")
    head, rows = rows[0], rows[1:]
    whole = program.json("export")
    titles = {r["id"]: r for r in whole["reports"]}
    report.equal(len(rows), len(whole["passages"]), f"{name}: rows of export")
    for row, passage in zip(rows, whole["passages"]):
        cells = dict(zip(head, row))
        wanted = {key: passage[key] for key in ("id", "report", "kind", "style", "headline", "text")}
        wanted["title"] = titles[passage["report"]]["title"]
        wanted["published"] = str(titles[passage["report"]]["published"])
        wanted["section"] = " > ".join(passage["section"])
        wanted["editorial"] = passage.get("editorial", "")
        for key in ("entities", "mentions", "priorities", "years", "places"):
            wanted[key] = "; ".join(map(str, passage[key]))
        wanted["links"] = "; ".join(link["url"] for link in passage["links"])
        for key, value in wanted.items():
            report.equal(cells[key], value, f"{name}: {passage['id']}: {key}")
