"""Types lines into bash, zsh and fish, presses Tab, and holds the line that comes of it against the one that should.

Usage: tab.py BINARY SCRATCH. The shells run in pseudo-terminals, without anybody's configuration.
"""

import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import fcntl
import termios
import threading
import time
from pathlib import Path

NAME = "icat-explorer"
WAIT = 15  # seconds until a shell that says nothing has failed

# What has to follow a flag that takes a value: what is typed, and the word that Tab makes of it. The first is tried with
# `--flag=` too.
PLACES = [
    ("Bos", "Bosnia and Herzegovina"),
    ("Bosnia\\ and\\ H", "Bosnia and Herzegovina"),
    ("'Bosnia a", "Bosnia and Herzegovina"),
    ('"Bosnia a', "Bosnia and Herzegovina"),
    ("Côte", "Côte d'Ivoire"),
    ("'Côte", "Côte d'Ivoire"),
    ('"Côte', "Côte d'Ivoire"),
    ("all\\ of\\ European\\ U", "all of European Union"),
    ("'all of European U", "all of European Union"),
]
VALUES = {
    "--entity": [("UNOD", "UNODC"), ("unod", "UNODC"), ("'!UNOD", "!UNODC")],
    "--year": [("2020..2022", "2020..2022"), ("2018..2025", "2018..2025")],
    "--stated": [("2020..2022", "2020..2022"), ("2018..2025", "2018..2025")],
    "--priority": [("6", "6")],
    "--kind": [("publ", "publication")],
    "--report": [("2018", "2018-overview"), ("2022-", "2022-annual-report")],
    "--place": PLACES,
    "--topic": [("trai", "training"), ("'!trai", "!training")],
    "--partner": [("Europo", "Europol"), ("'Konrad", "Konrad-Adenauer-Stiftung")],
    "--language": [("Frenc", "French"), ("'!Frenc", "!French")],
    "--source": [("first", "first-look.txt")],
    "--data": [("own", "own data")],
    "--color": [("alw", "always")],
    "--at": [("ar21-p3-cbss-barn", "ar21-p3-cbss-barnahus")],
    "--id": [("ar21-p3-cbss-barn", "ar21-p3-cbss-barnahus")],
    "--format": [("csv", "csv"), ("jsonl", "jsonl")],
    "--group": [("pri", "priority")],
    "--style": [("bib", "bibtex")],
    "--by": [("priority-", "priority-year")],
    "--status": [("part", "partly"), ("no-r", "no-record")],
    "--sort": [("IO", "IOM"), ("'4 A", "4 Accountable")],
    "--dir": [("own", "own data")],
    "--shape": [("cl", "claims"), ("3", "3w"), ("mem", "membership")],
}
FREE = {"--query", "--limit", "--accessed", "--note", "--title"}  # whatever one likes; a note is tried apart

# What stands where a command takes something that is no flag, and what of it Tab has to complete.
TAKES = {
    "export": ("", []),
    "show": ("UNODC", [("UNOD", "UNODC"), ("2018", "2018-overview"), ("Barn", "Barnahus"), ("'Child, e", "Child, early and forced marriage"),
                       ("ar21-p3-cbss-barn", "ar21-p3-cbss-barnahus")]),
    "list": ("entities", [("entit", "entities"), ("reg", "regions"), ("lang", "languages"), ("wor", "works")]),
    "marks": ("", []),
    "cite": ("ar21-p3-cbss-barnahus", [("ar21-p3-cbss-barn", "ar21-p3-cbss-barnahus"), ("icmpd-return-c", "icmpd-return-counsellors")]),
    "search": ("ukraine", []),
    "coverage": ("", []),
    "gaps": ("", []),
    "membership": ("", []),
    "agreements": ("IOM", [("UNOD", "UNODC"), ("IOM WORLD", "WORLD-BANK")]),
    "commitments": ("", []),
    "compare": ("IOM ILO", [("UNOD", "UNODC"), ("IOM OSCE-", "OSCE-ODIHR"), ("IOM ILO CBS", "CBSS")]),
    "who": ("border", []),
    "config": ("", [("pa", "path"), ("ch", "check"), ("def", "default")]),
    "completions": ("bash", [("ba", "bash"), ("nu", "nushell"), ("po", "powershell")]),
    "man": ("", [("cover", "coverage")]),
    "schema": ("hits", [("pass", "passage")]),
    "data": ("", [("che", "check"), ("inf", "info"), ("dra", "draft"), ("rev", "review"), ("check own", "own data"), ("eject own", "own data")]),
    "help": ("", [("cover", "coverage")]),
}


def helped(binary, *words):
    """The commands and the flags (with whether they take a value) that the help of a command tells of."""
    text = subprocess.run([binary, *words, "--help"], capture_output=True, text=True, check=True).stdout
    part = text.split("\nCommands:\n")[1].split("\n\n")[0] if "\nCommands:\n" in text else ""
    commands = re.findall(r"^  ([a-z]+) ", part + "\n", re.M)
    flags = re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)( <)?", text, re.M)
    return commands, {name: bool(takes) for name, takes in flags}


