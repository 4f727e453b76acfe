"""The program that is checked, and what is wrong with it."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

# The commands that print records in every format, each with something to find in the built-in data.
VIEWS = [
    ["list", "entities"],
    ["list", "years"],
    ["list", "priorities"],
    ["list", "kinds"],
    ["list", "reports"],
    ["list", "places"],
    ["list", "regions"],
    ["list", "terms"],
    ["list", "topics"],
    ["list", "partners"],
    ["list", "languages"],
    ["list", "works"],
    ["show", "UNODC"],
    ["show", "ICAT"],
    ["coverage"],
    ["coverage", "--by", "place-entity"],
    ["membership"],
    ["agreements"],
    ["agreements", "--initiatives"],
    ["agreements", "UNODC"],
    ["agreements", "IOM", "UNODC"],
    ["agreements", "--initiatives", "IOM"],
    ["commitments"],
    ["compare", "IOM", "ILO", "UNICEF"],
    ["who", "children, border"],
    ["marks"],
]


@dataclass
class Program:
    binary: Path
    home: Path
    data: Path | None = None
    environment: dict = field(default_factory=dict)

    def words(self, *arguments: str) -> list[str]:
        own = ["--data", str(self.data)] if self.data else []
        return [str(self.binary), *own, *arguments]

    def env(self) -> dict:
        plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH")}
        return {**plain, "XDG_DATA_HOME": str(self.home), "LC_ALL": "C.UTF-8", **self.environment}

    def bytes(self, *arguments: str, codes=(0, 1)) -> bytes:
        done = subprocess.run(self.words(*arguments), capture_output=True, env=self.env())
        if done.returncode not in codes:
            raise SystemExit(f"{arguments}: exit {done.returncode}: {done.stderr.decode()[:2000]}")
        return done.stdout

    def text(self, *arguments: str, codes=(0, 1)) -> str:
        return self.bytes(*arguments, codes=codes).decode()

    def json(self, *arguments: str):
        return json.loads(self.text(*arguments, "--format", "json"))


class Report:
    """What is wrong, and how much was looked at."""

    def __init__(self):
        self.looked_at = 0
        self.wrong = []

    def equal(self, found, wanted, where: str):
        self.holds(found == wanted, where, f"found  {found!r}\n    wanted {wanted!r}")

    def holds(self, true: bool, where: str, what: str = ""):
        self.looked_at += 1
        if not true:
            self.wrong.append(f"{where}\n    {what[:1500]}")

    def add(self, other: "Report"):
        self.looked_at += other.looked_at
        self.wrong += other.wrong

    def end(self) -> int:
        for wrong in self.wrong[:20]:
            print(wrong)
        if self.wrong:
            print(f"{len(self.wrong)} of {self.looked_at} are wrong")
            return 1
        print(f"all {self.looked_at} are right")
        return 0
