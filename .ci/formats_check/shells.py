"""The commands that briefs hold are the same words for every shell, and make the same brief again."""

import random
import shutil
import subprocess

from .program import Program

SHELLS = ("dash", "bash", "zsh", "fish")
DAY = ("--accessed", "2026-11-25")
SIGNS = "ab  ''\"\\\\\\=~!$`*?[]{}()<>|&;#%^,:@+-_/.\t\n\r\x1b\x7f\x85\u202e\u00e9\u65e5"


def words(shell, line, program):
    done = subprocess.run([shell, "-c", f"printf '%s\\0' {line}"], capture_output=True, env=program.env())
    return done.stdout.decode().split("\0")[:-1]


def command(brief):
    rows = [row[4:] for row in brief.split("\n") if row.startswith("    ")]
    return rows[0] if len(rows) == 1 else f"false # {len(rows)} lines of code"


def run(built_in, hostile, report):
    shells = [shell for shell in SHELLS if shutil.which(shell)]
    report.equal(shells, list(SHELLS), "shells that are there")
    chance = random.Random(1)
    ids = [p["id"] for p in built_in.json("export")["passages"]]
    any_word = lambda: "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 14)))
    line = lambda word: "".join(c if c.isprintable() else " " for c in word)
    notes = {passage: any_word() for passage in chance.sample(ids, 200)}
    given, wanted = [], []
    for passage, note in notes.items():
        given += ["--id", passage, f"--note={passage}={note}"]
        wanted += ["--id", passage, "--note", f"{passage}={line(note)}"]
    brief = built_in.text("export", "--format", "md", *given, *DAY)
    wanted = ["icat-explorer", "export", "--format", "md", *wanted, *DAY]
    for shell in shells:
        report.equal(words(shell, command(brief), built_in), wanted, f"{shell}: notes")

    places = [row["value"] for row in hostile.json("list", "places")["rows"]]
    queries = [any_word() for _ in range(12)] + ["=ls", "~", "-x", "--", "!!", "$(id)", "%1", "\\", "'", "a\\'b"]
    for query in queries:
        for program in (built_in, hostile):
            narrowed = [f"--place={chance.choice(places)}"] if program.data else []
            asked = ["export", "--format", "md", f"--query={query}", *narrowed, "--limit", "3", *DAY]
            done = subprocess.run(program.words(*asked), capture_output=True, env=program.env())
            if done.returncode == 0:
                again(program, report, shells, done.stdout.decode(), query)
    odd(built_in, hostile, report, shells)


def again(program, report, shells, brief, what):
    """The line, typed into each shell, prints the brief byte for byte."""
    for shell in shells:
        line = command(brief).replace("icat-explorer", str(program.binary), 1)
        done = subprocess.run([shell, "-c", line], capture_output=True, env=program.env())
        report.equal(done.stdout.decode(), brief, f"{shell}: the brief of {what!r} made again")


def odd(built_in, hostile, report, shells):
    """A directory whose name holds what no line and no terminal can."""
    to = hostile.data.with_name("-odd\n=dir\x1b[31m 'n' \\\n")
    built_in.text("data", "eject", str(to), codes=(0,))
    program = Program(built_in.binary, hostile.home, to)
    brief = program.text("export", "--format", "md", "--limit", "1", *DAY)
    again(program, report, shells, brief, "an odd directory")
