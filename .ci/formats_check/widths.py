"""Text on a terminal is never wider than it, and no word is broken that fits a line."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import unicodedata

from .program import VIEWS

# The heads of the first columns, which statements do without.
HEADS = {"body", "kind", "place"}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def shown(words: str) -> int:
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(c) else wide.get(unicodedata.east_asian_width(c), 1) for c in words)


def rest(terminal: int) -> bytes:
    """What comes from a terminal until its other side is closed."""
    out = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            return out
        if not more:
            return out
        out += more


def on_terminal(program, columns, *arguments) -> str:
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    raw = termios.tcgetattr(other)
    raw[1] &= ~termios.OPOST
    termios.tcsetattr(other, termios.TCSANOW, raw)
    env = {**program.env(), "TERM": "xterm-256color"}
    child = subprocess.Popen(program.words(*arguments), stdout=other, stderr=subprocess.PIPE, env=env)
    os.close(other)
    out = rest(main)
    said = child.communicate()[1].decode()
    # The end of a terminal can overtake what was written last: that comes when asked again.
    out += rest(main)
    os.close(main)
    if child.returncode not in (0, 1) or not out and child.returncode == 0:
        raise SystemExit(f"{arguments}: exit {child.returncode}: {said[:2000]}")
    return COLOUR.sub("", out.decode())


def run(built_in, hostile, report):
    one = [["data", "info"], ["search", "recruitment children"]]
    for program in (built_in, hostile):
        name = "own data" if program.data else "built-in data"
        passage = program.json("export")["passages"][0]
        commands = VIEWS + one + [["show", passage["id"]], ["show", passage["report"]], ["cite", passage["id"]]]
        for command in commands:
            piped = {word for word in program.text(*command).split() if shown(word) > 2}
            for columns in (24, 80) if program.data else (24, 40, 80, 132):
                text = on_terminal(program, columns, *command)
                wide = [line for line in text.split("\n") if shown(line) > columns]
                report.holds(not wide, f"{name}: {command} at {columns} columns", str(wide[:2]))
                # A mark is said in words, and the head of the heads not at all, where cells are statements.
                left = {w.strip("!*<>") for w in piped - HEADS if shown(w) <= columns // 2 and re.search(r"\w", w)}
                lost = sorted(w for w in left if w not in text)
                report.holds(not text or not lost, f"{name}: {command} at {columns}: words", str(lost[:9]))
