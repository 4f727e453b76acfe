"""Runs all checks; tells what is wrong, and ends with 1 where something is."""

import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from itertools import repeat
from pathlib import Path

from .data import write_hostile
from .program import Program, Report


def main() -> int:
    report = Report()
    with tempfile.TemporaryDirectory(prefix="icat-formats-") as scratch:
        home = Path(scratch)
        built_in = Program(Path(sys.argv[1]), home)
        hostile = write_hostile(built_in, home / "it's \\ a `$data` dir")
        checks = sys.argv[2:] or ["citations", "briefs", "files", "shells", "widths", "schemas", "tables"]
        with ProcessPoolExecutor(2) as pool:
            for done in pool.map(run, checks, repeat(built_in), repeat(hostile)):
                report.add(done)
    return report.end()


def run(check: str, built_in: Program, hostile: Program) -> Report:
    begun, report = time.monotonic(), Report()
    import_module(f"formats_check.{check}").run(built_in, hostile, report)
    print(f"{check}: {report.looked_at} looked at in {time.monotonic() - begun:.1f} s", flush=True)
    return report


if __name__ == "__main__":
    sys.exit(main())