def shortest(word, others, least):
    """The shortest beginning of a word that none of the others has."""
    for end in range(least, len(word)):
        if not any(o.startswith(word[:end]) for o in others if o != word):
            return word[:end]
    return word


def cases(binary):
    """Lines to type after the name of the program, each with the last word that Tab has to make of it."""
    commands, flags = helped(binary)
    out = [(shortest(c, commands, 1), c) for c in commands]
    if set(commands) != set(TAKES):
        raise SystemExit(f"tab.py does not know all commands: {set(commands) ^ set(TAKES)}")
    for command in ["", *[c for c in commands if c != "help"], "data check", "data eject", "config check"]:
        _, flags = helped(binary, *command.split())
        positional, completed = TAKES.get(command, ("", []))
        out += [(f"{command} {typed}", whole) for typed, whole in completed]
        for flag, takes in flags.items():
            typed = shortest(flag, flags, 3)
            out.append((f"{command} {typed}", flag))
            if positional:
                out.append((f"{command} {positional} {typed}", flag))
            if not takes or flag in FREE:
                continue
            if flag not in VALUES:
                raise SystemExit(f"tab.py does not know what {flag} takes")
            values = VALUES[flag]
            if flag == "--sort" and command != "coverage":
                values = [("rep", "report"), ("k", "kind")]
            if flag == "--format" and command == "export":
                values = values[:1]
            if flag == "--place" and command not in ("", "search", "export"):
                values = values[:1]
            before = " ".join(w for w in (command, positional) if w)
            out += [(f"{before} {flag} {typed}", whole) for typed, whole in values]
            typed, whole = values[0]
            out.append((f"{command} {flag}={typed}", f"{flag}={whole}"))
    out += [
        (f"{command} --place='Bosnia a", "--place=Bosnia and Herzegovina") for command in ("export", "search")
    ]
    out += [
        ("export --id ar21-p3-cbss-barnahus --note ar21", "ar21-p3-cbss-barnahus="),
        ("search entity:unod", "entity:UNODC"),
        ("compare IOM ILO UNODC CBS", "CBS"),  # no fourth body
        ("man --dir own\\ data cove", "cove"),  # never both
        ("-- cove", "cove"),  # a query
        ("--data own\\ data export --report first", "first-look"),
        ("--data=own\\ data export --report first", "first-look"),
        ("--data nowhere export --entity UNOD", "UNOD"),
    ]
    return list(dict.fromkeys(out))


def words(shell, line):
    """The words of a line. Fish, unlike the others, knows a backslash within single quotes."""
    return shlex.split(line.replace("\\'", "'\\''") if shell == "fish" and " '" in line else line)


class Shell:
    """A shell in a pseudo-terminal, which tells its line when C-x C-p is pressed, and empties it."""

    def __init__(self, name, program, setup, binary, scratch):
        self.name, self.program, self.shown = name, program, ""
        self.fifo = scratch / f"{name}.fifo"
        os.mkfifo(self.fifo)
        self.told = os.open(self.fifo, os.O_RDWR | os.O_NONBLOCK)
        work = scratch / "work"
        self.env = {
            "PATH": f"{scratch}/bin:/usr/local/bin:/usr/bin:/bin", "HOME": str(scratch / "home"), "TERM": "xterm",
            "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "FIFO": str(self.fifo),
        }
        self.cwd = work
        pid, self.tty = pty.fork()
        if pid == 0:
            os.chdir(work)
            os.execvpe(program[0], program, self.env)
        self.pid = pid
        fcntl.ioctl(self.tty, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 220, 0, 0))
        threading.Thread(target=self.drain, daemon=True).start()
        for line in setup:
            self.send(line + "\r")
        self.send(" printf 'ready\\n' >$FIFO\r")
        self.line(lambda text: text == "ready")

    def close(self):
        """Hangs up and waits until the shell is gone: some write a history as they end, into a directory that is then removed."""
        os.close(self.tty)
        os.close(self.told)
        end = time.monotonic() + WAIT
        while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                break
            time.sleep(0.02)

    def drain(self):
        try:
            while data := os.read(self.tty, 65536):
                self.shown = (self.shown + data.decode(errors="replace"))[-20000:]
                if b"\x1b[c" in data or b"\x1b[0c" in data:
                    self.send("\x1b[?1;2c")
        except OSError:
            pass

    def send(self, text):
        os.write(self.tty, text.encode())

    def line(self, is_right=lambda text: True):
        """The next line that the shell tells."""
        end, read = time.monotonic() + WAIT, b""
        while time.monotonic() < end:
            if select.select([self.told], [], [], 0.2)[0]:
                read += os.read(self.told, 65536)
                if read.endswith(b"\n") and is_right(read.decode()[:-1]):
                    return read.decode()[:-1]
        raise TimeoutError(f"{self.name} did not answer within {WAIT} s; it showed:\n{self.shown[-2000:]}")

    def tab(self, typed):
        self.shown = ""
        self.send(f"{NAME} {typed}\t\x18\x10")
        return self.line()

    def failures(self, wanted):
        failed = []
        for typed, whole in wanted:
            try:
                line = self.tab(typed)
            except TimeoutError as error:
                return [*failed, f"{self.name}: {typed}<Tab>: {error}"]
            try:
                last = words(self.name, line)[-1]
            except ValueError:
                last = line
            if last.rstrip("/") != whole:
                failed.append(f"{self.name}: {typed}<Tab>\n  made   {line!r}\n  wanted {whole!r}\n  shown  {self.shown[-400:]!r}")
        return failed

    def run(self, typed):
        """Completes a line and runs it: what Tab makes has to be what the program takes."""
        line = self.tab(typed)
        ran = subprocess.run([self.program[0], "-c", line], env=self.env, cwd=self.cwd, capture_output=True, text=True)
        return [] if ran.returncode == 0 and ran.stdout else [f"{self.name}: {line!r}: {ran.returncode}: {ran.stderr}"]

    def lists(self, typed, wanted):
        """What is shown where several fit."""
        self.shown = ""
        self.send(f"{NAME} {typed}\t\t" if self.name == "bash" else f"{NAME} {typed}\t")
        end = time.monotonic() + WAIT
        while time.monotonic() < end and not all(w in self.shown for w in wanted):
            time.sleep(0.02)
        shown = self.shown
        self.send("\x1b\x18\x10" if self.name == "fish" else "\x18\x10")
        self.line()
        return [] if all(w in shown for w in wanted) else [f"{self.name}: {typed}<Tab> shows {shown!r}, not {wanted}"]


SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], [
        "bind 'set bell-style none'; bind 'set page-completions off'; bind 'set completion-query-items 0'",
        "dump() { printf '%s\\n' \"$READLINE_LINE\" >$FIFO; READLINE_LINE=; READLINE_POINT=0; }",
        "bind -x '\"\\C-x\\C-p\": dump'", "source /usr/share/bash-completion/bash_completion",
    ]),
    "zsh": (["zsh", "-f", "-i"], [
        "bindkey -e; setopt no_beep; LISTMAX=100000; fpath=(~/zsh $fpath); autoload -Uz compinit; compinit -u -D",
        "dump() { print -r -- \"$BUFFER\" >$FIFO; BUFFER=; }; zle -N dump; bindkey '^X^P' dump",
    ]),
    "fish": (["fish", "--no-config", "-i"], [
        "set -g fish_autosuggestion_enabled 0; function fish_prompt; echo '> '; end",
        "function dump; commandline >$FIFO; commandline -r ''; commandline -f repaint; end; bind \\cx\\cp dump",
        "set -p fish_complete_path ~/.config/fish/completions",
    ]),
}


INSTALLED = {
    "bash": f".local/share/bash-completion/completions/{NAME}",
    "zsh": f"zsh/_{NAME}",
    "fish": f".config/fish/completions/{NAME}.fish",
}


def check(name, wanted, binary, scratch, failed):
    program, setup = SHELLS[name]
    shell = Shell(name, program, setup, binary, scratch)
    began = time.monotonic()
    failed += shell.failures(wanted)
    for typed in ["export --format jsonl --place Bos", "export --format jsonl --place 'Côte", "show Barn", "show 'Child, e",
                  "list reg", "export --format csv --entity UNOD", "search victims --place all\\ of\\ European\\ U"]:
        failed += shell.run(typed)
    failed += shell.lists("compare UN", ["UNODC", "UNHCR", "UN-WOMEN"])
    failed += shell.lists("show ar21-p3-c", ["ar21-p3-cbss-barnahus"])
    print(f"{name}: Tab pressed {len(wanted) + 9} times in {time.monotonic() - began:.0f} s")
    shell.close()


def prepare(binary, scratch):
    """A directory of own data with a blank in its name, a program of the right name on the path, and the completions where each
    shell looks for them by itself."""
    for part in ("bin", "home", "work"):
        (scratch / part).mkdir()
    for shell, place in INSTALLED.items():
        (scratch / "home" / place).parent.mkdir(parents=True)
        shutil.copy(scratch / f"script.{shell}", scratch / "home" / place)
    os.symlink(binary, scratch / "bin" / NAME)
    own = scratch / "work" / "own data"
    subprocess.run([binary, "data", "eject", str(own)], check=True, stdout=subprocess.DEVNULL)
    shutil.move(own / "reports" / "2018-overview.json", own / "reports" / "first-look.json")
    (scratch / "work" / "first-look.txt").write_text("The text of a report.\n")


def main():
    binary, scratch = sys.argv[1], Path(sys.argv[2])
    prepare(binary, scratch)
    wanted, failed = cases(binary), []
    threads = [threading.Thread(target=check, args=(name, wanted, binary, scratch, failed)) for name in SHELLS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for words in failed:
        print(words, file=sys.stderr)
    if failed:
        raise SystemExit(f"{len(failed)} completions are wrong")
    print(f"completions: {len(wanted)} lines are right in {', '.join(SHELLS)}")


main()
