"""Fail when a run of pytest skipped a test, or ran none: ``python tools/junit.py RECORD.xml``."""

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path


def skipped(root: ET.Element) -> Iterator[str]:
    """Name and reason of each test that was skipped; an expected failure is none."""
    for case in root.iter("testcase"):
        for mark in case.iter("skipped"):
            if mark.get("type") != "pytest.xfail":
                yield f"{case.get('classname')}::{case.get('name')}: {mark.get('message')}"


def verdict(record: Path) -> tuple[str, bool]:
    """One line or more to print, and whether the run was complete."""
    root = ET.parse(record).getroot()
    n_tests = sum(1 for _ in root.iter("testcase"))
    missed = list(skipped(root))
    if missed:
        return "\n".join([f"{len(missed)} of {n_tests} tests skipped:", *missed]), False
    if n_tests == 0:
        return f"{record}: no test was run", False
    return f"{record}: {n_tests} tests, none skipped", True


if __name__ == "__main__":
    text, complete = verdict(Path(sys.argv[1]))
    print(text)
    sys.exit(not complete)
